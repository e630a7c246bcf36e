"""Folders and photos as the API shows them: in the words of its models, with sentences for what people ask."""

import mimetypes

from holdfast.catalog.browse import Failed, FolderSeen, Origin, PhotoSeen, PhotoWhole
from holdfast.catalog.originals import Original
from holdfast.catalog.provenance import Provenance
from holdfast.clock import rfc3339
from holdfast.domain import skips
from holdfast.engine.report import Json
from holdfast.errors import Archived
from holdfast_ui.filetypes import SHOWN, UNKNOWN

PROOFS = {
    "md5": "Every byte was compared with the source's own checksum.",
    "full": "Every byte was compared with the source's own checksum.",
    "composite": "Every part was compared with the source's checksum of its parts.",
    "size": "The size is what the source says; it gave no checksum to compare with.",
    "none": "The source gave neither a size nor a checksum to compare with.",
}
NOTES = {
    "CHECKSUM_DISAGREES": "The source's checksum does not fit, but it sent these very bytes three times.",
    "NOT_AS_LISTED": "The source sends it under another name for its bytes than it lists, time and again.",
    "SIZE_UNKNOWN": "The source does not say how large it is.",
    "EMPTY_FILE": "The file is empty at the source too.",
}


def folder(seen: FolderSeen, below: int | None = None) -> dict[str, Json]:
    """A folder as `Folder`. `below`: how many photos there are in it and below it."""
    return {
        "id": seen.id, "name": seen.name, "path": seen.path, "parent_id": seen.parent_id,
        "photo_count": seen.photos, "photos_below": below, "subfolder_count": seen.subfolders,
        "last_synced": rfc3339(seen.listed_at),
        "created_at": rfc3339(seen.first_seen_at), "updated_at": rfc3339(seen.changed_at), "source": seen.source,
        "bytes": seen.bytes, "cover_url": thumbnail_url(seen.cover.photo_id, seen.cover.md5) if seen.cover else None,
    }  # fmt: skip


def photo(seen: PhotoSeen) -> dict[str, Json]:
    """A photo as `Photo`."""
    return {
        "id": seen.id, "filename": seen.name, "s3_key": seen.key, "size": seen.bytes,
        "mime_type": mime_type(seen.name, seen.format), "created_at": rfc3339(seen.first_seen_at),
        "modified_at": rfc3339(seen.created_at) or rfc3339(seen.first_seen_at),
        "thumbnail_url": thumbnail_url(seen.id, seen.md5), "metadata": _metadata(seen),
        "media_type": seen.media_type, "state": seen.state, "strength": seen.strength, "label": seen.label,
        "has_thumbnail": _has_thumbnail(seen),
    }  # fmt: skip


def photo_in_full(whole: PhotoWhole, *, signing: bool, kind: str | None, asked: bool = False) -> dict[str, Json]:
    """A photo as `PhotoInFull`. `kind`: what the bytes in the library are. `asked`: its archive is bringing it out."""
    seen = whole.seen
    return {
        **photo(seen), "mime_type": kind or mime_type(seen.name, seen.format), "source": whole.source.name,
        "source_kind": whole.source.kind, "folder": folder(whole.folder),
        "proof": PROOFS.get(seen.strength or "") if seen.state == "safe" else None,
        "note": NOTES.get(seen.label or ""),
        "skip_reason": _why_skipped(seen.skip_reason, asked),
        "failure": _failure(whole.failure), "original": _original(seen, whole.original, kind),
        "origins": [_origin(one) for one in whole.origins],
        "download_url": f"/api/photos/{seen.id}/download" if signing and is_at_hand(whole) else None,
    }  # fmt: skip


def provenance(found: Provenance) -> dict[str, Json]:
    """As `Provenance`."""
    return {
        "key": found.key, "checksum": found.checksum,
        "checks": [{"at": rfc3339(check.at), "how": check.how} for check in found.checks],
        "versions": [
            {"path": old.path, "sha256": old.sha256, "bytes": old.bytes, "replaced_at": rfc3339(old.replaced_at)}
            for old in found.versions
        ],
    }  # fmt: skip


def thumbnail_url(photo_id: int, md5: str | None) -> str:
    """Where the picture is. The version makes it another address as soon as the photo has other bytes."""
    return f"/api/photos/{photo_id}/thumbnail" + (f"?v={md5[:12]}" if md5 else "")


def mime_type(name: str, format_: str | None) -> str:
    """What a file of this name is, as far as names tell."""
    guessed = mimetypes.guess_type(f"x.{name.rpartition('.')[2]}")[0]
    return guessed or mimetypes.guess_type(f"x.{format_}")[0] or UNKNOWN


def is_at_hand(whole: PhotoWhole) -> bool:
    """The cloud would hand it out now."""
    archived = whole.failure is not None and whole.failure.code == Archived.code
    return whole.seen.state != "gone" and skips.is_at_hand(whole.seen.skip_reason) and not archived


def _why_skipped(reason: str | None, asked: bool) -> str | None:
    if reason is None:
        return None
    return _sentence("archived: " + skips.UNDER_WAY if asked else skips.words(reason))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _metadata(seen: PhotoSeen) -> dict[str, Json]:
    place: Json = None
    if seen.latitude is not None and seen.longitude is not None:
        place = {"latitude": seen.latitude, "longitude": seen.longitude}
    size: Json = {"width": seen.width, "height": seen.height} if seen.width and seen.height else None
    return {"date_taken": seen.taken_at, "location": place, "dimensions": size}


def _has_thumbnail(seen: PhotoSeen) -> bool | None:
    if seen.md5 is None:
        return False
    return None if seen.thumbnail is None else seen.thumbnail == "made"


def _failure(failed: Failed | None) -> Json:
    return None if failed is None else {"code": failed.code, "message": failed.message, "action": failed.action}


def _original(seen: PhotoSeen, held: Original | None, kind: str | None) -> Json:
    if held is None:
        return None
    return {
        "path": held.path, "sha256": held.sha256, "md5": held.md5, "bytes": held.bytes,
        "stored_at": rfc3339(held.stored_at), "verified_at": rfc3339(held.verified_at), "condition": held.condition,
        "url": f"/api/photos/{seen.id}/download?local=1", "shown": kind in SHOWN,
    }  # fmt: skip


def _origin(one: Origin) -> dict[str, Json]:
    return {"id": one.id, "name": one.name, "source": one.source, "folder": one.folder, "state": one.state}
