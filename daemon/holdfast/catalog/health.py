"""Whether the catalog file is sound, and what reads it. Every function that looks for faults names them in words."""

from collections.abc import Iterable

from holdfast.catalog.driver import Connection
from holdfast.errors import CatalogDamaged

MOST = 20
"""Faults named of one kind: more say no more."""


def quick_check(db: Connection) -> None:
    """Read every page and its order; CatalogDamaged says what is wrong. Slow on a large catalog."""
    for fault in broken_order_quickly(db):
        raise CatalogDamaged(f"The catalog is damaged: {fault}.")


def broken_order_quickly(db: Connection) -> list[str]:
    """What does not fit together in tables and indexes, without comparing each row with each index."""
    return _each(row["quick_check"] for row in db.rows(f"PRAGMA quick_check({MOST})"))


def damaged_pages(db: Connection) -> list[str]:
    """Pages that are not as they were written, found without trusting what is in them. It reads the file alone: what
    is still in a write-ahead log makes it see faults that are none."""
    rows = db.rows("PRAGMA cipher_integrity_check")
    return [_one_line(row["cipher_integrity_check"]) for row in rows[:MOST]]


def broken_order(db: Connection) -> list[str]:
    """What does not fit together in tables and indexes: each row against each index. Slow."""
    return _each(row["integrity_check"] for row in db.rows(f"PRAGMA integrity_check({MOST})"))


def loose_references(db: Connection) -> list[str]:
    """Rows that point to rows which are not there."""
    rows = db.rows("PRAGMA foreign_key_check")
    return [f"A row of {row['table']} points to a row of {row['parent']} that is not there" for row in rows[:MOST]]


RECOUNTS = {
    "photos by source, kind and state": (
        "SELECT source_id, media_type, state, photos, bytes FROM photo_totals WHERE photos <> 0 OR bytes <> 0",
        "SELECT source_id, media_type, state, count(*), sum(coalesce(bytes, 0)) FROM photos GROUP BY 1, 2, 3",
    ),
    "photos by what was proved of them": (
        "SELECT source_id, strength, photos FROM strength_totals WHERE photos <> 0",
        "SELECT source_id, strength, count(*) FROM photos WHERE state = 'safe' AND strength IS NOT NULL GROUP BY 1, 2",
    ),
    "originals by condition": (
        "SELECT condition, originals, bytes, verified FROM original_totals WHERE originals <> 0",
        "SELECT condition, count(*), sum(bytes), sum(verified_at IS NOT NULL) FROM originals GROUP BY 1",
    ),
    "photos of a folder": (
        "SELECT id, photos, bytes FROM folders WHERE photos <> 0 OR bytes <> 0",
        "SELECT folder_id, count(*), sum(coalesce(bytes, 0)) FROM photos WHERE state <> 'gone' GROUP BY 1",
    ),
    "folders of a folder": (
        "SELECT id, subfolders FROM folders WHERE subfolders <> 0",
        "SELECT parent_id, count(*) FROM folders WHERE parent_id IS NOT NULL GROUP BY 1",
    ),
}
"""What is kept by triggers, and the same counted anew."""


def wrong_counts(db: Connection) -> list[str]:
    """Counts that are not what counting anew gives."""
    found = []
    for what, (kept, counted) in RECOUNTS.items():
        wrong = db.number(f"SELECT count(*) FROM ({kept} EXCEPT {counted})")
        wrong += db.number(f"SELECT count(*) FROM ({counted} EXCEPT {kept})")
        if wrong:
            found.append(f"The count of {what} is not what counting anew gives")
    return found


def versions(db: Connection) -> str:
    """The programs inside: SQLite and SQLCipher."""
    sqlite, cipher = db.row("SELECT sqlite_version() AS version"), db.row("PRAGMA cipher_version")
    return f"SQLite {sqlite['version'] if sqlite else '?'}, SQLCipher {cipher['cipher_version'] if cipher else '?'}"


def newest_moment(db: Connection) -> int:
    """The latest time that something is known to have happened: a clock that says less went back."""
    return db.number(
        "SELECT max(coalesce((SELECT max(coalesce(finished_at, started_at)) FROM backup_sessions), 0),"
        " coalesce((SELECT max(asked_at) FROM jobs), 0))"
    )


def schema_version(db: Connection) -> int:
    """The number of the catalog's form."""
    return db.number("PRAGMA user_version")


def _each(answers: Iterable[str]) -> list[str]:
    """SQLite puts many faults into one answer, under a heading."""
    lines = [_one_line(line) for answer in answers for line in str(answer).splitlines() if "***" not in line]
    return [line for line in lines if line not in ("", "ok")][:MOST]


def _one_line(text: str) -> str:
    return " ".join(str(text).replace("***", "").split())
