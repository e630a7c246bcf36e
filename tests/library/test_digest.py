"""Checksums of every kind that a source declares, made while the bytes pass by."""

import hashlib
import zlib
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.photo import Checksum
from holdfast.library.digest import Digest, Written

DATA = b"123456789"
KNOWN = {
    "md5": "25f9e794323b453885f5181f1b624d0b",
    "sha1": "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
    "sha256": "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
    "crc32": "cbf43926",
    "crc32c": "e3069283",
    "crc64nvme": "ae8b14860a799888",
}
"""The published check values of `123456789`."""


@pytest.mark.parametrize(("algorithm", "expected"), KNOWN.items())
def test_every_algorithm_gives_its_published_value(algorithm: str, expected: str) -> None:
    declared = Checksum.parsed(f"{algorithm}:{expected}")
    digest = Digest([declared])
    digest.update(DATA[:4])
    digest.update(DATA[4:])
    assert digest.against([declared]) == {declared: expected}


def test_an_etag_of_parts_is_the_md5_of_the_parts_md5s() -> None:
    """As S3 makes it of an upload in pieces: three of five bytes each but for the last."""
    data = bytes(range(13))
    md5s = b"".join(hashlib.md5(data[at : at + 5]).digest() for at in (0, 5, 10))
    declared = Checksum("md5", hashlib.md5(md5s).hexdigest(), parts=3, part_bytes=5)
    digest = Digest([declared])
    digest.update(data)
    assert digest.against([declared]) == {declared: declared.hex}


def test_a_composite_crc_is_the_crc_of_the_parts_crcs() -> None:
    crcs = b"".join(zlib.crc32(DATA[at : at + 3]).to_bytes(4) for at in (0, 3, 6))
    declared = Checksum("crc32", f"{zlib.crc32(crcs):08x}", parts=3, part_bytes=3)
    digest = Digest([declared])
    digest.update(DATA)
    assert digest.against([declared]) == {declared: declared.hex}


@pytest.mark.parametrize("parts", [1, 2, 4])
def test_of_another_number_of_parts_nothing_is_said(parts: int) -> None:
    """The parts were not equal then: their checksum cannot be made from the bytes alone."""
    digest = Digest([declared := Checksum("md5", "0" * 32, parts=parts, part_bytes=3)])
    digest.update(DATA)
    assert digest.against([declared]) == {}


def test_parts_of_unknown_size_are_not_summed_up() -> None:
    digest = Digest([declared := Checksum("md5", "0" * 32, parts=2)])
    digest.update(DATA)
    assert not digest.lacks([declared])
    assert digest.against([declared]) == {}


@given(
    st.binary(max_size=2000), st.lists(st.integers(0, 2000), max_size=5), st.integers(1, 700), st.integers(0, 2000),
    st.booleans(),
)  # fmt: skip
def test_how_the_bytes_come_and_when_a_kind_is_learned_changes_nothing(
    data: bytes, cuts: list[int], part_bytes: int, learned_at: int, beside: bool
) -> None:
    kinds = [Checksum.parsed(f"{algorithm}:00") for algorithm in KNOWN]
    kinds.append(Checksum("md5", "00", parts=max(1, -(-len(data) // part_bytes)), part_bytes=part_bytes))
    bounds = sorted({0, len(data), min(learned_at, len(data)), *(cut for cut in cuts if cut < len(data))})
    at_once = Digest(kinds)
    at_once.update(data)
    with ThreadPoolExecutor(2) as pool:
        digest = Digest(pool=pool if beside else None)
        for start, end in pairwise(bounds):
            if start == min(learned_at, len(data)):
                digest.learn(kinds, [data[:start]])
            digest.update(data[start:end])
        digest.learn(kinds, [data])
        expected = Written(hashlib.sha256(data).hexdigest(), hashlib.md5(data).hexdigest(), len(data))
        assert digest.written() == at_once.written() == expected
        assert digest.against(kinds) == at_once.against(kinds)
