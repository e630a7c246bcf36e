"""The bytes that the library holds."""

from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Row
from holdfast.errors import Damaged, Missing

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


def _original(row: Row) -> Original:
    return Original(**{name: row[name] for name in Original.__slots__})


def by_sha256(db: Connection, sha256: str) -> Original | None:
    row = db.row(f"SELECT {COLUMNS} FROM originals WHERE sha256 = ?", (sha256,))
    return _original(row) if row else None


def by_id(db: Connection, original_id: int) -> Original | None:
    row = db.row(f"SELECT {COLUMNS} FROM originals WHERE id = ?", (original_id,))
    return _original(row) if row else None


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


def restored(db: Connection, original_id: int, at: int) -> None:
    """The right bytes are back at its path; every photo that was failed for their loss is safe again."""
    db.run(
        "UPDATE originals SET condition = 'intact', stored_at = ?, verified_at = NULL WHERE id = ?", (at, original_id)
    )
    db.run("DELETE FROM file_integrity WHERE original_id = ?", (original_id,))
    safe_again(db, original_id)


def safe_again(db: Connection, original_id: int) -> None:
    """The bytes are right: photos that were failed for their damage or loss alone are safe."""
    db.run(
        "UPDATE photos SET state = 'safe' WHERE original_id = ? AND state = 'failed' AND id IN"
        " (SELECT photo_id FROM failed_downloads WHERE code IN (?, ?))",
        (original_id, Damaged.code, Missing.code),
    )


def to_check(db: Connection, before: int, limit: int, source_ids: list[int] | None) -> list[Original]:
    """The originals that were not re-read since `before`, never-read ones first (newest of them first), then the
    oldest check first."""
    chosen, parameters = _of_sources(source_ids)
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals WHERE (verified_at IS NULL OR verified_at < :before)"
        " AND id NOT IN (SELECT original_id FROM file_integrity WHERE checked_at >= :before)"
        f" {chosen} ORDER BY verified_at IS NOT NULL, verified_at, id DESC LIMIT :limit",
        {"before": before, "limit": limit, **parameters},
    )
    return [_original(row) for row in rows]


def extent(db: Connection, before: int, source_ids: list[int] | None) -> tuple[int, int]:
    """How many originals a full pass that began at `before` still has to read, and their bytes."""
    chosen, parameters = _of_sources(source_ids)
    row = db.row(
        "SELECT count(*) AS originals, coalesce(sum(bytes), 0) AS bytes FROM originals"
        " WHERE (verified_at IS NULL OR verified_at < :before)"
        f" AND id NOT IN (SELECT original_id FROM file_integrity WHERE checked_at >= :before) {chosen}",
        {"before": before, **parameters},
    )
    return (int(row["originals"]), int(row["bytes"])) if row else (0, 0)


def _of_sources(source_ids: list[int] | None) -> tuple[str, dict[str, str]]:
    if source_ids is None:
        return "", {}
    numbers = ",".join(str(int(source_id)) for source_id in source_ids)
    condition = (
        "AND id IN (SELECT original_id FROM photos WHERE source_id IN (SELECT value FROM json_each(:sources))"
        " UNION SELECT v.original_id FROM photo_versions AS v JOIN photos AS p ON p.id = v.photo_id"
        " WHERE p.source_id IN (SELECT value FROM json_each(:sources)))"
    )
    return condition, {"sources": f"[{numbers}]"}


def paths(db: Connection, after: str = "", limit: int = 5000) -> list[tuple[str, str]]:
    """Path and SHA-256 of the originals, by path, a piece at a time."""
    rows = db.rows("SELECT path, sha256 FROM originals WHERE path > ? ORDER BY path LIMIT ?", (after, limit))
    return [(row["path"], row["sha256"]) for row in rows]


def count(db: Connection) -> int:
    """How many originals there are, in whatever condition."""
    return db.number("SELECT coalesce(sum(originals), 0) FROM original_totals")
