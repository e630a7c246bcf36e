"""`doctor` finds what is wrong, says it in one line each, and changes nothing."""

import sys

import pytest
from person import Done, Person

from holdfast.cli import examination
from holdfast.clock import SystemClock
from holdfast.engine import thumbnails
from holdfast.standins.cloudinary import StandIn
from holdfast.thumbnails import maker


def wrong(ended: Done) -> dict[str, str]:
    """What was found wrong: name and code."""
    checks = ended.json["checks"]
    assert all(check["action"] for check in checks if not check["ok"])
    return {check["name"]: check["code"] for check in checks if not check["ok"]}


def test_all_is_well(person: Person) -> None:
    person.set_up().run("backup")
    ended = person.run("doctor")
    lines = [line for line in ended.out.splitlines() if not line.startswith("    ")]
    assert all(line.startswith("ok  ") for line in lines), lines
    assert [line[4:].partition(":")[0] for line in lines] == EVERYTHING
    ended.says("SQLCipher", "Python", "pillow", "werkzeug")


EVERYTHING = [
    "programs", "parts", "keyring", "worker", "login", "pictures", "window", "page", "home", "set-up", "key", "catalog",
    "clock", "library", "drive", "free space", "source travel",
]  # fmt: skip


WEAKER = """
from holdfast.thumbnails import confine, worker
{change}
worker.main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is of Linux")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("confine._landlock = lambda libc: []", "does not add Landlock"),
        ("confine.calls.shut = lambda libc: []", "seccomp to that"),
        ("confine._limits = lambda: []", "does not keep it from files and connections"),
    ],
)
def test_d2_how_far_hostile_pictures_are_shut_in_is_said(
    monkeypatch: pytest.MonkeyPatch, change: str, said: str
) -> None:
    monkeypatch.setattr(maker, "program", lambda: [sys.executable, "-c", WEAKER.format(change=change)])
    assert said in examination.shut_in(thumbnails.confinement(SystemClock()))


def test_d2_all_that_can_be_given_up_needs_no_warning() -> None:
    given_up = frozenset({"NOFILE", "LANDLOCK", "SECCOMP"})
    assert "nor reach or start other programs" in examination.shut_in(given_up)


def test_d2_doctor_starts_what_decodes_pictures(person: Person) -> None:
    person.run("doctor", code=5).says("pictures: They are decoded in a process of their own")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_home_that_was_open_to_others_is_shut(person: Person) -> None:
    person.home.path.mkdir(mode=0o755)
    person.home.path.chmod(0o755)
    person.set_up().run("backup")

    def open_to_others() -> set[str]:
        kept = [person.home.path, *(path for path in person.home.path.iterdir() if not path.is_symlink())]
        return {path.name for path in kept if path.stat().st_mode & 0o077}

    assert open_to_others() == set()
    person.home.path.chmod(0o755)
    person.home.catalog_file.chmod(0o644)
    person.run("backup")
    assert open_to_others() == set()


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
