"""Which files are one picture for the person, and which of them is the one to keep.

Three classes that are never mixed: identical bytes (one original, whatever lists it), the same picture in another size
or encoding, and similar ones: the next of a burst, a larger crop, an edit. A group is a star: each of its pictures
resembles the keeper itself. That A resembles B and B resembles C says nothing about A and C.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

Class = Literal["same", "similar"]
Reason = list[dict[str, str | int]]

SURE_DETAIL, LIKELY_DETAIL, TURNED_DETAIL, UNTOUCHED = 0.80, 0.74, 0.90, 0.95
"""How alike the details must be: for the same picture; for a similar one; for one that was turned; and for one that
has the size, the camera and the second of the other, as the next of a burst may have."""

WHOLE = 0.85
CROPPED, HELD = 0.16, 0.03
"""How far a corner may have moved: by a small crop; and at all, if both have equally many pixels."""

SHAPE, OTHER_SHAPE = 0.12, 0.35
LIGHT, COLOUR, GREY = 14.0, 25.0, 3.0
"""Levels of 255 by which mean brightness and mean colour may differ; and how little colour is none."""

FORMATS = {
    "dng": 3, "cr2": 3, "cr3": 3, "nef": 3, "arw": 3, "raf": 3, "orf": 3, "rw2": 3, "pef": 3, "raw": 3,
    "tiff": 2, "png": 1, "heic": 1, "heif": 1, "jpeg": 1, "jpg": 1,
}  # fmt: skip
"""The more a format keeps of what the camera saw, the better; what messengers send is worth least."""

MESSENGER = 0.9
"""Bits for each pixel: a JPEG with less was made to be sent, not to be kept."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a picture besides its print."""

    width: int
    height: int
    colour: tuple[int, int, int]
    taken_at: str | None = None
    camera: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """How much two pictures are one, laid over each other; `turn`: the first had to be turned or mirrored."""

    whole: float
    detail: float
    moved: float
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures that resemble each other; 0 is alike."""

    first: int
    second: int
    kind: Class
    distance: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What speaks for keeping a picture."""

    id: int
    picked: int = 0
    """1: picked or starred by the person; -1: rejected."""
    collections: int = 0
    rating: int = 0
    width: int = 0
    height: int = 0
    kind: str | None = None
    bytes: int = 0
    place: bool = False
    camera: str | None = None
    taken_at: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A keeper and those that resemble it, nearest first: (id, distance)."""

    kind: Class
    keeper: int
    others: tuple[tuple[int, int], ...]


def classed(match: Match, one: Look, other: Look) -> Class | None:
    """What the two are to each other. It makes no difference which one is first."""
    needed = TURNED_DETAIL if match.turn else LIKELY_DETAIL
    shape = _shape(one, other, match.turn)
    if match.detail < needed or match.whole < WHOLE or shape > OTHER_SHAPE or _hue(one, other) == "other":
        return None
    alike = match.detail >= SURE_DETAIL and match.moved <= CROPPED and shape <= SHAPE and _hue(one, other) == "alike"
    return "same" if alike and _light(one, other) <= LIGHT and not _another_moment(match, one, other) else "similar"


def _shape(one: Look, other: Look, turn: int) -> float:
    """By which share the sides' proportions differ."""
    width, height = (other.height, other.width) if turn % 2 else (other.width, other.height)
    if not (one.width and one.height and width and height):
        return 0.0
    wider, narrower = one.width * height, width * one.height
    return max(wider, narrower) / min(wider, narrower) - 1


def _light(one: Look, other: Look) -> float:
    """As the eye weighs colours, and as a picture is greyed."""
    a, b = (0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue in (one.colour, other.colour))
    return abs(a - b)


def _hue(one: Look, other: Look) -> Literal["alike", "stronger", "other"]:
    a, b = ([part - sum(look.colour) / 3 for part in look.colour] for look in (one, other))
    apart = max(abs(x - y) for x, y in zip(a, b, strict=True))
    if apart <= COLOUR or max(map(abs, a)) <= GREY or max(map(abs, b)) <= GREY:
        return "alike"
    along = sum(x * y for x, y in zip(a, b, strict=True))
    lengths = sum(x * x for x in a) * sum(y * y for y in b)
    return "stronger" if along > 0 and along * along >= 0.8 * lengths else "other"


