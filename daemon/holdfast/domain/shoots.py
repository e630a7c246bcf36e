"""Which photos were taken together: found by gaps in time, place and camera.

The rules. Time is what the photographer's watch showed, so no zone and no midnight splits anything.

- A sitting: photos of which each follows the one before within an hour. Nothing splits it but cameras that are more
  than 50 km from each other meanwhile: they are in different hands.
- A sitting goes on with the shoot before it when the pause between them is 4 hours at most; but not when they are more
  than 2 km apart (the last place known of one, the first of the other), nor after more than 2 hours when none of the
  cameras is the same. Of several such shoots it is the nearest in time.
- Camera clocks: where a camera's clock differs from that of the camera with most photos, it is put right first. The
  sign is the pattern of pauses: the starts of its runs (photos without a pause of 10 minutes) fit those of the other
  camera when moved by a whole number of hours up to 14, each within 5 minutes, or by any constant up to that when five
  and more fit within a minute. At least three runs and 70 of 100 of both cameras have to fit, more than twice as many
  as without moving, and no two that fit may be more than 2 km apart. It is looked for among photos without a gap of 18
  hours; their own times stay as they are.
- A night is a gap: a holiday is a shoot for each day. Days that follow each other at one place away from home are
  offered to be made one; `holidays` finds them.
- Photos that only their source dates were not taken when they came there: they are kept apart by folder, and there by
  gaps of 4 hours in coming. Those without any date are one shoot for each folder.

Every photo is in exactly one shoot, in whatever order photos are given, and a photo that is more than 18 hours away
from all others changes no shoot of theirs.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MINUTE, HOUR = 60_000, 3_600_000
SITTING = HOUR
PAUSE = 4 * HOUR
OTHER_CAMERA = 2 * HOUR
SPAN = 18 * HOUR
NEAR_KM, ELSEWHERE_KM = 2.0, 50.0

RUN = 10 * MINUTE
MOST_SHIFT = 14
LOOSE, TIGHT = 5 * MINUTE, MINUTE
LEAST_RUNS, LEAST_CONSTANT, SHARE = 3, 5, 0.7
STARTS = 300
"""Runs of a camera that are compared: enough to know a clock by, and the same work for any number of photos."""

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo as the rules see it. `moment` in milliseconds; `dated`: not only the source says so."""

    id: int
    moment: int | None
    dated: bool = True
    place: Place | None = None
    camera: str | None = None
    folder: int = 0


Timed = tuple[int, Shot]
"""A shot, and when it was taken by the clock that counts."""


def shoots(shots: Iterable[Shot]) -> list[tuple[Shot, ...]]:
    """The shoots, each in the order in which its photos were taken."""
    dated: list[Shot] = []
    undated: list[Shot] = []
    for shot in shots:
        (dated if shot.dated and shot.moment is not None else undated).append(shot)
    found = [one for span in spans(_in_order(dated)) for one in _of_span(span)]
    return found + _by_folder(undated)


def spans(shots: Iterable[Shot]) -> Iterator[list[Shot]]:
    """Dated shots, given in order of time, cut where nothing happened for 18 hours: no rule looks across that."""
    span: list[Shot] = []
    for shot in shots:
        if span and _moment(shot) - _moment(span[-1]) > SPAN:
            yield span
            span = []
        span.append(shot)
    if span:
        yield span


def _of_span(span: Sequence[Shot]) -> list[tuple[Shot, ...]]:
    open_ones: list[list[Timed]] = []
    ended: list[list[Timed]] = []
    for sitting in _sittings(_put_right(span)):
        for part in _hands(sitting):
            fitting = [one for one in open_ones if _goes_on(one, part)]
            if fitting:
                max(fitting, key=lambda one: one[-1][0]).extend(part)
            else:
                open_ones.append(list(part))
        over = [one for one in open_ones if sitting[-1][0] - one[-1][0] > PAUSE]
        ended += over
        open_ones = [one for one in open_ones if one not in over]
    return [tuple(shot for _, shot in one) for one in ended + open_ones]


def _sittings(shots: Sequence[Timed]) -> Iterator[list[Timed]]:
    return _cut(shots, SITTING)


def _cut(shots: Sequence[Timed], pause: int) -> Iterator[list[Timed]]:
    """Where the next one follows later than that."""
    part: list[Timed] = []
    for one in shots:
        if part and one[0] - part[-1][0] > pause:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _hands(sitting: list[Timed]) -> list[list[Timed]]:
    """The sitting, apart where its cameras are far from each other. Who is nowhere goes with the most."""
    by_camera: dict[str | None, list[Timed]] = defaultdict(list)
    for one in sitting:
        by_camera[one[1].camera].append(one)
    where = {camera: place for camera, some in by_camera.items() if (place := first_place(some)) is not None}
    if len(where) < 2:
        return [sitting]
    parts: list[tuple[Place, list[str | None]]] = []
    for camera, place in sorted(where.items(), key=lambda one: (-len(by_camera[one[0]]), one[0] or "")):
        near = next((part for part in parts if kilometres(part[0], place) <= ELSEWHERE_KM), None)
        if near is None:
            parts.append((place, [camera]))
        else:
            near[1].append(camera)
    parts[0][1].extend(camera for camera in by_camera if camera not in where)
    return [sorted(_all_of(by_camera, cameras), key=_order) for _, cameras in parts]


def _all_of(by_camera: dict[str | None, list[Timed]], cameras: Iterable[str | None]) -> list[Timed]:
    return [one for camera in cameras for one in by_camera[camera]]


