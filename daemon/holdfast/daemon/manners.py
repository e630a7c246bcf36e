"""What the schedule does not begin, or go on with, by itself: on battery, or where every byte is paid for.

A person's job is never held up: whoever asks knows where they are.
"""

from collections.abc import Callable

from holdfast.catalog import Catalog, jobs, settings
from holdfast.catalog.jobs import Job
from holdfast.clock import Clock, milliseconds
from holdfast.daemon.surroundings import Surroundings
from holdfast.errors import Waiting

COPYING: frozenset[jobs.Kind] = frozenset({"backup", "full_scan", "folder_scan", "retry", "thaw"})
"""Kinds that bring bytes over the line."""
HEAVY: frozenset[jobs.Kind] = COPYING | {"verify", "rolling_verify", "thumbnails", "drill"}
"""Kinds that drink a battery; the others are done in a moment."""

AGAIN = 60_000
"""Milliseconds until the surroundings are looked at again for a job that waits for better ones."""
LOOK = 20.0
"""Seconds between two such looks while a job runs."""

BATTERY = "This computer runs on battery. The backup goes on when it is plugged in."
METERED = "This connection is metered. The backup goes on in another network."


class Manners:
    """Knows when to wait. Used by one thread."""

    def __init__(self, catalog: Catalog, clock: Clock, surroundings: Surroundings) -> None:
        self._catalog, self._clock, self._surroundings = catalog, clock, surroundings

    def require(self, job: Job) -> None:
        """Raise Waiting when this job is the schedule's and has to wait for power or for another network."""
        if job.origin == "person" or job.kind not in HEAVY:
            return
        if not self._may("also_on_battery") and self._surroundings.on_battery():
            raise self._waiting(jobs.ON_BATTERY, BATTERY)
        if job.kind in COPYING and not self._may("also_on_metered") and self._surroundings.is_metered():
            raise self._waiting(jobs.METERED, METERED)

    def watch(self, job: Job) -> Callable[[], None]:
        """The same for a job that runs; may be called as often as one likes."""
        looked = self._clock.monotonic()

        def look() -> None:
            nonlocal looked
            now = self._clock.monotonic()
            if now - looked >= LOOK:
                looked = now
                self.require(job)

        return look

    def _may(self, name: str) -> bool:
        return self._catalog.read(settings.value, name) == 1

    def _waiting(self, code: str, reason: str) -> Waiting:
        return Waiting(milliseconds(self._clock) + AGAIN, code, reason)
