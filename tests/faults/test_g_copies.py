"""G15 and what the copies are for: made every night, believed only when read, seven kept, and put back when needed."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from invariants import assert_promises
from kill_at import killed_at
from workplace import Workplace

from holdfast.catalog import Connection, jobs, settings
from holdfast.catalog.driver import connect
from holdfast.clock import SystemClock, milliseconds
from holdfast.daemon.schedule import ask_for_upkeep
from holdfast.engine import copies, rescue, setup
from holdfast.errors import CatalogDamaged, CatalogError, CatalogMissing, UsageError
from holdfast.keys import key_file
from holdfast.standins.cloudinary import StandIn

HOUR, DAY = 3_600_000, 24 * 3_600_000


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(12, seed=5) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud) as made:
        yield made


def key_of(place: Workplace) -> bytes:
    return key_file.read(place.key_file)


def spoil(path: Path, at: int) -> None:
    """As a failing drive does: some bytes of the file are others."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(os.urandom(64))


def restore(place: Workplace, wanted: str | None = None) -> rescue.Restored:
    """As the command does it, with everybody else gone."""
    place.close()
    try:
        return rescue.restore(place.home, None, place.clock, lambda _: None, wanted)
    finally:
        place.reopen()


def test_a_copy_holds_all_and_only_its_key_opens_it(place: Workplace) -> None:
    place.backup()
    job = place.run("catalog_copy")
    (copy,) = copies.listing(place.home, place.clock)
    assert (job.state, job.result["bytes"]) == ("done", copy.bytes)
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert [path.name for path in place.home.copies_dir.iterdir()] == [copy.path.name]
    with closing(connect(copy.path, key_of(place), read_only=True)) as db:
        assert db.number("SELECT count(*) FROM photos") == 12
        assert db.number("SELECT count(*) FROM sources WHERE credentials IS NOT NULL") == 1
    with pytest.raises(CatalogDamaged):
        connect(copy.path, bytes(32))
    assert_promises(place)


def test_a_copy_is_made_while_the_drive_with_the_photos_is_away(place: Workplace) -> None:
    place.backup()
    place.library.rename(place.folder / "unplugged")
    assert place.run("catalog_copy").state == "done"


