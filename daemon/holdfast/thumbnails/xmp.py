"""What XMP says: a small XML that photo software writes into and beside files."""

import re
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

from holdfast.thumbnails.said import Said, Time

MOST = 4 * 1024 * 1024
"""Bytes of a packet that is looked at."""

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SPACES = {
    "http://ns.adobe.com/exif/1.0/": "exif", "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/tiff/1.0/": "tiff", "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
}  # fmt: skip
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TIMES = (
    ("exif:DateTimeOriginal", "XMP DateTimeOriginal"), ("photoshop:DateCreated", "XMP DateCreated"),
    ("xmp:CreateDate", "XMP CreateDate"), ("exif:DateTimeDigitized", "XMP DateTimeDigitized"),
)  # fmt: skip
_PLACE = re.compile(r"(\d{1,3})(?:,(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?)?([NSEW])")


def read(packet: bytes) -> Said:
    """What a packet says; nothing when it is broken, too long, or wants to define things itself."""
    plain = packet.replace(b"\0", b"")
    if not packet or len(packet) > MOST or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        return {}
    try:
        root = ElementTree.fromstring(_trimmed(packet))  # noqa: S314 - no definitions are in it
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    return _facts(_properties(root))


def _trimmed(packet: bytes) -> bytes:
    """From the first angle bracket to the last: some writers put zeros around it."""
    first, last = packet.find(b"<"), packet.rfind(b">")
    return packet[first : last + 1].rstrip(b"\0") if packet[:2] not in (b"\xff\xfe", b"\xfe\xff") else packet


def _properties(root: ElementTree.Element) -> dict[str, list[str]]:
    """All properties by their usual names, each with its values."""
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            found.setdefault(_named(name), [value])
        for child in description:
            found.setdefault(_named(child.tag), list(_values(child)))
    return found


def _named(tag: str) -> str:
    space, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_SPACES.get(space, '?')}:{name}"


def _values(element: ElementTree.Element) -> Iterator[str]:
    """Its text, or those of its list; of languages, the one that is marked as usual first."""
    items = list(element.iter(f"{_RDF}li"))
    items.sort(key=lambda item: item.get(_LANGUAGE, "x-default") != "x-default")
    for item in items or [element]:
        if item.text and item.text.strip():
            yield item.text.strip()


def _facts(found: dict[str, list[str]]) -> Said:
    def first(*names: str) -> str | None:
        return next((found[name][0] for name in names if found.get(name)), None)

    height = fraction(first("exif:GPSAltitude"))
    return {
        "camera_make": first("tiff:Make"),
        "camera_model": first("tiff:Model"),
        "lens": first("exifEX:LensModel", "aux:Lens", "exif:LensModel"),
        "focal_length": fraction(first("exif:FocalLength")),
        "aperture": fraction(first("exif:FNumber")),
        "exposure": fraction(first("exif:ExposureTime")),
        "iso": fraction(first("exifEX:PhotographicSensitivity", "exif:ISOSpeedRatings")),
        "orientation": fraction(first("tiff:Orientation")),
        "rating": fraction(first("xmp:Rating")),
        "title": first("dc:title"),
        "caption": first("dc:description"),
        "creator": "; ".join(found.get("dc:creator", [])) or None,
        "copyright": first("dc:rights"),
        "keywords": found.get("dc:subject", []),
        "latitude": place(first("exif:GPSLatitude")),
        "longitude": place(first("exif:GPSLongitude")),
        "altitude": -height if height is not None and first("exif:GPSAltitudeRef") == "1" else height,
        "times": [Time(said, None, name) for key, name in _TIMES if (said := first(key)) is not None],
        "named": first("xmpMM:PreservedFileName", "crs:RawFileName"),
    }


def fraction(said: str | None) -> float | None:
    """The number of `50/1` or `2.8`."""
    above, _, under = (said or "").partition("/")
    with suppress(ValueError, ZeroDivisionError):
        return float(above) / float(under or 1)
    return None


def place(said: str | None) -> float | None:
    """Degrees of `48,51.408N` or `48,51,24N`."""
    found = _PLACE.fullmatch(said or "")
    if found is None:
        return None
    amount = float(found[1]) + float(found[2] or 0) / 60 + float(found[3] or 0) / 3600
    return -amount if found[4] in "SW" else amount
