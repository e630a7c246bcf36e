"""What a folder source asks of the operating system: to look and to read, and nothing that writes."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from holdfast.sources.folder_drive import Drive, drive_of, has_steady_inodes

What = Literal["file", "folder", "link", "special"]
PIECE = 1024 * 1024
_HIDDEN = 0x2 | 0x4
"""Windows' marks of hidden and system files."""
_UF_HIDDEN = 0x8000


@dataclass(frozen=True, slots=True)
class Entry:
    """What lies in a folder under one name."""

    name: bytes
    what: What


@dataclass(frozen=True, slots=True)
class Look:
    """What the system says of one file or folder."""

    size: int
    mtime_ns: int
    inode: int
    device: int
    is_file: bool
    is_hidden: bool


class Disk:
    """The real one. Raises OSError."""

    def drive(self, path: bytes) -> Drive:
        """The drive under a folder that can be read."""
        with os.scandir(path):
            return drive_of(Path(os.fsdecode(path)).stat())

    def is_steady(self, device: int) -> bool:
        """See `has_steady_inodes`."""
        return has_steady_inodes(device)

    def entries(self, path: bytes) -> Iterator[Entry]:
        """What lies in a folder, in no order. Links are not followed."""
        with os.scandir(path) as found:
            for each in found:
                yield Entry(each.name, _what(each))

    def look(self, path: bytes) -> Look:
        """At the file or folder itself, not at what a link leads to."""
        return _look(os.lstat(path))

    def open(self, path: bytes) -> int:
        """A file to read from. Never waits for anybody, whatever lies there by now, and follows no link."""
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.open(path, flags | getattr(os, "O_BINARY", 0))

    def looks_at(self, handle: int) -> Look:
        """At an open file."""
        return _look(os.fstat(handle))

    def read(self, handle: int) -> bytes:
        """The next piece; empty at the end."""
        return os.read(handle, PIECE)

    def go_to(self, handle: int, offset: int) -> None:
        """Read on from there."""
        os.lseek(handle, offset, os.SEEK_SET)

    def close(self, handle: int) -> None:
        os.close(handle)


def _what(entry: os.DirEntry[bytes]) -> What:
    is_junction = getattr(entry, "is_junction", None)  # Windows has them, Python knows them from 3.12 on
    if entry.is_symlink() or (is_junction is not None and is_junction()):
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "special"


def _look(seen: os.stat_result) -> Look:
    marks = getattr(seen, "st_file_attributes", 0) & _HIDDEN or getattr(seen, "st_flags", 0) & _UF_HIDDEN
    return Look(seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_dev, stat.S_ISREG(seen.st_mode), bool(marks))
