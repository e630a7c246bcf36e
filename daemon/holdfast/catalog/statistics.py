"""Counts that the triggers keep: no page counts a million rows."""

from dataclasses import dataclass

from holdfast.catalog.driver import Connection
from holdfast.domain.evidence import Strengths

COUNTS = ("listed", "safe", "pending", "failed", "skipped", "gone", "bytes", "safe_bytes")


@dataclass(frozen=True, slots=True)
class Counts:
    """Photos by state, and their bytes as declared. listed = safe + pending + failed + skipped."""

    listed: int = 0
    safe: int = 0
    pending: int = 0
    failed: int = 0
    skipped: int = 0
    gone: int = 0
    bytes: int = 0
    safe_bytes: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in COUNTS))


@dataclass(frozen=True, slots=True)
class TypeCounts:
    """The photos of one type."""

    media_type: str
    photos: int
    bytes: int
    safe: int


def per_source(db: Connection) -> dict[int, Counts]:
    """The counts of every source, by its id."""
    rows = db.rows(f"SELECT source_id, {', '.join(COUNTS)} FROM download_statistics")
    return {row["source_id"]: Counts(*(row[name] for name in COUNTS)) for row in rows}


def per_type(db: Connection) -> list[TypeCounts]:
    """The listed photos by type, the most frequent first."""
    rows = db.rows(
        "SELECT t.media_type, sum(t.photos) AS photos, sum(t.bytes) AS bytes,"
        " coalesce(sum(t.photos) FILTER (WHERE t.state = 'safe'), 0) AS safe FROM photo_totals AS t"
        " JOIN sources AS s ON s.id = t.source_id WHERE t.state <> 'gone' AND s.removed_at IS NULL"
        " GROUP BY t.media_type HAVING sum(t.photos) > 0 ORDER BY photos DESC"
    )
    return [TypeCounts(row["media_type"], row["photos"], row["bytes"], row["safe"]) for row in rows]


def strengths(db: Connection) -> dict[int, Strengths]:
    """What the comparisons of the safe photos proved, by source."""
    found: dict[int, dict[str, int]] = {}
    for row in db.rows("SELECT source_id, strength, photos FROM strength_totals"):
        found.setdefault(row["source_id"], {})[row["strength"]] = row["photos"]
    return {source_id: Strengths(**counts) for source_id, counts in found.items()}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Of the skipped photos of a source: those in its archive, and markers of folders. The rest its rules leave out."""

    archived: int = 0
    markers: int = 0


def left_out(db: Connection, source_id: int) -> LeftOut:
    """Both from an index that holds skipped photos alone."""
    where = "SELECT count(*) FROM photos WHERE source_id = ? AND state = 'skipped' AND skip_reason"
    archived = db.number(f"{where} >= 'ARCHIVED:' AND skip_reason < 'ARCHIVED;'", (source_id,))
    return LeftOut(archived, db.number(f"{where} = 'FOLDER_MARKER'", (source_id,)))


def has_copies(db: Connection, source_id: int) -> bool:
    """Whether the library has bytes of any photo of this source."""
    copied = "SELECT EXISTS (SELECT 1 FROM photos WHERE source_id = ? AND original_id IS NOT NULL)"
    return bool(db.number(copied, (source_id,)))


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library holds intact."""

    originals: int = 0
    bytes: int = 0
    verified: int = 0
    """Of these, re-read from disk at least once and right."""


def holdings(db: Connection) -> Holdings:
    """The intact originals of the library."""
    row = db.row("SELECT originals, bytes, verified FROM original_totals WHERE condition = 'intact'")
    return Holdings(row["originals"], row["bytes"], row["verified"]) if row else Holdings()


def broken(db: Connection) -> int:
    """Originals that were not as they were stored when they were read last."""
    return db.number("SELECT sum(originals) FROM original_totals WHERE condition <> 'intact'")
