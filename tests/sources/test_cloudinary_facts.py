"""The facts of Cloudinary, by the numbers of their list. Rows have a file of their own."""

import hashlib
import math
from collections.abc import Callable
from contextlib import closing

import pytest

from holdfast import errors
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.cloudinary import CloudinarySource
from holdfast.standins.admin import PLAIN
from holdfast.standins.cloudinary import StandIn

Connect = Callable[..., CloudinarySource]


def listed(source: CloudinarySource) -> list[RemotePhoto]:
    return [photo for page in source.list(None) for photo in page.photos]


def read(source: CloudinarySource, photo: RemotePhoto) -> bytes:
    with closing(source.open(photo)) as stream:
        return b"".join(stream.chunks())


def test_points_1_and_3_as_few_calls_as_there_can_be(connect: Connect) -> None:
    with StandIn(1300) as standin:
        source = connect(standin)
        assert len(listed(source)) == 1300
        pages = standin.counts("listing")
    assert pages["image/upload"] == math.ceil(1300 * 14 / 20 / 500)
    assert sum(pages.values()) == 8 + pages["image/upload"]
    assert len(standin.requests) == 1 + sum(pages.values())


def test_point_3_the_newest_come_first(connect: Connect, standin: StandIn) -> None:
    pages = [page.photos for page in connect(standin).list(None)]
    for photos in pages:
        dates = [photo.created_at or 0 for photo in photos]
        assert dates == sorted(dates, reverse=True)


def test_point_4_all_nine_listings_are_asked_for_by_name(connect: Connect, standin: StandIn) -> None:
    photos = listed(connect(standin))
    types = [
        f"{media}/{kind}" for media in ("image", "video", "raw") for kind in ("upload", "private", "authenticated")
    ]
    assert list(standin.counts("listing")) == types
    assert {f"{photo.media_type}/{photo.delivery}" for photo in photos} >= {
        "image/private",
        "video/upload",
        "raw/upload",
    }


def test_point_4_rows_with_gaps_are_photos_like_all_others(connect: Connect, standin: StandIn) -> None:
    odd = {photo.name: photo for photo in listed(connect(standin)) if photo.folder == ("Odd rows",)}
    assert odd["no_size.jpg"].bytes is None
    assert odd["no_version.jpg"].version is None
    assert odd["no_width.jpg"].width is None
    assert odd["no_etag.jpg"].checksum is None


def test_point_5_the_etag_is_asked_for(connect: Connect, standin: StandIn) -> None:
    assert "etag" not in PLAIN
    photos = listed(connect(standin))
    assert [photo.name for photo in photos if photo.checksum is None] == ["no_etag.jpg"]


def test_point_5_tags_context_and_metadata_come_along(connect: Connect, standin: StandIn) -> None:
    photos = {photo.key: photo for photo in listed(connect(standin))}
    asset = next(each for each in standin.photos if each.tags and each.context and each.metadata)
    assert photos[asset.asset_id].tags == asset.tags
    assert photos[asset.asset_id].context == asset.context
    assert photos[asset.asset_id].metadata["people"] == '["Ada", "Bo"]'


def test_point_5_a_cloud_that_knows_only_the_documented_fields_is_listed_all_the_same(
    connect: Connect, standin: StandIn
) -> None:
    standin.admin.strict_fields = True
    source = connect(standin)
    photos = listed(source)
    assert len(photos) == 60
    assert all(photo.checksum for photo in photos if photo.name != "no_etag.jpg")
    assert standin.asked("listing") == 9 + 1, "refused once, and remembered"


