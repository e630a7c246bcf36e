"""Statistics that go through the whole catalog, and what of them was kept the last time that they were counted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.catalog.driver import Connection, Row
from holdfast.domain.figures import Amount, Days, Share

DAY = 86_400_000
LISTED = "p.state <> 'gone' AND p.skip_reason IS NOT 'FOLDER_MARKER'"
"""What a source lists and is a photo: S3 has empty objects, too, that only stand for a folder."""
MANY = 10_000
"""Names of cameras, lenses and formats: more different ones than this are no statistics."""


def taken(db: Connection) -> Days:
    """The listed photos by the day on which they were taken, as the clocks there showed it."""
    return _days(db, f"SELECT {_day('moment')} AS day, count(*) AS photos, sum(coalesce(bytes, 0)) AS bytes"
                     f" FROM photos AS p WHERE moment IS NOT NULL AND {LISTED} GROUP BY day")  # fmt: skip


def copied(db: Connection) -> Days:
    """The files of the library by the day, UTC, on which they came into it."""
    return _days(db, f"SELECT {_day('stored_at')} AS day, count(*) AS photos, sum(bytes) AS bytes"
                     " FROM originals GROUP BY day")  # fmt: skip


def _day(column: str) -> str:
    """Days before 1970 count downwards: SQLite's division would round them towards it."""
    return f"(({column} - ((({column} % {DAY}) + {DAY}) % {DAY})) / {DAY})"


def _days(db: Connection, sql: str) -> Days:
    return {row["day"]: Amount(row["photos"], row["bytes"]) for row in db.rows(sql)}


def cameras(db: Connection) -> list[Share]:
    """The listed photos by camera; a make that the model repeats is said once."""
    rows = db.rows(
        "SELECT trim(coalesce(e.camera_make, '')) AS make, trim(e.camera_model) AS model, count(*) AS photos,"
        " sum(coalesce(p.bytes, 0)) AS bytes FROM photos AS p JOIN exif_data AS e ON e.original_id = p.original_id"
        f" WHERE {LISTED} AND e.camera_model IS NOT NULL GROUP BY make, model ORDER BY photos DESC LIMIT {MANY}"
    )
    return [Share(_camera(row["make"], row["model"]), row["photos"], row["bytes"]) for row in rows]


def _camera(make: str, model: str) -> str:
    first = make.split(" ")[0]
    return model if not first or model.casefold().startswith(first.casefold()) else f"{first} {model}"


def lenses(db: Connection) -> list[Share]:
    """The listed photos by lens."""
    return _shares(db, "SELECT trim(e.lens) AS share, count(*) AS photos, sum(coalesce(p.bytes, 0)) AS bytes"
                       " FROM photos AS p JOIN exif_data AS e ON e.original_id = p.original_id"
                       f" WHERE {LISTED} AND e.lens IS NOT NULL"
                       f" GROUP BY share ORDER BY photos DESC LIMIT {MANY}")  # fmt: skip


def formats(db: Connection) -> list[Share]:
    """The listed photos by what their source calls their format."""
    return _shares(db, "SELECT lower(coalesce(nullif(format, ''), media_type)) AS share, count(*) AS photos,"
                       f" sum(coalesce(bytes, 0)) AS bytes FROM photos AS p WHERE {LISTED} GROUP BY share"
                       f" ORDER BY photos DESC LIMIT {MANY}")  # fmt: skip


def _shares(db: Connection, sql: str) -> list[Share]:
    return [Share(row["share"], row["photos"], row["bytes"]) for row in db.rows(sql)]


@dataclass(frozen=True, slots=True)
class LargeShoot:
    """A shoot with how many files belong to it."""

    id: int
    name: str
    photos: int


def shoots(db: Connection, count: int) -> list[LargeShoot]:
    """The shoots with the most files; those that the person said no to are left out."""
    rows = db.rows(
        "SELECT s.id, s.name, t.photos FROM shoot_totals AS t JOIN photo_shoots AS s ON s.id = t.shoot_id"
        " WHERE s.state <> 'dismissed' AND t.photos > 0 ORDER BY t.photos DESC, s.id LIMIT ?",
        (count,),
    )
    return [LargeShoot(row["id"], row["name"], row["photos"]) for row in rows]


def only_here(db: Connection) -> int:
    """Originals that no source lists any more: the library has the only copy that is known."""
    return db.number(
        "SELECT count(DISTINCT p.original_id) FROM photos AS p WHERE p.source_id IN (SELECT id FROM sources)"
        " AND p.state = 'gone' AND p.original_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM photos AS q WHERE q.original_id = p.original_id AND q.state <> 'gone')"
    )


def unread_since(db: Connection, before: int) -> int:
    """Intact originals that were not read back since then, or never."""
    where = "condition = 'intact' AND coalesce(verified_at, stored_at) < ?"
    return db.number(f"SELECT count(*) FROM originals WHERE {where}", (before,))


def size(db: Connection) -> int:
    """How many photos are listed, from the counts that the triggers keep."""
    return db.number("SELECT sum(photos) FROM photo_totals WHERE state <> 'gone'")


def undated(db: Connection) -> int:
    """Listed photos of which nobody knows when they were taken."""
    return db.number(f"SELECT count(*) FROM photos AS p WHERE moment IS NULL AND {LISTED}")


# What was counted last


@dataclass(frozen=True, slots=True)
class Kept:
    """One value as it was counted."""

    value: Mapping[str, Any]
    counted_at: int


def kept(db: Connection, name: str) -> Kept | None:
    """What was kept under this name."""
    row = db.row("SELECT value, counted_at FROM figures WHERE name = ?", (name,))
    return _kept(row) if row else None


def _kept(row: Row) -> Kept:
    return Kept(json.loads(row["value"]), row["counted_at"])


def keep(db: Connection, values: Mapping[str, object], at: int) -> None:
    """These are all the values there are: others, as of a year without photos, are forgotten."""
    db.run("DELETE FROM figures WHERE name NOT IN (SELECT value FROM json_each(?))", (json.dumps(list(values)),))
    rows = [(name, json.dumps(value, ensure_ascii=False), at) for name, value in values.items()]
    db.many("INSERT INTO figures VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value,"
            " counted_at = excluded.counted_at", rows)  # fmt: skip
