"""The one place where the system's error numbers become errors that a person can read."""

import errno
from collections.abc import Callable
from types import TracebackType

from holdfast.errors import (
    DiskError,
    DiskFull,
    FileBusy,
    FileTooBig,
    HoldfastError,
    LibraryBadPath,
    LibraryError,
    LibraryOffline,
    PermissionRefused,
    ReadOnly,
)

_TABLE: dict[int, tuple[type[LibraryError], str]] = {
    errno.ENOSPC: (DiskFull, "There is no room left on the drive for {path}."),
    errno.EDQUOT: (DiskFull, "Your share of the drive is used up: no room for {path}."),
    errno.EROFS: (ReadOnly, "The drive is read-only, {path} cannot be written."),
    errno.EACCES: (PermissionRefused, "The system does not let Holdfast use {path}."),
    errno.EPERM: (PermissionRefused, "The system does not let Holdfast use {path}."),
    errno.EIO: (DiskError, "The drive reported an error at {path}."),
    errno.EFBIG: (FileTooBig, "The file system of the drive cannot hold a file as big as {path}."),
    errno.ENODEV: (LibraryOffline, "The drive with {path} is no longer there."),
    errno.ENXIO: (LibraryOffline, "The drive with {path} is no longer there."),
    errno.ESTALE: (LibraryOffline, "The drive with {path} is no longer connected."),
    errno.EBUSY: (FileBusy, "Another program is using {path}."),
    errno.ETXTBSY: (FileBusy, "Another program is using {path}."),
    errno.ELOOP: (LibraryBadPath, "{path} is a link. Holdfast follows no links inside the library."),
    errno.ENOTDIR: (LibraryBadPath, "A part of {path} is not a folder."),
}

_SHARING = (32, 33)
"""What Windows says of a file that another program holds: a virus scanner, an indexer."""


def is_in_use(error: OSError) -> bool:
    """Whether the system refuses only because another program uses the file just now."""
    return error.errno in (errno.EBUSY, errno.ETXTBSY) or getattr(error, "winerror", None) in _SHARING


def translated(error: OSError, path: str) -> LibraryError:
    """Our error for the system's, with the path that it happened at."""
    number = errno.EBUSY if is_in_use(error) else error.errno or 0
    kind, sentence = _TABLE.get(number, (LibraryError, "{path} cannot be used: {reason}."))
    return kind(sentence.format(path=path, reason=error.strerror or str(error)))


class Told:
    """A block in which whatever the system refuses is raised as our error about a path. A class, because a generator
    costs several times as much, and every file goes through some of them."""

    __slots__ = ("_path", "_translated")

    def __init__(self, translated: Callable[[OSError, str], HoldfastError], path: str) -> None:
        self._translated, self._path = translated, path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise self._translated(error, self._path) from error


def told(path: str) -> Told:
    """Whatever the system refuses in here is raised as our error about this path."""
    return Told(translated, path)
