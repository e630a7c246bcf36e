"""The lines of a sidecar as values, and their JSON form."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast, get_args

from holdfast.domain.own import Own
from holdfast.domain.photo import Checksum, MediaType, RemotePhoto, Strength
from holdfast.library import own_records


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The source that a sidecar belongs to; nothing secret."""

    uid: str
    name: str
    kind: str
    folder: str
    settings: Mapping[str, object] = field(default_factory=dict)
    added_at: int | None = None


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """Bytes that the library holds, as they were when stored."""

    path: str
    sha256: str
    md5: str
    bytes: int
    stored_at: int


@dataclass(frozen=True, slots=True)
class EarlierOriginal:
    """Bytes that a photo had before it changed at the source."""

    original: StoredOriginal
    version: str | None
    checksum: str | None
    replaced_at: int


@dataclass(frozen=True, slots=True)
class EarlierName:
    """A name that a photo had before a rename at the source."""

    name: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A photo that is safe: what the source said of it, and where its bytes are."""

    source: str
    """The source's uid."""
    photo: RemotePhoto
    original: StoredOriginal
    strength: Strength
    label: str | None = None
    safe_at: int | None = None
    earlier: tuple[EarlierOriginal, ...] = ()
    earlier_names: tuple[EarlierName, ...] = ()
    gone: bool = False
    """The source no longer lists it; the copy stays."""


Line = SourceLine | PhotoLine | Own
_Json = Mapping[str, object]


def written(line: Line) -> bytes:
    """One line of JSON without its end: UTF-8, what is no valid text as JSON escapes."""
    match line:
        case SourceLine():
            data = _source_json(line)
        case PhotoLine():
            data = _photo_json(line)
        case _:
            data = own_records.to_json(line)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def parsed(line: bytes) -> Line:
    """The value of a line; ValueError says why there is none. Unknown fields are passed over."""
    try:
        data: object = json.loads(line)
    except ValueError:
        raise ValueError("not a whole line of JSON") from None
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    try:
        match data.get("line"):
            case "source":
                return _source(data)
            case "photo":
                return _photo(data)
            case str(kind) if kind in own_records.KINDS:
                return own_records.from_json(kind, data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"a {data['line']} line with a wrong or missing field ({error})") from None
    raise ValueError("a kind of line that this version does not know")


def _source_json(line: SourceLine) -> _Json:
    return {
        "line": "source",
        "uid": line.uid,
        "name": line.name,
        "kind": line.kind,
        "folder": line.folder,
        "settings": dict(line.settings),
        "added_at": line.added_at,
    }


def _photo_json(line: PhotoLine) -> _Json:
    photo = line.photo
    return {
        "line": "photo",
        "source": line.source,
        "key": photo.key,
        "name": photo.name,
        "folder": list(photo.folder),
        "media_type": photo.media_type,
        "delivery": photo.delivery,
        "format": photo.format,
        "bytes": photo.bytes,
        "checksum": None if photo.checksum is None else photo.checksum.text,
        "version": photo.version,
        "width": photo.width,
        "height": photo.height,
        "created_at": photo.created_at,
        "original_name": photo.original_name,
        "tags": list(photo.tags),
        "context": dict(photo.context),
        "metadata": dict(photo.metadata),
        "locator": dict(photo.locator),
        "original": _original_json(line.original),
        "strength": line.strength,
        "label": line.label,
        "safe_at": line.safe_at,
        "earlier": [
            {
                "original": _original_json(each.original),
                "version": each.version,
                "checksum": each.checksum,
                "replaced_at": each.replaced_at,
            }
            for each in line.earlier
        ],
        "earlier_names": [{"name": each.name, "recorded_at": each.recorded_at} for each in line.earlier_names],
        **({"gone": True} if line.gone else {}),
    }


