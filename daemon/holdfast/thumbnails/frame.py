"""How the two processes talk: a length-prefixed JSON head, then so many bytes. Neither trusts the other's lengths."""

import json
import struct
from collections.abc import Iterable, Mapping
from typing import IO

LENGTHS = struct.Struct(">IQ")
MOST_HEAD = 1024 * 1024

Head = Mapping[str, object]


class Broken(Exception):
    """The other side ended, or says what cannot be."""


def send(stream: IO[bytes], head: Head, size: int, body: Iterable[bytes]) -> None:
    """Write one message; `body` must come to `size` bytes. Broken when it does not; OSError when nobody reads."""
    text = json.dumps(head).encode()
    stream.write(LENGTHS.pack(len(text), size) + text)
    sent = 0
    for piece in body:
        sent += len(piece)
        if sent > size:
            break
        stream.write(piece)
    stream.flush()
    if sent != size:
        raise Broken(f"{sent} bytes instead of {size}")


def receive(stream: IO[bytes], most: int) -> tuple[Head, bytes]:
    """Read one message, its body at most `most` bytes long."""
    length, size = LENGTHS.unpack(_exactly(stream, LENGTHS.size))
    if length > MOST_HEAD or size > most:
        raise Broken("too long")
    try:
        head = json.loads(_exactly(stream, length))
    except ValueError as error:
        raise Broken("no JSON") from error
    if not isinstance(head, dict):
        raise Broken("no head")
    return head, _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    read = stream.read(size)
    if len(read) != size:
        raise Broken("the other side ended")
    return read
