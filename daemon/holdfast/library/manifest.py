"""`manifest-sha256.txt`: what every original was when it was stored, for `sha256sum -c` and for strangers."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import IO

from holdfast.errors import LibraryBadPath
from holdfast.library import lines, originals
from holdfast.library.root import Library
from holdfast.library.sorting import Pair, in_order

NAME = "manifest-sha256.txt"
_LINE = re.compile(rb"(\\?)([0-9a-f]{64})  (.+)", re.DOTALL)
_ESCAPED = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
_KNOWN, _FOREIGN = b"0", b"1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a path below the root and the SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Measure:
    """The manifest as a file: what `sha256sum`, `wc -c` and `wc -l` say of it."""

    sha256: str
    bytes: int
    lines: int


def measure(library: Library) -> Measure | None:
    """The manifest just now; None: there is none."""
    with library.told(NAME):
        try:
            file = library.folder.open_file(NAME, os.O_RDONLY)
        except FileNotFoundError:
            return None
        digest, size, count = hashlib.sha256(), 0, 0
        with open(file, "rb", buffering=0) as text:
            while chunk := text.read(1 << 20):
                digest.update(chunk)
                size, count = size + len(chunk), count + chunk.count(b"\n")
    return Measure(digest.hexdigest(), size, count)


def unlisted(
    library: Library, known: Iterable[Entry], scratch: Callable[[], AbstractContextManager[IO[bytes]]]
) -> int:
    """How many of the known files, in any order, have no line, or another checksum in their last one."""
    count = 0
    for _, group in groupby(in_order(_pairs(library, known), scratch), key=itemgetter(0)):
        values = [value for _, value in group]
        in_catalog = [value[1:] for value in values if value.startswith(_KNOWN)]
        in_lines = [value[1:] for value in values if value.startswith(_FOREIGN)]
        count += bool(in_catalog) and in_catalog[-1:] != in_lines[-1:]
    return count


def append(library: Library, entries: Iterable[Entry]) -> None:
    """Add lines, on the medium when this returns."""
    data = b"".join(line(entry) for entry in entries)
    if data:
        with library.told(NAME):
            lines.append(library.folder, NAME, data, lambda tail: _is_whole(library, tail))


def read(library: Library) -> Iterator[Entry]:
    """Every line that makes sense, from first to last; a later line for the same path is the newer one."""
    with library.told(NAME):
        for each in lines.read(library.folder, NAME):
            if (entry := parsed(each)) is not None:
                yield entry


def compact(library: Library, known: Iterable[Entry], has_moved: Callable[[Entry], bool] = lambda _: False) -> int:
    """Write the manifest anew, one line a path, sorted by path: how many.

    `known` is what the catalog has, in any order; it wins. Lines of other files are kept as long as the file is there,
    unless `has_moved` knows that these bytes lie elsewhere now: what is left at the path may be rotten, or edited.
    Memory stays the same for any number of lines: they are sorted in runs on the drive.
    """
    count = 0
    with library.told(NAME), lines.rewritten(library, library.folder, NAME) as text:
        ordered = in_order(_pairs(library, known), lambda: lines.scratch(library))
        for path, group in groupby(ordered, key=itemgetter(0)):
            if (entry := _chosen(library, path, group, has_moved)) is not None:
                text.write(line(entry))
                count += 1
    return count


def _pairs(library: Library, known: Iterable[Entry]) -> Iterator[Pair]:
    for entry in known:
        yield _bytes(entry.path), _KNOWN + entry.sha256.encode()
    for entry in read(library):
        yield _bytes(entry.path), _FOREIGN + entry.sha256.encode()


def _chosen(
    library: Library, path: bytes, group: Iterable[Pair], has_moved: Callable[[Entry], bool]
) -> Entry | None:
    values = [value for _, value in group]
    name = path.decode("utf-8", "surrogateescape")
    if values[0].startswith(_KNOWN):
        return Entry(name, values[0][1:].decode())
    entry = Entry(name, values[-1][1:].decode())
    return entry if _exists(library, name) and not has_moved(entry) else None


def _exists(library: Library, path: str) -> bool:
    try:
        return originals.status(library, path) is not None
    except LibraryBadPath:
        return False


def _is_whole(library: Library, tail: bytes) -> bool:
    """Whether a last line without its end is only that: some editors write no end. A torn path leads nowhere."""
    entry = parsed(tail)
    return entry is not None and _exists(library, entry.path)


def line(entry: Entry) -> bytes:
    """One line as GNU sha256sum writes it, which marks a line with escapes by a backslash before it."""
    escaped = entry.path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != entry.path else ""
    return mark.encode() + entry.sha256.encode() + b"  " + _bytes(escaped) + b"\n"


def parsed(text: bytes) -> Entry | None:
    """What a line without its end says; None: it makes no sense."""
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    path = found[3].decode("utf-8", "surrogateescape")
    if found[1]:
        path = re.sub(r"\\[\\nr]", lambda escape: _ESCAPED[escape[0]], path)
    return Entry(path, found[2].decode())


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
