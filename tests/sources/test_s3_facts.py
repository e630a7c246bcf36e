"""What S3 and its kin really do, fact by fact, and what the source makes of it. The stand-in is no kinder than they."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from s3_reading import DATA, Connect, connecting, declared, one

from holdfast import errors
from holdfast.standins.s3 import S3StandIn


@pytest.fixture
def connect() -> Iterator[Connect]:
    with connecting() as connected:
        yield connected


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn() as started:
        yield started


# 1: listing


def test_1_pages_may_hold_fewer_than_asked_for_and_are_not_the_last_for_that(connect: Connect) -> None:
    with S3StandIn(2500) as cloud:
        cloud.shorten_pages()
        pages = list(connect(cloud).list(None))
        assert sum(len(page.photos) for page in pages) == 2500
        assert len(pages) > 3


@pytest.mark.parametrize("fault", ["bad_xml", "cut", "laughs", "html"])
def test_1_b8_a_good_status_with_a_bad_page_is_no_listing(cloud: S3StandIn, connect: Connect, fault: str) -> None:
    cloud.put("a.jpg", DATA)
    cloud.faults.plan(fault, where="listing")
    with pytest.raises(errors.ListingBad):
        next(connect(cloud).list(None))


def test_1_b8_a_page_without_end_is_left_unread(cloud: S3StandIn, connect: Connect) -> None:
    cloud.faults.plan("endless:200", where="listing")
    with pytest.raises(errors.ListingBad, match="more than"):
        next(connect(cloud).list(None))


@pytest.mark.parametrize(
    "key", ["a\nb.jpg", "a\x01b.jpg", "a&<b>.jpg", "a b+c%20d.jpg", "日本/é.jpg", "e\u0301.jpg", "../a", "/a"]
)
def test_1_11_keys_with_anything_in_them_come_whole_and_can_be_read(
    cloud: S3StandIn, connect: Connect, key: str
) -> None:
    cloud.put(key, DATA)
    source = connect(cloud)
    photo = one(source)
    assert photo.key == key
    with closing(source.open(photo)) as stream:
        assert b"".join(stream.chunks()) == DATA


def test_1_rows_are_asked_for_a_thousand_at_a_time_below_the_prefix(connect: Connect) -> None:
    with S3StandIn(3000) as cloud:
        cloud.put("other/a.jpg", DATA)
        pages = list(connect(cloud, prefix="2000/01/").list(None))
        assert [len(page.photos) for page in pages] == [1000]
        assert {photo.folder for photo in pages[0].photos} == {()}


def test_1_a_folder_is_listed_alone(connect: Connect) -> None:
    with S3StandIn(3000) as cloud:
        found = [photo for page in connect(cloud).list(None, ("2000", "02")) for photo in page.photos]
        assert {photo.folder for photo in found} == {("2000", "02")}
        assert len(found) == 1000


# 6: going on


def test_6_a9_a_version_that_was_begun_is_finished_though_there_is_a_newer_one(
    cloud: S3StandIn, connect: Connect
) -> None:
    cloud.objects.versioned = True
    cloud.put("a.jpg", DATA)
    source = connect(cloud)
    photo = one(source)
    with closing(source.open(photo)) as stream:
        validator = stream.validator
    cloud.put("a.jpg", DATA[::-1])
    with closing(source.open(photo, 100, validator)) as stream:
        assert stream.offset == 100
        assert b"".join(stream.chunks()) == DATA[100:]
    with closing(source.open(photo)) as stream:
        assert stream.validator != validator
        assert b"".join(stream.chunks()) == DATA[::-1]


@pytest.mark.parametrize("fault", ["range_ignored", "range_elsewhere"])
def test_6_a7_a8_a_range_that_is_not_kept_to_starts_over(cloud: S3StandIn, connect: Connect, fault: str) -> None:
    cloud.put("a.jpg", DATA)
    source = connect(cloud)
    photo = one(source)
    with closing(source.open(photo)) as stream:
        validator = stream.validator
    cloud.faults.plan(fault)
    with closing(source.open(photo, 100, validator)) as stream:
        assert stream.offset == 0
        assert b"".join(stream.chunks()) == DATA


# 7: archives


@pytest.mark.parametrize(
    ("place", "tier"),
    [({"storage_class": "GLACIER"}, "GLACIER"), ({"archive_status": "DEEP_ARCHIVE_ACCESS"}, "DEEP_ARCHIVE_ACCESS")],
)
def test_7_b12_an_archived_object_is_named_with_its_tier(
    cloud: S3StandIn, connect: Connect, place: dict[str, str], tier: str
) -> None:
    cloud.put("a.jpg", DATA, **place)  # type: ignore[arg-type]
    source = connect(cloud)
    with pytest.raises(errors.Archived, match=tier):
        source.open(one(source))


def test_7_glacier_instant_retrieval_reads_like_any_other(cloud: S3StandIn, connect: Connect) -> None:
    cloud.put("a.jpg", DATA, storage_class="GLACIER_IR")
    source = connect(cloud)
    assert one(source).skip_reason is None
    assert declared(source)


def test_7_asked_for_twice_it_is_on_its_way_and_then_out(cloud: S3StandIn, connect: Connect) -> None:
    cloud.put("a.jpg", DATA, storage_class="DEEP_ARCHIVE")
    source = connect(cloud)
    photo = one(source)
    assert source.thaw(photo, 3, "Bulk") is True
    assert source.thaw(photo, 3, "Bulk") is False
    assert one(source).skip_reason == "ARCHIVED:DEEP_ARCHIVE"
    cloud.thaw("a.jpg")
    assert one(source).skip_reason is None
    assert declared(source)
    assert cloud.answers.restores == [("a.jpg", 3, "Bulk")]


# 8: requester pays


def test_8_who_does_not_say_that_they_pay_is_refused(connect: Connect) -> None:
    with S3StandIn(requester_pays=True) as cloud:
        cloud.put("a.jpg", DATA)
        with pytest.raises(errors.AuthRevoked):
            connect(cloud).describe()
        source = connect(cloud, requester_pays="yes")
        assert "paid by you" in source.describe().facts["requests"]
        assert declared(source)


# 9: HEAD has no body; 403 may be the key's or the object's


def test_9_a_refused_head_is_not_waited_on_for_a_body(cloud: S3StandIn, connect: Connect) -> None:
    cloud.put("a.mov", DATA, part_size=4096)
    cloud.answers.denied.add("head")
    source = connect(cloud)
    facts = source.describe().facts
    assert facts["checksums"].startswith("not known")
    assert declared(source) == []


def test_9_one_object_that_is_withheld_is_forbidden_and_a_key_that_is_refused_is_the_sources(
    cloud: S3StandIn, connect: Connect
) -> None:
    cloud.put("a.jpg", DATA)
    source = connect(cloud)
    photo = one(source)
    cloud.answers.forbidden.add("a.jpg")
    with pytest.raises(errors.Forbidden):
        source.open(photo)
    cloud.answers.denied |= {"bytes", "listing"}
    with pytest.raises(errors.AuthRevoked):
        connect(cloud).open(photo)


# 10: versions


def test_10_b12_under_a_delete_marker_it_is_gone(cloud: S3StandIn, connect: Connect) -> None:
    cloud.objects.versioned = True
    cloud.put("a.jpg", DATA)
    source = connect(cloud)
    photo = one(source)
    cloud.delete("a.jpg")
    assert [photo for page in source.list(None) for photo in page.photos] == []
    with pytest.raises(errors.GoneUpstream):
        source.open(photo)


# 12: providers, regions, rclone


def test_12_the_right_region_is_learnt_from_the_answer_and_remembered(connect: Connect) -> None:
    with S3StandIn(region="eu-central-1") as cloud:
        cloud.put("a.jpg", DATA)
        source = connect(cloud)
        assert one(source).key == "a.jpg"
        before = len(cloud.requests)
        assert one(source).key == "a.jpg"
        assert len(cloud.requests) == before + 1
        assert source.describe().facts["region"] == "eu-central-1"


def test_12_what_was_found_is_said_in_plain_words_and_asked_once(cloud: S3StandIn, connect: Connect) -> None:
    cloud.put("a.jpg", DATA)
    cloud.objects.versioned = True
    source = connect(cloud)
    facts = source.describe().facts
    assert facts == {
        "provider": "S3-compatible storage", "region": "us-east-1", "versioning": "on",
        "checksums": "sent when asked for", "resume": "yes", "etag": "the MD5 of what was uploaded in one part",
    }  # fmt: skip
    cloud.forget()
    assert connect(cloud, dict(facts)).describe().facts == facts
    assert len(cloud.requests) == 1


def test_12_an_empty_bucket_is_described_with_what_is_not_known(cloud: S3StandIn, connect: Connect) -> None:
    facts = connect(cloud).describe().facts
    assert {facts[name][:9] for name in ("checksums", "resume", "etag")} == {"not known"}
