"""What EXIF says, in a picture or in a camera's raw file, as facts that nobody has judged yet."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from holdfast.domain.facts import degrees
from holdfast.thumbnails.said import Said, Time
from holdfast.thumbnails.tiff import Directory, Tiff

DETAILS, PLACE, BELOW = 0x8769, 0x8825, 0x014A
"""The tags that point to further directories: of the shot, of its place, and those of a raw file's pictures."""

MAKER = 0x927C
TRUE_COUNT = 65535
"""What the old tag for ISO says when the number is too large for it."""

_APPLE = b"Apple iOS\0"
_CONTENT_ID = 0x0011
_CANON_LENS = 0x0095
_UNKNOWN_LENSES = frozenset({"----", "0.0 mm f/0.0", "Unknown"})


def read(tiff: Tiff, first: Directory | None = None) -> Said:
    """What the first directory and those that it points to say."""
    main = tiff.directory(tiff.first) if first is None else first
    details, gps = below(tiff, main, DETAILS), below(tiff, main, PLACE)
    return together(tiff, main, details, gps)


def together(tiff: Tiff, main: Directory, details: Directory, gps: Directory) -> Said:
    """What these three directories say."""
    said = _texts(tiff, main, details) | _shot(tiff, main, details) | _place(tiff, gps)
    said["times"] = list(_times(tiff, main, details))
    said["satellite"] = satellite(tiff, gps)
    with suppress(ValueError):
        said.update(_of_the_maker(tiff, details, str(said.get("camera_make"))))
    return said


def below(tiff: Tiff, directory: Directory, tag: int) -> Directory:
    """The directory that a tag points to; empty when it points to nothing."""
    place = tiff.number(directory.get(tag))
    return tiff.directory(int(place)) if place else {}


def _texts(tiff: Tiff, main: Directory, details: Directory) -> Said:
    lens = tiff.text(details.get(0xA434))
    return {
        "camera_make": tiff.text(main.get(0x010F)),
        "camera_model": tiff.text(main.get(0x0110)),
        "lens": None if lens in _UNKNOWN_LENSES else lens,
        "title": _wide(tiff, main, 0x9C9B),
        "caption": tiff.text(main.get(0x010E)) or _wide(tiff, main, 0x9C9C) or _comment(tiff, details),
        "creator": tiff.text(main.get(0x013B)) or _wide(tiff, main, 0x9C9D),
        "copyright": _rights(tiff, main),
        "keywords": [word for word in (_wide(tiff, main, 0x9C9E) or "").split(";") if word.strip()],
    }


def _wide(tiff: Tiff, main: Directory, tag: int) -> str | None:
    """The texts of Windows are UTF-16."""
    return tiff.bytes(main.get(tag)).decode("utf-16-le", errors="replace").split("\0")[0].strip() or None


def _comment(tiff: Tiff, details: Directory) -> str | None:
    """A comment names its alphabet in its first eight bytes."""
    data = tiff.bytes(details.get(0x9286))
    alphabet, rest = data[:8].rstrip(b"\0 "), data[8:]
    if alphabet == b"UNICODE":
        order = "utf-16-be" if tiff.order == ">" else "utf-16-le"
        order = "utf-16" if rest[:2] in (b"\xff\xfe", b"\xfe\xff") else order
        return rest.decode(order, errors="replace").split("\0")[0].strip() or None
    if alphabet in (b"ASCII", b""):
        return rest.split(b"\0")[0].decode(errors="replace").strip() or None
    return None


def _rights(tiff: Tiff, main: Directory) -> str | None:
    """The photographer's and the editor's words, a zero between them."""
    parts = tiff.bytes(main.get(0x8298)).split(b"\0")[:2]
    words = [part.decode(errors="replace").strip() for part in parts]
    return "\n".join(word for word in words if word) or None


def _shot(tiff: Tiff, main: Directory, details: Directory) -> Said:
    def of(tag: int) -> float | None:
        return tiff.number(details.get(tag)) if tag in details else tiff.number(main.get(tag))

    aperture, exposure = of(0x829D), of(0x829A)
    return {
        "focal_length": of(0x920A),
        "aperture": aperture or _power(of(0x9202), lambda value: 2 ** (value / 2)),
        "exposure": exposure or _power(of(0x9201), lambda value: 2**-value),
        "iso": _iso(of),
        "orientation": tiff.number(main.get(0x0112)),
        "rating": tiff.number(main.get(0x4746)),
    }


def _power(value: float | None, law: Callable[[float], float]) -> float | None:
    """Cameras also count in steps, each double the light."""
    return law(value) if value is not None and abs(value) < 64 else None


def _iso(of: Callable[[int], float | None]) -> float | None:
    said = of(0x8827)
    larger = of(0x8833) or of(0x8832) if said is None or said == TRUE_COUNT else None
    return larger or said


def _times(tiff: Tiff, main: Directory, details: Directory) -> Iterator[Time]:
    usual = tiff.text(details.get(0x9010))
    for tag, zone, name in ((0x9003, 0x9011, "DateTimeOriginal"), (0x9004, 0x9012, "CreateDate")):
        said = tiff.text(details.get(tag)) or tiff.text(main.get(tag))
        if said is not None:
            yield Time(said, tiff.text(details.get(zone)) or usual, name)


def _place(tiff: Tiff, gps: Directory) -> Said:
    height, below_sea = tiff.number(gps.get(6)), tiff.number(gps.get(5))
    return {
        "latitude": degrees(tiff.numbers(gps.get(2)), tiff.text(gps.get(1))),
        "longitude": degrees(tiff.numbers(gps.get(4)), tiff.text(gps.get(3))),
        "altitude": -height if height is not None and below_sea in (1, 3) else height,
    }


def satellite(tiff: Tiff, gps: Directory) -> str | None:
    """The satellites' time, in UTC."""
    day, clock = tiff.text(gps.get(0x1D)), tiff.numbers(gps.get(7))
    if day is None or len(clock) != 3 or not all(0 <= part < 60 for part in clock):
        return None
    return f"{day} {int(clock[0]):02}:{int(clock[1]):02}:{int(clock[2]):02}"


def _of_the_maker(tiff: Tiff, details: Directory, make: str) -> Said:
    """What only the maker's own block says: the name that joins a Live Photo, and the lens of an older Canon."""
    entry = details.get(MAKER)
    if entry is None:
        return {}
    start = tiff.bytes(entry, 14)
    if start.startswith(_APPLE):
        inner = _apple(tiff.bytes(entry, 1024 * 1024))
        return {"content_id": inner} if inner else {}
    if make.startswith("Canon") and 0xA434 not in details:
        lens = tiff.text(tiff.directory(entry.place).get(_CANON_LENS))
        return {"lens": lens} if lens else {}
    return {}


def _apple(block: bytes) -> str | None:
    """Apple's block counts its places from its own beginning, and has its own order of bytes."""
    order = block[12:14]
    if order not in (b"II", b"MM"):
        return None
    head = order + (b"*\0" if order == b"II" else b"\0*") + (14).to_bytes(4, "little" if order == b"II" else "big")

    def read(place: int, size: int) -> bytes:
        return head[place : place + size] if place < 8 else block[place : place + size]

    tiff = Tiff(read)
    return tiff.text(tiff.directory(tiff.first).get(_CONTENT_ID))
