"""Originals on a bad day: refusals, redirects, lies about length and place, silence."""

import hashlib
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.cloudinary import CloudinarySource, account_of
from holdfast.sources.cloudinary_delivery import public_url
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.spoil import LOGIN_PAGE

Connect = Callable[..., CloudinarySource]


class SkewedClock(SystemClock):
    """A clock that goes so many minutes fast."""

    def __init__(self, minutes: float) -> None:
        self._minutes = minutes

    def now(self) -> float:
        return super().now() + 60 * self._minutes


@pytest.fixture
def source(connect: Connect, standin: StandIn) -> CloudinarySource:
    return connect(standin, rate_window=0.5)


@pytest.fixture
def photos(source: CloudinarySource) -> list[RemotePhoto]:
    return [photo for page in source.list(None) for photo in page.photos]


@pytest.fixture
def photo(photos: list[RemotePhoto]) -> RemotePhoto:
    return photos[0]


@pytest.fixture
def private(photos: list[RemotePhoto]) -> RemotePhoto:
    return next(photo for photo in photos if photo.delivery == "private")


def read(source: CloudinarySource, photo: RemotePhoto) -> bytes:
    with closing(source.open(photo)) as stream:
        return b"".join(stream.chunks())


# Which address


ACCOUNT = account_of({"cloud_name": "demo"}, {"api_key": "1", "api_secret": "s"})
GOOD = [
    "https://res.cloudinary.com/demo/image/upload/v17/a/b%20c.jpg",
    "https://res.cloudinary.com/demo/image/upload/a/b%20c.jpg",
    "https://demo-res.cloudinary.com/image/upload/v17/a/b%20c.jpg",
]
NOT_THE_ORIGINAL = [
    "",
    "http://res.cloudinary.com/demo/image/upload/v17/a/b%20c.jpg",
    "https://res.cloudinary.com/demo/image/upload/w_100/v17/a/b%20c.jpg",
    "https://res.cloudinary.com/demo/image/upload/w_100/a/b%20c.jpg",
    "https://res.cloudinary.com/demo/image/upload/v17/a/b%20c.png",
    "https://res.cloudinary.com/demo/image/upload/v17/a/b%20c",
    "https://res.cloudinary.com/demo/image/upload/v17/a/other.jpg",
    "https://res.cloudinary.com/other/image/upload/v17/a/b%20c.jpg",
    "https://res.cloudinary.com/demo/video/upload/v17/a/b%20c.jpg",
    "https://res.cloudinary.com/demo/image/private/v17/a/b%20c.jpg",
    "https://res.cloudinary.com:8443/demo/image/upload/v17/a/b%20c.jpg",
    "https://res.cloudinary.com.evil.org/demo/image/upload/v17/a/b%20c.jpg",
    "https://evilcloudinary.com/demo/image/upload/v17/a/b%20c.jpg",
    "https://x:y@res.cloudinary.com/demo/image/upload/v17/a/b%20c.jpg",
    "https://169.254.169.254/demo/image/upload/v17/a/b%20c.jpg",
    "https://res.cloudinary.com/demo/image/upload/v17/a/b%20c%ff.jpg",
    "https://[bad/demo/image/upload/v17/a/b%20c.jpg",
    "file:///demo/image/upload/v17/a/b%20c.jpg",
]


def located(url: str, public_id: str = "a/b c", kind: str = "upload") -> RemotePhoto:
    place = {"public_id": public_id, "resource_type": "image", "type": kind, "format": "jpg", "url": url}
    return RemotePhoto("k", "b c.jpg", delivery=kind, locator=place)


@pytest.mark.parametrize("url", GOOD)
def test_the_cdns_address_is_used_when_it_means_the_original(url: str) -> None:
    assert public_url(located(url), ACCOUNT) == url


@pytest.mark.parametrize("url", NOT_THE_ORIGINAL)
def test_any_other_address_is_not(url: str) -> None:
    assert public_url(located(url), ACCOUNT) == ""


def test_private_and_authenticated_have_no_public_address() -> None:
    for kind in ("private", "authenticated"):
        url = f"https://res.cloudinary.com/demo/image/{kind}/v17/a/b%20c.jpg"
        assert public_url(located(url, kind=kind), ACCOUNT) == ""


@pytest.mark.parametrize("public_id", ["up/../../x", "./x", "a//x", "..", "x/."])
def test_a_name_with_dots_that_a_road_would_resolve_goes_by_the_api(public_id: str) -> None:
    url = f"https://res.cloudinary.com/demo/image/upload/v1/{public_id}.jpg"
    assert public_url(located(url, public_id), ACCOUNT) == ""


def test_such_a_name_comes_whole(source: CloudinarySource, photos: list[RemotePhoto], standin: StandIn) -> None:
    dotted = [photo for photo in photos if ".." in photo.folder or "." in photo.folder]
    assert len(dotted) == 2
    for photo in dotted:
        assert read(source, photo) == standin.content(photo.key)
        assert standin.asked("delivery", photo.key) == 0


