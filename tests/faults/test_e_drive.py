"""The library's drive on a bad day, through whole backups on real file systems: rows E1–E5, E8 and E9.

E6 and E7 are in tests/engine/test_library.py, what the library's own steps do in tests/library/test_drive.py.
"""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from drives import as_anybody, loop, memory, needs_loops, needs_mounts, plug, pull, remount, when
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, failures, jobs, settings
from holdfast.catalog.jobs import Job
from holdfast.clock import SystemClock, milliseconds
from holdfast.daemon.schedule import ask_for_due_backups
from holdfast.errors import DiskFull
from holdfast.standins.cloudinary import StandIn

WITHIN = 5.0
PHOTOS = 30
SIZE = 40_000


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(0, seed=14, nasty=False) as running:
        for number in range(PHOTOS):
            data = b"\xff\xd8\xff" + random.Random(number).randbytes(SIZE - 3)
            running.add(f"photo {number}", data, asset_folder=f"day {number % 3}")
        yield running


@contextmanager
def workplace(folder: Path, cloud: StandIn, reserve: int | None = 0) -> Iterator[Workplace]:
    with Workplace(folder, cloud) as place:
        if reserve is not None:
            place.catalog.write(settings.change, "reserve_megabytes", reserve, 1)
        yield place


def by_schedule(place: Workplace) -> Job:
    """One turn of a backup that nobody asked for."""
    place.catalog.write(Connection.run, "UPDATE sources SET next_due_at = NULL")
    place.catalog.write(ask_for_due_backups, milliseconds(place.clock))
    assert place.runner().take_one()
    return newest(place)


def newest(place: Workplace) -> Job:
    last = place.catalog.read(Connection.number, "SELECT max(id) FROM jobs WHERE kind = 'backup'")
    return place.catalog.read(jobs.by_id, last)


def no_more_waiting(place: Workplace) -> None:
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1 WHERE state = 'waiting'")


def counts(place: Workplace) -> tuple[int, int, int]:
    totals = place.status.totals
    return totals.safe, totals.pending, totals.failed


def assert_nothing_is_missing(place: Workplace) -> None:
    assert not place.catalog.read(Connection.number, "SELECT count(*) FROM originals WHERE condition <> 'intact'")


# E1, E2: no room


@needs_mounts
def test_e1_a_drive_that_fills_up_keeps_what_came_and_goes_on_when_there_is_room(
    tmp_path: Path, cloud: StandIn
) -> None:
    with memory(tmp_path / "library", "size=900k") as drive, workplace(tmp_path, cloud) as place:
        job = by_schedule(place)
        assert (job.state, job.wait_code) == ("waiting", "DISK_FULL")
        assert str(place.library) in (job.wait_reason or "")
        safe, pending, failed = counts(place)
        assert safe > 5
        assert (safe + pending, failed) == (PHOTOS, 0)
        assert_promises(place)
        assert len(cloud.requests) < 2 * PHOTOS  # no storm of attempts
        before = place.files()
        remount(drive, "size=8m")
        no_more_waiting(place)
        assert place.runner().take_one()
        assert place.state() == "safe"
        assert_promises(place, before)


@needs_mounts
def test_e1_who_asks_hears_how_much_is_needed_and_how_much_is_free_before_the_first_byte(
    tmp_path: Path, cloud: StandIn
) -> None:
    with memory(tmp_path / "library", "size=8m"), workplace(tmp_path, cloud, reserve=None) as place:
        cloud.forget()
        job = place.backup()
        assert (job.state, job.code) == ("failed", "DISK_FULL")
        for word in (str(place.library), "2.0 GB are needed", "are free"):
            assert word in (job.message or "")
        assert "holdfast library follow" in (job.action or "")
        assert cloud.requests == []
        assert place.status.state == "problem" or place.status.totals.safe == 0


@needs_mounts
def test_e2_a_drive_without_room_for_more_names_says_too_many_files(tmp_path: Path, cloud: StandIn) -> None:
    options = "size=8m,nr_inodes=35"
    with memory(tmp_path / "library", options) as drive, workplace(tmp_path, cloud) as place:
        job = place.backup()
        assert (job.state, job.code) == ("failed", "DISK_FULL")
        assert "too many files" in (job.message or "")
        safe, pending, failed = counts(place)
        assert 0 < safe < PHOTOS
        assert (safe + pending, failed) == (PHOTOS, 0)
        before = place.files()
        remount(drive, "nr_inodes=500")
        assert place.backup().state == "done"
        assert place.state() == "safe"
        assert_promises(place, before)


@needs_mounts
def test_e3_a_full_disk_under_the_catalog_costs_no_file_and_what_came_is_adopted(
    tmp_path: Path, cloud: StandIn
) -> None:
    with memory(tmp_path / "home", "size=8m"), workplace(tmp_path, cloud) as place:
        ballast = place.home.path / "ballast"

        def fill() -> None:
            with ballast.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(b"x" * 4096)
                except OSError:
                    pass

        when(cloud, 20, fill)
        with pytest.raises(DiskFull) as refused:
            place.backup()
        assert str(place.home.catalog_file) in refused.value.message
        named = place.files()
        ballast.unlink()
        cloud.forget()
        assert place.backup().state == "done"
        assert place.state() == "safe"
        assert_promises(place, named)
        adopted = place.catalog.read(Connection.number, "SELECT coalesce(sum(adopted), 0) FROM backup_sessions")
        downloaded = place.catalog.read(Connection.number, "SELECT coalesce(sum(downloaded), 0) FROM backup_sessions")
        assert adopted + downloaded == PHOTOS
        assert adopted > 0 or named == {}


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


def until(place: Workplace, condition: Callable[[], bool]) -> None:
    deadline = place.clock.monotonic() + 60
    while not condition():
        assert place.clock.monotonic() < deadline
        place.clock.sleep(0.05)


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
