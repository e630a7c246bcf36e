"""The bytes of an answer as they come over the wire, counted and timed."""

import re
from collections.abc import Iterator, Mapping
from http.client import IncompleteRead

import urllib3

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.pace import Slowness
from holdfast.domain.photo import Checksum

PIECE = 256 * 1024
SHORT = 16 * 1024
"""As much of a refusal as is read."""
REFUSAL_TIME = 10.0
"""Seconds that a refusal gets to say why."""
_CONTENT_RANGE = re.compile(r"bytes ([0-9]+)-([0-9]+)/([0-9]+|\*)")


LARGEST = 32 * 1024 * 1024
"""Bytes of an answer that is no photo. A page of a listing is well below; more is a mistake or an attack."""


class WireStream:
    """A `Stream` over one HTTP answer. Only the waiting for the network counts as slowness, not a slow disk here."""

    def __init__(
        self,
        answer: urllib3.BaseHTTPResponse,
        name: str,
        clock: Clock,
        *,
        offset: int = 0,
        as_listed: bool | None = True,
        declared: tuple[Checksum, ...] = (),
        modified_at: int | None = None,
        minimum_rate: int = 1024,
        window: float = 60.0,
    ) -> None:
        self.length = _length(answer)
        self.content_type = (answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        self.validator = answer.headers.get("ETag")
        self.offset = offset
        self.as_listed = as_listed
        self.declared = declared
        self.modified_at = modified_at
        self._answer, self._name, self._clock = answer, name, clock
        self._minimum_rate, self._window = minimum_rate, window
        self._got = 0
        self._done = False

    def chunks(self) -> Iterator[bytes]:
        """See `Stream.chunks`."""
        slowness = Slowness(self._minimum_rate, self._window)
        while self.length is None or self._got < self.length:  # what ends as announced is not asked whether it ends
            begun = self._clock.monotonic()
            piece = self._read()
            waited = self._clock.monotonic() - begun
            if not piece:
                break
            self._got += len(piece)
            if slowness.shows(len(piece), waited):
                raise self._stalled()
            yield piece
        self._ended()

    def close(self) -> None:
        """See `Stream.close`. A connection with bytes still in it is of no use to anyone else: it is closed."""
        if not self._done:
            self._answer.close()
        self._answer.release_conn()

    def _read(self) -> bytes:
        try:
            return self._answer.read1(PIECE, decode_content=False) or b""
        except urllib3.exceptions.TimeoutError as error:
            raise self._stalled() from error
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if _is_short(error):
                raise self._truncated() from error
            message = f"The connection broke while {self._name} was copied, after {self._got} bytes."
            raise errors.NetReset(message) from error

    def _ended(self) -> None:
        if self.length is not None and self._got < self.length:
            raise self._truncated()
        self._done = True

    def _truncated(self) -> errors.NetTruncated:
        announced = "more" if self.length is None else f"{self.length} bytes"
        return errors.NetTruncated(f"{self._name} came cut short: {self._got} bytes, where {announced} were announced.")

    def _stalled(self) -> errors.Stalled:
        return errors.Stalled(f"{self._name} came too slowly, after {self._got} bytes Holdfast gave up waiting.")


def without_body(headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
    """A good answer whose bytes somebody else has taken."""
    return urllib3.HTTPResponse(headers=headers, status=200, preload_content=False)


def whole_body(answer: urllib3.BaseHTTPResponse, cloud: str, clock: Clock, window: float) -> bytes:
    """The body of an answer, up to the largest size there can be. ListingBad: larger; ServerError: broken off."""
    stream = WireStream(answer, "an answer", clock, window=window)
    body = bytearray()
    try:
        for piece in stream.chunks():
            body += piece
            if len(body) > LARGEST:
                raise errors.ListingBad(f"{cloud} sent an answer of more than {LARGEST} bytes.")
    except errors.PhotoError as error:
        raise errors.ServerError(f"{cloud} broke off in the middle of an answer.") from error
    finally:
        stream.close()
    return bytes(body)


def short_body(answer: urllib3.BaseHTTPResponse, clock: Clock) -> bytes:
    """The beginning of a refusal, as much of it as comes in short time; the answer is closed then."""
    until, body = clock.monotonic() + REFUSAL_TIME, b""
    try:
        while len(body) < SHORT and clock.monotonic() < until:
            piece = answer.read1(SHORT - len(body), decode_content=False)
            if not piece:
                break
            body += piece
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        return b""
    finally:
        answer.close()
    return body[:SHORT]


def _is_short(error: Exception) -> bool:
    """Whether the body ended in good order, but before its announced end."""
    return any(isinstance(each, IncompleteRead) for each in (error, *error.args))


def _length(answer: urllib3.BaseHTTPResponse) -> int | None:
    """How many bytes have to come: of a part, up to the end of the whole, wherever the part itself may end."""
    granted = _granted(answer) if answer.status == 206 else None
    if granted is not None and granted[1] is not None:
        return granted[1] - granted[0]
    value = answer.headers.get("Content-Length")
    return int(value) if value is not None and value.isascii() and value.isdigit() else None


def granted_offset(answer: urllib3.BaseHTTPResponse) -> int | None:
    """Where a 206 says that its bytes begin. None: it does not say."""
    granted = _granted(answer)
    return None if granted is None else granted[0]


def _granted(answer: urllib3.BaseHTTPResponse) -> tuple[int, int | None] | None:
    """Where the bytes begin, and the size of the whole if it is named; None for what is no range."""
    found = _CONTENT_RANGE.fullmatch((answer.headers.get("Content-Range") or "").strip())
    if found is None:
        return None
    begin, end, whole = int(found[1]), int(found[2]), None if found[3] == "*" else int(found[3])
    return (begin, whole) if begin <= end and (whole is None or end < whole) else None
