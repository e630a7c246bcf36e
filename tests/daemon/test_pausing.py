"""Everything is paused: what is under way stops, nothing begins, and it goes on by itself when the time has come."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import jobs, pauses, sessions, sources
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.clock import SystemClock, milliseconds
from holdfast.daemon.runner import Runner
from holdfast.domain.pause import DAY, HOUR
from holdfast.engine.control import PACE
from holdfast.standins.cloudinary import StandIn


class SetClock(SystemClock):
    """The real clock, which somebody set to another time."""

    ahead = 0.0

    def now(self) -> float:
        return super().now() + self.ahead


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(120, seed=5) as running:
        yield running


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn, clock: SetClock) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud, clock=clock) as made:
        yield made


def pause(place: Workplace, length: int | None = HOUR) -> None:
    now = milliseconds(place.clock)
    place.catalog.write(lambda db: pauses.begin(db, None if length is None else now + length, now))


def resume(place: Workplace) -> bool:
    return place.catalog.write(lambda db: pauses.end(db, milliseconds(place.clock)))


def paused_halfway(place: Workplace, length: int = HOUR) -> Job:
    """A backup during which everything is paused, once some photos are there."""
    done = threading.Event()

    def watch(_: Job, progress: Progress) -> None:
        if progress.phase == "downloading" and progress.photos_done >= 20 and not done.is_set():
            done.set()
            place.clock.sleep(PACE)  # no faster than the job looks for wishes
            pause(place, length)

    return Runner(place.opened, place.stop, watch).work_off(place.ask("backup").id)


@contextmanager
def serving(place: Workplace) -> Iterator[None]:
    thread = threading.Thread(target=place.runner().serve)
    thread.start()
    try:
        yield
    finally:
        place.stop.set()
        thread.join()


def until(place: Workplace, condition: Callable[[], bool]) -> None:
    deadline = place.clock.monotonic() + 60
    while not condition():
        assert place.clock.monotonic() < deadline
        place.clock.sleep(0.02)


def state_of(place: Workplace, job: Job) -> str:
    return place.catalog.read(jobs.by_id, job.id).state


def test_a_job_in_the_middle_stops_and_goes_on_where_it_was(place: Workplace, cloud: StandIn) -> None:
    job = paused_halfway(place)
    assert (job.state, place.state()) == ("queued", "paused")
    shown = place.status
    assert shown.job is not None
    assert (shown.job.id, shown.job.state) == (job.id, "paused")
    assert 20 <= shown.totals.safe < 120
    assert shown.sentence.startswith("You paused all backups until ")
    assert f"{shown.totals.safe} of 120 photos are safe." in shown.sentence
    assert shown.paused_since is not None
    assert shown.paused_until == shown.paused_since + HOUR
    assert_promises(place)
    assert resume(place)
    assert (place.status.paused_since, place.status.paused_until) == (None, None)
    cloud.forget()
    assert place.runner().work_off(job.id).state == "done"
    assert cloud.asked("listing") == 0  # the listing was complete
    outcomes = [one.outcome for one in place.catalog.read(sessions.of_job, job.id) if one.kind == "download"]
    assert outcomes == ["paused", "complete"]
    assert_promises(place)


def test_it_goes_on_by_itself_after_a_restart_when_the_time_has_come(place: Workplace, clock: SetClock) -> None:
    """The computer slept through the end of the pause, and Holdfast was started anew meanwhile."""
    job = paused_halfway(place, HOUR // 4)
    place.close()
    place.reopen()
    with serving(place):
        until(place, lambda: place.catalog.read(jobs.by_id, job.id).state == "queued")
        clock.ahead = HOUR / 2000  # no further, or the cloud takes the clock for wrong
        until(place, lambda: state_of(place, job) == "done")
    assert place.status.paused_since is None
    assert place.status.totals.safe == 120
    asked = "SELECT actor, action FROM audit_log WHERE action IN ('pause', 'resume')"
    notes = place.catalog.read(lambda db: db.rows(asked))
    assert [tuple(note) for note in notes] == [("person", "pause"), ("daemon", "resume")]


def test_a_running_daemon_obeys_and_asks_for_what_came_due_once(place: Workplace) -> None:
    pause(place, None)
    with serving(place):
        place.catalog.write(lambda db: sources.due_next(db, 1, 0))
        asked = place.catalog.write(jobs.enqueue, "verify", Parameters(), origin="person", at=milliseconds(place.clock))
        until(place, lambda: state_of(place, asked) == "done")  # what a person asks for meanwhile is done
        assert [job.kind for job in place.catalog.read(jobs.latest, ("backup",), 9)] == []
        resume(place)
        until(place, lambda: place.status.totals.safe == 120)
    assert len(place.catalog.read(jobs.latest, ("backup",), 9)) == 1


def test_a_clock_that_goes_back_makes_it_no_longer(place: Workplace, clock: SetClock) -> None:
    clock.ahead = 10 * DAY / 1000
    pause(place)
    clock.ahead = 0.0
    shown = place.status
    assert shown.paused_until is not None
    assert 0 < shown.paused_until - milliseconds(clock) <= HOUR
    job = place.ask("backup")
    with serving(place):
        until(place, lambda: place.catalog.read(lambda db: pauses.is_settled(db, milliseconds(clock))))
        until(place, lambda: state_of(place, job) == "done")
        clock.ahead = 1.5 * HOUR / 1000
        until(place, lambda: place.status.paused_since is None)


def test_what_was_asked_for_before_rests_and_asked_for_again_it_is_done(place: Workplace) -> None:
    job = place.ask("backup")
    pause(place)
    assert place.runner().work_off(job.id).state == "queued"
    assert place.state() == "paused"
    assert place.ask("backup").id == job.id
    assert place.runner().work_off(job.id).state == "done"
    assert place.state() == "paused"
    assert place.status.totals.safe == 120


def test_work_of_the_background_does_not_begin_meanwhile(place: Workplace) -> None:
    place.backup()
    pause(place)
    now = milliseconds(place.clock)
    place.catalog.write(jobs.enqueue, "thumbnails", Parameters(), origin="schedule", at=now)
    assert not place.runner().take_one()
    assert place.status.job is not None
    assert place.status.job.state == "paused"
    resume(place)
    assert place.runner().take_one()


def test_a_new_end_counts_and_resuming_twice_says_so(place: Workplace) -> None:
    pause(place)
    first = place.status
    pause(place, 3 * HOUR)
    second = place.status
    assert first.paused_until is not None
    assert second.paused_until is not None
    assert (second.paused_since, second.paused_until > first.paused_until) == (first.paused_since, True)
    assert resume(place)
    assert not resume(place)
