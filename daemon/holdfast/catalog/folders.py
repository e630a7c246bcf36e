"""The folders of a source, as the source names them."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from holdfast.catalog.driver import Connection

TREE = """WITH RECURSIVE tree (id) AS (SELECT :folder UNION ALL
 SELECT f.id FROM folders AS f JOIN tree ON f.parent_id = tree.id) """
"""Before a statement: the folder and all below it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder by what a source needs to list it."""

    id: int
    source_id: int
    segments: tuple[str, ...]


def ensure(db: Connection, source_id: int, segments: tuple[str, ...], at: int = 0) -> int:
    """The id of a folder, made with its parents if need be."""
    path = "/".join(segments)
    segments = segments if path else ()
    row = db.row("SELECT id FROM folders WHERE source_id = ? AND path = ?", (source_id, path))
    if row is not None:
        return int(row["id"])
    parent = ensure(db, source_id, segments[:-1], at) if segments else None
    return db.insert(
        "INSERT INTO folders (source_id, parent_id, path, name, first_seen_at, changed_at) VALUES (?, ?, ?, ?, ?5, ?5)",
        (source_id, parent, path, segments[-1] if segments else "", at),
    )


def place(db: Connection, folder_id: int) -> Place | None:
    """Where a folder is."""
    row = db.row("SELECT id, source_id, path FROM folders WHERE id = ?", (folder_id,))
    return Place(row["id"], row["source_id"], tuple(row["path"].split("/")) if row["path"] else ()) if row else None


def changed(db: Connection, folder_ids: Collection[int], at: int) -> None:
    """A photo came to these folders, went, or has other bytes."""
    if folder_ids:
        db.run(
            "UPDATE folders SET changed_at = ? WHERE id IN (SELECT value FROM json_each(?))",
            (at, json.dumps(list(folder_ids))),
        )


def listed(db: Connection, source_id: int, at: int) -> None:
    """All folders of the source were listed completely."""
    db.run("UPDATE folders SET listed_at = ? WHERE source_id = ?", (at, source_id))


def listed_below(db: Connection, folder_id: int, at: int) -> None:
    """This folder and all below it were listed completely."""
    db.run(f"{TREE} UPDATE folders SET listed_at = :at WHERE id IN tree", {"folder": folder_id, "at": at})