@pytest.mark.parametrize("kind", ["upload", "private", "authenticated"])
@pytest.mark.parametrize("name", ["salt & pepper=2", "100% sure", "a+b c", "what?#", "Ångström/日本", "a;b,c|d"])
def test_signs_that_addresses_use_themselves_are_no_trouble(
    source: CloudinarySource, standin: StandIn, name: str, kind: str
) -> None:
    added = standin.add(name, b"\xff\xd8 it \xff\xd9", type=kind)
    photo = next(photo for page in source.list(None) for photo in page.photos if photo.key == added.asset_id)
    assert read(source, photo) == standin.content(photo.key)
    assert standin.asked("derived") == 0


def test_a_row_without_a_format_still_leads_to_the_original(
    source: CloudinarySource, photos: list[RemotePhoto], standin: StandIn
) -> None:
    for photo in (photos[0], next(each for each in photos if each.delivery == "private")):
        gap = replace(photo, format=None, locator={**photo.locator, "format": ""})
        assert read(source, gap) == standin.content(photo.key)
    assert standin.asked("derived") == 0


def test_a_photo_of_which_nothing_is_known_is_named(source: CloudinarySource) -> None:
    with pytest.raises(errors.BadMetadata, match="lost.jpg"):
        source.open(RemotePhoto("k", "lost.jpg"))


# Refusals


def test_one_withheld_photo_is_not_taken_for_a_revoked_key(
    source: CloudinarySource, private: RemotePhoto, standin: StandIn
) -> None:
    for _ in range(3):
        standin.faults.plan("401:Invalid Signature", key=private.key)
        with pytest.raises(errors.Forbidden, match="Invalid Signature"):
            source.open(private)
    assert standin.asked("ping") == 1


def test_a_key_revoked_between_is_seen_at_the_next_private_photo(
    source: CloudinarySource, private: RemotePhoto, standin: StandIn
) -> None:
    assert read(source, private) == standin.content(private.key)
    standin.revoke()
    with pytest.raises(errors.AuthRevoked):
        source.open(private)


def test_one_that_was_deleted_is_asked_for_at_both_doors(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn
) -> None:
    standin.delete(photo.key)
    standin.forget()
    with pytest.raises(errors.GoneUpstream, match=photo.name):
        source.open(photo)
    assert [request.kind for request in standin.requests] == ["delivery", "download"]


@pytest.mark.parametrize(("minutes", "said"), [(91, "91 minutes fast"), (-150, "150 minutes slow")])
def test_a_wrong_clock_is_named_with_its_minutes(connect: Connect, standin: StandIn, minutes: int, said: str) -> None:
    source = connect(standin, clock=SkewedClock(minutes))
    private = next(photo for page in source.list(None) for photo in page.photos if photo.delivery == "private")
    with pytest.raises(errors.ClockSkew, match=said):
        source.open(private)


def test_half_an_hour_does_not_matter(connect: Connect, standin: StandIn) -> None:
    source = connect(standin, clock=SkewedClock(-30))
    private = next(photo for page in source.list(None) for photo in page.photos if photo.delivery == "private")
    assert read(source, private) == standin.content(private.key)


@pytest.mark.parametrize("fault", ["500", "502", "503"])
def test_trouble_at_one_photo_is_this_photos_trouble(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn, fault: str
) -> None:
    standin.faults.plan(fault)
    with pytest.raises(errors.DeliveryFailed, match=fault):
        source.open(photo)


def test_a_connection_that_ends_without_an_answer_is_this_photos_trouble(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn
) -> None:
    standin.faults.plan("hang_up")
    with pytest.raises(errors.NetReset, match=photo.name):
        source.open(photo)


def test_a_cloud_that_is_not_there_is_offline(connect: Connect) -> None:
    with StandIn(3) as standin:
        source = connect(standin)
        photo = next(source.list(None)).photos[0]
    for call in (lambda: source.open(photo), source.describe, lambda: next(source.list(None))):
        with pytest.raises(errors.Offline):
            call()


# Redirects


@pytest.mark.parametrize(
    ("where", "named"),
    [
        ("other", "example.invalid"),
        ("loopback", "127.0.0.2"),
        ("port", "127.0.0.1"),
        ("metadata", "169.254.169.254"),
        ("loop", "without end"),
        ("https://api.cloudinary.com:22/x", "api.cloudinary.com:22"),
        ("http://res.cloudinary.com/demo/x.jpg", "only https"),
        ("file:///etc/passwd", "file://"),
        ("gopher://127.0.0.1/x", "gopher://"),
        ("//[::1/", "makes no sense"),
        ("http://user:word@127.0.0.1/", "127.0.0.1"),
    ],
)
def test_a_redirect_to_where_it_must_not_go_is_refused_and_named(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn, where: str, named: str
) -> None:
    standin.faults.plan(f"redirect:{where}")
    standin.forget()
    with pytest.raises(errors.RedirectRefused) as caught:
        source.open(photo)
    assert named in caught.value.message
    assert "word" not in caught.value.message
    assert len(standin.requests) == (6 if where == "loop" else 1)


