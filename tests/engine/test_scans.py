"""Scans that a person asks for: everything from the start, or one folder alone."""

from collections.abc import Iterator

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, sessions, sources
from holdfast.catalog.jobs import Job, Parameters
from holdfast.standins.cloudinary import StandIn


@pytest.fixture(params=["dynamic", "fixed"])
def cloud(request: pytest.FixtureRequest) -> Iterator[StandIn]:
    """Two folders, one below the other, and one beside them."""
    cloud = StandIn(0, folder_mode=request.param)
    for folder in ("trip", "trip/day 1", "home"):
        for number in range(10):
            add(cloud, folder, f"{folder.replace('/', '_')}{number}")
    with cloud:
        yield cloud


def add(cloud: StandIn, folder: str, name: str) -> str:
    public_id = name if cloud.account.dynamic else f"{folder}/{name}"
    asset = cloud.add(public_id, f"{folder} {name}".encode())
    cloud.account.change(asset, asset_folder=folder, display_name=name)
    return asset.asset_id


def folder_scan(place: Workplace, path: str) -> Job:
    folder = place.catalog.read(Connection.number, "SELECT id FROM folders WHERE path = ?", (path,))
    return place.run("folder_scan", Parameters(folder=folder))


def test_a_folder_scan_brings_what_is_new_in_that_folder_and_below(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    before = place.files()
    for folder in ("trip", "trip/day 1", "trip/day 2", "home"):
        add(cloud, folder, f"new in {folder.replace('/', ' ')}")
    cloud.forget()
    job = folder_scan(place, "trip")
    assert (job.state, job.result["new"], job.result["downloaded"], job.result["gone"]) == ("done", 3, 3, 0)
    assert place.status.totals.listed == place.status.totals.safe == 33
    assert cloud.asked("delivery") + cloud.asked("download") == 3
    listed = {row["path"] for row in place.catalog.read(
        Connection.rows, "SELECT path FROM folders WHERE listed_at > (SELECT max(last_complete_scan_at) FROM sources)"
    )}  # fmt: skip
    assert listed == {"trip", "trip/day 1", "trip/day 2"}
    assert_promises(place, before)


def test_a_folder_scan_fetches_what_is_pending_in_it_and_leaves_the_rest(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    place.catalog.write(Connection.run, "UPDATE photos SET state = 'pending', original_id = NULL, strength = NULL")
    folder_scan(place, "trip/day 1")
    assert (place.status.totals.safe, place.status.totals.pending) == (10, 20)


def test_b5_a_folder_scan_concludes_no_absence_and_leaves_a_kept_place_alone(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    cloud.faults.plan("500", where="listing", key="raw/upload", times=50)
    place.backup()
    (kept,) = place.catalog.read(sources.everything)
    assert kept.scan_cursor is not None
    cloud.faults.clear()
    cloud.delete(next(photo.asset_id for photo in cloud.photos if photo.public_id.endswith("trip3")))
    added = [add(cloud, "trip", f"added {number}") for number in range(25)]
    for _ in range(3):
        folder_scan(place, "trip")
    (after,) = place.catalog.read(sources.everything)
    assert (after.scan_cursor, after.scan_session_id) == (kept.scan_cursor, kept.scan_session_id)
    assert (place.status.totals.gone, place.status.totals.safe) == (0, 30 + len(added))
    place.backup()  # goes on behind the page that the new photos are on: they were seen since
    assert place.catalog.read(sources.everything)[0].held is None
    assert (place.status.totals.gone, place.status.totals.safe) == (0, 30 + len(added))
    assert place.catalog.read(Connection.number, "SELECT sum(absences) FROM photos") <= 1


def test_a_folder_that_is_not_there_any_more_is_no_mistake(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    for photo in cloud.photos:
        if "day 1" in (photo.asset_folder, *photo.public_id.split("/")) or photo.asset_folder.endswith("day 1"):
            cloud.delete(photo.asset_id)
    assert folder_scan(place, "trip/day 1").state == "done"
    assert (place.status.totals.safe, place.status.totals.gone) == (30, 0)
    assert place.run("folder_scan", Parameters(folder=10_000)).code == "USAGE"


def test_a_full_scan_begins_at_the_start_whatever_place_was_kept(place: Workplace, cloud: StandIn) -> None:
    cloud.faults.plan("500", where="listing", key="raw/upload", times=50)
    place.backup()
    cloud.faults.clear()
    cloud.forget()
    job = place.run("full_scan")
    assert (job.state, cloud.asked("listing", "image/upload")) == ("done", 1)
    assert place.status.totals.safe == 30
    assert place.state() == "safe"
    cloud.forget()
    place.run("full_scan")
    assert cloud.asked("delivery") + cloud.asked("download") == 0


def test_a_full_scan_that_had_to_wait_goes_on_and_does_not_begin_again(place: Workplace, cloud: StandIn) -> None:
    cloud.faults.plan("429:7200", where="listing", key="raw/upload", times=1)
    job = place.ask("full_scan")
    place.runner().take_one()
    (waiting,) = place.catalog.read(sources.everything)
    assert waiting.scan_cursor is not None and waiting.wait_until is not None
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1")
    place.catalog.write(Connection.run, "UPDATE sources SET wait_until = 1")
    cloud.forget()
    ended = place.runner().work_off(job.id)
    assert (ended.state, cloud.asked("listing", "image/upload")) == ("done", 0)
    assert [run.outcome for run in place.catalog.read(sessions.recent) if run.kind == "scan"] == ["complete", "waiting"]
