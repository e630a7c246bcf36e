"""The arithmetic of statistics: days into months and years, growth, and the few largest of many. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FIRST = date(1970, 1, 1)
LOWEST, HIGHEST = date.min.toordinal() - FIRST.toordinal(), date.max.toordinal() - FIRST.toordinal()


@dataclass(frozen=True, slots=True)
class Amount:
    """So many photos, and their bytes."""

    photos: int = 0
    bytes: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.photos + other.photos, self.bytes + other.bytes)


Days = Mapping[int, Amount]
"""By the number of the day: 0 is 1 January 1970."""


@dataclass(frozen=True, slots=True)
class Span:
    """A day, a month or a year by its name (`2024-05-17`, `2024-05`, `2024`), and what belongs to it."""

    name: str
    photos: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Share:
    """One of several kinds, with what belongs to it."""

    name: str
    photos: int
    bytes: int = 0


def day_name(number: int) -> str:
    """`2024-05-17`. A day that no calendar has is the nearest that one has."""
    return (FIRST + timedelta(days=min(max(number, LOWEST), HIGHEST))).isoformat()


def by_day(days: Days) -> dict[int, list[Span]]:
    """The days that have anything, in order, by their year."""
    found: dict[int, list[Span]] = {}
    for number, amount in sorted(days.items()):
        name = day_name(number)
        found.setdefault(int(name[:4]), []).append(Span(name, amount.photos, amount.bytes))
    return found


def by_month(days: Days) -> list[Span]:
    """The months that have anything, in order."""
    return _summed(days, len("2024-05"))


def by_year(days: Days) -> list[Span]:
    """The years that have anything, in order."""
    return _summed(days, len("2024"))


def _summed(days: Days, length: int) -> list[Span]:
    sums: dict[str, Amount] = {}
    for number, amount in days.items():
        name = day_name(number)[:length]
        sums[name] = sums.get(name, Amount()) + amount
    return [Span(name, one.photos, one.bytes) for name, one in sorted(sums.items())]


def grown(months: Iterable[Span]) -> list[Span]:
    """What there was at the end of each month, months before it included."""
    found: list[Span] = []
    sums = Amount()
    for month in months:
        sums += Amount(month.photos, month.bytes)
        found.append(Span(month.name, sums.photos, sums.bytes))
    return found


def largest(shares: Sequence[Share], count: int) -> tuple[list[Share], Share | None]:
    """The `count` with the most photos, the most first, and all others in one; None when there are no others."""
    ordered = sorted(shares, key=lambda share: (-share.photos, share.name))
    kept, rest = ordered[:count], ordered[count:]
    if not rest:
        return kept, None
    return kept, Share("", sum(one.photos for one in rest), sum(one.bytes for one in rest))