def _goes_on(shoot: Sequence[Timed], sitting: Sequence[Timed]) -> bool:
    pause = sitting[0][0] - shoot[-1][0]
    if pause > PAUSE:
        return False
    before, after = first_place(reversed(shoot)), first_place(sitting)
    if before is not None and after is not None and kilometres(before, after) > NEAR_KM:
        return False
    used, next_ones = _cameras(shoot), _cameras(sitting)
    return pause <= OTHER_CAMERA or not used or not next_ones or bool(used & next_ones)


def _cameras(shots: Iterable[Timed]) -> set[str]:
    return {shot.camera for _, shot in shots if shot.camera is not None}


def first_place(shots: Iterable[Timed]) -> Place | None:
    """The first place that is known."""
    return next((shot.place for _, shot in shots if shot.place is not None), None)


# Camera clocks.


def _put_right(span: Sequence[Shot]) -> list[Timed]:
    """The shots by the clock of the camera with most of them."""
    by_camera: dict[str, list[Timed]] = defaultdict(list)
    for shot in span:
        if shot.camera is not None:
            by_camera[shot.camera].append((_moment(shot), shot))
    order = sorted(by_camera, key=lambda camera: (-len(by_camera[camera]), camera))
    runs = {camera: list(_cut(by_camera[camera], RUN))[:STARTS] for camera in order}
    wrong = {camera: shift(runs[order[0]], runs[camera]) for camera in order[1:]}
    return sorted(((_moment(shot) + wrong.get(shot.camera or "", 0), shot) for shot in span), key=_order)


def shift(runs: Sequence[Sequence[Timed]], others: Sequence[Sequence[Timed]]) -> int:
    """By how much the clock of the others has to be put on to go with the first; 0 where nothing says so."""
    if min(len(runs), len(others)) < LEAST_RUNS:
        return 0
    first, second = _starts(runs), _starts(others)
    as_is = len(_fitting(first, second, 0, LOOSE))
    hours = [(by * HOUR, LOOSE, LEAST_RUNS) for by in range(-MOST_SHIFT, MOST_SHIFT + 1) if by]
    constants = [(by, TIGHT, LEAST_CONSTANT) for by in _differences(first, second)]
    best, found = 0, 2 * as_is
    for by, apart, least in hours + constants:
        pairs = _fitting(first, second, by, apart)
        better = len(pairs) > found and len(pairs) >= least and _is_pattern(first, second, by, pairs, apart)
        if better and all(_near(runs[mine], others[theirs]) for mine, theirs in pairs):
            best, found = by, len(pairs)
    return best


def _starts(runs: Sequence[Sequence[Timed]]) -> list[int]:
    return [run[0][0] for run in runs]


def _differences(first: Sequence[int], second: Sequence[int]) -> list[int]:
    """Constants that the clocks may differ by: what bringing some two starts together takes, as often as possible."""
    counts: dict[int, list[int]] = defaultdict(list)
    for one in second[:60]:
        for other in first[:60]:
            if TIGHT < abs(other - one) <= MOST_SHIFT * HOUR:
                counts[(other - one) // TIGHT].append(other - one)
    likely = sorted(counts.values(), key=lambda some: (-len(some), abs(some[0])))[:5]
    return [sorted(some)[len(some) // 2] for some in likely if len(some) >= LEAST_RUNS]


def _fitting(first: Sequence[int], second: Sequence[int], by: int, apart: int) -> list[tuple[int, int]]:
    """Which runs begin together when the second clock is put on by so much; each run once."""
    pairs, taken = [], -1
    for theirs, start in enumerate(second):
        mine = max(bisect_left(first, start + by - apart), taken + 1)
        if mine < len(first) and first[mine] <= start + by + apart:
            pairs.append((mine, theirs))
            taken = mine
    return pairs


def _is_pattern(first: Sequence[int], second: Sequence[int], by: int, pairs: Sequence[object], apart: int) -> bool:
    """Most runs of both fit, as far as they are of the same hours."""
    low, high = second[0] + by - apart, second[-1] + by + apart
    meanwhile = sum(low <= start <= high for start in first)
    return len(pairs) >= SHARE * len(second) and len(pairs) >= SHARE * meanwhile


def _near(run: Sequence[Timed], other: Sequence[Timed]) -> bool:
    here, there = first_place(run), first_place(other)
    return here is None or there is None or kilometres(here, there) <= NEAR_KM


# What nobody but the source dates.


def _by_folder(shots: Iterable[Shot]) -> list[tuple[Shot, ...]]:
    folders: dict[tuple[int, bool], list[Shot]] = defaultdict(list)
    for shot in shots:
        folders[(shot.folder, shot.moment is None)].append(shot)
    found: list[tuple[Shot, ...]] = []
    for (_, never), some in sorted(folders.items()):
        timed = [(0 if never else _moment(shot), shot) for shot in sorted(some, key=lambda one: one.id)]
        found += [tuple(shot for _, shot in part) for part in _cut(sorted(timed, key=_order), PAUSE)]
    return found


def _in_order(shots: Iterable[Shot]) -> list[Shot]:
    return sorted(shots, key=lambda shot: (_moment(shot), shot.id))


def _order(one: Timed) -> tuple[int, int]:
    return one[0], one[1].id


def _moment(shot: Shot) -> int:
    return shot.moment if shot.moment is not None else 0


EARTH_KM = 6371.0


def kilometres(one: Place, other: Place) -> float:
    """The way between two places as a bird flies."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(degree) for degree in place] for place in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
