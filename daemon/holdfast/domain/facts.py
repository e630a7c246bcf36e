"""What a file may say of its picture, and which of it can be true."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

FACTS_RULES = 1
"""Of the reading. Another number, and every file is read again."""

FIRST_PHOTO = 1826
"""The year of the oldest photograph that there is."""

NULLS = frozenset({datetime(1904, 1, 1), datetime(1970, 1, 1), datetime(1980, 1, 1)})  # noqa: DTZ001 - no zone is known
"""What clocks and programs show that know no time: the zero of QuickTime, Unix and FAT."""

LONGEST = 4096
"""Bytes of one text."""

MOST_KEYWORDS = 500

_TIME = re.compile(r"(\d{4})[:/.-](\d\d)[:/.-](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?")
_OUT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read from a file. Pixels are counted as it is looked at: turned."""

    width: int | None = None
    height: int | None = None
    taken_at: str | None = None
    """As the camera's clock showed it, without a zone: `YYYY-MM-DDTHH:MM:SS`."""
    latitude: float | None = None
    longitude: float | None = None
    taken_from: str | None = None
    """What in the file says so: `DateTimeOriginal`, `XMP CreateDate`, …"""
    utc_offset: int | None = None
    """Minutes east of UTC."""
    kind: str | None = None
    """What the bytes are: jpeg, heic, cr2, mp4, …"""
    camera_make: str | None = None
    camera_model: str | None = None
    lens: str | None = None
    focal_length: float | None = None
    """Millimetres."""
    aperture: float | None = None
    """The f-number."""
    exposure: float | None = None
    """Seconds."""
    iso: int | None = None
    orientation: int | None = None
    """As the file says it, 1 to 8."""
    altitude: float | None = None
    """Metres above the sea."""
    title: str | None = None
    caption: str | None = None
    keywords: tuple[str, ...] = ()
    creator: str | None = None
    copyright: str | None = None
    rating: int | None = None
    content_id: str | None = None
    """Apple's name for the picture and the film of one Live Photo."""
    duration: float | None = None
    """Seconds, of a film."""
    codec: str | None = None


_NUMBERS = {
    "width": (1, 2**31), "height": (1, 2**31), "utc_offset": (-14 * 60, 14 * 60), "iso": (1, 10**8),
    "orientation": (1, 8), "rating": (0, 5), "focal_length": (0.01, 100_000.0), "aperture": (0.1, 1000.0),
    "exposure": (1e-7, 864_000.0), "altitude": (-12_000.0, 100_000.0), "duration": (0.0, 1e8),
}  # fmt: skip
"""The least and the most that can be true; whole numbers where these are."""


def believed(said: Mapping[str, object], now: datetime) -> Facts:
    """What of this can be true, whoever says it: each fact of its kind, within its bounds, its text clean."""
    latitude, longitude = plausible_place(_float(said.get("latitude")), _float(said.get("longitude")))
    taken = plausible_time((said.get("taken_at"),), now)
    values: dict[str, object] = {name: number(said.get(name), *_NUMBERS[name]) for name in _NUMBERS}
    texts = {field.name for field in fields(Facts)} - {*values, "keywords", "latitude", "longitude", "taken_at"}
    values |= {name: text(said.get(name)) for name in texts}
    values |= {"latitude": latitude, "longitude": longitude, "taken_at": taken}
    values["keywords"] = keywords(said.get("keywords"))
    if taken is None:
        values["taken_from"] = values["utc_offset"] = None
    return Facts(**values)  # type: ignore[arg-type]


def number(said: object, least: float, most: float) -> float | int | None:
    """A number within these bounds, whole if they are."""
    value = _float(said)
    if value is None or not least <= value <= most:
        return None
    return round(value) if isinstance(least, int) else value


def _float(said: object) -> float | None:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        value = float(said)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def text(said: object) -> str | None:
    """A text without control characters and blanks around it, of at most LONGEST bytes; None: nothing is said."""
    if not isinstance(said, str):
        return None
    clean = _OUT.sub("", said[: 2 * LONGEST].replace("\r\n", "\n").replace("\r", "\n")).strip()
    return clean.encode()[:LONGEST].decode(errors="ignore").strip() or None


def keywords(said: object) -> tuple[str, ...]:
    """Each word once, in the order of the file."""
    if not isinstance(said, list | tuple):
        return ()
    clean = (text(word) for word in said[: 2 * MOST_KEYWORDS])
    return tuple(dict.fromkeys(word[:200] for word in clean if word))[:MOST_KEYWORDS]


def plausible_time(said: Iterable[object], now: datetime) -> str | None:
    """The first of these EXIF times that can be true. `now`: any clock, to the day."""
    return next((time.isoformat() for time in map(_time, said) if time is not None and _can_be(time, now)), None)


def _time(said: object) -> datetime | None:
    found = _TIME.match(said.strip("\0 ")) if isinstance(said, str) else None
    try:
        return datetime(*(int(part or 0) for part in found.groups())) if found else None  # type: ignore[arg-type]  # noqa: DTZ001
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
    return {"N": amount, "E": amount, "S": -amount, "W": -amount}.get(letter[:1])


def camera(make: str | None, model: str | None) -> str | None:
    """Make and model as a person says them: the make is not repeated."""
    if not make or not model:
        return model or make
    first = make.split()[0].casefold()
    return model if model.casefold().startswith(first) else f"{make} {model}"
