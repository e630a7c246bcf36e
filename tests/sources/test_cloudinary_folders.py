"""A folder of a Cloudinary account is listed with all below it and nothing else, in both folder modes of the cloud."""

import pytest

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.cloudinary import CloudinarySource, parse_url
from holdfast.standins.cloudinary import StandIn


def connect(cloud: StandIn) -> CloudinarySource:
    said = parse_url(cloud.url)
    return CloudinarySource(said.settings, said.credentials, SystemClock())


def filled(mode: str) -> StandIn:
    """Photos and raw files in folders whose names begin alike, one below the other."""
    cloud = StandIn(0, folder_mode=mode)
    for folder in ("", "trip", "trip/day 1", "trip/day 1/noon & night", "trip2", "other/trip"):
        for number in range(3):
            name = f"{folder.replace('/', '_')}{number}"
            kind = "raw" if number == 2 else "image"
            public_id = f"{folder}/{name}" if folder and mode == "fixed" else name
            asset = cloud.add(public_id, f"{folder} {number}".encode(), resource_type=kind)
            cloud.account.change(asset, asset_folder=folder)
    return cloud


def everything(source: CloudinarySource, folder: tuple[str, ...], cursor: str | None = None) -> list[RemotePhoto]:
    return [photo for page in source.list(cursor, folder) for photo in page.photos]


@pytest.mark.parametrize("mode", ["dynamic", "fixed"])
@pytest.mark.parametrize(
    ("folder", "count"), [(("trip",), 9), (("trip", "day 1"), 6), (("other",), 3), (("trip2",), 3), (("no such",), 0)]
)
def test_a_folder_is_listed_with_all_below_and_nothing_else(mode: str, folder: tuple[str, ...], count: int) -> None:
    with filled(mode) as cloud:
        source = connect(cloud)
        listed = everything(source, folder)
        assert len({photo.key for photo in listed}) == len(listed) == count
        assert all(photo.folder[: len(folder)] == folder for photo in listed)
        whole = {photo.key: photo for photo in everything(source, ())}
        assert [whole[photo.key] for photo in listed] == listed  # the same rows as in the listing of all
        source.close()


@pytest.mark.parametrize("mode", ["dynamic", "fixed"])
def test_a_cursor_of_a_folder_is_good_in_another_process(mode: str) -> None:
    with filled(mode) as cloud:
        first = connect(cloud)
        pages = list(first.list(None, ("trip",)))
        for number, page in enumerate(pages[:-1]):
            later = [photo for each in pages[number + 1 :] for photo in each.photos]
            assert everything(connect(cloud), ("trip",), page.cursor) == later


def test_a_folder_with_more_photos_than_a_page_is_listed_whole() -> None:
    with StandIn(0) as cloud:
        for number in range(620):
            cloud.account.change(cloud.add(f"p{number}", b"%d" % number), asset_folder="big")
        assert len({photo.key for photo in everything(connect(cloud), ("big",))}) == 620


def test_a_cursor_of_the_whole_is_no_cursor_of_a_walk() -> None:
    with filled("dynamic") as cloud, pytest.raises(errors.CursorExpired):
        everything(connect(cloud), ("trip",), '["walk", "elsewhere", null, "trip"]')


def test_what_an_account_that_tells_no_folder_mode_lists_is_sorted_out_by_its_rows() -> None:
    with filled("dynamic") as cloud:
        cloud.faults.plan("400:Unknown parameter settings", where="api", key="", times=1)
        assert len(everything(connect(cloud), ("trip",))) == 9
        assert cloud.asked("listing", "by_asset_folder") == 0
