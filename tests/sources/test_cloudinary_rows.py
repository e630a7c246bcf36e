"""Rows of a listing: what Cloudinary really sends, and what it should never send."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from holdfast.domain.photo import Checksum, MediaType, Refused, RemotePhoto
from holdfast.sources.cloudinary_rows import EMPTY_MD5, PARTS, photo_of

Row = dict[str, Any]
UPLOAD: tuple[MediaType, str] = ("image", "upload")
RAW: tuple[MediaType, str] = ("raw", "upload")
MD5 = "0123456789abcdef0123456789abcdef"


def row(**fields: object) -> Row:
    return {
        "asset_id": "a1",
        "public_id": "trips/beach",
        "format": "jpg",
        "version": 1_700_000_000,
        "bytes": 1234,
        "width": 640,
        "height": 480,
        "etag": MD5,
        "created_at": "2023-11-14T22:13:20Z",
        **fields,
    }


def photo(given: Row, part: tuple[MediaType, str] = UPLOAD, mode: str = "fixed") -> RemotePhoto:
    found = photo_of(given, part, mode)
    assert isinstance(found, RemotePhoto), found
    return found


def refused(given: object) -> Refused:
    found = photo_of(given, UPLOAD, "fixed")
    assert isinstance(found, Refused), found
    return found


def without(given: Row, *fields: str) -> Row:
    return {name: value for name, value in given.items() if name not in fields}


def test_a_whole_row() -> None:
    found = photo(row(tags=["sea"], context={"custom": {"caption": "Low tide"}}, metadata={"rating": 5}))
    assert found == RemotePhoto(
        key="a1",
        name="beach.jpg",
        folder=("trips",),
        media_type="image",
        delivery="upload",
        format="jpg",
        bytes=1234,
        checksum=Checksum("md5", MD5),
        version="1700000000",
        width=640,
        height=480,
        created_at=1_700_000_000_000,
        tags=("sea",),
        context={"caption": "Low tide"},
        metadata={"rating": "5"},
        locator={"public_id": "trips/beach", "resource_type": "image", "type": "upload", "format": "jpg", "url": ""},
    )


@pytest.mark.parametrize("field", ["version", "width", "height", "etag", "created_at", "format", "bytes"])
def test_point_4_a_row_without_a_field_is_a_photo_all_the_same(field: str) -> None:
    assert photo(without(row(), field)).key == "a1"


def test_point_4_without_asset_id_type_and_public_id_are_the_key() -> None:
    assert photo(without(row(), "asset_id"), ("video", "private")).key == "video/private/trips/beach"


@pytest.mark.parametrize(("etag", "size"), [(MD5, None), ("", None), (EMPTY_MD5, 0)])
def test_point_4_a_size_of_0_is_believed_of_an_empty_file_alone(etag: str, size: int | None) -> None:
    assert photo(row(bytes=0, etag=etag)).bytes == size


@pytest.mark.parametrize("etag", ["abc-7", '"' + MD5[:-1] + '"', "Z" * 32, 7, None, ["x"], MD5 + "\n"])
def test_point_6_an_etag_that_is_no_md5_proves_nothing(etag: object) -> None:
    assert photo(row(etag=etag)).checksum is None


def test_point_6_an_etag_may_be_quoted_and_upper_case() -> None:
    assert photo(row(etag=f'"{MD5.upper()}"')).checksum == Checksum("md5", MD5)


def test_point_7_in_a_fixed_account_the_folder_is_in_the_public_id() -> None:
    found = photo(row(public_id="a//b/c/IMG_1", asset_folder="x", display_name="y"))
    assert (found.folder, found.name) == (("a", "b", "c"), "IMG_1.jpg")


def test_point_7_in_a_dynamic_account_it_is_not() -> None:
    given = row(public_id="xk29a", asset_folder="Trips/2023", display_name="Beach day")
    found = photo(given, mode="dynamic")
    assert (found.folder, found.name) == (("Trips", "2023"), "Beach day.jpg")


def test_point_7_when_the_account_does_not_tell_the_row_does() -> None:
    assert photo(row(), mode="").folder == ("trips",)
    assert photo(row(asset_folder="Elsewhere"), mode="").folder == ("Elsewhere",)


def test_point_7_a_dynamic_row_without_display_name_keeps_a_name() -> None:
    assert photo(row(filename="IMG_1"), mode="dynamic").name == "IMG_1.jpg"
    assert photo(row(), mode="dynamic").name == "beach.jpg"


@pytest.mark.parametrize(
    ("name", "form", "shown"),
    [
        ("IMG_1", "jpg", "IMG_1.jpg"),
        ("IMG_1.jpg", "jpg", "IMG_1.jpg"),
        ("IMG_1.JPG", "jpg", "IMG_1.JPG"),
        ("IMG_1.jpeg", "jpg", "IMG_1.jpeg"),
        ("IMG_1.heif", "heic", "IMG_1.heif"),
        ("clip.m4v", "mp4", "clip.m4v"),
        ("scan.tif", "tiff", "scan.tif"),
        ("photo.png", "jpg", "photo.png.jpg"),
        ("v1.2", "jpg", "v1.2.jpg"),
        ("IMG_1", "", "IMG_1"),
    ],
)
def test_point_18_a_name_has_its_extension_once(name: str, form: str, shown: str) -> None:
    assert photo(row(public_id=name, format=form)).name == shown


def test_point_13_a_raw_name_is_as_it_is() -> None:
    raw = without(row(public_id="docs/contract.pdf"), "format", "width", "height")
    assert photo(raw, RAW).name == "contract.pdf"
    assert photo({**raw, "display_name": "Contract"}, RAW, "dynamic").name == "Contract.pdf"
    assert photo({**raw, "public_id": "docs/README"}, RAW).name == "README"


@pytest.mark.parametrize(
    ("context", "flat"),
    [
        ({"custom": {"caption": "x", "alt": "y"}}, {"caption": "x", "alt": "y"}),
        ({"caption": "x"}, {"caption": "x"}),
        ({"custom": "a value"}, {"custom": "a value"}),
        ({"custom": {"n": 3, "none": None, "deep": {"a": [1]}}}, {"n": "3", "deep": '{"a": [1]}'}),
        ({}, {}),
        (None, {}),
        ([], {}),
    ],
)
def test_point_17_context_is_flattened(context: object, flat: dict[str, str]) -> None:
    assert photo(row(context=context)).context == flat


def test_point_17_unknown_fields_change_nothing() -> None:
    assert photo(row(of_tomorrow={"a": [1, None]}, phash="9")) == photo(row())


def test_point_12_an_asset_that_was_deleted_is_no_photo() -> None:
    assert photo_of(row(status="deleted"), UPLOAD, "fixed") is None
    assert photo_of(row(placeholder=True, bytes=0), UPLOAD, "fixed") is None
    assert photo(row(status="active", placeholder=False)).key == "a1"


MAD = {
    "a size of '12'": row(bytes="12"),
    "a size of '-1'": row(bytes=-1),
    "a size of '1.5'": row(bytes=1.5),
    "a size of 'True'": row(bytes=True),
    "a size of '1e+400'"[:9]: row(bytes=10**400),
    "no public_id": row(public_id=""),
    "a public_id that is no text": row(public_id=12),
    "a public_id that is not valid Unicode": row(public_id="half \ud83d of it"),
    "a public_id of 2001 characters": row(public_id="x" * 2001),
    "a asset_id that is no text": row(asset_id=["a1"]),
    "a format that is none": row(format="../../jpg"),
    "a format that is no text": row(format=7),
}


@pytest.mark.parametrize("why", MAD)
def test_a_row_that_makes_no_sense_is_refused_by_name(why: str) -> None:
    found = refused(MAD[why])
    assert found.code == "BAD_METADATA"
    assert why in found.message
    assert (found.key + found.name + found.message).encode()
    assert found.key


@pytest.mark.parametrize("given", [None, 7, "row", [], [row()]])
def test_a_row_that_is_none_is_refused(given: object) -> None:
    assert refused(given).code == "BAD_METADATA"


def test_a_size_of_null_is_only_unknown() -> None:
    assert photo(row(bytes=None)).bytes is None


def test_halves_of_characters_in_a_name_or_tag_do_not_cost_the_photo() -> None:
    given = row(display_name="half \ud83d", asset_folder="\udc00", tags=["\ud800"], context={"a\ud800": "b\udfff"})
    found = photo(given, mode="dynamic")
    assert found.name == "half \ufffd.jpg"
    assert json.dumps([found.folder, found.tags, dict(found.context)], ensure_ascii=False).encode()


@pytest.mark.parametrize("number", [-1, 0, 2**63, "640", 1.5, True, None])
def test_a_mad_width_is_no_width(number: object) -> None:
    assert photo(row(width=number)).width is None


@pytest.mark.parametrize("moment", ["", "yesterday", 17, None, "9999-12-31T23:59:59+99:99", "0001-01-01T00:00:00Z",
                                    "0001-01-01T00:00:00+14:00"])  # fmt: skip
def test_a_mad_date_does_not_cost_the_photo(moment: object) -> None:
    found = photo(row(created_at=moment))
    assert (found.key, found.created_at) == ("a1", None)


@pytest.mark.parametrize("size", [2**50 + 1, 2**63 - 1])
def test_b9_a_size_that_no_sum_can_hold_refuses_the_row(size: int) -> None:
    assert refused(row(bytes=size)).code == "BAD_METADATA"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*row(), "tags", "context", "metadata", "secure_url", "status"]), values))
@example({"public_id": "\ud800"})
@example({"public_id": "x", "metadata": {"a": float("nan")}})
def test_no_row_makes_it_fall_over_and_all_text_is_valid(fields: Row) -> None:
    for mad in (fields, {**row(), **fields}):
        for part, mode in ((PARTS[0], "fixed"), (PARTS[4], "dynamic"), (PARTS[8], "")):
            found = photo_of(mad, part, mode)
            if isinstance(found, RemotePhoto):
                assert repr((found.key, found.name, found.folder, found.tags, found.context)).encode()
                text = json.dumps([found.key, found.name, found.folder, dict(found.locator)], ensure_ascii=False)
                assert text.encode()
                assert found.bytes is None or 0 <= found.bytes < 2**63
            elif found is not None:
                assert f"{found.key}{found.name}{found.message}".encode()
