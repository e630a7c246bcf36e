"""An old catalog comes up to the present schema whole, or stays as it was, with a copy beside it."""

import re
from pathlib import Path

import pytest

from holdfast.catalog import Catalog, Connection
from holdfast.catalog.migrations import SCHEMA_VERSION, schema_text, scripts, upgrade

ROOT = Path(__file__).resolve().parents[2]
FIRST = Path(__file__).parent / "schema-version-1.sql"
"""schema.sql as it was when version 1 was released: never edited once there is a version 2."""


def schema_of(db: Connection) -> list[tuple[str, str]]:
    rows = db.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    return [(row["name"], _plain(row["sql"])) for row in rows]


def _plain(sql: str) -> str:
    """Without comments and spacing; SQLite writes a renamed table's name, and nothing else here, in quotes."""
    return re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", re.sub(r"--[^\n]*", " ", sql))).replace('"', "")


def test_schema_sql_carries_the_version_that_the_program_expects() -> None:
    assert f"PRAGMA user_version = {SCHEMA_VERSION};" in schema_text()
    assert sorted(scripts()) == list(range(2, SCHEMA_VERSION + 1))


def test_the_first_schema_and_all_migrations_make_the_present_schema(
    catalog: Catalog, tmp_path: Path, key: bytes
) -> None:
    from holdfast.catalog.driver import connect

    old = connect(tmp_path / "old.db", key)
    old.script(f"BEGIN;\n{FIRST.read_text('utf-8')}\nCOMMIT;")
    if SCHEMA_VERSION > 1:
        upgrade(old, tmp_path / "old.db", 1)
    assert schema_of(old) == catalog.read(schema_of)
    old.close()


def test_a_migration_and_its_record_are_one_transaction_after_a_copy(catalog: Catalog) -> None:
    target = SCHEMA_VERSION + 1

    def go(db: Connection, script: str) -> None:
        upgrade(db, catalog.path, 42, {target: script}, target)

    with pytest.raises(Exception, match="no such table"):
        go(catalog._writer, "CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);")
    assert catalog.read(Connection.number, "PRAGMA user_version") == SCHEMA_VERSION
    assert "half" not in [name for name, _ in catalog.read(schema_of)]

    go(catalog._writer, "CREATE TABLE whole (x INTEGER) STRICT;")
    assert catalog.read(Connection.number, "PRAGMA user_version") == target
    record = catalog.read(Connection.row, "SELECT subject, at FROM audit_log WHERE action = 'migrate'")
    assert record is not None
    assert (record["subject"], record["at"]) == (f"version {target}", 42)
    assert catalog.path.with_name(f"catalog.db.version-{SCHEMA_VERSION}").stat().st_size > 0
