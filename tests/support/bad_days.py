"""Backups on a bad day of the drive: photos in a few folders, one turn at a time, and how the photos stand."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workplace import Workplace

from holdfast.catalog import Connection, jobs, settings
from holdfast.catalog.jobs import Job
from holdfast.clock import milliseconds
from holdfast.daemon.schedule import ask_for_due_backups
from holdfast.standins.cloudinary import StandIn

PHOTOS = 30
SIZE = 40_000


@contextmanager
def photos_in_three_folders() -> Iterator[StandIn]:
    """A cloud with `PHOTOS` photos of `SIZE` bytes in `day 0` to `day 2`."""
    with StandIn(0, seed=14, nasty=False) as running:
        for number in range(PHOTOS):
            running.add(f"photo {number}", content(number), asset_folder=f"day {number % 3}")
        yield running


def content(number: int) -> bytes:
    """The bytes of one of them."""
    return b"\xff\xd8\xff" + random.Random(number).randbytes(SIZE - 3)


@contextmanager
def workplace(folder: Path, cloud: StandIn, reserve: int | None = 0) -> Iterator[Workplace]:
    """A home with this cloud; `reserve` None leaves the setting as it is made."""
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
    """The last backup."""
    last = place.catalog.read(Connection.number, "SELECT max(id) FROM jobs WHERE kind = 'backup'")
    return place.catalog.read(jobs.by_id, last)


def no_more_waiting(place: Workplace) -> None:
    """As if the time had come."""
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1 WHERE state = 'waiting'")


def counts(place: Workplace) -> tuple[int, int, int]:
    """Safe, pending, failed."""
    totals = place.status.totals
    return totals.safe, totals.pending, totals.failed


def assert_nothing_is_missing(place: Workplace) -> None:
    """No original was called damaged or missing."""
    assert not place.catalog.read(Connection.number, "SELECT count(*) FROM originals WHERE condition <> 'intact'")


def until(place: Workplace, condition: Callable[[], bool]) -> None:
    """Wait on a condition, not on a time."""
    deadline = place.clock.monotonic() + 60
    while not condition():
        assert place.clock.monotonic() < deadline
        place.clock.sleep(0.05)
