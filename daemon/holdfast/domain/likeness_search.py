"""Which prints may be of one picture: a search whose cost grows with the number of prints, not with its square.

Every print lies in a drawer: the signs of its slowest waves are the drawer's number. A copy lies in the same drawer, or
in one where only signs of weak waves differ, for these alone can flip. So a search opens few drawers, whatever
lies in all the others. There are about as many drawers as prints: a drawer stays small, however many there are.
A picture that was turned or mirrored is looked for eight times.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.domain.likeness import BITS, TONES

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

TURNS = 8
FLIPS = 7
"""So many of a print's weakest waves may have the other sign."""

MOST_DRAWERS = 24
PHASH_APART, BOTH_APART = 17, 28
"""Prints whose hashes differ in more bits are not compared any further."""

FLAT = 3.0
"""A picture whose greys stray less than this says nothing: all fog is alike."""

_WAVES = np.array([[np.cos(np.pi * (2 * x + 1) * u / (2 * TONES)) for x in range(TONES)] for u in range(BITS)])
_SLOWEST = sorted(
    (v * BITS + u for v in range(BITS) for u in range(BITS) if u + v), key=lambda at: (sum(divmod(at, 8)), at)
)
_NINTHS = np.repeat(np.eye(BITS + 1), TONES, axis=0).reshape(TONES, BITS + 1, BITS + 1).sum(1)
"""How much of each of sixteen columns lies in each of nine; whole numbers, so that nothing is rounded."""

_PLACES = np.array([1 << (63 - at) for at in range(64)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Prints:
    """Many prints, column by column."""

    ids: Whole
    dhash: NDArray[np.uint64]
    phash: NDArray[np.uint64]
    tone: NDArray[np.uint8]
    """One row of 256 for each."""


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of rows; `turn` is what the first would have to be turned by to look like the second."""

    first: Whole
    second: Whole
    turn: Whole


def turned(tones: NDArray[np.float64], turn: int) -> NDArray[np.float64]:
    """Many pictures, turned by quarters, and from 4 on mirrored after it."""
    quarters = np.rot90(tones, turn % 4, (1, 2))
    return quarters[:, :, ::-1] if turn >= 4 else quarters


def swings(tones: Real) -> Real:
    """How far each of many pictures swings with each of the 64 slowest waves."""
    return np.asarray(_WAVES @ tones @ _WAVES.T).reshape(len(tones), BITS * BITS)


def phashes(tones: Real) -> NDArray[np.uint64]:
    """As `likeness.phash`, of many."""
    return _signs(swings(tones))


def _signs(moved: Real) -> NDArray[np.uint64]:
    yes = moved > 0
    yes[:, 0] = False
    return _packed(yes)


def _packed(yes: NDArray[np.bool_]) -> NDArray[np.uint64]:
    return np.packbits(yes, axis=1).view(">u8").astype(np.uint64)[:, 0]


def dhashes(tones: Real) -> NDArray[np.uint64]:
    """As `likeness.dhash`, of many."""
    rows = tones.reshape(len(tones), BITS, 2, TONES).sum(2)
    ninths = rows @ _NINTHS
    return _packed((ninths[:, :, 1:] > ninths[:, :, :-1]).reshape(len(tones), 64))


class Drawers:
    """All prints in their drawers. Flat ones are in none."""

    def __init__(self, prints: Prints) -> None:
        self._prints = prints
        self._says = prints.tone.std(axis=1) >= FLAT if len(prints.ids) else np.zeros(0, bool)
        self._bits = min(MOST_DRAWERS, max(12, int(np.log2(max(2, len(prints.ids)))) + 3))
        rows = np.flatnonzero(self._says)
        drawers = self._drawer(prints.phash[rows])
        order = np.argsort(drawers, kind="stable")
        self._rows = rows[order]
        self._phash = prints.phash[self._rows]  # lies as it is read
        self._begins = np.zeros((1 << self._bits) + 1, np.int32)
        np.cumsum(np.bincount(drawers, minlength=1 << self._bits), out=self._begins[1:])

    def _drawer(self, phash: NDArray[np.uint64]) -> Whole:
        number = np.zeros(len(phash), np.int64)
        for place, wave in enumerate(_SLOWEST[: self._bits]):
            number |= ((phash & _PLACES[wave]) != 0).astype(np.int64) << place
        return number

    def near(self, rows: Whole) -> Near:
        """Who may be one picture with these rows; no pair twice, none with itself."""
        rows = rows[self._says[rows]]
        tones = self._prints.tone[rows].reshape(-1, TONES, TONES).astype(float)
        found = [pairs for turn in range(TURNS) for pairs in self._turned(rows, turned(tones, turn), turn)]
        if not found:
            return Near(*(np.zeros(0, np.int64) for _ in range(3)))
        first, second, turn = (np.concatenate(column) for column in zip(*found, strict=True))
        _, once = np.unique(np.stack([first, second, turn]), axis=1, return_index=True)
        return Near(first[once], second[once], turn[once])

    def _turned(self, rows: Whole, tones: Real, turn: int) -> Iterator[tuple[Whole, Whole, Whole]]:
        moved = swings(tones)
        phash, dhash = _signs(moved), dhashes(tones)
        drawers = self._opened(phash, moved)
        begins, ends = self._begins[drawers], self._begins[drawers + 1]
        held = (ends - begins).ravel()
        probe = np.repeat(np.arange(len(rows)), drawers.shape[1])
        which = np.repeat(np.arange(len(held)), held)
        at = np.arange(len(which)) - np.repeat(np.cumsum(held) - held, held) + begins.ravel()[which]
        first = probe[which]
        far = np.bitwise_count(phash[first] ^ self._phash[at]).astype(np.int64)
        close = np.flatnonzero(far <= PHASH_APART)
        first, second, far = first[close], self._rows[at[close]], far[close]
        far += np.bitwise_count(dhash[first] ^ self._prints.dhash[second])
        close = np.flatnonzero((far <= BOTH_APART) & (rows[first] != second))
        if len(close):
            yield rows[first[close]], second[close], np.full(len(close), turn, np.int64)

    def _opened(self, phash: NDArray[np.uint64], moved: Real) -> Whole:
        """The drawers to open for each: its own, and those that differ in the signs of its weakest waves."""
        weak = np.argsort(np.abs(moved[:, _SLOWEST[: self._bits]]), axis=1, kind="stable")[:, :FLIPS]
        drawers = self._drawer(phash)[:, None]
        for one in range(FLIPS):
            drawers = np.concatenate([drawers, drawers ^ (1 << weak[:, one : one + 1])], axis=1)
        return drawers
