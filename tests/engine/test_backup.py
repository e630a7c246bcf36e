"""The main job, end to end, against a loopback Cloudinary: what a person relies on."""

import hashlib

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, failures, photos, sessions, sources
from holdfast.standins.cloudinary import StandIn


def test_every_original_ends_on_disk_checked_and_recorded(place: Workplace, cloud: StandIn) -> None:
    job = place.backup()
    assert (job.state, job.result["downloaded"], job.result["failed"]) == ("done", 40, 0)
    status = place.status
    assert (status.state, status.sentence) == ("safe", "All 40 photos are safe.")
    theirs = sorted(hashlib.sha256(cloud.content(photo.asset_id)).hexdigest() for photo in cloud.photos)
    ours = sorted(hashlib.sha256(content).hexdigest() for content in place.files().values())
    assert sorted(set(theirs)) == ours
    assert_promises(place)


@pytest.mark.parametrize("folder_mode", ["fixed", "dynamic"])
def test_each_original_is_asked_for_once_and_never_again(place: Workplace, cloud: StandIn, folder_mode: str) -> None:
    cloud.account.dynamic = folder_mode == "dynamic"
    place.backup()
    fetched = cloud.counts("delivery") + cloud.counts("download")
    assert cloud.asked("derived") == 0
    assert max(fetched.values()) <= 2  # a refused CDN URL, then the API's download
    before = place.files()
    cloud.forget()
    again = place.backup()
    assert again.result["bytes"] == again.result["downloaded"] == again.result["new"] == 0
    assert cloud.asked("delivery") == cloud.asked("download") == 0
    assert place.files() == before
    assert_promises(place, before)


