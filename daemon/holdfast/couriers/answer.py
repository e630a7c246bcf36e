"""The head of an answer, if it is as plain as can be: the whole original, of the size that was asked for."""

import socket

from holdfast.clock import Clock
from holdfast.couriers.message import LONGEST_HEAD


class NotPlainError(Exception):
    """This one has to go the whole way, with all that it knows of faults."""


class UnusedError(Exception):
    """A connection that was kept open had ended before anything came: the errand is as good as not begun."""


def read_head(
    connection: socket.socket, buffer: bytearray, seconds: float, clock: Clock
) -> tuple[dict[str, str], int, int]:
    """The headers, and where in the buffer the bytes of the body begin and end that came along. All of it within
    `seconds`, however it drips. Raises OSError, too."""
    until, view, got = clock.monotonic() + seconds, memoryview(buffer), 0
    while (end := buffer.find(b"\r\n\r\n", 0, min(got, LONGEST_HEAD))) < 0:
        if got >= LONGEST_HEAD or clock.monotonic() > until:
            raise NotPlainError("its head has no end")
        try:
            came = connection.recv_into(view[got:])
        except ConnectionResetError:
            came = 0
        if not came:
            raise NotPlainError("the connection ended") if got else UnusedError
        got += came
    return _headers(bytes(view[:end]).decode("latin-1")), end + 4, got


def _headers(head: str) -> dict[str, str]:
    status, *lines = head.split("\r\n")
    if status[:13].rstrip() != "HTTP/1.1 200":
        raise NotPlainError(status[:40])
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.lower()
        if not colon or not name or name != name.strip() or "\n" in line:
            raise NotPlainError("a line of its head is odd")
        headers[name] = f"{headers[name]}, {value.strip()}" if name in headers else value.strip()
    return headers


def require_size(headers: dict[str, str], size: int) -> None:
    """NotPlainError: the body is not announced as these many bytes, whole and one after the other."""
    if "transfer-encoding" in headers or "content-range" in headers or headers.get("content-length") != str(size):
        raise NotPlainError("it is announced with another size")
