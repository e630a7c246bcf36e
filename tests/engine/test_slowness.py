"""Why a backup takes so long is said from what held it up: the person's limit, the cloud's, the drive."""

import os
from pathlib import Path

import pytest
from hurried import HurriedClock
from workplace import Workplace

from holdfast.catalog import settings
from holdfast.catalog.jobs import Job, Progress
from holdfast.clock import milliseconds
from holdfast.daemon.runner import Runner
from holdfast.domain.slowness import SENTENCES
from holdfast.standins.cloudinary import StandIn


def reasons(place: Workplace) -> list[str]:
    """All that a backup by one thread said of itself, in order."""
    place.catalog.write(settings.change, "downloads_at_once", 1, milliseconds(place.clock))
    said: list[str] = []

    def watch(_: Job, progress: Progress) -> None:
        if progress.why is not None:
            said.append(progress.why)

    assert Runner(place.opened, place.stop, watch).work_off(place.ask("backup").id).state == "done"
    return said


def test_the_limit_of_the_person(tmp_path: Path) -> None:
    with StandIn(200, seed=3, nasty=False) as cloud, Workplace(tmp_path, cloud, clock=HurriedClock()) as place:
        place.catalog.write(settings.change_text, "bandwidth_by_hour", "0-24:10k", milliseconds(place.clock))
        assert reasons(place)[-1] == SENTENCES["limit"]


def test_a_cloud_that_asks_to_slow_down(place: Workplace, cloud: StandIn) -> None:
    cloud.faults.plan("429:40", times=6)
    assert SENTENCES["asked"] in reasons(place)


def test_a_drive_that_is_slow(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time that the system is to bring bytes to the drive, it takes a minute."""
    sync = os.fsync

    def slow(file: int) -> None:
        place.clock.sleep(60)
        sync(file)

    monkeypatch.setattr(os, "fsync", slow)
    place.catalog.write(settings.change_text, "bandwidth_by_hour", "0-24:10k", milliseconds(place.clock))
    assert SENTENCES["drive"] in reasons(place)
