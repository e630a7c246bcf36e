"""The stream of changes: one thread watches the catalog and hands each new status to every open page.

However many pages are open, the status is computed once per change and at most four times a second. A page
that reads slowly gets the newest status only.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator

from holdfast.engine.report import as_json
from holdfast.errors import HoldfastError
from holdfast_ui.desk import Desk
from holdfast_ui.problems import STREAMS_TOO_MANY, ProblemError, of_error

log = logging.getLogger(__name__)

MOST_STREAMS = 24
"""Below the server's 32 threads, so that pages which only follow never starve one that asks."""
TICK = 0.25
SLOW_TICKS = 20
"""Ages and the drive's presence change without a commit: looked at every five seconds."""
ALIVE_EVERY = 15
"""Seconds of silence after which a comment is sent, so that a broken connection is noticed."""

Gone = Callable[[], bool]


class Watch:
    """Follows the catalog while anyone follows it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._news = threading.Condition()
        self._stopped = threading.Event()
        self._streams = 0
        self._latest = b""
        self._number = 0
        self._thread: threading.Thread | None = None

    def follow(self, gone: Gone = lambda: False) -> Iterator[bytes]:
        """The status at once, then at each change, as server-sent events; ProblemError when too many follow."""
        with self._news:
            if self._streams >= MOST_STREAMS:
                raise ProblemError(STREAMS_TOO_MANY)
            self._streams += 1
            self._run()
        return _Stream(self, gone)

    def close(self) -> None:
        """End all streams and the watching thread."""
        self._stopped.set()
        with self._news:
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join()

    def leave(self) -> None:
        with self._news:
            self._streams -= 1

    def newer(self, number: int, seconds: float) -> tuple[int, bytes] | None:
        """The newest status if it is not number `number`; waits so long for one."""
        with self._news:
            self._news.wait_for(lambda: self._number != number or self._stopped.is_set(), seconds)
            return (self._number, self._latest) if self._number != number else None

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def _run(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="holdfast-watch", daemon=True)
            self._thread.start()
        self._news.notify_all()

    def _watch(self) -> None:
        seen, ticks = None, 0
        while not self._stopped.is_set():
            if self._idle():
                seen = None
                continue
            version = self._version()
            slow = ticks % SLOW_TICKS == 0
            if version != seen or slow:
                self._tell(always=version != seen)
            seen, ticks = version, ticks + 1
            self._desk.clock.sleep(TICK, self._stopped)

    def _idle(self) -> bool:
        """Wait while nobody follows; whether that was so."""
        with self._news:
            nobody = self._streams == 0
            self._news.wait_for(lambda: self._streams > 0 or self._stopped.is_set())
            return nobody

    def _version(self) -> int | None:
        try:
            return self._desk.catalog.data_version()
        except HoldfastError:
            return None

    def _tell(self, *, always: bool) -> None:
        try:
            event = _event("status", as_json(self._desk.status()))
        except HoldfastError as error:
            event = _event("problem", of_error(error).body())
        except Exception:
            log.exception("The status could not be computed.")
            return
        with self._news:
            if always or event != self._latest:
                self._latest = event
                self._number += 1
                self._news.notify_all()


class _Stream(Iterator[bytes]):
    """One page's stream: an iterator with a `close`, as WSGI asks for."""

    def __init__(self, watch: Watch, gone: Gone) -> None:
        self._watch = watch
        self._gone = gone
        self._number = -1
        self._open = True

    def __next__(self) -> bytes:
        for _ in range(ALIVE_EVERY):
            if self._watch.stopped or self._gone():
                self.close()
                raise StopIteration
            found = self._watch.newer(self._number, 1.0)
            if found is not None and found[1]:
                self._number = found[0]
                return found[1]
        return b": still here\n\n"

    def close(self) -> None:
        if self._open:
            self._open = False
            self._watch.leave()


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
