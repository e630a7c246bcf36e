"""Which bytes are accepted, and with what strength (A2, A3, A5, A11, A19, A24, D1)."""

import dataclasses
import hashlib

import pytest

from holdfast.domain.judge import ENOUGH, Received, judge
from holdfast.domain.photo import Checksum, RemotePhoto
from holdfast.errors import ChecksumDisagrees, NetTruncated, NotAPhoto, SizeMismatch

BYTES = b"\xff\xd8\xff" + b"x" * 97
MD5 = hashlib.md5(BYTES, usedforsecurity=False).hexdigest()
PHOTO = RemotePhoto(key="k", name="a.jpg", format="jpg", bytes=100, checksum=Checksum("md5", MD5))
GOT = Received(MD5, 100, 100, BYTES)


def test_the_providers_md5_is_the_strongest_proof() -> None:
    assert judge(PHOTO, GOT, 1).strength == "md5"


def test_without_a_checksum_the_size_is_what_we_have() -> None:
    assert judge(dataclasses.replace(PHOTO, checksum=None), GOT, 1).strength == "size"


def test_a3_neither_size_nor_checksum_is_said_so() -> None:
    verdict = judge(dataclasses.replace(PHOTO, checksum=None, bytes=None), dataclasses.replace(GOT, length=None), 1)
    assert (verdict.strength, verdict.label) == ("none", "SIZE_UNKNOWN")


def test_a2_fewer_bytes_than_the_server_named() -> None:
    with pytest.raises(NetTruncated, match="100 of 200"):
        judge(dataclasses.replace(PHOTO, checksum=None, bytes=None), dataclasses.replace(GOT, length=200), 1)


def test_a5_other_size_than_listed() -> None:
    with pytest.raises(SizeMismatch, match="lists 99"):
        judge(dataclasses.replace(PHOTO, checksum=None, bytes=99), GOT, 1)


def test_a11_a_wrong_declared_checksum_is_believed_only_against_three_equal_downloads() -> None:
    wrong = dataclasses.replace(PHOTO, checksum=Checksum("md5", "0" * 32))
    for alike in range(1, ENOUGH):
        with pytest.raises(ChecksumDisagrees, match=MD5):
            judge(wrong, GOT, alike)
    verdict = judge(wrong, GOT, ENOUGH)
    assert (verdict.strength, verdict.label) == ("size", "CHECKSUM_DISAGREES")


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><p>sign in", b"\n  <html>", b"\xef\xbb\xbf<HTML lang=en>"])
def test_a19_a_web_page_is_not_a_photo(page: bytes) -> None:
    got = Received("0" * 32, len(page), len(page), page)
    with pytest.raises(NotAPhoto, match=r"a\.jpg"):
        judge(PHOTO, got, 1)
    with pytest.raises(NotAPhoto):
        judge(dataclasses.replace(PHOTO, checksum=None, bytes=None), got, 1)
    raw = RemotePhoto(key="k", name="page.html", media_type="raw", bytes=len(page))
    assert judge(raw, got, 1).strength == "size"


def test_d1_an_empty_file_is_stored_and_labelled() -> None:
    empty = Received(hashlib.md5(b"", usedforsecurity=False).hexdigest(), 0, 0, b"")
    assert judge(dataclasses.replace(PHOTO, bytes=0, checksum=None), empty, 1).label == "EMPTY_FILE"
