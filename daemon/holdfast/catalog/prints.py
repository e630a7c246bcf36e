"""The prints of pictures: what finding duplicates needs."""

from holdfast.catalog.driver import Connection
from holdfast.domain.likeness import RULES, Print

COLUMNS = ", ".join(Print.__slots__)


def record(db: Connection, original_id: int, print_: Print, _at: int) -> None:
    """Keep a print, in place of an earlier one. The moment is not kept: bytes never change, so no print gets old."""
    db.run(
        f"INSERT OR REPLACE INTO picture_hashes (original_id, {COLUMNS}, rules) VALUES (?, ?, ?, ?, ?, ?)",
        (original_id, print_.dhash, print_.phash, print_.tone, print_.colour, RULES),
    )


def of_original(db: Connection, original_id: int) -> Print | None:
    """The print by today's rules; None: there is none yet."""
    row = db.row(
        f"SELECT {COLUMNS} FROM picture_hashes WHERE original_id = ? AND rules = ?",
        (original_id, RULES),
    )
    return Print(**{name: row[name] for name in Print.__slots__}) if row else None
