"""The library's drive on a bad day, through whole backups on real file systems: rows E4–E6, E8 and E9.

A drive without room is in test_e_room.py, E7 and more of E6 in tests/engine/test_library.py; what the library's own
steps do is in tests/library/test_drive.py.
"""

import json
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_days import (
    PHOTOS,
    SIZE,
    assert_nothing_is_missing,
    by_schedule,
    content,
    counts,
    newest,
    no_more_waiting,
    photos_in_three_folders,
    until,
    workplace,
)
from drives import as_anybody, loop, memory, needs_loops, plug, pull, remount, when
from invariants import assert_promises

from holdfast.catalog import failures
from holdfast.clock import SystemClock, milliseconds
from holdfast.daemon.schedule import ask_for_due_backups
from holdfast.standins.cloudinary import StandIn

WITHIN = 5.0
"""Seconds from the pull to the end of the run."""


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with photos_in_three_folders() as running:
        yield running


# E4, E5: the drive goes, or was never there


@needs_loops
def test_e4_a_pulled_drive_stops_the_run_within_seconds_and_it_goes_on_by_itself(
    tmp_path: Path, cloud: StandIn
) -> None:
    clock, pulled = SystemClock(), [0.0]
    image, place_of_drive = tmp_path / "drive.img", tmp_path / "library"

    def out() -> None:
        pulled[0] = clock.monotonic()
        pull(place_of_drive)

    with loop(image, place_of_drive), workplace(tmp_path, cloud) as place:
        place.backup()
        before = place.files()
        for number in range(PHOTOS):
            cloud.add(f"later {number}", b"\xff\xd8" + random.Random(f"later {number}").randbytes(SIZE))
        cloud.faults.plan("stall", times=1000, skip=6)  # nothing but the drive's absence ends this run
        when(cloud, 6, out)
        job = by_schedule(place)
        assert clock.monotonic() - pulled[0] < WITHIN
        assert (job.state, job.wait_code) == ("waiting", "LIBRARY_OFFLINE")
        assert str(place.library) in (job.wait_reason or "")
        assert list(place.library.iterdir()) == []
        assert_nothing_is_missing(place)
        safe, pending, failed = counts(place)
        assert safe >= PHOTOS
        assert (safe + pending, failed) == (2 * PHOTOS, 0)
        assert place.state() == "waiting"

        cloud.faults.clear()
        cloud.forget()
        serving = threading.Thread(target=place.runner().serve)
        serving.start()
        try:
            plug(image, place_of_drive)
            until(place, lambda: place.status.totals.pending == 0)
        finally:
            place.stop.set()
            serving.join(30)
        assert place.state() == "safe"
        assert cloud.asked("delivery") <= PHOTOS  # not one that was safe is fetched again
        assert_promises(place, before)
        place.close()


@needs_loops
def test_e4_what_a_person_asked_for_is_said_at_once_and_done_by_the_schedule_when_the_drive_is_back(
    tmp_path: Path, cloud: StandIn
) -> None:
    image = tmp_path / "drive.img"
    with loop(image, tmp_path / "library") as drive, workplace(tmp_path, cloud) as place:
        when(cloud, 5, lambda: pull(drive))
        cloud.faults.plan("stall", times=1000, skip=5)
        job = place.backup()
        assert (job.state, job.code) == ("failed", "LIBRARY_OFFLINE")
        assert "holdfast library follow" in (job.action or "")
        (queued,) = place.catalog.write(ask_for_due_backups, milliseconds(place.clock))
        assert queued == 1
        cloud.faults.clear()
        plug(image, drive)
        assert place.runner().take_one()
        assert newest(place).origin == "schedule"
        assert place.state() == "safe"
        assert_promises(place)


@needs_loops
def test_e5_without_its_drive_the_empty_mount_point_stays_empty_and_no_photo_changes_its_state(
    tmp_path: Path, cloud: StandIn
) -> None:
    image = tmp_path / "drive.img"
    with loop(image, tmp_path / "library") as drive, workplace(tmp_path, cloud) as place:
        place.backup()
        pull(drive)
        cloud.add("new", b"\xff\xd8 new")
        cloud.forget()
        for kind in ("backup", "verify", "retry"):
            job = place.run(kind)
            assert (job.state, job.code) == ("failed", "LIBRARY_OFFLINE")
        assert list(place.library.iterdir()) == []
        assert cloud.requests == []
        assert counts(place) == (PHOTOS, 0, 0)
        assert_nothing_is_missing(place)
        place.library.rmdir()
        assert place.backup().code == "LIBRARY_OFFLINE"
        assert not place.library.exists()


