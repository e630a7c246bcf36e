"""The stream of changes: one thread watches the catalog and hands each new status to every open page.

However many pages are open, the status is computed once per change and at most four times a second. A page
that reads slowly gets the newest status only.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from holdfast.engine import problems
from holdfast.engine.report import Status, as_json
from holdfast.errors import HoldfastError
from holdfast_ui.desk import Desk
from holdfast_ui.problems import STREAMS_TOO_MANY, ProblemError, of_error

log = logging.getLogger(__name__)

MOST_STREAMS = 24
"""Below the server's 32 threads, so that pages which only follow never starve one that asks."""
TICK = 0.25
SLOW_TICKS = 20
"""Ages and the drive's presence change without a commit: looked at every five seconds."""
PAUSE_AFTER_FAULT = 5.0
ALIVE_EVERY = 15
"""Seconds of silence after which a comment is sent, so that a broken connection is noticed."""

Gone = Callable[[], bool]


class Watch:
    """Follows the catalog while anyone follows it."""

    def __init__(self, desk: Desk, *, alive_every: int = ALIVE_EVERY) -> None:
        self.alive_every = alive_every
        self._desk = desk
        self._news = threading.Condition()
        self._stopped = threading.Event()
        self._streams = 0
        self._latest = b""
        self._meaning = b""
        self._number = 0
        self._thread: threading.Thread | None = None

    def follow(self, gone: Gone = lambda: False) -> "Stream":
        """The status at once, then at each change; ProblemError when too many follow already."""
        with self._news:
            if self._streams >= MOST_STREAMS:
                raise ProblemError(STREAMS_TOO_MANY)
            self._streams += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="holdfast-watch", daemon=True)
                self._thread.start()
            self._news.notify_all()
        return Stream(self, gone)

    def leave(self) -> None:
        """One page less follows. What the last one saw is too old for the next."""
        with self._news:
            self._streams -= 1
            if self._streams == 0:
                self._latest = b""

    def newer(self, number: int, seconds: float) -> tuple[int, bytes] | None:
        """The newest event if it is not number `number`; waits so long for one."""

        def there_is_one() -> bool:
            return bool(self._latest) and self._number != number

        with self._news:
            self._news.wait_for(lambda: there_is_one() or self.stopped, seconds)
            return (self._number, self._latest) if there_is_one() else None

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def close(self) -> None:
        """End all streams and the watching thread."""
        self._stopped.set()
        with self._news:
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        seen, ticks = None, 0
        while not self.stopped:
            if self._nobody_followed():
                seen, ticks = None, 0
                continue
            pause = TICK
            try:
                seen = self._look(seen, slow=ticks % SLOW_TICKS == 0)
            except Exception:
                log.exception("The status could not be computed; it is tried again.")
                pause = PAUSE_AFTER_FAULT
            ticks += 1
            self._desk.clock.sleep(pause, self._stopped)

    def _nobody_followed(self) -> bool:
        """Wait until somebody follows; whether there was a wait."""
        with self._news:
            waited = self._streams == 0
            self._news.wait_for(lambda: self._streams > 0 or self.stopped)
            return waited

    def _look(self, seen: int | None, *, slow: bool) -> int | None:
        """Tell what is new since the catalog's version `seen`; the version that it has now."""
        try:
            version = self._desk.catalog.data_version()
            if version != seen or slow or not self._latest:
                if slow:
                    problems.settle(self._desk.catalog, self._desk.look, self._desk.clock)
                status = self._desk.status()
                self._tell(_event("status", status), _event("status", _without_space(status)), always=version != seen)
        except HoldfastError as error:
            event = _event("problem", of_error(error).body())
            self._tell(event, event, always=False)
            return None
        return version

    def _tell(self, event: bytes, meaning: bytes, *, always: bool) -> None:
        with self._news:
            if always or not self._latest or meaning != self._meaning:
                self._latest, self._meaning = event, meaning
                self._number += 1
                self._news.notify_all()


class Stream(Iterator[bytes]):
    """One page's stream: an iterator with a `close`, as WSGI asks for."""

    def __init__(self, watch: Watch, gone: Gone) -> None:
        self._watch = watch
        self._gone = gone
        self._number = 0
        self._open = True

    def __next__(self) -> bytes:
        for _ in range(self._watch.alive_every):
            if self._watch.stopped or self._gone():
                self.close()
                raise StopIteration
            found = self._watch.newer(self._number, 1.0)
            if found is not None:
                self._number = found[0]
                return found[1]
        return b": still here\n\n"

    def close(self) -> None:
        """Give the place back."""
        if self._open:
            self._open = False
            self._watch.leave()


def _without_space(status: Status) -> Status:
    """What a person would call the same: free space changes all the time."""
    return replace(status, library=replace(status.library, free_bytes=None))


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(as_json(data))}\n\n".encode()
