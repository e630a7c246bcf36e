"""Shoots that are suggested: what the rules look at, and the rows of state `suggested`.

The job `grouping` replaces suggestions and nothing else. What the person kept is left alone, with its photos; what they
said no to does not come back, however its photos lie now.
"""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Row
from holdfast.catalog.stacks import name_with_extension, with_others
from holdfast.domain.shoot_names import suggested
from holdfast.domain.shoots import Place, Shot, kilometres
from holdfast.domain.stacks import File

LEAST = 2
"""Pictures that a suggestion has at least. One photo alone is a shoot by the rules, and nothing to offer."""

NEAREST = 0.25
"""Degrees of latitude in which a town is looked for: some 28 km."""

_SHOTS = """SELECT p.id, p.original_id, p.moment, p.moment_from, p.latitude, p.longitude, p.folder_id, p.media_type,
 p.name, o.path, e.camera_model FROM photos AS p {index} JOIN originals AS o ON o.id = p.original_id
 LEFT JOIN exif_data AS e ON e.original_id = p.original_id
 LEFT JOIN stack_members AS m ON m.original_id = p.original_id LEFT JOIN stacks AS s ON s.id = m.stack_id
 WHERE p.state = 'safe' AND (s.id IS NULL OR s.top_id = p.original_id)
 AND NOT EXISTS (SELECT 1 FROM photo_shoot_assignments AS a JOIN photo_shoots AS k ON k.id = a.shoot_id
  WHERE a.original_id = p.original_id AND k.state = 'kept')"""

After = tuple[int, int]
BEFORE_ALL: After = (-(2**63), 0)


def dated(db: Connection, after: After, limit: int) -> tuple[list[Shot], After | None]:
    """A page of the photos that the file or the person dates, in order of time; and after what the next one begins."""
    rows = db.rows(
        f"{_SHOTS.format(index='INDEXED BY photos_by_moment')} AND p.moment_from <> 'source'"
        " AND (p.moment, p.id) > (?, ?) ORDER BY p.moment, p.id LIMIT ?",
        (*after, limit),
    )
    last = (rows[-1]["moment"], rows[-1]["id"]) if len(rows) == limit else None
    return [_shot(row) for row in rows if _is_picture(row)], last


def undated(db: Connection, folder_id: int) -> list[Shot]:
    """The photos of a folder that only the source dates, or nobody."""
    rows = db.rows(
        f"{_SHOTS.format(index='')} AND p.folder_id = ? AND (p.moment IS NULL OR p.moment_from = 'source')"
        " ORDER BY p.id",
        (folder_id,),
    )
    return [_shot(row) for row in rows if _is_picture(row)]


def folders(db: Connection, after: int, limit: int) -> list[int]:
    """Folders with photos, by their number."""
    rows = db.rows("SELECT id FROM folders WHERE id > ? AND photos > 0 ORDER BY id LIMIT ?", (after, limit))
    return [row["id"] for row in rows]


def _shot(row: Row) -> Shot:
    place = None if row["latitude"] is None else (row["latitude"], row["longitude"])
    is_dated = row["moment"] is not None and row["moment_from"] != "source"
    return Shot(row["original_id"], row["moment"], is_dated, place, row["camera_model"], row["folder_id"])


def _is_picture(row: Row) -> bool:
    role = File(row["original_id"], name_with_extension(row["name"], row["path"])).role
    return row["media_type"] != "raw" or role in ("picture", "film", "raw")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A shoot that the rules found, as it is to be offered. `ids`: all its originals, those of stacks too."""

    name: str
    begins_at: int | None
    ends_at: int | None
    cover_id: int
    ids: frozenset[int]


def suggestion(db: Connection, found: Sequence[Shot]) -> Suggestion | None:
    """What is offered of a shoot; None: nothing, for it is one photo, or the person said no to most of its photos."""
    ids = [shot.id for shot in found]
    if len(ids) < LEAST or 2 * _refused(db, ids) >= len(ids):
        return None
    moments = [shot.moment for shot in found if shot.dated and shot.moment is not None]
    begins, ends = (min(moments), max(moments)) if moments else (None, None)
    place = next((shot.place for shot in found if shot.place is not None), None)
    name = suggested(None if place is None else town(db, place), _folder(db, found), begins, ends)
    return Suggestion(name, begins, ends, ids[0], frozenset(with_others(db, ids)))


def _refused(db: Connection, ids: Sequence[int]) -> int:
    return db.number(
        "SELECT count(DISTINCT a.original_id) FROM photo_shoot_assignments AS a JOIN photo_shoots AS s"
        " ON s.id = a.shoot_id AND s.state = 'dismissed' WHERE a.original_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )


def town(db: Connection, place: Place) -> str | None:
    """The nearest town that the person's gazetteer knows; None: there is none about."""
    latitude, longitude = place
    rows = db.rows(
        "SELECT name, latitude, longitude FROM places WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?",
        (latitude - NEAREST, latitude + NEAREST, longitude - 2 * NEAREST, longitude + 2 * NEAREST),
    )
    near = min(rows, key=lambda row: kilometres(place, (row["latitude"], row["longitude"])), default=None)
    return None if near is None else str(near["name"])


