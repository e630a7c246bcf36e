"""What `doctor` says of the machine: keyring, parts, clock, port, login."""

import socket
from contextlib import closing
from pathlib import Path

import pytest
from person import Person
from tests.cli.test_doctor import wrong

from holdfast.catalog import jobs
from holdfast.clock import SystemClock, milliseconds
from holdfast.engine import setup
from holdfast.library import drive_kind

DAY = 24 * 3_600_000


def test_a_key_in_a_keyring_that_is_gone_is_said(person: Person) -> None:
    person.set_up()
    lines = person.home.settings_file.read_text().splitlines()
    person.home.settings_file.write_text("\n".join(line for line in lines if not line.startswith("key_file")))
    found = wrong(person.run("doctor", "--json", code=5))
    assert found == {"keyring": "NO_KEYRING", "catalog": "NO_KEYRING"}


def test_no_keyring_is_no_fault_where_the_key_is_in_a_file(person: Person) -> None:
    person.set_up().run("doctor").says("None is needed: the key is in a file.")


def test_a_part_with_a_known_fault_is_named(person: Person, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    for name, version in (("pillow", "12.2.9"), ("werkzeug", "3.1.5")):
        folder = planted / f"{name}-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    person.set_up()
    path = f"{planted}:{person.environment()['PYTHONPATH']}"
    ended = person.run("doctor", "--json", code=1, env={"PYTHONPATH": path})
    assert wrong(ended) == {"parts": "PARTS_TOO_OLD"}
    ended.says("pillow 12.2.9 (at least 12.3)", "werkzeug 3.1.5 (at least 3.1.6)")


def test_a_clock_that_went_back_is_noticed_without_asking_anybody(person: Person) -> None:
    person.set_up()
    with closing(setup.open_home(person.home, None, SystemClock())) as opened:
        tomorrow = milliseconds(SystemClock()) + DAY
        opened.catalog.write(jobs.enqueue, "backup", jobs.Parameters(), origin="person", at=tomorrow)
    assert wrong(person.run("doctor", "--json", code=1)) == {"clock": "CLOCK_SKEW"}


def test_a_port_that_another_program_took_is_said(person: Person) -> None:
    person.set_up()
    with socket.create_server(("127.0.0.1", 0)) as other:
        (person.home.run_dir / "port").write_text(str(other.getsockname()[1]))
        person.run("doctor").says("another program uses its port")
    person.run("doctor").says("is free")


def test_what_starts_it_at_login_is_found(person: Person, tmp_path: Path) -> None:
    nothing = {"XDG_CONFIG_HOME": str(tmp_path / "nothing")}  # a test before may have installed one
    person.run("doctor", code=5, env=nothing).says("holdfast daemon install")
    autostart = tmp_path / "config" / "autostart"
    autostart.mkdir(parents=True)
    (autostart / "holdfast.desktop").touch()
    ended = person.run("doctor", code=5, env={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    ended.says("holdfast.desktop starts Holdfast when you log in")


def test_what_the_library_lies_on_is_known(tmp_path: Path) -> None:
    assert drive_kind.kind_of(Path("/proc")) == "proc"
    assert drive_kind.kind_of(tmp_path)


@pytest.mark.parametrize(
    ("kind", "words"), [("vfat", "4 GB"), ("nfs4", "network"), ("fuse.sshfs", "network"), ("tmpfs", "memory")]
)
def test_what_a_kind_of_drive_means_for_a_library_is_said(kind: str, words: str) -> None:
    assert words in (drive_kind.hint(kind) or "")


def test_an_ordinary_drive_needs_no_warning() -> None:
    assert [drive_kind.hint(kind) for kind in ("ext4", "xfs", "btrfs", "apfs", "ntfs3")] == [None] * 5
