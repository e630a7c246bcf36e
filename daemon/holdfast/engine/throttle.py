"""The limit that a person set for the hour, kept by all downloads of this process together."""

import threading

from holdfast.catalog import Catalog, settings
from holdfast.clock import Clock, local_hour
from holdfast.domain.bandwidth import Bucket, parse
from holdfast.engine.spending import Spending

LOOK = 1.0
"""Seconds after which the setting is read again: a change works while photos come."""


class Throttle:
    """Used by several threads at once."""

    def __init__(self, catalog: Catalog, clock: Clock, halt: threading.Event, spending: Spending) -> None:
        self._catalog, self._clock, self._halt, self._spending = catalog, clock, halt, spending
        self._lock = threading.Lock()
        self._bucket = Bucket()
        self._limits = parse("")
        self._looked: float | None = None

    def limit(self) -> int | None:
        """Bytes per second in this hour; None: as many as can come."""
        with self._lock:
            return self._limit()

    def pace(self, size: int) -> None:
        """So many bytes came: wait until there may be more, or the work is to end, or the limit is no more."""
        with self._lock:
            wait = self._bucket.take(size, self._limit(), self._clock.monotonic())
        if wait > 0:
            with self._spending.on("limit"):
                self._wait(wait)

    def _wait(self, wait: float) -> None:
        while wait > 0 and not self._clock.sleep(min(wait, LOOK), self._halt):
            wait -= LOOK
            if self.limit() is None:
                return

    def _limit(self) -> int | None:
        now = self._clock.monotonic()
        if self._looked is None or now - self._looked >= LOOK:
            self._limits = parse(self._catalog.read(settings.text, "bandwidth_by_hour"))
            self._looked = now
        return self._limits[local_hour(self._clock.now())]
