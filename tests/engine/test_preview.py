"""A dry run says exactly what the backup then does, and leaves no trace."""

import random

import pytest
from workplace import Workplace

from holdfast.catalog import Connection, sources
from holdfast.engine.connect import linked
from holdfast.engine.scan import Preview, preview
from holdfast.standins.cloudinary import StandIn

TWIN = b"\xff\xd8\xff twin \xff\xd9"


def foreseen(place: Workplace) -> Preview:
    (row,) = place.catalog.read(sources.everything)
    with linked(place.catalog, row, place.clock) as link:
        return preview(place.catalog, row, link.source, place.clock)


def assert_true(place: Workplace, said: Preview) -> None:
    """Run the backup and compare."""
    place.cloud.forget() if place.cloud else None
    job = place.backup()
    result = job.result
    assert (said.listed, said.new, said.changed, said.moved, said.gone) == tuple(
        result[name] for name in ("listed", "new", "changed", "moved", "gone")
    )
    assert said.already_held == result["adopted"]
    assert said.photos == result["downloaded"] + result["failed"]
    assert said.skipped == place.status.totals.skipped
    assert place.cloud is not None
    assert said.calls == place.cloud.asked("listing") + place.cloud.asked("config")


def everything(place: Workplace) -> list[tuple[object, ...]]:
    tables = ("photos", "folders", "sources", "originals", "failed_downloads", "backup_sessions", "jobs", "audit_log")
    return [tuple(row) for table in tables for row in place.catalog.read(Connection.rows, f"SELECT * FROM {table}")]


def test_a_first_dry_run_is_exact_and_writes_nothing(place: Workplace, cloud: StandIn) -> None:
    for number in range(3):
        cloud.add(f"twin/{number}", TWIN)
    before = everything(place)
    said = foreseen(place)
    assert everything(place) == before
    assert (said.listed, said.new, said.already_held >= 2) == (43, 43, True)
    assert_true(place, said)


@pytest.mark.parametrize("seed", range(6))
def test_a_dry_run_is_exact_after_whatever_happened(place: Workplace, cloud: StandIn, seed: int) -> None:
    chance = random.Random(seed)
    place.backup()
    for step in range(3):
        photos = chance.sample(cloud.photos, 12)
        for photo in photos[:3]:
            cloud.replace(photo.asset_id)
        for photo in photos[3:6]:
            cloud.rename(photo.asset_id, f"name {step} {photo.rank}")
        for photo in photos[6:8]:
            cloud.delete(photo.asset_id)
        held = cloud.content(photos[8].asset_id)
        cloud.add(f"twin/{step}", held)
        cloud.add(f"new/{step}", b"%d" % chance.random().as_integer_ratio()[0])
        cloud.faults.plan("404", key=photos[0].asset_id, times=1)
        if chance.random() < 0.5:
            cloud.misstate(photos[9].asset_id, bytes="12")
        assert_true(place, foreseen(place))


def test_photos_that_nobody_lists_any_more_are_held_back_or_gone_as_foreseen(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    for photo in cloud.photos[:30]:
        cloud.delete(photo.asset_id)
    said = foreseen(place)
    assert (said.absent, said.gone) == (30, 0)
    assert_true(place, said)
    (row,) = place.catalog.read(sources.everything)
    place.catalog.write(sources.accept, row.id, 30)
    said = foreseen(place)
    assert (said.absent, said.gone) == (30, 30)
    assert_true(place, said)
