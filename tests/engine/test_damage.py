"""Damage that meets change: a photo is called safe only when its bytes are right, whatever happened in between."""

import os
from pathlib import Path

import pytest
from invariants import assert_counts_add_up, assert_promises, assert_safe_is_true
from workplace import Workplace

from holdfast.catalog import Connection, failures, sources
from holdfast.catalog.jobs import Parameters
from holdfast.engine.rebuild import rebuild
from holdfast.errors import Missing
from holdfast.standins.cloudinary import StandIn

ONE = b"\xff\xd8\xff the same picture \xff\xd9"


def path_of(place: Workplace, key: str) -> str:
    """Where the photo's bytes are."""
    rows = place.catalog.read(
        Connection.rows,
        "SELECT o.path FROM photos AS p JOIN originals AS o ON o.id = p.original_id WHERE p.key = ?",
        (key,),
    )
    return str(rows[0]["path"])


def state_of(place: Workplace, key: str) -> str:
    return str(place.catalog.read(Connection.rows, "SELECT state FROM photos WHERE key = ?", (key,))[0]["state"])


def test_a_photo_that_comes_back_is_not_safe_when_its_bytes_are_damaged(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.add("travels/one", ONE)
    place.backup()
    (place.library / path_of(place, asset.asset_id)).write_bytes(b"rotten")
    cloud.delete(asset.asset_id)
    place.backup()
    place.backup()
    assert state_of(place, asset.asset_id) == "gone"
    place.run("verify")
    cloud.account.add("travels/one", ("image", "upload"), "jpg", cloud.account.content(asset), asset_id=asset.asset_id)
    place.backup()
    assert_safe_is_true(place.catalog, place.library)
    assert_counts_add_up(place.catalog)
    place.run("verify", Parameters(repair=True))
    assert state_of(place, asset.asset_id) == "safe"
    assert_promises(place)


@pytest.mark.parametrize("blocker", ["folder", "link"])
def test_repaired_bytes_are_recorded_where_they_lie(place: Workplace, cloud: StandIn, blocker: str) -> None:
    asset = cloud.add("travels/one", ONE)
    twin = cloud.add("travels/two", ONE)
    place.backup()
    path = place.library / path_of(place, asset.asset_id)
    path.unlink()
    if blocker == "folder":
        path.mkdir()
    else:
        path.symlink_to("/etc/hostname")
    place.run("verify", Parameters(repair=True))
    assert state_of(place, asset.asset_id) == state_of(place, twin.asset_id) == "safe"
    assert path.is_symlink() or path.is_dir() or path.is_file()
    assert_promises(place)
    assert place.state() == "safe"
    place.close()
    place.home.catalog_file.unlink()
    rebuilt, _ = rebuild(place.home, place.library, None, place.clock)
    assert (rebuilt.damaged, rebuilt.missing) == (0, 0)
    place.reopen()
    assert place.status.totals.safe == 42


def test_a_twin_that_arrives_leaves_a_file_that_somebody_edited_where_it_is(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.add("travels/one", ONE)
    place.backup()
    edited = place.library / path_of(place, asset.asset_id)
    edited.write_bytes(b"my own version of it")
    before = place.files()
    twin = cloud.add("travels/two", ONE)
    place.backup()
    assert edited.read_bytes() == b"my own version of it"
    assert (place.library / path_of(place, twin.asset_id)).read_bytes() == ONE
    assert all(place.files().get(path) == content for path, content in before.items())
    assert_safe_is_true(place.catalog, place.library)


def test_bytes_that_the_person_moved_to_a_twins_place_are_taken_over_there(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.add("travels/one", ONE)
    place.backup()
    here = place.library / path_of(place, asset.asset_id)
    there = here.with_name("two.jpg")
    here.rename(there)
    twin = cloud.add("travels/two", ONE)
    assert place.backup().state == "done"
    assert state_of(place, twin.asset_id) == "safe"
    assert place.library / path_of(place, asset.asset_id) == there
    assert_promises(place)


def test_bytes_that_are_right_again_make_all_their_photos_safe_whatever_they_failed_for(
    place: Workplace, cloud: StandIn
) -> None:
    asset = cloud.add("travels/one", ONE)
    place.backup()
    path = place.library / path_of(place, asset.asset_id)
    path.unlink()
    cloud.delete(asset.asset_id)
    place.run("verify", Parameters(repair=True))
    (failure,) = place.catalog.read(failures.page)
    assert failure.code == "GONE_UPSTREAM"
    path.write_bytes(ONE)
    place.run("verify")
    assert state_of(place, asset.asset_id) == "safe"
    assert_promises(place)


def test_a_failed_repair_does_not_forget_the_loss(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.add("travels/one", ONE)
    place.backup()
    (place.library / path_of(place, asset.asset_id)).unlink()
    place.run("verify")
    cloud.stop()
    job = place.run("verify", Parameters(repair=True))
    assert job.state == "failed"
    (failure,) = place.catalog.read(failures.page)
    assert failure.code == Missing.code
    assert place.state() in ("attention", "problem")


def test_a_damaged_photo_that_was_replaced_is_safe_with_its_new_bytes(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.add("travels/one", ONE)
    place.backup()
    damaged = place.library / path_of(place, asset.asset_id)
    damaged.write_bytes(b"rotten")
    place.run("verify")
    cloud.replace(asset.asset_id, b"\xff\xd8\xff another picture \xff\xd9")
    place.backup()
    assert state_of(place, asset.asset_id) == "safe"
    assert damaged.read_bytes() == b"rotten"
    assert_safe_is_true(place.catalog, place.library)
    assert_counts_add_up(place.catalog)


def test_a_removed_sources_photos_are_neither_counted_nor_fetched(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    cloud.add("travels/one", ONE)
    before = place.files()
    place.catalog.write(sources.remove, 1, 1)
    cloud.forget()
    assert place.backup().state == "done"
    assert cloud.requests == []
    assert place.status.totals.listed == 0
    assert place.files() == before
    os.truncate(place.library / min(before), 3)
    assert place.run("verify", Parameters(repair=True)).state == "done"
    assert Path(place.library / min(before)).stat().st_size == 3
