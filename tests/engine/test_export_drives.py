"""Restoring onto drives that are full, read-only, taken away or failing, and from a library that cannot be written."""

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from workplace import Workplace

from holdfast.catalog.jobs import Job, Progress
from holdfast.daemon.runner import Runner
from holdfast.engine import choice, export, receipt
from holdfast.library.target import WORK
from holdfast.standins.cloudinary import StandIn

BIG = 9_000_000


def namespaces_work() -> bool:
    command = ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(command, capture_output=True).returncode == 0


needs_mounts = pytest.mark.skipif(not namespaces_work(), reason="this system lets nobody mount in a namespace")


def restored(place: Workplace, to: Path) -> Job:
    return place.run("export", choice.request(place.opened, to))


def codes(place: Workplace, job: Job) -> dict[str, str]:
    return {one.photo: one.code for one in receipt.read(place.opened, job.id)[0]}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and path.name != "manifest-sha256.txt"}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Workplace]:
    """A library with a small photo and a large one."""
    with StandIn(0, seed=3) as cloud, Workplace(tmp_path, cloud) as place:
        cloud.add("small", b"\xff\xd8\xff small \xff\xd9")
        cloud.add("large", b"\xff\xd8\xff" + os.urandom(BIG))
        place.backup()
        yield place


def test_a_drive_that_gives_back_other_bytes_is_found_out(
    pair: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system says that it copied, and one byte is another on the drive: no such file ever gets its name."""
    copy = os.copy_file_range

    def spoiling(source: int, target: int, count: int, at: int, to: int) -> int:
        done = copy(source, target, count, at, to)
        if count > 1000:
            os.pwrite(target, b"?", to + 500)
        return done

    monkeypatch.setattr(os, "copy_file_range", spoiling)
    job = restored(pair, tmp_path / "back")
    assert codes(pair, job) == {"large.jpg": "TARGET_SPOILT"}
    assert names(tmp_path / "back") == {"small.jpg"}
    assert "large" not in (tmp_path / "back" / "manifest-sha256.txt").read_text()


@pytest.mark.parametrize("after", [0, 1])
def test_a_system_that_cannot_copy_by_itself_is_no_obstacle(
    pair: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    copy, calls = os.copy_file_range, 0

    def failing(source: int, target: int, count: int, at: int, to: int) -> int:
        nonlocal calls
        calls += 1
        if calls > after:
            raise OSError(errno.EXDEV, "other drive")
        return copy(source, target, min(count, 1000), at, to)

    monkeypatch.setattr(os, "copy_file_range", failing)
    job = restored(pair, tmp_path / "back")
    assert (job.result["checked"], job.result["failed"]) == (2, 0)
    assert (tmp_path / "back/travel/large.jpg").read_bytes() == (pair.library / "travel/large.jpg").read_bytes()


def test_a_photo_that_the_drive_cannot_hold_fails_alone(pair: Workplace, tmp_path: Path) -> None:
    """As on FAT with 4 GB; here the system's limit for this process says how much a file may have."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (BIG - 1000, before[1]))
    try:
        job = restored(pair, tmp_path / "back")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert codes(pair, job) == {"large.jpg": "FILE_TOO_BIG"}
    assert names(tmp_path / "back") == {"small.jpg"}
    assert restored(pair, tmp_path / "back").result["failed"] == 0


def test_a_drive_that_is_taken_away_stops_it_and_nothing_is_written_in_its_place(
    place: Workplace, cloud: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "BATCH", 30)
    for number in range(100):
        cloud.add(f"more/{number}", b"\xff\xd8\xff" + number.to_bytes(2) * 1000)
    place.backup()
    to, elsewhere = tmp_path / "back", tmp_path / "unplugged"

    def watch(_job: Job, progress: Progress) -> None:
        if progress.photos_done and to.exists():
            to.rename(elsewhere)
            to.mkdir()

    job = Runner(place.opened, place.stop, watch).work_off(place.ask("export", choice.request(place.opened, to)).id)
    assert (job.state, job.code) == ("failed", "TARGET")
    assert list(to.iterdir()) == []
    to.rmdir()
    elsewhere.rename(to)
    assert restored(place, to).result["failed"] == 0


def mounted(place: Workplace, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A shell with drives of its own, in which `$HOLDFAST` is the command line with this home."""
    environment = {**os.environ, "HOLDFAST_HOME": str(place.home.path), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = ["unshare", "-Urm", "sh", "-c", f'H="{sys.executable} -m holdfast"; {script}', "sh", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


@needs_mounts
@pytest.mark.parametrize(
    ("options", "code", "said"),
    [("size=4m", "TARGET_FULL", "not enough room"), ("size=64m,nr_inodes=5", "TARGET_FULL", "too many files"),
     ("size=64m,ro", "TARGET_REFUSED", "read-only")],
)  # fmt: skip
def test_a_drive_without_room_for_it_is_named(
    pair: Workplace, tmp_path: Path, options: str, code: str, said: str
) -> None:
    to = tmp_path / "drive"
    to.mkdir()
    script = 'mount -t tmpfs -o "$1" drive "$2" && $H restore --to "$2" --json'
    run = mounted(pair, script, options, str(to))
    assert run.returncode == (2 if code == "TARGET_REFUSED" else 4), run.stdout + run.stderr
    error = json.loads(run.stdout)["error"]
    assert error["code"] == code
    assert said in error["message"]
    assert ".part" not in error["message"] or f"{WORK}/" in error["message"]
    assert list(to.iterdir()) == [], "something was written beneath the drive"


@needs_mounts
def test_a_library_on_a_read_only_drive_can_be_restored_from(pair: Workplace, tmp_path: Path) -> None:
    """E8: nothing is written into the library for it, and a statement can be made of it, too."""
    script = (
        'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 99; touch "$1/x" 2>/dev/null && exit 98;'
        ' $H restore --to "$2" || exit $?; $H drill || exit $?; $H status --proof "$3"'
    )
    run = mounted(pair, script, str(pair.library), str(tmp_path / "back"), str(tmp_path / "proof.txt"))
    assert run.returncode == 0, run.stdout + run.stderr
    assert names(tmp_path / "back") == {"small.jpg", "large.jpg"}
    assert "Complete: of 2 listed photos 2 are safe." in run.stdout


@needs_mounts
@pytest.mark.parametrize("below", ["", "2024"])
def test_a_folder_of_the_library_is_refused_by_whatever_mount_it_is_reached(
    pair: Workplace, tmp_path: Path, below: str
) -> None:
    to = tmp_path / "elsewhere"
    to.mkdir()
    inside = pair.library / "travel" / below
    inside.mkdir(exist_ok=True)
    before = sorted(pair.library.rglob("*"))
    for place in (to, to / "new"):
        run = mounted(pair, 'mount --bind "$1" "$2" && $H restore --to "$3"', str(inside), str(to), str(place))
        assert run.returncode == 2, run.stdout + run.stderr
        assert "lie in one another" in run.stderr
    assert sorted(pair.library.rglob("*")) == before
