"""Which files of a folder are photos, which go with photos, and which are left out by rule. Pure: no I/O."""

from holdfast.domain.photo import MediaType
from holdfast.sources.s3_rows import kind_of

SYSTEM_NAMES = frozenset({
    "$recycle.bin", "system volume information", "lost+found", "found.000", "thumbs.db", "desktop.ini", "ehthumbs.db",
    "@eadir", "#recycle", "#snapshot", "__macosx",
})  # fmt: skip
"""What operating systems and storage boxes put among a person's files, in small letters."""

_IMAGES = frozenset({
    "psd", "psb", "3fr", "rwl", "x3f", "iiq", "mrw", "kdc", "dcr", "erf", "mef", "mos", "nrw", "sr2", "srf", "raw",
    "crw", "gpr", "jp2", "j2k", "hif", "insp", "jfif", "tif", "tiff",
})  # fmt: skip
_VIDEOS = frozenset({"wmv", "mpg", "mpeg", "vob", "ogv", "lrv", "flv", "mod", "tod", "3g2", "divx"})
_COMPANIONS = frozenset({"xmp", "aae", "thm"})
"""They hold what a person or a camera said of the photo beside them, and are copied like it."""


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is nobody's photo: hidden, or the system's own."""
    return name.startswith(".") or name.lower() in SYSTEM_NAMES


def media_of(name: str) -> tuple[MediaType, str | None]:
    """What a file is by its extension, and that as a format."""
    extension = name.rpartition(".")[2] if "." in name else ""
    media, form = kind_of(extension)
    if form in _IMAGES:
        return "image", form
    return ("video" if form in _VIDEOS else media), form


def belongs(name: str) -> bool:
    """Whether a file is a photo or a video, or goes with one."""
    media, form = media_of(name)
    return media != "raw" or form in _COMPANIONS
