"""What is known of one photo, kept apart by who says it: its file, its source, the person."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.catalog import exif, marks
from holdfast.catalog.driver import Connection
from holdfast.catalog.marks import Marked
from holdfast.domain.facts import Facts


@dataclass(frozen=True, slots=True)
class Told:
    """What the source told of a photo: its own word for the time (Unix milliseconds), its tags and its captions."""

    created_at: int | None
    original_name: str | None
    tags: tuple[str, ...]
    context: Mapping[str, str]
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """All of it. `file` and `person` are None as long as there is no original."""

    file: Facts | None
    source: Told
    person: Marked | None
    names: tuple[str, ...]
    """Names that the photo had before, oldest first: before upload, before a rename, and what the file says."""
    moment_from: str | None
    """Whose word the time is that is shown: `person`, `source`, or what in the file says so."""


def of_photo(db: Connection, photo_id: int) -> Known | None:
    """What is known; None: there is no such photo."""
    row = db.row("SELECT original_id, created_at, original_name, moment_from FROM photos WHERE id = ?", (photo_id,))
    if row is None:
        return None
    held = row["original_id"]
    return Known(
        None if held is None else exif.of_original(db, held),
        Told(row["created_at"], row["original_name"], _tags(db, photo_id), *_context(db, photo_id)),
        None if held is None else marks.of_original(db, held),
        _names(db, photo_id),
        row["moment_from"],
    )


def _tags(db: Connection, photo_id: int) -> tuple[str, ...]:
    rows = db.rows(
        "SELECT t.name FROM photo_tags AS p JOIN tags AS t ON t.id = p.tag_id WHERE p.photo_id = ? ORDER BY t.name",
        (photo_id,),
    )
    return tuple(row["name"] for row in rows)


def _context(db: Connection, photo_id: int) -> tuple[dict[str, str], dict[str, str]]:
    """Captions and the like, and structured metadata."""
    found: dict[str, dict[str, str]] = {"context": {}, "metadata": {}}
    for row in db.rows("SELECT origin, name, value FROM photo_context WHERE photo_id = ? ORDER BY name", (photo_id,)):
        found[row["origin"]][row["name"]] = row["value"]
    return found["context"], found["metadata"]


def _names(db: Connection, photo_id: int) -> tuple[str, ...]:
    rows = db.rows("SELECT name FROM original_filenames WHERE photo_id = ? ORDER BY recorded_at, name", (photo_id,))
    return tuple(dict.fromkeys(row["name"] for row in rows))
