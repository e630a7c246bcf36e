"""A full, read-only or vanished drive: a plain sentence, nothing half done, nothing written elsewhere.

Each scenario runs on a small drive in memory, mounted in a namespace of its own, which needs no rights.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.errors import FileTooBig
from holdfast.library.writer import Incoming

SCRIPT = Path(__file__).with_name("drive.py")
MOUNT = 'mount -t tmpfs -o "$1" drive "$2" && exec "$3" "$4" "$5" "$2"'
Told = list[dict[str, object]]


def namespaces_work() -> bool:
    command = ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


needs_mounts = pytest.mark.skipif(not namespaces_work(), reason="this system lets nobody mount in a namespace")


def on_drive(scenario: str, options: str, place: Path) -> Told:
    place.mkdir()
    command = ["unshare", "-Urm", "sh", "-c", MOUNT, "sh", options, str(place), sys.executable, str(SCRIPT), scenario]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert list(place.iterdir()) == []  # nothing went to the drive beneath
    return [json.loads(line) for line in run.stdout.splitlines()]


@needs_mounts
def test_a_file_that_cannot_fit_is_refused_before_its_first_byte(tmp_path: Path) -> None:
    (told,) = on_drive("big_file", "size=2m", tmp_path / "drive")
    assert (told["code"], told["left"]) == ("DISK_FULL", 0)
    assert str(tmp_path / "drive") in str(told["message"])


@needs_mounts
@pytest.mark.parametrize("scenario", ["full_undeclared", "full_declared"])
def test_a_full_drive_keeps_what_was_committed(tmp_path: Path, scenario: str) -> None:
    (told,) = on_drive(scenario, "size=2m", tmp_path / "drive")
    assert (told["code"], told["left"]) == ("DISK_FULL", 0)
    assert told["committed"] == told["listed"] == told["present"]
    assert 15 <= int(str(told["committed"])) <= 20


@needs_mounts
def test_a_drive_without_room_for_more_names_says_so(tmp_path: Path) -> None:
    (told,) = on_drive("full_of_names", "nr_inodes=50", tmp_path / "drive")
    assert (told["code"], told["left"]) == ("DISK_FULL", 0)
    assert "too many files" in str(told["message"])
    assert told["committed"] == told["listed"] == told["present"]


@needs_mounts
def test_a_manifest_that_finds_no_room_is_as_before(tmp_path: Path) -> None:
    (told,) = on_drive("full_manifest", "size=1m", tmp_path / "drive")
    assert (told["code"], told["listed"]) == ("DISK_FULL", 10)


@needs_mounts
def test_a_drive_that_turns_read_only_is_named(tmp_path: Path) -> None:
    batch, part = on_drive("read_only", "size=1m", tmp_path / "drive")
    assert batch["code"] == part["code"] == "READ_ONLY"
    assert "is read-only just now" in str(batch["message"])  # said before anything was tried
    assert batch["listed"] == 0
    assert str(tmp_path / "drive") in str(batch["message"])


@needs_mounts
def test_a_drive_that_is_pulled_gets_nothing_written_in_its_place(tmp_path: Path) -> None:
    (told,) = on_drive("pulled", "size=1m", tmp_path / "drive")
    assert (told["code"], told["found"]) == ("LIBRARY_OFFLINE", [])


@pytest.fixture
def small_files() -> Iterator[None]:
    """As on FAT32: no file may be bigger than so much."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files")
def test_a_file_too_big_for_the_file_system_is_named_as_that(incoming: Incoming) -> None:
    with pytest.raises(FileTooBig):
        incoming.new(200_000)
    with incoming.new() as part:
        part.write(b"x" * 90_000)
        with pytest.raises(FileTooBig):
            part.write(b"x" * 20_000)
