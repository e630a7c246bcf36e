"""Which bytes are accepted, and what that is worth: what agrees proves, what may be no checksum accuses nobody."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.judge import ENOUGH, Judgement, Received, judge
from holdfast.domain.photo import Checksum, RemotePhoto, Strength
from holdfast.errors import ChecksumDisagrees, NetTruncated, NotAPhoto, PhotoError, SizeMismatch, SizeUnknown

HEAD = b"\xff\xd8\xff"
MD5 = Checksum("md5", "a" * 32)
CRC = Checksum("crc64nvme", "b" * 16)
PARTS = Checksum("md5", "c" * 32, parts=3, part_bytes=40)
OTHER = "0" * 32
PHOTO = RemotePhoto(key="k", name="a.jpg", format="jpg", bytes=100, checksum=MD5)
PLAIN = dataclasses.replace(PHOTO, checksum=None)
NAMELESS = dataclasses.replace(PLAIN, bytes=None)


def got(*sums: tuple[Checksum, str], bytes: int = 100, length: int | None = 100, head: bytes = HEAD) -> Received:
    return Received(bytes, length, head, dict(sums))


def right(one: Checksum) -> tuple[Checksum, str]:
    return one, one.hex


def wrong(one: Checksum) -> tuple[Checksum, str]:
    return one, OTHER


def unsure(one: Checksum) -> Checksum:
    return dataclasses.replace(one, sure=False)


@pytest.mark.parametrize(
    ("declared", "strength"),
    [((MD5,), "md5"), ((CRC,), "full"), ((PARTS,), "composite"), ((PARTS, CRC), "full"), ((PARTS, CRC, MD5), "md5"),
     ((unsure(MD5),), "md5"), ((unsure(PARTS),), "composite"), ((), "size")],
)  # fmt: skip
def test_the_strongest_proof_names_the_strength(declared: tuple[Checksum, ...], strength: Strength) -> None:
    assert judge(PLAIN, got(*map(right, declared)), 1) == Judgement(strength)


def test_a_checksum_that_may_be_none_accuses_nobody() -> None:
    """An ETag of an encrypted S3 object looks like an MD5 and is none."""
    listed = dataclasses.replace(PHOTO, checksum=unsure(MD5))
    assert judge(listed, got(wrong(unsure(MD5))), 1) == Judgement("size")
    assert judge(listed, got(wrong(unsure(MD5)), right(CRC)), 1) == Judgement("full")


def test_one_that_agrees_proves_the_bytes_and_the_other_is_told() -> None:
    assert judge(PHOTO, got(wrong(MD5), right(CRC)), 1) == Judgement("full", "CHECKSUM_DISAGREES")
    assert judge(PHOTO, got(right(MD5), wrong(CRC)), 1) == Judgement("md5", "CHECKSUM_DISAGREES")


def test_what_the_listing_proves_it_proves_of_the_size_too_but_the_answer_alone_does_not() -> None:
    """The bytes of an answer may be whole, and still not the photo that was listed."""
    assert judge(dataclasses.replace(PHOTO, bytes=7), got(right(MD5)), 1) == Judgement("md5")
    with pytest.raises(SizeMismatch, match="lists 7"):
        judge(dataclasses.replace(PLAIN, bytes=7), got(right(CRC)), 1)


@pytest.mark.parametrize("named", [False, None])
def test_a10_an_answer_that_is_called_otherwise_than_listed_proves_nothing_of_the_photo(named: bool | None) -> None:
    answer = dataclasses.replace(got(right(CRC), wrong(unsure(MD5))), as_listed=named)
    listed = dataclasses.replace(PHOTO, checksum=unsure(MD5))
    assert judge(listed, answer, 1) == Judgement("size", "NOT_AS_LISTED" if named is False else None)
    proven = dataclasses.replace(got(right(MD5)), as_listed=named)
    assert judge(PHOTO, proven, 1) == Judgement("md5")


def test_a10_the_listed_checksum_accuses_no_bytes_that_are_called_otherwise() -> None:
    answer = dataclasses.replace(got(wrong(MD5)), as_listed=False)
    assert judge(PHOTO, answer, 1) == Judgement("size", "NOT_AS_LISTED")


@pytest.mark.parametrize("length", [None, 100])
def test_a3_neither_size_nor_checksum_is_said_so(length: int | None) -> None:
    assert judge(NAMELESS, got(length=length), 2) == Judgement("none", "SIZE_UNKNOWN")
    assert judge(NAMELESS, got(right(CRC), length=length), 1) == Judgement("full")


def test_a3_where_nothing_names_the_size_the_bytes_have_to_come_twice() -> None:
    with pytest.raises(SizeUnknown, match=r"a\.jpg"):
        judge(NAMELESS, got(length=None), 1)


def test_a2_fewer_bytes_than_the_server_named() -> None:
    with pytest.raises(NetTruncated, match="100 of 200"):
        judge(NAMELESS, got(length=200), 1)


def test_a5_other_size_than_listed() -> None:
    with pytest.raises(SizeMismatch, match="lists 99"):
        judge(dataclasses.replace(PLAIN, bytes=99), got(), 1)


@pytest.mark.parametrize("declared", [MD5, CRC, PARTS])
def test_a11_a_wrong_declared_checksum_is_believed_only_against_three_equal_downloads(declared: Checksum) -> None:
    for alike in range(1, ENOUGH):
        with pytest.raises(ChecksumDisagrees, match=f"{OTHER}.*{declared.hex}"):
            judge(PLAIN, got(wrong(declared)), alike)
    assert judge(PLAIN, got(wrong(declared)), ENOUGH) == Judgement("size", "CHECKSUM_DISAGREES")


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><p>sign in", b"\n  <html>", b"\xef\xbb\xbf<HTML lang=en>"])
def test_a19_a_web_page_is_not_a_photo(page: bytes) -> None:
    answer = got(wrong(MD5), bytes=len(page), length=len(page), head=page)
    for photo in (PHOTO, PLAIN, NAMELESS):
        with pytest.raises(NotAPhoto, match=r"instead of a\.jpg"):
            judge(photo, answer, 1)
    raw = RemotePhoto(key="k", name="page.html", media_type="raw", bytes=len(page))
    assert judge(raw, got(bytes=len(page), length=len(page), head=page), 1).strength == "size"


def test_a19_the_message_shows_how_the_page_begins_and_no_control_characters() -> None:
    page = b"<html>\x1b[2J\x00<b>Sign in to Example WiFi</b>" + b"x" * 400
    with pytest.raises(NotAPhoto, match=r"begins with: <html>\[2J<b>Sign in") as caught:
        judge(PLAIN, got(head=page), 1)
    assert "\x1b" not in caught.value.message
    assert "x" * 60 not in caught.value.message


def test_d1_an_empty_file_is_stored_and_labelled() -> None:
    assert judge(dataclasses.replace(PLAIN, bytes=0), got(bytes=0, length=0, head=b""), 1).label == "EMPTY_FILE"


def verdict_on(photo: RemotePhoto, answer: Received, alike: int) -> Judgement | PhotoError:
    try:
        return judge(photo, answer, alike)
    except PhotoError as error:
        return error


CHECKSUMS = st.sampled_from([MD5, CRC, PARTS, unsure(MD5), unsure(PARTS), Checksum("sha256", "d" * 64)])
WORTH: dict[Strength, int] = {"md5": 4, "full": 3, "composite": 2, "size": 1, "none": 0}


@given(
    st.dictionaries(CHECKSUMS, st.booleans()), st.sampled_from([None, 100, 7]), st.sampled_from([None, 100, 200]),
    st.integers(1, 4), st.sampled_from([None, MD5, unsure(MD5), CRC]),
)  # fmt: skip
def test_no_claim_goes_beyond_the_evidence_and_no_contradiction_is_silent(
    agree: dict[Checksum, bool], size: int | None, length: int | None, alike: int, listed: Checksum | None
) -> None:
    sums = {one: one.hex if good else OTHER for one, good in agree.items()}
    photo = dataclasses.replace(PHOTO, bytes=size, checksum=listed)
    proofs = [one for one, good in agree.items() if good]
    accused = [one for one, good in agree.items() if not good and one.sure]
    verdict = verdict_on(photo, Received(100, length, HEAD, sums), alike)
    if isinstance(verdict, PhotoError):
        assert not isinstance(verdict, ChecksumDisagrees) or (accused and not proofs and alike < ENOUGH)
        assert listed not in proofs
        return
    evidence = [0 if size is None else 1]
    evidence += [2 if one.parts else 4 if one.algorithm == "md5" else 3 for one in proofs]
    assert WORTH[verdict.strength] == max(evidence)
    assert (verdict.label == "CHECKSUM_DISAGREES") == bool(accused)
    assert listed in proofs or size in (None, 100)
    assert verdict.strength != "none" or verdict.label in ("SIZE_UNKNOWN", "CHECKSUM_DISAGREES")
