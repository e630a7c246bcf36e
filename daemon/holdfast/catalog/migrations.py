"""From an old catalog to this version's schema: numbered scripts, each one transaction with its record.

`migrations/NNNN_words.sql` brings a catalog of version NNNN - 1 to NNNN. `schema.sql` is always the sum.
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from holdfast.catalog.driver import Connection
from holdfast.catalog.files import forget, put_in_place
from holdfast.errors import CatalogDamaged

SCHEMA_VERSION = 5


def schema_text() -> str:
    """schema.sql: in the wheel beside this file, in a checkout at its root. Never the working directory."""
    packed = files("holdfast.catalog") / "schema.sql"
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").is_file():
        return (checkout / "schema.sql").read_text("utf-8")
    if packed.is_file():
        return packed.read_text("utf-8")
    raise CatalogDamaged("schema.sql is missing from this installation.", action="Install Holdfast again.")


def scripts() -> Mapping[int, str]:
    """The migrations by the version that they lead to."""
    folder = files("holdfast.catalog") / "migrations"
    if not folder.is_dir():
        return {}
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return {int(entry.name[:4]): entry.read_text("utf-8") for entry in found}


def upgrade(
    db: Connection, path: Path, at: int, migrations: Mapping[int, str] | None = None, target: int = SCHEMA_VERSION
) -> None:
    """Bring the catalog to `target`. A copy of the old one stays beside it; a failed step leaves the old version."""
    migrations = scripts() if migrations is None else migrations
    version = db.number("PRAGMA user_version")
    copy = path.with_name(f"{path.name}.version-{version}")
    if not copy.exists():
        part = copy.with_name(copy.name + ".part")
        forget(part)
        db.run("VACUUM INTO ?", (str(part),))
        put_in_place(part, copy)
    db.run("PRAGMA foreign_keys = OFF")  # a table that others point to may be made anew
    try:
        for step in range(version + 1, target + 1):
            db.script(_one_transaction(migrations[step], step, at))
    finally:
        db.run("PRAGMA foreign_keys = ON")


def _one_transaction(script: str, version: int, at: int) -> str:
    """executescript commits whatever is open first, so the transaction has to be inside the script."""
    return (
        f"BEGIN IMMEDIATE;\n{script}\n"
        "INSERT INTO audit_log (at, actor, action, subject)"
        f" VALUES ({at:d}, 'daemon', 'migrate', 'version {version:d}');\n"
        f"PRAGMA user_version = {version:d};\nCOMMIT;"
    )
