"""What a sidecar tells of a photo beside what its source says: its bytes, earlier ones, earlier names."""

from dataclasses import dataclass

from holdfast.catalog.driver import Connection
from holdfast.catalog.photos import REMOTE_COLUMNS, remote
from holdfast.domain.photo import RemotePhoto, Strength


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo with its original, as a sidecar tells it."""

    id: int
    remote: RemotePhoto
    original_id: int
    strength: Strength
    label: str | None
    safe_at: int
    gone: bool


def sidecar_due(db: Connection, source_id: int, limit: int = 500) -> list[Kept]:
    """Photos with bytes in the library whose description changed since the sidecar was written."""
    rows = db.rows(
        f"SELECT {REMOTE_COLUMNS}, p.original_id, p.strength, p.label, p.safe_at, p.state FROM photos AS p"
        " JOIN folders AS f ON f.id = p.folder_id WHERE p.source_id = ? AND p.sidecar_due = 1 ORDER BY p.id LIMIT ?",
        (source_id, limit),
    )
    return [
        Kept(
            row["id"],
            remote(row),
            row["original_id"],
            row["strength"] or "none",
            row["label"],
            row["safe_at"] or 0,
            row["state"] == "gone",
        )
        for row in rows
    ]


def sidecar_done(db: Connection, photo_ids: list[int]) -> None:
    """Their sidecars say what we know now."""
    db.many("UPDATE photos SET sidecar_due = 0 WHERE id = ?", [(photo_id,) for photo_id in photo_ids])


@dataclass(frozen=True, slots=True)
class Earlier:
    """Bytes that the photo had before it changed at the source."""

    original_id: int
    version: str | None
    checksum: str | None
    replaced_at: int


def earlier(db: Connection, photo_id: int) -> list[Earlier]:
    """The earlier bytes of a photo, oldest first."""
    rows = db.rows(
        "SELECT original_id, version, checksum, replaced_at FROM photo_versions WHERE photo_id = ? ORDER BY id",
        (photo_id,),
    )
    return [Earlier(row["original_id"], row["version"], row["checksum"], row["replaced_at"]) for row in rows]


def earlier_names(db: Connection, photo_id: int) -> list[tuple[str, int]]:
    """Names that the photo had before a rename at the source, and when that was noticed."""
    rows = db.rows(
        "SELECT name, recorded_at FROM original_filenames WHERE photo_id = ? AND origin = 'rename'"
        " ORDER BY recorded_at",
        (photo_id,),
    )
    return [(row["name"], row["recorded_at"]) for row in rows]


def remember_earlier(db: Connection, photo_id: int, one: Earlier) -> None:
    """Keep bytes that the photo had before."""
    db.run(
        "INSERT INTO photo_versions (photo_id, original_id, version, checksum, replaced_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (photo_id, original_id) DO UPDATE SET replaced_at = excluded.replaced_at",
        (photo_id, one.original_id, one.version, one.checksum, one.replaced_at),
    )
