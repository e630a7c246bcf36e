"""Are these the bytes that the source declares? What the comparison proved, or why they are refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.domain.photo import Checksum, RemotePhoto, Strength
from holdfast.errors import ChecksumDisagrees, NetTruncated, NotAPhoto, SizeMismatch, SizeUnknown

WEB_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<?xml version")

CHECKSUM_DISAGREES = "CHECKSUM_DISAGREES"
SIZE_UNKNOWN = "SIZE_UNKNOWN"
EMPTY_FILE = "EMPTY_FILE"
NOT_AS_LISTED = "NOT_AS_LISTED"

ENOUGH = 3
"""So many downloads in a row with the same bytes: then the declared checksum is wrong, not the bytes."""

TWICE = 2
"""So many downloads in a row with the same bytes, where the source names neither size nor checksum."""

Head = bytes

NO_SUMS: Mapping[Checksum, str] = {}


@dataclass(frozen=True, slots=True)
class Received:
    """What came over the wire."""

    bytes: int
    length: int | None
    """The whole size as the server claimed it with its answer."""
    head: Head
    """The first bytes, at most 512."""
    sums: Mapping[Checksum, str] = field(default_factory=lambda: NO_SUMS)
    """Each checksum that the listing or the answer declares, and what it would have to be for these bytes."""
    as_listed: bool | None = True
    """False: the answer calls the bytes by another name than the listing does; None: it does not name them."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was proved, and what a person should know about it."""

    strength: Strength
    label: str | None = None


def judge(photo: RemotePhoto, got: Received, alike: int) -> Judgement:
    """Accept, or raise a PhotoError. `alike`: how many downloads in a row, this one included, gave these very bytes.

    One checksum that agrees proves every byte, whatever another one says; the contradiction is told. What the listing
    declares proves that it is the photo that was listed. What the answer declares proves only that it came whole: it
    counts for the photo where the answer calls it as the listing does. Where it calls it otherwise, the listed checksum
    may prove the photo all the same, and accuses nobody.
    """
    proofs = [one for one, found in got.sums.items() if one.hex == found]
    if not proofs:
        _refuse_web_page(photo, got)
    if photo.checksum not in proofs:
        _refuse_other_size(photo, got)
    wrong = [one for one, found in got.sums.items() if one.sure and one.hex != found and _may_accuse(one, photo, got)]
    if wrong and not proofs and alike < ENOUGH:
        raise _disagreement(photo, wrong[0], got.sums[wrong[0]])
    if not proofs and photo.bytes is None and got.length is None and alike < TWICE:
        raise SizeUnknown(f"Nothing says how big {photo.name} is, so Holdfast fetches it twice and compares.")
    named = proofs if got.as_listed else [one for one in proofs if one == photo.checksum]
    return Judgement(_strength(photo, named), _label(photo, got, named, wrong))


def _may_accuse(one: Checksum, photo: RemotePhoto, got: Received) -> bool:
    return got.as_listed is not False or one != photo.checksum


def proof(one: Checksum) -> Strength:
    """What a checksum that agrees proves."""
    if one.parts:
        return "composite"
    return "md5" if one.algorithm == "md5" else "full"


def _strength(photo: RemotePhoto, proofs: list[Checksum]) -> Strength:
    found = {proof(one) for one in proofs}
    best: tuple[Strength, ...] = ("md5", "full", "composite")
    for strength in best:
        if strength in found:
            return strength
    return "none" if photo.bytes is None else "size"


def _label(photo: RemotePhoto, got: Received, proofs: list[Checksum], wrong: list[Checksum]) -> str | None:
    if wrong:
        return CHECKSUM_DISAGREES
    if got.bytes == 0:
        return EMPTY_FILE
    if got.as_listed is False and not proofs:
        return NOT_AS_LISTED
    return SIZE_UNKNOWN if photo.bytes is None and not proofs else None


def _refuse_web_page(photo: RemotePhoto, got: Received) -> None:
    """A login page or a firewall's notice instead of the photo. Raw files may well be web pages."""
    if photo.media_type == "raw":
        return
    start = got.head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(WEB_PAGE_STARTS) and photo.format not in ("svg", "xml", "html"):
        begin = "".join(each for each in got.head[:60].decode("ascii", "replace") if each.isprintable()).strip()
        raise NotAPhoto(f"The source sent a web page instead of {photo.name}. It begins with: {begin}")


def _refuse_other_size(photo: RemotePhoto, got: Received) -> None:
    if photo.bytes is not None and got.bytes != photo.bytes:
        raise SizeMismatch(f"{photo.name} came with {got.bytes:,} bytes; the source lists {photo.bytes:,}.")
    if got.length is not None and got.bytes != got.length:
        raise NetTruncated(f"{photo.name}: {got.bytes:,} of {got.length:,} bytes arrived.")


def _disagreement(photo: RemotePhoto, declared: Checksum, found: str) -> ChecksumDisagrees:
    kind = declared.algorithm.upper() + (f" of {declared.parts} parts" if declared.parts else "")
    return ChecksumDisagrees(
        f"{photo.name} came with other bytes ({kind} {found}) than the source declares ({declared.hex})."
    )
