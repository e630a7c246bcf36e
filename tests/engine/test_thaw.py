"""Photos in a cloud's archive: skipped by rule, asked for by a person's word, copied when they are out."""

from pathlib import Path

import pytest
from workplace import Workplace

from holdfast.catalog import photos, tree
from holdfast.catalog.jobs import Job, Parameters
from holdfast.engine import setup
from holdfast.standins.s3 import S3StandIn


def add(place: Workplace, cloud: S3StandIn) -> int:
    secret = {"access_key_id": cloud.key, "secret_access_key": cloud.secret}
    where = {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint}
    return setup.add_s3(place.opened, "bucket", where, secret)[0]


@pytest.fixture
def cloud(tmp_path: Path) -> S3StandIn:
    made = S3StandIn()
    made.put("here.jpg", b"\xff\xd8 at hand \xff\xd9")
    made.put("old/cold.jpg", b"\xff\xd8 archived \xff\xd9", storage_class="GLACIER")
    made.put("older/colder.jpg", b"\xff\xd8 deep down \xff\xd9", storage_class="DEEP_ARCHIVE")
    return made


def restored(cloud: S3StandIn) -> list[str]:
    return [request.key for request in cloud.requests if request.kind == "restore"]


def skipped(place: Workplace) -> int:
    return place.status.totals.skipped


def run(place: Workplace, **wish: object) -> Job:
    return place.run("thaw", Parameters(days=3, tier="Bulk", **wish))  # type: ignore[arg-type]


def test_b12_archived_photos_are_skipped_asked_for_and_copied_when_they_are_out(
    tmp_path: Path, cloud: S3StandIn
) -> None:
    with cloud, Workplace(tmp_path / "w") as place:
        add(place, cloud)
        assert place.backup().state == "done"
        assert (len(place.files()), skipped(place)) == (1, 2)
        job = run(place)
        assert (job.state, job.result["asked"], job.result["under_way"]) == ("done", 2, 0)
        assert sorted(restored(cloud)) == ["old/cold.jpg", "older/colder.jpg"]
        assert place.backup().state == "done"
        assert (len(place.files()), skipped(place)) == (1, 2)  # it takes hours
        cloud.thaw("old/cold.jpg")
        assert place.backup().state == "done"
        assert b"\xff\xd8 archived \xff\xd9" in place.files().values()
        assert (len(place.files()), skipped(place)) == (2, 1)


def test_what_was_asked_for_is_not_asked_for_again(tmp_path: Path, cloud: S3StandIn) -> None:
    with cloud, Workplace(tmp_path / "w") as place:
        add(place, cloud)
        place.backup()
        run(place)
        assert run(place).result.get("asked", 0) == 0
        assert len(restored(cloud)) == 2


def test_what_somebody_else_asked_for_is_under_way(tmp_path: Path, cloud: S3StandIn) -> None:
    with cloud, Workplace(tmp_path / "w") as place, Workplace(tmp_path / "other") as other:
        for each in (place, other):
            add(each, cloud)
            each.backup()
        run(other)
        job = run(place)
        assert (job.state, job.result["asked"], job.result["under_way"]) == ("done", 0, 2)


def test_b12_deep_down_nothing_is_asked_for_at_a_speed_that_is_not_there(tmp_path: Path, cloud: S3StandIn) -> None:
    with cloud, Workplace(tmp_path / "w") as place:
        add(place, cloud)
        place.backup()
        job = place.run("thaw", Parameters(days=3, tier="Expedited"))
        assert (job.result["asked"], job.result["failed"]) == (1, 1)
        assert restored(cloud) == ["old/cold.jpg"]


def test_one_folder_is_asked_for_alone(tmp_path: Path, cloud: S3StandIn) -> None:
    with cloud, Workplace(tmp_path / "w") as place:
        add(place, cloud)
        place.backup()
        folder = place.catalog.read(lambda db: db.number("SELECT id FROM folders WHERE path = 'old'"))
        assert run(place, folder=folder).result["asked"] == 1
        assert restored(cloud) == ["old/cold.jpg"]


