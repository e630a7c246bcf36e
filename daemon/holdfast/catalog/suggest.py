"""What could be meant by what was typed so far: names that the catalog knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Value
from holdfast.domain.query import Field, Query, Text, written

EACH = 4
"""Names of one kind."""

DIFFERENT = 500
"""Names that are looked through, from one to the next of its index, however many photos have each."""

_NEXT = """WITH RECURSIVE one(name) AS (SELECT min({column}) FROM exif_data WHERE {column} IS NOT NULL UNION ALL
 SELECT (SELECT min({column}) FROM exif_data WHERE {column} > one.name) FROM one
 WHERE one.name IS NOT NULL LIMIT :different)
 SELECT name FROM one WHERE name LIKE :like ESCAPE '\\' LIMIT :each"""
_NAMES: Mapping[str, str] = {
    "camera": _NEXT.format(column="camera_model"),
    "lens": _NEXT.format(column="lens"),
    "tag": """SELECT name FROM tags WHERE name LIKE :like ESCAPE '\\'
 UNION SELECT DISTINCT tag FROM own_tags WHERE tag LIKE :like ESCAPE '\\' LIMIT :each""",
    "source": "SELECT name FROM sources WHERE removed_at IS NULL AND name LIKE :like ESCAPE '\\' LIMIT :each",
    "in": "SELECT name FROM collections WHERE name LIKE :like ESCAPE '\\' ORDER BY position LIMIT :each",
    "shoot": """SELECT DISTINCT name FROM photo_shoots WHERE state <> 'dismissed' AND name LIKE :like ESCAPE '\\'
 LIMIT :each""",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text`: what would be typed for it."""

    field: str
    name: str
    text: str


def names(db: Connection, typed: str) -> list[Suggestion]:
    """Cameras, lenses, tags, sources, collections and shoots that hold these letters."""
    if not typed.strip():
        return []
    letters = typed.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    asked: dict[str, Value] = {"like": f"%{letters}%", "each": EACH, "different": DIFFERENT}
    return [
        Suggestion(field, row["name"], written(Query(Field(field, Text(row["name"])))))
        for field, sql in _NAMES.items()
        for row in db.rows(sql, {name: value for name, value in asked.items() if f":{name}" in sql})
    ]
