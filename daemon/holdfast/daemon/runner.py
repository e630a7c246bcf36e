"""Works through the queue. Whoever calls it holds the worker lock."""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from holdfast.catalog import Connection, jobs, pauses, sessions
from holdfast.catalog.jobs import Job, Progress
from holdfast.clock import milliseconds
from holdfast.daemon import work
from holdfast.daemon.look import HomeLook
from holdfast.daemon.manners import Manners
from holdfast.daemon.schedule import ask_for_due_backups, ask_for_rolling_verification, ask_for_upkeep, make_due
from holdfast.daemon.surroundings import Here, Surroundings
from holdfast.engine import moment, notices, problems
from holdfast.engine.control import REST, YIELD, Control
from holdfast.engine.recover import recover
from holdfast.engine.setup import Opened, open_library
from holdfast.engine.trouble import Trouble
from holdfast.errors import (
    LIBRARY_CODES,
    Busy,
    DiskError,
    HoldfastError,
    Interrupted,
    LibraryError,
    LibraryOffline,
    Waiting,
)
from holdfast.library.lock import LibraryLock
from holdfast.library.root import Library

log = logging.getLogger(__name__)

LOOK = 0.1
"""Seconds between two looks at the queue: one PRAGMA, so that a job starts within a quarter of a second."""

SCHEDULE = 30.0
"""Seconds between two looks at the schedule."""

AWAY = 15_000
"""Milliseconds until an absent drive is looked for again: one look at a folder."""

REFUSALS = 3
"""Errors of the drive in a row that end a job: what one of them spoilt is thrown away and written anew."""

UNUSABLE = 300_000
"""Milliseconds until a drive that is full, read-only or failing is tried again."""

COPYING = ("backup", "full_scan", "retry")
"""Kinds whose wish a backup of the schedule fulfils as well."""

READING = ("export", "drill")
"""Kinds that write nothing into the library: it may be on a read-only drive."""

WITHOUT_RUNS: frozenset[jobs.Kind] = frozenset({"cleanup", "thumbnails", "keep_work", "grouping", "facts_export"})
"""Kinds that lead to no run in the list of sessions: what they did is counted by their control alone."""

COUNTED = ("listed", "new", "changed", "moved", "gone", "downloaded", "adopted", "failed", "checked", "damaged",
           "missing", "repaired", "bytes")  # fmt: skip


