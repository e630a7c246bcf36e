"""Every way in which Holdfast can fail, in one tree.

HoldfastError                      code · sentence · next step · exit code
├── UsageError              2      the person asked for something that cannot be
├── SourceError                    a whole source cannot be used just now
│   ├── AuthRevoked         3      the key is refused
│   ├── RateLimited                asked to wait, with the time if the source said one
│   ├── Offline · ServerError      transient: tried again
│   ├── TlsRefused · AddressRefused · ListingBad · ListingLoop · CursorExpired · ClockSkew
│   └── OwnMistake                 nobody foresaw it; the other sources go on
├── PhotoError                     one photo; the others go on
│   ├── NetReset · NetTruncated · Stalled · DeliveryFailed      transient: tried again
│   ├── ChangedUpstream · ChecksumDisagrees · NotAPhoto · SizeMismatch · SizeUnknown   transient: tried again
│   ├── GoneUpstream · Forbidden · Archived · BadMetadata · RedirectRefused · NoRoom  permanent for this run
│   ├── Damaged · Missing          found by verify
│   └── ThumbnailRefused · ThumbnailFailed       no small picture of it; the photo is as safe as it was
├── LibraryError            4      the drive or folder of the library
│   ├── LibraryOffline · LibraryWrong · MarkerMissing · LibraryBadPath
│   └── DiskFull · ReadOnly · PermissionRefused · DiskError · FileTooBig
├── CatalogError            5      the catalog cannot be opened
│   ├── KeyWrong · KeyMissing · KeyExposed · NoKeyring · KeyringLocked
│   └── CatalogDamaged · CatalogMissing · CatalogNewer · NotSetUp · SettingsBad
├── ThumbnailsStopped              the process that decodes pictures cannot be started
└── Busy                    6      another Holdfast holds the lock

`Interrupted` stands beside the tree: it is a wish of the person, not a fault.
"""

from typing import ClassVar


class HoldfastError(Exception):
    """Something went wrong, said for a person: what happened and what to do next."""

    code: ClassVar[str] = "UNEXPECTED"
    exit_code: ClassVar[int] = 1
    transient: ClassVar[bool] = False
    """Worth another try by itself, after a pause."""
    default_action: ClassVar[str] = "Run `holdfast doctor`, or look into the log."

    def __init__(self, message: str, *, action: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.action = action or self.default_action


class UsageError(HoldfastError):
    """The request itself cannot be carried out."""

    code = "USAGE"
    exit_code = 2
    default_action = "Correct the command and run it again."


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


class LibraryError(HoldfastError):
    """The place of the library cannot be used; nothing is marked missing for it."""

    code = "LIBRARY"
    exit_code = 4


class LibraryOffline(LibraryError):
    code = "LIBRARY_OFFLINE"
    default_action = "Connect the drive. The next backup goes on."


class LibraryWrong(LibraryError):
    code = "LIBRARY_WRONG"
    default_action = "Connect the drive that holds your library."


class MarkerMissing(LibraryError):
    code = "MARKER_MISSING"
    default_action = "If this is your library, put its `.holdfast` folder back from a copy."


class LibraryBadPath(LibraryError):
    code = "LIBRARY_BAD_PATH"
    default_action = "Choose another folder for the library."


class DiskFull(LibraryError):
    code = "DISK_FULL"
    default_action = "Free some space or use a larger drive. Everything copied so far is safe."


class ReadOnly(LibraryError):
    code = "READ_ONLY"
    default_action = "Make the drive writable."


class PermissionRefused(LibraryError):
    code = "PERMISSION"
    default_action = "Give yourself the right to write in this folder."


class DiskError(LibraryError):
    code = "DISK_ERROR"
    default_action = "The drive may be failing: check it, and keep another copy."


class FileTooBig(LibraryError):
    code = "FILE_TOO_BIG"
    default_action = "Use a drive with a file system that holds files of this size."


class CatalogError(HoldfastError):
    """The catalog cannot be opened; the photos are untouched."""

    code = "CATALOG"
    exit_code = 5


class NotSetUp(CatalogError):
    code = "NOT_SET_UP"
    default_action = "Run `holdfast init` first."


class SettingsBad(CatalogError):
    """The file that says where library and key are makes no sense."""

    code = "SETTINGS_BAD"
    default_action = 'Put it right: it names the library as in `library = "/path/to/it"`, and the key file likewise.'


class KeyWrong(CatalogError):
    code = "KEY_WRONG"
    default_action = "Give the right key with --key-file, or the recovery code."


class KeyMissing(CatalogError):
    code = "KEY_MISSING"
    default_action = "Give the key with --key-file FILE, or put the recovery code in place."


class KeyExposed(CatalogError):
    """The key file is open to other users of this computer."""

    code = "KEY_EXPOSED"
    default_action = "Make the key file readable by you alone (mode 0600)."


class NoKeyring(CatalogError):
    code = "NO_KEYRING"
    default_action = "Log in to a desktop session with a keyring, or give the key with --key-file FILE."


class KeyringLocked(CatalogError):
    code = "KEYRING_LOCKED"
    default_action = "Unlock the keyring and try again."


class CatalogDamaged(CatalogError):
    code = "CATALOG_DAMAGED"
    default_action = "Run `holdfast catalog rebuild` to make a new one from the photos."


class CatalogMissing(CatalogError):
    code = "CATALOG_MISSING"
    default_action = "Run `holdfast catalog rebuild` to make a new one from the photos."


class CatalogNewer(CatalogError):
    code = "NEWER_CATALOG"
    default_action = "Update Holdfast."


class ThumbnailsStopped(HoldfastError):
    """Not a picture's fault: no picture can be decoded here just now."""

    code = "THUMB_STOPPED"
    default_action = "Run `holdfast doctor`, or install Holdfast again. Your photos are as safe as they were."


class Busy(HoldfastError):
    """Another Holdfast holds the lock."""

    code = "BUSY"
    exit_code = 6
    default_action = "Wait until it has finished, or stop it with `holdfast daemon stop`."


class Interrupted(Exception):
    """The person or the system asked the work to stop: `cancel`, `pause`, `stop`; or to `leave` this source alone."""

    def __init__(self, wish: str) -> None:
        super().__init__(wish)
        self.wish = wish


class Waiting(Exception):
    """The work goes on by itself at `until` (Unix milliseconds), in whatever process then runs it."""

    def __init__(self, until: int, code: str, reason: str) -> None:
        super().__init__(reason)
        self.until = until
        self.code = code
        self.reason = reason
