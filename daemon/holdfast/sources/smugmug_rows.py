"""A row of an album as the photo that it tells of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.domain import skips
from holdfast.domain.photo import LARGEST_FILE, Checksum, Refused, RemotePhoto
from holdfast.sources.smugmug_albums import Album, expanded, uri_of
from holdfast.sources.smugmug_values import moment, number, text

RENDITION = "rendition"
"""How a video is labelled whose upload is not given out: the best copy of it that is."""
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MD5 = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a row is read with: the album that lists it, all albums by key, and the answer that it came in."""

    album: Album
    albums: Mapping[str, Album]
    answer: Mapping[str, object]


def photo_of(row: object, terms: Terms) -> RemotePhoto | Refused:
    """The photo; where the row makes no sense, why."""
    if not isinstance(row, dict):
        return Refused("?", "?", "BAD_METADATA", "A row of the listing is not a row at all.")
    key, name = text(row.get("ImageKey")), text(row.get("FileName"))
    if not _KEY.fullmatch(key):
        return Refused(key or "?", name or "?", "BAD_METADATA", "The listing gives an image without a key.")
    is_video = row.get("IsVideo") is True
    bytes_of = _bytes_of(row, terms.answer, is_video)
    home = _home(row, terms)
    return RemotePhoto(
        key=key,
        name=_name(row, name or key, bytes_of),
        folder=home.path,
        media_type="video" if is_video else "image",
        delivery=bytes_of.label,
        format=_form(row, bytes_of).lower() or None,
        bytes=bytes_of.size,
        checksum=Checksum("md5", bytes_of.md5) if bytes_of.md5 else None,
        version=str(number(row.get("Serial")) or 0),
        width=number(row.get("OriginalWidth")) or None,
        height=number(row.get("OriginalHeight")) or None,
        created_at=moment(row.get("DateTimeUploaded")) or moment(row.get("Date")),
        tags=_keywords(row),
        context=dict(_said(row)),
        metadata=dict(_more(row, bytes_of)),
        locator={"url": bytes_of.url, "kind": bytes_of.label},
        skip_reason=bytes_of.skipped,
    )


@dataclass(frozen=True, slots=True)
class _Bytes:
    """Where the bytes are and what is said of them."""

    url: str = ""
    size: int | None = None
    md5: str = ""
    label: str = "original"
    skipped: str | None = None


def _bytes_of(row: Mapping[str, object], answer: Mapping[str, object], is_video: bool) -> _Bytes:
    """The original; of a video that is not given out as it was uploaded, the best copy that is; never of an image."""
    url = _address(row.get("ArchivedUri"))
    if url:
        return _Bytes(url, _size(row.get("ArchivedSize")), _md5(row.get("ArchivedMD5")))
    if row.get("Processing") is True:
        return _Bytes(skipped=skips.PROCESSING)
    best = expanded(answer, uri_of(row.get("Uris"), "LargestVideo")).get("LargestVideo") if is_video else None
    if isinstance(best, dict) and _address(best.get("Url")):
        return _Bytes(_address(best["Url"]), _size(best.get("Size")), _md5(best.get("MD5")), RENDITION)
    return _Bytes(skipped=skips.WITHHELD)


def _home(row: Mapping[str, object], terms: Terms) -> Album:
    """The album that owns the image: others only show it, and it is kept once."""
    key = uri_of(row.get("Uris"), "ImageAlbum").rpartition("/")[2]
    return terms.albums.get(key, terms.album)


def _name(row: Mapping[str, object], name: str, bytes_of: _Bytes) -> str:
    """The name with an extension that says what the bytes are."""
    stem, dot, own = name.rpartition(".")
    form = _form(row, bytes_of)
    if bytes_of.label == RENDITION:
        return f"{stem if dot else name}.{form}"
    return name if (dot and stem and re.fullmatch(r"[A-Za-z0-9]{2,5}", own)) or not form else f"{name}.{form}"


def _form(row: Mapping[str, object], bytes_of: _Bytes) -> str:
    if bytes_of.label == RENDITION:
        return "mp4"
    for field in ("PreferredDisplayFileExtension", "Format"):
        if re.fullmatch(r"[A-Za-z0-9]{2,5}", text(row.get(field))):
            return text(row.get(field)).lower()
    return ""


def _keywords(row: Mapping[str, object]) -> tuple[str, ...]:
    """The list where there is one; else the line, whose words semicolons divide."""
    listed = row.get("KeywordArray")
    found = [text(each) for each in listed] if isinstance(listed, list) else text(row.get("Keywords")).split(";")
    return tuple(dict.fromkeys(each.strip() for each in found if each.strip()))


def _said(row: Mapping[str, object]) -> list[tuple[str, str]]:
    said = (("caption", text(row.get("Caption"))), ("title", text(row.get("Title"))))
    return [(name, value) for name, value in said if value]


def _more(row: Mapping[str, object], bytes_of: _Bytes) -> list[tuple[str, str]]:
    more: list[tuple[str, str]] = []
    if bytes_of.label == RENDITION:
        more.append(("copy", "SmugMug's best copy of the video, not the file that was uploaded"))
    for name, field in (("latitude", "Latitude"), ("longitude", "Longitude")):
        said = row.get(field)
        value = str(said) if isinstance(said, int | float | str) and not isinstance(said, bool) else ""
        if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,20})?", value) and float(value):
            more.append((name, value))
    kinds = _components(row.get("ComponentFileTypes"))
    if len(kinds) > 1:
        more.append(("files", ", ".join(kinds)[:200]))
    return more


def _components(parts: object) -> list[str]:
    """The kinds of files that make up an image: a raw one lies beside its JPEG."""
    listed = parts.values() if isinstance(parts, dict) else ()
    each = (one for value in listed for one in (value if isinstance(value, list) else [value]))
    return sorted({text(one) for one in each} - {""})


def _address(value: object) -> str:
    url = text(value)
    return url if url.isprintable() and " " not in url and "://" in url else ""


def _size(value: object) -> int | None:
    found = number(value)
    return found if found is not None and 0 < found <= LARGEST_FILE else None


def _md5(value: object) -> str:
    found = text(value).lower()
    return found if _MD5.fullmatch(found) else ""
