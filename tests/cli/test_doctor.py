"""`doctor` finds what is wrong, says it in one line each, and changes nothing."""

import pytest
from person import Done, Person

from holdfast.standins.cloudinary import StandIn


def wrong(ended: Done) -> dict[str, str]:
    """What was found wrong: name and code."""
    checks = ended.json["checks"]
    assert all(check["action"] for check in checks if not check["ok"])
    return {check["name"]: check["code"] for check in checks if not check["ok"]}


def test_all_is_well(person: Person) -> None:
    person.set_up().run("backup")
    ended = person.run("doctor")
    lines = ended.out.splitlines()
    assert all(line.startswith("ok  ") for line in lines), lines
    ended.says("key", "catalog", "library", "free space", "source travel", "SQLCipher", "Python")


def test_nothing_is_set_up(person: Person) -> None:
    ended = person.run("doctor", code=5)
    ended.says("!!  set-up", "holdfast init", "ok  programs")


def test_library_is_away(person: Person) -> None:
    person.set_up()
    person.library.rename(person.folder / "away")
    found = wrong(person.run("doctor", "--json", code=4))
    assert found == {"library": "LIBRARY_OFFLINE", "free space": "LIBRARY_OFFLINE"}


def test_key_is_wrong(person: Person) -> None:
    person.set_up()
    person.home.key_file.write_text("0" * 64)
    assert wrong(person.run("doctor", "--json", code=5)) == {"catalog": "KEY_WRONG"}


def test_catalog_is_damaged_in_the_middle(person: Person) -> None:
    person.set_up().run("backup")
    content = bytearray(person.home.catalog_file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 64] = bytes(64)
    person.home.catalog_file.write_bytes(content)
    assert wrong(person.run("doctor", "--json", code=5))["catalog"] == "CATALOG_DAMAGED"


def test_too_little_space(person: Person) -> None:
    person.set_up()
    person.run("config", "set", "reserve_megabytes", "1000000")
    assert wrong(person.run("doctor", "--json", code=4)) == {"free space": "DISK_FULL"}


@pytest.mark.parametrize("running", [True, False])
def test_who_is_at_work_is_said(person: Person, running: bool) -> None:
    person.set_up()
    if running:
        person.run("daemon", "start")
    person.run("doctor").says("The daemon (process" if running else "Nobody is at work")


def test_source_that_refuses_is_named(person: Person, cloud: StandIn) -> None:
    person.set_up()
    cloud.revoked = True
    person.run("backup", code=3)
    assert wrong(person.run("doctor", "--json", code=3)) == {"source travel": "AUTH_REVOKED"}
