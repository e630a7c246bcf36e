"""The bytes that the library holds."""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Row

COLUMNS = "id, sha256, md5, bytes, path, condition, stored_at, verified_at"


@dataclass(frozen=True, slots=True)
class Original:
    """One file of the library, as it was stored."""

    id: int
    sha256: str
    md5: str
    bytes: int
    path: str
    condition: str
    stored_at: int
    verified_at: int | None


def from_row(row: Row) -> Original:
    """One row that has `COLUMNS`."""
    return Original(**{name: row[name] for name in Original.__slots__})


def by_sha256(db: Connection, sha256: str) -> Original | None:
    row = db.row(f"SELECT {COLUMNS} FROM originals WHERE sha256 = ?", (sha256,))
    return from_row(row) if row else None


def by_id(db: Connection, original_id: int) -> Original | None:
    row = db.row(f"SELECT {COLUMNS} FROM originals WHERE id = ?", (original_id,))
    return from_row(row) if row else None


def sample(db: Connection, limit: int) -> list[Original]:
    """Some originals at random that were intact when last seen, to know the library by. Large ones only where there are
    no others, so that looking takes seconds."""
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals WHERE condition = 'intact' ORDER BY bytes > 64000000, random() LIMIT ?",
        (limit,),
    )
    return [from_row(row) for row in rows]


def add(db: Connection, *, sha256: str, md5: str, bytes: int, path: str, path_folded: str, at: int) -> int:
    """Bytes that are on disk, durable, under a path that is theirs for ever."""
    return db.insert(
        "INSERT INTO originals (sha256, md5, bytes, path, path_folded, stored_at) VALUES (?, ?, ?, ?, ?, ?)",
        (sha256, md5, bytes, path, path_folded, at),
    )


def is_taken(db: Connection, path_folded: str) -> bool:
    """Some original has this path."""
    return db.row("SELECT id FROM originals WHERE path_folded = ?", (path_folded,)) is not None


def is_folder(db: Connection, path_folded: str) -> bool:
    """Some original lies somewhere below this path."""
    below = (f"{path_folded}/", f"{path_folded}0")  # '0' is the character after '/'
    return db.row("SELECT id FROM originals WHERE path_folded >= ? AND path_folded < ? LIMIT 1", below) is not None


def restored(db: Connection, original_id: int, path: str, path_folded: str, at: int) -> None:
    """The right bytes are back: at their path, or at another one when something else has taken it."""
    moves(db, original_id, path, path_folded)
    db.run(
        "UPDATE originals SET condition = 'intact', stored_at = ?, verified_at = NULL WHERE id = ?", (at, original_id)
    )
    db.run("DELETE FROM file_integrity WHERE original_id = ?", (original_id,))


def moves(db: Connection, original_id: int, path: str, path_folded: str) -> None:
    """The bytes have another path; the sidecars of every photo that has or had them do not know yet."""
    moved = db.run(
        "UPDATE originals SET path = ?, path_folded = ? WHERE id = ? AND path <> ?",
        (path, path_folded, original_id, path),
    )
    if moved:
        db.run(
            "UPDATE photos SET sidecar_due = 1 WHERE original_id IS NOT NULL AND (original_id = ?1"
            " OR id IN (SELECT photo_id FROM photo_versions WHERE original_id = ?1))",
            (original_id,),
        )


def last_id(db: Connection) -> int:
    """The number of the latest original."""
    return db.number("SELECT max(id) FROM originals")


def after(db: Connection, original_id: int, limit: int) -> list[Original]:
    """The originals with higher numbers, in order."""
    rows = db.rows(f"SELECT {COLUMNS} FROM originals WHERE id > ? ORDER BY id LIMIT ?", (original_id, limit))
    return [from_row(row) for row in rows]


