"""Cameras' raw files: their directories of tags, and the small picture that nearly all of them carry."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import IO, BinaryIO, cast

import numpy
import rawpy
from PIL import Image

from holdfast.thumbnails import boxes, exif, iptc
from holdfast.thumbnails.blocks import MOST, Blocks, of_jpeg
from holdfast.thumbnails.said import Said
from holdfast.thumbnails.tiff import Directory, Read, Tiff

_ORDERS = {"II": b"II*\0", "MM": b"MM\0*"}
_FUJI_PICTURE, _PANASONIC_PICTURE = 84, 0x002E
_SENSOR = frozenset({32803, 34892})
"""What a sensor saw, not yet mixed to colours."""
_PACKED = frozenset({34713, 32767, 32769, 32770, 65535, 32773 + 65536})
"""How Nikon, Sony, Epson, Samsung and Pentax pack that."""
_MAKERS = {"NIKON": "nef", "SONY": "arw", "PENTAX": "pef", "RICOH": "pef", "CANON": "cr2", "OLYMPUS": "orf"}

SMALLEST = 256
"""Pixels of the longer side that a picture inside must have to be used."""


class NoPicture(Exception):
    """Nothing in it can be shown."""


def header(read: Read) -> Read:
    """The file as if it began like any TIFF: Olympus and Panasonic begin theirs with letters of their own."""
    start = read(0, 2)
    if start not in (b"II", b"MM"):
        return read
    usual = _ORDERS[start.decode()]

    def changed(place: int, size: int) -> bytes:
        data = read(place, size)
        return usual[place : place + size] + data[4 - place :] if place < 4 else data

    return changed


def kind_of(read: Read) -> str:
    """Which camera's raw file a TIFF is, or `tiff`: what it holds decides, for programs keep the maker's name."""
    tiff = Tiff(read)
    main = tiff.directory(tiff.first)
    if 0xC612 in main:
        return "dng"
    is_preview = tiff.number(main.get(0x00FE)) == 1 and exif.BELOW in main
    if not is_preview and not any(_is_sensor(tiff, one) for one in _pictures(tiff, main)):
        return "tiff"
    make = (tiff.text(main.get(0x010F)) or "").upper()
    return next((kind for maker, kind in _MAKERS.items() if make.startswith(maker)), "raw")


def _pictures(tiff: Tiff, main: Directory) -> Iterator[Directory]:
    yield main
    for place in tiff.numbers(main.get(exif.BELOW))[:8]:
        yield tiff.directory(int(place))


def _is_sensor(tiff: Tiff, directory: Directory) -> bool:
    return tiff.number(directory.get(0x0106)) in _SENSOR or tiff.number(directory.get(0x0103)) in _PACKED


def said(read: Read, kind: str, length: int) -> tuple[Said, Blocks]:
    """What EXIF says in it, and the blocks of the picture inside where those are all there is."""
    if kind == "raf":
        place = int.from_bytes(read(_FUJI_PICTURE, 4), "big")
        return {}, of_jpeg(read, place)
    if kind == "cr3":
        return _of_canon(boxes.of_canon(read, length)), Blocks()
    tiff = Tiff(header(read))
    main = tiff.directory(tiff.first)
    if kind != "rw2":
        newspaper = tiff.bytes(main.get(0x83BB), MOST) or iptc.of_photoshop(tiff.bytes(main.get(0x8649), MOST))
        return exif.read(tiff, main), Blocks(xmp=tiff.bytes(main.get(0x02BC), MOST), iptc=newspaper)
    found = exif.read(tiff, main)
    found["iso"] = found.get("iso") or tiff.number(main.get(0x0017))
    inner = main.get(_PANASONIC_PICTURE)
    return found, of_jpeg(read, inner.place) if inner else Blocks()


def _of_canon(parts: dict[bytes, bytes]) -> Said:
    """Each part is a TIFF of its own; the directories are put together as if they were one."""
    whole: Said = {}
    for name, data in parts.items():
        with suppress(ValueError):
            tiff = Tiff(lambda place, size, data=data: data[place : place + size])  # type: ignore[misc]
            main = tiff.directory(tiff.first)
            places = {b"CMT1": (main, {}, {}), b"CMT2": ({}, main, {}), b"CMT4": ({}, {}, main)}.get(name)
            if places is not None:
                told = exif.together(tiff, *places)
                whole |= {key: value for key, value in told.items() if value not in (None, [], "")}
    return whole


def size(file: IO[bytes]) -> tuple[int, int] | None:
    """Pixels as it is looked at, as LibRaw sees them; None when it does not know this file."""
    with suppress(rawpy.LibRawError, ValueError, MemoryError), rawpy.imread(cast(BinaryIO, file)) as raw:
        sizes = raw.sizes
        turned = sizes.flip in (5, 6)
        return (sizes.height, sizes.width) if turned else (sizes.width, sizes.height)
    return None


def picture(file: IO[bytes], turn: Image.Transpose | None) -> tuple[Image.Image, Image.Transpose | None]:
    """The picture that the camera put inside, or else one made of what its sensor saw, which is turned already."""
    try:
        with rawpy.imread(cast(BinaryIO, file)) as raw:
            inside = _inside(raw)
            if inside is not None:
                return inside, turn
            return Image.fromarray(raw.postprocess(half_size=True, use_camera_wb=True, output_bps=8)), None
    except rawpy.LibRawError as error:
        raise NoPicture from error


def _inside(raw: rawpy.RawPy) -> Image.Image | None:
    with suppress(rawpy.LibRawError, OSError, ValueError, SyntaxError):
        found = raw.extract_thumb()
        if isinstance(found.data, bytes):
            image: Image.Image = Image.open(BytesIO(found.data), formats=("JPEG",))
        else:
            image = Image.fromarray(found.data)
        return image if max(image.size) >= SMALLEST else None
    return None


def prepare() -> None:
    """What LibRaw loads when it is first used is loaded now."""
    with suppress(rawpy.LibRawError):
        rawpy.imread(BytesIO(bytes(1024)))
    Image.fromarray(numpy.zeros((2, 2, 3), dtype=numpy.uint8))
