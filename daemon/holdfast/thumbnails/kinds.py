"""Which files hold a picture, by their first bytes: their names and what a source calls them prove nothing."""

HEAD = 32
"""Bytes that `is_picture` wants to see."""

_STARTS = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*",
)  # fmt: skip
_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
"""Of HEIF and AVIF; a video of the same family has others."""


def is_picture(head: bytes) -> bool:
    """Whether it is worth handing to the process that decodes. Never PostScript, PDF, SVG, FITS, video or text."""
    if head[:4] == b"RIFF":
        return head[8:12] == b"WEBP"
    if head[:4] == b"II*\0" and head[8:10] == b"CR":  # Canon's raw files: TIFF whose first picture is a preview
        return False
    if head[4:8] == b"ftyp":
        return head[8:12] in _BRANDS
    return head.startswith(_STARTS)
