"""What a picture looks like in a few bytes, so that two files of one picture are found without reading them again."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

RULES = 1
"""Of the making. Another number, and every print is made again."""

SIDE = 32
"""Pixels along each side of the picture that a print is made of."""

TONES = 16
"""Pixels along each side of what is kept of it."""

BITS = 8
"""Each hash has so many bits in so many rows."""

_WAVES = [[math.cos(math.pi * (2 * x + 1) * u / (2 * TONES)) for x in range(TONES)] for u in range(BITS)]
"""The eight slowest waves of a cosine transform."""


@dataclass(frozen=True, slots=True)
class Print:
    """A picture's print. Both hashes are functions of `tone` alone; they are signed, as SQLite keeps whole numbers."""

    dhash: int
    """Of each place: is it brighter to the right of it?"""
    phash: int
    """Of each slow wave: does the picture swing with it or against it?"""
    tone: bytes
    """16 by 16 greys, row by row, turned as the picture is looked at."""
    colour: bytes
    """Its mean red, green and blue."""


def of(grey: bytes, rgb: tuple[int, int, int]) -> Print:
    """The print of a picture that was squeezed to 32 by 32 greys, row by row; `rgb` is its mean colour."""
    if len(grey) != SIDE * SIDE:
        raise ValueError(f"{len(grey)} greys are not {SIDE} by {SIDE}")
    tone = _halved(grey)
    return Print(dhash(tone), phash(tone), tone, bytes(rgb))


def _halved(grey: bytes) -> bytes:
    rows = range(0, SIDE * SIDE, 2 * SIDE)
    corners = (row + column for row in rows for column in range(0, SIDE, 2))
    return bytes((grey[at] + grey[at + 1] + grey[at + SIDE] + grey[at + SIDE + 1] + 2) // 4 for at in corners)


def dhash(tone: bytes) -> int:
    """64 answers to: is it brighter to the right?"""
    rows = [_ninths([tone[at] + tone[at + TONES] for at in range(top, top + TONES)]) for top in range(0, 256, 32)]
    return _signed([row[column + 1] > row[column] for row in rows for column in range(BITS)])


def _ninths(row: Sequence[int]) -> list[int]:
    """Sixteen columns as nine of the same width, sixteen ninths each."""
    fine = [value for value in row for _ in range(BITS + 1)]
    return [sum(fine[at : at + TONES]) for at in range(0, len(fine), TONES)]


def phash(tone: bytes) -> int:
    """64 answers to: does the picture swing with this wave? The first, its brightness, is always no."""
    across = [[sum(map(_product, wave, tone[row : row + TONES])) for wave in _WAVES] for row in range(0, 256, TONES)]
    columns = list(zip(*across, strict=True))
    swings = [sum(map(_product, wave, column)) for wave in _WAVES for column in columns]
    return _signed([False, *(swing > 0 for swing in swings[1:])])


def _product(one: float, other: float) -> float:
    return one * other


def _signed(bits: Sequence[bool]) -> int:
    number = int("".join("01"[bit] for bit in bits), 2)
    return number - (1 << 64) if number >> 63 else number


def apart(one: int, other: int) -> int:
    """How many of 64 bits differ."""
    return ((one ^ other) & ((1 << 64) - 1)).bit_count()
