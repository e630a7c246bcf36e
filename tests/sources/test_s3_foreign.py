"""Two servers that nobody here wrote, moto's and rclone's: what they do otherwise, and what they show of us."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from foreign_s3 import KEY, SECRET, Bucket, MotoBucket, RcloneBucket, moto, rclone
from middleman import Middleman

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.sources.s3 import S3Source
from holdfast.standins.wire import Asked, Reply

DATA = b"\xff\xd8" + bytes(range(256)) * 40 + b"\xff\xd9"


@pytest.fixture(scope="module")
def on_moto() -> Iterator[Bucket]:
    with moto() as port:
        yield MotoBucket(port, "foreign")


@pytest.fixture(scope="module")
def on_rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    root: Path = tmp_path_factory.mktemp("rclone")
    with rclone(root) as port:
        yield RcloneBucket(port, root, "foreign")


def source_of(bucket: Bucket, secret: str = SECRET, **place: str) -> S3Source:
    where = {"bucket": bucket.name, "endpoint_url": f"http://127.0.0.1:{bucket.port}", **place}
    return S3Source(where, {"access_key_id": KEY, "secret_access_key": secret}, SystemClock())


def every_byte_comes_back(bucket: Bucket, keys: tuple[str, ...]) -> None:
    for key in keys:
        bucket.put(key, key.encode())
    with closing(source_of(bucket)) as source:
        found = {photo.key: photo for page in source.list(None) for photo in page.photos}
        assert set(found) >= set(keys)
        for key in keys:
            with closing(source.open(found[key])) as stream:
                assert b"".join(stream.chunks()) == key.encode()


def test_odd_keys_on_moto(on_moto: Bucket) -> None:
    """moto itself cannot serve a key with a newline."""
    odd = (
        "..",
        "../a",
        "a/../b",
        "a//b",
        "/a",
        "a/./b",
        "a b",
        "é",
        "e\u0301",
        "a+b",
        "a%2Fb",
        "~!*'()",
        "a?b#c",
        "日本/x",
    )
    every_byte_comes_back(on_moto, odd)


def test_odd_keys_on_rclone_which_checks_every_signature(on_rclone: Bucket) -> None:
    """rclone shows a newline in a file's name as another letter."""
    every_byte_comes_back(on_rclone, ("a b/c+d.jpg", "é/ü.jpg", "a%20b", "~!*'().jpg", "a?b#c", "日本/x"))


def test_a_wrong_secret_is_refused_by_rclone_and_named(on_rclone: Bucket) -> None:
    with closing(source_of(on_rclone, "another-secret-than-the-right-one")) as source:
        with pytest.raises(errors.AuthRevoked):
            source.describe()


def test_rclone_answers_a_range_with_200_and_ignores_if_match_so_it_starts_over(on_rclone: Bucket) -> None:
    """Seen: status 200 with Content-Range and only the rest of the bytes, whatever If-Match said."""
    on_rclone.put("resume.jpg", DATA)
    with closing(source_of(on_rclone, prefix="resume")) as source:
        photo = next(iter(source.list(None))).photos[0]
        with closing(source.open(photo)) as stream:
            validator = stream.validator
        with closing(source.open(photo, 100, validator)) as stream:
            assert stream.offset == 0
            assert b"".join(stream.chunks()) == DATA
        assert source.describe().facts["resume"].startswith("no")


def test_moto_goes_on_where_asked(on_moto: Bucket) -> None:
    on_moto.put("resume.jpg", DATA)
    with closing(source_of(on_moto, prefix="resume")) as source:
        photo = next(iter(source.list(None))).photos[0]
        with closing(source.open(photo)) as stream:
            validator = stream.validator
        with closing(source.open(photo, 100, validator)) as stream:
            assert stream.offset == 100
            assert b"".join(stream.chunks()) == DATA[100:]


class Narrow(Middleman):
    """A server that takes an unknown header for an error, and gives out no tokens."""

    def _pass_on(self, asked: Asked) -> Reply:
        if "x-amz-optional-object-attributes" in asked.headers:
            return Reply(501, {}, b"<Error><Code>NotImplemented</Code></Error>")
        reply = super()._pass_on(asked)
        reply.body = re.sub(b"<NextContinuationToken>.*</NextContinuationToken>", b"", reply.body)
        return reply


def test_a_narrow_server_is_asked_no_more_than_it_knows_and_goes_on_by_the_last_key(on_moto: Bucket) -> None:
    for number in range(25):
        on_moto.put(f"narrow/{number:02}.jpg", DATA)
    with Narrow(on_moto.port) as between:
        where = {"bucket": on_moto.name, "endpoint_url": between.base, "prefix": "narrow/"}
        secret = {"access_key_id": KEY, "secret_access_key": SECRET}
        with closing(S3Source(where, secret, SystemClock(), page=10)) as source:
            assert [len(page.photos) for page in source.list(None)] == [10, 10, 5]
        assert [request.status for request in between.requests] == [501, 200, 200, 200]


def test_c12_a_name_that_is_no_text_is_listed_and_the_others_are_copied(on_rclone: Bucket, tmp_path: Path) -> None:
    on_rclone.put("bytes/a.jpg", DATA)
    folder = on_rclone._folder  # type: ignore[attr-defined]
    (folder / "bytes" / b"inv\xff.jpg".decode("utf-8", "surrogateescape")).write_bytes(DATA)
    with closing(source_of(on_rclone, prefix="bytes/")) as source:
        keys = [photo.key for page in source.list(None) for photo in page.photos]
    assert "bytes/a.jpg" in keys and len(keys) == 2
    assert all(key.encode() for key in keys)