def test_a_redirect_in_the_same_house_is_followed(
    source: CloudinarySource, photo: RemotePhoto, photos: list[RemotePhoto], standin: StandIn
) -> None:
    other = (
        next(each for each in photos[1:] if "public" in each.locator and each.delivery == "upload")
        if False
        else photos[3]
    )
    standin.faults.plan(f"redirect:{other.locator['url']}", key=photo.key)
    assert read(source, photo) == standin.content(other.key)


# Lies about length and place


@pytest.mark.parametrize("fault", ["truncate", "chunked_cut"])
def test_a_body_that_ends_early_is_told_from_a_whole_one(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn, fault: str
) -> None:
    standin.faults.plan(fault)
    with closing(source.open(photo)) as stream, pytest.raises(errors.NetTruncated, match=photo.name):
        list(stream.chunks())


def test_without_a_length_the_stream_does_not_pretend_to_know(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn
) -> None:
    """A3: no client can tell; so the size of the listing and the checksum have to."""
    standin.faults.plan("no_length_cut")
    with closing(source.open(photo)) as stream:
        assert stream.length is None
        assert len(b"".join(stream.chunks())) < len(standin.content(photo.key))


def test_wire_bytes_are_not_decoded_whatever_the_headers_say(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn
) -> None:
    standin.faults.plan("gzip")
    assert read(source, photo) == standin.content(photo.key)


def test_a_log_in_page_comes_as_it_is_with_its_type(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn
) -> None:
    standin.faults.plan("html")
    with closing(source.open(photo)) as stream:
        assert stream.content_type == "text/html"
        assert b"".join(stream.chunks()) == LOGIN_PAGE


def test_going_on_where_it_stopped(source: CloudinarySource, photo: RemotePhoto, standin: StandIn) -> None:
    whole = standin.content(photo.key)
    validator = f'"{hashlib.md5(whole).hexdigest()}"'
    with closing(source.open(photo, 100, validator)) as stream:
        assert (stream.offset, stream.length) == (100, len(whole) - 100)
        assert b"".join(stream.chunks()) == whole[100:]


@pytest.mark.parametrize("fault", ["range_ignored", "range_elsewhere"])
def test_going_on_elsewhere_is_beginning_anew(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn, fault: str
) -> None:
    whole = standin.content(photo.key)
    standin.faults.plan(fault)
    with closing(source.open(photo, 100, f'"{hashlib.md5(whole).hexdigest()}"')) as stream:
        assert stream.offset == 0
        assert b"".join(stream.chunks()) == whole


def test_going_on_behind_the_end_is_beginning_anew(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn
) -> None:
    whole = standin.content(photo.key)
    with closing(source.open(photo, len(whole) + 5, f'"{hashlib.md5(whole).hexdigest()}"')) as stream:
        assert stream.offset == 0
        assert b"".join(stream.chunks()) == whole


# Silence


@pytest.mark.parametrize("fault", ["stall", "drip:0.05"])
def test_a_stream_slower_than_the_setting_is_given_up(
    source: CloudinarySource, photo: RemotePhoto, standin: StandIn, fault: str
) -> None:
    standin.faults.plan(fault)
    with closing(source.open(photo)) as stream, pytest.raises(errors.Stalled, match=photo.name):
        list(stream.chunks())


def test_a_slow_disk_here_is_not_the_clouds_fault(connect: Connect, standin: StandIn) -> None:
    """Only the waiting for the network counts: here the reader takes a minute for each piece."""
    clock = SlowReader()
    source = connect(standin, clock=clock)
    key = standin.add("big", bytes(2_000_000)).asset_id
    photo = next(photo for photo in next(source.list(None)).photos if photo.key == key)
    with closing(source.open(photo)) as stream:
        for _ in stream.chunks():
            clock.passed += 60


class SlowReader(SystemClock):
    passed = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.passed


def test_closing_the_source_ends_a_download_that_hangs(connect: Connect, standin: StandIn) -> None:
    source = connect(standin, rate_window=600)
    photo = next(source.list(None)).photos[0]
    standin.faults.plan("stall")
    ended = threading.Event()

    def download() -> None:
        with closing(source.open(photo)) as stream, pytest.raises(errors.PhotoError):
            begun.set()
            list(stream.chunks())
        ended.set()

    begun = threading.Event()
    thread = threading.Thread(target=download)
    thread.start()
    assert begun.wait(10)
    source.close()
    assert ended.wait(10)
    thread.join()
