"""What can be proved of one photo: what its source listed, each time its file was looked at, and its earlier bytes."""

from dataclasses import dataclass
from typing import Literal

from holdfast.catalog.driver import Connection

How = Literal["stored", "intact", "damaged", "missing", "unreadable", "repaired"]


@dataclass(frozen=True, slots=True)
class Check:
    """One look at the file of a photo. `stored`: compared with the source while it was written."""

    at: int
    how: How


@dataclass(frozen=True, slots=True)
class Version:
    """Bytes that the photo had before its source replaced them. They stay in the library."""

    path: str
    sha256: str
    bytes: int
    replaced_at: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """`key`, `checksum`: the source's own; None: it gave none. Checks newest first."""

    key: str
    checksum: str | None
    checks: tuple[Check, ...]
    versions: tuple[Version, ...]


def of_photo(db: Connection, photo_id: int) -> Provenance | None:
    """All of it; None: there is no such photo."""
    row = db.row("SELECT key, checksum, original_id FROM photos WHERE id = ?", (photo_id,))
    if row is None:
        return None
    return Provenance(row["key"], row["checksum"], _checks(db, row["original_id"]), _versions(db, photo_id))


def _checks(db: Connection, original_id: int | None) -> tuple[Check, ...]:
    """Of readings the catalog keeps the last one; every repair is in its log."""
    rows = db.rows(
        "SELECT stored_at AS at, 'stored' AS how FROM originals WHERE id = ?1"
        " UNION ALL SELECT checked_at, result FROM file_integrity WHERE original_id = ?1"
        " UNION ALL SELECT a.at, 'repaired' FROM originals AS o JOIN audit_log AS a ON a.subject = o.path"
        " WHERE o.id = ?1 AND a.action = 'repair' ORDER BY at DESC",
        (original_id,),
    )
    return tuple(Check(row["at"], row["how"]) for row in rows)


def _versions(db: Connection, photo_id: int) -> tuple[Version, ...]:
    rows = db.rows(
        "SELECT o.path, o.sha256, o.bytes, v.replaced_at FROM photo_versions AS v"
        " JOIN originals AS o ON o.id = v.original_id WHERE v.photo_id = ? ORDER BY v.replaced_at DESC",
        (photo_id,),
    )
    return tuple(Version(**{name: row[name] for name in Version.__slots__}) for row in rows)