def _another_moment(match: Match, one: Look, other: Look) -> bool:
    """Both came from the camera as they are: two photos, however alike."""
    if one.taken_at and other.taken_at and one.taken_at != other.taken_at:
        return True
    if (one.width, one.height) != (other.width, other.height) or not one.width:
        return False
    whole = bool(one.taken_at and one.taken_at == other.taken_at and one.camera and one.camera == other.camera)
    return match.moved > HELD or (whole and match.detail < UNTOUCHED)


def grouped(pairs: Iterable[Pair], worth: Mapping[int, Worth], apart: Collection[tuple[int, int]] = ()) -> list[Group]:
    """Stars around the best of each neighbourhood, the same whatever the order of the pairs. Of those that are the
    same picture only the keeper is looked at as similar to others. `apart`: pairs of which the person said no."""
    never = {frozenset(pair) for pair in apart}
    same: dict[int, dict[int, int]] = defaultdict(dict)
    similar: dict[int, dict[int, int]] = defaultdict(dict)
    for pair in pairs:
        if pair.first != pair.second and frozenset((pair.first, pair.second)) not in never:
            near = same if pair.kind == "same" else similar
            for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
                near[one][other] = min(pair.distance, near[one].get(other, pair.distance))
    found = _stars("same", same, worth, never)
    taken = {other for group in found for other, _ in group.others}
    rest = {
        one: {other: far for other, far in near.items() if other not in taken}
        for one, near in similar.items()
        if one not in taken
    }
    return found + _stars("similar", rest, worth, never)


def _stars(
    kind: Class, near: Mapping[int, Mapping[int, int]], worth: Mapping[int, Worth], never: Collection[frozenset[int]]
) -> list[Group]:
    groups, taken = [], set[int]()
    for keeper in sorted(near, key=lambda one: rank(worth.get(one, Worth(one)))):
        if keeper in taken:
            continue
        others: list[tuple[int, int]] = []
        for other, far in sorted(near[keeper].items(), key=lambda item: (item[1], item[0])):
            if other not in taken and all(frozenset((other, one)) not in never for one, _ in others):
                others.append((other, far))
        if others:
            taken |= {keeper, *(other for other, _ in others)}
            groups.append(Group(kind, keeper, tuple(others)))
    return groups


def rank(worth: Worth) -> tuple[object, ...]:
    """What is kept comes first: the person's word, then pixels, format, bytes, facts, age."""
    return (*(-value for value in _points(worth)), worth.taken_at or "9", worth.id)


def _points(worth: Worth) -> tuple[int, ...]:
    return (
        worth.picked, worth.collections, worth.rating, worth.width * worth.height, _format(worth), worth.bytes,
        worth.place + bool(worth.camera),
    )  # fmt: skip


def _format(worth: Worth) -> int:
    pixels = worth.width * worth.height
    kind = (worth.kind or "").lower()
    if kind in ("jpeg", "jpg") and pixels and worth.bytes * 8 < MESSENGER * pixels:
        return 0
    return FORMATS.get(kind, 0)


def reason(keeper: Worth, others: Collection[Worth]) -> Reason:
    """Why this one: each thing in which it is ahead of another one, in the order in which it counts."""
    said: list[dict[str, str | int]] = []
    for code, value, ahead in chain(_word(keeper, others), _file(keeper, others), _facts(keeper, others)):
        if ahead:
            said.append({"code": code, "value": value})
    return said or [{"code": "first", "value": keeper.id}]


Said = Iterable[tuple[str, str | int, bool]]


def _word(keeper: Worth, others: Collection[Worth]) -> Said:
    yield "picked", keeper.picked, keeper.picked > min(one.picked for one in others) and keeper.picked > 0
    yield "collections", keeper.collections, keeper.collections > min(one.collections for one in others)
    yield "rating", keeper.rating, keeper.rating > min(one.rating for one in others)


def _file(keeper: Worth, others: Collection[Worth]) -> Said:
    pixels = keeper.width * keeper.height
    yield "pixels", f"{keeper.width}x{keeper.height}", pixels > min(one.width * one.height for one in others)
    yield "format", keeper.kind or "", _format(keeper) > min(map(_format, others))
    alike = [one.bytes for one in others if one.width * one.height == pixels]
    yield "bytes", keeper.bytes, bool(alike) and keeper.bytes > min(alike)


def _facts(keeper: Worth, others: Collection[Worth]) -> Said:
    yield "place", 1, keeper.place and not all(one.place for one in others)
    yield "camera", keeper.camera or "", bool(keeper.camera) and not all(one.camera for one in others)
    taken = keeper.taken_at or ""
    yield "oldest", taken, bool(taken) and any(not one.taken_at or one.taken_at > taken for one in others)
