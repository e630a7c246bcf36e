"""Are these the bytes that the source declares? What the comparison proved, or why they are refused."""

import hashlib
from dataclasses import dataclass

from holdfast.domain.photo import RemotePhoto, Strength
from holdfast.errors import ChecksumDisagrees, NetTruncated, NotAPhoto, SizeMismatch

EMPTY_MD5 = hashlib.md5(b"", usedforsecurity=False).hexdigest()

WEB_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<?xml version")

CHECKSUM_DISAGREES = "CHECKSUM_DISAGREES"
SIZE_UNKNOWN = "SIZE_UNKNOWN"
EMPTY_FILE = "EMPTY_FILE"

ENOUGH = 3
"""So many downloads in a row with the same bytes: then the declared checksum is wrong, not the bytes."""


Head = bytes


@dataclass(frozen=True, slots=True)
class Received:
    """What came over the wire."""

    md5: str
    bytes: int
    length: int | None
    """Content-Length as the server claimed it."""
    head: Head
    """The first bytes, at most 512."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was proved, and what a person should know about it."""

    strength: Strength
    label: str | None = None


def judge(photo: RemotePhoto, got: Received, alike: int) -> Judgement:
    """Accept, or raise a PhotoError. `alike`: how many downloads in a row, this one included, gave these very bytes."""
    if photo.checksum is not None and photo.checksum.hex == got.md5:
        return Judgement("md5", EMPTY_FILE if got.bytes == 0 else None)
    _refuse_web_page(photo, got)
    if photo.bytes is not None and got.bytes != photo.bytes:
        raise SizeMismatch(f"{photo.name} came with {got.bytes:,} bytes; the source lists {photo.bytes:,}.")
    if got.length is not None and got.bytes != got.length:
        raise NetTruncated(f"{photo.name}: {got.bytes:,} of {got.length:,} bytes arrived.")
    if photo.checksum is not None:
        return _disagreement(photo, got, alike)
    if photo.bytes is None:
        return Judgement("none", SIZE_UNKNOWN)
    return Judgement("size", EMPTY_FILE if got.bytes == 0 else None)


def _refuse_web_page(photo: RemotePhoto, got: Received) -> None:
    """A login page or a firewall's notice instead of the photo. Raw files may well be web pages."""
    if photo.media_type == "raw":
        return
    start = got.head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(WEB_PAGE_STARTS) and photo.format not in ("svg", "xml", "html"):
        raise NotAPhoto(f"The source sent a web page instead of {photo.name}.")


def _disagreement(photo: RemotePhoto, got: Received, alike: int) -> Judgement:
    assert photo.checksum is not None
    if alike < ENOUGH:
        raise ChecksumDisagrees(
            f"{photo.name} came with other bytes (MD5 {got.md5}) than the source declares ({photo.checksum.hex})."
        )
    return Judgement("size" if photo.bytes is not None else "none", CHECKSUM_DISAGREES)