def _folder(db: Connection, found: Sequence[Shot]) -> str | None:
    """The name of the folder that all of them lie in; None where they lie in several, or in the top of a source."""
    if len({shot.folder for shot in found}) > 1:
        return None
    row = db.row("SELECT name FROM folders WHERE id = ? AND parent_id IS NOT NULL", (found[0].folder,))
    return str(row["name"]) if row and row["name"] else None


def offer(db: Connection, wanted: Sequence[Suggestion], now: int) -> set[int]:
    """Let these be suggested, and nothing else be suggested of their photos; their numbers. A suggestion that is there
    stays as it is; one with most of the same photos becomes the new one, so that whoever looks at it goes on."""
    return {_offer(db, one, now) for one in wanted}


def _offer(db: Connection, one: Suggestion, now: int) -> int:
    there = _overlapping(db, one.ids)
    best = max(there, key=lambda shoot_id: (len(there[shoot_id] & one.ids), -shoot_id), default=None)
    if best is not None and there[best] == one.ids:
        _describe(db, best, one, now)
        return best
    withdraw(db, [shoot_id for shoot_id in there if shoot_id != best])
    shoot_id = _describe(db, best, one, now) if best is not None else _made(db, one, now)
    had = there.get(shoot_id, frozenset())
    db.many(
        "DELETE FROM photo_shoot_assignments WHERE shoot_id = ? AND original_id = ?",
        [(shoot_id, each) for each in had - one.ids],
    )
    db.many(
        "INSERT INTO photo_shoot_assignments (shoot_id, original_id) VALUES (?, ?)",
        [(shoot_id, each) for each in sorted(one.ids - had)],
    )
    return shoot_id


def _overlapping(db: Connection, ids: frozenset[int]) -> Mapping[int, frozenset[int]]:
    """The suggestions that have one of these photos, each with all of its own."""
    rows = db.rows(
        "SELECT s.id, (SELECT json_group_array(b.original_id) FROM photo_shoot_assignments AS b"
        " WHERE b.shoot_id = s.id) AS members FROM photo_shoots AS s WHERE s.state = 'suggested' AND s.id IN"
        " (SELECT shoot_id FROM photo_shoot_assignments WHERE original_id IN (SELECT value FROM json_each(?)))",
        (json.dumps(sorted(ids)),),
    )
    return {row["id"]: frozenset(json.loads(row["members"])) for row in rows}


def _describe(db: Connection, shoot_id: int, one: Suggestion, now: int) -> int:
    db.run(
        "UPDATE photo_shoots SET name = :name, begins_at = :begins, ends_at = :ends, cover_id = :cover,"
        " changed_at = :now WHERE id = :id"
        " AND (name, begins_at, ends_at, cover_id) IS NOT (:name, :begins, :ends, :cover)",
        {"id": shoot_id, "name": one.name, "begins": one.begins_at, "ends": one.ends_at, "cover": one.cover_id,
         "now": now},
    )  # fmt: skip
    return shoot_id


def _made(db: Connection, one: Suggestion, now: int) -> int:
    return db.insert(
        "INSERT INTO photo_shoots (uid, name, state, begins_at, ends_at, cover_id, changed_at)"
        " VALUES (?, ?, 'suggested', ?, ?, ?, ?)",
        (str(uuid.uuid4()), one.name, one.begins_at, one.ends_at, one.cover_id, now),
    )


def withdraw(db: Connection, ids: Sequence[int]) -> None:
    """These are suggested no more. Only suggestions go; whatever the person has kept meanwhile stays."""
    only = " AND EXISTS (SELECT 1 FROM photo_shoots AS s WHERE s.id = shoot_id AND s.state = 'suggested')"
    db.many(f"DELETE FROM photo_shoot_assignments WHERE shoot_id = ?{only}", [(one,) for one in ids])
    db.many("DELETE FROM photo_shoots WHERE id = ? AND state = 'suggested'", [(one,) for one in ids])


def everything(db: Connection) -> list[int]:
    """The numbers of all suggestions."""
    return [row["id"] for row in db.rows("SELECT id FROM photo_shoots WHERE state = 'suggested' ORDER BY id")]


def in_batches(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
