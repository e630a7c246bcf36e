"""XMP sidecars: what was said of a photo beyond its file, in the words that photo software reads. Pure.

Written are only fields of which something was said, in one fixed order: the same words make the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "darktable": "http://darktable.sf.net/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
LABELS = {"red": ("Red", 1, 0), "yellow": ("Yellow", 3, 1), "green": ("Green", 4, 2), "blue": ("Blue", 5, 3),
          "purple": ("Purple", 6, 4)}  # fmt: skip
"""A colour in Lightroom's word, in digiKam's number and in darktable's."""
PICKS = {"pick": (1, 3), "reject": (-1, 1)}
"""A pick in Adobe's number and in digiKam's."""
COLLECTIONS = "Collections"
"""Under this keyword stand the collections, where keywords can stand under others."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person, or the source, said of a photo. None: nothing."""

    rating: int | None = None
    pick: str | None = None
    colour: str | None = None
    title: str | None = None
    caption: str | None = None
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    taken_at: str | None = None
    """As the clocks there showed it: `YYYY-MM-DDTHH:MM:SS`."""
    utc_offset: int | None = None
    """Minutes east of UTC."""
    latitude: float | None = None
    longitude: float | None = None
    place: str | None = None

    def is_nothing(self) -> bool:
        """There is nothing that a sidecar could say."""
        return self == Said(utc_offset=self.utc_offset)


def sidecar(said: Said) -> bytes:
    """The file, UTF-8."""
    names = "".join(f'\n    xmlns:{prefix}="{escape(space)}"' for prefix, space in SPACES.items())
    body = "".join(f"   {line}\n" for line in _fields(said))
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about=""{names}>\n{body}  </rdf:Description>\n'
        " </rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>\n'
    )
    return text.encode("utf-8")


def _fields(said: Said) -> Iterator[str]:
    if said.rating is not None:
        yield _plain("xmp:Rating", said.rating)
    yield from _marks(said)
    if said.title:
        yield _languages("dc:title", said.title)
    if said.caption:
        yield _languages("dc:description", said.caption)
    yield from _keywords(said)
    if said.taken_at:
        moment = said.taken_at + _offset(said.utc_offset)
        yield from (
            _plain(name, moment) for name in ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate")
        )
    if said.latitude is not None and said.longitude is not None:
        yield _plain("exif:GPSLatitude", _degrees(said.latitude, "NS"))
        yield _plain("exif:GPSLongitude", _degrees(said.longitude, "EW"))
    if said.place:
        yield _plain("Iptc4xmpCore:Location", said.place)


def _marks(said: Said) -> Iterator[str]:
    if said.colour in LABELS:
        label, in_digikam, in_darktable = LABELS[said.colour]
        yield _plain("xmp:Label", label)
        yield _plain("digiKam:ColorLabel", in_digikam)
        yield _list("darktable:colorlabels", "Seq", [str(in_darktable)])
    if said.pick in PICKS:
        in_adobe, in_digikam = PICKS[said.pick]
        yield _plain("xmpDM:pick", in_adobe)
        yield _plain("digiKam:PickLabel", in_digikam)


def _keywords(said: Said) -> Iterator[str]:
    tags = _each_once(said.tags)
    albums = _each_once(said.collections)
    if tags:
        yield _list("dc:subject", "Bag", tags)
    if tags or albums:
        yield _list(
            "lr:hierarchicalSubject", "Bag", [*tags, *(f"{COLLECTIONS}|{_level(name, '|')}" for name in albums)]
        )
        yield _list("digiKam:TagsList", "Seq", [*tags, *(f"{COLLECTIONS}/{_level(name, '/')}" for name in albums)])


def _level(name: str, separator: str) -> str:
    """A name that is one level: the separator in it would make it two."""
    return name.replace(separator, "-")


def _each_once(names: Iterable[str]) -> list[str]:
    return sorted({name.strip(): None for name in names if name.strip()})


def _plain(name: str, value: str | int) -> str:
    return f"<{name}>{_text(str(value))}</{name}>"


def _languages(name: str, value: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{_text(value)}</rdf:li></rdf:Alt></{name}>'


def _list(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_text(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _text(value: str) -> str:
    """Escaped, without what XML has no letters for. A carriage return would be read as a line's end."""
    return escape("".join(letter for letter in value if _is_letter(ord(letter))), quote=False).replace("\r", "&#13;")


def _is_letter(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def _offset(minutes: int | None) -> str:
    if minutes is None:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _degrees(value: float, sides: str) -> str:
    """`48,51.396000N`: degrees and minutes, as XMP writes places; to about a tenth of a millimetre."""
    degrees, rest = divmod(round(abs(value) * 60_000_000), 60_000_000)
    return f"{degrees},{rest / 1_000_000:.6f}{sides[value < 0]}"
