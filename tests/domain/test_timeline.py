"""The timeline as bytes: read back as the page reads it."""

import json
import random
import struct
from array import array

from holdfast.domain.timeline import DAY, NO_DAY, Columns, Span, packed, shades


def columns(moments: list[int], undated: int = 0) -> Columns:
    ids = list(range(1, len(moments) + undated + 1))
    random.Random(1).shuffle(ids)
    count = len(ids)
    return Columns(array("I", ids), array("q", moments), array("H", [1500] * count), bytearray(b"\x80" * 3 * count),
                   bytearray(count))  # fmt: skip


def head_of(whole: bytes) -> tuple[dict[str, object], bytes]:
    assert whole[:4] == b"HFT1"
    (length,) = struct.unpack_from("<I", whole, 4)
    assert length % 4 == 0
    return json.loads(whole[8 : 8 + length]), whole[8 + length :]


def test_ids_days_and_counts_come_back() -> None:
    made = columns([3 * DAY + 5, 3 * DAY, 2 * DAY - 1, -1, -DAY - 1], undated=2)
    head, rest = head_of(packed(made, [], 7))
    assert (head["version"], head["photos"], head["days"]) == (7, 7, 5)
    assert list(struct.unpack_from("<5i", rest)) == [3, 1, -1, -2, NO_DAY]
    assert list(struct.unpack_from("<5I", rest, 20)) == [2, 1, 1, 1, 2]
    assert struct.unpack_from("<7H", rest, 40) == (1500,) * 7
    planes = rest[56:84]
    ids = [sum(planes[7 * plane + at] << 8 * plane for plane in range(4)) for at in range(7)]
    assert ids == list(made.ids)
    assert len(rest) == 84 + 7 + 7


def test_shoots_stand_where_their_newest_picture_is() -> None:
    made = columns([50, 40, 30, 20, 10])
    spans = [Span(1, "Ålesund ⟨1⟩", True, 20, 40), Span(2, "none", False, 31, 39), Span(3, "all", False, 0, 99)]
    head, _ = head_of(packed(made, spans, 1))
    assert head["shoots"] == [[3, "all", 0, 0, 5], [1, "Ålesund ⟨1⟩", 1, 1, 4]]


def test_nothing_is_a_timeline_too() -> None:
    head, rest = head_of(packed(Columns(), [], 1))
    assert (head["photos"], rest) == (0, b"")


def test_shades_say_how_light_and_which_way() -> None:
    grey, blue, red, yellow = b"\x80\x80\x80", b"\x20\x40\xd0", b"\xd0\x30\x30", b"\xd0\xd0\x20"
    found = shades(grey + blue + red + yellow + b"\xff\xff\xff" + b"\x00\x00\x00")
    assert [shade & 0x0F for shade in found] == [0b0101, 0b1000, 0b0010, 0b0001, 0b0101, 0b0101]
    assert [shade >> 4 for shade in found] == [8, 4, 6, 11, 15, 0]
