"""Bytes on a bad line: rows A1–A6, A10–A12, A19 and A24, through a whole backup from every kind of cloud.

A7–A9 are in test_a_resume.py. What one stream promises is in tests/sources/test_wire.py, what a comparison proves in
tests/domain/test_judge.py.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from invariants import assert_promises
from scenes import KINDS, PHOTO, Scene, scene

from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn

ALWAYS = 99
TRIES = 5


@pytest.fixture(params=KINDS)
def at(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    with scene(request.param, tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def in_s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    with scene("s3", tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def in_cloudinary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    with scene("cloudinary", tmp_path, monkeypatch) as made:
        yield made


def assert_the_others_are_safe_and_nothing_is_left(at: Scene) -> None:
    assert at.row["path"] is None
    assert at.place.status.totals.safe == 2
    assert len(at.place.files()) == 2
    assert_promises(at.place)


def assert_safe(at: Scene, strength: str = "md5", label: str | None = None) -> None:
    row = at.row
    assert (row["state"], row["strength"], row["label"]) == ("safe", strength, label)
    assert at.held == at.content()
    assert at.place.status.totals.safe == 3
    assert_promises(at.place)


LASTING = [
    pytest.param("reset", "NET_RESET", id="A1"),
    pytest.param("truncate", "NET_TRUNCATED", id="A2"),
    pytest.param("no_length_cut", "SIZE_MISMATCH", id="A3"),
    pytest.param("chunked_cut", "NET_TRUNCATED", id="A4"),
    pytest.param("long_body", "SIZE_MISMATCH", id="A5"),
    pytest.param("html", "NOT_A_PHOTO", id="A19"),
]


@pytest.mark.parametrize(("fault", "code"), LASTING)
def test_a1_to_a5_a19_what_lasts_is_that_photos_failure_and_heals_by_itself(at: Scene, fault: str, code: str) -> None:
    """No final file, nothing left over, named with photo, source and next try; gone when the cloud is well again."""
    at.fault(fault, ALWAYS)
    assert at.place.backup().state == "done"
    failure = at.failure
    assert (failure.code, failure.source) == (code, "travel")
    assert "victim" in failure.message
    assert failure.next_attempt is not None
    assert len(at.given) <= TRIES
    assert_the_others_are_safe_and_nothing_is_left(at)
    at.cloud.faults.clear()
    assert at.place.run("retry").state == "done"
    assert_safe(at)


@pytest.mark.parametrize("fault", [case.values[0] for case in LASTING])
def test_a1_to_a5_a19_what_passes_is_not_even_noticed(at: Scene, fault: str) -> None:
    at.fault(fault, 2)
    assert at.place.backup().state == "done"
    assert_safe(at)


def test_a2_the_message_names_what_came_and_what_was_announced(at: Scene) -> None:
    at.fault("truncate", ALWAYS)
    at.place.backup()
    came, announced = [int(word) for word in at.failure.message.split() if word.isdigit()]
    assert 0 < came < announced <= len(PHOTO)


def test_a3_where_nothing_names_the_size_the_same_bytes_have_to_come_twice(in_cloudinary: Scene) -> None:
    """The first answer ends early, and no client can know: the listing names neither size nor checksum here."""
    at = in_cloudinary
    assert isinstance(at.cloud, StandIn)
    at.cloud.misstate(at.key, bytes=None, etag=None)
    at.fault("no_length_cut")
    at.fault("no_length", ALWAYS)
    assert at.place.backup().state == "done"
    assert len(at.given) == 3
    assert_safe(at, "none", "SIZE_UNKNOWN")


def test_a6_bytes_are_never_decoded(at: Scene) -> None:
    """They are stored as they are, though the answer claims that they are packed."""
    at.fault("gzip", ALWAYS)
    assert at.place.backup().state == "done"
    assert len(at.given) == 1
    assert_safe(at)


def test_a10_replaced_while_it_is_sent_it_waits_for_the_next_listing(in_cloudinary: Scene) -> None:
    """The first answer is spoilt, the second whole, but of other bytes than were listed: that is said."""
    at, new = in_cloudinary, bytes(byte ^ 0x55 for byte in PHOTO)
    at.fault("wrong_bytes")
    at.before(2, lambda: at.replace(new))
    assert at.place.backup().state == "done"
    assert at.failure.code == "CHANGED_UPSTREAM"
    assert "victim" in at.failure.message
    assert len(at.given) == 2
    assert_the_others_are_safe_and_nothing_is_left(at)
    at.place.backup()
    assert at.held == new
    assert_safe(at)


def test_a10_an_answer_that_proves_other_bytes_than_were_listed_proves_nothing_of_the_photo(in_s3: Scene) -> None:
    """The first answer is half old and half new; S3 says of the second, with the bytes, that they are others."""
    at = in_s3
    at.fault("swap")
    assert at.place.backup().state == "done"
    assert at.failure.code == "CHANGED_UPSTREAM"
    assert len(at.given) == 2
    assert_the_others_are_safe_and_nothing_is_left(at)
    at.place.backup()
    assert at.held == at.content() != PHOTO
    assert_safe(at)


def test_a11_a_wrong_checksum_is_told_and_asked_for_three_times_and_no_more(at: Scene) -> None:
    if isinstance(at.cloud, StandIn):
        at.cloud.misstate(at.key, etag="0123456789abcdef" * 2)
    elif isinstance(at.cloud, S3StandIn):
        at.cloud.misstate(at.key, etag="0123456789abcdef" * 2, checksums={"sha256": "A" * 43 + "="})
    assert at.place.backup().state == "done"
    assert len(at.given) == 3
    assert_safe(at, "size", "CHECKSUM_DISAGREES")
    asked = len(at.given)
    assert at.place.backup().result["bytes"] == 0
    assert len(at.given) == asked


@pytest.mark.parametrize(
    ("facts", "strength"),
    [
        ({"part_size": 1000}, "composite"),
        ({"part_size": 1000, "kms": True}, "size"),
        ({"kms": True}, "size"),
        ({"kms": True, "checksum": "sha256"}, "full"),
        ({"part_size": 1000, "checksum": "crc32", "full": True}, "full"),
        ({"part_size": 1000, "checksum": "sha256"}, "composite"),
        ({"metadata": {"md5chksum": "bm90IGFuIG1kNSBhdCBhbA=="}, "kms": True}, "size"),
    ],
)
def test_a12_an_etag_that_is_no_md5_is_not_taken_for_one(in_s3: Scene, facts: dict[str, object], strength: str) -> None:
    at = in_s3
    assert isinstance(at.cloud, S3StandIn)
    at.cloud.put(at.key, PHOTO, content_type="image/jpeg", **facts)  # type: ignore[arg-type]
    assert at.place.backup().state == "done"
    assert len(at.given) == 1
    assert_safe(at, strength)


def test_a12_random_etags_accuse_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scene("s3", tmp_path, monkeypatch, random_etags=True) as at:
        assert isinstance(at.cloud, S3StandIn)
        at.cloud.put(at.key, PHOTO, content_type="image/jpeg", part_size=1000)
        assert at.place.backup().state == "done"
        assert len(at.given) == 1
        assert_safe(at, "size")


def test_a19_the_message_shows_what_was_sent_instead(at: Scene) -> None:
    at.fault("html", ALWAYS)
    at.place.backup()
    assert "<!DOCTYPE html>" in at.failure.message
    assert "\n" not in at.failure.message


def test_a24_bytes_that_something_on_the_way_rewrites_each_time_are_never_safe(at: Scene) -> None:
    """Another byte each time; the checksum says so, and it is called what it is."""
    answer, turn = at.cloud._server.answer, 0

    def rewriting(asked: object) -> object:
        nonlocal turn
        reply = answer(asked)  # type: ignore[arg-type]
        if reply.status == 200 and PHOTO in reply.body:
            turn += 1
            reply.body = reply.body[:-turn] + b"?" * turn
        return reply

    at.cloud._server.answer = rewriting  # type: ignore[assignment]
    assert at.place.backup().state == "done"
    failure = at.failure
    assert failure.code == "CHECKSUM_DISAGREES"
    found, listed = re.findall(r"[0-9a-f]{32,64}", failure.message)
    assert found != listed
    assert_the_others_are_safe_and_nothing_is_left(at)


def test_a24_rewritten_alike_each_time_they_are_kept_with_what_is_known(at: Scene) -> None:
    """Three equal downloads cannot be told from a wrong checksum (A11): kept, never called proven, and labelled."""
    at.fault("wrong_bytes", ALWAYS)
    assert at.place.backup().state == "done"
    row = at.row
    assert (row["state"], row["strength"], row["label"]) == ("safe", "size", "CHECKSUM_DISAGREES")
    assert_promises(at.place)
