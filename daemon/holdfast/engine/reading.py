"""What the drive gives back of one file, as a fact: one that cannot be read is a finding, not the end of the work."""

from collections.abc import Callable

from holdfast.catalog.integrity import Reading
from holdfast.catalog.originals import Original
from holdfast.errors import DiskError, Missing, PermissionRefused
from holdfast.library.digest import Written
from holdfast.library.originals import hash_original, status
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
    try:
        found = content(library, original.path, progress)
    except Missing:
        return Reading(original.id, original.path, "missing", None, None)
    if found is None:
        return Reading(original.id, original.path, "unreadable", None, None)
    right = found.sha256 == original.sha256
    edited = not right and _looks_edited(library, original, found.bytes)
    return Reading(original.id, original.path, "intact" if right else "damaged", found.sha256, found.bytes, edited)


def _looks_edited(library: Library, original: Original, size: int) -> bool:
    """A program that edits a file gives it a new time and nearly always another size; a failing drive does not."""
    found = status(library, original.path)
    return found is not None and size != original.bytes and found.modified_ms > original.stored_at
