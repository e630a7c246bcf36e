"""Rows of a listing that make no sense: the photo failed, says so, and is forgiven as soon as its row is good."""

from pathlib import Path

from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, failures, jobs, sources
from holdfast.catalog.jobs import Job, Progress
from holdfast.daemon.runner import Runner
from holdfast.engine.control import PACE
from holdfast.standins.cloudinary import StandIn


def state_of(place: Workplace, key: str) -> str:
    return str(place.catalog.read(Connection.rows, "SELECT state FROM photos WHERE key = ?", (key,))[0]["state"])


def test_a_row_that_was_bad_between_two_good_ones_is_forgiven(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.photos[0]
    cloud.faults.plan("500", key=asset.asset_id, times=1000)
    place.backup()
    assert state_of(place, asset.asset_id) == "failed"
    cloud.misstate(asset.asset_id, bytes="12")
    place.backup()
    (failure,) = place.catalog.read(failures.page)
    assert failure.code == "BAD_METADATA"
    cloud.faults.clear()
    cloud.account.change(cloud.account.by_id(asset.asset_id), said={})
    place.backup()
    assert state_of(place, asset.asset_id) == "safe"
    assert_promises(place)


def test_a_bad_row_of_a_photo_that_was_gone_says_that_it_is_there(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.add("travels/one", b"\xff\xd8\xff picture \xff\xd9")
    place.backup()
    content = cloud.account.content(asset)
    cloud.delete(asset.asset_id)
    place.backup()
    place.backup()
    assert state_of(place, asset.asset_id) == "gone"
    cloud.account.add("travels/one", ("image", "upload"), "jpg", content, asset_id=asset.asset_id)
    cloud.misstate(asset.asset_id, bytes="12")
    place.backup()
    assert state_of(place, asset.asset_id) == "safe"
    assert_promises(place)


def test_rows_without_any_name_and_rows_named_twice_stop_nothing(place: Workplace, cloud: StandIn) -> None:
    for _ in range(3):
        cloud.insert_row({"bytes": "12"})
    asset = cloud.photos[0]
    cloud.insert_row({"asset_id": asset.asset_id, "public_id": asset.public_id, "bytes": "12"}, *asset.part)
    job = place.backup()
    assert (job.state, job.message) == ("done", None)
    assert state_of(place, asset.asset_id) == "safe"
    assert place.status.totals.safe == 40
    assert place.status.totals.failed == 1
    assert_promises(place)


def test_i9_a_listing_that_was_cancelled_is_not_called_complete(tmp_path: Path) -> None:
    with StandIn(1200, seed=4) as cloud, Workplace(tmp_path, cloud) as place:
        cloud.account.empty()
        for number in range(900):
            cloud.add(f"one/{number}", b"\xff\xd8\xff%d\xff\xd9" % number)
        now = int(place.clock.now() * 1000)
        place.catalog.write(Connection.run, "UPDATE sources SET last_complete_scan_at = ?", (now,))

        def watch(job: Job, progress: Progress) -> None:
            if progress.phase == "listing":
                place.clock.sleep(PACE)
                place.catalog.write(jobs.wish, job.id, "cancel", 1)

        Runner(place.opened, place.stop, watch).work_off(place.ask("backup").id)
        assert place.catalog.read(sources.everything)[0].scan_cursor is not None
        place.catalog.write(Connection.run, "UPDATE photos SET state = 'skipped', skip_reason = 'test'")
        assert place.state() != "safe"
