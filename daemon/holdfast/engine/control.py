"""Between a step and whoever runs it: how far it is, and whether it should stop."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Literal, TypeVar

from holdfast.catalog import Catalog, Connection, jobs, pauses, sources
from holdfast.catalog.jobs import Progress
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock, milliseconds
from holdfast.engine.crew import Crew
from holdfast.errors import Interrupted

T = TypeVar("T")

PACE = 0.25
"""Seconds between two writes of progress, or two looks at the person's wish."""

GUARDED = 1.0
"""Seconds between two looks whether the library is still there: a pulled drive stops the work within five."""

Wish = jobs.Wish | Literal["leave", "rest"]

REST: Literal["rest"] = "rest"
"""The wish of a job while everything is paused: it goes on by itself afterwards."""

YIELD = "yield"
"""The wish of a job of the background, when one that somebody waits for is ready."""

Observer = Callable[[Progress], None]


class Control:
    """One per running job. `check` and `report` are cheap: call them as often as you like, from one thread."""

    def __init__(
        self, catalog: Catalog, job_id: int, clock: Clock, stop: threading.Event, observer: Observer | None = None
    ) -> None:
        self.job_id = job_id
        self.stop = stop
        self.counts: Counter[str] = Counter()
        """What the job did that no run counts; it becomes part of the job's result."""
        self._catalog = catalog
        self._clock = clock
        self._observer = observer
        self._last = -PACE
        self._phase = ""
        self._far: Progress | None = None
        self._source: SourceRow | None = None
        self._guard: Callable[[], object] = int
        self._guarded = clock.monotonic()

    def guard(self, look: Callable[[], object]) -> None:
        """From now on `look` is called about once a second, whatever the job is doing; what it raises ends the job."""
        self._guard = look

    def works_on(self, source: SourceRow | None) -> None:
        """From now on a pause or removal of this source is a wish, too: `leave`, to go on with the next one."""
        self._source = source

    def check(self) -> None:
        """Raise Interrupted when the system stops us or the person wants to cancel or pause."""
        if self.stop.is_set():
            raise Interrupted("stop")
        self._look()
        if self._due():
            self._obey(self._catalog.read(self._wished))

    def give_way(self, kind: jobs.Kind) -> None:
        """Raise Interrupted as `check` does, and when a job is ready that comes before one of this kind."""
        self.check()
        if self._catalog.read(jobs.is_outranked, kind, milliseconds(self._clock)):
            raise Interrupted(YIELD)

    def report(self, progress: Progress) -> None:
        """Show how far the job is, at most four times a second; a new phase is shown at once."""
        self._far = progress
        self._look()
        if self._observer is not None:
            self._observer(progress)
        if progress.phase != self._phase or self._due():
            self._phase = progress.phase
            self._catalog.write(jobs.reports, self.job_id, progress)
            self._obey(self._catalog.read(self._wished))

    def settle(self, db: Connection) -> None:
        """Write how far the job came at last, however lately that was."""
        if self._far is not None:
            jobs.reports(db, self.job_id, self._far)

    def obeying(self, call: Callable[[], T]) -> T:
        """The result of `call`, made in a thread of its own: a wish is obeyed however long the cloud keeps us waiting.
        A call that is left behind so is ended by its source's link."""
        crew: Crew[Callable[[], T], T] = Crew(1, lambda task: task())
        crew.give(call)
        crew.give_no_more()
        while (outcome := crew.take(PACE)) is None:
            self.check()
        return outcome.result()

    def _wished(self, db: Connection) -> Wish | None:
        if self._source is not None and sources.is_left(db, self._source):
            return "leave"
        if pauses.holds(db, self.job_id, milliseconds(self._clock)):
            return REST
        return jobs.wished(db, self.job_id)

    def _look(self) -> None:
        now = self._clock.monotonic()
        if now - self._guarded >= GUARDED:
            self._guarded = now
            self._guard()

    def _due(self) -> bool:
        now = self._clock.monotonic()
        if now - self._last < PACE:
            return False
        self._last = now
        return True

    def _obey(self, wish: Wish | None) -> None:
        if wish is not None:
            raise Interrupted(wish)