@needs_loops
def test_e6_another_drive_at_the_same_place_is_refused_and_left_as_it_is(tmp_path: Path, cloud: StandIn) -> None:
    with loop(tmp_path / "drive.img", tmp_path / "library") as drive, workplace(tmp_path / "a", cloud) as place:
        with workplace(tmp_path, cloud) as other:
            other.backup()
        here = set(drive.rglob("*"))
        place.home.settings_file.write_text(
            place.home.settings_file.read_text("utf-8").replace(str(place.library), str(drive)), "utf-8"
        )
        job = place.backup()
        assert (job.state, job.code) == ("failed", "LIBRARY_WRONG")
        assert set(drive.rglob("*")) == here


# E8, E9: it is there, and takes nothing


@needs_loops
def test_e8_a_drive_that_turns_read_only_pauses_the_run_and_goes_on_when_it_is_not(
    tmp_path: Path, cloud: StandIn
) -> None:
    with memory(tmp_path / "library", "size=8m") as drive, workplace(tmp_path, cloud) as place:
        place.backup()
        before = place.files()
        cloud.add("new", b"\xff\xd8 new")
        remount(drive, "ro")
        job = by_schedule(place)
        assert (job.state, job.wait_code) == ("waiting", "READ_ONLY")
        assert str(place.library) in (job.wait_reason or "")
        assert counts(place)[2] == 0
        read = place.run("verify")
        assert (read.state, read.result["checked"], read.result["missing"]) == ("done", len(before), 0)
        remount(drive, "rw")
        no_more_waiting(place)
        assert place.runner().take_one()
        assert place.state() == "safe"
        assert_promises(place, before)


def test_e9_a_folder_that_is_closed_to_us_fails_its_photos_alone_and_by_name(tmp_path: Path, cloud: StandIn) -> None:
    with workplace(tmp_path, cloud) as place:
        closed = place.library / "travel" / "day 1"
        closed.mkdir(parents=True)
        closed.chmod(0o500)
        with as_anybody():
            job = place.backup()
        assert job.state == "done"
        assert counts(place) == (PHOTOS * 2 // 3, 0, PHOTOS // 3)
        found = place.catalog.read(failures.page)
        assert {failure.code for failure in found} == {"PERMISSION"}
        assert all("travel/day 1/" in failure.message and failure.action for failure in found)
        assert list(closed.iterdir()) == []
        assert_promises(place)
        closed.chmod(0o700)
        with as_anybody():
            assert place.run("retry").state == "done"
        assert place.state() == "safe"
        assert_promises(place)


def test_e9_the_same_bytes_in_an_open_folder_are_kept_there(tmp_path: Path, cloud: StandIn) -> None:
    for number in range(3):
        cloud.add(f"twin {number}", content(1), asset_folder="day 0" if number else "day 1")
    with workplace(tmp_path, cloud) as place:
        closed = place.library / "travel" / "day 1"
        closed.mkdir(parents=True)
        closed.chmod(0o500)
        with as_anybody():
            place.backup()
            assert counts(place)[2] > 0
            assert_promises(place)
            place.backup()
        closed.chmod(0o700)
        with as_anybody():
            place.run("retry")
        assert counts(place) == (PHOTOS + 3, 0, 0)
        assert_promises(place)
        folder = place.library / ".holdfast/sidecars/travel.jsonl"
        lines = [json.loads(line) for line in folder.read_text("utf-8").splitlines()]
        named = {line["key"]: line["original"]["path"] for line in lines if line["line"] == "photo"}
        assert len(named) == PHOTOS + 3
        assert all((place.library / path).is_file() for path in named.values())
        assert any(line["line"] == "source" for line in lines)


def test_e9_a_library_that_is_closed_to_us_pauses_the_run(tmp_path: Path, cloud: StandIn) -> None:
    with workplace(tmp_path, cloud) as place:
        for closed in (place.library / ".holdfast" / "incoming", place.library):
            closed.chmod(0o500)
            with as_anybody():
                job = place.backup()
            assert (job.state, job.code) == ("failed", "PERMISSION")
            assert str(place.library) in (job.message or "")
            assert counts(place)[2] == 0
            closed.chmod(0o700)
            assert place.files() == {}
        with as_anybody():
            assert place.backup().state == "done"
        assert place.state() == "safe"
