"""What a file may say of its picture, and which of it can be true."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_PHOTO = 1826
"""The year of the oldest photograph that there is."""

NULLS = frozenset({datetime(1904, 1, 1), datetime(1970, 1, 1), datetime(1980, 1, 1)})  # noqa: DTZ001 - no zone is known
"""What clocks and programs show that know no time: the zero of QuickTime, Unix and FAT."""

_TIME = re.compile(r"(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read from a picture. Pixels are counted as it is looked at: turned."""

    width: int | None = None
    height: int | None = None
    taken_at: str | None = None
    """As the camera's clock showed it, without a zone: `YYYY-MM-DDTHH:MM:SS`."""
    latitude: float | None = None
    longitude: float | None = None


def plausible_time(said: Iterable[object], now: datetime) -> str | None:
    """The first of these EXIF times that can be true. `now`: any clock, to the day."""
    return next((time.isoformat() for time in map(_time, said) if time is not None and _can_be(time, now)), None)


def _time(said: object) -> datetime | None:
    found = _TIME.match(said.strip("\0 ")) if isinstance(said, str) else None
    try:
        return datetime(*map(int, found.groups())) if found else None  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


def _can_be(time: datetime, now: datetime) -> bool:
    return time.year >= FIRST_PHOTO and time <= now.replace(tzinfo=None) + timedelta(days=1) and time not in NULLS


def plausible_place(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """The place in degrees, or nothing: 0,0 is what devices write that know no place."""
    if latitude is None or longitude is None or not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def degrees(parts: object, half: object) -> float | None:
    """Degrees, minutes and seconds as one number; `half`: N, S, E or W. None when it makes no sense."""
    if not isinstance(parts, tuple | list) or not 1 <= len(parts) <= 3 or not isinstance(half, str):
        return None
    try:
        amount = sum(float(part) / 60**place for place, part in enumerate(parts))
    except (TypeError, ValueError, ArithmeticError):
        return None
    letter = half.strip("\0 ").upper()
    return {"N": amount, "E": amount, "S": -amount, "W": -amount}.get(letter)
