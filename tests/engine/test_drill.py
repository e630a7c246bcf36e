"""The drill: photos taken at random through a whole restore, with a receipt; the headline speaks of a failure."""

import os
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, drills, jobs, settings
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.clock import milliseconds
from holdfast.daemon.runner import Runner
from holdfast.daemon.schedule import ask_for_upkeep
from holdfast.engine import drill as engine_drill
from holdfast.errors import Interrupted

DAY = 24 * 3_600_000


def drilled(place: Workplace, photos: int | None = None) -> drills.Drill:
    place.run("drill", Parameters(photos=photos))
    found = place.catalog.read(drills.last)
    assert found is not None
    return found


def drills_asked(place: Workplace, at: int) -> list[Job]:
    place.catalog.write(ask_for_upkeep, at)
    return [job for job in place.catalog.read(jobs.open_ones) if job.kind == "drill"]


def test_photos_come_back_whole_and_the_receipt_says_which(place: Workplace) -> None:
    place.backup()
    before = place.files()
    found = drilled(place)
    assert (found.photos, found.intact) == (20, 20)
    assert len({one.path for one in found.receipt}) == 20
    assert {one.path for one in found.receipt} <= before.keys()
    assert found.bytes == sum(len(before[one.path]) for one in found.receipt)
    (paper,) = place.home.receipts_dir.glob("drill-*.txt")
    text = paper.read_text("utf-8")
    assert "20 of 20 photos" in text
    assert all(one.sha256 in text for one in found.receipt)
    assert not (place.home.path / engine_drill.FOLDER).exists()
    assert place.state() == "safe"
    assert_promises(place, before)


def test_another_drill_takes_other_photos(place: Workplace) -> None:
    place.backup()
    drawn = [frozenset(one.path for one in drilled(place, 5).receipt) for _ in range(6)]
    assert len(set(drawn)) > 1


def test_a_small_library_is_taken_whole_and_an_empty_one_not_at_all(place: Workplace, tmp_path: Path) -> None:
    place.run("drill")
    assert place.catalog.read(drills.last) is None
    place.backup()
    assert drilled(place, 1000).photos > 30


def test_a_damaged_original_is_found_named_and_no_longer_called_safe(place: Workplace) -> None:
    place.backup()
    damaged = [path for path, content in place.files().items() if len(content) > 100]
    for path in damaged:
        os.truncate(place.library / path, 20)
    job = place.run("drill")
    assert (job.state, job.code) == ("failed", "DRILL_FAILED")
    found = place.catalog.read(drills.last)
    assert found is not None
    assert found.intact < found.photos
    assert {one.result for one in found.receipt} == {"DAMAGED", "intact"} or found.intact == 0
    assert place.state() == "attention"
    assert place.status.totals.failed >= found.photos - found.intact


def test_the_headline_speaks_of_a_failed_drill_until_one_succeeds(place: Workplace) -> None:
    place.backup()
    drilled(place, 3)
    place.catalog.write(Connection.run, "UPDATE drills SET intact = 2")
    assert place.state() == "attention"
    assert "The last drill could not restore 1 of 3 photos." in place.status.sentence
    assert "`holdfast drill`" in place.status.sentence
    drilled(place, 3)
    assert place.state() == "safe"


def test_what_a_killed_drill_left_is_gone_after_the_next(place: Workplace) -> None:
    place.backup()
    litter = place.home.path / engine_drill.FOLDER / "travel"
    litter.mkdir(parents=True)
    (litter / "photo.jpg").write_bytes(b"left")
    drilled(place)
    assert not litter.parent.exists()


def test_a_link_in_its_place_is_not_followed(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_bytes(b"mine")
    (place.home.path / engine_drill.FOLDER).symlink_to(elsewhere)
    assert place.run("drill").code == "TARGET_REFUSED"
    assert [path.name for path in elsewhere.iterdir()] == ["mine"]


def test_a_stopped_drill_leaves_nothing_and_no_receipt(place: Workplace) -> None:
    place.backup()

    def watch(_job: Job, _progress: Progress) -> None:
        place.stop.set()

    job = place.ask("drill")
    with pytest.raises(Interrupted):
        Runner(place.opened, place.stop, watch).work_off(job.id)
    assert not (place.home.path / engine_drill.FOLDER).exists()
    assert place.catalog.read(drills.last) is None


def test_it_happens_by_itself_each_month(place: Workplace) -> None:
    now = milliseconds(place.clock)
    assert drills_asked(place, now + 2 * DAY) == [], "an empty library"
    place.backup()
    assert drills_asked(place, now) == [], "the first day"
    (job,) = drills_asked(place, now + 2 * DAY)
    assert place.runner().work_off(job.id).state == "done"
    assert drills_asked(place, now + 29 * DAY) == []
    assert len(drills_asked(place, now + 31 * DAY)) == 1


def test_it_can_be_switched_off(place: Workplace) -> None:
    place.backup()
    now = milliseconds(place.clock)
    place.catalog.write(settings.change, "drill_every_days", 0, now)
    assert drills_asked(place, now + 400 * DAY) == []


def test_a_drill_that_did_not_come_about_is_tried_again_a_day_later(place: Workplace) -> None:
    place.backup()
    now = milliseconds(place.clock)
    (job,) = drills_asked(place, now + 2 * DAY)
    place.catalog.write(jobs.ends, job.id, "cancelled", now + 2 * DAY, {})
    assert drills_asked(place, now + 2 * DAY + 1000) == []
    assert len(drills_asked(place, now + 3 * DAY + 1000)) == 1
