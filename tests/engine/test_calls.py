"""A cloud that allows so many calls an hour: they are planned, shown, kept over restarts, never asked for in vain."""

import json
import time
from pathlib import Path

import pytest
from invariants import assert_promises
from storm import holdfast
from workplace import Workplace

from holdfast.catalog import Connection, jobs, sources
from holdfast.catalog.jobs import Progress
from holdfast.daemon.runner import Runner
from holdfast.engine.report import as_json
from holdfast.errors import Interrupted
from holdfast.standins.cloudinary import StandIn

HOURLY = 8
"""Too few for the probe and the nine listings of an account."""


@pytest.fixture
def cloud() -> StandIn:
    return StandIn(40, seed=3, hourly=HOURLY, window=lasting())


def lasting() -> float:
    """The seconds of a window in whose first half we are now: a cloud counts anew at full hours."""
    now = time.time()
    return next(float(seconds) for seconds in range(3600, 7200) if now % seconds < seconds / 2)


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn):  # type: ignore[no-untyped-def]
    with cloud, Workplace(tmp_path, cloud) as made:
        cloud.budget._used = 0  # what signing in took is not counted here
        cloud.forget()
        yield made


def calls(cloud: StandIn) -> int:
    return sum(cloud.asked(kind) for kind in ("config", "listing", "ping", "usage", "folders"))


def take_one(place: Workplace) -> None:
    assert place.runner().take_one()


def test_a_run_stops_when_no_call_is_left_and_says_when_it_goes_on(place: Workplace, cloud: StandIn) -> None:
    place.ask("backup")
    take_one(place)
    (source,) = place.status.sources
    assert source.budget is not None and source.wait_until is not None
    assert (source.budget.limit, source.budget.left, source.budget.needed) == (HOURLY, 0, 10)
    assert source.wait_until // 1000 == (source.budget.resets_at or 0) // 1000
    assert (place.status.state, calls(cloud)) == ("waiting", HOURLY + 1)


def test_the_next_run_knows_before_it_asks_in_another_process_too(place: Workplace, cloud: StandIn) -> None:
    place.ask("backup")
    take_one(place)
    place.catalog.write(Connection.run, "UPDATE jobs SET state = 'cancelled'")
    cloud.forget()
    place.ask("backup")
    take_one(place)
    assert calls(cloud) == 0
    place.catalog.write(Connection.run, "UPDATE jobs SET state = 'cancelled'")
    other = holdfast(place, "status", "--json")
    said = json.loads(other.communicate(timeout=60)[0])
    assert said["sources"][0]["budget"]["left"] == 0
    place.ask("full_scan")
    running = holdfast(place, "daemon", "run")
    try:
        while place.catalog.read(jobs.open_ones)[0].state != "waiting":
            assert running.poll() is None
            place.clock.sleep(0.05)
    finally:
        running.terminate()
        running.communicate(timeout=30)
    assert calls(cloud) == 0
    assert_promises(place)


def test_what_was_listed_until_then_is_copied_without_waiting(place: Workplace, cloud: StandIn) -> None:
    cloud.budget.calls = 3
    place.ask("backup")
    take_one(place)
    found = place.status
    assert found.state == "waiting" and 0 < found.totals.listed < 40
    assert (found.totals.safe, found.totals.pending) == (found.totals.listed, 0)
    assert_promises(place)


def test_when_the_window_is_over_it_goes_on_where_it_was(place: Workplace, cloud: StandIn) -> None:
    job = place.ask("backup")
    take_one(place)
    cloud.budget._window = -1.0  # the hour is over
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1")
    place.catalog.write(Connection.run, "UPDATE sources SET calls_reset_at = calls_said_at, wait_until = 1")
    cloud.forget()
    ended = place.runner().work_off(job.id)
    assert (ended.state, place.status.totals.safe) == ("done", 40)
    assert cloud.asked("listing", "image/upload") == 0
    assert_promises(place)


def test_photos_are_fetched_though_no_call_is_left(place: Workplace, cloud: StandIn) -> None:
    """Originals cost no calls: a listing that is complete is copied without asking for any."""
    cloud.budget.calls = 10
    job = place.ask("backup")
    cloud.faults.plan("429:7200", key=cloud.photos[0].asset_id, times=10)
    take_one(place)
    assert (place.status.totals.listed, place.status.sources[0].wait_until is not None) == (40, True)
    assert place.catalog.read(sources.everything)[0].budget is not None
    cloud.faults.clear()
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1")
    place.catalog.write(Connection.run, "UPDATE sources SET wait_until = 1")
    cloud.forget()
    ended = place.runner().work_off(job.id)
    assert (ended.state, place.status.totals.safe, calls(cloud)) == ("done", 40, 0)


def test_what_is_left_is_shown_while_it_is_used(place: Workplace, cloud: StandIn) -> None:
    cloud.budget.calls = 500
    place.backup()
    seen: list[Progress] = []
    Runner(place.opened, place.stop, lambda job, progress: seen.append(progress)).work_off(place.ask("backup").id)
    listing = [one for one in seen if one.phase == "listing"]
    left = [one.calls_left for one in listing if one.calls_left is not None]
    assert len(left) == 9 and left == sorted(left, reverse=True) and {one.calls_limit for one in listing} == {500}
    assert all(one.finishes_at is not None for one in listing)


def test_the_sentence_names_calls_and_time_during_a_run(place: Workplace, cloud: StandIn) -> None:
    cloud.budget.calls = 500
    place.backup()
    job = place.ask("backup")
    place.catalog.write(Connection.run, "UPDATE jobs SET state = 'running' WHERE id = ?", (job.id,))
    far = Progress(phase="listing", source="travel", calls_left=212, calls_limit=500, finishes_at=10**12)
    place.catalog.write(jobs.reports, job.id, far)
    said = as_json(place.status)
    assert isinstance(said, dict) and isinstance(said["job"], dict) and isinstance(said["sources"], list)
    assert (said["job"]["calls_left"], said["job"]["finishes_at"]) == (212, "2001-09-09T01:46:40.000Z")
    place.catalog.write(Connection.run, "UPDATE sources SET calls_left = 3")
    place.catalog.write(Connection.run, "UPDATE jobs SET state = 'done' WHERE id = ?", (job.id,))
    assert "takes up to 10 calls, 3 of 500 are left" in place.status.detail


def test_a_run_that_is_stopped_keeps_what_the_cloud_said(place: Workplace, cloud: StandIn) -> None:
    place.ask("backup")

    def stop(job: jobs.Job, progress: Progress) -> None:
        place.stop.set()

    with pytest.raises(Interrupted):
        Runner(place.opened, place.stop, stop).take_one()
    budget = place.catalog.read(sources.everything)[0].budget
    assert budget is not None and budget.limit == HOURLY and budget.left < HOURLY
