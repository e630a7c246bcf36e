"""A drive without room, through whole backups on real file systems: rows E1–E3."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_days import PHOTOS, by_schedule, counts, no_more_waiting, photos_in_three_folders, workplace
from drives import memory, needs_mounts, remount, when
from invariants import assert_promises

from holdfast.catalog import Connection
from holdfast.errors import DiskFull
from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with photos_in_three_folders() as running:
        yield running


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
