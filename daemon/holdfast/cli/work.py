"""Asking for a job and seeing it through: done here when nobody holds the worker lock, else followed."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from holdfast.catalog import jobs, pauses
from holdfast.catalog.jobs import Job, Kind, Parameters
from holdfast.cli import terminal
from holdfast.cli.call import Call
from holdfast.cli.progress import Display, display
from holdfast.daemon.lock import WorkerLock, holder
from holdfast.daemon.runner import Runner
from holdfast.engine.setup import Opened
from holdfast.errors import Interrupted

LOOK_EVERY = 0.1
HOLDER_EVERY = 1.0
"""Seconds between two looks whether whoever does the job is still there."""


def carry_out(call: Call, opened: Opened, kind: Kind, parameters: Parameters, *, quiet: bool) -> Job:
    """The job, ended or paused. Ctrl-C stops the work cleanly (a later run goes on), or only the watching where
    another process does it; then KeyboardInterrupt is raised."""
    job = opened.catalog.write(lambda db: jobs.enqueue(db, kind, parameters, origin="person", at=call.now()))
    with _terminable(), display(call.clock, quiet) as show:
        return _Task(call, opened, job.id, show, quiet).see_through()


class _Task:
    def __init__(self, call: Call, opened: Opened, job_id: int, show: Display, quiet: bool) -> None:
        self._call = call
        self._opened = opened
        self._job_id = job_id
        self._show = show
        self._quiet = quiet
        self._version = -1
        self._worked = False

    def see_through(self) -> Job:
        """The job, ended or paused."""
        try:
            return self._take_turns()
        except KeyboardInterrupt:
            if not self._worked:
                self._tell("You no longer watch. The work itself goes on; `holdfast job cancel` ends it.")
            raise

    def _take_turns(self) -> Job:
        """Work where nobody does, watch where somebody does."""
        lock = WorkerLock(self._call.home, "command", self._call.clock)
        while not self._is_over(job := self._look()):
            if lock.acquire():
                self._work(lock)
            else:
                self._follow()
        return job

    def _look(self) -> Job:
        job = self._opened.catalog.read(jobs.by_id, self._job_id)
        self._show.see(job)
        return job

    def _work(self, lock: WorkerLock) -> None:
        """Run the queue until the job is over: in a thread, so that this one can show how far it is."""
        self._worked = True
        stop = threading.Event()
        worker = _Worker(self._opened, stop, self._job_id, lock)
        worker.start()
        try:
            while not worker.ended.wait(LOOK_EVERY):
                self._glance()
        except BaseException as end:
            stop.set()
            if isinstance(end, KeyboardInterrupt):
                self._tell("Stopping… What was copied is safe; the same command goes on from here.")
            worker.ended.wait()
            raise
        if worker.error is not None:
            raise worker.error

    def _follow(self) -> None:
        """Show what another process does with the job, until it is over or nobody is at it any more."""
        clock = self._call.clock
        looked = clock.monotonic()
        while not self._is_over(self._glance()):
            if clock.monotonic() - looked > HOLDER_EVERY:
                looked = clock.monotonic()
                if holder(self._call.home, clock) is None:
                    return
            clock.sleep(LOOK_EVERY)

    def _is_over(self, job: Job | None) -> bool:
        """It ended, or rests by the wish of a person."""
        if job is None:
            return False
        if job.state in jobs.ENDED or job.state == "paused":
            return True
        return job.state != "running" and self._opened.catalog.read(pauses.holds, job.id, self._call.now())

    def _glance(self) -> Job | None:
        """The job if anything changed since the last look."""
        version = self._opened.catalog.data_version()
        if version == self._version:
            self._show.tick()
            return None
        self._version = version
        return self._look()

    def _tell(self, text: str) -> None:
        if not self._quiet:
            with suppress(OSError):  # the terminal itself may be what is gone
                self._show.close()
            terminal.complain(text)


class _Worker(threading.Thread):
    """Does the work and gives the lock back; what it raised is kept for the thread that waits.

    Wait for `ended`, not by `join`: a join that Ctrl-C interrupts takes the thread for ended (Python 3.11, bpo-45274).
    """

    def __init__(self, opened: Opened, stop: threading.Event, job_id: int, lock: WorkerLock) -> None:
        super().__init__(name="holdfast-worker", daemon=True)
        self._runner = Runner(opened, stop)
        self._job_id = job_id
        self._lock = lock
        self.error: BaseException | None = None
        self.ended = threading.Event()

    def run(self) -> None:
        try:
            self._runner.work_off(self._job_id)
        except Interrupted:
            pass  # whoever set `stop` knows
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits
            self.error = error
        finally:
            self._lock.release()
            self.ended.set()


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM and a closed terminal stop the work as cleanly as Ctrl-C."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