def test_it_is_noted_that_a_person_asked_and_for_what(tmp_path: Path, cloud: S3StandIn) -> None:
    with cloud, Workplace(tmp_path / "w") as place:
        add(place, cloud)
        place.backup()
        run(place)
        noted = "SELECT actor, subject, detail FROM audit_log WHERE action = 'thaw'"
        row = place.catalog.read(lambda db: db.row(noted))
        assert row is not None
        assert (row["actor"], row["subject"]) == ("person", "bucket")
        assert '"photos": 2' in row["detail"] and "Bulk" in row["detail"]


def test_a_key_that_may_not_ask_is_said_to_be_refused(tmp_path: Path, cloud: S3StandIn) -> None:
    with cloud, Workplace(tmp_path / "w") as place:
        add(place, cloud)
        place.backup()
        cloud.faults.plan("403", where="api", times=100)
        job = run(place)
        assert job.state == "failed"
        assert job.message and "2 photos" in job.message
        assert skipped(place) == 2


def test_a_tier_that_there_is_not_is_refused_before_anything_is_asked(tmp_path: Path, cloud: S3StandIn) -> None:
    with cloud, Workplace(tmp_path / "w") as place:
        add(place, cloud)
        place.backup()
        job = place.run("thaw", Parameters(tier="Sometime"))
        assert (job.state, job.code) == ("failed", "USAGE")
        assert restored(cloud) == []


def test_what_amazon_moved_to_an_archive_by_its_own_rules_is_found_out_and_asked_for(tmp_path: Path) -> None:
    """No listing tells it: Intelligent-Tiering is one class, whatever tier an object is in. So it is skipped when it is
    opened, and opened again when it was asked for."""
    with S3StandIn() as cloud, Workplace(tmp_path / "w") as place:
        cloud.put("b.jpg", b"\xff\xd8 warm \xff\xd9")
        made = cloud.put("a.jpg", b"\xff\xd8 cold \xff\xd9", storage_class="INTELLIGENT_TIERING")
        source = add(place, cloud)
        cloud.archive(made.key, "INTELLIGENT_TIERING", "ARCHIVE_ACCESS")
        cloud.forget()
        for _ in range(3):
            assert place.backup().state == "done"
            assert (skipped(place), place.status.totals.failed, place.state()) == (1, 0, "safe")
        (row,) = [row for row in place.catalog.read(photos.page) if row.name == "a.jpg"]
        assert row.skip_reason == "ARCHIVED:ARCHIVE_ACCESS"
        assert cloud.asked("bytes", "a.jpg") == 1
        assert place.catalog.read(tree.archived, source, None, 0).photos == 1
        assert run(place).result["asked"] == 1
        assert cloud.answers.restores == [("a.jpg", 0, "Bulk")]
        place.backup()
        assert (skipped(place), cloud.asked("bytes", "a.jpg")) == (1, 2)  # it takes hours
        assert run(place).result.get("asked", 0) == 0
        cloud.thaw(made.key)
        assert place.backup().result["downloaded"] == 1
        assert (place.status.totals.safe, skipped(place)) == (2, 0)


def test_b11_what_comes_anew_out_of_an_archive_as_other_bytes_is_copied(tmp_path: Path) -> None:
    """A photo that was replaced is not archived any more: the listing changed, so it is opened again."""
    with S3StandIn() as cloud, Workplace(tmp_path / "w") as place:
        made = cloud.put("a.jpg", b"\xff\xd8 cold \xff\xd9", storage_class="INTELLIGENT_TIERING")
        add(place, cloud)
        cloud.archive(made.key, "INTELLIGENT_TIERING", "DEEP_ARCHIVE_ACCESS")
        place.backup()
        assert skipped(place) == 1
        cloud.put("a.jpg", b"\xff\xd8 new \xff\xd9")
        place.backup()
        assert (place.status.totals.safe, skipped(place)) == (1, 0)
