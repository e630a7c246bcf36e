"""Rows of a bucket's listing: what they become, and what is refused by name."""

from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.photo import Refused, RemotePhoto
from holdfast.sources.s3_rows import Terms, key_of, kind_of, photo_of
from holdfast.sources.s3_rules import Choice
from holdfast.sources.s3_xml import ListingPage, NotAPage

TERMS = Terms("", Choice.of("", ""), sure=False, encoded=True)
ROW = {
    "Key": "2020/IMG_1.jpg", "LastModified": "2026-11-21T12:04:54.250Z", "Size": "7", "StorageClass": "STANDARD",
    "ETag": '"5d41402abc4b2a76b9719d911017c592"',
}  # fmt: skip


def photo(terms: Terms = TERMS, **fields: str) -> RemotePhoto:
    found = photo_of({**ROW, **fields}, terms)
    assert isinstance(found, RemotePhoto)
    return found


def test_a_row_is_a_photo_with_all_that_is_said_of_it() -> None:
    found = photo()
    assert (found.key, found.name, found.folder, found.bytes) == ("2020/IMG_1.jpg", "IMG_1.jpg", ("2020",), 7)
    assert (found.media_type, found.format, found.created_at) == ("image", "jpg", 1795262694250)
    assert found.version == "5d41402abc4b2a76b9719d911017c592"
    assert found.checksum is not None
    assert found.checksum.text == "md5?:5d41402abc4b2a76b9719d911017c592"  # it may be encrypted: unsure


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_every_key_comes_back_as_it_is(key: str) -> None:
    for encoded in (quote(key, safe="/"), quote_plus(key, safe="/*")):
        assert key_of(encoded) == (key, "")


def test_c12_a_key_that_is_no_text_is_kept_by_its_bytes() -> None:
    found = photo(Key="a/inv%FF.jpg")
    assert found.key.encode()
    assert found.locator == {"path": "a/inv%FF.jpg"}
    assert photo(Key="a/inv%FE.jpg").key != found.key


@pytest.mark.parametrize(
    ("key", "folder", "name"),
    [
        ("a.jpg", (), "a.jpg"), ("a%2Fb.jpg", ("a",), "b.jpg"),
        ("a/../b.jpg", ("a", ".."), "b.jpg"), ("a//b.jpg", ("a", ""), "b.jpg"),
        ("/a.jpg", ("",), "a.jpg"), ("a%20b/c%2Bd.jpg", ("a b",), "c+d.jpg"), ("a+b.jpg", (), "a b.jpg"),
        ("x/", (), "x"), ("a/x/", ("a",), "x"), ("%C3%A9/%0A.jpg", ("é",), "\n.jpg"),
    ],
)  # fmt: skip
def test_folder_and_name_are_the_keys_own(key: str, folder: tuple[str, ...], name: str) -> None:
    found = photo(Key=key)
    assert (found.folder, found.name) == (folder, name)


def test_the_folders_of_the_prefix_are_left_out() -> None:
    found = photo(Terms("family/", Choice.of("", ""), sure=False, encoded=True), Key="family/2020/a.jpg")
    assert (found.key, found.folder) == ("family/2020/a.jpg", ("2020",))


@pytest.mark.parametrize(
    ("extension", "kind"),
    [("JPG", "image"), ("heic", "image"), ("NEF", "image"), ("dng", "image"), ("mov", "video"), ("MP4", "video"),
     ("pdf", "raw"), ("", "raw"), ("xyz", "raw"), ("a b", "raw")],
)  # fmt: skip
def test_the_extension_says_what_it_is(extension: str, kind: str) -> None:
    assert kind_of(extension)[0] == kind


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"Key": "dir/", "Size": "0"}, "FOLDER_MARKER"), ({"Key": "dir_$folder$", "Size": "0"}, "FOLDER_MARKER"),
        ({"Key": "dir/", "Size": "3"}, None), ({"Key": "empty.jpg", "Size": "0"}, None),
        ({"Key": "a.tmp"}, "EXCLUDED:*.tmp"),
        ({"StorageClass": "GLACIER"}, "ARCHIVED:GLACIER"), ({"StorageClass": "DEEP_ARCHIVE"}, "ARCHIVED:DEEP_ARCHIVE"),
        ({"StorageClass": "GLACIER_IR"}, None), ({"StorageClass": "INTELLIGENT_TIERING"}, None),
        ({"StorageClass": "GLACIER", "IsRestoreInProgress": "true"}, "ARCHIVED:GLACIER"),
        ({"StorageClass": "GLACIER", "IsRestoreInProgress": "false", "RestoreExpiryDate": "2027-01-01T00:00:00Z"},
         None),
    ],
)  # fmt: skip
def test_b12_what_is_skipped_by_rule(fields: dict[str, str], reason: str | None) -> None:
    assert photo(Terms("", Choice.of("", "*.tmp"), False, True), **fields).skip_reason == reason


