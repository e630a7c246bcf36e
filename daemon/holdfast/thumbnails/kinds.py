"""What a file is, by its first bytes: its name and what a source calls it prove nothing."""

HEAD = 512
"""Bytes that `kind_of` wants to see."""

STILLS = frozenset({"jpeg", "png", "gif", "bmp", "tiff", "webp", "heic", "avif"})
RAWS = frozenset({"cr2", "cr3", "nef", "arw", "dng", "raf", "orf", "rw2", "pef", "raw"})
FILMS = frozenset({"mp4", "mov", "m4v", "3gp", "avi", "mkv", "webm", "mts"})

_STARTS = {
    b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"GIF87a": "gif", b"GIF89a": "gif", b"BM": "bmp",
    b"MM\0*": "tiff", b"FUJIFILMCCD-RAW": "raf", b"IIRO": "orf", b"IIRS": "orf", b"MMOR": "orf", b"IIU\0": "rw2",
}  # fmt: skip
_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
_OLD_MOV = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
"""What a QuickTime film begins with that has no `ftyp`."""


def kind_of(head: bytes) -> str | None:
    """What it is, if that is worth handing to the process that decodes. Never PostScript, PDF, SVG, FITS or text.
    `tiff` may turn out to be the raw file of a camera."""
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12])
    if head[:4] == b"II*\0":
        return "cr2" if head[8:10] == b"CR" else "tiff"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "webm" if b"webm" in head[:64] else "mkv"
    if head[4:8] == b"ftyp":
        return _family(head)
    if head[4:8] in _OLD_MOV:
        return "mov"
    if _is_transport(head):
        return "mts"
    return next((kind for start, kind in _STARTS.items() if head.startswith(start)), None)


def _family(head: bytes) -> str | None:
    """Of the large family that begins with `ftyp`: by its brand, then by those that it also claims."""
    brand, others = head[8:12], {head[place : place + 4] for place in range(16, min(_length(head), 128), 4)}
    if brand in _AVIF or (brand in (b"mif1", b"msf1") and others & _AVIF):
        return "avif"
    if brand in _HEIF:
        return "heic"
    if brand == b"crx ":
        return "cr3"
    if brand == b"qt  ":
        return "mov"
    return "m4v" if brand.startswith(b"M4V") else "3gp" if brand.startswith(b"3g") else "mp4"


def _length(head: bytes) -> int:
    return int.from_bytes(head[:4], "big")


def _is_transport(head: bytes) -> bool:
    """Packets of 188 bytes, each begun by 0x47; a camera's `.mts` has four bytes of time before each."""
    return any(head[at::step][:3] == b"\x47\x47\x47" for at, step in ((0, 188), (4, 192)))
