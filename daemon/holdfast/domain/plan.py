"""What a listing means for what we know: pure rules, no I/O."""

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from holdfast.domain.photo import Checksum, RemotePhoto, State

Verdict = Literal["new", "same", "relabelled", "moved", "changed", "back"]
"""new · nothing changed · only its description · its name or folder · its bytes · it was gone and is listed again"""


_text = json.JSONEncoder(ensure_ascii=True).encode


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalog holds of a photo, as far as a listing can change it."""

    id: int
    fingerprint: str
    name: str
    folder: str
    bytes: int | None
    checksum: str | None
    version: str | None
    state: State
    original_id: int | None
    folder_id: int = 0


def fingerprint(photo: RemotePhoto) -> str:
    """Equal for two rows of a listing that say the same; the order of tags and keys does not count."""
    said = (
        photo.name, photo.folder, photo.media_type, photo.delivery, photo.format, photo.bytes, declared(photo),
        photo.version, photo.width, photo.height, photo.created_at, photo.original_name, sorted(photo.tags),
        *(sorted(named.items()) if named else () for named in (photo.context, photo.metadata, photo.locator)),
        *([photo.skip_reason] if photo.skip_reason else []),
    )  # fmt: skip
    return hashlib.sha256(_text(said).encode()).hexdigest()[:32]


def declared(photo: RemotePhoto) -> str | None:
    """The checksum as the catalog keeps it."""
    return photo.checksum.text if photo.checksum else None


def folder_path(photo: RemotePhoto) -> str:
    """The folder as the catalog keeps it."""
    return "/".join(photo.folder)


def compare(known: Known | None, photo: RemotePhoto, mark: str) -> Verdict:
    """What this row of the listing (its fingerprint is `mark`) means for this photo."""
    if known is None:
        return "new"
    if other_bytes(known, photo):
        return "changed"
    if known.state == "gone":
        return "back"
    if known.fingerprint == mark:
        return "same"
    if (known.name, known.folder) != (photo.name, folder_path(photo)):
        return "moved"
    return "relabelled"


def other_bytes(known: Known, photo: RemotePhoto) -> bool:
    """True when the source now declares other bytes than it did: by its checksum if both times it gave one,
    else by size or version. A version alone proves nothing against an equal checksum."""
    checksum = declared(photo)
    if known.checksum and checksum:
        return known.checksum != checksum
    if known.bytes is not None and photo.bytes is not None and known.bytes != photo.bytes:
        return True
    return known.version is not None and photo.version is not None and known.version != photo.version


def telling(photo: RemotePhoto) -> Checksum | None:
    """The declared checksum, if equal ones of equal sizes mean equal bytes. An unsure one does: what is no MD5 at all
    equals nobody's."""
    checksum = photo.checksum
    if checksum is None or photo.bytes is None or checksum.parts or checksum.algorithm not in ("md5", "sha256"):
        return None
    return checksum


Conclusion = Literal["gone", "EMPTY_LISTING", "MASS_GONE"]


def conclude(listed: int, absent: int, accepted: int) -> Conclusion:
    """Whether a complete listing that did not name `absent` of the photos known before (it named `listed`) may be
    believed, or is held back for a person. A person's word covers as many absences as they accepted."""
    if absent <= accepted:
        return "gone"
    if listed == 0:
        return "EMPTY_LISTING"
    if absent > max(20, (listed + absent) // 10):
        return "MASS_GONE"
    return "gone"


QUARTER_HOUR = 15 * 60 * 1000
DAY = 24 * 60 * 60 * 1000


def next_attempt(transient: bool, attempts: int, at: int) -> int:
    """When a photo that failed is tried again by itself: soon and then ever later, at most daily."""
    return at + (min(DAY, QUARTER_HOUR * 4 ** min(attempts - 1, 5)) if transient else DAY)
