"""Drives that can less than others, through whole backups: rows E14–E18.

What the kernel of a test machine may not have (FAT, exFAT, network drives, Windows) is answered for it at the border of
the system, call by call, by strace: the program is the real one and notices no difference.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import failures
from holdfast.library.durable import FAT_LIMIT
from holdfast.standins.cloudinary import StandIn

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")

PHOTOS, SIZE = 12, 5003
FAT = "fstatfs:poke_exit=@arg2=444d000000000000"
"""Whatever drive it is, the system says FAT."""


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(0, seed=15, nasty=False) as running:
        for number in range(PHOTOS):
            data = b"\xff\xd8\xff" + random.Random(number).randbytes(SIZE - 3)
            folder = "busy" if number == 0 else "travel"
            running.add(f"photo {number}", data, asset_folder=folder, display_name=f"photo {number}")
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud) as made:
        yield made


def backup_where(place: Workplace, *injected: str, paths: tuple[Path, ...] = ()) -> subprocess.CompletedProcess[str]:
    """`holdfast backup` where the system answers so; only at these paths, if any are named."""
    place.close()
    calls = ",".join(sorted({each.partition(":")[0] for each in injected}))
    options = [f"-einject={each}" for each in injected] + [f"-P{path}" for path in paths]
    command = ["strace", "-f", "-qq", "-o", "/dev/null", f"-etrace={calls}", *options]
    environment = {"HOLDFAST_HOME": str(place.home.path), "PYTHONPATH": ":".join(sys.path), "PATH": os.environ["PATH"]}
    ended = subprocess.run(
        [*command, sys.executable, "-m", "holdfast", "backup"], env=environment, capture_output=True, text=True, cwd="/"
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    place.reopen()
    return ended


def folders(place: Workplace) -> tuple[Path, ...]:
    """Every folder that a batch syncs, made before it comes."""
    made = [place.library / "travel" / name for name in ("travel", "busy")]
    for folder in made:
        folder.mkdir(parents=True)
    return (place.library, place.library / "travel", *made, place.library / ".holdfast/incoming")


# E14: what crashes leave


def test_e14_parts_of_three_crashes_are_swept_and_never_counted_or_shown(place: Workplace) -> None:
    incoming = place.library / ".holdfast/incoming"
    for number in range(3):
        (incoming / f"0000000{number}-0000-4000-8000-000000000000.part").write_bytes(b"x" * 100_000)
    assert place.status.totals.originals == 0
    job = place.backup()
    assert (job.state, job.result["downloaded"], job.result["adopted"]) == ("done", PHOTOS, 0)
    assert list(incoming.iterdir()) == []
    assert place.state() == "safe"
    assert_promises(place)


# E15: a network share


@needs_strace
@pytest.mark.parametrize("error", ["EINVAL", "EOPNOTSUPP"])
def test_e15_a_drive_that_cannot_sync_folders_is_good_enough_and_that_is_said_once(
    place: Workplace, error: str
) -> None:
    ended = backup_where(place, f"fsync:error={error}", paths=folders(place))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert place.state() == "safe"
    assert place.home.log_file.read_text("utf-8").count("does not sync folders") == 1
    assert_promises(place)


@needs_strace
def test_e15_a_folder_that_was_not_synced_for_an_error_makes_nothing_safe(place: Workplace) -> None:
    ended = backup_where(place, "fsync:error=EIO", paths=folders(place))
    assert ended.returncode == 4
    assert "The drive reported an error" in ended.stderr
    assert place.status.totals.safe == 0
    there = place.files()
    assert place.backup().state == "done"
    assert place.state() == "safe"
    assert_promises(place, there)


@needs_strace
def test_e15_a_share_that_drops_in_the_middle_is_offline_and_costs_nothing(place: Workplace) -> None:
    ended = backup_where(place, "renameat2:error=ESTALE:when=5+")
    assert ended.returncode == 4
    assert "holdfast library follow" in ended.stderr
    totals = place.status.totals
    assert (totals.safe + totals.pending, totals.failed) == (PHOTOS, 0)
    there = place.files()
    assert place.backup().state == "done"
    assert place.state() == "safe"
    assert_promises(place, there)


# E16: FAT and exFAT


@needs_strace
def test_e16_a_drive_without_links_rights_and_reservations_works(place: Workplace) -> None:
    ended = backup_where(
        place, "renameat2:error=EINVAL", "linkat:error=EPERM", "fchmod:error=EPERM", "fallocate:error=EOPNOTSUPP", FAT
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert place.state() == "safe"
    assert_promises(place)


@needs_strace
def test_e16_what_fat_cannot_hold_is_named_with_the_limit_before_the_first_byte(
    place: Workplace, cloud: StandIn
) -> None:
    film = cloud.add("film", b"film", resource_type="video", format="mp4", display_name="film", length=1000)
    cloud.misstate(film.asset_id, bytes=FAT_LIMIT + 1)
    ended = backup_where(place, FAT)
    assert ended.returncode == 1
    assert place.status.totals.safe == PHOTOS
    (failure,) = place.catalog.read(failures.page)
    assert failure.code == "FILE_TOO_BIG"
    assert "film" in failure.message
    assert f"{FAT_LIMIT:,}" in failure.message
    assert film.asset_id not in [asked.key for asked in cloud.requests if asked.kind == "delivery"]
    assert_promises(place)


def test_e16_times_to_two_seconds_make_no_file_look_edited_or_new(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    before = place.files()
    for path in before:
        file = place.library / path
        rounded = int(file.stat().st_mtime) // 2 * 2
        os.utime(file, (rounded, rounded))
    cloud.forget()
    assert place.run("verify").result["damaged"] == 0
    assert place.backup().result["downloaded"] == 0
    assert cloud.asked("delivery") == 0
    assert place.files() == before
    assert place.state() == "safe"


# E17: the name is taken


@pytest.mark.parametrize("content", [b"mine, not yours", b"x" * SIZE])
def test_d14_e17_somebody_elses_file_keeps_its_name_and_ours_gets_another(place: Workplace, content: bytes) -> None:
    """Even one of the very same size and time: only its bytes would make it ours."""
    theirs = place.library / "travel/busy/photo 0.jpg"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(content)
    os.utime(theirs, (1_600_000_000, 1_600_000_000))
    assert place.backup().state == "done"
    assert theirs.read_bytes() == content
    assert any(path.startswith("travel/busy/photo 0~") for path in place.files())
    assert place.state() == "safe"
    assert_promises(place)


# E18: another program holds the file


@needs_strace
def test_e18_a_file_that_is_held_for_a_moment_is_waited_for(place: Workplace) -> None:
    busy = folders(place)[3]
    ended = backup_where(place, "renameat2:error=EBUSY:when=1..3", paths=(busy,))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert place.state() == "safe"
    assert_promises(place)


@needs_strace
def test_e18_a_file_that_stays_held_fails_its_photo_alone_and_is_tried_again(place: Workplace) -> None:
    busy = folders(place)[3]
    ended = backup_where(place, "renameat2:error=EBUSY", paths=(busy,))
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert place.status.totals.safe == PHOTOS - 1
    (failure,) = place.catalog.read(failures.page)
    assert (failure.code, failure.photo) == ("FILE_BUSY", "busy/photo 0.jpg")
    assert str(busy) in failure.message
    assert_promises(place)
    assert place.run("retry").state == "done"
    assert place.state() == "safe"
    assert_promises(place)
