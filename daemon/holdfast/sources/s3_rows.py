"""One row of a bucket's listing as a photo, or the reason why it makes no sense. Pure: no I/O."""

import mimetypes
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote_from_bytes, unquote_to_bytes

from holdfast.domain.photo import LARGEST_FILE, Checksum, MediaType, Refused, RemotePhoto, made_at
from holdfast.domain.skips import excluded
from holdfast.sources.s3_answers import ARCHIVES
from holdfast.sources.s3_rules import Choice
from holdfast.sources.s3_xml import Row

LONGEST_KEY = 8192
"""In characters as sent: S3 allows 1,024 bytes, of which each may come as three characters."""
HADOOP_MARKER = "_$folder$"
UNREADABLE = "\ufffd"
"""In front of a key that is no text, or begins like this: the rest is its bytes, as they stand in an address."""

_MD5 = re.compile(r"[0-9a-fA-F]{32}")
_FORMAT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,15}")
_IMAGES = {"heic", "heif", "avif", "webp", "jxl", "dng", "cr2", "cr3", "nef", "arw", "raf", "orf", "rw2", "pef", "srw"}
_VIDEOS = {"mov", "mp4", "m4v", "mts", "m2ts", "mkv", "3gp", "avi", "webm", "insv"}
_KNOWN = mimetypes.MimeTypes()
"""Those that Python knows, and not those of the computer: the same file is the same everywhere."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all rows of a listing."""

    above: str
    """The folders that all keys lie in; they are in no path here."""
    choice: Choice
    sure: bool
    """An ETag that looks like an MD5 is one, whatever the object."""
    encoded: bool
    """Keys come percent-encoded."""


class _Nonsense(Exception):
    """A value that a row cannot have; the text says which."""


def photo_of(row: Row, terms: Terms) -> RemotePhoto | Refused:
    """The photo that a row tells of."""
    raw = row.get("Key", "")
    try:
        return _photo(raw, row, terms)
    except _Nonsense as nonsense:
        key = _nameable(raw, terms)
        return Refused(key, key.rpartition("/")[2] or key, "BAD_METADATA", f"The listing gives {nonsense}.")


def _nameable(raw: str, terms: Terms) -> str:
    """The key by which the photo is known when its row makes sense; the beginning of one that cannot be."""
    if not raw or len(raw) > LONGEST_KEY:
        return raw[:300] or "?"
    return key_of(raw)[0] if terms.encoded else raw


def _photo(raw: str, row: Row, terms: Terms) -> RemotePhoto:
    if not raw or len(raw) > LONGEST_KEY:
        raise _Nonsense("an object without a key" if not raw else f"a key of {len(raw):,} characters")
    if terms.encoded and "%2" in raw:
        raw = raw.replace("%2F", "/").replace("%2f", "/")
    inside, slash, leaf = raw.rpartition("/")
    folder = folder_of(inside + slash, terms.above, terms.encoded)
    name, path = key_of(leaf) if terms.encoded else (leaf, "")
    if path or folder.unreadable:
        key, path = key_of(raw)
        below = key
    else:
        key, below = folder.text + name, folder.below + name
    size, etag = _size(row.get("Size")), row.get("ETag", "").strip('"')
    extension = name.rpartition(".")[2] if "." in name else ""
    media_type, form = kind_of(extension)
    return RemotePhoto(
        key=key,
        name=name or folder.name,
        folder=folder.segments if name else folder.segments[: folder.own],
        media_type=media_type,
        format=form,
        bytes=size,
        checksum=Checksum("md5", etag.lower(), terms.sure) if _MD5.fullmatch(etag) else None,
        version=etag or None,
        created_at=_moment(row.get("LastModified")),
        locator={"path": path} if path else {},
        skip_reason=_skip_reason(row, key, below, size, terms.choice),
    )


def key_of(raw: str) -> tuple[str, str]:
    """The key behind a percent-encoded one. Where its bytes are no text, a text that stands for it alone, and how it
    stands in an address."""
    if "%" not in raw and "+" not in raw:
        return raw, ""
    whole = unquote_to_bytes(raw.replace("+", " "))
    try:
        key = whole.decode()
    except UnicodeDecodeError:
        key = UNREADABLE
    if not key.startswith(UNREADABLE):
        return key, ""
    path = quote_from_bytes(whole, safe="/~")
    return UNREADABLE + path, path


@dataclass(frozen=True, slots=True)
class Folder:
    """The part of a key before its name, with the last slash."""

    text: str
    below: str
    """Without what lies above all keys."""
    segments: tuple[str, ...]
    name: str
    """What an object is called that is the folder itself, and how many segments it then lies in."""
    own: int
    unreadable: bool


@lru_cache(4096)
def folder_of(raw: str, above: str, encoded: bool) -> Folder:
    """Read once for all objects in it."""
    text, path = key_of(raw) if encoded else (raw, "")
    below = text.removeprefix(above)
    segments = tuple(below.split("/"))[:-1]
    own = max((at for at, segment in enumerate(segments) if segment), default=0)
    return Folder(text, below, segments, segments[own] if below.strip("/") else "/", own, bool(path))


@lru_cache(4096)
def kind_of(extension: str) -> tuple[MediaType, str | None]:
    """What a file is by its extension, and that extension as a format; photos of cameras' own formats are images."""
    form = extension.lower() if _FORMAT.fullmatch(extension) else None
    if form is None:
        return "raw", None
    mime = _KNOWN.types_map[1].get(f".{form}", "")
    if form in _IMAGES or mime.startswith("image/"):
        return "image", form
    return ("video" if form in _VIDEOS or mime.startswith("video/") else "raw"), form


def _size(value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 20 and (size := int(value)) <= LARGEST_FILE):
        raise _Nonsense(f"a size of {value[:30]!r}")
    return size


def _moment(value: str | None) -> int | None:
    """Unix milliseconds; None for what is no time of a photo. Amazon's are UTC and end in Z."""
    try:
        moment = datetime.fromisoformat(value or "")
        return made_at(int(moment.timestamp() * 1000)) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _skip_reason(row: Row, key: str, below: str, size: int | None, choice: Choice) -> str | None:
    if size == 0 and (key[-1:] == "/" or key.endswith(HADOOP_MARKER)):
        return "FOLDER_MARKER"
    rule = choice.leaves_out(below)
    if rule is not None:
        return excluded(rule)
    tier = row.get("StorageClass", "")
    if tier not in ARCHIVES or (row.get("IsRestoreInProgress") == "false" and "RestoreExpiryDate" in row):
        return None
    return f"ARCHIVED:{tier}"
