"""A clock for tests that would wait between tries."""

import threading

from holdfast.clock import SystemClock


class HurriedClock(SystemClock):
    """The real time, but a pause takes hardly any: what was slept through is added."""

    def __init__(self, ahead: float = 0.0) -> None:
        self._ahead, self._lock = ahead, threading.Lock()

    def now(self) -> float:
        return super().now() + self._ahead

    def monotonic(self) -> float:
        return super().monotonic() + self._ahead

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        with self._lock:
            self._ahead += max(0.0, seconds)
        return super().sleep(min(seconds, 0.002), stop)
