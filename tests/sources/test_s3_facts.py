"""What S3 and its kin really do, fact by fact, and what the source makes of it. The stand-in is no kinder than they."""

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.domain.photo import Checksum, RemotePhoto
from holdfast.sources.s3 import S3Source
from holdfast.standins.s3 import S3StandIn

DATA = b"\xff\xd8" + bytes(range(256)) * 40 + b"\xff\xd9"
Connect = Callable[..., S3Source]


@pytest.fixture
def connect() -> Iterator[Connect]:
    made: list[S3Source] = []

    def connected(cloud: S3StandIn, facts: dict[str, str] | None = None, **place: str) -> S3Source:
        where = {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint, **place}
        key = {"access_key_id": cloud.key, "secret_access_key": cloud.secret}
        made.append(S3Source(where, key, SystemClock(), facts=facts or {}))
        return made[-1]

    yield connected
    for source in made:
        source.close()


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn() as started:
        yield started


def one(source: S3Source) -> RemotePhoto:
    (found,) = [photo for page in source.list(None) for photo in page.photos]
    return found


def declared(source: S3Source) -> list[str]:
    with closing(source.open(one(source))) as stream:
        assert b"".join(stream.chunks())
        return [checksum.text for checksum in stream.declared]


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


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


# 2: what an ETag is worth


def test_2_an_etag_of_one_part_may_be_an_md5_and_is_sure_by_the_headers_of_amazon(
    cloud: S3StandIn, connect: Connect
) -> None:
    cloud.put("a.jpg", DATA)
    assert declared(connect(cloud)) == [f"md5?:{md5(DATA)}"]
    assert declared(connect(cloud, {"provider": "Amazon S3"})) == [f"md5:{md5(DATA)}"]


def test_2_a12_under_kms_an_etag_is_nothing(cloud: S3StandIn, connect: Connect) -> None:
    cloud.put("a.jpg", DATA, kms=True)
    source = connect(cloud, {"provider": "Amazon S3"})
    listed = one(source).checksum
    assert listed is None or not listed.sure
    assert declared(source) == []


def test_2_a12_an_etag_of_parts_is_computed_again_from_the_size_of_the_first(
    cloud: S3StandIn, connect: Connect
) -> None:
    cloud.put("a.mov", DATA, part_size=4096)
    source = connect(cloud)
    assert one(source).checksum is None
    pieces = [DATA[at : at + 4096] for at in range(0, len(DATA), 4096)]
    of_parts = hashlib.md5(b"".join(hashlib.md5(piece).digest() for piece in pieces)).hexdigest()
    assert declared(source) == [Checksum("md5", of_parts, sure=False, parts=3, part_bytes=4096).text]


def test_2_where_the_first_part_is_not_told_nothing_is_claimed_and_nobody_asks_again(
    cloud: S3StandIn, connect: Connect
) -> None:
    cloud.put("a.mov", DATA, part_size=4096)
    cloud.faults.plan("400", where="head", times=1)
    source = connect(cloud)
    assert declared(source) == []
    assert declared(source) == []
    assert cloud.asked("head") == 1


def test_2_the_random_etags_of_r2_are_versions_and_nothing_else(connect: Connect) -> None:
    with S3StandIn(random_etags=True) as cloud:
        cloud.put("a.mov", DATA, part_size=4096)
        source = connect(cloud, {"provider": "Cloudflare R2"})
        assert one(source).version
        assert declared(source) == []
        assert cloud.asked("head") == 0


# 3: checksums beside the object


def test_3_a_checksum_of_the_full_object_is_sure(cloud: S3StandIn, connect: Connect) -> None:
    cloud.put("a.mov", DATA, part_size=4096, checksum="crc32", full=True)
    source = connect(cloud, {"provider": "Amazon S3"})
    assert f"crc32:{zlib.crc32(DATA):08x}" in declared(source)


def test_3_one_of_parts_is_a_composite_and_never_taken_for_the_files(cloud: S3StandIn, connect: Connect) -> None:
    cloud.put("a.mov", DATA, part_size=4096, checksum="sha256")
    pieces = [DATA[at : at + 4096] for at in range(0, len(DATA), 4096)]
    of_parts = hashlib.sha256(b"".join(hashlib.sha256(piece).digest() for piece in pieces)).hexdigest()
    source = connect(cloud, {"provider": "Amazon S3"})
    assert f"sha256?/3x4096:{of_parts}" in declared(source)
    assert f"sha256:{of_parts}" not in declared(source)


@pytest.mark.parametrize(("algorithm", "size"), [("crc64nvme", 8), ("crc32c", 4), ("sha1", 20), ("sha256", 32)])
def test_3_each_kind_is_known_by_its_name_and_length(
    cloud: S3StandIn, connect: Connect, algorithm: str, size: int
) -> None:
    digest = bytes(range(size))
    cloud.put("a.jpg", DATA, checksums={algorithm: base64.b64encode(digest).decode()})
    assert f"{algorithm}:{digest.hex()}" in declared(connect(cloud, {"provider": "Amazon S3"}))


@pytest.mark.parametrize("value", ["!!!!", "AAAA", "AAAA-x", "", "AAAAAA==-99999999"])
def test_3_one_that_is_none_is_left_out(cloud: S3StandIn, connect: Connect, value: str) -> None:
    cloud.put("a.jpg", DATA, checksums={"sha256": value, "crc32": value})
    assert declared(connect(cloud, {"provider": "Amazon S3"})) == [f"md5:{md5(DATA)}"]


