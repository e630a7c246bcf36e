"""What ties rows of the person's work to each other: an undo must neither leave photos in a collection that is no more,
nor hide two photos behind each other."""

from collections.abc import Mapping

from holdfast.catalog.driver import Connection, Value
from holdfast.errors import Conflict

PARENTS: Mapping[str, tuple[str, str]] = {
    "photo_collections": ("collections", "collection_id"),
    "photo_shoot_assignments": ("photo_shoots", "shoot_id"),
}
"""Tables whose rows belong to a row of another one, and the column that names it."""

Values = Mapping[str, Value]


def hindrance(db: Connection, change_id: int, subject: str, key: Values, wanted: Values | None) -> str | None:
    """Why this row of the act cannot be as it is to be, in a clause; None: nothing else stands in the way. What the act
    itself puts back goes along."""
    if wanted is None:
        return _left_over(db, change_id, subject, key)
    return _without(db, change_id, subject, key) or _without_folder(db, subject, wanted)


def _left_over(db: Connection, change_id: int, subject: str, key: Values) -> str | None:
    for table, (parent, column) in PARENTS.items():
        if parent != subject:
            continue
        others = db.number(
            f"SELECT count(*) FROM {table} WHERE {column} = ? AND original_id NOT IN (SELECT json_extract(key,"
            f" '$.original_id') FROM metadata_history WHERE change_id = ? AND subject = ?"
            f" AND json_extract(key, '$.{column}') = ?)",
            (key["id"], change_id, table, key["id"]),
        )
        if others:
            return f"{others:,} photo{'' if others == 1 else 's'} came into it later"
    return None


def _without(db: Connection, change_id: int, subject: str, key: Values) -> str | None:
    if subject not in PARENTS:
        return None
    parent, column = PARENTS[subject]
    if db.row(f"SELECT 1 FROM {parent} WHERE id = ?", (key[column],)) is not None:
        return None
    comes_back = db.row(
        "SELECT 1 FROM metadata_history WHERE change_id = ? AND subject = ? AND json_extract(key, '$.id') = ?",
        (change_id, parent, key[column]),
    )
    return None if comes_back else "what the photo belonged to was removed later"


def _without_folder(db: Connection, subject: str, wanted: Values) -> str | None:
    if subject != "collections" or wanted["folder_id"] is None:
        return None
    found = db.row("SELECT 1 FROM folders WHERE id = ?", (wanted["folder_id"],))
    return None if found else "the folder that it mirrored is no more"


def require_shown(db: Connection, subject: str, row: Values | None) -> None:
    """Conflict when a photo would be hidden behind one that is hidden itself, or that has photos behind it."""
    if subject != "marks" or row is None or row["kept_id"] is None:
        return
    if db.row(
        "SELECT 1 FROM marks WHERE original_id = ? AND kept_id IS NOT NULL"
        " UNION ALL SELECT 1 FROM marks WHERE kept_id = ?",
        (row["kept_id"], row["original_id"]),
    ):
        raise Conflict(
            "A photo would be set aside behind one that is set aside itself.",
            action="Undo what came later first, or leave it as it is.",
        )
