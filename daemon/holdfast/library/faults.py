"""The one place where the system's error numbers become errors that a person can read."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from holdfast.errors import (
    DiskError,
    DiskFull,
    FileTooBig,
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
    errno.ELOOP: (LibraryBadPath, "{path} is a link. Holdfast follows no links inside the library."),
    errno.ENOTDIR: (LibraryBadPath, "A part of {path} is not a folder."),
}


def translated(error: OSError, path: str) -> LibraryError:
    """Our error for the system's, with the path that it happened at."""
    kind, sentence = _TABLE.get(error.errno or 0, (LibraryError, "{path} cannot be used: {reason}."))
    return kind(sentence.format(path=path, reason=error.strerror or str(error)))


@contextmanager
def told(path: str) -> Iterator[None]:
    """Whatever the system refuses in here is raised as our error about this path."""
    try:
        yield
    except OSError as error:
        raise translated(error, path) from error
