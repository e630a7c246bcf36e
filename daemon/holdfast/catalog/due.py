"""What of the person's work the sidecars of the library do not know yet."""

from collections.abc import Mapping
from typing import Any

from holdfast.catalog.driver import Connection

_ORIGINAL = "INSERT OR IGNORE INTO work_due SELECT 'original', sha256 FROM originals WHERE id = :original_id"
_MARK: Mapping[str, str] = {
    "marks": _ORIGINAL,
    "own_tags": _ORIGINAL,
    "photo_shoots": "INSERT OR IGNORE INTO work_due VALUES ('shoot', :uid)",
    "photo_shoot_assignments": (
        "INSERT OR IGNORE INTO work_due SELECT 'shoot', uid FROM photo_shoots WHERE id = :shoot_id"
    ),
    "collections": "INSERT OR IGNORE INTO work_due VALUES ('collection', :uid)",
    "photo_collections": (
        "INSERT OR IGNORE INTO work_due SELECT 'collection', uid FROM collections WHERE id = :collection_id"
    ),
    "duplicate_decisions": "INSERT OR IGNORE INTO work_due VALUES ('decision', :first || ' ' || :second)",
}


def mark(db: Connection, table: str, row: Mapping[str, Any]) -> None:
    """A row of this table changes, is made or goes: what it belongs to is to be told to the library."""
    db.run(_MARK[table], {name: row[name] for name in row if f":{name}" in _MARK[table]})


def is_any(db: Connection) -> bool:
    return db.row("SELECT key FROM work_due LIMIT 1") is not None
