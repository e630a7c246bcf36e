"""A whole source cannot be used just now."""

from holdfast.errors.base import HoldfastError


class SourceError(HoldfastError):
    """A whole source cannot be used just now; what was copied from it stays."""

    code = "SOURCE"
    default_action = "Nothing to do, the next backup tries again."


class AuthRevoked(SourceError):
    code = "AUTH_REVOKED"
    exit_code = 3
    default_action = "Check the key in the account's settings and add the source again with the right one."


class RateLimited(SourceError):
    """The source asks to wait; `until` is Unix seconds, None when it named no time."""

    code = "RATE_LIMIT"
    transient = True
    default_action = "Nothing to do, the next backup goes on from here."

    def __init__(self, message: str, *, until: float | None = None, action: str | None = None) -> None:
        super().__init__(message, action=action)
        self.until = until


class Offline(SourceError):
    code = "OFFLINE"
    transient = True
    default_action = "Check the network. The next backup tries again."


class ServerError(SourceError):
    code = "SERVER_ERROR"
    transient = True


class TlsRefused(SourceError):
    """The server's certificate is not good. `certificate`: its fingerprint, where a person may say that it is."""

    code = "TLS"
    default_action = "Check the address of the source and the clock of this computer."

    def __init__(self, message: str, *, action: str | None = None, certificate: str = "") -> None:
        super().__init__(message, action=action)
        self.certificate = certificate


class AddressRefused(SourceError):
    """An address that Holdfast will not connect to (private network, other host, plain http)."""

    code = "ADDRESS_REFUSED"
    default_action = "Check the address of the source."


class ListingBad(SourceError):
    code = "LISTING_BAD"
    transient = True


class ListingLoop(SourceError):
    code = "LISTING_LOOP"


class CursorExpired(SourceError):
    """The kept place in a listing is no longer accepted: list from the start."""

    code = "CURSOR_EXPIRED"


class ClockSkew(SourceError):
    code = "CLOCK_SKEW"
    default_action = "Set the clock of this computer right."


class OwnMistake(SourceError):
    """Holdfast itself went wrong with this source."""

    code = "OWN_MISTAKE"
    default_action = HoldfastError.default_action


class DriveAway(SourceError):
    """The drive of a folder, or the folder on it, is not there: nothing is known of its photos meanwhile."""

    code = "DRIVE_AWAY"
    default_action = "Connect the drive. Holdfast looks for it by itself every few minutes."


class DriveOther(SourceError):
    """Something else lies where a folder's drive was."""

    code = "DRIVE_OTHER"
    default_action = "Connect the right drive. If this is the right one, add the folder again under its name."


class FolderRefused(SourceError):
    code = "FOLDER_REFUSED"
    default_action = "Allow your user to read this folder. The next backup tries again."
