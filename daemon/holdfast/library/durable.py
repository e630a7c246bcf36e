"""What makes bytes and names outlive a power cut, on each system.

Linux has calls that Python does not offer (`syncfs`, `renameat2`, `fallocate`); macOS and Windows have their
own ways. Where a way is missing the slower one is taken, never a weaker one.
"""

import contextlib
import ctypes
import errno
import functools
import logging
import os
import sys
from collections.abc import Sequence

log = logging.getLogger(__name__)

_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
_NO_LINKS = _UNSUPPORTED | {errno.EPERM, errno.EMLINK, errno.EACCES}
_NO_REPLACE = 1  # RENAME_NOREPLACE of Linux
_EXCLUSIVE = 4  # RENAME_EXCL of macOS
_FULL_SYNC = 51  # F_FULLFSYNC of macOS
# File systems on which one syncfs reaches the medium: ext, XFS, Btrfs, F2FS, FAT, exFAT, tmpfs. A network or
# user-space file system may answer at once and keep the bytes in its own memory.
_ONE_FLUSH = {0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x4D44, 0x2011BAB0, 0x01021994}
_FAT = 0x4D44
_SAID: set[int] = set()
"""Drives of which it was said already that they cannot sync folders."""

FAT_LIMIT = 2**32 - 1
"""FAT keeps a file's size in 32 bits."""

SYNCABLE = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY
"""How a file must be open to be synced."""


def sync_files(volume: int | None, files: Sequence[int]) -> bool:
    """After this the bytes of these open files are on the medium, or OSError says that they may not be.

    True: everything else on the volume is, too.
    """
    if volume is not None and _synced_whole(volume):
        return True
    for file in files:
        os.fsync(file)
    if sys.platform == "darwin" and files:
        _flush_drive(files[-1])  # fsync of macOS leaves the bytes in the drive; one flush serves them all
    return False


def sync_file(file: int) -> None:
    """After this the bytes of one open file are on the medium."""
    sync_files(None, [file])


def sync_folder(folder: int | None) -> None:
    """After this the names in the folder are on the medium. Some drives cannot do that for folders: tolerated, and said
    once to the log."""
    if folder is None:
        return
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        _say_once(os.fstat(folder).st_dev, error)


def rename_new(old: str, old_folder: int | None, new: str, new_folder: int | None) -> None:
    """Give a file its new name, or raise FileExistsError; nothing is ever replaced."""
    if sys.platform == "win32":
        os.rename(old, new)  # never replaces there
        return
    for attempt, unable in ((_rename_exclusive, _UNSUPPORTED), (_link_and_unlink, _NO_LINKS)):
        try:
            attempt(old, old_folder, new, new_folder)
        except OSError as error:
            if error.errno not in unable:
                raise
        else:
            return
    _reserve_and_rename(old, old_folder, new, new_folder)


def allocate(file: int, size: int) -> None:
    """Reserve room for the file, or raise ENOSPC, EDQUOT or EFBIG; a drive that cannot reserve is tolerated."""
    # os.posix_fallocate would write every block where the file system cannot reserve.
    if sys.platform != "linux" or size <= 0:
        return
    try:
        _call("fallocate64", file, 0, ctypes.c_int64(0), ctypes.c_int64(size))
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise


def largest_file(folder: int | None) -> int | None:
    """How large a file on this drive may be, where its file system has a limit that photos and films can reach."""
    return FAT_LIMIT if folder is not None and _file_system(folder) == _FAT else None


def out_of_names(folder: int | None) -> bool:
    """Whether the drive has no room for one more file, however small."""
    if folder is None or sys.platform == "win32":
        return False
    volume = os.fstatvfs(folder)
    return volume.f_files > 0 and volume.f_favail == 0


def is_read_only(folder: int | None) -> bool:
    """Whether the drive takes no writes just now."""
    if folder is None or sys.platform == "win32":
        return False
    return bool(os.fstatvfs(folder).f_flag & os.ST_RDONLY)


def may_write(folder: int | None) -> bool:
    """Whether this process may make files in the folder, as far as its rights tell."""
    if folder is None or os.access not in os.supports_dir_fd or os.access not in os.supports_effective_ids:
        return True
    return os.access(".", os.W_OK | os.X_OK, dir_fd=folder, effective_ids=True)


