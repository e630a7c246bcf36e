"""Ratings, picks, colours, stars, words, times and places that the person gives to originals, and what they gave."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Row
from holdfast.catalog.work import Change
from holdfast.domain import marking as rules
from holdfast.domain.marking import Marking, Value


@dataclass(frozen=True, slots=True)
class Marked:
    """What the person said of one original, and what is shown of it: their word, else the file's."""

    rating: int | None
    pick: str | None
    colour: str | None
    star: int
    title: str | None
    caption: str | None
    taken_at: str | None
    utc_offset: int | None
    latitude: float | None
    longitude: float | None
    place: str | None
    tags: tuple[str, ...]
    shown_rating: int | None
    shown_taken_at: str | None
    shown_from: str | None
    hidden: int


@dataclass(frozen=True, slots=True)
class Moved:
    """What a marking would do to times. `before` and `after`: of the first photo that has one."""

    photos: int
    timed: int
    before: str | None
    after: str | None


_MARKED = """SELECT m.rating, m.pick, m.colour, coalesce(m.star, 0) AS star, m.title, m.caption, m.taken_at,
 m.utc_offset, m.latitude, m.longitude, m.place, f.rating AS shown_rating, f.taken_at AS shown_taken_at,
 f.taken_from AS shown_from,
 (SELECT json_group_array(tag) FROM (SELECT tag FROM own_tags WHERE original_id = f.original_id ORDER BY tag)) AS tags,
 coalesce(m.hidden, 0) AS hidden
 FROM facts_shown AS f LEFT JOIN marks AS m ON m.original_id = f.original_id WHERE f.original_id = ?"""
_TIMES = """SELECT f.original_id, f.taken_at, f.utc_offset FROM facts_shown AS f
 WHERE f.original_id IN (SELECT value FROM json_each(?))"""


def of_original(db: Connection, original_id: int) -> Marked | None:
    """All that the person said of it; None: there is no such original."""
    row = db.row(_MARKED, (original_id,))
    return None if row is None else _marked(row)


def originals_of(db: Connection, photo_ids: Sequence[int]) -> list[int]:
    """The originals of these photos, each once; photos whose bytes the library does not hold have none."""
    rows = db.rows(
        "SELECT DISTINCT p.original_id FROM json_each(?) AS j JOIN photos AS p ON p.id = j.value"
        " WHERE p.original_id IS NOT NULL ORDER BY j.key",
        (json.dumps(list(photo_ids)),),
    )
    return [row["original_id"] for row in rows]


def give(db: Connection, change: Change, original_ids: Sequence[int], marking: Marking) -> int:
    """Mark these originals; of how many that was possible. A few hundred at once at most."""
    given = 0
    times = {row["original_id"]: row for row in db.rows(_TIMES, (json.dumps(list(original_ids)),))}
    for original_id in original_ids:
        values = _values(marking, times.get(original_id))
        if values is None:
            continue
        given += 1
        if values:
            change.put("marks", {"original_id": original_id}, values)
        for name in marking.tags:
            change.put("own_tags", {"original_id": original_id, "tag": name}, {})
        for name in marking.untags:
            change.drop("own_tags", {"original_id": original_id, "tag": name})
    return given


def moved(db: Connection, original_ids: Sequence[int], marking: Marking) -> Moved:
    """What `give` would do to the times of these originals."""
    timed: list[tuple[str, str]] = []
    for row in db.rows(_TIMES, (json.dumps(list(original_ids)),)):
        values = _values(marking, row)
        after = None if values is None else values.get("taken_at")
        if row["taken_at"] is not None and isinstance(after, str):
            timed.append((row["taken_at"], after))
    before, after = min(timed, default=(None, None))
    return Moved(len(original_ids), len(timed), before, after)


def _values(marking: Marking, row: Row | None) -> dict[str, Value] | None:
    """The fields to write. None: a time is to be moved and there is none, or no such one."""
    values = dict(marking.values)
    if values.get("taken_at") is None and "taken_at" in values:
        values["utc_offset"] = None
    if "taken_at" in values or row is None:
        return values | ({} if marking.offset is None else {"utc_offset": marking.offset})
    if not marking.moves_time():
        return values
    time = None if row["taken_at"] is None else rules.shifted(row["taken_at"], marking.shift)
    if time is None:
        return None
    offset = row["utc_offset"] if marking.offset is None else marking.offset
    return values | {"taken_at": time, "utc_offset": offset}


def _marked(row: Row) -> Marked:
    said = dict(row)
    return Marked(**{**said, "tags": tuple(json.loads(said["tags"]))})
