"""The job `verify`: read every original from the drive again and hash it, oldest check first."""

import math
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate

from holdfast.catalog import Connection, integrity, originals, sessions
from holdfast.catalog.integrity import Reading
from holdfast.catalog.jobs import Job, Progress
from holdfast.catalog.originals import Original
from holdfast.clock import milliseconds
from holdfast.engine.backup import Trouble, fetch_again
from holdfast.engine.control import Control
from holdfast.engine.reading import read_back
from holdfast.engine.setup import Opened
from holdfast.errors import HoldfastError, Interrupted
from holdfast.library.root import Library

AT_ONCE = 2
"""Originals read at the same time: hashing lets the other thread run."""

BATCH, BATCH_BYTES = 32, 256 * 10**6
"""Originals per transaction, at most, if they are not larger; what a pass that is cut short has to read again."""


def verify(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """A full pass, or a sample, since the job was first begun: one that was cut short goes on where it was. With
    `repair`, what is damaged or missing is fetched again from its source."""
    Verify(opened, library, job, control).run()
    return fetch_again(opened, library, job, control) if job.parameters.repair else []


class Verify:
    """One pass. Nothing is marked missing unless the library itself is there."""

    def __init__(self, opened: Opened, library: Library, job: Job, control: Control) -> None:
        self._opened = opened
        self._catalog = opened.catalog
        self._library = library
        self._control = control
        self._sources = None if job.parameters.sources is None else list(job.parameters.sources)
        self._percent = job.parameters.sample
        self._done = 0
        self._bytes_done = 0
        self._halt = threading.Event()

    def run(self) -> None:
        now = milliseconds(self._opened.clock)
        session = self._catalog.write(sessions.begin, "verify", None, self._control.job_id, now)
        self._runs = [one.id for one in self._catalog.read(sessions.of_job, self._control.job_id)]
        try:
            self._read_all(session)
        except (HoldfastError, Interrupted) as end:
            self._cut_short(session, end)
            raise
        self._catalog.write(sessions.finish, session, "complete", milliseconds(self._opened.clock))

    def _read_all(self, session: int) -> None:
        total, size = self._catalog.read(originals.extent, self._runs, self._sources)
        wanted = total if self._percent is None else math.ceil(total * self._percent / 100)
        self._report(wanted, size)
        with ThreadPoolExecutor(AT_ONCE) as readers:
            while self._done < wanted:
                batch = self._next(min(BATCH, wanted - self._done))
                if not batch:
                    return
                self._library.check(writing=False)
                self._keep(session, self._read(readers, batch))
                self._report(wanted, size)

    def _next(self, limit: int) -> list[Original]:
        found = self._catalog.read(originals.to_check, self._runs, limit, self._sources)
        sizes = accumulate(original.bytes for original in found)
        return [original for original, size in zip(found, sizes, strict=True) if size <= BATCH_BYTES] or found[:1]

    def _read(self, readers: ThreadPoolExecutor, batch: Sequence[Original]) -> list[Reading]:
        """Both threads read; this one watches for the wish to stop, which ends them within a piece of a file."""
        futures = [readers.submit(self._reading, original) for original in batch]
        try:
            while not all(future.done() for future in futures):
                self._control.check()
                self._opened.clock.sleep(0.02, self._control.stop)
        except Interrupted:
            self._halt.set()
            for future in futures:
                future.cancel()
            raise
        return [future.result() for future in futures]

    def _reading(self, original: Original) -> Reading:
        return read_back(self._library, original, self._passed)

    def _passed(self, size: int) -> None:
        if self._halt.is_set():
            raise Interrupted("stop")
        self._bytes_done += size

    def _keep(self, session: int, readings: list[Reading]) -> None:
        now = milliseconds(self._opened.clock)

        def record(db: Connection) -> None:
            for reading in readings:
                integrity.record(db, session, reading, now)
            sessions.count(
                db, session, checked=len(readings), bytes=sum(reading.bytes_found or 0 for reading in readings),
                damaged=sum(reading.result in ("damaged", "unreadable") for reading in readings),
                missing=sum(reading.result == "missing" for reading in readings),
            )  # fmt: skip

        self._catalog.write(record)
        self._done += len(readings)

    def _report(self, wanted: int, size: int) -> None:
        self._control.report(
            Progress(
                phase="checking", photos_done=self._done, photos_total=wanted, bytes_done=self._bytes_done,
                bytes_total=max(size, self._bytes_done),
            )
        )  # fmt: skip

    def _cut_short(self, session: int, end: HoldfastError | Interrupted) -> None:
        self._catalog.write(sessions.cut_short, session, end, milliseconds(self._opened.clock))
