"""Step one: a source lists its photos, page by page, into the catalog. No bytes of photos."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, listing, sessions, sources
from holdfast.catalog.jobs import Progress
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock, milliseconds
from holdfast.domain.photo import Page
from holdfast.domain.plan import DAY
from holdfast.engine.control import Control
from holdfast.errors import CursorExpired, HoldfastError, Interrupted
from holdfast.sources.base import Source


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a listing that ended properly found out."""

    listed: int
    ending: listing.Ending


class Scan:
    """One listing of one source, from the start or from where the last one was cut short."""

    def __init__(self, catalog: Catalog, row: SourceRow, source: Source, control: Control, clock: Clock) -> None:
        self._catalog = catalog
        self._row = row
        self._source = source
        self._control = control
        self._clock = clock
        self._found = 0

    def run(self) -> Scanned:
        """List to the end. What was seen is in the catalog page by page, with the place to go on; a listing that
        does not end properly is incomplete and concludes nothing."""
        now = milliseconds(self._clock)
        session = self._catalog.write(sessions.begin, "scan", self._row.id, self._control.job_id, now)
        try:
            scanned = self._list(session)
        except (HoldfastError, Interrupted) as end:
            self._cut_short(session, end)
            raise
        return scanned

    def _list(self, session: int) -> Scanned:
        begun, cursor = self._where_to_begin(session)
        try:
            self._pages(self._source.list(cursor), session, begun)
        except CursorExpired:
            begun = session
            self._pages(self._source.list(None), session, begun)
        return self._catalog.write(self._finish, session, begun)

    def _where_to_begin(self, session: int) -> tuple[int, str | None]:
        """Go on with a listing that was cut short less than a day ago, else begin anew."""
        cursor, begun = self._row.scan_cursor, self._row.scan_session_id
        if cursor is None or begun is None:
            return session, None
        started = self._catalog.read(sessions.by_id, begun)
        if started is None or not 0 <= milliseconds(self._clock) - started.started_at <= DAY:
            return session, None
        return begun, cursor

    def _pages(self, pages: Iterator[Page], session: int, begun: int) -> None:
        while (page := self._control.obeying(lambda: next(pages, None))) is not None:
            counts = self._catalog.write(self._record, session, begun, page)
            self._found += counts.listed
            self._control.report(Progress(phase="listing", source=self._row.name, found=self._found))
            self._control.check()

    def _record(self, db: Connection, session: int, begun: int, page: Page) -> listing.PageCounts:
        counts = listing.record_page(db, self._row.id, begun, page, milliseconds(self._clock))
        sessions.count(db, session, listed=counts.listed, new=counts.new, changed=counts.changed, moved=counts.moved)
        return counts

    def _finish(self, db: Connection, session: int, begun: int) -> Scanned:
        now = milliseconds(self._clock)
        listed = listing.listed_in(db, self._row.id, begun)
        ending = listing.finish(db, self._row.id, self._row.name, begun, listed, now)
        sessions.count(db, session, gone=ending.gone)
        if ending.held is not None:
            sources.hold(db, self._row.id, ending.held)
        code, message = (ending.held.code, ending.held.message) if ending.held else (None, None)
        sessions.finish(db, session, "complete", now, code, message)
        sources.works(db, self._row.id)
        return Scanned(listed, ending)

    def _cut_short(self, session: int, end: HoldfastError | Interrupted) -> None:
        now = milliseconds(self._clock)
        self._catalog.write(sessions.cut_short, session, end, now)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup would do, found by listing alone."""

    source: str
    listed: int
    new: int
    changed: int
    moved: int
    absent: int
    photos: int
    """Photos whose bytes would be fetched, and their declared bytes."""
    bytes: int


def preview(catalog: Catalog, row: SourceRow, source: Source) -> Preview:
    """List without writing a byte or a row."""
    found: Counter[str] = Counter()
    for page in source.list(None):
        found.update(catalog.read(listing.foresee, row.id, page))
    known = catalog.read(listing.extent, row.id)
    return Preview(
        row.name, found["listed"], found["new"], found["changed"], found["moved"],
        max(0, known - (found["listed"] - found["new"])), found["photos"], found["bytes"],
    )  # fmt: skip
