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
