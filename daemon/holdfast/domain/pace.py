"""How fast a run goes and how long it will take: arithmetic only, time comes in as an argument."""

from collections import deque

WINDOW = 300.0
"""Seconds of the recent rate that is blended with the rate of the whole run, to avoid flicker."""


class Pace:
    """Fed with (seconds, bytes so far); answers a rate and the time left."""

    def __init__(self, started: float) -> None:
        self._started = started
        self._recent: deque[tuple[float, int]] = deque([(started, 0)])

    def rate(self, now: float, done: int) -> float | None:
        """Bytes per second: the mean of the whole run's rate and that of the last five minutes; None at first."""
        if now - self._recent[-1][0] >= 1.0:
            self._recent.append((now, done))
        while now - self._recent[0][0] > WINDOW and len(self._recent) > 1:
            self._recent.popleft()
        if now - self._started < 1.0 or done == 0:
            return None
        then, had = self._recent[0]
        whole = done / (now - self._started)
        recent = (done - had) / (now - then) if now > then else whole
        return (whole + recent) / 2

    def seconds_left(self, now: float, done: int, total: int) -> float | None:
        """Seconds until `total` at this rate; None as long as nobody could know."""
        rate = self.rate(now, done)
        return None if not rate else max(0, total - done) / rate


class Slowness:
    """Fed with what comes and how long it was waited for; tells when that is slower than allowed."""

    def __init__(self, minimum_rate: int, window: float) -> None:
        """`minimum_rate`: bytes per second; for `window` seconds it may be slower."""
        self._minimum_rate, self._window = minimum_rate, window
        self._waited, self._came = 0.0, 0

    def shows(self, came: int, waited: float) -> bool:
        """So many bytes more, after so many seconds: whether that is too slow now."""
        self._waited += waited
        self._came += came
        if self._waited < self._window:
            return False
        is_slow = self._came < self._minimum_rate * self._waited
        self._waited, self._came = 0.0, 0
        return is_slow
