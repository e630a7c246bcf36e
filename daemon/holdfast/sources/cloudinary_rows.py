"""One row of a Cloudinary listing as a photo, or the reason why it makes no sense. Pure: no I/O."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from holdfast.domain.photo import LARGEST_FILE, Checksum, MediaType, Refused, RemotePhoto, made_at

PARTS: tuple[tuple[MediaType, str], ...] = (
    ("image", "upload"), ("image", "private"), ("image", "authenticated"),
    ("video", "upload"), ("video", "private"), ("video", "authenticated"),
    ("raw", "upload"), ("raw", "private"), ("raw", "authenticated"),
)  # fmt: skip
"""The nine listings that together are the account: resource type and delivery type."""

DOCUMENTED: tuple[str, ...] = (
    "asset_folder", "folder", "filename", "format", "version", "resource_type", "created_at", "bytes",
    "width", "height", "metadata", "context", "tags", "url", "secure_url", "status", "etag",
)  # fmt: skip
FIELDS: tuple[str, ...] = (*DOCUMENTED, "display_name", "type")
"""What to ask for. The SDKs do not list `display_name`, so a cloud may refuse it: then the documented ones do."""

EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e"
LARGEST_NUMBER = 2**63 - 1
_MD5 = re.compile(r"[0-9a-f]{32}")
_FORMAT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,15}")

ALIASES = ({"jpg", "jpeg", "jpe", "jfif"}, {"tif", "tiff"}, {"heic", "heif"}, {"mp4", "m4v"}, {"mpg", "mpeg"})
"""Extensions that are two spellings of one format: none of them is added to the other."""


class _Nonsense(Exception):
    """A value that a row cannot have; the text says which."""


def photo_of(row: object, part: tuple[MediaType, str], mode: str) -> RemotePhoto | Refused | None:
    """The photo that a row tells of. None: the row says itself that the asset was deleted."""
    if not isinstance(row, dict):
        return Refused("?", "?", "BAD_METADATA", f"A row of the listing of {part[0]} is not a row at all.")
    if row.get("status") == "deleted" or row.get("placeholder") is True:
        return None
    try:
        return _photo(row, part, mode)
    except _Nonsense as nonsense:
        key, name = (_printable(row.get(field)) for field in ("asset_id", "public_id"))
        return Refused(key or name or "?", name or key or "?", "BAD_METADATA", f"The listing gives {nonsense}.")


def _photo(row: dict[str, object], part: tuple[MediaType, str], mode: str) -> RemotePhoto:
    public_id = _text(row, "public_id")
    if not public_id:
        raise _Nonsense("no public_id")
    media_type, delivery = part
    form = _format(row)
    folder, name = _place(row, public_id, mode)
    etag = _etag(row)
    version = row.get("version")
    return RemotePhoto(
        key=_text(row, "asset_id") or f"{media_type}/{delivery}/{public_id}",
        name=_with_extension(name, form, public_id, media_type),
        folder=folder,
        media_type=media_type,
        delivery=delivery,
        format=form or None,
        bytes=_size(row, etag),
        checksum=Checksum("md5", etag) if etag else None,
        version=str(version) if isinstance(version, int | str) and not isinstance(version, bool) else None,
        width=_measure(row.get("width")),
        height=_measure(row.get("height")),
        created_at=_moment(row.get("created_at")),
        tags=_tags(row.get("tags")),
        context=_context(row.get("context")),
        metadata=_pairs(row.get("metadata")),
        locator=_locator(row, part, public_id, form),
    )


def _text(row: dict[str, object], field: str) -> str:
    """A text that must be one if it is there. Valid Unicode, for it goes into addresses and the catalog."""
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Nonsense(f"a {field} that is no text")
    if _clean(value) != value:
        raise _Nonsense(f"a {field} that is not valid Unicode")
    if len(value) > 2000:
        raise _Nonsense(f"a {field} of {len(value)} characters")
    return value


def _clean(text: str) -> str:
    """`text` with a mark in place of what is not Unicode (halves of surrogate pairs)."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _printable(value: object) -> str:
    return _clean(value)[:300] if isinstance(value, str) else ""


def _format(row: dict[str, object]) -> str:
    form = _text(row, "format")
    if form and not _FORMAT.fullmatch(form):
        raise _Nonsense("a format that is none")
    return form


def _size(row: dict[str, object], etag: str) -> int | None:
    """The size in bytes. None when there is none, or when 0 is said of something that is not empty."""
    value = row.get("bytes")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_FILE:
        raise _Nonsense(f"a size of {str(value)[:40]!r}")
    return value if value > 0 or etag == EMPTY_MD5 else None


def _etag(row: dict[str, object]) -> str:
    """The MD5 of the original, where the etag looks like one."""
    value = row.get("etag")
    found = value.strip('"').lower() if isinstance(value, str) else ""
    return found if _MD5.fullmatch(found) else ""


def _measure(value: object) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_NUMBER
    return value if good and isinstance(value, int) else None


def _moment(value: object) -> int | None:
    """Unix milliseconds of an ISO 8601 time."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return made_at(int(moment.timestamp() * 1000))
    except (ValueError, OverflowError):
        return None


def _place(row: dict[str, object], public_id: str, mode: str) -> tuple[tuple[str, ...], str]:
    """Folder and name without extension, as the account's owner sees them."""
    path, _, last = public_id.rpartition("/")
    dynamic = mode == "dynamic" or (not mode and ("asset_folder" in row or "display_name" in row))
    if not dynamic:
        return _segments(path), last or public_id
    shown = _printable(row.get("display_name")) or _printable(row.get("filename")) or last or public_id
    return _segments(_printable(row.get("asset_folder"))), shown


def _segments(path: str) -> tuple[str, ...]:
    return tuple(segment for segment in path.split("/") if segment)


def _with_extension(name: str, form: str, public_id: str, media_type: MediaType) -> str:
    """The name with the extension of its format, once. A raw file has its own in the public_id."""
    _, dot, own = public_id.rpartition("/")[2].rpartition(".")
    wanted = form if media_type != "raw" else own if dot else ""
    has = name.rpartition(".")[2].lower() if "." in name else ""
    if not wanted or has == wanted.lower() or any({has, wanted.lower()} <= same for same in ALIASES):
        return name
    return f"{name}.{wanted}"


def _tags(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(_clean(tag) for tag in value if isinstance(tag, str) and tag))


def _context(value: object) -> Mapping[str, str]:
    """Captions and the like; nested in `custom`, flat in old accounts."""
    if not isinstance(value, dict):
        return {}
    nested = value.get("custom")
    flat = {name: each for name, each in value.items() if name != "custom" or not isinstance(nested, dict)}
    return _pairs({**flat, **nested} if isinstance(nested, dict) else flat)


def _pairs(value: object) -> Mapping[str, str]:
    """Names and values as text; a value that is more than text as JSON."""
    if not isinstance(value, dict):
        return {}
    return {_clean(str(name)): _as_text(each) for name, each in value.items() if each is not None}


def _as_text(value: object) -> str:
    return _clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True))


def _locator(row: dict[str, object], part: tuple[MediaType, str], public_id: str, form: str) -> dict[str, str]:
    url = row.get("secure_url") or row.get("url")
    return {
        "public_id": public_id,
        "resource_type": part[0],
        "type": part[1],
        "format": form,
        "url": url if isinstance(url, str) and url.isprintable() and len(url) < 8000 else "",
    }
