"""What a run's time goes to, measured while it goes: several threads tell of it, one asks why."""

import threading
from types import TracebackType

from holdfast.clock import Clock
from holdfast.domain.slowness import Cause, Spent, why


class Spending:
    """One per run. It costs a lock and a look at the clock where somebody waits anyway."""

    def __init__(self, clock: Clock, threads: int) -> None:
        self._clock, self._threads = clock, threads
        self._lock = threading.Lock()
        self._spent = Spent()
        self._began = clock.monotonic()

    def on(self, cause: Cause, threads: int = 1) -> "_Span":
        """A block in which so many threads get no further because of this."""
        return _Span(self, cause, threads)

    def turn(self, cause: Cause, by: int) -> None:
        """See `Spent.turn`."""
        with self._lock:
            self._spent.turn(cause, by, self._clock.monotonic())

    def why(self, photos: int, received: int) -> str | None:
        """See `domain.slowness.why`."""
        with self._lock:
            now = self._clock.monotonic()
            spent = self._spent.seconds(now)
        return why(spent, now - self._began, self._threads, photos, received)


class _Span:
    """A class, because a generator costs several times as much."""

    __slots__ = ("_by", "_cause", "_spending")

    def __init__(self, spending: Spending, cause: Cause, by: int) -> None:
        self._spending, self._cause, self._by = spending, cause, by

    def __enter__(self) -> None:
        self._spending.turn(self._cause, self._by)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spending.turn(self._cause, -self._by)
