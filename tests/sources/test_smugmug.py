"""What is peculiar to SmugMug: six digits, its pace, its pages, originals that it keeps to itself, videos."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from hurried import HurriedClock
from smugmug_person import digits, signed_in, source

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.domain import skips
from holdfast.domain.photo import RemotePhoto
from holdfast.sources import smugmug_sign_in as sign_in
from holdfast.sources.smugmug import SmugMugSource
from holdfast.sources.smugmug_listing import ROUNDS, Incomplete
from holdfast.sources.smugmug_rows import RENDITION
from holdfast.standins.smugmug import SmugMugStandIn


@pytest.fixture
def clock() -> HurriedClock:
    return HurriedClock()


@pytest.fixture
def cloud(clock: HurriedClock) -> Iterator[SmugMugStandIn]:
    with SmugMugStandIn(130, now=clock.now) as running:
        yield running


@pytest.fixture
def smug(cloud: SmugMugStandIn, clock: HurriedClock) -> Iterator[SmugMugSource]:
    with closing(source(cloud, clock)) as made:
        yield made


def listed(smug: SmugMugSource) -> dict[str, RemotePhoto]:
    return {photo.key: photo for page in smug.list(None) for photo in page.photos}


# Signing in


def test_the_page_asks_for_everything_and_for_reading_alone(cloud: SmugMugStandIn, clock: HurriedClock) -> None:
    asking = sign_in.begin(cloud.key, cloud.secret, cloud.base, clock)
    assert "Access=Full" in asking.address
    assert "Permissions=Read" in asking.address
    assert cloud.secret not in repr(asking) + asking.address
    found = sign_in.finish(asking, digits(asking.address), clock)
    assert found.place == {"nickname": "ada", "endpoint_url": cloud.base}
    assert found.secret["token"] in cloud.oauth.tokens


@pytest.mark.parametrize("code", ["", "12345", "abcdef"])
def test_what_cannot_be_six_digits_is_not_even_asked(cloud: SmugMugStandIn, clock: HurriedClock, code: str) -> None:
    asking = sign_in.begin(cloud.key, cloud.secret, cloud.base, clock)
    before = len(cloud.requests)
    with pytest.raises(errors.UsageError) as caught:
        sign_in.finish(asking, code, clock)
    assert (caught.value.field, len(cloud.requests)) == ("code", before)


def test_wrong_digits_are_told_at_their_field_and_may_be_typed_again(
    cloud: SmugMugStandIn, clock: HurriedClock
) -> None:
    asking = sign_in.begin(cloud.key, cloud.secret, cloud.base, clock)
    right = digits(asking.address)
    with pytest.raises(errors.UsageError, match="six digits") as caught:
        sign_in.finish(asking, f"{(int(right) + 1) % 1_000_000:06d}", clock)
    assert caught.value.field == "code"
    assert sign_in.finish(asking, f" {right[:3]} {right[3:]}", clock).place["nickname"] == "ada"
    with pytest.raises(errors.UsageError):  # a token is good once
        sign_in.finish(asking, right, clock)


def test_after_five_minutes_it_is_too_late(cloud: SmugMugStandIn, clock: HurriedClock) -> None:
    asking = sign_in.begin(cloud.key, cloud.secret, cloud.base, clock)
    right = digits(asking.address)
    clock.sleep(301)
    with pytest.raises(errors.UsageError, match="five minutes"):
        sign_in.finish(asking, right, clock)


def test_a_wrong_application_key_is_named(cloud: SmugMugStandIn, clock: HurriedClock) -> None:
    with pytest.raises(errors.AuthRevoked, match="API key"):
        sign_in.begin("unknown", cloud.secret, cloud.base, clock)
    with pytest.raises(errors.AuthRevoked, match="API secret"):
        sign_in.begin(cloud.key, "another", cloud.base, clock)
    for address in ("https://example.org", "http://192.0.2.1", "nonsense"):
        with pytest.raises(errors.UsageError):
            sign_in.begin(cloud.key, cloud.secret, address, clock)


def test_a_wrong_clock_is_told_with_its_minutes(cloud: SmugMugStandIn) -> None:
    with pytest.raises(errors.ClockSkew, match="minutes fast"):
        sign_in.begin(cloud.key, cloud.secret, cloud.base, HurriedClock(ahead=3600))


# Pace and limits


class StillClock(SystemClock):
    """A time that passes only while somebody sleeps: how slow this machine is makes no difference."""

    def __init__(self) -> None:
        self.passed = super().now()

    def now(self) -> float:
        return self.passed

    def monotonic(self) -> float:
        return self.passed

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self.passed += seconds
        return stop is not None and stop.is_set()


def test_it_is_never_asked_more_than_four_times_a_second() -> None:
    clock = StillClock()
    with SmugMugStandIn(60, odd=False, now=clock.now) as cloud, closing(source(cloud, clock)) as smug:
        for photo in list(listed(smug).values())[:12]:
            smug.open(photo).close()
        asked = cloud.moments
    assert len(asked) > 20
    assert all(later - first > 0.999 for first, later in zip(asked, asked[4:], strict=False))


def test_a15_the_limit_is_kept_to_before_it_is_overstepped(clock: HurriedClock) -> None:
    with SmugMugStandIn(30, calls=2, window=900.0, now=clock.now) as cloud, closing(source(cloud, clock)) as smug:
        pages = smug.list(None)
        next(pages)
        with pytest.raises(errors.RateLimited) as caught:
            next(pages)
        assert caught.value.until == pytest.approx(clock.now() + 900, abs=30)
        assert {request.status for request in cloud.requests} == {200}


def test_a15_429_waits_as_long_as_retry_after_says(cloud: SmugMugStandIn, smug: SmugMugSource) -> None:
    cloud.faults.plan("429:120", where="listing")
    with pytest.raises(errors.RateLimited) as caught:
        next(smug.list(None))
    assert caught.value.until is not None
    assert smug.describe().facts["nickname"] == "ada"


# Listing


def test_an_image_in_several_albums_is_one_photo_in_the_album_that_owns_it(
    cloud: SmugMugStandIn, smug: SmugMugSource
) -> None:
    image = cloud.account.images()[0]
    for key in cloud.account.albums:
        cloud.account.collect(image.key, key)
    rows = [photo for page in smug.list(None) for photo in page.photos if photo.key == image.key]
    assert len(rows) == len(cloud.account.albums) - 1  # one is somebody else's
    assert len({(photo.key, photo.folder, photo.version) for photo in rows}) == 1


def test_only_albums_of_the_one_who_signed_in_are_listed(cloud: SmugMugStandIn, smug: SmugMugSource) -> None:
    listed(smug)
    assert cloud.asked("listing", "Aother") == 0
    assert ("Shared with you",) not in {album.path for album in smug.albums()}


def test_folders_and_albums_of_one_name_stay_apart(smug: SmugMugSource) -> None:
    paths = [album.path for album in smug.albums()]
    assert len(set(paths)) == len(paths)
    assert ("Travel", "Japan", "Tokyo") in paths
    assert sum(path[1].startswith("2019") for path in paths if path[0] == "Family") == 2


def test_an_album_that_does_not_make_up_its_total_is_listed_again_and_then_told(
    cloud: SmugMugStandIn, smug: SmugMugSource
) -> None:
    album = cloud.account.images()[0].album
    cloud.api.overcount[album] = 1
    found: set[str] = set()
    with pytest.raises(Incomplete, match="did not list all"):
        for page in smug.list(None):
            found |= {photo.key for photo in page.photos}
    assert found == set(cloud.keys())
    assert cloud.asked("listing", album) == ROUNDS * 2 or cloud.asked("listing", album) == ROUNDS


def test_repeated_rows_are_counted_once(cloud: SmugMugStandIn, smug: SmugMugSource) -> None:
    cloud.faults.plan("duplicate_rows", where="listing", times=50)
    assert set(listed(smug)) == set(cloud.keys())


# What is given out


def test_what_is_withheld_or_in_the_making_is_skipped_with_the_reason(
    cloud: SmugMugStandIn, smug: SmugMugSource
) -> None:
    photos = listed(smug)
    for image in cloud.account.images():
        photo = photos[image.key]
        if image.processing:
            assert photo.skip_reason == skips.PROCESSING
        elif image.withheld and not image.is_video:
            assert photo.skip_reason == skips.WITHHELD
            with pytest.raises(errors.Forbidden, match="withholds"):
                smug.open(photo)
        else:
            assert photo.skip_reason is None
    assert cloud.asked("rendition") == 0


def test_a_video_is_the_upload_where_that_is_given_out_and_else_labelled(
    cloud: SmugMugStandIn, smug: SmugMugSource
) -> None:
    photos = listed(smug)
    videos = [image for image in cloud.account.images() if image.is_video]
    assert {image.withheld for image in videos} == {True, False}
    for image in videos:
        photo = photos[image.key]
        with closing(smug.open(photo)) as stream:
            data = b"".join(stream.chunks())
        assert len(data) == photo.bytes
        assert (photo.delivery == RENDITION) == ("copy" in photo.metadata) == image.withheld
        assert (data == cloud.content(image.key)) == (not image.withheld)
        assert photo.name.lower().endswith(".mp4")


def test_names_that_are_empty_and_numbers_that_are_text(cloud: SmugMugStandIn, smug: SmugMugSource) -> None:
    nameless = next(image for image in cloud.account.images() if not image.name)
    first = cloud.account.images()[0]
    said = {"ArchivedSize": "1234", "Latitude": "47.1000", "Longitude": 8, "Keywords": "a; b;a", "KeywordArray": None}
    cloud.account.change(first.key, said={**said, "ComponentFileTypes": {"Image": ["JPG", "CR2"]}})
    photos = listed(smug)
    assert photos[nameless.key].name.startswith(f"{nameless.key}.")
    photo = photos[first.key]
    assert (photo.bytes, photo.tags) == (1234, ("a", "b"))
    assert photo.metadata == {"latitude": "47.1000", "longitude": "8", "files": "CR2, JPG"}
    other = next(each for each in photos.values() if each.key != first.key and each.delivery == "original")
    assert "latitude" not in other.metadata


def test_rows_that_make_no_sense_are_refused_and_named(cloud: SmugMugStandIn, smug: SmugMugSource) -> None:
    image = cloud.account.images()[0]
    cloud.account.change(image.key, said={"ImageKey": "../../etc"})
    refused = [row for page in smug.list(None) for row in page.refused]
    assert refused[0].code == "BAD_METADATA"


def test_with_public_access_alone_private_albums_are_not_there(clock: HurriedClock) -> None:
    with SmugMugStandIn(40, odd=False, now=clock.now) as cloud:
        cloud.oauth.give("Public")
        asking = signed_in(cloud, clock)  # asks for everything, and does not get it any more
        with closing(SmugMugSource(asking.place, asking.secret, clock)) as smug:
            assert {photo.key for page in smug.list(None) for photo in page.photos} < set(cloud.keys())
