"""The queue: waits, cancel and pause that survive a restart, and a schedule that makes up a missed run once."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from invariants import assert_promises
from limits import largest_file
from workplace import Workplace

from holdfast.catalog import Connection, jobs, sessions, settings, sources
from holdfast.catalog.jobs import Parameters
from holdfast.clock import SystemClock
from holdfast.daemon.runner import Runner
from holdfast.daemon.schedule import ask_for_due_backups, make_due
from holdfast.engine import library
from holdfast.errors import Interrupted
from holdfast.standins.cloudinary import StandIn

HOUR = 3_600_000


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(120, seed=5) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud) as made:
        yield made


def test_a_dead_holders_job_is_taken_over_and_its_runs_are_interrupted(place: Workplace) -> None:
    asked = place.ask("backup")
    place.catalog.write(jobs.take, 1)
    session = place.catalog.write(sessions.begin, "download", 1, asked.id, 1)
    done = place.runner().work_off(asked.id)
    assert done.state == "done"
    stale = place.catalog.read(sessions.by_id, session)
    assert stale is not None
    assert stale.outcome == "interrupted"


@pytest.mark.parametrize("form", ["420:2", "429:2"])
def test_a14_a_short_limit_is_waited_for_and_nothing_fails(place: Workplace, cloud: StandIn, form: str) -> None:
    cloud.faults.plan(form, where="listing", times=1)
    job = place.backup()
    assert (job.state, place.status.totals.safe) == ("done", 120)


def test_a14_a_long_limit_is_kept_in_the_catalog_says_until_when_and_survives_a_restart(
    place: Workplace, cloud: StandIn
) -> None:
    cloud.faults.plan("420:3000", where="listing", key="raw/upload", times=1)
    asked = place.ask("backup")
    runner = Runner(place.opened, place.stop)
    runner.begin()
    watcher = threading.Thread(
        target=_stop_when, args=(place, lambda: place.catalog.read(jobs.by_id, asked.id).state == "waiting")
    )
    watcher.start()
    with pytest.raises(Interrupted):
        runner.work_off(asked.id)
    watcher.join(30)
    waiting = place.catalog.read(jobs.by_id, asked.id)
    assert waiting.state == "waiting"
    assert waiting.wait_code == "RATE_LIMIT"
    assert waiting.not_before is not None
    assert 2900 < waiting.not_before / 1000 - place.clock.now() < 3002
    status = place.status
    assert status.state == "waiting"
    assert "travel asked us to slow down until" in status.sentence
    assert status.sources[0].wait_until == waiting.not_before

    place.close()
    place.reopen()
    assert place.catalog.read(jobs.by_id, asked.id).state == "waiting"
    assert place.catalog.read(jobs.is_ready, waiting.not_before - 1) is False
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1 WHERE id = ?", (asked.id,))
    place.catalog.write(sources.waits, 1, 1)
    cloud.forget()
    assert place.runner().work_off(asked.id).state == "done"
    assert cloud.asked("listing", "image/upload") == 0
    assert place.status.totals.safe == 120


@pytest.mark.parametrize("origin", ["person", "schedule"])
def test_a14_a_new_job_does_not_ask_a_source_that_wants_to_be_left_alone(
    place: Workplace, cloud: StandIn, origin: Literal["person", "schedule"]
) -> None:
    until = int(place.clock.now() * 1000) + HOUR
    place.catalog.write(sources.waits, 1, until)
    cloud.forget()
    asked = place.catalog.write(jobs.enqueue, "backup", Parameters(), origin=origin, at=1)
    assert place.runner().take_one()
    waiting = place.catalog.read(jobs.by_id, asked.id)
    assert (waiting.state, waiting.wait_code) == ("waiting", "RATE_LIMIT")
    assert waiting.not_before is not None
    assert abs(waiting.not_before - until) <= 1
    assert "travel asked us to slow down until" in (waiting.wait_reason or "")
    assert cloud.requests == []


def _stop_when(place: Workplace, condition: Callable[[], bool]) -> None:
    while not place.stop.is_set():
        if condition():
            place.stop.set()
        place.clock.sleep(0.02)


def test_the_same_wish_is_not_queued_twice(place: Workplace) -> None:
    first, second = place.ask("backup"), place.ask("backup")
    assert first.id == second.id
    assert place.ask("verify").id != first.id
    place.catalog.write(jobs.wish, first.id, "cancel", 1)
    assert place.ask("backup").id != first.id


def test_the_schedule_makes_up_a_missed_run_once(place: Workplace) -> None:
    day = 24 * HOUR
    now = 1_000 * day
    assert len(place.catalog.write(ask_for_due_backups, now)) == 1
    assert place.catalog.write(ask_for_due_backups, now + 1) == []
    for job in place.catalog.read(jobs.open_ones):
        place.catalog.write(jobs.ends, job.id, "done", now, {})
    assert place.catalog.write(ask_for_due_backups, now + day - 1) == []
    assert len(place.catalog.write(ask_for_due_backups, now + 9 * day)) == 1
    assert place.catalog.write(ask_for_due_backups, now + 9 * day + 1) == []
    (job,) = place.catalog.read(jobs.open_ones)
    assert (job.kind, job.origin, job.parameters) == ("backup", "schedule", Parameters(sources=(1,)))


def test_a_paused_source_is_not_scheduled_and_a_clock_far_off_mends_itself(place: Workplace) -> None:
    place.catalog.write(sources.pause, 1, True)
    assert place.catalog.write(ask_for_due_backups, 10**12) == []
    place.catalog.write(sources.pause, 1, False)
    place.catalog.write(sources.due_next, 1, 10**15)
    assert place.catalog.write(ask_for_due_backups, 10**12) == [1]


def test_the_interval_is_a_setting(place: Workplace) -> None:
    place.catalog.write(settings.change, "check_every_hours", 2, 1)
    place.backup()
    due = place.catalog.read(sources.everything)[0].next_due_at
    assert due is not None
    assert 1.9 * HOUR < due - place.clock.now() * 1000 < 2.1 * HOUR


def test_the_daemon_starts_a_job_that_another_process_asked_for(place: Workplace) -> None:
    place.catalog.write(sources.due_next, 1, int(place.clock.now() * 1000) + HOUR)
    serving = threading.Thread(target=place.runner().serve)
    serving.start()
    asked = place.ask("backup")
    deadline = place.clock.monotonic() + 60
    while place.catalog.read(jobs.by_id, asked.id).state != "done":
        assert place.clock.monotonic() < deadline
        place.clock.sleep(0.02)
    place.stop.set()
    serving.join(5)
    assert not serving.is_alive()
    assert place.status.totals.safe == 120


def test_a_drive_that_is_away_makes_a_scheduled_job_wait_and_go_on(place: Workplace) -> None:
    away = place.folder / "unplugged"
    place.library.rename(away)
    place.catalog.write(ask_for_due_backups, int(place.clock.now() * 1000))
    (job,) = place.catalog.read(jobs.open_ones)
    runner = place.runner()
    runner.begin()
    assert runner.take_one()
    waiting = place.catalog.read(jobs.by_id, job.id)
    assert (waiting.state, waiting.wait_code) == ("waiting", "LIBRARY_OFFLINE")
    assert not place.library.exists()
    away.rename(place.library)
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1")
    assert runner.take_one()
    assert place.status.totals.safe == 120


def test_e1_a_full_drive_stops_before_the_cloud_is_asked_anything_and_goes_on_when_there_is_room(
    place: Workplace, cloud: StandIn
) -> None:
    place.catalog.write(settings.change, "reserve_megabytes", 1_000_000, 1)
    cloud.forget()
    job = place.backup()
    assert (job.state, job.code) == ("failed", "DISK_FULL")
    assert cloud.requests == []
    place.catalog.write(ask_for_due_backups, int(place.clock.now() * 1000))
    assert place.runner().take_one()
    (waiting,) = place.catalog.read(jobs.open_ones)
    assert (waiting.state, waiting.wait_code) == ("waiting", "DISK_FULL")
    place.catalog.write(settings.change, "reserve_megabytes", 0, 1)
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1")
    assert place.runner().take_one()
    assert place.status.totals.safe == 120


def _parked(place: Workplace, code: str) -> None:
    """A backup of the schedule that has met this trouble and waits."""
    place.catalog.write(make_due, None, 1)
    place.catalog.write(ask_for_due_backups, int(place.clock.now() * 1000))
    assert place.runner().take_one()
    (waiting,) = place.catalog.read(jobs.open_ones)
    assert (waiting.state, waiting.wait_code) == ("waiting", code)
    assert not place.runner().take_one()


def test_a_marker_put_back_is_no_trouble_any_more_and_the_backup_goes_on_at_once(place: Workplace) -> None:
    place.backup()
    own = place.library / ".holdfast"
    own.rename(place.folder / "aside")
    _parked(place, "MARKER_MISSING")
    assert place.status.state == "problem"
    (place.folder / "aside").rename(own)  # by hand: nobody tells Holdfast
    assert place.status.sentence.startswith("The library can be used again. It goes on at ")
    shutil.rmtree(own)
    library.adopt(place.opened)
    assert place.runner().take_one()
    assert place.state() == "safe"


def test_a_library_that_was_followed_is_backed_up_to_at_once(place: Workplace) -> None:
    place.backup()
    elsewhere = place.folder / "elsewhere"
    place.library.rename(elsewhere)
    _parked(place, "LIBRARY_OFFLINE")
    place.library = library.follow(place.opened, elsewhere).path
    assert place.runner().take_one()
    assert place.state() == "safe"


def test_a_reserve_that_was_lowered_lets_the_backup_go_on_at_once(place: Workplace) -> None:
    place.catalog.write(settings.change, "reserve_megabytes", 1_000_000, 1)
    _parked(place, "DISK_FULL")
    place.catalog.write(settings.change, "downloads_at_once", 2, 1)
    assert not place.runner().take_one()
    place.catalog.write(settings.change, "reserve_megabytes", 0, 1)
    assert place.runner().take_one()
    assert place.state() == "safe"


def test_a_full_drive_is_told_with_a_way_on_while_something_is_to_be_copied(place: Workplace) -> None:
    place.backup()
    place.catalog.write(settings.change, "reserve_megabytes", 1_000_000, 1)
    assert (place.status.library.code, place.status.state) == (None, "safe")
    _parked(place, "DISK_FULL")
    status = place.status
    assert (status.library.online, status.library.code, status.state) == (True, "DISK_FULL", "problem")
    assert "holdfast library follow" in (status.library.action or "")
    assert "reserve_megabytes" in (status.library.action or "")
    place.catalog.write(settings.change, "reserve_megabytes", 0, 1)
    assert place.status.library.code is None


def test_a_job_that_could_use_the_library_lets_those_that_wait_for_it_try_again(place: Workplace) -> None:
    place.backup()
    own = place.library / ".holdfast"
    own.rename(place.folder / "aside")
    _parked(place, "MARKER_MISSING")
    (place.folder / "aside").rename(own)
    assert place.runner().work_off(place.ask("verify").id).state == "done"
    assert place.runner().take_one()
    assert place.state() == "safe"


class Hurried(SystemClock):
    """Sleeps, but never long."""

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        return super().sleep(min(seconds, 0.05), stop)


def test_e3_the_daemon_outlives_a_catalog_that_cannot_be_written(
    tmp_path: Path, cloud: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    with Workplace(tmp_path, cloud) as place:
        place.clock = Hurried()
        place.reopen()
        serving = threading.Thread(target=place.runner().serve)
        with largest_file(4096):
            serving.start()
            _until(place, lambda: any("cannot be used just now" in record.message for record in caplog.records))
        _until(place, lambda: place.status.totals.safe == 120 and place.status.job is None)
        place.stop.set()
        serving.join(10)
        assert not serving.is_alive()
        assert place.state() == "safe"
        assert_promises(place)


def _until(place: Workplace, condition: Callable[[], bool]) -> None:
    deadline = place.clock.monotonic() + 60
    while not condition():
        assert place.clock.monotonic() < deadline
        place.clock.sleep(0.02)


def test_an_ended_job_says_how_far_it_came_in_full(place: Workplace) -> None:
    """Progress is written a few times a second only; the last of it counts all the same."""
    job = place.backup()
    assert (job.state, job.progress.photos_done, job.progress.photos_total) == ("done", 120, 120)
