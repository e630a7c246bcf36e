"""The photos that a person points to by a thing of theirs, one for bytes that several list."""

import json
from collections.abc import Sequence

from holdfast.catalog.driver import Connection
from holdfast.catalog.folders import TREE

_FIRST = "(SELECT min(p.id) FROM photos AS p WHERE p.original_id = {original})"


def of_shoot(db: Connection, shoot_id: int) -> list[int]:
    """By id."""
    rows = db.rows(
        f"SELECT {_FIRST.format(original='g.original_id')} AS id FROM photo_shoot_assignments AS g"
        " WHERE g.shoot_id = ?",
        (shoot_id,),
    )
    return sorted(row["id"] for row in rows if row["id"] is not None)


def of_hand(db: Connection, collection_id: int) -> list[int]:
    """Of a collection by hand, by id."""
    rows = db.rows(
        f"SELECT {_FIRST.format(original='m.original_id')} AS id FROM photo_collections AS m WHERE m.collection_id = ?",
        (collection_id,),
    )
    return sorted(row["id"] for row in rows if row["id"] is not None)


def of_folder(db: Connection, folder_id: int) -> list[int]:
    """In the folder and all below it, by id."""
    rows = db.rows(f"{TREE} SELECT id FROM photos WHERE folder_id IN tree ORDER BY id", {"folder": folder_id})
    return [row["id"] for row in rows]


def out_of_sight(db: Connection, photo_ids: Sequence[int]) -> set[int]:
    """Of these photos, those that the person hid, or set aside for a better one."""
    rows = db.rows(
        "SELECT p.id FROM json_each(?) AS j CROSS JOIN photos AS p ON p.id = j.value"
        " JOIN marks AS m ON m.original_id = p.original_id WHERE m.hidden = 1 OR m.kept_id IS NOT NULL",
        (json.dumps(list(photo_ids)),),
    )
    return {row["id"] for row in rows}


def originals_of(db: Connection, photo_ids: Sequence[int], source_ids: list[int] | None) -> list[int]:
    """The bytes that these photos have and had, of these sources or of all."""
    rows = db.rows(
        "WITH some (id, original_id) AS (SELECT p.id, p.original_id FROM json_each(:photos) AS j CROSS JOIN photos AS p"
        " ON p.id = j.value WHERE :sources IS NULL OR p.source_id IN (SELECT value FROM json_each(:sources)))"
        " SELECT original_id FROM some WHERE original_id IS NOT NULL"
        " UNION SELECT v.original_id FROM some JOIN photo_versions AS v ON v.photo_id = some.id",
        {"photos": json.dumps(list(photo_ids)), "sources": None if source_ids is None else json.dumps(source_ids)},
    )
    return [row["original_id"] for row in rows]


def is_shoot(db: Connection, shoot_id: int) -> bool:
    """Whether there is such a shoot."""
    return db.row("SELECT 1 FROM photo_shoots WHERE id = ?", (shoot_id,)) is not None
