"""Step two: fetch what is pending, several photos at once, and make them safe batch by batch."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from holdfast.catalog import Connection, folders, originals, photos, sessions, settings
from holdfast.catalog.jobs import Progress
from holdfast.catalog.photos import Wanted
from holdfast.catalog.sources import SourceRow
from holdfast.clock import milliseconds
from holdfast.couriers.courier import Terms
from holdfast.domain.pace import Pace
from holdfast.engine import sidecar
from holdfast.engine.connect import Link
from holdfast.engine.control import Control
from holdfast.engine.crew import Crew, Outcome
from holdfast.engine.errands import ENOUGH, Errands
from holdfast.engine.fetch import Fetch
from holdfast.engine.orphans import adopt
from holdfast.engine.paths import Paths
from holdfast.engine.room import reserve
from holdfast.engine.setup import Opened
from holdfast.engine.shelf import Arrived, Shelf
from holdfast.engine.spending import Spending
from holdfast.engine.throttle import Throttle
from holdfast.engine.twins import Twins
from holdfast.engine.unfinished import Unfinished
from holdfast.errors import FileTooBig, HoldfastError, Interrupted, LibraryError, PhotoError
from holdfast.library import manifest, sidecars
from holdfast.library.incoming import Incoming
from holdfast.library.root import Library

PAGE = 200
"""Photos asked of the catalog at a time."""

AHEAD = 4
"""So many times as many photos are given out ahead where a courier takes them, so that it never waits for us."""

PATIENCE = 0.2
"""Seconds between two looks at the wish to stop while nothing arrives."""

FAREWELL = 2.0
"""Seconds that running downloads get to notice that they should stop."""


@dataclass(frozen=True, slots=True)
class _Task:
    wanted: Wanted
    path: str
    """Where its bytes would go now; a killed run may have put them there."""


def _terms(db: Connection) -> Terms:
    at_once, rate = settings.value(db, "downloads_at_once"), settings.value(db, "minimum_bytes_per_second")
    return Terms(at_once, rate, settings.value(db, "stalled_after_seconds"))


class Download:
    """One source's pending photos, and its failed ones whose next try is due; in one folder and below, if one is
    named. Or those alone that `chosen(after, limit)` gives, by id."""

    def __init__(
        self, opened: Opened, library: Library, row: SourceRow, link: Link, control: Control,
        folder: folders.Place | None = None, chosen: Callable[[int, int], list[Wanted]] | None = None,
    ) -> None:  # fmt: skip
        self._opened = opened
        self._catalog = opened.catalog
        self._clock = opened.clock
        self._library = library
        self._row = row
        self._source, self._halt = link.source, link.over
        self._control = control
        self._folder = None if folder is None else folder.id
        self._chosen = chosen
        self._began = milliseconds(opened.clock)
        self._done = 0
        self._failed: set[int] = set()
        """Photos that failed in this run: none is tried twice in it, whatever the clock says meanwhile."""

    def run(
        self, kind: sessions.Kind = "download", ends: Literal["complete", "incomplete"] = "complete"
    ) -> None:  # fmt: skip
        """Fetch until nothing is left. What arrived is safe batch by batch; what raised stops this source only. `ends`:
        what the session is called when all went well."""
        session = self._catalog.write(sessions.begin, kind, self._row.id, self._control.job_id, self._began)
        try:
            self._fetch_all(session)
            self._tidy(session)
        except (HoldfastError, Interrupted) as end:
            self._cut_short(session, end)
            raise
        self._catalog.write(sessions.finish, session, ends, milliseconds(self._clock))

    def _fetch_all(self, session: int) -> None:
        self._catalog.write(photos.asked_out, self._row.id, self._folder)
        terms = self._catalog.read(_terms)
        at_once = terms.at_once
        self._total, self._bytes_total = self._extent()
        if not self._total:
            return
        self._paths = Paths(self._catalog, self._row)
        self._shelf = Shelf(self._catalog, self._library, self._row, session, self._clock, self._paths)
        self._twins = Twins(self._catalog, self._library, session, self._clock, self._control.check)
        self._spending = Spending(self._clock, at_once)
        self._source.told = self._spending.turn
        self._at_once = at_once
        self._throttle = Throttle(self._catalog, self._clock, self._halt, self._spending)
        self._pace = Pace(self._clock.monotonic())
        with Incoming(self._library) as incoming:
            kept_free = reserve(self._catalog, self._library)
            unfinished = Unfinished(self._catalog, self._row.id, self._clock)
            self._fetch = Fetch(
                self._library, self._source, incoming, unfinished, kept_free, self._halt, self._throttle,
                self._spending,
            )  # fmt: skip
            self._crew = Crew(at_once, self._one)
            self._errands = self._courier(incoming, terms)
            try:
                self._work(at_once)
            except BaseException:
                self._halt.set()
                self._source.close()  # whoever hangs in a dead connection notices now
                raise
            finally:
                self._end()
                with suppress(LibraryError):  # what hangs in a dead socket would leave its part behind
                    incoming.sweep(unfinished.parts())

    def _extent(self) -> tuple[int, int]:
        if self._chosen is None:
            return self._catalog.read(photos.still_to_fetch, self._row.id, self._began, self._folder)
        files = size = after = 0
        while page := self._chosen(after, PAGE):
            files, size = files + len(page), size + sum(wanted.remote.bytes or 0 for wanted in page)
            after = page[-1].id
        return files, size

    def _courier(self, incoming: Incoming, terms: Terms) -> Errands[_Task] | None:
        if self._total < ENOUGH or self._throttle.limit() is not None:
            return None
        return Errands(self._fetch, self._source, incoming, self._crew, terms)

    def _work(self, at_once: int) -> None:
        for wanted in self._wanted():
            while self._crew.busy >= (AHEAD if self._errands else 1) * at_once + 2:
                self._collect()
            self._twins.under_way(wanted)
            self._give(_Task(wanted, wanted.lost_path or self._paths.give(wanted)))
        while self._crew.busy:
            self._collect()
        self._twins.note()

    def _give(self, task: _Task) -> None:
        """To the courier, unless it may lie here already."""
        errands = self._errands if self._library.has_nothing_at(task.path) else None
        if errands is None or not errands.take(task, task.wanted):
            self._crew.give(task)

    def _wanted(self) -> Iterator[Wanted]:
        """Pending photos first, then failed ones that are due; those that fail meanwhile are not. Nor are photos whose
        bytes are here, or on their way."""
        states: tuple[Literal["pending", "failed"], ...] = ("pending", "failed")
        for state in states:
            yield from self._in_state(state)
            while self._twins.some_wait:
                while self._crew.busy:
                    self._collect()
                self._shelf.commit()
                self._twins.all_arrived()
                yield from self._in_state(state)

    def _in_state(self, state: Literal["pending", "failed"]) -> Iterator[Wanted]:
        after = 0
        while page := self._page(state, after):
            yield from self._without_twins(page)
            after = page[-1].id

    def _page(self, state: Literal["pending", "failed"], after: int) -> list[Wanted]:
        if self._chosen is not None:
            return self._chosen(after, PAGE) if state == "failed" else []
        return self._catalog.read(photos.wanted, self._row.id, state, after, PAGE, self._began, self._folder)

    def _without_twins(self, page: list[Wanted]) -> Iterator[Wanted]:
        """The photos of a page whose bytes have to come over the wire; the others go to the shelf as they are."""
        self._twins.look_up(page)
        for wanted in page:
            if wanted.id in self._failed:
                continue
            held = self._twins.of(wanted)
            if held is not None:
                self._shelf.put(held)
                self._done += 1
                self._bytes_total -= wanted.remote.bytes or 0
                self._commit_if_full()
                self._report(None)
                self._control.check()
            elif not self._twins.wait_for_other(wanted):
                yield wanted

    def _one(self, task: _Task) -> Arrived:
        """In a thread of the crew."""
        return adopt(self._library, self._row.folder, task.wanted, task.path) or self._fetch.photo(task.wanted)

    def _collect(self) -> None:
        self._keep_limit()
        outcome = self._crew.take(PATIENCE)
        if outcome is not None:
            self._sort(outcome)
        self._commit_if_full()
        self._report(outcome)
        self._control.check()

    def _keep_limit(self) -> None:
        """A courier knows no limit: where there is one by now, the threads do its work."""
        if self._errands is not None and self._throttle.limit() is not None:
            self._errands.close()
            self._errands = None

    def _commit_if_full(self) -> None:
        if self._shelf.full:
            with self._spending.on("drive", self._at_once):  # nobody is given a photo meanwhile
                self._shelf.commit()

    def _sort(self, outcome: Outcome[_Task, Arrived]) -> None:
        if outcome.value is not None:
            self._shelf.put(outcome.value)
        elif isinstance(outcome.error, PhotoError | FileTooBig):
            self._failed.add(outcome.task.wanted.id)
            self._shelf.fail(outcome.task.wanted, outcome.error)
        elif outcome.error is not None:
            raise outcome.error
        self._done += 1

    def _end(self) -> None:
        """Keep what has arrived, whatever ended the work; what is still under way is dropped."""
        if self._errands is not None:
            self._errands.close()
        self._crew.dismiss(FAREWELL if self._halt.is_set() else 3600.0)
        while self._crew.busy and (outcome := self._crew.take(0.0)) is not None:
            if outcome.value is not None:
                self._shelf.put(outcome.value)
        self._shelf.commit()

    def _report(self, outcome: Outcome[_Task, Arrived] | None) -> None:
        now, done = self._clock.monotonic(), self._fetch.bytes_received
        total = max(self._bytes_total, done)
        self._control.report(
            Progress(
                phase="downloading", source=self._row.name, photos_done=self._done, photos_total=self._total,
                bytes_done=done, bytes_total=total, bytes_per_second=self._pace.rate(now, done),
                seconds_left=self._pace.seconds_left(now, done, total),
                current=outcome.task.wanted.remote.name if outcome else None, why=self._spending.why(self._done, done),
            )
        )  # fmt: skip

    def _tidy(self, session: int) -> None:
        """Tell the sidecars what changed; put manifest and sidecars in order where crashes left lines twice."""
        sidecar.catch_up(self._catalog, self._library, self._row)
        done = self._catalog.read(sessions.by_id, session)
        if done is not None and (done.downloaded or done.adopted):
            sidecars.compact(self._library, self._row.folder)
            self._put_manifest_in_order()

    def _put_manifest_in_order(self) -> None:
        listed = sum(1 for _ in manifest.read(self._library))
        if listed != self._catalog.read(originals.count):
            manifest.compact(self._library, self._known(), self._has_moved)

    def _has_moved(self, entry: manifest.Entry) -> bool:
        held = self._catalog.read(originals.by_sha256, entry.sha256)
        return held is not None and held.path != entry.path

    def _known(self) -> Iterator[manifest.Entry]:
        after = 0
        while page := self._catalog.read(originals.paths, after):
            yield from (manifest.Entry(path, sha256) for _, path, sha256 in page)
            after = page[-1][0]

    def _cut_short(self, session: int, end: HoldfastError | Interrupted) -> None:
        self._catalog.write(sessions.cut_short, session, end, milliseconds(self._clock))