def test_a_changed_photo_is_stored_beside_the_old_one(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    before = place.files()
    asset = next(photo for photo in cloud.photos if photo.resource_type == "image")
    cloud.replace(asset.asset_id, b"\xff\xd8\xff new picture \xff\xd9")
    job = place.backup()
    assert (job.result["changed"], job.result["downloaded"]) == (1, 1)
    added = set(place.files()) - set(before)
    assert [place.files()[path] for path in added] == [b"\xff\xd8\xff new picture \xff\xd9"]
    assert place.catalog.read(Connection.number, "SELECT count(*) FROM photo_versions") == 1
    assert_promises(place, before)


def test_moved_and_renamed_photos_cost_no_bytes_and_keep_their_path(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    before = place.files()
    first, second = (photo for photo in cloud.photos[:2])
    cloud.rename(first.asset_id, "another name")
    cloud.move(second.asset_id, "somewhere/else")
    cloud.forget()
    job = place.backup()
    assert job.result["moved"] == 2
    assert cloud.asked("delivery") == cloud.asked("download") == 0
    assert place.files() == before
    assert_promises(place, before)


def test_twins_are_one_file_with_two_origins(place: Workplace, cloud: StandIn) -> None:
    cloud.add("twin/a", b"\xff\xd8\xff twin \xff\xd9")
    cloud.add("twin/b", b"\xff\xd8\xff twin \xff\xd9")
    place.backup()
    assert list(place.files().values()).count(b"\xff\xd8\xff twin \xff\xd9") == 1
    assert place.status.totals.safe == 42
    assert place.status.totals.originals == 41
    assert_promises(place)


def test_one_bad_photo_never_stops_the_others_and_clears_itself(place: Workplace, cloud: StandIn) -> None:
    bad = next(photo for photo in cloud.photos if photo.type == "upload")
    cloud.faults.plan("404", key=bad.asset_id, times=50)
    job = place.backup()
    assert (job.result["downloaded"], job.result["failed"]) == (39, 1)
    (failure,) = place.catalog.read(failures.page)
    assert (failure.code, failure.source, failure.attempts) == ("GONE_UPSTREAM", "travel", 1)
    assert failure.next_attempt is not None
    assert place.state() == "attention"
    assert place.status.sentence == "39 of 40 photos are safe. 1 needs you."
    cloud.faults.clear()
    place.run("retry")
    assert place.catalog.read(failures.page) == []
    assert place.state() == "safe"
    assert_promises(place)


def test_a_server_error_at_one_photo_is_that_photos_failure(place: Workplace, cloud: StandIn) -> None:
    bad = cloud.photos[5]
    cloud.faults.plan("500", key=bad.asset_id, times=100)
    job = place.backup()
    assert (job.result["downloaded"], job.result["failed"]) == (39, 1)
    assert place.catalog.read(failures.page)[0].code == "DELIVERY_FAILED"


def test_a_revoked_key_stops_the_source_keeps_the_work_and_says_what_to_do(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    cloud.revoke()
    cloud.forget()
    job = place.backup()
    assert (job.state, job.code) == ("failed", "AUTH_REVOKED")
    assert len(cloud.requests) <= 2  # no hammering
    (source,) = place.status.sources
    assert source.problem is not None
    assert source.problem.code == "AUTH_REVOKED"
    assert place.state() == "problem"
    assert place.status.totals.safe == 40
    assert_promises(place)


def test_an_emptied_account_is_held_back_for_a_person(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    before = place.files()
    cloud.empty()
    place.backup()
    (source,) = place.status.sources
    assert source.held is not None
    assert (source.held.code, source.held.absent, source.safe) == ("EMPTY_LISTING", 40, 40)
    assert place.state() == "attention"
    place.catalog.write(sources.accept, source.id, 40)
    place.backup()
    (source,) = place.status.sources
    assert (source.held, source.listed, source.gone) == (None, 0, 40)
    assert_promises(place, before)


def test_a_listing_that_breaks_off_is_incomplete_and_goes_on_where_it_was(place: Workplace, cloud: StandIn) -> None:
    cloud.faults.plan("500", where="listing", key="video/upload", times=50)
    job = place.backup()
    assert job.state == "failed"
    (scan,) = [one for one in place.catalog.read(sessions.recent) if one.kind == "scan"]
    assert scan.outcome == "incomplete"
    assert place.state() != "safe"
    cursor = place.catalog.read(sources.everything)[0].scan_cursor
    assert cursor is not None
    cloud.faults.clear()
    cloud.forget()
    assert place.backup().state == "done"
    assert cloud.asked("listing", "image/upload") == 0
    assert place.status.totals.safe == 40
    assert_promises(place)


def test_cursors_that_the_cloud_forgot_make_the_listing_begin_anew(place: Workplace, cloud: StandIn) -> None:
    cloud.faults.plan("500", where="listing", key="video/upload", times=50)
    place.backup()
    cloud.faults.clear()
    cloud.expire_cursors()
    assert place.backup().state == "done"
    assert place.status.totals.safe == 40


def test_what_lies_at_a_path_already_is_never_overwritten(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    path = min(place.files())
    folder = place.library / path
    other = Workplace(place.folder / "second", cloud)
    mine = other.library / folder.relative_to(place.library)
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"my own letter")
    other.backup()
    assert mine.read_bytes() == b"my own letter"
    assert other.status.totals.safe == 40
    assert_promises(other)
    other.close()


def test_files_of_a_killed_run_are_taken_over_and_not_fetched_again(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    files = place.files()
    second = Workplace(place.folder / "second", cloud)
    for path, content in files.items():
        copy = second.library / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    cloud.forget()
    job = second.backup()
    assert second.status.totals.safe == 40
    assert job.result["adopted"] >= 30
    assert cloud.asked("delivery") + cloud.asked("download") <= 10
    assert_promises(second, files)
    second.close()


def test_tags_captions_and_original_names_are_kept(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    listed = {photo.asset_id: photo for photo in cloud.photos}
    rows = place.catalog.read(
        Connection.rows, "SELECT p.key, t.tags FROM photos_with_tags AS t JOIN photos AS p USING (id)"
    )
    for row in rows:
        assert sorted((row["tags"] or "").split(", ")) == sorted(listed[row["key"]].tags or [""])
    assert place.catalog.read(photos.page, 0, 5)[0].path is not None