def to_check(db: Connection, runs: list[int], limit: int, source_ids: list[int] | None) -> list[Original]:
    """The originals that none of these runs has re-read yet, never-read ones first (newest of them first), then the
    oldest check first."""
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals AS o WHERE {UNREAD} {_of_sources(source_ids)}"
        " ORDER BY verified_at, id DESC LIMIT :limit",
        {"runs": json.dumps(runs), "limit": limit, "sources": json.dumps(source_ids)},
    )
    return [from_row(row) for row in rows]


def by_path(db: Connection, after: str, limit: int, source_ids: list[int] | None) -> list[Original]:
    """The originals in the order of their folded paths, after that one."""
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals AS o WHERE path_folded > :after {_of_sources(source_ids)}"
        " ORDER BY path_folded LIMIT :limit",
        {"after": after, "limit": limit, "sources": json.dumps(source_ids)},
    )
    return [from_row(row) for row in rows]


def numbered(db: Connection, numbers: Sequence[int]) -> list[Original]:
    """The originals of these numbers, in order."""
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(numbers)),),
    )
    return [from_row(row) for row in rows]


def broken(db: Connection, numbers: Sequence[int]) -> list[int]:
    """Of these originals, those that are damaged or missing."""
    rows = db.rows(
        "SELECT id FROM originals WHERE condition <> 'intact' AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(numbers)),),
    )
    return [row["id"] for row in rows]


def ids(db: Connection, source_ids: list[int] | None) -> "array[int]":
    """The numbers of all originals; eight bytes each."""
    rows = db.rows(
        f"SELECT id FROM originals AS o WHERE 1 {_of_sources(source_ids)} ORDER BY id",
        {"sources": json.dumps(source_ids)},
    )
    return array("q", (row["id"] for row in rows))


def unread(db: Connection, chosen: Sequence[int], runs: list[int]) -> list[Original]:
    """Of these originals those that none of these runs has re-read yet, in the order of their paths."""
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals AS o WHERE id IN (SELECT value FROM json_each(:chosen)) AND {UNREAD}"
        " ORDER BY path",
        {"chosen": json.dumps(list(chosen)), "runs": json.dumps(runs)},
    )
    return [from_row(row) for row in rows]


def extent(db: Connection, runs: list[int], source_ids: list[int] | None) -> tuple[int, int]:
    """How many originals a full pass that these runs belong to still has to read, and their bytes."""
    row = db.row(
        "SELECT count(*) AS originals, coalesce(sum(bytes), 0) AS bytes FROM originals AS o"
        f" WHERE {UNREAD} {_of_sources(source_ids)}",
        {"runs": json.dumps(runs), "sources": json.dumps(source_ids)},
    )
    return (int(row["originals"]), int(row["bytes"])) if row else (0, 0)


UNREAD = """NOT EXISTS (SELECT 1 FROM file_integrity AS i WHERE i.original_id = o.id
 AND i.session_id IN (SELECT value FROM json_each(:runs)))"""
"""Not re-read by any run of a pass, whatever the reading found, and whatever the clock said."""


def _of_sources(source_ids: list[int] | None) -> str:
    """Only originals that a photo of these sources has, or had before it changed."""
    if source_ids is None:
        return ""
    return (
        "AND (EXISTS (SELECT 1 FROM photos AS p WHERE p.original_id = o.id"
        " AND p.source_id IN (SELECT value FROM json_each(:sources)))"
        " OR EXISTS (SELECT 1 FROM photo_versions AS v JOIN photos AS p ON p.id = v.photo_id WHERE v.original_id = o.id"
        " AND p.source_id IN (SELECT value FROM json_each(:sources))))"
    )


def paths(db: Connection, after: int = 0, limit: int = 5000) -> list[tuple[int, str, str]]:
    """Id, path and SHA-256 of the originals, by id, a piece at a time: no index has them by path."""
    rows = db.rows("SELECT id, path, sha256 FROM originals WHERE id > ? ORDER BY id LIMIT ?", (after, limit))
    return [(row["id"], row["path"], row["sha256"]) for row in rows]


def count(db: Connection) -> int:
    """How many originals there are, in whatever condition."""
    return db.number("SELECT coalesce(sum(originals), 0) FROM original_totals")
