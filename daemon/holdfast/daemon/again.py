"""Starting a program again that crashed, where the system does not do that: it watches it, and sleeps meanwhile.

Known limit: whoever kills this process leaves the daemon at work, without anybody who starts it again.
"""

import logging
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from types import FrameType

from holdfast.clock import Clock

log = logging.getLogger(__name__)

TIMES, WITHIN = 5, 600.0
"""So many crashes in so many seconds, and it is given up: what crashes at once would do so for ever."""
PAUSE, SLOWER = 1.0, 4
"""Seconds before the first new start; each one that follows soon waits so many times longer."""
HEALS_NOT = frozenset({0, 2, 3, 5, 6})
"""Ends after which starting again changes nothing: asked to end, wrong use, keys, the catalog, another Holdfast."""


class Keeper:
    """Runs one command, again and again when it crashes, until it is asked to end."""

    def __init__(
        self, command: list[str], environment: Mapping[str, str], stop: threading.Event, clock: Clock
    ) -> None:
        self._command, self._environment, self._stop, self._clock = command, environment, stop, clock
        self._child: subprocess.Popen[bytes] | None = None
        self._crashes: deque[float] = deque(maxlen=TIMES)

    def keep(self) -> int:
        """Until it ends by itself, is asked to, or crashed too often; its last exit code."""
        self._hear()
        while True:
            code = self._once()
            if self._stop.is_set() or code in HEALS_NOT:
                return 0 if self._stop.is_set() else code
            if self._is_too_often():
                log.error("the daemon crashed %d times within %.0f seconds (%d) and is left", TIMES, WITHIN, code)
                return code
            log.warning("the daemon ended with %d and is started again", code)
            self._clock.sleep(PAUSE * SLOWER ** (len(self._crashes) - 1), self._stop)
            if self._stop.is_set():
                return 0

    def _once(self) -> int:
        self._child = subprocess.Popen(self._command, env=dict(self._environment), stdin=subprocess.DEVNULL)
        if self._stop.is_set():  # asked to end while it was being started
            self._child.terminate()
        return self._child.wait()

    def _is_too_often(self) -> bool:
        now = self._clock.monotonic()
        if self._crashes and now - self._crashes[-1] > WITHIN:
            self._crashes.clear()
        self._crashes.append(now)
        return len(self._crashes) == TIMES and now - self._crashes[0] <= WITHIN

    def _hear(self) -> None:
        """What asks this process to end is told to the other one, which ends what it has in hand."""
        names = ("SIGTERM", "SIGINT", "SIGHUP") if sys.platform != "win32" else ("SIGTERM", "SIGINT", "SIGBREAK")
        for name in names:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._end)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
