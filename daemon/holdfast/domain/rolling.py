"""How much of the library is read again today, so that all of it is read in so many days. Pure arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass

CATCH_UP = 4
"""After days away at most so many days' work is done in one day: the drive is not read for hours on end."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Bytes to read today."""

    new: int
    """Of files that were never read back since they were stored; the newest come first."""
    old: int
    """Of all others; the oldest check comes first."""

    def less(self, read: int) -> "Portion":
        """What is left of it after so many bytes."""
        return Portion(max(0, self.new - read), max(0, self.old - max(0, read - self.new)))


def portion(ages: Mapping[int, int], new: int, days: int) -> Portion:
    """`ages`: bytes by the full days since they were read last; `new`: bytes never read; `days`: for a whole round.

    A file read `a` days ago has `days - a` days left. The old portion is the smallest that, done each day, reads every
    file in time; a round that fell behind catches up within about a week. New files get one day's share of their own,
    so that neither a large import nor a steady stream of new photos keeps the old ones waiting.
    """
    share = -(-(sum(ages.values()) + new) // days)
    return Portion(min(new, share), min(_needed(ages, days), CATCH_UP * share))


def _needed(ages: Mapping[int, int], days: int) -> int:
    most, due = 0, sum(size for age, size in ages.items() if age >= days)
    for left in range(1, days + 1):
        due += ages.get(days - left, 0)
        most = max(most, -(-due // left))
    return most