def forget_cached(file: int) -> None:
    """Ask the system to read this file from the drive again, not from memory."""
    if sys.platform == "linux":
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def read_anew(file: int) -> None:
    """Drop what memory has of this file, and let the drive begin to read its first 4 MiB again."""
    if sys.platform == "linux":
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        os.posix_fadvise(file, 0, 4 * 1024 * 1024, os.POSIX_FADV_WILLNEED)


def set_modified(file: int, path: str, modified_ms: int) -> None:
    """Set the file's time; an impossible one is left out, the bytes are what counts."""
    target = file if os.utime in os.supports_fd else path
    with contextlib.suppress(OverflowError, ValueError):
        os.utime(target, ns=(modified_ms * 1_000_000, modified_ms * 1_000_000))


def allow_reading(file: int, mode: int) -> None:
    """Set the mode of a file where the file system has modes."""
    if sys.platform != "win32":
        with contextlib.suppress(PermissionError):  # FAT and its kin have one mode for all
            os.fchmod(file, mode)


def _rename_exclusive(old: str, old_folder: int | None, new: str, new_folder: int | None) -> None:
    source, target = os.fsencode(old), os.fsencode(new)
    here, there = _at(old_folder), _at(new_folder)
    if sys.platform == "darwin":
        _call("renameatx_np", here, source, there, target, ctypes.c_uint(_EXCLUSIVE))
    else:
        _call("renameat2", here, source, there, target, ctypes.c_uint(_NO_REPLACE))


def _link_and_unlink(old: str, old_folder: int | None, new: str, new_folder: int | None) -> None:
    os.link(old, new, src_dir_fd=old_folder, dst_dir_fd=new_folder, follow_symlinks=False)
    os.unlink(old, dir_fd=old_folder)


def _reserve_and_rename(old: str, old_folder: int | None, new: str, new_folder: int | None) -> None:
    """Take the name with an empty file, then rename over that; a name that is in use is not touched."""
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600, dir_fd=new_folder))
    os.rename(old, new, src_dir_fd=old_folder, dst_dir_fd=new_folder)


def _at(folder: int | None) -> int:
    return -2 if folder is None and sys.platform == "darwin" else -100 if folder is None else folder  # AT_FDCWD


def _flush_drive(file: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(file, _FULL_SYNC)
        except OSError as error:
            if error.errno not in _UNSUPPORTED | {errno.ENOTTY}:
                raise


def _synced_whole(volume: int) -> bool:
    """One flush for all, where syncfs tells the truth: since Linux 5.8, on the file systems known to flush."""
    if not _kernel_reports():
        return False
    if _file_system(volume) not in _ONE_FLUSH:
        return False
    try:
        _call("syncfs", volume)
    except OSError as error:
        if error.errno != errno.ENOSYS:  # anything else may mean that bytes were lost
            raise
        return False
    return True


def _file_system(volume: int) -> int | None:
    """The number by which Linux knows the kind of file system; None where it does not say."""
    if sys.platform != "linux":
        return None
    answer = ctypes.create_string_buffer(512)  # struct statfs, which begins with the type
    try:
        _call("fstatfs", volume, answer)
    except OSError:
        return None
    return ctypes.c_long.from_buffer(answer).value & 0xFFFFFFFF


def _say_once(device: int, error: OSError) -> None:
    if device not in _SAID:
        _SAID.add(device)
        log.warning("the library's drive does not sync folders when asked (%s): it does so in its own time", error)


@functools.cache
def _kernel_reports() -> bool:
    if sys.platform != "linux":
        return False
    major, minor = os.uname().release.split(".")[:2]
    return (int(major), int("".join(filter(str.isdigit, minor)) or 0)) >= (5, 8)


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    """Call the C library; its errno as OSError, ENOSYS when it has no such function."""
    try:
        function = getattr(_libc(), name)
    except AttributeError:
        raise OSError(errno.ENOSYS, name) from None
    while function(*arguments) != 0:
        if ctypes.get_errno() != errno.EINTR:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
