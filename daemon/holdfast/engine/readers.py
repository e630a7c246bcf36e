"""Threads that read originals again, and the one that writes down what they found."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from holdfast.catalog import Connection, integrity, sessions
from holdfast.catalog.integrity import Reading
from holdfast.catalog.jobs import Progress
from holdfast.catalog.originals import Original
from holdfast.clock import milliseconds
from holdfast.domain.pace import Pace
from holdfast.engine.control import Control
from holdfast.engine.crew import Crew
from holdfast.engine.order import Order
from holdfast.engine.reading import read_all
from holdfast.engine.setup import Opened
from holdfast.errors import Interrupted
from holdfast.library.root import Library

AT_ONCE, GENTLY = 4, 2
"""Threads when a person waits, and in the background: hashing lets the others run, and the drive has something to do
meanwhile."""

CHUNK, CHUNK_BYTES = 32, 32 * 10**6
"""Originals that one thread reads in one go: the drive fetches the later ones meanwhile."""

SPARE = 2
"""Chunks given out beyond those that are being read."""

BATCH, BATCH_BYTES, BATCH_SECONDS = 256, 256 * 10**6, 1.0
"""What is written down together at most; what a pass that is killed has to read again."""

LOOK = 0.05
PARTING = 5.0
"""Seconds that a thread gets to notice that it should stop."""


@dataclass(slots=True)
class Tally:
    """What the reading of one page found."""

    missing: list[int] = field(default_factory=list)


class Readers:
    """Use it in a `with`. One thread calls it; `look` may raise to stop, and `begin` is called once in each reader."""

    def __init__(
        self, opened: Opened, library: Library, session: int, control: Control, look: Callable[[], object],
        begin: Callable[[], object], at_once: int,
    ) -> None:  # fmt: skip
        self._most = at_once + SPARE
        self._catalog, self._clock, self._library = opened.catalog, opened.clock, library
        self._session, self._control, self._look, self._begin = session, control, look, begin
        self._halt = threading.Event()
        self._begun = threading.local()
        self._crew: Crew[list[Original], list[Reading]] = Crew(at_once, self._read)
        self._done = self._bytes_done = self._bytes_found = 0
        self._found: list[Reading] = []
        self._kept_at = self._clock.monotonic()
        self._pace = Pace(self._kept_at)

    def read(self, page: list[Original], order: Order) -> Tally:
        """Read these and write down what was found."""
        tally = Tally()
        for chunk in _chunks(page):
            while self._crew.busy >= self._most:
                self._collect(tally, order)
            self._crew.give(chunk)
        while self._crew.busy:
            self._collect(tally, order)
        self._keep()
        return tally

    def _collect(self, tally: Tally, order: Order) -> None:
        outcome = self._crew.take(LOOK)
        if outcome is not None:
            readings = outcome.result()
            self._take(readings)
            tally.missing += [one.original_id for one in readings if one.result == "missing"]
            self._keep_if_due()
        self._report(order)
        self._look()

    def _take(self, readings: list[Reading]) -> None:
        self._found += readings
        self._bytes_found += sum(one.bytes_found or 0 for one in readings)

    def _read(self, chunk: list[Original]) -> list[Reading]:
        """In a thread of the crew."""
        if not hasattr(self._begun, "done"):
            self._begun.done = True
            self._begin()
        return read_all(self._library, chunk, self._passed)

    def _passed(self, size: int) -> None:
        if self._halt.is_set():
            raise Interrupted("stop")
        self._bytes_done += size

    def _keep_if_due(self) -> None:
        late = self._clock.monotonic() - self._kept_at >= BATCH_SECONDS
        if late or len(self._found) >= BATCH or self._bytes_found >= BATCH_BYTES:
            self._keep()

    def _keep(self) -> None:
        """Files that are not there are missing only while the library is."""
        found, self._found, self._bytes_found = self._found, [], 0
        self._kept_at = self._clock.monotonic()
        if found:
            self._library.check(writing=False)
            self._catalog.write(self._record, found)
            self._done += len(found)

    def _record(self, db: Connection, readings: list[Reading]) -> None:
        integrity.record_all(db, self._session, readings, milliseconds(self._clock))
        sessions.count(
            db, self._session, checked=len(readings), bytes=sum(one.bytes_found or 0 for one in readings),
            damaged=sum(one.result in ("damaged", "unreadable") for one in readings),
            missing=sum(one.result == "missing" for one in readings),
        )  # fmt: skip

    def _report(self, order: Order) -> None:
        now, done = self._clock.monotonic(), self._bytes_done
        total, read = max(order.bytes, done), self._done + len(self._found)
        self._control.report(
            Progress(
                phase="checking", photos_done=read, photos_total=max(order.files, read), bytes_done=done,
                bytes_total=total, bytes_per_second=self._pace.rate(now, done),
                seconds_left=self._pace.seconds_left(now, done, total),
            )
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What was read when the work has to stop is written down; what the library's absence spoilt is not."""
        self._halt.set()
        self._crew.dismiss(PARTING)
        if isinstance(error, Interrupted):
            while self._crew.busy and (outcome := self._crew.take(0.0)) is not None:
                self._take(outcome.value or [])
            self._keep()


def _chunks(page: list[Original]) -> Iterator[list[Original]]:
    """In the given order, none larger than a thread should take in one go, unless it is one file."""
    chunk: list[Original] = []
    size = 0
    for original in page:
        if chunk and (len(chunk) >= CHUNK or size + original.bytes > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(original)
        size += original.bytes
    if chunk:
        yield chunk