def test_3_of_a_part_of_the_object_no_checksum_is_taken_for_the_wholes(cloud: S3StandIn, connect: Connect) -> None:
    cloud.put("a.jpg", DATA, checksum="sha256")
    source = connect(cloud, {"provider": "Amazon S3"})
    photo = one(source)
    with closing(source.open(photo)) as stream:
        assert [each.algorithm for each in stream.declared] == ["sha256", "md5"]
        validator = stream.validator
    with closing(source.open(photo, 100, validator)) as stream:
        assert stream.offset == 100
        assert [each.algorithm for each in stream.declared] == ["md5"]


# 5: checksums that must not be asked for


def test_5_where_asking_for_checksums_is_an_error_it_is_found_out_and_left_be(connect: Connect) -> None:
    with S3StandIn(rejects_checksum_mode=True) as cloud:
        cloud.put("a.jpg", DATA)
        facts = dict(connect(cloud).describe().facts)
        assert facts["checksums"].startswith("refused")
        assert declared(connect(cloud, facts)) == [f"md5?:{md5(DATA)}"]


def test_5_backblaze_is_never_asked_unless_it_was_seen_to_answer(connect: Connect) -> None:
    with S3StandIn(rejects_checksum_mode=True) as cloud:
        cloud.put("a.jpg", DATA)
        assert declared(connect(cloud, {"provider": "Backblaze B2"})) == [f"md5?:{md5(DATA)}"]


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


def test_12_what_rclone_wrote_beside_an_object_is_used(cloud: S3StandIn, connect: Connect) -> None:
    kept = {"md5chksum": base64.b64encode(hashlib.md5(DATA).digest()).decode(), "mtime": "1605963855.5"}
    cloud.put("a.mov", DATA, part_size=4096, metadata=kept)
    source = connect(cloud)
    assert f"md5?:{md5(DATA)}" in declared(source)
    with closing(source.open(one(source))) as stream:
        assert stream.modified_at == 1605963855500


@pytest.mark.parametrize("mtime", ["yesterday", "-5", "1e300", "nan", "99999999999999"])
def test_12_a_time_that_is_none_is_left_out(cloud: S3StandIn, connect: Connect, mtime: str) -> None:
    cloud.put("a.jpg", DATA, metadata={"mtime": mtime})
    source = connect(cloud)
    with closing(source.open(one(source))) as stream:
        assert stream.modified_at is None


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


# The key, the clock, the bucket


@pytest.mark.parametrize(
    ("change", "words"), [({"secret": "another"}, "secret access key"), ({"key": "AKIAANOTHER"}, "access key ID")]
)
def test_a_wrong_key_is_named_by_what_is_wrong_with_it(cloud: S3StandIn, change: dict[str, str], words: str) -> None:
    key = {"access_key_id": change.get("key", cloud.key), "secret_access_key": change.get("secret", cloud.secret)}
    with closing(S3Source({"bucket": cloud.bucket, "endpoint_url": cloud.endpoint}, key, SystemClock())) as source:
        with pytest.raises(errors.AuthRevoked, match=words) as caught:
            source.describe()
    assert cloud.secret not in caught.value.message and "another" not in caught.value.message


@pytest.mark.parametrize(("shift", "way"), [(3660, "61 minutes fast"), (-3660, "61 minutes slow")])
def test_a25_a_wrong_clock_is_named_with_its_minutes(cloud: S3StandIn, shift: int, way: str) -> None:
    class Shifted(SystemClock):
        def now(self) -> float:
            return super().now() + shift

    key = {"access_key_id": cloud.key, "secret_access_key": cloud.secret}
    with closing(S3Source({"bucket": cloud.bucket, "endpoint_url": cloud.endpoint}, key, Shifted())) as source:
        with pytest.raises(errors.ClockSkew, match=way):
            source.describe()


def test_a_bucket_that_there_is_not_is_said_in_a_sentence(cloud: S3StandIn, connect: Connect) -> None:
    with pytest.raises(errors.SourceError, match="no bucket elsewhere") as caught:
        connect(cloud, bucket="elsewhere").describe()
    assert not caught.value.transient


@pytest.mark.parametrize(("fault", "until"), [("503", False), ("429:30", True)])
def test_a13_asked_to_slow_down_it_says_so(cloud: S3StandIn, connect: Connect, fault: str, until: bool) -> None:
    cloud.faults.plan(fault, where="listing")
    with pytest.raises(errors.RateLimited) as caught:
        next(connect(cloud).list(None))
    assert (caught.value.until is not None) is until


@pytest.mark.parametrize("place", ["listing", "bytes"])
def test_a20_an_answer_that_leads_elsewhere_is_not_followed(cloud: S3StandIn, connect: Connect, place: str) -> None:
    cloud.put("a.jpg", DATA)
    source = connect(cloud)
    photo = one(source)
    cloud.faults.plan("redirect:http://169.254.169.254/", where=place)
    with pytest.raises((errors.SourceError, errors.RedirectRefused)):
        source.open(photo) if place == "bytes" else next(source.list(None))


def test_a_signed_address_works_by_itself_and_only_for_its_object(cloud: S3StandIn, connect: Connect) -> None:
    import urllib3

    cloud.put("a b/é+.jpg", DATA)
    source = connect(cloud)
    url = source.signed_url(one(source), 60)
    with urllib3.PoolManager() as pool:
        assert pool.request("GET", url).data == DATA
        assert pool.request("GET", url.replace("%2B.jpg", "x.jpg")).status == 403


def test_no_secret_is_in_what_a_source_shows_of_itself(cloud: S3StandIn, connect: Connect) -> None:
    assert cloud.secret not in repr(connect(cloud)) and cloud.key not in repr(connect(cloud))
