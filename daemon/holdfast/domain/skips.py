"""Why a photo is not copied, in words: the reasons that sources give in `RemotePhoto.skip_reason`."""

WORDS = {
    "FOLDER_MARKER": "a marker of a folder, not a photo",
    "EXCLUDED": "left out by the rules of its source",
}


def is_at_hand(reason: str | None) -> bool:
    """Whether the source hands the bytes out at once: not from an archive, and not those of a folder's marker."""
    return (reason or "").partition(":")[0] not in ("ARCHIVED", "FOLDER_MARKER")


UNDER_WAY = "asked for, and not out yet; every backup looks whether it is"
"""What is said of a photo in an archive that was asked for."""


def words(reason: str) -> str:
    """The reason as a person reads it, e.g. `archived in GLACIER: ask for it with `holdfast thaw``."""
    name, _, tier = reason.partition(":")
    if name == "ARCHIVED":
        return f"archived in {tier or 'the cloud'}: ask for it with `holdfast thaw`"
    return WORDS.get(name, f"skipped by rule ({reason})")
