"""Everything that is known of each photo, a page at a time."""

import json
from collections.abc import Sequence

from holdfast.catalog.driver import Connection
from holdfast.catalog.driver import Row as Found
from holdfast.domain.table import COLUMNS, Cell

_TIME = "strftime('%Y-%m-%dT%H:%M:%SZ', {0} / 1000, 'unixepoch') AS {1}"
_LIST = "(SELECT json_group_array({0}) FROM (SELECT {0} FROM {1} ORDER BY {0})) AS {2}"
_TAGS = """(SELECT tag FROM own_tags WHERE original_id = p.original_id
 UNION SELECT t.name FROM photo_tags AS g JOIN tags AS t ON t.id = g.tag_id WHERE g.photo_id = p.id)"""
_COLLECTIONS = """(SELECT c.name FROM photo_collections AS g JOIN collections AS c ON c.id = g.collection_id
 WHERE g.original_id = p.original_id)"""
_SHOOTS = """(SELECT s.name FROM photo_shoot_assignments AS g JOIN photo_shoots AS s ON s.id = g.shoot_id
 WHERE g.original_id = p.original_id AND s.state <> 'dismissed')"""

_FACTS = """coalesce(m.taken_at, e.taken_at) AS taken_at, iif(m.taken_at IS NULL AND e.taken_at IS NULL, NULL,
 p.moment_from) AS taken_from,
 iif(m.taken_at IS NULL, e.utc_offset, m.utc_offset) AS utc_offset, p.latitude, p.longitude"""
"""As in the view facts_shown, which SQLite would make whole to look for one photo that may have no original."""

_ROWS = f"""SELECT p.id, s.name AS source, p.key, d.path AS folder, p.name, p.original_name, p.media_type, p.format,
 p.state, p.strength, p.label, o.path, o.sha256, coalesce(o.bytes, p.bytes) AS bytes,
 {_TIME.format("o.stored_at", "stored_at")}, {_TIME.format("o.verified_at", "verified_at")}, o.condition,
 {_TIME.format("p.created_at", "created_at")}, {_FACTS}, m.place,
 e.camera_make, e.camera_model, e.lens, e.focal_length, e.aperture, e.exposure, e.iso,
 coalesce(e.width, p.width) AS width, coalesce(e.height, p.height) AS height, e.duration,
 coalesce(m.title, e.title) AS title, coalesce(m.caption, e.caption) AS caption,
 coalesce(m.rating, e.rating) AS rating,
 m.pick, m.colour, m.star, {_LIST.format("tag", _TAGS, "tags")},
 {_LIST.format("name", _COLLECTIONS, "collections")}, {_LIST.format("name", _SHOOTS, "shoots")}
 FROM photos AS p JOIN sources AS s ON s.id = p.source_id JOIN folders AS d ON d.id = p.folder_id
 LEFT JOIN originals AS o ON o.id = p.original_id
 LEFT JOIN exif_data AS e ON e.original_id = p.original_id LEFT JOIN marks AS m ON m.original_id = p.original_id
"""


def page(db: Connection, after: int, limit: int) -> list[list[Cell]]:
    """The next rows by the number of the photo, its cells in the order of COLUMNS."""
    return [_row(found) for found in db.rows(f"{_ROWS} WHERE p.id > ? ORDER BY p.id LIMIT ?", (after, limit))]


def chosen(db: Connection, photo_ids: Sequence[int]) -> list[list[Cell]]:
    """The rows of these photos, by number."""
    where = "WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id"
    return [_row(found) for found in db.rows(f"{_ROWS} {where}", (json.dumps(list(photo_ids)),))]


def _row(found: Found) -> list[Cell]:
    return [_cell(found[name], kind) for name, kind in COLUMNS.items()]


def _cell(value: str | float | None, kind: str) -> Cell:
    if kind == "list":
        return list(json.loads(str(value)))
    return float(value) if kind == "number" and value is not None else value


def size(db: Connection) -> int:
    """How many rows there will be, about."""
    return db.number("SELECT sum(photos) FROM photo_totals")
