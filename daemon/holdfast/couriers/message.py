"""What courier and parent say to each other: one JSON list per line, its first word says what it is."""

import json
from typing import NamedTuple

LONGEST_HEAD = 16 * 1024
"""Bytes of the head of an answer; a longer one is not plain."""


class Errand(NamedTuple):
    """One request and the file that its bytes go to."""

    id: int
    origin: str
    asked: str
    """The head of the request as it goes over the wire, one letter for each byte."""
    part: str
    size: int
    """So many bytes have to come, no more and no fewer."""

    def __repr__(self) -> str:
        return f"Errand({self.part!r})"  # the request is signed


class Hired(NamedTuple):
    """A connection comes with this message: one more errand at a time for its origin."""

    origin: str
    host: str
    """To speak TLS with; empty: without encryption."""
    certificate: str
    """The one that the person named, as hex digits; empty: authorities vouch."""


class Brought(NamedTuple):
    """The file is whole, with these sums; not yet durable."""

    id: int
    headers: dict[str, str]
    """Of the answer, names in lower case."""
    sha256: str
    md5: str
    head: str
    """The first bytes, as hex digits."""


class Declined(NamedTuple):
    """Something about it was not plain; there is no file."""

    id: int
    why: str


class Going(NamedTuple):
    """Bytes still come, fast enough."""


class Left(NamedTuple):
    """A connection has ended."""

    origin: str
    was_good: bool
    """False: it could not be spoken through safely."""


Message = Errand | Hired | Brought | Declined | Going | Left
_KINDS: dict[str, type[Message]] = {kind.__name__: kind for kind in (Errand, Hired, Brought, Declined, Going, Left)}


def encoded(message: Message) -> bytes:
    """As one line."""
    return json.dumps([type(message).__name__, *message]).encode() + b"\n"


def decoded(line: bytes) -> Message:
    """What the other side said. Raises ValueError, TypeError or KeyError for what is no message."""
    kind, *values = json.loads(line)
    return _KINDS[kind](*values)