def test_g15_seven_are_kept_and_a_bad_one_pushes_no_good_one_out(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.backup()
    for day in range(1, 10):
        dated(place, monkeypatch, day)
    kept = [copy.name for copy in copies.listing(place.home, place.clock)]
    assert kept == [f"202610{day:02}T031000Z" for day in range(9, 2, -1)]
    place.close()
    spoil(place.home.catalog_file, 4096 * 20)
    place.reopen()
    with pytest.raises(CatalogError):
        copies.make(place.home, place.catalog, place.clock)
    assert [copy.name for copy in copies.listing(place.home, place.clock)] == kept
    assert [path.name for path in place.home.copies_dir.iterdir() if path.suffix == ".part"] == []


def dated(place: Workplace, monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    at = datetime(2026, 10, day, 3, 10, tzinfo=UTC).timestamp()
    monkeypatch.setattr(SystemClock, "now", lambda _: at)
    copies.make(place.home, place.catalog, place.clock)
    monkeypatch.undo()


def test_a_copy_for_which_there_is_no_room_leaves_the_others(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.run("catalog_copy")
    before = copies.listing(place.home, place.clock)
    monkeypatch.setattr(copies, "MARGIN", 2**60)
    job = place.run("catalog_copy")
    assert (job.state, job.code) == ("failed", "DISK_FULL")
    assert "copy of the catalog" in str(job.message)
    assert copies.listing(place.home, place.clock) == before


def test_every_night_asks_for_one_copy_and_a_night_slept_through_for_no_two(place: Workplace) -> None:
    made = place.catalog.read(settings.made_at)
    assert wanted_at(place, made + 5 * DAY) == 1
    assert wanted_at(place, made + 5 * DAY + HOUR) == 1  # it is in the queue already
    place.run("catalog_copy")
    assert wanted_at(place, milliseconds(place.clock)) == 0
    assert wanted_at(place, milliseconds(place.clock) + int(timedelta(days=1).total_seconds() * 1000)) == 1


def wanted_at(place: Workplace, at: int) -> int:
    """How many copies are in the queue when the schedule has looked at that time."""
    place.catalog.write(ask_for_upkeep, at)
    return sum(job.kind == "catalog_copy" for job in place.catalog.read(jobs.open_ones))


def test_g2_a_damaged_catalog_gives_way_to_the_copy_and_what_came_after_is_not_fetched_again(
    place: Workplace, cloud: StandIn
) -> None:
    place.backup()
    place.run("catalog_copy")
    cloud.add("later/one", b"\xff\xd8\xff later \xff\xd9")
    cloud.rename(cloud.photos[0].asset_id, "renamed later")
    place.backup()
    before = place.files()
    place.close()
    for page in range(1, 60):
        spoil(place.home.catalog_file, 4096 * page + 100)
    with pytest.raises(CatalogDamaged, match="The key is right"):
        place.reopen()
        place.catalog.read(Connection.rows, "SELECT * FROM photos")
    found = restore(place)
    assert (found.photos, found.originals, found.damaged, found.missing) == (1, 1, 0, 0)
    assert found.copy is not None
    assert found.kept is not None and found.kept.exists()
    assert place.status.totals.safe == 13
    cloud.forget()
    job = place.backup()
    assert (job.result["new"], job.result["bytes"]) == (0, 0)
    assert cloud.asked("delivery") == cloud.asked("download") == 0
    assert place.state() == "safe"
    assert_promises(place, before)


def test_a_rotten_copy_is_passed_over_for_an_older_good_one(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.backup()
    dated(place, monkeypatch, 1)
    dated(place, monkeypatch, 2)
    spoil(copies.listing(place.home, place.clock)[0].path, 4096 * 12 + 9)
    place.home.catalog_file.unlink()
    found = restore(place)
    assert found.copy == "20261001T031000Z"
    assert found.passed_over and "20261002T031000Z" in found.passed_over[0]
    assert_promises(place)


def test_the_copy_that_a_person_names_is_taken(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.backup()
    dated(place, monkeypatch, 1)
    dated(place, monkeypatch, 2)
    with pytest.raises(UsageError, match="There is no copy"):
        restore(place, "2026-12")
    assert restore(place, "2026-10-01").copy == "20261001T031000Z"
    assert_promises(place)


def test_without_any_good_copy_the_way_out_is_the_library(place: Workplace) -> None:
    place.backup()
    place.close()
    place.home.catalog_file.unlink()
    with pytest.raises(CatalogMissing) as caught:
        rescue.restore(place.home, None, place.clock, lambda _: None)
    assert "catalog rebuild" in caught.value.action


def test_work_asked_for_on_the_day_of_the_copy_is_not_done_again(place: Workplace) -> None:
    place.ask("verify")
    copies.make(place.home, place.catalog, place.clock)
    place.close()
    place.home.catalog_file.unlink()
    with pytest.raises(CatalogMissing):
        setup.open_home(place.home, None, place.clock)
    rescue.restore(place.home, None, place.clock, lambda _: None)
    place.reopen()
    assert place.catalog.read(jobs.open_ones) == []


PROGRAM = """
import sys
from pathlib import Path
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import rescue
rescue.restore(Home(Path(sys.argv[1])), None, SystemClock(), lambda _: None)
"""


@pytest.mark.parametrize(
    "call", ["rename", *(pytest.param(call, marks=pytest.mark.torture) for call in ("fsync", "unlink"))]
)
def test_a_restore_killed_at_any_call_is_done_by_the_next_one(
    place: Workplace, cloud: StandIn, tmp_path: Path, call: str
) -> None:
    place.backup()
    place.run("catalog_copy")
    cloud.add("later/one", b"\xff\xd8\xff later \xff\xd9")
    place.backup()
    place.close()
    spoil(place.home.catalog_file, 0)
    shutil.copytree(place.folder, fresh := tmp_path.with_name(f"fresh {call}"))
    number = 1
    while True:
        shutil.rmtree(place.folder)
        shutil.copytree(fresh, place.folder)
        if not killed_at(call, number, PROGRAM, place.home.path):
            break
        number += 1
        rescue.restore(place.home, None, place.clock, lambda _: None)
        place.reopen()
        assert place.status.totals.safe == 13, f"killed at {call} {number}"
        assert_promises(place)
        place.close()
    assert number > 2, "there was nothing to kill it at"
    place.reopen()
