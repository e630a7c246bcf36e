"""The heads of answers, read plainly: Python reads them with its parser for mail, a third of a small answer's cost.

A head has to come within the time that one piece of an answer may take, all of it: a server that drips gets no longer.
"""

import http.client
import io
import socket
from http import HTTPStatus
from typing import IO, cast

from holdfast.clock import SystemClock

LONGEST_LINE = 65_536
MOST_LINES = 100
_NO_BODY = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


class Answer(http.client.HTTPResponse):
    """An answer of HTTP/1. What http.client promises of `begin`, for clients that send no upgrade and no tunnel."""

    def __init__(self, sock: socket.socket, *settings: object, **more: object) -> None:
        super().__init__(sock, *settings, **more)  # type: ignore[arg-type]
        raw = self.fp.detach()
        self._timed = _Timed(cast(socket.SocketIO, raw), sock.gettimeout())
        self.fp = io.BufferedReader(self._timed)

    def begin(self) -> None:
        """Read the head; the body comes next. Raises HTTPException, and TimeoutError when it does not end in time."""
        if self.headers is not None:
            return
        version, status, reason = self._read_status()
        while status == HTTPStatus.CONTINUE:
            head(self.fp)
            version, status, reason = self._read_status()
        if not version.startswith(("HTTP/1.", "HTTP/0.9")):
            raise http.client.UnknownProtocol(version)
        self.code, self.status, self.reason = status, status, reason.strip()
        self.version = 10 if version in ("HTTP/1.0", "HTTP/0.9") else 11
        self.headers = self.msg = head(self.fp)
        self._timed.has_time()
        self._measure()

    def _measure(self) -> None:
        """How long the body is, and whether the connection ends with it."""
        told = self.headers.get
        self.chunked = (told("transfer-encoding") or "").lower() == "chunked"
        self.chunk_left = None
        length = told("content-length", "")
        self.length = int(length) if length.isascii() and length.isdigit() and not self.chunked else None
        if self.status in _NO_BODY or 100 <= self.status < 200 or self._method == "HEAD":  # type: ignore[attr-defined]
            self.length = 0
        endless = not self.chunked and self.length is None
        self.will_close = self._check_close() or endless  # type: ignore[attr-defined]


class _Timed(io.RawIOBase):
    """What comes through a socket; until `has_time` all of it only within so many seconds."""

    _clock = SystemClock()

    def __init__(self, raw: socket.SocketIO, seconds: float | None) -> None:
        super().__init__()
        self._raw = raw
        self._until = None if seconds is None else self._clock.monotonic() + seconds

    def has_time(self) -> None:
        """From now on only each piece has to come in time, which the socket sees to."""
        self._until = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int | None:  # type: ignore[override]
        if self._until is not None and self._clock.monotonic() > self._until:
            raise TimeoutError("the head of an answer has no end")
        return self._raw.readinto(buffer)

    def close(self) -> None:
        super().close()
        self._raw.close()


def head(lines: IO[bytes]) -> http.client.HTTPMessage:
    """The headers up to the empty line; a line that begins with a space goes on with the one before, one that names
    nothing is left out. Raises HTTPException when there are too many, or one is too long."""
    found = http.client.HTTPMessage()
    fields: list[tuple[str, str]] = []
    for _ in range(MOST_LINES + 1):
        line = lines.readline(LONGEST_LINE + 1)
        if line in (b"\r\n", b"\n", b""):
            for name, value in fields:
                found.set_raw(name, value)
            return found
        if len(line) > LONGEST_LINE:
            raise http.client.LineTooLong("header line")
        name, colon, value = line.decode("iso-8859-1").partition(":")
        if line[:1] in b" \t" and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.decode('iso-8859-1').strip()}")
        elif colon and name.strip():
            fields.append((name.rstrip(" \t"), value.strip(" \t\r\n")))
    raise http.client.HTTPException(f"got more than {MOST_LINES} headers")
