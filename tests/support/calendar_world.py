"""A simulated world with a calendar: while Holdfast waits, days go by in which things happen."""

import heapq
from collections.abc import Callable
from pathlib import Path

from simulated_world import World

DAY, HOUR = 86_400.0, 3_600.0
LONGEST_NAP = 600.0
"""Nobody waits longer than this in one go: then it looks around."""


class CalendarWorld(World):
    """See the module. Wall time and the time since the start may go different ways."""

    def __init__(self, seed: int, folder: Path, nap: float = LONGEST_NAP) -> None:
        super().__init__(seed, folder)
        self.naps = 0
        """How often somebody waited: a busy loop would show here."""
        self._nap = nap
        self._entries: list[tuple[float, int, Callable[[], None]]] = []

    def at(self, moment: float, happens: Callable[[], None]) -> None:
        """Put something into the calendar, so many seconds after the beginning."""
        heapq.heappush(self._entries, (moment, len(self._entries), happens))

    def step(self, what: str) -> None:
        """A look at the queue and a note in the catalog are no reason to wait more carefully."""
        sleeps = self._sleeps
        super().step(what)
        if what in ("begin", "commit"):
            self._sleeps = sleeps

    def sleep(self, seconds: float) -> None:
        """Time passes, the faster the longer nothing happens, but never past an entry of the calendar."""
        self.naps += 1
        self._sleeps += 1
        length = max(seconds, 0.001)
        if seconds <= 0.2:
            length = min(length * 2.0 ** min(max(0, self._sleeps - 5), 13), max(self._nap, length))
        if self._entries:
            length = min(length, max(0.0, self._entries[0][0] - self.now))
        self.now += length
        while self._entries and self._entries[0][0] <= self.now:
            self._happen(heapq.heappop(self._entries)[2])

    def _happen(self, event: Callable[[], None]) -> None:
        """Whatever it is, it is not Holdfast's doing."""
        acting, self.acting = self.acting, False
        try:
            event()
        finally:
            self.acting = acting
            self._sleeps = 0
