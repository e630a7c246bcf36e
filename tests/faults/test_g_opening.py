"""G1 to G7, G12, G13: a catalog that cannot be opened. Each message is another one, and its way out works."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from invariants import assert_promises
from person import Person, Terminal
from sqlcipher3 import dbapi2
from workplace import Workplace

from holdfast import __version__
from holdfast.catalog import Catalog, settings
from holdfast.catalog.driver import driver_is_sound
from holdfast.engine import rescue
from holdfast.errors import CatalogDamaged
from holdfast.keys import key_file, recovery_code
from holdfast.standins.cloudinary import StandIn

PAGE = 4096


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(8, seed=9) as running:
        yield running


@pytest.fixture
def person(tmp_path: Path, cloud: StandIn) -> Iterator[Person]:
    """Somebody whose eight photos are safe, and whose catalog has a copy."""
    with Person(tmp_path, cloud) as made:
        made.set_up()
        made.run("backup")
        made.run("catalog", "copy")
        yield made


def spoil(path: Path, page: int, data: bytes = b"\xff" * 64) -> None:
    """As a failing drive does."""
    with path.open("r+b") as file:
        file.seek(PAGE * page)
        file.write(data)


def refused(person: Person, code: str, *words: str) -> None:
    """Every command that needs the catalog says this code, and what to do."""
    error = person.run("status", "--json", code=5).json["error"]
    assert error["code"] == code
    person.run("status", code=5).says(*words)
    assert all(word in error["message"] + error["action"] for word in words), error


def all_safe_without_a_download(person: Person, cloud: StandIn) -> None:
    """Nothing was lost, and nothing is fetched again."""
    cloud.forget()
    person.run("backup")
    assert cloud.asked("delivery") == cloud.asked("download") == 0
    assert person.run("status", "--json").json["totals"]["safe"] == 8


def lose_key(person: Person) -> str:
    """The recovery code, of which the key file is gone."""
    code = recovery_code.encode(key_file.read(person.home.key_file))
    person.home.key_file.unlink()
    return code


def copy(path: Path, to: Path) -> None:
    """By another process: closing a live file here would drop the locks on it."""
    subprocess.run(["cp", path, to], check=True)


def test_g1_a_wrong_key_is_no_damage_and_the_recovery_code_puts_the_right_one_back(
    person: Person, cloud: StandIn
) -> None:
    code = lose_key(person)
    key_file.write(person.home.key_file, bytes(32))
    refused(person, "KEY_WRONG", "not the key", "catalog unlock")
    terminal = Terminal(person, "catalog", "unlock")
    terminal.await_text("recovery code")
    terminal.type(code.lower().replace("-", " "))
    assert terminal.finish().code == 0
    all_safe_without_a_download(person, cloud)
    (kept,) = person.home.path.glob("catalog.key.old-*")
    assert key_file.read(kept) == bytes(32)


def test_g1_zeroed_salt_or_first_page_is_damage_and_no_wrong_key(person: Person, cloud: StandIn) -> None:
    spoil(person.home.catalog_file, 0, bytes(16))
    refused(person, "CATALOG_DAMAGED", "The key is right", "catalog restore", "newest good copy")
    person.run("catalog", "restore").says("is kept as")
    all_safe_without_a_download(person, cloud)


def test_g2_a_damaged_page_is_named(person: Person, cloud: StandIn) -> None:
    spoil(person.home.catalog_file, 9)
    checked = person.run("catalog", "check", "--json", code=5).json
    assert any("page 10" in fault for fault in checked["faults"])
    told = person.run("catalog", "check", code=5)
    told.says("1 page of the file is not as it was written.", "catalog restore")
    assert not re.search(r"Tree|btree|HMAC|page 10", told.out), "SQLite's words are for scripts"
    assert "catalog restore" in checked["action"]
    person.run("catalog", "restore")
    person.run("catalog", "check", "--full").says("whole")
    all_safe_without_a_download(person, cloud)


@pytest.mark.parametrize("share", [0.5, pytest.param(0.1, marks=pytest.mark.torture)])
def test_g3_a_catalog_that_was_cut_off_is_put_back(person: Person, cloud: StandIn, share: float) -> None:
    os.truncate(person.home.catalog_file, int(person.home.catalog_file.stat().st_size * share))
    refused(person, "CATALOG_DAMAGED", "catalog restore")
    person.run("catalog", "restore")
    all_safe_without_a_download(person, cloud)


@pytest.mark.parametrize(("loss", "way"), [("missing", "restore"), ("empty", "rebuild")])
def test_g4_a_lost_catalog_is_no_new_one(person: Person, cloud: StandIn, loss: str, way: str) -> None:
    if loss == "missing":
        person.home.catalog_file.unlink()
    else:
        os.truncate(person.home.catalog_file, 0)
    refused(person, "CATALOG_MISSING", "catalog restore", "untouched")
    person.run("init", "--library", str(person.library), code=2)
    assert person.run("backup", "--json", code=5).json["error"]["code"] == "CATALOG_MISSING"
    person.run("catalog", way)
    if way == "rebuild":
        person.add("travel")
    all_safe_without_a_download(person, cloud)


def test_g6_key_and_code_are_lost_and_no_photo_is(person: Person, cloud: StandIn) -> None:
    lose_key(person)
    refused(person, "KEY_MISSING", "catalog unlock", "catalog rebuild --new-key")
    assert person.run("catalog", "rebuild", "--json", code=5).json["error"]["code"] == "KEY_MISSING"
    made = person.run("catalog", "rebuild", "--new-key", "--json").json
    assert made["originals"] == 8
    assert recovery_code.decode(made["recovery_code"]) == key_file.read(person.home.key_file)
    person.add("travel")
    all_safe_without_a_download(person, cloud)


def test_the_recovery_code_opens_the_catalog_when_the_key_is_gone(person: Person, cloud: StandIn) -> None:
    code = lose_key(person)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    terminal = Terminal(person, "catalog", "unlock")
    terminal.await_text("recovery code")
    terminal.type(wrong)
    terminal.await_text("Group 8 of the recovery code is mistyped")
    assert terminal.finish().code == 2
    assert not person.home.key_file.exists()
    other = Terminal(person, "catalog", "unlock")
    other.await_text("recovery code")
    other.type(recovery_code.encode(bytes(32)))
    other.await_text("not the one of this catalog")
    assert other.finish().code == 5
    right = Terminal(person, "catalog", "unlock")
    right.await_text("recovery code")
    right.type(code)
    assert right.finish().code == 0
    all_safe_without_a_download(person, cloud)


def test_g7_a_newer_catalog_is_left_alone(person: Person) -> None:
    key = key_file.read(person.home.key_file)
    with closing(Catalog.open(person.home.catalog_file, key, person.clock)) as catalog:
        catalog.write(settings.remember, settings.PROGRAM, "9.1", 1)
        catalog.write(lambda db: db.run("PRAGMA user_version = 99"))
    before = person.home.catalog_file.read_bytes()
    refused(person, "NEWER_CATALOG", "Holdfast 9.1", __version__, "Update Holdfast to 9.1")
    assert person.run("backup", "--json", code=5).json["error"]["code"] == "NEWER_CATALOG"
    assert person.home.catalog_file.read_bytes() == before


@pytest.mark.parametrize("version", ["3.51.2", "3.52.0", "3.40.1"])
def test_g12_a_sqlite_that_can_lose_writes_is_refused(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    driver_is_sound()
    monkeypatch.setattr(dbapi2, "sqlite_version", version)
    with pytest.raises(CatalogDamaged, match="can lose writes"):
        driver_is_sound()


@pytest.mark.parametrize("fate", ["deleted", "of another day"])
def test_g13_a_lost_or_foreign_log_is_noticed_and_mended(tmp_path: Path, cloud: StandIn, fate: str) -> None:
    """The program dies with changes in `-wal`; then that file is gone, or is the one of an earlier day."""
    with Workplace(tmp_path / "work", cloud) as place:
        log = place.home.catalog_file.with_name("catalog.db-wal")
        place.backup()
        copy(log, tmp_path / "earlier-wal")
        cloud.add("later/one", b"\xff\xd8\xff later \xff\xd9")
        place.backup()
        copy(place.home.catalog_file, tmp_path / "when the power goes.db")
        place.close()
        copy(tmp_path / "when the power goes.db", place.home.catalog_file)
        if fate == "of another day":
            copy(tmp_path / "earlier-wal", log)
        with pytest.raises(CatalogDamaged, match="older than it was|damaged"):
            place.reopen()
        rescue.restore(place.home, None, place.clock, lambda _: None)
        place.reopen()
        cloud.forget()
        place.run("backup")
        assert cloud.asked("delivery") == cloud.asked("download") == 0
        assert place.status.totals.safe == 9
        assert_promises(place)
