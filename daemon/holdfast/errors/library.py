"""The drive or folder of the library."""

import sys

from holdfast.errors.base import HoldfastError


class LibraryError(HoldfastError):
    """The place of the library cannot be used; nothing is marked missing for it."""

    code = "LIBRARY"
    exit_code = 4


class LibraryOffline(LibraryError):
    code = "LIBRARY_OFFLINE"
    default_action = (
        "Connect the drive. The next backup goes on. If the library lies elsewhere now: `holdfast library follow DIR`."
    )


class LibraryWrong(LibraryError):
    code = "LIBRARY_WRONG"
    default_action = (
        "Connect the drive that holds your library, or say where it lies now: `holdfast library follow DIR`."
    )


class MarkerMissing(LibraryError):
    code = "MARKER_MISSING"
    default_action = "If this is your library, run `holdfast library adopt`: it compares some photos, then goes on."


class LibraryBadPath(LibraryError):
    code = "LIBRARY_BAD_PATH"
    default_action = "Choose another folder for the library."


class DiskFull(LibraryError):
    code = "DISK_FULL"
    default_action = "Free some space there. Everything copied so far is safe."


class ReadOnly(LibraryError):
    code = "READ_ONLY"
    default_action = "Make the drive writable."


class PermissionRefused(LibraryError):
    code = "PERMISSION"
    default_action = (
        "Allow it in System Settings, Privacy & Security, Files and Folders."
        if sys.platform == "darwin"
        else "Give yourself the right to write in this folder."
    )


class DiskError(LibraryError):
    code = "DISK_ERROR"
    default_action = "The drive may be failing: check it, and keep another copy."


class FileTooBig(LibraryError):
    code = "FILE_TOO_BIG"
    default_action = "Use a drive with a file system that holds files of this size."


class FileBusy(LibraryError):
    code = "FILE_BUSY"
    transient = True
    default_action = "It is tried again by itself. If it stays, close the program that uses the file."


class LibraryInUse(LibraryError):
    """Another Holdfast, of another home or on another computer, is writing into this library."""

    code = "LIBRARY_IN_USE"
    exit_code = 6
    default_action = "Let it finish, or stop it there. One Holdfast at a time writes into a library."


LIBRARY_CODES = frozenset({LibraryError.code, *(each.code for each in LibraryError.__subclasses__())})
"""What a job waits with for the library's sake."""