@pytest.mark.parametrize("size", ["-1", "1.5", '"12"', "", "1e3", "٣", "99999999999999999999", "null",
                                  str(2**50 + 1), str(2**63 - 1)])  # fmt: skip
def test_b9_a_size_that_is_none_refuses_the_row_by_name(size: str) -> None:
    refused = photo_of({**ROW, "Size": size}, TERMS)
    assert isinstance(refused, Refused)
    assert (refused.key, refused.name, refused.code) == ("2020/IMG_1.jpg", "IMG_1.jpg", "BAD_METADATA")


def test_b9_what_is_missing_or_strange_is_left_out() -> None:
    found = photo_of({"Key": "a.jpg", "Unheard": "of", "LastModified": "yesterday"}, TERMS)
    assert isinstance(found, RemotePhoto)
    assert (found.bytes, found.checksum, found.version, found.created_at) == (None, None, None, None)
    assert isinstance(photo_of({"Size": "1"}, TERMS), Refused)


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_b9_a_time_in_which_no_photo_was_made_is_left_out(when: str) -> None:
    assert photo(LastModified=when).created_at is None


def test_b9_a_refused_row_has_the_key_that_a_good_one_has() -> None:
    key = "my photos/" + "é" * 400 + "+.jpg"
    for sent in (quote(key, safe="/"), quote(key, safe=""), quote_plus(key, safe="/")):
        refused = photo_of({**ROW, "Key": sent, "Size": "12x"}, TERMS)
        assert isinstance(refused, Refused)
        assert refused.key == photo(Key=sent).key == key


def test_a_multipart_etag_is_a_version_and_no_checksum() -> None:
    found = photo(ETag='"5d41402abc4b2a76b9719d911017c592-7"')
    assert (found.version, found.checksum) == ("5d41402abc4b2a76b9719d911017c592-7", None)


def test_a_page_is_read_piece_by_piece() -> None:
    text = (
        '<?xml version="1.0"?><ListBucketResult xmlns="x"><IsTruncated>true</IsTruncated><Contents><Key>é&amp;</Key>'
        "<Owner><ID>1</ID></Owner><Size>3</Size></Contents><NextContinuationToken>t</NextContinuationToken>"
        "</ListBucketResult>"
    ).encode()
    for size in (1, 7, 1000):
        page = ListingPage(text[at : at + size] for at in range(0, len(text), size))
        assert page.head["NextContinuationToken"] == "t"
        assert [(row["Key"], row["Size"]) for row in page.rows] == [("é&", "3")]


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><ListBucketResult>&b;</ListBucketResult>'


@pytest.mark.parametrize(
    "text",
    [b"", b"<", b"not xml", b"<ListBucketResult>", b"<ListBucketResult><Key>\x01</Key></ListBucketResult>", LAUGHS,
     b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><ListBucketResult/>', b"<html><body>Log in</body></html>",
     b"<Error><Code>InternalError</Code></Error>", LAUGHS.decode().encode("utf-16")],
)  # fmt: skip
def test_b8_what_is_no_listing_is_refused(text: bytes) -> None:
    with pytest.raises(NotAPage):
        ListingPage([text])


@pytest.mark.parametrize(
    "inside",
    [b"<Contents/>" * 1002, b"".join(b"<a%d/>" % number for number in range(200)), b"<Key>" + b"x" * 100_000,
     b"<Contents>" + b"".join(b"<a%d/>" % number for number in range(200))],
)  # fmt: skip
def test_b8_a_page_that_only_fills_memory_is_refused_before_its_end(inside: bytes) -> None:
    rest = iter([b"<ListBucketResult>" + inside, b"never read"])
    with pytest.raises(NotAPage):
        ListingPage(rest)
    assert next(rest) == b"never read"


@pytest.mark.parametrize("name", ["shift_jis", "utf-7", "base64", "nonsense"])
def test_b8_whatever_encoding_a_page_claims_it_is_read_as_the_one_that_s3_has(name: str) -> None:
    begin = f'<?xml version="1.0" encoding="{name}"?><ListBucketResult>'
    assert ListingPage([f"{begin}<Name>é</Name></ListBucketResult>".encode()]).head["Name"] == "é"
    with pytest.raises(NotAPage):
        ListingPage([f"{begin}<Name>é</Name></ListBucketResult>".encode("latin-1")])


def test_an_error_in_a_good_answer_is_known_by_its_code() -> None:
    with pytest.raises(NotAPage) as caught:
        ListingPage([b"<Error><Code>SlowDown</Code></Error>"])
    assert caught.value.code == "SlowDown"
