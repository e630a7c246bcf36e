"""Whether a file that is not as it was stored looks like the person's own edit. Pure rules."""

from pathlib import PurePosixPath

_PICTURES = frozenset({
    "jpg", "jpeg", "png", "gif", "bmp", "webp", "heic", "heif", "avif", "tif", "tiff", "dng", "nef", "arw", "cr2",
    "mp4", "mov", "m4v",
})  # fmt: skip
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free"})
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II", b"MM", b"RIFF")


def looks_edited(path: str, size: int, stored_size: int, modified: int, stored_at: int, head: bytes) -> bool:
    """A program that edits a file gives it a new time, or makes it longer, and leaves a file of its kind behind.

    A drive that rots does neither, a repair of its file system makes nothing longer, and what encrypts files for
    ransom leaves no pictures. In doubt it is an edit: an edit is left alone, and the person asked.
    """
    if not size or not any(head):
        return False
    return (modified > stored_at or size > stored_size) and _is_of_its_kind(path, head)


def _is_of_its_kind(path: str, head: bytes) -> bool:
    """Only of kinds with a beginning that all of them have can it be said that it is not there."""
    kind = PurePosixPath(path).suffix.lower().removeprefix(".")
    return kind not in _PICTURES or head[4:8] in _BOXES or head.startswith(_STARTS)
