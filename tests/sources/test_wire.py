"""The bytes of one answer: counted here, whatever the HTTP library believes."""

import io
from collections.abc import Iterator

import pytest
import urllib3

from holdfast import errors
from holdfast.clock import SystemClock
from holdfast.sources.wire import REFUSAL_TIME, SHORT, WireStream, granted_offset, short_body


class SteppingClock(SystemClock):
    """Each look at it is so many seconds later."""

    def __init__(self, step: float) -> None:
        self._step, self._looks = step, 0

    def monotonic(self) -> float:
        self._looks += 1
        return self._looks * self._step


class Trickle(io.RawIOBase):
    """A body that comes in pieces of a given size."""

    def __init__(self, data: bytes, size: int) -> None:
        self._pieces = [data[at : at + size] for at in range(0, len(data), size)]

    def read1(self, _amount: int = -1) -> bytes:
        return self._pieces.pop(0) if self._pieces else b""


def answer(body: io.IOBase, status: int = 200, /, **headers: str) -> urllib3.HTTPResponse:
    """An answer of which the library itself checks nothing."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return urllib3.HTTPResponse(body, named, status, preload_content=False, enforce_content_length=False)


def stream(body: bytes, size: int = 1000, step: float = 0.0, **headers: str) -> WireStream:
    return WireStream(answer(Trickle(body, size), **headers), "IMG_1.jpg", SteppingClock(step), minimum_rate=100)


def test_our_own_count_is_the_authority() -> None:
    with pytest.raises(errors.NetTruncated, match="500 bytes, where 501 bytes were announced"):
        list(stream(bytes(500), Content_Length="501").chunks())
    assert b"".join(stream(bytes(500), Content_Length="500").chunks()) == bytes(500)


@pytest.mark.parametrize("length", ["many", "-1", "", "٥", "5e2", None])
def test_a_length_that_is_no_number_is_none(length: str | None) -> None:
    headers = {} if length is None else {"Content_Length": length}
    found = WireStream(answer(Trickle(b"x", 1), **headers), "IMG_1.jpg", SystemClock())
    assert found.length is None
    assert list(found.chunks()) == [b"x"]


def test_slower_than_the_rate_for_the_window_is_a_stall() -> None:
    """Each read takes 3 seconds here: 20 reads are the window of 60."""
    with pytest.raises(errors.Stalled):
        list(stream(bytes(10_000), size=299, step=3).chunks())
    assert len(list(stream(bytes(10_000), size=301, step=3).chunks())) == 34


def test_a_fast_begin_does_not_buy_a_slow_end() -> None:
    class Slowing(Trickle):
        def read1(self, _amount: int = -1) -> bytes:
            return b"x" * 1_000_000 if next(turns) < 25 else b"x"

    turns: Iterator[int] = iter(range(1000))
    slow = WireStream(answer(Slowing(b"", 1)), "IMG_1.jpg", SteppingClock(3), minimum_rate=100)
    with pytest.raises(errors.Stalled):
        list(slow.chunks())
    assert next(turns) <= 61


def test_type_and_validator_are_passed_on() -> None:
    found = stream(b"", Content_Type="Image/JPEG; charset=x", ETag='"abc"')
    assert (found.content_type, found.validator, found.offset) == ("image/jpeg", '"abc"', 0)
    assert stream(b"").content_type == ""


@pytest.mark.parametrize(
    ("said", "offset"),
    [("bytes 5-9/10", 5), ("bytes 5-9/*", 5), ("bytes */10", None), ("items 5-9/10", None), ("bytes ٥-9/10", None)],
)
def test_where_a_part_begins(said: str, offset: int | None) -> None:
    assert granted_offset(answer(io.BytesIO(), Content_Range=said)) == offset


def test_a8_a_range_that_ends_early_is_not_the_rest() -> None:
    """What counts is the size of the whole, which the answer names, and not the end of the piece that came."""
    headers = {"Content_Range": "bytes 100-199/500", "Content_Length": "100"}
    piece = WireStream(answer(Trickle(bytes(100), 30), 206, **headers), "IMG_1.jpg", SystemClock(), offset=100)
    assert piece.length == 400
    with pytest.raises(errors.NetTruncated, match="100 bytes, where 400 bytes were announced"):
        list(piece.chunks())


@pytest.mark.parametrize("said", ["bytes 100-99/500", "bytes 100-500/500"])
def test_a8_a_range_that_cannot_be_is_no_range(said: str) -> None:
    assert granted_offset(answer(io.BytesIO(), 206, Content_Range=said)) is None


class Dripping(io.RawIOBase):
    """A body without end, a byte at a time."""

    taken = 0

    def read1(self, _amount: int = -1) -> bytes:
        self.taken += 1
        return b"x"


def test_a21_a_refusal_that_drips_is_not_waited_for() -> None:
    """Each look at the clock is a second later."""
    drip = Dripping()
    assert short_body(answer(drip), SteppingClock(1.0)) == b"x" * drip.taken
    assert drip.taken <= REFUSAL_TIME
    assert drip.closed


def test_of_a_refusal_as_much_is_read_as_can_say_something() -> None:
    assert short_body(answer(Trickle(b"<Code>SlowDown</Code>", 5)), SystemClock()) == b"<Code>SlowDown</Code>"
    assert len(short_body(answer(Trickle(bytes(10**6), 5000)), SystemClock())) == SHORT
