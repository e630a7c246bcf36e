"""Whether the catalog file is sound, and what reads it."""

from holdfast.catalog.driver import Connection
from holdfast.errors import CatalogDamaged


def quick_check(db: Connection) -> None:
    """Read every page and its order; CatalogDamaged says what is wrong. Slow on a large catalog."""
    for row in db.rows("PRAGMA quick_check(1)"):
        if row["quick_check"] != "ok":
            raise CatalogDamaged(f"The catalog is damaged: {row['quick_check']}.")


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
