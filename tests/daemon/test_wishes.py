"""What the person or the system wants of a running job: cancel, pause, stop."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import jobs, sessions
from holdfast.catalog.jobs import Job, Progress
from holdfast.daemon.runner import Runner
from holdfast.engine.control import PACE
from holdfast.errors import Interrupted
from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(120, seed=5) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud) as made:
        yield made


def halfway(place: Workplace, act: str) -> Runner:
    """A runner during whose job, once some photos are there, the person or the system does something."""
    done = threading.Event()

    def watch(job: Job, progress: Progress) -> None:
        if progress.phase == "downloading" and progress.photos_done >= 20 and not done.is_set():
            done.set()
            place.clock.sleep(PACE)  # no faster than the job looks for wishes
            if act == "stop":
                place.stop.set()
            else:
                place.catalog.write(jobs.wish, job.id, "cancel" if act == "cancel" else "pause", 1)

    return Runner(place.opened, place.stop, watch)


def test_cancel_ends_the_job_and_keeps_what_was_copied(place: Workplace) -> None:
    job = halfway(place, "cancel").work_off(place.ask("backup").id)
    assert job.state == "cancelled"
    assert 20 <= job.result["downloaded"] < 120
    assert place.status.totals.safe == job.result["downloaded"]
    assert place.status.job is None
    assert_promises(place)


def test_pause_survives_a_restart_and_resume_goes_on(place: Workplace, cloud: StandIn) -> None:
    job = halfway(place, "pause").work_off(place.ask("backup").id)
    assert job.state == "paused"
    assert place.state() == "paused"
    assert place.runner().work_off(job.id).state == "paused"
    place.catalog.write(jobs.resume, job.id)
    cloud.forget()
    done = place.runner().work_off(job.id)
    assert (done.state, done.result["downloaded"]) == ("done", 120)
    assert cloud.asked("listing") == 0  # the listing was complete
    assert_promises(place)


def test_stop_leaves_the_job_in_the_queue_for_the_next_holder(place: Workplace) -> None:
    asked = place.ask("backup")
    with pytest.raises(Interrupted):
        halfway(place, "stop").work_off(asked.id)
    left = place.catalog.read(jobs.by_id, asked.id)
    assert left.state == "queued"
    assert place.status.totals.safe >= 20
    place.stop.clear()
    assert place.runner().work_off(asked.id).state == "done"
    assert place.status.totals.safe == 120
    outcomes = [one.outcome for one in place.catalog.read(sessions.of_job, asked.id) if one.kind == "download"]
    assert outcomes == ["interrupted", "complete"]
    assert_promises(place)


@pytest.mark.parametrize(("where", "fault"), [("listing", "420:40"), ("api", "429:40"), ("bytes", "stall")])
@pytest.mark.parametrize("wish", ["cancel", "pause", "stop"])
def test_a_wish_is_obeyed_within_seconds_while_the_cloud_keeps_us_waiting(
    place: Workplace, cloud: StandIn, where: str, fault: str, wish: str
) -> None:
    cloud.faults.plan(fault, where=where, times=1000)
    job = place.ask("backup")
    ended = threading.Event()

    def work() -> None:
        with suppress(Interrupted):
            place.runner().work_off(job.id)
        ended.set()

    threading.Thread(target=work).start()
    _until(place, lambda: cloud.faults.happened.total() > 0)
    if wish == "stop":
        place.stop.set()
    else:
        place.catalog.write(jobs.wish, job.id, "cancel" if wish == "cancel" else "pause", 1)
    assert ended.wait(5)
    asked = len(cloud.requests)
    assert place.catalog.read(jobs.by_id, job.id).state == {"cancel": "cancelled", "pause": "paused"}.get(
        wish, "queued"
    )
    cloud.drop_connections()
    _until(place, lambda: not any(thread.name.startswith("crew-") for thread in threading.enumerate()))
    assert len(cloud.requests) == asked
    assert_promises(place)


def _until(place: Workplace, condition: Callable[[], bool]) -> None:
    deadline = place.clock.monotonic() + 60
    while not condition():
        assert place.clock.monotonic() < deadline
        place.clock.sleep(0.02)
