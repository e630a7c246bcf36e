"""Downloads that a run left in the middle: which file holds the first bytes of which photo."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from holdfast.catalog.driver import Connection


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The first bytes of a photo, as a file of the library has them."""

    photo_id: int
    part: str
    """The file's name in the library's place for unfinished files."""
    validator: str
    """What the source called these bytes."""
    bytes: int
    sha256: str
    """Of those bytes, which is how they are known again."""


def of_source(db: Connection, source_id: int) -> dict[int, Unfinished]:
    """What there is of one source's photos, by photo."""
    rows = db.rows(
        "SELECT u.photo_id, u.part, u.validator, u.bytes, u.sha256 FROM unfinished_downloads AS u"
        " JOIN photos AS p ON p.id = u.photo_id WHERE p.source_id = ?",
        (source_id,),
    )
    return {row["photo_id"]: Unfinished(**{name: row[name] for name in Unfinished.__slots__}) for row in rows}


def keep(db: Connection, one: Unfinished, at: int) -> None:
    """Remember how far a download has come."""
    db.run(
        "INSERT INTO unfinished_downloads (photo_id, part, validator, bytes, sha256, saved_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (photo_id) DO UPDATE SET part = ?2, validator = ?3, bytes = ?4,"
        " sha256 = ?5, saved_at = ?6",
        (one.photo_id, one.part, one.validator, one.bytes, one.sha256, at),
    )


def forget(db: Connection, photo_id: int) -> None:
    """The download begins anew, or is over."""
    db.run("DELETE FROM unfinished_downloads WHERE photo_id = ?", (photo_id,))


def parts(db: Connection) -> dict[str, int]:
    """The files that a download may go on with, and how many bytes of each count; those of a source that was removed
    are of no use to anyone."""
    rows = db.rows(
        "SELECT u.part, u.bytes FROM unfinished_downloads AS u JOIN photos AS p ON p.id = u.photo_id"
        " JOIN sources AS s ON s.id = p.source_id WHERE s.removed_at IS NULL"
    )
    return {row["part"]: row["bytes"] for row in rows}


def only(db: Connection, there: Collection[str]) -> None:
    """Forget every download whose file is not among these."""
    db.run(
        "DELETE FROM unfinished_downloads WHERE part NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(there)),),
    )
