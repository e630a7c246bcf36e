"""The timeline as bytes: every picture of the library with its shape, its day and its colour, in few of them.

Little-endian, in this order: `HFT1`; the length of the head (u32); the head (JSON, filled up with spaces to a multiple
of four); the days (i32 since 1970, newest first; the lowest number stands for no day); how many pictures each has
(u32); the aspects (u16, thousandths; filled up to a multiple of four); the ids in four planes of bytes, lowest first,
which packs better; the colours and the flags (one byte each).
"""

import json
import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

MAGIC = b"HFT1"
DAY = 86_400_000
NO_DAY = -(2**31)
GREY = b"\x80\x80\x80"
MOST_SHOOTS = 20_000
"""Of more, the newest are named."""

STATES = ("safe", "pending", "failed", "skipped", "gone")
VIDEO = 8
"""A flag beside the number of the state."""


@dataclass(frozen=True, slots=True)
class Span:
    """A shoot by its first and last moment."""

    id: int
    name: str
    is_kept: bool
    begins_at: int
    ends_at: int


@dataclass(slots=True)
class Columns:
    """Newest first; those without a moment last. Colours are red, green and blue after each other."""

    ids: "array[int]" = field(default_factory=lambda: array("I"))
    moments: "array[int]" = field(default_factory=lambda: array("q"))
    """Of those that have one."""
    aspects: "array[int]" = field(default_factory=lambda: array("H"))
    colours: bytearray = field(default_factory=bytearray)
    flags: bytearray = field(default_factory=bytearray)


def packed(columns: Columns, shoots: Iterable[Span], version: int) -> bytes:
    """All that the page needs to lay the whole library out."""
    days, counts = _days(columns)
    head = json.dumps(
        {"version": version, "photos": len(columns.ids), "days": len(days), "shoots": _placed(columns.moments, shoots)},
        ensure_ascii=False, separators=(",", ":"),
    ).encode()  # fmt: skip
    head += b" " * (-len(head) % 4)
    aspects = _little(columns.aspects)
    ids = _little(columns.ids)
    parts = (
        MAGIC, struct.pack("<I", len(head)), head, _little(days), _little(counts), aspects, bytes(-len(aspects) % 4),
        ids[0::4], ids[1::4], ids[2::4], ids[3::4], shades(bytes(columns.colours)), columns.flags,
    )  # fmt: skip
    return b"".join(parts)


def _days(columns: Columns) -> "tuple[array[int], array[int]]":
    """Each day that has pictures, and how many."""
    days, counts = array("i"), array("I")
    for day, those in groupby(moment // DAY for moment in columns.moments):
        days.append(max(NO_DAY + 1, min(2**31 - 1, day)))
        counts.append(sum(1 for _ in those))
    undated = len(columns.ids) - len(columns.moments)
    if undated:
        days.append(NO_DAY)
        counts.append(undated)
    return days, counts


def _placed(moments: "array[int]", shoots: Iterable[Span]) -> list[tuple[int, str, int, int, int]]:
    """Each shoot with the places of its newest picture and of the first one after it."""
    upwards = array("q", (-moment for moment in moments))
    found = []
    for one in shoots:
        first, end = bisect_left(upwards, -one.ends_at), bisect_right(upwards, -one.begins_at)
        if first < end:
            found.append((one.id, one.name, int(one.is_kept), first, end))
    return sorted(found, key=lambda placed: placed[3])[:MOST_SHOOTS]


def _little(column: "array[int]") -> bytes:
    if sys.byteorder == "big":
        column = array(column.typecode, column)
        column.byteswap()
    return column.tobytes()


# Sixteen levels of lightness, and whether it is rather blue or yellow, rather red or green: more than that nobody sees
# in the moment before the picture comes. All at once, for a million colours are many: each column is one large number.

_HALF = bytes(value >> 1 for value in range(256))
_LIGHT = bytes(value & 0xF0 for value in range(256))
_LEAN = 12
"""Below this it has no colour."""


def shades(colours: bytes) -> bytes:
    """One byte for each three: lightness in the upper half; then two bits each for blue and red: less, none, more."""
    red, green, blue = colours[0::3], colours[1::3], colours[2::3]
    light = _sum(_part(red, 5), _part(green, 9), _part(blue, 2))
    return _sum(light.translate(_LIGHT), _lean(blue, light, 4), _lean(red, light, 1))


def _part(column: bytes, sixteenths: int) -> bytes:
    return column.translate(bytes(value * sixteenths // 16 for value in range(256)))


def _lean(column: bytes, light: bytes, unit: int) -> bytes:
    """How far a colour is from the grey of that lightness, in three steps of this unit."""
    away = _sum(column.translate(_HALF), light.translate(bytes(128 - (value >> 1) for value in range(256))))
    steps = bytes(unit * ((value >= 128 - _LEAN) + (value >= 128 + _LEAN)) for value in range(256))
    return away.translate(steps)


def _sum(*columns: bytes) -> bytes:
    """Byte by byte; none comes above 255."""
    return sum(int.from_bytes(column) for column in columns).to_bytes(len(columns[0]))
