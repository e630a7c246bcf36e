"""Directories of tags as TIFF, EXIF and most cameras' raw files have them. Every number in them may be a lie: what
points outside of the file, or is too long, is not there."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

Read = Callable[[int, int], bytes]
"""So many bytes from a place in the file; fewer where it ends."""

MOST_TAGS = 1000
MOST_NUMBERS = 64
MOST_TEXT = 64 * 1024

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_LETTERS = {1: "B", 3: "H", 4: "I", 6: "b", 7: "B", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
_MAGIC = {b"II": "<", b"MM": ">"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the value of one tag lies, and what it claims to be."""

    kind: int
    count: int
    place: int

    @property
    def length(self) -> int:
        return _SIZES[self.kind] * self.count


Directory = dict[int, Entry]


class Tiff:
    """The directories of one file, or of one block of EXIF. ValueError: there are none."""

    def __init__(self, read: Read) -> None:
        self._read = read
        head = read(0, 8)
        if len(head) < 8 or head[:2] not in _MAGIC:
            raise ValueError("no TIFF")
        self.order = _MAGIC[head[:2]]
        self.first = int(struct.unpack(self.order + "I", head[4:])[0])

    def directory(self, place: int, shift: int = 0) -> Directory:
        """What lies there; `shift`: what places in it are counted from. The first of two equal tags counts."""
        (count,) = struct.unpack(self.order + "H", self._read(place, 2).ljust(2, b"\0"))
        count = min(count, MOST_TAGS)
        rows = self._read(place + 2, count * 12)
        found: Directory = {}
        for at in range(0, len(rows) - 11, 12):
            tag, kind, many, value = struct.unpack_from(self.order + "HHII", rows, at)
            if kind in _SIZES and tag not in found:
                inside = _SIZES[kind] * many <= 4
                found[tag] = Entry(kind, many, place + 2 + at + 8 if inside else value + shift)
        return found

    def after(self, place: int) -> int:
        """Where the next directory of the chain lies; 0: there is none."""
        (count,) = struct.unpack(self.order + "H", self._read(place, 2).ljust(2, b"\0"))
        rest = self._read(place + 2 + count * 12, 4)
        return int(struct.unpack(self.order + "I", rest)[0]) if len(rest) == 4 else 0

    def bytes(self, entry: Entry | None, most: int = MOST_TEXT) -> bytes:
        """The value as it lies there, cut at `most`."""
        return self._read(entry.place, min(entry.length, most)) if entry is not None else b""

    def numbers(self, entry: Entry | None) -> list[float]:
        """All its numbers; empty where it has none, or one that is none (a division by zero)."""
        if entry is None or entry.kind == 2:
            return []
        count = min(entry.count, MOST_NUMBERS)
        data = self._read(entry.place, _SIZES[entry.kind] * count)
        if len(data) < _SIZES[entry.kind] * count:
            return []
        if entry.kind in (5, 10):
            pairs = struct.unpack(f"{self.order}{2 * count}{'I' if entry.kind == 5 else 'i'}", data)
            parts = list(zip(pairs[::2], pairs[1::2], strict=True))
            return [] if any(below == 0 for _, below in parts) else [above / below for above, below in parts]
        return list(struct.unpack(f"{self.order}{count}{_LETTERS[entry.kind]}", data))

    def number(self, entry: Entry | None) -> float | None:
        """Its first number."""
        return next(iter(self.numbers(entry)), None)

    def text(self, entry: Entry | None) -> str | None:
        """Its text up to the first zero; what is no UTF-8 in it is marked as such."""
        if entry is None or entry.kind not in (1, 2, 7, 13):
            return None
        return self.bytes(entry).split(b"\0")[0].decode(errors="replace").strip() or None
