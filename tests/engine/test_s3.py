"""A bucket as a source of a home: added with what it is, signed in again, copied, and its ways remembered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from workplace import Workplace

from holdfast import errors
from holdfast.catalog import sources
from holdfast.catalog.sources import SourceRow
from holdfast.engine import setup
from holdfast.standins.s3 import S3StandIn

PHOTO = b"\xff\xd8 a photo \xff\xd9"


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn() as started:
        started.put("2020/a.jpg", PHOTO)
        yield started


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path / "w") as made:
        yield made


def add(place: Workplace, cloud: S3StandIn, name: str = "bucket", secret: str = "", **said: str) -> SourceRow:
    key = {"access_key_id": cloud.key, "secret_access_key": secret or cloud.secret}
    setup.add_s3(place.opened, name, {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint, **said}, key)
    return place.catalog.read(sources.by_name, name)


def test_a_bucket_is_added_with_what_was_found_out_about_it(place: Workplace, cloud: S3StandIn) -> None:
    row = add(place, cloud, prefix="2020/")
    assert (row.kind, row.settings["bucket"], row.settings["prefix"]) == ("s3", cloud.bucket, "2020/")
    assert row.facts["provider"] == "S3-compatible storage"
    assert cloud.secret not in str(row)


def test_it_is_copied_and_a_second_run_copies_nothing(place: Workplace, cloud: S3StandIn) -> None:
    add(place, cloud)
    assert place.backup().result["downloaded"] == 1
    assert list(place.files().values()) == [PHOTO]
    assert place.backup().result["downloaded"] == 0
    assert cloud.asked("bytes", "2020/a.jpg") == 3  # once copied, and twice when it was added, to learn its ways


def test_several_buckets_and_parts_of_one_stand_side_by_side(place: Workplace, cloud: S3StandIn) -> None:
    cloud.put("2021/b.jpg", PHOTO + b"b")
    with S3StandIn(bucket="other") as other:
        other.put("c.jpg", PHOTO + b"c")
        add(place, cloud, "first", prefix="2020/")
        add(place, cloud, "second", prefix="2021/")
        add(place, other, "third")
        assert place.backup().result["downloaded"] == 3


def test_a_backup_asks_for_nothing_that_is_known_already(place: Workplace, cloud: S3StandIn) -> None:
    add(place, cloud)
    place.backup()
    cloud.forget()
    place.backup()
    assert [request.kind for request in cloud.requests] == ["listing", "listing"]


def test_what_would_be_an_error_to_ask_is_remembered_from_run_to_run(place: Workplace) -> None:
    with S3StandIn(rejects_checksum_mode=True) as cloud:
        cloud.put("a.jpg", PHOTO)
        add(place, cloud)
        cloud.forget()
        assert place.backup().state == "done"
        assert {request.status for request in cloud.requests} == {200}


def test_rclones_time_of_the_file_is_the_copys(place: Workplace, cloud: S3StandIn) -> None:
    cloud.put("2020/a.jpg", PHOTO, metadata={"mtime": "1000000000.5"})
    add(place, cloud)
    place.backup()
    (copy,) = [path for path in place.library.rglob("a.jpg") if ".holdfast" not in path.parts]
    assert copy.stat().st_mtime == 1_000_000_000.5


def test_a_wrong_key_adds_nothing(place: Workplace, cloud: S3StandIn) -> None:
    with pytest.raises(errors.AuthRevoked):
        add(place, cloud, secret="another")
    assert place.catalog.read(sources.everything) == []


def test_the_same_bucket_is_signed_in_again_when_its_key_is_refused(place: Workplace, cloud: S3StandIn) -> None:
    first = add(place, cloud)
    cloud.revoke()
    assert place.backup().code == "AUTH_REVOKED"
    cloud.signatures.revoked = False
    with pytest.raises(errors.UsageError, match="already"):
        add(place, cloud, prefix="2020/")  # another part of the bucket is another source
    assert add(place, cloud).id == first.id
    assert place.backup().state == "done"


def test_a_bucket_that_was_empty_at_first_is_asked_again(place: Workplace) -> None:
    with S3StandIn() as cloud:
        row = add(place, cloud)
        assert row.facts["resume"].startswith("not known")
        cloud.put("a.jpg", PHOTO)
        place.backup()
        assert place.catalog.read(sources.by_name, "bucket").facts["resume"] == "yes"


def test_excluded_photos_and_folder_markers_are_listed_and_not_copied(place: Workplace, cloud: S3StandIn) -> None:
    cloud.put("2020/", b"")
    cloud.put("2020/thumbs.db", b"junk")
    add(place, cloud, exclude="Thumbs.db\n*.tmp")
    place.backup()
    totals = place.status.totals
    assert (totals.listed, totals.safe, totals.skipped) == (3, 1, 2)


def test_each_comparison_has_its_right_strength(place: Workplace, cloud: S3StandIn) -> None:
    photo = b"\xff\xd8" + bytes(range(256)) * 40 + b"\xff\xd9"
    cloud.put("of_one.jpg", photo)
    cloud.put("of_parts.jpg", photo + b"1", part_size=4096)
    cloud.put("composite.jpg", photo + b"2", part_size=4096, checksum="sha256", kms=True)
    cloud.put("full.jpg", photo + b"3", part_size=4096, checksum="crc32", full=True)
    cloud.put("encrypted.jpg", photo + b"4", kms=True)
    cloud.misstate("2020/a.jpg", etag="0" * 32)  # looks like an MD5 and is none: no alarm, and no claim
    add(place, cloud)
    assert place.backup().state == "done"
    found = place.catalog.read(lambda db: db.rows("SELECT name, strength, label FROM photos"))
    assert {row["name"]: row["strength"] for row in found} == {
        "of_one.jpg": "md5", "of_parts.jpg": "composite", "composite.jpg": "composite", "full.jpg": "full",
        "encrypted.jpg": "size", "a.jpg": "size",
    }  # fmt: skip
    assert [row["label"] for row in found] == [None] * 6


@pytest.mark.parametrize(
    ("keys", "copied", "shown"),
    [(["/x/a.jpg", "x/b.jpg"], "/x/a.jpg", "/x/"), (["x/b.jpg"], "x/b.jpg", "x/"), (["/x/a.jpg"], "/x/a.jpg", "/x/")],
)
def test_a_slash_in_front_of_a_prefix_counts_where_keys_begin_with_it(
    place: Workplace, cloud: S3StandIn, keys: list[str], copied: str, shown: str
) -> None:
    for key in keys:
        cloud.put(key, PHOTO + key.encode())
    row = add(place, cloud, prefix="/x/")
    assert row.facts["prefix"] == shown
    for _ in range(2):
        place.backup()
        assert list(place.files().values()) == [PHOTO + copied.encode()]
    assert place.status.totals.listed == 1
