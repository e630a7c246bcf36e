"""What the photos' own bytes do not say: one file of JSON lines per source, enough to rebuild the catalog.

`docs/library-format.md` describes every field. The last whole line about a photo is the true one.
"""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from holdfast.library import lines, own_records
from holdfast.library.folder import Folder
from holdfast.library.marker import OWN, SIDECARS
from holdfast.library.records import Line, parsed, written
from holdfast.library.root import Library
from holdfast.library.sorting import Pair, in_order

SUFFIX = ".jsonl"
OWN_WORK = ".work"
"""In the place of a source's folder, which never begins with a dot: what the person made."""
_SUPERSEDED_SHARE = 5
"""Compaction is worth it when more than one line in this many is superseded."""
_FIRST, _PHOTO, _OTHER, _OWN = b"0", b"1", b"2", b"3"


@dataclass(frozen=True, slots=True)
class Note:
    """A line and the source's folder, whose sidecar it goes to."""

    folder: str
    line: Line


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that a reader can do nothing with: of a kind it does not know, or damaged."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Compacted:
    """What a compaction found, and whether it wrote."""

    lines: int
    superseded: int
    rewritten: bool


def append(library: Library, notes: Iterable[Note]) -> None:
    """Add lines to the sidecars of their sources, on the medium when this returns."""
    texts: dict[str, list[bytes]] = {}
    for note in notes:
        texts.setdefault(note.folder, []).append(written(note.line) + b"\n")
    for folder, text in texts.items():
        with library.told(_path(folder)), _sidecars(library) as sidecars:
            lines.append(sidecars, folder + SUFFIX, b"".join(text), bool)


def folders(library: Library) -> list[str]:
    """The source folders that have a sidecar, in order of name; last the person's own work, which speaks of their
    photos."""
    with library.told(f"{OWN}/{SIDECARS}"), _sidecars(library) as sidecars:
        names = [entry.name for entry in sidecars.entries() if entry.is_file(follow_symlinks=False)]
    found = [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)]
    return sorted(found, key=lambda name: (name == OWN_WORK, name))


def read(library: Library, folder: str) -> Iterator[Line | Unread]:
    """Every line in the order of writing, one in memory at a time; a later line about the same photo replaces it."""
    for number, line in enumerate(_raw(library, folder), start=1):
        try:
            yield parsed(line)
        except ValueError as error:
            yield Unread(number, str(error))


def compact(library: Library, folder: str) -> Compacted:
    """Drop superseded lines if they are more than a fifth of all; the file is replaced whole or stays.

    Memory: about 50 MB for a million lines, for counting them; then the same for any number (runs on the drive).
    """
    total, superseded = _count(library, folder)
    if superseded * _SUPERSEDED_SHARE <= total:
        return Compacted(total, superseded, False)
    with (
        library.told(_path(folder)),
        _sidecars(library) as sidecars,
        lines.rewritten(library, sidecars, folder + SUFFIX) as text,
    ):
        ordered = in_order(_pairs(library, folder), lambda: lines.scratch(library))
        for _, group in groupby(ordered, key=itemgetter(0)):
            *_, (_, line) = group
            text.write(line + b"\n")
    return Compacted(total, superseded, True)


def _count(library: Library, folder: str) -> tuple[int, int]:
    """How many lines there are, and how many of them say nothing that still counts."""
    seen = array("Q")
    total = 0
    for total, line in enumerate(_raw(library, folder), start=1):
        if (key := _key(line, total)) is not None:
            seen.append(int.from_bytes(hashlib.blake2b(key, digest_size=8).digest()))
    different = sum(1 for _ in groupby(sorted(seen)))
    return total, total - different


def _pairs(library: Library, folder: str) -> Iterator[Pair]:
    for number, line in enumerate(_raw(library, folder), start=1):
        if (key := _key(line, number)) is not None:
            yield key, line


def _key(line: bytes, number: int) -> bytes | None:
    """What a line is about. A kind from a newer version is kept as it is, in its order; damage has no key."""
    try:
        data = json.loads(line)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    if data.get("line") == "source":
        return _FIRST
    photo = data.get("key")
    if data.get("line") == "photo" and isinstance(photo, str):
        return _PHOTO + photo.encode("utf-8", "surrogatepass")
    own = own_records.key(data)
    if own is not None:
        return _OWN + own.encode("utf-8", "surrogatepass")
    return _OTHER + number.to_bytes(8)


def _raw(library: Library, folder: str) -> Iterator[bytes]:
    with library.told(_path(folder)), _sidecars(library) as sidecars:
        yield from lines.read(sidecars, folder + SUFFIX)


def _sidecars(library: Library) -> Folder:
    return library.enter(OWN, SIDECARS, make=True)


def _path(folder: str) -> str:
    return f"{OWN}/{SIDECARS}/{folder}{SUFFIX}"
