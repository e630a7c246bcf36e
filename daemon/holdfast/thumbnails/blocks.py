"""Where a picture keeps what it says of itself: the blocks of EXIF, XMP and IPTC in JPEG, PNG, WebP and GIF. They are
looked for without decoding, and found in files whose pictures cannot be decoded."""

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from holdfast.thumbnails import iptc
from holdfast.thumbnails.said import Said, Time
from holdfast.thumbnails.tiff import Read

MOST = 16 * 1024 * 1024
"""Bytes of one block."""

MOST_PARTS = 20_000
"""Segments or chunks that are looked at."""

_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_GIF_XMP = b"XMP DataXMP"
_STUFFED = b"\xff"


@dataclass(slots=True)
class Blocks:
    """What was found; empty where there is none."""

    exif: bytes = b""
    xmp: bytes = b""
    more_xmp: bytes = b""
    iptc: bytes = b""
    texts: Said = field(default_factory=dict)
    """What a format has besides."""


def of_jpeg(read: Read, start: int = 0) -> Blocks:
    """The segments before the picture itself."""
    found, photoshop, more = Blocks(), b"", dict[int, bytes]()
    for marker, place, length in _segments(read, start):
        if marker not in (0xE1, 0xED):
            continue
        body = read(place, length)
        if body.startswith(_EXIF) and not found.exif:
            found.exif = body[len(_EXIF) :]
        elif body.startswith(_XMP) and not found.xmp:
            found.xmp = body[len(_XMP) :]
        elif body.startswith(_MORE_XMP) and len(body) > 75:
            more[int.from_bytes(body[71:75], "big")] = body[75:]
        elif body.startswith(_PHOTOSHOP):
            photoshop += body[len(_PHOTOSHOP) :]
    found.more_xmp = b"".join(more[place] for place in sorted(more))[:MOST]
    found.iptc = iptc.of_photoshop(photoshop)
    return found


def _segments(read: Read, place: int) -> Iterator[tuple[int, int, int]]:
    """Marker, place and length of each."""
    place += 2
    for _ in range(MOST_PARTS):
        head = read(place, 4)
        if len(head) < 4 or head[:1] != _STUFFED or head[1] in (0xDA, 0xD9):
            return
        if head[1] == 0xFF:  # as many as a writer likes
            place += 1
            continue
        length = int.from_bytes(head[2:], "big")
        yield head[1], place + 4, length - 2
        place += 2 + max(length, 2)


def of_png(read: Read) -> Blocks:
    """The chunks, those behind the picture too."""
    found = Blocks()
    times: list[Time] = []
    for kind, place, length in _chunks(read):
        if length > MOST:
            continue
        if kind == b"eXIf":
            found.exif = read(place, length).removeprefix(_EXIF)
        elif kind in _TEXTS:
            with suppress(ValueError, zlib.error):
                _note(found, times, *_TEXTS[kind](read(place, length)))
    found.texts["times"] = times
    return found


def _chunks(read: Read) -> Iterator[tuple[bytes, int, int]]:
    place = 8
    for _ in range(MOST_PARTS):
        head = read(place, 8)
        if len(head) < 8 or head[4:] == b"IEND":
            return
        length = int.from_bytes(head[:4], "big")
        yield head[4:], place + 8, length
        place += 12 + length


def _plain(body: bytes) -> tuple[str, bytes]:
    name, text = body.split(b"\0", 1)
    return name.decode("latin-1"), text.decode("latin-1").encode()


def _packed(body: bytes) -> tuple[str, bytes]:
    name, text = body.split(b"\0", 1)
    return name.decode("latin-1"), _unpacked(text[1:])


def _international(body: bytes) -> tuple[str, bytes]:
    name, rest = body.split(b"\0", 1)
    _, _, text = rest[2:].split(b"\0", 2)
    return name.decode("latin-1"), _unpacked(text) if rest[:1] == b"\1" else text


def _unpacked(data: bytes) -> bytes:
    """At most so much: a small chunk may hold gigabytes."""
    return zlib.decompressobj().decompress(data, MOST)


_TEXTS: dict[bytes, Callable[[bytes], tuple[str, bytes]]] = {b"tEXt": _plain, b"zTXt": _packed, b"iTXt": _international}
_NAMES = {
    "Title": "title", "Description": "caption", "Comment": "caption", "Author": "creator", "Artist": "creator",
    "Copyright": "copyright",
}  # fmt: skip


def _note(found: Blocks, times: list[Time], name: str, text: bytes) -> None:
    if name == "XML:com.adobe.xmp":
        found.xmp = text
    elif name.startswith("Raw profile type "):
        _profile(found, name.rpartition(" ")[2], text)
    elif name == "Creation Time":
        times.append(Time(text.decode(errors="replace"), None, "PNG CreationTime"))
    elif name in _NAMES:
        found.texts.setdefault(_NAMES[name], text.decode(errors="replace"))


def _profile(found: Blocks, kind: str, text: bytes) -> None:
    """As ImageMagick writes it: a name, a length, and hexadecimal digits."""
    data = bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    if kind in ("exif", "APP1") and data.startswith(_EXIF) and not found.exif:
        found.exif = data.removeprefix(_EXIF)
    elif kind == "xmp" and not found.xmp:
        found.xmp = data
    elif kind == "iptc":
        found.iptc = iptc.of_photoshop(data) or data


def of_webp(read: Read) -> Blocks:
    """The chunks of RIFF, whose lengths are made even."""
    found, place = Blocks(), 12
    for _ in range(MOST_PARTS):
        head = read(place, 8)
        if len(head) < 8:
            break
        length = int(struct.unpack("<I", head[4:])[0])
        if head[:4] in (b"EXIF", b"XMP ") and length <= MOST:
            body = read(place + 8, length)
            if head[:4] == b"EXIF":
                found.exif = body.removeprefix(_EXIF)
            else:
                found.xmp = body
        place += 8 + length + (length & 1)
    return found


def of_gif(read: Read) -> Blocks:
    """XMP lies in an application's block as it is, and ends where a picture's blocks cannot."""
    data = read(0, MOST)
    place = data.find(_GIF_XMP)
    end = data.find(b"\x01\xff\xfe", place)
    return Blocks(xmp=data[place + len(_GIF_XMP) : end] if 0 <= place < end else b"")
