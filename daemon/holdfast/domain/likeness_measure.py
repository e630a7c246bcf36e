"""How much two pictures are one, by their tones: each pair is laid over each other as well as it can be, and what is
then still different counts.

Laying over allows for a small shift, crop, stretch and tilt; it is found by a few steps of least squares. What
counts is detail: a sky that gets lighter downwards is in half of all photos.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.domain.likeness import TONES
from holdfast.domain.likeness_search import TURNS, Near, Real, turned

STEPS = 4
REACH = 0.25
"""Nothing is moved by more than this, in halves of the picture's side."""

AS_IT_IS = 0.96
"""Details that are so much alike need no moving."""

HOPELESS = 0.5
"""No small movement makes one picture of two whose tones have so little in common."""

WORTH_MOVING = 0.04
"""What is hardly more alike after it was moved lies as it is: a watermark pulls the picture a little."""

SLOW = 0.9
"""So much of the slow part of a picture is left out before detail is compared."""

AT_ONCE = 128
"""Pairs: what they need then stays in the processor's own memory."""

_AT = (np.arange(TONES) - (TONES - 1) / 2) / (TONES / 2)
_X, _Y = np.meshgrid(_AT, _AT)


@dataclass(frozen=True, slots=True)
class Measured:
    """Of many pairs."""

    whole: Real
    """Correlation of the tones, laid over each other: 1 is alike."""
    detail: Real
    """The same of what is not slow."""
    moved: Real
    """By how much of half a side the farthest corner had to be moved."""


def laid_over(tones: NDArray[np.uint8], near: Near) -> tuple[Real, Real, Real]:
    """`whole`, `detail` and `moved` of each of these pairs of rows, the first turned as it was found."""
    first, second = (
        np.empty((len(near.first), TONES, TONES)),
        tones[near.second].reshape(-1, TONES, TONES).astype(float),
    )
    for turn in range(TURNS):
        so = near.turn == turn
        first[so] = turned(tones[near.first[so]].reshape(-1, TONES, TONES).astype(float), turn)
    found = measured(first, second)
    return found.whole, found.detail, found.moved


def measured(one: Real, other: Real) -> Measured:
    """Pairs of pictures, 16 by 16 greys each. It makes no difference which one is first."""
    parts = [_both(one[at : at + AT_ONCE], other[at : at + AT_ONCE]) for at in range(0, max(1, len(one)), AT_ONCE)]
    return Measured(*(np.concatenate([getattr(part, of) for part in parts]) for of in Measured.__slots__))


def _both(one: Real, other: Real) -> Measured:
    """Most copies lie as they are: only the rest is moved."""
    whole, detail = _correlation(one, other), _correlation(_inner(one), _inner(other))
    moved = np.zeros(len(one))
    rest = np.flatnonzero((detail < AS_IT_IS) & (whole >= HOPELESS))
    if len(rest):
        found = _moved(one[rest], other[rest])
        gained = found.detail - detail[rest] > WORTH_MOVING
        whole[rest], detail[rest] = np.maximum(whole[rest], found.whole), np.maximum(detail[rest], found.detail)
        moved[rest] = np.where(gained, found.moved, 0.0)
    return Measured(whole, detail, moved)


def _inner(pictures: Real) -> Real:
    return _detail(pictures)[:, 1:-1, 1:-1]


def _moved(one: Real, other: Real) -> Measured:
    there, back = _laid(one, other), _laid(other, one)
    better = there.detail >= back.detail
    return Measured(
        np.maximum(there.whole, back.whole),
        np.maximum(there.detail, back.detail),
        np.where(better, there.moved, back.moved),
    )


def _laid(one: Real, other: Real) -> Measured:
    way, best = np.zeros((len(one), 6)), np.full(len(one), -1.0)
    kept = way.copy()
    for step in range(STEPS + 1):
        laid = _warped(one, way)
        whole = _correlation(laid, other)
        better = whole > best
        best, kept = np.maximum(best, whole), np.where(better[:, None], way, kept)
        if step < STEPS:
            way = (way + _step(laid, other)).clip(-REACH, REACH)
    detail = _correlation(_inner(_warped(one, kept)), _inner(other))
    return Measured(best, detail, np.abs(kept).reshape(-1, 2, 3).sum(2).max(1))


def _warped(pictures: Real, way: Real) -> Real:
    """Looked at through a window that is shifted, stretched and tilted; between two greys lies their mean."""
    u, v = (_through(way[:, at : at + 3, None, None], axis) for at, axis in ((0, _X), (3, _Y)))
    left, top = u.astype(int), v.astype(int)
    right, down = u - left, v - top
    row = np.arange(len(pictures))[:, None, None]
    above = pictures[row, top, left] * (1 - right) + pictures[row, top, left + 1] * right
    below = pictures[row, top + 1, left] * (1 - right) + pictures[row, top + 1, left + 1] * right
    return np.asarray(above * (1 - down) + below * down)


def _through(way: Real, axis: Real) -> Real:
    place = axis + way[:, 0] + way[:, 1] * _X + way[:, 2] * _Y
    return np.asarray((place * (TONES / 2) + (TONES - 1) / 2).clip(0, TONES - 1.001))


def _step(laid: Real, other: Real) -> Real:
    """By least squares: which small movement of the window would explain what differs?"""
    down, right = np.gradient(laid, axis=(1, 2))
    down, right = down * (TONES / 2), right * (TONES / 2)
    ways = (laid, right, down, right * _X + down * _Y, right * _Y - down * _X, right * _X - down * _Y)
    causes = np.stack(ways, -1).reshape(len(laid), -1, len(ways))
    causes -= causes.mean(1, keepdims=True)
    wanted = (other - other.mean((1, 2), keepdims=True)).reshape(len(laid), -1, 1)
    square = causes.transpose(0, 2, 1) @ causes
    square += np.eye(len(ways)) * (1e-3 * np.trace(square, axis1=1, axis2=2) / len(ways) + 1e-9)[:, None, None]
    answer = np.linalg.solve(square, causes.transpose(0, 2, 1) @ wanted)[:, :, 0]
    gain = np.where(np.abs(answer[:, :1]) < 0.05, 1.0, answer[:, :1])
    x, y, size, tilt, stretch = (answer[:, 1:] / gain).T
    return np.stack([x, size + stretch, tilt, y, -tilt, size - stretch], 1).clip(-REACH / 2, REACH / 2)


def _detail(pictures: Real) -> Real:
    slow = pictures
    for _ in range(2):
        around = np.pad(slow, ((0, 0), (1, 1), (1, 1)), "edge")
        slow = np.mean([around[:, y : y + TONES, x : x + TONES] for y in range(3) for x in range(3)], axis=0)
    return np.asarray(pictures - SLOW * slow)


def _correlation(one: Real, other: Real) -> Real:
    cells = one.shape[1] * one.shape[2]  # by name: of no picture at all nobody could tell how many
    a, b = (each.reshape(len(each), cells) - each.mean((1, 2))[:, None] for each in (one, other))
    return np.asarray((a * b).sum(1) / np.sqrt((a**2).sum(1) * (b**2).sum(1) + 1e-9))
