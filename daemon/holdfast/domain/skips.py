"""Why a photo is not copied, in words: the reasons that sources give in `RemotePhoto.skip_reason`."""

WORDS = {
    "FOLDER_MARKER": "a marker of a folder, not a photo",
    "EXCLUDED": "left out by the rules of its source",
}


def words(reason: str) -> str:
    """The reason as a person reads it, e.g. `archived in GLACIER: ask for it with `holdfast thaw``."""
    name, _, tier = reason.partition(":")
    if name == "ARCHIVED":
        return f"archived in {tier or 'the cloud'}: ask for it with `holdfast thaw`"
    return WORDS.get(name, f"skipped by rule ({reason})")
