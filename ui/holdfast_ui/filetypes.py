"""Which originals a browser may show: pictures of kinds that cannot run anything, known by their first bytes."""

SNIFFED = 16
"""So many bytes tell the kind."""
UNKNOWN = "application/octet-stream"

SUFFIXES = frozenset({"jpg", "jpeg", "jpe", "png", "gif", "webp", "avif"})


def sniffed(head: bytes) -> str | None:
    """The kind of picture that begins like this; None: nothing that is shown. Names and claims do not count."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return None


def shown_by_name(name: str, format_: str | None) -> bool:
    """Whether a file of this name is likely to be shown, to offer it; its bytes decide."""
    return name.rpartition(".")[2].lower() in SUFFIXES or (format_ or "").lower() in SUFFIXES
