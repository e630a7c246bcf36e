"""Step one: a source lists its photos, page by page, into the catalog. No bytes of photos."""

from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, absences, folders, listing, sessions, sources
from holdfast.catalog.foresight import Foresight
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock, milliseconds
from holdfast.domain.photo import Page
from holdfast.domain.plan import DAY
from holdfast.engine.ahead import one_ahead
from holdfast.engine.allowance import Allowance
from holdfast.engine.control import Control
from holdfast.errors import CursorExpired, HoldfastError, Interrupted
from holdfast.sources.base import Source


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a listing that ended properly found out."""

    listed: int
    ending: absences.Ending


class Scan:
    """One listing of one source, from the start or from where the last one was cut short; or of one of its folders.

    The listing of a folder may add, change and relabel photos. It concludes nothing of absent ones, and does not touch
    the place where the listing of the whole goes on.
    """

    def __init__(
        self, catalog: Catalog, row: SourceRow, source: Source, control: Control, clock: Clock,
        folder: folders.Place | None = None,
    ) -> None:  # fmt: skip
        self._catalog = catalog
        self._row = row
        self._source = source
        self._control = control
        self._clock = clock
        self._folder = folder
        self._found = 0
        self._allowance = Allowance(catalog, row, source, clock)

    def run(self, *, anew: bool = False) -> Scanned:
        """List to the end. What was seen is in the catalog page by page, with the place to go on; a listing that
        does not end properly is incomplete and concludes nothing. `anew`: from the start, whatever place was kept."""
        now = milliseconds(self._clock)
        session = self._catalog.write(sessions.begin, "scan", self._row.id, self._control.job_id, now)
        try:
            scanned = self._list(session, anew)
        except (HoldfastError, Interrupted) as end:
            self._cut_short(session, end)
            raise
        return scanned

    def _list(self, session: int, anew: bool) -> Scanned:
        begun, cursor = (session, None) if anew or self._folder else self._where_to_begin(session)
        try:
            self._pages(cursor, session, begun)
        except CursorExpired:
            begun = session
            self._pages(None, session, begun)
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

    def _pages(self, cursor: str | None, session: int, begun: int) -> None:
        pages = self._source.list(cursor, self._folder.segments if self._folder else ())
        for page in one_ahead(pages, self._control):
            counts = self._catalog.write(self._record, session, begun, page)
            self._found += counts.listed
            self._control.report(self._allowance.progress(self._found))
            self._control.check()

    def _record(self, db: Connection, session: int, begun: int, page: Page) -> listing.PageCounts:
        now = milliseconds(self._clock)
        counts = listing.record_page(db, self._row.id, begun, page, now, keeps_place=self._folder is None)
        sessions.count(db, session, listed=counts.listed, new=counts.new, changed=counts.changed, moved=counts.moved)
        self._allowance.keep(db)
        return counts

    def _finish(self, db: Connection, session: int, begun: int) -> Scanned:
        now = milliseconds(self._clock)
        if self._folder is not None:
            ending = absences.Ending(0, None)
            folders.listed_below(db, self._folder.id, now)
        else:
            listed = absences.listed_in(db, self._row.id, begun)
            ending = absences.finish(db, self._row.id, self._row.name, begun, listed, now)
        sessions.count(db, session, gone=ending.gone)
        if ending.held is not None:
            sources.hold(db, self._row.id, ending.held)
        code, message = (ending.held.code, ending.held.message) if ending.held else (None, None)
        sessions.finish(db, session, "complete", now, code, message)
        sources.works(db, self._row.id)
        return Scanned(self._found, ending)

    def _cut_short(self, session: int, end: HoldfastError | Interrupted) -> None:
        now = milliseconds(self._clock)

        def write(db: Connection) -> None:
            sessions.cut_short(db, session, end, now)
            self._allowance.keep(db)

        self._catalog.write(write)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup would do, found by listing alone."""

    source: str
    listed: int
    new: int
    changed: int
    moved: int
    absent: int
    """Photos that the listing does not name."""
    gone: int
    """Of these, the ones that would be called gone: two listings have to agree."""
    skipped: int
    photos: int
    """Photos whose bytes would be fetched, and their declared bytes."""
    bytes: int
    already_held: int
    """Photos that would cost no bytes, because the library has the same already."""
    calls: int
    """Calls of the cloud's API that the listing takes; where these are counted, downloads cost none."""


def preview(catalog: Catalog, row: SourceRow, source: Source, clock: Clock) -> Preview:
    """List without writing a byte or a row."""
    found = Foresight(row.id, milliseconds(clock))
    calls = 1  # what tells the kind of account
    for page in source.list(None):
        calls += 1
        catalog.read(found.page, page)
    catalog.read(found.end)
    return Preview(
        row.name, found.listed, found.new, found.changed, found.moved, found.absent, found.gone, found.skipped,
        found.photos, found.bytes, found.already_held, calls,
    )  # fmt: skip
