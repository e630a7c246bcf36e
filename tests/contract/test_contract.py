"""The contract of `sources/base.py`, held against every source: on a stand-in, in memory, and wrapped for retries."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Protocol

import pytest

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.photo import Page, RemotePhoto
from holdfast.domain.timing import Policy
from holdfast.sources.base import Source
from holdfast.sources.retrying import RetryingSource

PHOTOS = 760
"""So many that one of Cloudinary's nine listings needs a second page."""


class Cloud(Protocol):
    """What the tests do to a cloud behind the back of its source."""

    forgets_cursors: bool
    """A place in a listing is known to the cloud alone. If not, a listing goes on whatever the cloud has forgotten."""
    renames: bool
    """The cloud knows a renamed photo by the same key."""
    declares: bool
    """A listing tells checksums. If not, they are told when a photo is opened."""

    def connect(self) -> Source: ...
    def keys(self) -> list[str]: ...
    def content(self, key: str) -> bytes: ...
    def replace(self, key: str, data: bytes) -> object: ...
    def rename(self, key: str, name: str) -> object: ...
    def add(self, name: str, data: bytes) -> str: ...
    def delete(self, key: str) -> None: ...
    def empty(self) -> None: ...
    def revoke(self) -> None: ...
    def expire_cursors(self) -> None: ...
    def go_in_circles(self) -> None: ...
    def fail(self, how: str, key: str | None = None, times: int = 1, skip: int = 0) -> None: ...
    def pages_asked(self) -> int: ...
    def calls_asked(self) -> int: ...


Make = Callable[[int], Cloud]


@pytest.fixture(params=["plain", "retrying"])
def wrap(request: pytest.FixtureRequest, clock: Clock) -> Callable[[Source], Source]:
    def wrapped(source: Source) -> Source:
        return source if request.param == "plain" else retrying(source, clock)

    return wrapped


def retrying(source: Source, clock: Clock) -> RetryingSource:
    return RetryingSource(source, clock, Policy(), threading.Event(), chance=lambda: 0.5)


@pytest.fixture
def cloud(make: Make) -> Cloud:
    return make(60)


@pytest.fixture
def source(cloud: Cloud, wrap: Callable[[Source], Source]) -> Iterator[Source]:
    with closing(wrap(cloud.connect())) as source:
        yield source


def listed(source: Source) -> list[RemotePhoto]:
    return [photo for page in source.list(None) for photo in page.photos]


def named(source: Source, key: str) -> RemotePhoto:
    return next(photo for photo in listed(source) if photo.key == key)


def read(source: Source, photo: RemotePhoto) -> bytes:
    with closing(source.open(photo)) as stream:
        return b"".join(stream.chunks())


# Listing


def test_every_photo_is_listed_once_and_the_last_page_says_so(make: Make, wrap: Callable[[Source], Source]) -> None:
    cloud = make(PHOTOS)
    with closing(wrap(cloud.connect())) as source:
        pages = list(source.list(None))
    keys = [photo.key for page in pages for photo in page.photos]
    assert sorted(keys) == sorted(cloud.keys())
    assert len(set(keys)) == PHOTOS
    assert [page.cursor is None for page in pages] == [False] * (len(pages) - 1) + [True]


def test_what_is_listed_is_text_and_numbers_that_a_catalog_takes(source: Source) -> None:
    for photo in listed(source):
        for text in (photo.key, photo.name, *photo.folder, *photo.tags, *photo.context, *photo.context.values()):
            assert text.encode()
        assert photo.bytes is None or photo.bytes > 0
        assert photo.checksum is None or len(photo.checksum.hex) == 32


def test_a_listing_goes_on_from_every_cursor_in_another_process(make: Make, wrap: Callable[[Source], Source]) -> None:
    cloud = make(PHOTOS)
    first = wrap(cloud.connect())
    pages = list(first.list(None))
    assert len(pages) > 2
    for number, page in enumerate(pages[:-1]):
        assert [photo.key for each in wrap(cloud.connect()).list(page.cursor) for photo in each.photos] == [
            photo.key for each in pages[number + 1 :] for photo in each.photos
        ]
    first.close()


def test_a_page_is_asked_for_when_it_is_wanted_and_not_before(cloud: Cloud, source: Source) -> None:
    pages = source.list(None)
    assert cloud.pages_asked() == 0
    next(pages)
    assert cloud.pages_asked() == 1


def test_an_empty_account_is_a_complete_listing_of_nothing(cloud: Cloud, source: Source) -> None:
    cloud.empty()
    pages = list(source.list(None))
    assert [photo for page in pages for photo in page.photos] == []
    assert pages[-1].cursor is None


