"""Every way in which Holdfast can fail, in one tree.

HoldfastError                      code · sentence · next step · exit code
├── UsageError              2      the person asked for something that cannot be
│   └── QueryError          2      a search that cannot be read, with the place
├── SourceError                    a whole source cannot be used just now
│   ├── AuthRevoked         3      the key is refused
│   ├── RateLimited                asked to wait, with the time if the source said one
│   ├── Offline · ServerError      transient: tried again
│   ├── TlsRefused · AddressRefused · ListingBad · ListingLoop · CursorExpired · ClockSkew
│   ├── DriveAway · DriveOther · FolderRefused      a folder that is not there, is another one, may not be read
│   └── OwnMistake                 nobody foresaw it; the other sources go on
├── PhotoError                     one photo; the others go on
│   ├── NetReset · NetTruncated · Stalled · DeliveryFailed      transient: tried again
│   ├── ChangedUpstream · ChecksumDisagrees · NotAPhoto · SizeMismatch · SizeUnknown   transient: tried again
│   ├── GoneUpstream · Forbidden · Archived · BadMetadata · RedirectRefused · NoRoom · Unreadable   for this run
│   ├── Damaged · Edited · Missing found by verify
│   └── ThumbnailRefused · ThumbnailFailed       no small picture of it; the photo is as safe as it was
├── LibraryError            4      the drive or folder of the library
│   ├── LibraryOffline · LibraryWrong · MarkerMissing · LibraryBadPath
│   ├── DiskFull · ReadOnly · PermissionRefused · DiskError · FileTooBig · FileBusy
│   └── LibraryInUse        6      another Holdfast writes into it
├── TargetError             4      the folder that photos are restored to
│   ├── TargetRefused       2      it is no place for them
│   └── TargetFull · TargetTaken · TargetSpoilt   no room; a photo's place is taken; other bytes come back
├── CatalogError            5      the catalog cannot be opened
│   ├── KeyWrong · KeyMissing · KeyExposed · NoKeyring · KeyringLocked
│   └── CatalogDamaged · CatalogMissing · CatalogNewer · NotSetUp · SettingsBad
├── ThumbnailsStopped              the process that decodes pictures cannot be started
├── PartsTooOld                    a library that Holdfast stands on is older than it may be
├── DrillFailed                    photos taken through a restore did not come back whole
├── LoginItemRefused               the entry that starts Holdfast at login cannot be written or read
├── Conflict                2      what was asked does not fit what is there now
└── Busy                    6      another Holdfast holds the lock

`Interrupted` stands beside the tree: it is a wish of the person, not a fault.
"""

from holdfast.errors.base import (
    Busy,
    Conflict,
    DrillFailed,
    HoldfastError,
    Interrupted,
    LoginItemRefused,
    PartsTooOld,
    QueryError,
    ThumbnailsStopped,
    UsageError,
    Waiting,
)
from holdfast.errors.catalog import (
    CatalogDamaged,
    CatalogError,
    CatalogMissing,
    CatalogNewer,
    KeyExposed,
    KeyMissing,
    KeyringLocked,
    KeyWrong,
    NoKeyring,
    NotSetUp,
    SettingsBad,
)
from holdfast.errors.library import (
    LIBRARY_CODES,
    DiskError,
    DiskFull,
    FileBusy,
    FileTooBig,
    LibraryBadPath,
    LibraryError,
    LibraryInUse,
    LibraryOffline,
    LibraryWrong,
    MarkerMissing,
    PermissionRefused,
    ReadOnly,
)
from holdfast.errors.photo import (
    Archived,
    BadMetadata,
    ChangedUpstream,
    ChecksumDisagrees,
    Damaged,
    DeliveryFailed,
    Edited,
    Forbidden,
    GoneUpstream,
    Missing,
    NetReset,
    NetTruncated,
    NoRoom,
    NotAPhoto,
    PhotoError,
    RedirectRefused,
    SizeMismatch,
    SizeUnknown,
    Stalled,
    ThumbnailFailed,
    ThumbnailRefused,
    Unreadable,
)
from holdfast.errors.source import (
    AddressRefused,
    AuthRevoked,
    ClockSkew,
    CursorExpired,
    DriveAway,
    DriveOther,
    FolderRefused,
    ListingBad,
    ListingLoop,
    Offline,
    OwnMistake,
    RateLimited,
    ServerError,
    SourceError,
    TlsRefused,
)
from holdfast.errors.target import TargetError, TargetFull, TargetRefused, TargetSpoilt, TargetTaken

__all__ = [
    "LIBRARY_CODES",
    "AddressRefused",
    "Archived",
    "AuthRevoked",
    "BadMetadata",
    "Busy",
    "CatalogDamaged",
    "CatalogError",
    "CatalogMissing",
    "CatalogNewer",
    "ChangedUpstream",
    "ChecksumDisagrees",
    "ClockSkew",
    "Conflict",
    "CursorExpired",
    "Damaged",
    "DeliveryFailed",
    "DiskError",
    "DiskFull",
    "DrillFailed",
    "DriveAway",
    "DriveOther",
    "Edited",
    "FileBusy",
    "FileTooBig",
    "FolderRefused",
    "Forbidden",
    "GoneUpstream",
    "HoldfastError",
    "Interrupted",
    "KeyExposed",
    "KeyMissing",
    "KeyWrong",
    "KeyringLocked",
    "LibraryBadPath",
    "LibraryError",
    "LibraryInUse",
    "LibraryOffline",
    "LibraryWrong",
    "ListingBad",
    "ListingLoop",
    "LoginItemRefused",
    "MarkerMissing",
    "Missing",
    "NetReset",
    "NetTruncated",
    "NoKeyring",
    "NoRoom",
    "NotAPhoto",
    "NotSetUp",
    "Offline",
    "OwnMistake",
    "PartsTooOld",
    "PermissionRefused",
    "PhotoError",
    "QueryError",
    "RateLimited",
    "ReadOnly",
    "RedirectRefused",
    "ServerError",
    "SettingsBad",
    "SizeMismatch",
    "SizeUnknown",
    "SourceError",
    "Stalled",
    "TargetError",
    "TargetFull",
    "TargetRefused",
    "TargetSpoilt",
    "TargetTaken",
    "ThumbnailFailed",
    "ThumbnailRefused",
    "ThumbnailsStopped",
    "TlsRefused",
    "Unreadable",
    "UsageError",
    "Waiting",
]