def test_point_6_the_etag_is_the_md5_of_the_original(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    for photo in listed(source)[:10]:
        assert photo.checksum is not None
        assert hashlib.md5(read(source, photo)).hexdigest() == photo.checksum.hex


def test_point_6_a_wrong_etag_is_passed_on_and_the_bytes_as_well(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    key = standin.photos[0].asset_id
    standin.misstate(key, etag="0" * 32)
    photo = next(each for each in listed(source) if each.key == key)
    assert photo.checksum is not None
    assert photo.checksum.hex == "0" * 32
    assert read(source, photo) == standin.content(key)


@pytest.mark.parametrize("mode", ["dynamic", "fixed"])
def test_point_7_the_folder_mode_is_found_by_asking(connect: Connect, mode: str) -> None:
    with StandIn(30, folder_mode=mode) as standin:
        source = connect(standin)
        assert source.describe().facts["folder_mode"] == mode
        assert standin.asked("config") == 1
        photos = {photo.key: photo for photo in listed(source)}
        assert standin.asked("config") == 1, "asked once is enough"
        for asset in standin.photos:
            path = asset.asset_folder if mode == "dynamic" else asset.public_id.rpartition("/")[0]
            assert photos[asset.asset_id].folder == tuple(part for part in path.split("/") if part)


def test_point_7_an_account_that_does_not_tell_its_mode(connect: Connect, standin: StandIn) -> None:
    standin.faults.plan("404", where="api", times=1)
    source = connect(standin)
    assert source.describe().facts["folder_mode"] == "unknown"
    photos = {photo.key: photo for photo in listed(source)}
    asset = next(each for each in standin.photos if each.asset_folder == "2021/Dolomites")
    assert photos[asset.asset_id].folder == ("2021", "Dolomites")


def test_point_7_a_move_in_a_dynamic_account_shows_only_in_the_listing(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    before = listed(source)[0]
    standin.move(before.key, "Moved/here")
    after = next(photo for photo in listed(source) if photo.key == before.key)
    assert after.folder == ("Moved", "here")
    assert (after.version, after.checksum, after.locator) == (before.version, before.checksum, before.locator)


def test_point_7_one_name_twice_in_one_folder_are_two_photos(connect: Connect, standin: StandIn) -> None:
    twins = [photo for photo in listed(connect(standin)) if (photo.folder, photo.name) == (("Same",), "Sunset.jpg")]
    assert len(twins) == 2
    assert twins[0].key != twins[1].key


def test_points_8_to_12_and_15_nothing_else_is_ever_asked_for(connect: Connect, standin: StandIn) -> None:
    """No call per photo, no folders, no search, no archive: a backup is listings and originals, and only reads."""
    source = connect(standin)
    source.describe()
    photos = listed(source)
    for photo in photos:
        read(source, photo)
    assert {request.kind for request in standin.requests} == {"config", "listing", "delivery", "download"}
    assert {request.method for request in standin.requests} == {"GET"}
    assert len(standin.requests) == 1 + 9 + len(photos)


def test_point_13_the_original_is_asked_for_and_nothing_derived_from_it(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    for photo in listed(source):
        assert read(source, photo) == standin.content(photo.key)
    assert standin.asked("derived") == 0


def test_point_13_private_and_authenticated_come_by_a_signed_call(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    guarded = [photo for photo in listed(source) if photo.delivery != "upload"]
    assert {photo.delivery for photo in guarded} == {"private", "authenticated"}
    for photo in guarded:
        assert read(source, photo) == standin.content(photo.key)
        assert (standin.asked("download", photo.key), standin.asked("delivery", photo.key)) == (1, 0)


def test_point_13_what_the_cdn_withholds_the_api_gives(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    photo = listed(source)[0]
    standin.withhold(photo.key)
    assert read(source, photo) == standin.content(photo.key)
    assert standin.asked("download", photo.key) == 1


def test_point_14_a_404_of_the_cdn_is_not_the_last_word(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    photo = listed(source)[0]
    standin.faults.plan("404:cached", key=photo.key)
    assert read(source, photo) == standin.content(photo.key)


def test_point_14_the_clouds_own_reason_is_shown(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    photo = next(photo for photo in listed(source) if photo.delivery == "private")
    standin.faults.plan("403:Restricted\x1b[31m media type.", key=photo.key)
    with pytest.raises(errors.Forbidden, match=r"It says: Restricted \[31m media type\.$") as caught:
        source.open(photo)
    assert photo.name in caught.value.message


def test_point_16_both_api_and_originals_come_from_the_host_that_was_named(connect: Connect, standin: StandIn) -> None:
    source = connect(standin)
    for photo in listed(source):
        assert photo.locator["url"].startswith(standin.base)
        read(source, photo)
    assert standin.asked("other") == 0


def test_an_account_that_holds_nothing_any_more_says_so_and_does_not_fail(connect: Connect, standin: StandIn) -> None:
    standin.empty()
    assert listed(connect(standin)) == []


def test_a_hostile_row_does_not_stop_the_listing(connect: Connect, standin: StandIn) -> None:
    standin.insert_row({"asset_id": "x", "public_id": "bad", "bytes": "12"})
    standin.insert_row({"public_id": "half \ud83d", "bytes": 3})
    pages = list(connect(standin).list(None))
    assert sum(len(page.photos) for page in pages) == 60
    assert [refused.name for page in pages for refused in page.refused] == ["bad", "half \ufffd"]


def test_rows_that_come_twice_are_passed_on_as_they_are(connect: Connect, standin: StandIn) -> None:
    standin.faults.plan("duplicate_rows", where="listing")
    photos = listed(connect(standin))
    assert len(photos) > 60
    assert len({photo.key for photo in photos}) == 60