def test_what_stays_is_listed_though_others_come_and_go_meanwhile(make: Make, wrap: Callable[[Source], Source]) -> None:
    cloud = make(PHOTOS)
    keys = cloud.keys()
    with closing(wrap(cloud.connect())) as source:
        pages = source.list(None)
        first = next(pages)
        for key in keys[:5]:
            cloud.delete(key)
        cloud.add("just_now", b"\xff\xd8 new \xff\xd9")
        found = {photo.key for page in [first, *pages] for photo in page.photos}
    assert found >= set(keys[5:])


def test_a_forgotten_cursor_is_said_to_be_forgotten_or_not_needed(make: Make, wrap: Callable[[Source], Source]) -> None:
    cloud = make(PHOTOS)
    with closing(wrap(cloud.connect())) as source:
        pages = source.list(None)
        cursor, second = next(pages).cursor, next(pages)
        cloud.expire_cursors()
        before = cloud.pages_asked()
        if not cloud.forgets_cursors:
            assert next(source.list(cursor)).photos == second.photos
            return
        with pytest.raises(errors.CursorExpired):
            next(source.list(cursor))
        assert cloud.pages_asked() == before + 1


def test_a_cursor_from_nowhere_is_said_to_be_forgotten(source: Source) -> None:
    for cursor in ("", "nonsense", "[1]", '["a", 2, {}]', '[99, "dynamic", null]', "null"):
        with pytest.raises(errors.CursorExpired):
            next(source.list(cursor))


@pytest.mark.clouds
def test_a_listing_in_a_circle_ends_with_an_error(make: Make, wrap: Callable[[Source], Source]) -> None:
    cloud = make(PHOTOS)
    cloud.go_in_circles()
    with closing(wrap(cloud.connect())) as source, pytest.raises(errors.ListingLoop):
        for number, _ in enumerate(source.list(None)):
            assert number < 20


@pytest.mark.clouds
def test_a_page_that_fails_is_an_error_and_the_page_before_a_place_to_go_on(make: Make) -> None:
    cloud = make(PHOTOS)
    source = cloud.connect()
    pages = source.list(None)
    whole: list[Page] = [next(pages), next(pages)]
    cloud.fail("page")
    with pytest.raises(errors.ServerError):
        next(pages)
    whole += source.list(whole[-1].cursor)
    assert sorted(photo.key for page in whole for photo in page.photos) == sorted(cloud.keys())


@pytest.mark.clouds
def test_wrapped_for_retries_a_failing_page_is_not_even_noticed(make: Make, clock: Clock) -> None:
    cloud = make(PHOTOS)
    cloud.fail("page", times=2, skip=1)
    cloud.fail("page", times=2, skip=3)
    pages = list(retrying(cloud.connect(), clock).list(None))
    assert sorted(photo.key for page in pages for photo in page.photos) == sorted(cloud.keys())
    assert cloud.pages_asked() == len(pages) + 4


# The key, and being asked to wait


def test_a_source_says_what_it_is(source: Source) -> None:
    assert source.describe().title


@pytest.mark.clouds
def test_a_revoked_key_is_named_and_not_used_again(cloud: Cloud, source: Source) -> None:
    cloud.revoke()
    for call in (source.describe, lambda: next(source.list(None))):
        before = cloud.calls_asked()
        with pytest.raises(errors.AuthRevoked):
            call()
        assert cloud.calls_asked() == before + 1


@pytest.mark.clouds
def test_a_limit_comes_with_its_time(cloud: Cloud, clock: Clock) -> None:
    source = cloud.connect()
    cloud.fail("limit")
    with pytest.raises(errors.RateLimited) as caught:
        next(source.list(None))
    assert caught.value.until == pytest.approx(clock.now() + 30, abs=2.5)


# Bytes


def test_the_bytes_are_the_original_and_agree_with_what_is_listed(cloud: Cloud, source: Source) -> None:
    for photo in listed(source):
        data = read(source, photo)
        assert data == cloud.content(photo.key)
        assert photo.bytes in (None, len(data))
        assert photo.checksum is None or photo.checksum.hex == hashlib.md5(data).hexdigest()


def test_a_big_one_comes_in_small_pieces(cloud: Cloud, source: Source) -> None:
    key = cloud.add("big", bytes(range(256)) * 12_000)
    with closing(source.open(named(source, key))) as stream:
        assert stream.length == 256 * 12_000
        assert stream.offset == 0
        pieces = list(stream.chunks())
    assert max(map(len, pieces)) <= 1024 * 1024
    assert b"".join(pieces) == cloud.content(key)


def test_a_stream_may_be_closed_early_and_twice(cloud: Cloud, source: Source) -> None:
    key = cloud.add("big", b"\xff\xd8" + bytes(3_000_000))
    photo = named(source, key)
    for _ in range(3):
        stream = source.open(photo)
        next(iter(stream.chunks()))
        stream.close()
        stream.close()
    assert read(source, photo) == cloud.content(key)


