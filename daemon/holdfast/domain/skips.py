"""Why a photo is not copied, in words: the reasons that sources give in `RemotePhoto.skip_reason`."""

FOLDER_MARKER = "FOLDER_MARKER"
WITHHELD = "WITHHELD"
"""The cloud lists the photo and does not hand out its original; a smaller copy is not taken instead."""
PROCESSING = "PROCESSING"
"""The cloud is still at work on it: the next listing asks again."""
_EXCLUDED = "EXCLUDED"
NO_PHOTO = "NO_PHOTO"
LINK = "LINK"
SPECIAL = "SPECIAL"
OTHER_DRIVE = "OTHER_DRIVE"

WORDS = {
    NO_PHOTO: "neither a photo nor a video",
    LINK: "a link to another place: add that place as a source, if it is not in one",
    SPECIAL: "not a file, but a pipe, socket or device",
    OTHER_DRIVE: "another drive: add it as a source of its own",
    FOLDER_MARKER: "a marker of a folder, not a photo",
    WITHHELD: "withheld: the account lists it and does not hand out its original",
    PROCESSING: "still being processed in the cloud; every backup looks again",
    _EXCLUDED: "left out by the rules of its source",
}

UNLISTED = "_ACCESS"
"""How the tiers end into which Amazon moves objects by its own rules (Intelligent-Tiering): their class stays the same,
so a photo is found there when it is opened."""


def excluded(rule: str) -> str:
    """The reason for a photo that this rule of the person leaves out; empty: that no rule includes."""
    return f"{_EXCLUDED}:{rule}" if rule else _EXCLUDED


def is_excluded(reason: str) -> bool:
    """Whether the person's rules leave the photo out."""
    return reason.partition(":")[0] == _EXCLUDED


def is_at_hand(reason: str | None) -> bool:
    """Whether the source hands the bytes out at once: not from an archive, and not what has none of its own."""
    name = (reason or "").partition(":")[0]
    return name not in ("ARCHIVED", FOLDER_MARKER, LINK, SPECIAL, OTHER_DRIVE, WITHHELD, PROCESSING)


UNDER_WAY = "asked for, and not out yet; every backup looks whether it is"
"""What is said of a photo in an archive that was asked for."""


def archived(tier: str) -> str | None:
    """The reason for a photo in this tier of an archive, where no listing tells of it; None: listings do."""
    return f"ARCHIVED:{tier}" if tier.endswith(UNLISTED) else None


def is_unlisted(reason: str | None) -> bool:
    """Whether the photo lies in a tier that no listing tells of."""
    return (reason or "").startswith("ARCHIVED:") and (reason or "").endswith(UNLISTED)


def words(reason: str) -> str:
    """The reason as a person reads it, e.g. `archived in GLACIER: ask for it with `holdfast thaw``."""
    name, _, tier = reason.partition(":")
    if name == "ARCHIVED":
        return f"archived in {tier or 'the cloud'}: ask for it with `holdfast thaw`"
    if name == _EXCLUDED and tier:
        return f"left out by the rule '{tier}'"
    return WORDS.get(name, f"skipped by rule ({reason})")