class Runner:
    """Takes jobs, runs them, writes what became of them. `stop` ends it within seconds; the job goes on next time."""

    def __init__(
        self, opened: Opened, stop: threading.Event, observer: Callable[[Job, Progress], None] | None = None,
        post: notices.Post | None = None, surroundings: Surroundings | None = None,
    ) -> None:  # fmt: skip
        self._opened = opened
        self._stop = stop
        self._observer = observer
        self._post = post
        self._catalog = opened.catalog
        self._clock = opened.clock
        self._refusals: Counter[int] = Counter()
        self._manners = Manners(opened.catalog, opened.clock, surroundings or Here())

    def begin(self) -> None:
        """Put right what a holder that died has left behind."""
        now = milliseconds(self._clock)

        def stale(db: Connection) -> None:
            sessions.close_stale(db, now)
            jobs.requeue_stale(db, now)

        self._catalog.write(stale)
        self._remember_moment()

    def _remember_moment(self) -> None:
        """What was not said of the catalog's state is said after the next job: a drive without room stops nothing."""
        with suppress(OSError):
            moment.remember(self._opened.home, self._catalog)

    def work_off(self, job_id: int) -> Job:
        """Work until that job has ended or was paused, through its waits; also when everything is. Raises Interrupted
        when stopped."""
        self.begin()
        while True:
            job = self._catalog.read(lambda db: jobs.by_id(db, job_id))
            if job.state in jobs.ENDED or job.state == "paused" or self._is_held(job):
                return job
            if not self.take_one():
                self._rest(until=job.not_before)

    def serve(self) -> None:
        """Work and keep the schedule until `stop` is set; a catalog that cannot be written for now is waited for."""
        while not self._stop.is_set():
            try:
                self._keep_schedule()
            except Interrupted:
                return
            except (LibraryError, Busy) as error:
                log.error("the catalog cannot be used just now: %s %s", error.code, error.message)
                self._clock.sleep(SCHEDULE, self._stop)

    def _keep_schedule(self) -> None:
        self.begin()
        looked, is_paused = -SCHEDULE, False
        while not self._stop.is_set():
            was_paused, is_paused = is_paused, self._is_paused()
            over = was_paused and not is_paused  # what came due meanwhile is asked for at once
            if over or self._clock.monotonic() - looked >= SCHEDULE:
                looked = self._clock.monotonic()
                if not is_paused:
                    self._catalog.write(self._ask)
                self._tell()
            if self.take_one():
                looked = -SCHEDULE  # what ended may be what something else follows
            else:
                self._rest(until=None)

    def _tell(self) -> None:
        """Problems are told by who works unseen; a command's person reads them where they are."""
        if self._post is not None:
            problems.settle(self._catalog, HomeLook(self._opened), self._clock)
            notices.tell(self._catalog, self._clock, self._post)

    def _ask(self, db: Connection) -> None:
        now = milliseconds(self._clock)
        ask_for_due_backups(db, now)
        ask_for_upkeep(db, now)
        ask_for_rolling_verification(db, now)

    def _is_paused(self) -> bool:
        """The schedule asks for nothing meanwhile; what came due is then asked for once."""
        now = milliseconds(self._clock)
        if not self._catalog.read(pauses.is_settled, now):
            self._catalog.write(pauses.settle, now)
        return self._catalog.read(pauses.now, now) is not None

    def _is_held(self, job: Job) -> bool:
        return self._catalog.read(pauses.holds, job.id, milliseconds(self._clock))

    def _rest(self, until: int | None) -> None:
        """Until something changes in the catalog, a waiting job's time comes, or the schedule wants a look."""
        version, started = self._catalog.data_version(), self._clock.monotonic()
        wake = until
        if wake is None:
            wake = self._catalog.read(jobs.next_moment, milliseconds(self._clock))
        while self._clock.monotonic() - started < SCHEDULE:
            if self._clock.sleep(LOOK, self._stop):
                raise Interrupted("stop")
            if self._catalog.data_version() != version or (wake is not None and milliseconds(self._clock) >= wake):
                return

    def take_one(self) -> bool:
        """Take and run one job; False when none is ready."""
        now = milliseconds(self._clock)
        if not self._catalog.read(lambda db: jobs.is_ready(db, now)):
            return False
        job = self._catalog.write(lambda db: jobs.take(db, now))
        if job is not None:
            self._run(job)
            problems.settle(self._catalog, HomeLook(self._opened), self._clock)
            self._remember_moment()
        return job is not None

    def _run(self, job: Job) -> None:
        log.info("job %d (%s) begins", job.id, job.kind)
        observer = None if self._observer is None else lambda progress: self._observer(job, progress)  # type: ignore[misc]
        control = Control(self._catalog, job.id, self._clock, self._stop, observer)
        if job.kind in WITHOUT_RUNS:
            control.counts.update(job.result)
        try:
            self._manners.require(job)
            self._finish(job, self._settled(job, control), control)
        except Interrupted as wish:
            self._interrupted(job, wish.wish, control)
        except Waiting as wait:
            self._catalog.write(jobs.waits, job.id, wait.until, wait.code, wait.reason)
        except LibraryError as error:
            self._library_away(job, error)
        except HoldfastError as error:
            self._break(job, error)
        except Exception:
            log.exception("job %d broke", job.id)
            self._break(job, HoldfastError("Holdfast made a mistake of its own; the log has the details."))

    def _settled(self, job: Job, control: Control) -> list[Trouble]:
        """Do the work; whatever ends it, the catalog then says how far it came."""
        try:
            return self._work(job, control)
        finally:
            self._catalog.write(control.settle)

    def _work(self, job: Job, control: Control) -> list[Trouble]:
        if job.kind in work.AT_HOME:
            return work.at_home(job.kind)(self._opened, job, control)
        with open_library(self._opened) as library:
            control.guard(partial(_look_about, library, self._manners.watch(job)))
            if _only_reads(job, library):
                return work.in_the_library(job.kind)(self._opened, library, job, control)
            with LibraryLock(library, self._opened.home.path, self._clock):
                recover(self._catalog, library)
                return work.in_the_library(job.kind)(self._opened, library, job, control)

    def _finish(self, job: Job, troubles: list[Trouble], control: Control) -> None:
        now = milliseconds(self._clock)
        result = self._result(job, control)
        if troubles:
            self._break(job, troubles[0].error)
        else:
            self._catalog.write(lambda db: jobs.ends(db, job.id, "done", now, result))
            if job.kind not in work.AT_HOME:
                self._catalog.write(jobs.wake, LIBRARY_CODES)  # the library could be used, so they may try it too
        log.info("job %d ends: %s", job.id, result)

    def _break(self, job: Job, error: HoldfastError) -> None:
        log.warning("job %d: %s %s", job.id, error.code, error.message)
        now = milliseconds(self._clock)
        result = self._catalog.read(lambda db: _sums(db, job.id))
        self._catalog.write(lambda db: jobs.breaks(db, job.id, error, now, result))

    def _library_away(self, job: Job, error: LibraryError) -> None:
        """The schedule's jobs wait for the drive; a person's job says at once what is wrong, and the schedule then goes
        on with it in its stead. What a drive refused once is not trusted and written anew; not so after three times."""
        if isinstance(error, DiskError) and self._is_worth_another_try(job):
            log.warning("job %d begins anew: %s", job.id, error.message)
            self._catalog.write(jobs.gives_way, job.id, job.result)
            return
        if job.origin == "person":
            self._break(job, error)
            if job.kind in COPYING:
                self._catalog.write(make_due, job.parameters.sources, milliseconds(self._clock))
            return
        until = milliseconds(self._clock) + (AWAY if isinstance(error, LibraryOffline) else UNUSABLE)
        self._catalog.write(lambda db: jobs.waits(db, job.id, until, error.code, error.message))

    def _is_worth_another_try(self, job: Job) -> bool:
        """So many times in a row, and the drive is taken for failing."""
        self._refusals[job.id] = (self._refusals[job.id] + 1) % REFUSALS
        return self._refusals[job.id] > 0

    def _result(self, job: Job, control: Control) -> dict[str, int]:
        """All that the job did: its runs, and what it counted itself."""
        if job.kind in WITHOUT_RUNS:
            return dict(control.counts)
        return self._catalog.read(lambda db: _sums(db, job.id))

    def _interrupted(self, job: Job, wish: str, control: Control) -> None:
        now = milliseconds(self._clock)
        result = self._result(job, control)
        if wish in (YIELD, REST):
            self._catalog.write(jobs.gives_way, job.id, result)
            return
        if wish == "stop":
            self._catalog.write(jobs.requeue_stale, now)
            raise Interrupted(wish)
        state: jobs.State = "cancelled" if wish == "cancel" else "paused"
        self._catalog.write(lambda db: jobs.ends(db, job.id, state, now, result))


def _look_about(library: Library, manners: Callable[[], None]) -> None:
    """Whether the library is still there, and this still the moment for it."""
    library.check(writing=False)
    manners()


def _only_reads(job: Job, library: Library) -> bool:
    """Whether the job can do without writing there: so can a reading through of a drive that takes no writes."""
    if job.kind != "verify" or job.parameters.repair:
        return job.kind in READING
    try:
        library.require_writable()
    except LibraryError:
        return True
    return False


def _sums(db: Connection, job_id: int) -> dict[str, int]:
    """The counts of all the job's runs together."""
    runs = sessions.of_job(db, job_id)
    sums = {name: sum(getattr(run, name) for run in runs) for name in COUNTED}
    if any(run.kind == "thaw" for run in runs):  # what is new there was asked for, the rest is on its way already
        sums |= {"asked": sums["changed"], "under_way": sums["checked"] - sums["changed"] - sums["failed"]}
    return sums