def test_going_on_never_mixes_bytes(cloud: Cloud, source: Source) -> None:
    key = cloud.add("big", bytes(range(256)) * 3000)
    photo = named(source, key)
    with closing(source.open(photo)) as stream:
        validator = stream.validator
    with closing(source.open(photo, 1000, validator)) as stream:
        assert stream.offset in (0, 1000)
        assert b"".join(stream.chunks()) == cloud.content(key)[stream.offset :]


@pytest.mark.parametrize("validator", [None, '"of other bytes"', 'W/"weak"'])
def test_without_the_right_validator_it_starts_over(cloud: Cloud, source: Source, validator: str | None) -> None:
    photo = listed(source)[0]
    with closing(source.open(photo, 100, validator)) as stream:
        assert stream.offset == 0
        assert b"".join(stream.chunks()) == cloud.content(photo.key)


def test_replaced_meanwhile_it_starts_over(cloud: Cloud, source: Source) -> None:
    photo = listed(source)[0]
    with closing(source.open(photo)) as stream:
        validator = stream.validator
    cloud.replace(photo.key, b"\xff\xd8 quite other bytes, and more of them than one would think \xff\xd9")
    with closing(source.open(photo, 20, validator)) as stream:
        assert stream.offset == 0
        assert b"".join(stream.chunks()) == cloud.content(photo.key)


@pytest.mark.clouds
@pytest.mark.parametrize(("how", "error"), [("truncated", errors.NetTruncated), ("reset", errors.NetReset)])
def test_a_body_cut_short_raises_and_is_never_taken_for_whole(
    cloud: Cloud, source: Source, how: str, error: type[errors.PhotoError]
) -> None:
    key = cloud.add("big", bytes(600_000))
    photo = named(source, key)
    cloud.fail(how, key)
    with closing(source.open(photo)) as stream, pytest.raises(error):
        list(stream.chunks())
    assert read(source, photo) == cloud.content(key)


def test_one_that_is_gone_is_said_to_be_gone(cloud: Cloud, source: Source) -> None:
    photo, other = listed(source)[:2]
    cloud.delete(photo.key)
    with pytest.raises(errors.GoneUpstream) as caught:
        source.open(photo)
    assert photo.name in caught.value.message
    assert read(source, other) == cloud.content(other.key)


@pytest.mark.clouds
def test_a_delivery_that_fails_is_the_photos_fault_alone(cloud: Cloud) -> None:
    source = cloud.connect()
    photo, other = listed(source)[:2]
    cloud.fail("busy", photo.key)
    with pytest.raises(errors.DeliveryFailed):
        source.open(photo)
    assert read(source, other) == cloud.content(other.key)


@pytest.mark.clouds
@pytest.mark.parametrize("how", ["truncated", "reset", "busy"])
def test_loading_tries_again_from_the_first_byte(cloud: Cloud, clock: Clock, how: str) -> None:
    source = retrying(cloud.connect(), clock)
    photo = listed(source)[0]
    cloud.fail(how, photo.key, times=3)
    assert source.load(photo, lambda stream: b"".join(stream.chunks())) == cloud.content(photo.key)


def test_several_threads_get_each_its_own(cloud: Cloud, source: Source) -> None:
    photos = listed(source)
    with ThreadPoolExecutor(6) as crew:
        for photo, data in zip(photos, crew.map(lambda each: read(source, each), photos), strict=True):
            assert data == cloud.content(photo.key)


# Change


def test_a_rename_keeps_key_and_bytes(cloud: Cloud, source: Source) -> None:
    before = listed(source)[0]
    cloud.rename(before.key, "Another name")
    after = named(source, before.key if cloud.renames else "Another name")
    assert after.name != before.name
    assert after.name.startswith("Another name")
    assert (after.bytes, after.checksum) == (before.bytes, before.checksum)
    assert read(source, after) == cloud.content(after.key)


def test_a_replacement_shows_in_version_and_checksum(cloud: Cloud, source: Source) -> None:
    before = next(photo for photo in listed(source) if photo.version and (photo.checksum or not cloud.declares))
    cloud.replace(before.key, b"\xff\xd8 other \xff\xd9")
    after = named(source, before.key)
    assert after.version != before.version
    assert after.checksum != before.checksum or not cloud.declares
    assert read(source, after) == cloud.content(before.key)


def test_after_closing_nothing_is_asked_for_any_more(cloud: Cloud, source: Source) -> None:
    photo = listed(source)[0]
    source.close()
    before = cloud.calls_asked()
    with pytest.raises(errors.Interrupted):
        source.open(photo)
    assert cloud.calls_asked() == before
