"""What the files themselves say of their pictures."""

from holdfast.catalog.driver import Connection
from holdfast.domain.facts import Facts

COLUMNS = ", ".join(Facts.__slots__)


def record(db: Connection, original_id: int, facts: Facts, at: int) -> None:
    """Keep what was read, in place of an earlier reading."""
    db.run(
        "INSERT OR REPLACE INTO exif_data (original_id, taken_at, latitude, longitude, width, height, read_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (original_id, facts.taken_at, facts.latitude, facts.longitude, facts.width, facts.height, at),
    )


def of_original(db: Connection, original_id: int) -> Facts | None:
    """What was read from this original; None: nothing yet."""
    row = db.row(f"SELECT {COLUMNS} FROM exif_data WHERE original_id = ?", (original_id,))
    return Facts(**{name: row[name] for name in Facts.__slots__}) if row else None
