"""A directory held open, in which names are looked up one at a time and no link is ever followed."""

import contextlib
import errno
import os
import stat
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

from holdfast.library import durable
from holdfast.library.faults import is_in_use

PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to rename a file that another program uses."""

_BY_HANDLE = os.open in os.supports_dir_fd
"""False on Windows: there every name goes by its full path."""
_SEPARATORS = {"/", "\0"} | ({"\\", ":"} if os.name == "nt" else set())
_CLOSED = -1  # no descriptor: later use fails with EBADF, instead of going by the path
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
_PLAIN: int = _NO_LINK | getattr(os, "O_BINARY", 0)
_AS_FOLDER: int = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK


def is_name(text: str) -> bool:
    """Whether this names one entry of a folder, here, and leads nowhere else."""
    return text not in ("", ".", "..") and _SEPARATORS.isdisjoint(text)


class Folder:
    """One directory. Methods raise OSError; `faults.told` makes it readable."""

    def __init__(self, path: str, handle: int | None) -> None:
        self.path = path
        self.handle = handle

    @classmethod
    def open(cls, path: str, by_handle: bool = _BY_HANDLE) -> Self:
        """The directory at a path outside of any other; links on the way to it are followed."""
        if by_handle:
            return cls(path, os.open(path, _AS_FOLDER & ~_NO_LINK))
        if not os.path.isdir(path):
            raise OSError(errno.ENOTDIR if os.path.lexists(path) else errno.ENOENT, "not a folder", path)
        return cls(path, None)

    def enter(self, name: str) -> "Folder":
        """The folder of this name in here."""
        found = self.at(name)
        if self.handle is not None:
            return Folder(os.path.join(self.path, name), os.open(found, _AS_FOLDER, dir_fd=self.handle))
        if not stat.S_ISDIR(os.lstat(found).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), found)
        return Folder(found, None)

    def make(self, name: str) -> "Folder":
        """The folder of this name in here, made durably if there is none."""
        try:
            return self.enter(name)
        except FileNotFoundError:
            pass
        try:
            os.mkdir(self.at(name), dir_fd=self.handle)
            self.sync()
        except FileExistsError:
            pass  # someone was quicker
        return self.enter(name)

    def open_file(self, name: str, flags: int, mode: int = 0o600) -> int:
        """A descriptor of the regular file of this name; anything else there is refused with ELOOP."""
        if self.handle is None and os.path.islink(self.at(name)):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
        # Without O_NONBLOCK a planted pipe would keep us waiting for ever.
        descriptor = os.open(self.at(name), flags | _PLAIN | getattr(os, "O_NONBLOCK", 0), mode, dir_fd=self.handle)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.ELOOP, "not a regular file", name)
        return descriptor

    def status(self, name: str) -> os.stat_result | None:
        """What is there under this name, links not followed; None: nothing."""
        try:
            return os.stat(self.at(name), dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def entries(self) -> Iterator[os.DirEntry[str]]:
        """Everything in here, in the order of the drive."""
        if self.handle is None:
            with os.scandir(self.path) as found:
                yield from found
            return
        handle = os.open(".", _AS_FOLDER, dir_fd=self.handle)  # a place in the listing of its own
        try:
            with os.scandir(handle) as found:
                yield from found
        finally:
            os.close(handle)

    def rename_new(self, name: str, folder: "Folder", new: str) -> None:
        """Move a file into a folder under a new name, or raise FileExistsError."""
        _patiently(lambda: durable.rename_new(self.at(name), self.handle, folder.at(new), folder.handle))

    def replace(self, name: str, folder: "Folder", new: str) -> None:
        """Put one of Holdfast's own files in the place of its older self. Never for originals."""
        _patiently(
            lambda: os.replace(self.at(name), folder.at(new), src_dir_fd=self.handle, dst_dir_fd=folder.handle)
        )

    def remove_part(self, name: str) -> None:
        """Remove an unfinished file; only a `.part` can be removed."""
        if not name.endswith(".part"):
            raise ValueError(f"not an unfinished file: {name}")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.at(name), dir_fd=self.handle)

    def sync(self) -> None:
        """After this the names in here are on the medium."""
        durable.sync_folder(self.handle)

    def close(self) -> None:
        """Let go of the directory. May be called more than once."""
        if self.handle is not None and self.handle >= 0:
            handle, self.handle = self.handle, _CLOSED
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def at(self, name: str) -> str:
        """The name as the system's calls take it together with `handle`."""
        if not is_name(name):
            raise ValueError(f"not a name of one entry: {name!r}")
        return os.path.join(self.path, name) if self.handle is None else name


def _patiently(rename: Callable[[], None]) -> None:
    """A virus scanner or an indexer lets go of a new file within a moment: a few more tries, then its error counts."""
    for pause in PAUSES:
        try:
            return rename()
        except OSError as error:
            if not is_in_use(error):
                raise
        threading.Event().wait(pause)
    return rename()
