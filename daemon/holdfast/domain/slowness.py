"""Why a run takes as long as it does: from what was measured of it, the largest cause in one sentence."""

from collections import Counter
from typing import Literal

Cause = Literal["limit", "asked", "again", "drive"]
"""The limit that the person set; the cloud asked to slow down; tries that failed; writing to the drive."""

ENOUGH = 10.0
"""Seconds of a run before which nobody could say."""
MUCH = 0.3
"""So large a part of the time is worth naming; where nothing is, the connection sets the pace."""
MANY, SMALL = 50, 300_000
"""So many photos of so few bytes on average: each costs a request, whatever the connection could carry."""


class Spent:
    """Seconds that went to each cause, all threads together. Times are arguments; whoever shares it sees that one asks
    at a time."""

    def __init__(self) -> None:
        self._seconds: dict[Cause, float] = {}
        self._within: Counter[Cause] = Counter()
        self._at = 0.0

    def turn(self, cause: Cause, by: int, now: float) -> None:
        """One thread more, or one less, is held up by this."""
        self._count(now)
        self._within[cause] += by

    def seconds(self, now: float) -> dict[Cause, float]:
        """Up to now, what still lasts included."""
        self._count(now)
        return dict(self._seconds)

    def _count(self, now: float) -> None:
        for cause, threads in self._within.items():
            self._seconds[cause] = self._seconds.get(cause, 0.0) + threads * max(0.0, now - self._at)
        self._at = now


def why(spent: dict[Cause, float], elapsed: float, threads: int, photos: int, received: int) -> str | None:
    """One sentence with the largest cause and what can be done. None: it is too early to say."""
    if elapsed < ENOUGH:
        return None
    share = {cause: seconds / elapsed / threads for cause, seconds in spent.items()}
    largest = max(share, key=lambda cause: share[cause], default=None)
    if largest is not None and share[largest] >= MUCH:
        return SENTENCES[largest]
    if photos >= MANY and received < SMALL * photos:
        return "There are many small photos: each costs a request, however fast your connection is. Nothing to do."
    return "Your connection to the cloud sets the pace. A cable or a quieter hour may help."


SENTENCES: dict[Cause, str] = {
    "limit": "The limit that you set for this hour holds it back. You can lift it in the settings.",
    "asked": "The cloud asks us to slow down. Nothing to do, it goes on by itself.",
    "again": "Many requests fail and are made again. Look whether your connection is steady.",
    "drive": "Your drive takes most of the time to write. Another port, cable or drive may help.",
}
