"""The boxes of HEIF, AVIF and Canon's CR3: each has a length, a name, and bytes or further boxes."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.thumbnails.blocks import MOST, Blocks
from holdfast.thumbnails.tiff import Read

MOST_BOXES = 10_000
CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
"""What the box is called in which Canon keeps EXIF."""


@dataclass(frozen=True, slots=True)
class Box:
    name: bytes
    place: int
    """Where its content begins."""
    end: int


def inside(read: Read, place: int, end: int) -> Iterator[Box]:
    """The boxes between two places, as far as their lengths make sense."""
    for _ in range(MOST_BOXES):
        head = read(place, 16)
        if len(head) < 8 or place >= end:
            return
        length, start = int.from_bytes(head[:4], "big"), place + 8
        if length == 1:
            length, start = int.from_bytes(head[8:16], "big"), place + 16
        close = end if length == 0 else place + length
        if close < start:
            return
        yield Box(head[4:8], start, min(close, end))
        place = close


def _first(read: Read, place: int, end: int, name: bytes) -> Box | None:
    return next((box for box in inside(read, place, end) if box.name == name), None)


def of_heif(read: Read, length: int) -> Blocks:
    """EXIF and XMP are items beside the pictures: one box lists them, another says where they lie."""
    meta = _first(read, 0, length, b"meta")
    if meta is None:
        return Blocks()
    boxes = {box.name: box for box in inside(read, meta.place + 4, meta.end)}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        return Blocks()
    data = boxes.get(b"idat")
    places = _places(read, boxes[b"iloc"], data.place if data else 0)
    found = Blocks()
    for number, kind in _items(read, boxes[b"iinf"]):
        body = b"".join(read(place, size) for place, size in places.get(number, []))[:MOST]
        if kind == b"Exif" and len(body) > 4 and not found.exif:
            found.exif = body[4 + int.from_bytes(body[:4], "big") :].removeprefix(b"Exif\0\0")
        elif kind == b"mime" and not found.xmp:
            found.xmp = body
    return found


def _items(read: Read, box: Box) -> Iterator[tuple[int, bytes]]:
    """Number and kind of each item of EXIF or XMP."""
    wide = read(box.place, 1) != b"\0"
    for entry in inside(read, box.place + (8 if wide else 6), box.end):
        data = read(entry.place, min(entry.end - entry.place, 256))
        if entry.name != b"infe" or len(data) < 12 or data[0] not in (2, 3):
            continue
        digits = 2 if data[0] == 2 else 4
        number, kind = int.from_bytes(data[4 : 4 + digits], "big"), data[6 + digits : 10 + digits]
        if kind == b"Exif" or (kind == b"mime" and b"application/rdf+xml" in data):
            yield number, kind


class _Numbers:
    """Numbers of some bytes each, one after the other; zero behind the end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def next(self, size: int) -> int:
        self._at += size
        return int.from_bytes(self._data[self._at - size : self._at], "big")

    @property
    def ended(self) -> bool:
        return self._at >= len(self._data)


def _places(read: Read, box: Box, inner: int) -> dict[int, list[tuple[int, int]]]:
    """Where the pieces of each item lie. Some are counted from the box of small data (`inner`)."""
    data = read(box.place, min(box.end - box.place, 1024 * 1024))
    numbers, found = _Numbers(data), dict[int, list[tuple[int, int]]]()
    version = numbers.next(4) >> 24
    sizes = numbers.next(2)
    offset, length, base, index = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15
    for _ in range(min(numbers.next(2 if version < 2 else 4), MOST_BOXES)):
        number = numbers.next(2 if version < 2 else 4)
        method = numbers.next(2) & 15 if version else 0
        numbers.next(2)
        start = numbers.next(base) + (inner if method == 1 else 0)
        for _ in range(numbers.next(2)):
            if numbers.ended:
                return found
            numbers.next(index if version else 0)
            place = start + numbers.next(offset)
            found.setdefault(number, []).append((place, min(numbers.next(length), MOST)))
    return found


def of_canon(read: Read, length: int) -> dict[bytes, bytes]:
    """The boxes CMT1 to CMT4 of a CR3: the main directory, the shot's, the maker's, the place's. Each is a TIFF."""
    film = _first(read, 0, length, b"moov")
    if film is None:
        return {}
    for box in inside(read, film.place, film.end):
        if box.name == b"uuid" and read(box.place, 16) == CANON:
            parts = [part for part in inside(read, box.place + 16, box.end) if part.name[:3] == b"CMT"]
            return {part.name: read(part.place, min(part.end - part.place, MOST)) for part in parts}
    return {}


def is_on_its_side(read: Read, length: int) -> bool:
    """Whether a film of this family is turned by a quarter when it is looked at: its matrix says so."""
    film = _first(read, 0, length, b"moov")
    if film is None:
        return False
    for track in inside(read, film.place, film.end):
        if track.name == b"trak" and _is_picture(read, track):
            head = _first(read, track.place, track.end, b"tkhd")
            data = read(head.place, 100) if head is not None else b""
            start = 52 if data[:1] == b"\1" else 40
            return len(data) >= start + 20 and not any(data[start : start + 4] + data[start + 16 : start + 20])
    return False


def _is_picture(read: Read, track: Box) -> bool:
    media = _first(read, track.place, track.end, b"mdia")
    handler = _first(read, media.place, media.end, b"hdlr") if media is not None else None
    return handler is not None and read(handler.place + 8, 4) == b"vide"
