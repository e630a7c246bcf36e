"""One photo; the others go on."""

from holdfast.errors.base import HoldfastError


class PhotoError(HoldfastError):
    """One photo could not be copied; the others go on."""

    code = "PHOTO"
    default_action = "Nothing to do, the next backup tries this photo again."


class NetReset(PhotoError):
    code = "NET_RESET"
    transient = True


class NetTruncated(PhotoError):
    code = "NET_TRUNCATED"
    transient = True


class Stalled(PhotoError):
    code = "STALLED"
    transient = True


class DeliveryFailed(PhotoError):
    """The source has trouble giving out this one; it may well give out others."""

    code = "DELIVERY_FAILED"
    transient = True


class SizeMismatch(PhotoError):
    code = "SIZE_MISMATCH"
    transient = True


class SizeUnknown(PhotoError):
    """Neither listing nor answer says how big it is: equal bytes have to come twice."""

    code = "SIZE_UNKNOWN"
    transient = True


class ChangedUpstream(PhotoError):
    code = "CHANGED_UPSTREAM"
    transient = True


class ChecksumDisagrees(PhotoError):
    code = "CHECKSUM_DISAGREES"
    transient = True


class NotAPhoto(PhotoError):
    code = "NOT_A_PHOTO"
    transient = True
    default_action = "Open the photo at the source and look whether it is there; then retry."


class GoneUpstream(PhotoError):
    code = "GONE_UPSTREAM"
    default_action = "If it was deleted at the source, the next complete listing says so. Nothing to do."


class Forbidden(PhotoError):
    code = "FORBIDDEN"
    default_action = "Allow delivery of this photo in the account's settings, then retry."


class Archived(PhotoError):
    """The photo lies in a cloud's archive (`tier`) and has to be asked for before it can be read."""

    code = "ARCHIVED"
    default_action = "Ask for it with `holdfast thaw`: the archive takes hours to bring it out, and charges for it."

    def __init__(self, message: str, *, tier: str = "", action: str | None = None) -> None:
        super().__init__(message, action=action)
        self.tier = tier


class Unreadable(PhotoError):
    """The system does not give out this file, though the drive is there."""

    code = "UNREADABLE"
    default_action = "Look whether the file opens where it lies and who may read it, then retry."


class RedirectRefused(PhotoError):
    """The way to this photo leads to an address that Holdfast will not connect to."""

    code = "REDIRECT_REFUSED"
    default_action = "Look at the photo in the account: something stands between it and Holdfast. Then retry."


class BadMetadata(PhotoError):
    code = "BAD_METADATA"
    default_action = "The source describes this photo in a way that makes no sense. Please report it."


class NoRoom(PhotoError):
    """The library's drive has room, but not for one as big as this."""

    code = "NO_ROOM"
    default_action = "Free some space or use a larger drive, then retry this photo. The others go on."


class Damaged(PhotoError):
    code = "DAMAGED"
    default_action = "Run `holdfast verify --repair` to fetch it again; the damaged bytes are kept aside."


class Edited(PhotoError):
    code = "EDITED"
    default_action = (
        "`holdfast verify --repair --keep-edits` fetches the original beside it; with `--repair` alone your edited file"
        " makes room and is kept aside."
    )


class Missing(PhotoError):
    code = "MISSING"
    default_action = "Run `holdfast verify --repair` to fetch it again."


class ThumbnailRefused(PhotoError):
    """By rule: no picture inside, or one that would take too much to decode."""

    code = "THUMB_REFUSED"
    default_action = "Nothing to do: the original is kept as it is."


class ThumbnailFailed(PhotoError):
    """The picture cannot be decoded, or the process that decodes died of it."""

    code = "THUMB_FAILED"
    default_action = "Look whether the photo opens at its source. The original is kept as it is."
