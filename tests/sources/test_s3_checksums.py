"""What S3's ETags and checksums are worth: each its right label, and never a claim beyond the evidence."""

import base64
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import closing

import pytest
from s3_reading import DATA, Connect, connecting, declared, md5, one

from holdfast.domain.photo import Checksum
from holdfast.standins.s3 import S3StandIn


@pytest.fixture
def connect() -> Iterator[Connect]:
    with connecting() as connected:
        yield connected


@pytest.fixture
def cloud() -> Iterator[S3StandIn]:
    with S3StandIn() as started:
        yield started


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


def test_3_going_on_from_a_part_the_checksums_of_the_whole_are_asked_for(cloud: S3StandIn, connect: Connect) -> None:
    """The answer with a part names none."""
    cloud.put("a.jpg", DATA, checksum="sha256")
    source = connect(cloud, {"provider": "Amazon S3"})
    photo = one(source)
    with closing(source.open(photo)) as stream:
        assert [each.algorithm for each in stream.declared] == ["sha256", "md5"]
        validator = stream.validator
    with closing(source.open(photo, 100, validator)) as stream:
        assert stream.offset == 100
        assert stream.declared[0] == Checksum("sha256", hashlib.sha256(DATA).hexdigest())
        assert [each.algorithm for each in stream.declared] == ["sha256", "md5"]


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


# 12: what rclone wrote


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
