"""All that a file says of itself, whatever it is. Runs in the worker's process: each part of it may be hostile, and a
part that makes no sense takes nothing from the others."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO, TypeVar

from holdfast.domain.facts import believed
from holdfast.thumbnails import blocks, boxes, exif, films, iptc, picture, raws, xmp
from holdfast.thumbnails.blocks import Blocks
from holdfast.thumbnails.kinds import FILMS, RAWS
from holdfast.thumbnails.said import Said, one
from holdfast.thumbnails.tiff import Read, Tiff

MOST_WHOLE = 256 * 1024 * 1024
"""Bytes of a file that a decoder may want as a whole."""

_ENDINGS = "jpe?g|heic|heif|png|tiff?|dng|cr[23]|nef|arw|raf|orf|rw2|pef|mov|mp4|m4v|avi"
_FILE_NAME = re.compile(rf"[^/\\]{{1,200}}\.(?:{_ENDINGS})", re.IGNORECASE)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Reading:
    """Facts as the parent gets them, and the name that the file had once."""

    facts: dict[str, object]
    named: str | None


def read(file: IO[bytes], kind: str, length: int, now: datetime) -> Reading:
    """What the file says. Never raises for what is in it."""
    look = pieces(file)
    if kind == "tiff":
        kind = _part(lambda: raws.kind_of(look)) or kind
    found, film = _blocks(file, look, kind, length)
    said = one(*found, film, now)
    said |= {"kind": kind} | _extent(file, kind, length, film)
    return Reading(asdict(believed(said, now)), _named(said))


def pieces(file: IO[bytes]) -> Read:
    """The file as those want it who look here and there."""

    def look(place: int, size: int) -> bytes:
        if size <= 0 or not 0 <= place < 2**62:
            return b""
        file.seek(place)
        return file.read(min(size, blocks.MOST))

    return look


def _part(reading: Callable[[], Result]) -> Result | None:
    """What it gives, or nothing when that part makes no sense."""
    with suppress(MemoryError, picture.Refused, *picture.UNREADABLE):
        return reading()
    return None


def _blocks(file: IO[bytes], look: Read, kind: str, length: int) -> tuple[tuple[Said, Said, Said], Said]:
    """What EXIF, XMP and IPTC say, and what the format itself says."""
    if kind in FILMS:
        return ({}, {}, {}), _part(lambda: _film(file, look, kind, length)) or {}
    if kind == "tiff" or kind in RAWS:
        direct, inner = _part(lambda: raws.said(look, kind, length)) or ({}, Blocks())
    else:
        direct, inner = {}, _part(lambda: _OF[kind](look, length)) or Blocks()
    within = _part(lambda: exif.read(Tiff(_of_bytes(inner.exif)))) or {}
    main = xmp.read(inner.xmp)
    more = xmp.read(inner.more_xmp)
    words = {name: value if value not in (None, [], "") else more.get(name) for name, value in main.items()}
    return (_both(direct, within), words, _part(lambda: iptc.read(inner.iptc)) or {}), inner.texts


def _both(first: Said, second: Said) -> Said:
    return second | {name: value for name, value in first.items() if value not in (None, [], "")}


def _of_bytes(data: bytes) -> Read:
    return lambda place, size: data[place : place + size] if place >= 0 else b""


_OF: dict[str, Callable[[Read, int], Blocks]] = {
    "jpeg": lambda look, _: blocks.of_jpeg(look),
    "png": lambda look, _: blocks.of_png(look),
    "webp": lambda look, _: blocks.of_webp(look),
    "gif": lambda look, _: blocks.of_gif(look),
    "heic": boxes.of_heif,
    "avif": boxes.of_heif,
}


def _film(file: IO[bytes], look: Read, kind: str, length: int) -> Said:
    file.seek(0)
    with films.opened(file, kind) as container:
        said = films.said(container, kind)
    if boxes.is_on_its_side(look, length):
        said["width"], said["height"] = said.get("height"), said.get("width")
    return said


def _extent(file: IO[bytes], kind: str, length: int, film: Said) -> Said:
    """Pixels as it is looked at."""
    if kind in FILMS:
        return {name: film.get(name) for name in ("width", "height")}
    if length > MOST_WHOLE:
        return {}
    file.seek(0)
    size = _part(lambda: raws.size(file) if kind in RAWS else picture.extent(file))
    return {"width": size[0], "height": size[1]} if size else {}


def _named(said: Said) -> str | None:
    """The name that a program noted, or a title that can only be a file's name."""
    named = said.get("named")
    if isinstance(named, str) and (last := re.split(r"[/\\]", named)[-1].strip()):
        return last[:200]
    title = said.get("title")
    return title if isinstance(title, str) and _FILE_NAME.fullmatch(title) else None
