"""What the files themselves say of their pictures."""

import json

from holdfast.catalog.driver import Connection
from holdfast.domain.facts import FACTS_RULES, Facts

NAMES = Facts.__slots__
COLUMNS = ", ".join(NAMES)


def record(db: Connection, original_id: int, facts: Facts, at: int) -> None:
    """Keep what was read, in place of an earlier reading."""
    values = (json.dumps(value) if name == "keywords" else value for name, value in _pairs(facts))
    db.run(
        f"INSERT OR REPLACE INTO exif_data (original_id, read_at, rules, {COLUMNS})"
        f" VALUES ({', '.join('?' * (len(NAMES) + 3))})",
        (original_id, at, FACTS_RULES, *values),  # type: ignore[arg-type]
    )


def _pairs(facts: Facts) -> list[tuple[str, object]]:
    return [(name, getattr(facts, name)) for name in NAMES]


def of_original(db: Connection, original_id: int) -> Facts | None:
    """What was read from this original; None: nothing yet."""
    row = db.row(f"SELECT {COLUMNS} FROM exif_data WHERE original_id = ?", (original_id,))
    if row is None:
        return None
    values = {name: row[name] for name in NAMES}
    return Facts(**values | {"keywords": tuple(json.loads(values["keywords"]))})


def is_read(db: Connection, original_id: int) -> bool:
    """Whether it was read by today's rules."""
    return db.row("SELECT 1 FROM exif_data WHERE original_id = ? AND rules = ?", (original_id, FACTS_RULES)) is not None


def remember_name(db: Connection, original_id: int, name: str, at: int) -> None:
    """The file says that it had this name once: a word about every photo that has these bytes."""
    db.run(
        "INSERT OR IGNORE INTO original_filenames (photo_id, name, origin, recorded_at)"
        " SELECT id, ?, 'file', ? FROM photos WHERE original_id = ? AND name <> ?",
        (name, at, original_id, name),
    )
