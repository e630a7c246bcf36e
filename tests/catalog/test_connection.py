"""Opening, writing, reading, and the four ways in which a catalog cannot be opened."""

import secrets
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from holdfast.catalog import Catalog, Connection, settings
from holdfast.catalog.driver import connect
from holdfast.clock import SystemClock
from holdfast.errors import CatalogDamaged, CatalogMissing, CatalogNewer

CLOCK = SystemClock()


def remember(db: Connection, name: str, value: int) -> None:
    settings.remember(db, name, value, 1)


def test_what_was_written_is_there_after_a_new_opening(catalog: Catalog, key: bytes) -> None:
    catalog.write(remember, "probe", 7)
    catalog.close()
    again = Catalog.open(catalog.path, key, CLOCK)
    assert again.read(settings.identity, "probe") == "7"
    again.close()


def test_opening_waits_for_whoever_reads_a_file_without_a_log(catalog: Catalog, key: bytes) -> None:
    """As right after a catalog was put back: who comes first reads, and who comes second wants the log."""
    catalog.close()
    other = connect(catalog.path, key)
    assert other.fold_into_one()
    other.run("BEGIN")
    assert other.number("SELECT count(*) FROM config") > 0

    class Letting(SystemClock):
        def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
            other.roll_back()
            return super().sleep(seconds, stop)

    with closing(Catalog.open(catalog.path, key, Letting())) as again:
        assert again.read(lambda db: db.rows("PRAGMA journal_mode")[0]["journal_mode"]) == "wal"
    other.close()


def test_a_write_that_raises_leaves_nothing_behind(catalog: Catalog) -> None:
    def half(db: Connection) -> None:
        remember(db, "probe", 1)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        catalog.write(half)
    assert catalog.read(settings.identity, "probe") is None
    catalog.write(remember, "probe", 2)
    assert catalog.read(settings.identity, "probe") == "2"


def test_readers_can_read_while_somebody_writes_and_cannot_write(catalog: Catalog) -> None:
    inside, go = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        remember(db, "probe", 1)
        inside.set()
        go.wait(10)

    writer = threading.Thread(target=catalog.write, args=(slow,))
    writer.start()
    assert inside.wait(10)
    assert catalog.read(settings.identity, "probe") is None
    go.set()
    writer.join(10)
    assert catalog.read(settings.identity, "probe") == "1"
    with pytest.raises(Exception, match="readonly|cannot be written"):
        catalog.read(remember, "probe", 3)


def test_data_version_changes_with_another_connections_commit(catalog: Catalog, key: bytes) -> None:
    before = catalog.data_version()
    assert catalog.data_version() == before
    other = Catalog.open(catalog.path, key, CLOCK)
    other.write(remember, "probe", 1)
    other.close()
    assert catalog.data_version() != before


def test_two_processes_worth_of_writers_take_turns(catalog: Catalog, key: bytes) -> None:
    other = Catalog.open(catalog.path, key, CLOCK)

    def add(db: Connection) -> None:
        remember(db, "sum", int(settings.identity(db, "sum") or 0) + 1)

    threads = [threading.Thread(target=lambda one=one: [one.write(add) for _ in range(50)]) for one in (catalog, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert catalog.read(settings.identity, "sum") == "100"
    other.close()


def test_durability_is_full_and_the_file_is_not_plain(catalog: Catalog) -> None:
    assert catalog.write(Connection.number, "PRAGMA synchronous") == 2
    catalog.write(remember, "canary-in-clear", 1)
    for file in catalog.path.parent.glob("catalog.db*"):
        assert b"canary-in-clear" not in file.read_bytes()
        assert not file.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(catalog.path)) as plain:
        plain.execute("SELECT * FROM config")


def test_never_over_an_existing_file(catalog: Catalog, key: bytes) -> None:
    with pytest.raises(CatalogDamaged, match="already"):
        Catalog.create(catalog.path, key, CLOCK, library_id="x", catalog_id="y")


def test_wrong_key_says_that_the_catalog_cannot_be_read(catalog: Catalog) -> None:
    catalog.close()
    with pytest.raises(CatalogDamaged, match="cannot be read with this key"):
        Catalog.open(catalog.path, secrets.token_bytes(32), CLOCK)


def test_missing_and_empty_are_missing(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(CatalogMissing):
        Catalog.open(tmp_path / "none.db", key, CLOCK)
    (tmp_path / "none.db").touch()
    with pytest.raises(CatalogMissing):
        Catalog.open(tmp_path / "none.db", key, CLOCK)


def test_newer_catalog_is_refused_untouched(catalog: Catalog, key: bytes) -> None:
    catalog.write(Connection.run, "PRAGMA user_version = 99")
    catalog.close()
    before = catalog.path.read_bytes()
    with pytest.raises(CatalogNewer, match="99"):
        Catalog.open(catalog.path, key, CLOCK)
    assert catalog.path.read_bytes() == before


def test_a_damaged_page_is_damage(catalog: Catalog, key: bytes) -> None:
    catalog.close()
    data = bytearray(catalog.path.read_bytes())
    data[4096 + 100 : 4096 + 200] = bytes(100)
    for page in range(2, len(data) // 4096):
        data[page * 4096 + 50] ^= 0xFF
    catalog.path.write_bytes(data)
    with pytest.raises(CatalogDamaged):
        opened = Catalog.open(catalog.path, key, CLOCK)
        opened.read(settings.everything)
