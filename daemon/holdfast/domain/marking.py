"""What a person can say of photos, as one value: what is set, what is taken back, and how a time is moved."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from holdfast.domain.own import COLOURS, PICKS

Value = str | int | float | None
LONGEST_TAG = 200
LONGEST_TEXT = 20_000
FARTHEST_OFFSET = 18 * 60
"""Minutes: no clock on Earth is further from UTC."""
FIRST_YEAR = 1800
SHIFT = re.compile(r"([+-]?)(\d{1,6}):([0-5]\d)(?::([0-5]\d))?")
OFFSET = re.compile(r"([+-])(\d{2}):?([0-5]\d)")
TEXTS = ("title", "caption", "place")


@dataclass(frozen=True, slots=True)
class Marking:
    """`values`: fields of a mark by name, None takes one back. What is not named stays as it is."""

    values: Mapping[str, Value] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    untags: tuple[str, ...] = ()
    shift: int = 0
    """Seconds by which the time is moved."""
    offset: int | None = None
    """Minutes east of UTC that are to stand beside the time."""

    def is_empty(self) -> bool:
        return not (self.values or self.tags or self.untags or self.shift or self.offset is not None)

    def moves_time(self) -> bool:
        """It needs the time that a photo has: photos of which none is known are passed over."""
        return bool(self.shift) or (self.offset is not None and "taken_at" not in self.values)

    def checked(self) -> "Marking":
        """The same, or ValueError in words: what cannot be said of any photo."""
        for name, value in self.values.items():
            if value is not None:
                _check(name, value)
        if (self.values.get("latitude") is None) != (self.values.get("longitude") is None):
            raise ValueError("a place needs latitude and longitude")
        if self.shift and "taken_at" in self.values:
            raise ValueError("a time is either set or moved")
        if self.offset is not None and abs(self.offset) > FARTHEST_OFFSET:
            raise ValueError("no clock is that far from UTC")
        return Marking(
            {name: _text(value) if name in TEXTS else value for name, value in self.values.items()},
            tuple(map(tag, self.tags)), tuple(map(tag, self.untags)), self.shift, self.offset,
        )  # fmt: skip

    def words(self) -> str:
        """What is done, for the list of what can be undone."""
        said = [_said(name, value) for name, value in self.values.items() if name not in ("longitude", "place")]
        if "place" in self.values and "latitude" not in self.values:
            said.append("place named" if self.values["place"] else "name of the place taken back")
        said += [f"tagged “{name}”" for name in self.tags] + [f"tag “{name}” taken away" for name in self.untags]
        said += [f"time moved by {shown_shift(self.shift)}"] if self.shift else []
        said += [f"clock set to UTC{shown_offset(self.offset)}"] if self.offset is not None else []
        return ", ".join(said)


def _check(name: str, value: Value) -> None:
    """ValueError when this cannot be the value of that field."""
    if not _fits(name, value):
        raise ValueError(f"{value!r} is no {name.replace('_', ' ')}")


def _fits(name: str, value: Value) -> bool:
    match name:
        case "rating":
            return _is_between(value, 0, 5) and isinstance(value, int)
        case "star" | "hidden":
            return _is_between(value, 0, 1) and isinstance(value, int)
        case "latitude":
            return _is_between(value, -90, 90)
        case "longitude":
            return _is_between(value, -180, 180)
        case "pick" | "colour":
            return value in (PICKS if name == "pick" else COLOURS)
        case "taken_at":
            return isinstance(value, str) and taken(value) == value
    return name in TEXTS and isinstance(value, str) and len(value) <= LONGEST_TEXT


def _is_between(value: Value, low: int, high: int) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _text(value: Value) -> Value:
    """Empty text says nothing."""
    return value.strip() or None if isinstance(value, str) else value


def _said(name: str, value: Value) -> str:
    if name == "hidden":
        return "hidden from the library" if value else "shown again"
    if value is None or (name == "star" and not value):
        return f"{'time' if name == 'taken_at' else 'place' if name == 'latitude' else name} taken back"
    match name:
        case "rating":
            return f"rated {value}"
        case "pick":
            return "picked" if value == "pick" else "rejected"
        case "colour":
            return f"coloured {value}"
        case "star":
            return "starred"
        case "taken_at":
            return f"time set to {str(value).replace('T', ' ')}"
        case "latitude":
            return "place set"
    return f"{name} set"


def tag(text: str) -> str:
    """A tag as it is kept; ValueError when it is none."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > LONGEST_TAG or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise ValueError(f"{text!r} is no tag")
    return name


def shift(text: str) -> int:
    """Seconds of `+1:00`, `-0:30` or `+1:00:05`; ValueError when it is no span of time."""
    found = SHIFT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no span of time: +1:00 is an hour later, -0:30 half an hour earlier")
    sign, hours, minutes, seconds = found.groups()
    return (-1 if sign == "-" else 1) * (int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0))


def offset(text: str) -> int:
    """Minutes east of UTC of `+02:00`; ValueError when it is none."""
    found = OFFSET.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no offset from UTC: write it as +02:00")
    sign, hours, minutes = found.groups()
    return (-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes))


def taken(text: str) -> str:
    """A local time as it is kept, `2023-06-01T10:00:00`; ValueError when there is no such moment."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no date and time: write it as 2023-06-01T10:00") from None
    if moment.tzinfo is not None:
        raise ValueError(f"{text!r}: say the offset from UTC apart")
    if moment.year < FIRST_YEAR:
        raise ValueError(f"{text!r}: nobody took photos then")
    return moment.replace(microsecond=0).isoformat()


def shifted(moment: str, seconds: int) -> str | None:
    """A local time, moved; None when it cannot be: there is no such year."""
    try:
        later = datetime.fromisoformat(moment) + timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return None
    return later.replace(microsecond=0, tzinfo=None).isoformat() if later.year >= FIRST_YEAR else None


def place(text: str) -> tuple[float, float]:
    """Latitude and longitude of `48.85,2.35`; ValueError when it is no place on Earth."""
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        raise ValueError(f"{text!r} is no place: write latitude and longitude as 48.85,2.35") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"{text!r} is not on Earth")
    return latitude, longitude


def shown_shift(seconds: int) -> str:
    """`+1:00`, `-0:30`, `+0:00:05`."""
    hours, rest = divmod(abs(seconds), 3600)
    tail = f":{rest % 60:02d}" if rest % 60 else ""
    return f"{'-' if seconds < 0 else '+'}{hours}:{rest // 60:02d}{tail}"


def shown_offset(minutes: int) -> str:
    """`+02:00`."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