def _original_json(original: StoredOriginal) -> _Json:
    return {
        "path": original.path,
        "sha256": original.sha256,
        "md5": original.md5,
        "bytes": original.bytes,
        "stored_at": original.stored_at,
    }


def _source(data: _Json) -> SourceLine:
    settings = data.get("settings") or {}
    return SourceLine(
        uid=_text(data, "uid"),
        name=_text(data, "name"),
        kind=_text(data, "kind"),
        folder=_text(data, "folder"),
        settings=_object(settings),
        added_at=_count(data, "added_at"),
    )


def _photo(data: _Json) -> PhotoLine:
    return PhotoLine(
        source=_text(data, "source"),
        photo=_remote(data),
        original=_original(_object(data["original"])),
        strength=_strength(_text(data, "strength")),
        label=_text_or_none(data, "label"),
        safe_at=_count(data, "safe_at"),
        earlier=tuple(_earlier(_object(each)) for each in _list(data, "earlier")),
        earlier_names=tuple(_earlier_name(_object(each)) for each in _list(data, "earlier_names")),
        gone=data.get("gone") is True,
    )


def _remote(data: _Json) -> RemotePhoto:
    return RemotePhoto(
        key=_text(data, "key"),
        name=_text(data, "name"),
        folder=_texts(data, "folder"),
        media_type=_media_type(_text(data, "media_type")),
        delivery=_text_or_none(data, "delivery") or "",
        format=_text_or_none(data, "format"),
        bytes=_count(data, "bytes"),
        checksum=_checksum(_text_or_none(data, "checksum")),
        version=_text_or_none(data, "version"),
        width=_count(data, "width"),
        height=_count(data, "height"),
        created_at=_count(data, "created_at"),
        original_name=_text_or_none(data, "original_name"),
        tags=_texts(data, "tags"),
        context=_pairs(data, "context"),
        metadata=_pairs(data, "metadata"),
        locator=_pairs(data, "locator"),
    )


def _original(data: _Json) -> StoredOriginal:
    size, stored_at = _count(data, "bytes"), _count(data, "stored_at")
    if size is None or stored_at is None:
        raise KeyError("bytes and stored_at of the original")
    return StoredOriginal(_text(data, "path"), _text(data, "sha256"), _text(data, "md5"), size, stored_at)


def _earlier(data: _Json) -> EarlierOriginal:
    return EarlierOriginal(
        original=_original(_object(data["original"])),
        version=_text_or_none(data, "version"),
        checksum=_text_or_none(data, "checksum"),
        replaced_at=_count(data, "replaced_at") or 0,
    )


def _earlier_name(data: _Json) -> EarlierName:
    return EarlierName(_text(data, "name"), _count(data, "recorded_at") or 0)


def _checksum(text: str | None) -> Checksum | None:
    """None too for one of a kind that this version does not know: it is told anew at the next listing."""
    try:
        return None if text is None else Checksum.parsed(text)
    except ValueError:
        return None


def _media_type(text: str) -> MediaType:
    if text not in get_args(MediaType):
        raise TypeError("media_type")
    return cast(MediaType, text)


def _strength(text: str) -> Strength:
    if text not in get_args(Strength):
        raise TypeError("strength")
    return cast(Strength, text)


def _text(data: _Json, name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _text_or_none(data: _Json, name: str) -> str | None:
    return None if data.get(name) is None else _text(data, name)


def _count(data: _Json, name: str) -> int | None:
    value = data.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError(name)
    return value


def _list(data: _Json, name: str) -> Sequence[object]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise TypeError(name)
    return value


def _texts(data: _Json, name: str) -> tuple[str, ...]:
    values = _list(data, name)
    if not all(isinstance(value, str) for value in values):
        raise TypeError(name)
    return tuple(str(value) for value in values)


def _pairs(data: _Json, name: str) -> Mapping[str, str]:
    return {key: str(value) for key, value in _object(data.get(name) or {}).items()}


def _object(value: object) -> _Json:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value
