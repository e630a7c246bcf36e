"""Which originals a browser may show: pictures and films of kinds that cannot run anything, known by their first
bytes."""

SNIFFED = 16
"""So many bytes tell the kind."""
UNKNOWN = "application/octet-stream"

SHOWN = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "video/mp4", "video/quicktime", "video/webm"}
)
"""The kinds that are shown inline, and offered to be."""


FILMS = {
    b"qt  ": "video/quicktime",
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "), "video/mp4"),
}
"""By the brand that the file names first; pictures have other ones."""


def sniffed(head: bytes) -> str | None:
    """The kind of picture or film that begins like this; None: nothing that is shown. Names and claims do not count."""
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
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "video/webm"
    if head[4:8] == b"ftyp":
        return FILMS.get(head[8:12])
    return None


def kind_of(head: bytes, named: str) -> str:
    """What a file is that begins like this. Its name is believed only where it claims nothing that we can tell."""
    return sniffed(head) or (UNKNOWN if named in SHOWN else named)
