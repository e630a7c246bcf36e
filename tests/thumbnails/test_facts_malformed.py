"""Files that are cut off, flipped or lie about themselves: nothing crashes, nothing hangs, the next file is read."""

import random
import struct
import tempfile
from collections.abc import Iterator

import pytest
import tagged
from hostile import dated

from holdfast.clock import SystemClock
from holdfast.thumbnails import boxes, iptc, tiff
from holdfast.thumbnails.kinds import HEAD, kind_of
from holdfast.thumbnails.maker import TOO_MUCH, Look, Maker
from holdfast.thumbnails.tiff import Tiff

CUTS, FLIPS = 25, 25


@pytest.fixture(scope="module")
def maker() -> Iterator[Maker]:
    one = Maker(SystemClock(), patience=5)
    yield one
    one.close()


def look(maker: Maker, content: bytes, size: int) -> Look:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return maker.look(file, size)


def whole(kind: str) -> bytes:
    if kind in tagged.FILMS:
        return tagged.film(kind, frames=3)
    if kind in tagged.RAWS:
        return tagged.raw(tagged.RAWS[kind])
    other = {"cr3": tagged.cr3, "raf": lambda: tagged.raf(dated("2023:06:01 12:34:56")), "jpg": jpeg}
    return other[kind]() if kind in other else tagged.still(kind)


def jpeg() -> bytes:
    return dated("2023:06:01 12:34:56", gps={1: "N", 2: (48.0, 51.0, 0.0), 3: "E", 4: (2.0, 21.0, 0.0)})


def spoilt(content: bytes, seed: int) -> Iterator[bytes]:
    """Cut off at places all over it, and with bytes changed, most of them where its tables lie."""
    for number in range(CUTS):
        yield content[: len(content) * number // CUTS]
    chance = random.Random(seed)
    for _ in range(FLIPS):
        changed = bytearray(content)
        for _ in range(chance.choice((1, 3, 20))):
            changed[chance.randrange(min(len(changed), chance.choice((64, 512, 4096))))] = chance.choice((0, 255, 71))
        yield bytes(changed)


KINDS = ["jpg", "png", "webp", "tif", "heic", "avif", "gif", "mp4", "mkv", "avi", "mts", "nef", "cr3", "raf"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_file_costs_itself_alone(maker: Maker, kind: str) -> None:
    content = whole(kind)
    maker.confinement()
    before = maker.pid
    for seed, part in enumerate((0, 256)):
        for one in spoilt(content, seed):
            found = look(maker, one, part)
            assert getattr(found.picture, "message", "") != TOO_MUCH
    assert look(maker, content, 0).facts.kind == ("nef" if kind == "nef" else kind_of(content[:HEAD]))
    assert maker.pid == before  # the same worker all the time: it never died


def test_a_name_that_lies_is_of_no_account(maker: Maker) -> None:
    for content in (b"", b"\xff\xd8", b"\xff\xd8\xff", b"II*\0", b"\0\0\0\x08ftyp", b"RIFF\0\0\0\0WEBP", b"G" * 400):
        assert look(maker, content, 0).facts.taken_at is None


def test_directories_that_point_at_themselves_end(maker: Maker) -> None:
    row = struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0x014A, 4, 8, 8)
    content = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + row + struct.pack("<I", 8)
    assert look(maker, content, 0).facts.kind == "tiff"


def test_numbers_that_would_divide_by_zero_or_are_beyond_all_bounds_are_none() -> None:
    entries: tagged.Entries = [(0x829A, 5, (1, 0)), (0x829D, 5, (2**32 - 1, 1)), (0x8827, 3, 0)]
    content = b"II*\0\x08\0\0\0" + tagged.directory(entries, 8)
    read = Tiff(lambda place, size: content[place : place + size])
    found = read.directory(8)
    assert read.number(found[0x829A]) is None
    assert read.number(found[0x829D]) == 2**32 - 1
    assert read.number(tiff.Entry(5, 2**31, 2**31)) is None


def test_boxes_that_claim_more_than_there_is_end() -> None:
    lengths = (bytes(4), b"\0\0\0\1", struct.pack(">I", 2**31), b"\0\0\0\7")
    for content in (length + b"meta" + b"\xff" * 8 for length in lengths):
        assert boxes.of_heif(lambda place, size, data=content: data[place : place + size], len(content)).exif == b""  # type: ignore[misc]


def test_records_of_newspapers_that_are_cut_off_are_read_as_far_as_they_go() -> None:
    content = b"\x1c\x02\x78\x00\x04abcd\x1c\x02\x50\x7f\xffAn"
    assert (iptc.read(content)["caption"], iptc.read(content)["creator"]) == ("abcd", "An")
    assert iptc.of_photoshop(b"8BIM\x04\x04\0\0\xff\xff\xff\xff") == b""


def test_d9_text_without_unicode_and_a_megabyte_of_it_is_kept_short_and_clean(maker: Maker) -> None:
    entries: tagged.Entries = [(0x010E, 2, b"\xff\xfe<script>\x1b[31m" + b"x" * 1_000_000), (0x010F, 2, b"  Can\0on  ")]
    facts = look(maker, b"II*\0\x08\0\0\0" + tagged.directory(entries, 8), 0).facts
    assert facts.caption is not None
    assert len(facts.caption.encode()) <= 4096
    assert facts.caption.startswith("\ufffd\ufffd<script>[31mxx")
    assert facts.camera_make == "Can"
