"""What the drive gives back of originals, as facts: one that cannot be read is a finding, not the end of the work."""

from collections.abc import Callable, Iterable

from holdfast.catalog.integrity import Reading
from holdfast.catalog.originals import Original
from holdfast.domain.edits import looks_edited
from holdfast.errors import DiskError, Missing, PermissionRefused
from holdfast.library.digest import Written
from holdfast.library.originals import hash_original
from holdfast.library.reread import Reread, Rereader
from holdfast.library.root import Library

Progress = Callable[[int], object]


def content(library: Library, path: str, progress: Progress = int) -> Written | None:
    """What lies at a path, re-read from the drive; None when this file cannot be read though the library is there.
    Missing when there is no file."""
    try:
        return hash_original(library, path, progress)
    except (DiskError, PermissionRefused):
        library.check(writing=False)
        return None


def read_back(library: Library, original: Original, progress: Progress = int) -> Reading:
    """One original against what was stored. `progress` gets the size of each piece, and may raise to stop."""
    return read_all(library, [original], progress)[0]


def read_all(library: Library, batch: Iterable[Original], progress: Progress = int) -> list[Reading]:
    """Some originals, one after the other, while the drive fetches the later ones."""
    batch = list(batch)
    with Rereader(library) as reader:
        reader.fetch_ahead(original.path for original in batch[1:])
        return [_read(library, reader, original, progress) for original in batch]


def _read(library: Library, reader: Rereader, original: Original, progress: Progress) -> Reading:
    try:
        found = reader.read(original.path, progress)
    except Missing:
        return Reading(original.id, original.path, "missing", None, None)
    except (DiskError, PermissionRefused):
        library.check(writing=False)
        return Reading(original.id, original.path, "unreadable", None, None)
    if found.sha256 == original.sha256:
        return Reading(original.id, original.path, "intact", found.sha256, found.size)
    return Reading(original.id, original.path, "damaged", found.sha256, found.size, _is_edited(original, found))


def _is_edited(original: Original, found: Reread) -> bool:
    return looks_edited(
        original.path, found.size, original.bytes, found.modified_ms, original.stored_at, found.head
    )
