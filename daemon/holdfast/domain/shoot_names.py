"""How a shoot is called before the person gives it a name, and which shoots are days of one holiday."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from holdfast.domain.shoots import ELSEWHERE_KM, HOUR, Place, kilometres

SMALL_HOURS = timedelta(hours=6)
"""Who is up until six in the morning calls it the day on which they began."""

DAYS_APART = 36 * HOUR
LEAST_DAYS = 2


def suggested(place: str | None, folder: str | None, begins_at: int | None, ends_at: int | None) -> str:
    """A name: where and when. Where nobody knows the place, the folder that all of its photos lie in stands for it."""
    said = [one for one in (place or folder, dates(begins_at, ends_at)) if one]
    return ", ".join(said) or "Photos without a date"


def dates(begins_at: int | None, ends_at: int | None) -> str:
    """`14 June 2026`, `14–16 June 2026`, `30 June – 2 July 2026`; empty when nobody knows."""
    if begins_at is None or ends_at is None:
        return ""
    first, last = _time(begins_at), max(_time(begins_at), _time(ends_at) - SMALL_HOURS)
    if first.date() == last.date():
        return _words(first, "%B %Y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_words(last, '%B %Y')}"
    return f"{_words(first, '%B' if first.year == last.year else '%B %Y')} – {_words(last, '%B %Y')}"


def _time(moment: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment)


def _words(time: datetime, rest: str) -> str:
    return f"{time.day} {time:{rest}}"


@dataclass(frozen=True, slots=True)
class Day:
    """A shoot as far as holidays go by it."""

    id: int
    begins_at: int
    ends_at: int
    place: Place


def holidays(days: Sequence[Day], home: Place | None) -> list[tuple[int, ...]]:
    """The shoots that are days of one holiday, in order: two at least, each beginning within 36 hours of the end of the
    one before, all within 50 km of the first and further than that from home. Without a home there are none."""
    found: list[list[Day]] = []
    for day in sorted(days, key=lambda one: (one.begins_at, one.id)):
        if home is None or kilometres(day.place, home) <= ELSEWHERE_KM:
            continue
        last = found[-1] if found else None
        if last and _goes_on(last, day):
            last.append(day)
        else:
            found.append([day])
    return [tuple(day.id for day in some) for some in found if len(some) >= LEAST_DAYS]


def _goes_on(holiday: Sequence[Day], day: Day) -> bool:
    return day.begins_at - holiday[-1].ends_at <= DAYS_APART and kilometres(holiday[0].place, day.place) <= ELSEWHERE_KM


CELLS = 100
"""Places, to a tenth of a degree, among which home is looked for: those with most shoots."""


def home(places: Sequence[Place]) -> Place | None:
    """Where most shoots are: the place that has most of the others within 50 km; of several the first. It takes a third
    of them, so that whoever was only ever on the road has none."""
    cells = Counter((round(latitude, 1), round(longitude, 1)) for latitude, longitude in places).most_common(CELLS)
    near = [sum(count for other, count in cells if kilometres(one, other) <= ELSEWHERE_KM) for one, _ in cells]
    most = max(near, default=0)
    return cells[near.index(most)][0] if most * 3 >= len(places) and most > 1 else None


Span = tuple[int | None, int | None]


def redated(name: str, before: Span, after: Span) -> str:
    """The name of a shoot that has another span now: where the name said the dates, it says the new ones."""
    said, now = dates(*before), dates(*after)
    return name.replace(said, now) if said and now else name
