"""G14: a new key. Killed at any call, the catalog opens with a key that is at hand, and the same command finishes."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from invariants import assert_promises
from kill_at import killed_at
from person import Person
from workplace import Workplace

from holdfast.catalog import Connection
from holdfast.catalog.copying import opens
from holdfast.engine import copies, rekey, rescue, setup
from holdfast.errors import Busy, KeyWrong
from holdfast.keys import key_file, recovery_code
from holdfast.standins.cloudinary import StandIn

PROGRAM = """
import sys
from pathlib import Path
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import rekey
rekey.rekey(Home(Path(sys.argv[1])), None, SystemClock(), lambda _: None)
"""
EVERY = {"rename": 1, "fsync": 1, "unlink": 1, "chmod": 1, "pwrite64": 61}
"""Each call of a kind is tried, or every so-many-th."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with StandIn(6, seed=4) as cloud, Workplace(tmp_path / "work", cloud) as made:
        made.backup()
        made.run("catalog_copy")
        yield made


def photos(place: Workplace) -> int:
    return place.catalog.read(Connection.number, "SELECT count(*) FROM photos WHERE state = 'safe'")


def changed(place: Workplace) -> rekey.Rekeyed:
    """As the command does it, with everybody else gone."""
    place.close()
    done = rekey.rekey(place.home, None, place.clock, lambda _: None)
    place.reopen()
    return done


def test_g14_only_the_new_key_opens_the_catalog_and_its_copies(place: Workplace) -> None:
    old = key_file.read(place.key_file)
    done = changed(place)
    new = key_file.read(place.key_file)
    assert recovery_code.decode(done.recovery_code) == new != old
    (copy,) = copies.listing(place.home, place.clock)
    for path in (place.home.catalog_file, copy.path):
        assert (opens(path, new), opens(path, old)) == (True, False)
    assert (done.copies, done.left, photos(place)) == (1, (), 6)
    assert not place.key_file.with_name("key.next").exists()
    assert old.hex() not in place.key_file.read_text()
    with pytest.raises(KeyWrong):
        rekey.unlock(place.home, None, recovery_code.encode(old), place.clock)
    assert_promises(place)


def test_g14_a_copy_with_the_new_key_can_be_put_back(place: Workplace) -> None:
    changed(place)
    place.close()
    place.home.catalog_file.unlink()
    assert rescue.restore(place.home, None, place.clock, lambda _: None).copy is not None
    place.reopen()
    assert photos(place) == 6


def test_g14_what_keeps_an_older_key_is_named(place: Workplace) -> None:
    place.close()
    aside = place.home.path / "catalog.db.old-1"
    shutil.copy(place.home.catalog_file, aside)
    assert changed(place).left == (aside,)


def test_g14_nothing_is_changed_while_somebody_has_the_catalog_open(place: Workplace) -> None:
    before = key_file.read(place.key_file)
    with closing(setup.open_home(place.home, None, place.clock)), pytest.raises(Busy, match="has the catalog open"):
        changed(place)
    place.reopen()
    assert (key_file.read(place.key_file), photos(place)) == (before, 6)


@pytest.mark.parametrize(
    "call", [pytest.param(call, marks=pytest.mark.torture if call in ("fsync", "chmod") else ()) for call in EVERY]
)
def test_g14_a_kill_at_any_call_leaves_a_key_that_opens(place: Workplace, tmp_path: Path, call: str) -> None:
    place.close()
    fresh = tmp_path / "fresh"
    shutil.copytree(place.folder, fresh)
    number = 1
    while True:
        shutil.rmtree(place.folder)
        shutil.copytree(fresh, place.folder)
        if not killed_at(call, number, PROGRAM, place.home.path):
            break
        number += EVERY[call]
        place.reopen()
        assert photos(place) == 6, f"killed at {call} {number}"
        done = changed(place)
        assert recovery_code.decode(done.recovery_code) == key_file.read(place.key_file)
        assert (photos(place), done.copies, done.left) == (6, 1, ())
        place.close()
    assert number > 2, "there was nothing to kill it at"
    place.reopen()


def test_g14_the_command_shows_the_new_code_and_wants_to_be_alone(tmp_path: Path) -> None:
    with StandIn(3, seed=4) as cloud, Person(tmp_path, cloud) as person:
        number = 1
        person.set_up().run("backup")
        with closing(setup.open_home(person.home, None, person.clock)):
            person.run("catalog", "rekey", code=6).says("Close the window")
        while not cut_short(person):
            assert killed_at("rename", number, PROGRAM, person.home.path), "it was never cut short"
            number += 1
        person.run("status").says("cut short", "holdfast catalog rekey")
        person.run("doctor", code=None).says("!!  key", "holdfast catalog rekey")
        person.run("catalog", "copy")
        said = person.run("catalog", "rekey")
        said.says("It opens 1 copy, too.")
        person.run("doctor", code=None).says("ok  key")
        code = "".join(re.findall(r"^    (\S+)$", said.out, re.MULTILINE))
        assert recovery_code.decode(code) == key_file.read(person.home.key_file)
        assert person.run("status", "--json").json["totals"]["safe"] == 3


def cut_short(person: Person) -> bool:
    """The catalog has the key that is to follow already."""
    following = person.home.key_file.with_name(f"{person.home.key_file.name}.next")
    return following.exists() and opens(person.home.catalog_file, key_file.read(following))
