"""A source that is paused or removed while it is copied is left alone; the other sources of the job go on."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import sources
from holdfast.catalog.jobs import Job, Progress
from holdfast.daemon.runner import Runner
from holdfast.engine import setup
from holdfast.engine.control import PACE
from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def clouds() -> Iterator[tuple[StandIn, StandIn]]:
    with StandIn(120, seed=5) as first, StandIn(15, seed=6) as second:
        yield first, second


@pytest.fixture
def place(tmp_path: Path, clouds: tuple[StandIn, StandIn]) -> Iterator[Workplace]:
    with Workplace(tmp_path, clouds[0]) as made:
        setup.add_cloudinary(made.opened, "other", clouds[1].url)
        yield made


@pytest.mark.parametrize("act", ["pause", "remove"])
def test_a_source_left_in_the_middle_is_left_and_the_next_one_is_done(
    place: Workplace, clouds: tuple[StandIn, StandIn], act: str
) -> None:
    done = threading.Event()

    def watch(_: Job, progress: Progress) -> None:
        if progress.source == "travel" and progress.photos_done >= 20 and not done.is_set():
            done.set()
            if act == "pause":
                place.catalog.write(sources.pause, 1, True)
            else:
                place.catalog.write(sources.remove, 1, 1)
            place.clock.sleep(PACE)  # no faster than the job looks for wishes

    job = Runner(place.opened, place.stop, watch).work_off(place.ask("backup").id)
    assert job.state == "done"
    fetched = clouds[0].asked("delivery") + clouds[0].asked("download")
    assert fetched < 120
    by_name = {source.name: source for source in place.status.sources}
    assert by_name["other"].safe == 15
    assert_promises(place)
    if act == "pause":
        assert 20 <= by_name["travel"].safe < 120
        place.catalog.write(sources.pause, 1, False)
        assert place.catalog.read(sources.everything)[0].next_due_at == 0
        place.backup()
        assert place.status.totals.safe == 135
        assert_promises(place)
