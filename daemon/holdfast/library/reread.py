"""Reading many originals one after the other, from the drive and not from memory, as fast as the drive gives them."""

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import FileIO
from types import TracebackType
from typing import Self

from holdfast.library import durable
from holdfast.library.folder import Folder
from holdfast.library.originals import Found, segments, unopened
from holdfast.library.root import Library

PIECE = 256 * 1024
"""Small enough to lie in the processor's own memory until it is hashed."""

HEAD = 32


@dataclass(frozen=True, slots=True)
class Reread:
    """What a file is now."""

    sha256: str
    size: int
    modified_ms: int
    head: bytes
    """Its first bytes."""


class Rereader:
    """For one thread and one batch of files: it keeps the folder of the last file open and uses one buffer, because
    with small files that is most of the work. Use it in a `with`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._buffer = memoryview(bytearray(PIECE))
        self._where: tuple[str, ...] | None = None
        self._folder: Folder | None = None
        self._ahead: dict[str, int] = {}

    def fetch_ahead(self, paths: Iterable[str]) -> None:
        """Let the drive begin to read these files while others are hashed. What memory has of them is dropped first."""
        for path in paths:
            with contextlib.suppress(OSError):  # `read` meets the same error and says it
                self._ahead[path] = self._open(path)
                durable.read_anew(self._ahead[path])

    def read(self, path: str, progress: Callable[[int], object] = int) -> Reread:
        """What the drive gives for this file. Missing when there is none; `progress` gets the size of each piece, and
        may raise to stop."""
        with self._opened(path) as file, self._library.told(path):
            return self._hashed(file, progress)

    def status(self, path: str) -> Found | None:
        """The regular file at this path, or None; reads no bytes."""
        found = self._status(path)
        return None if found is None else Found(path, found.st_size, found.st_mtime_ns // 1_000_000)

    def is_untouched(self, path: str, size: int, since_ms: int) -> bool:
        """A regular file of that size is there, and nobody has written into it since. Its own time can be set back by
        whoever writes; the drive's note of its last change cannot."""
        found = self._status(path)
        if found is None or found.st_size != size:
            return False
        return max(found.st_mtime_ns, found.st_ctime_ns) // 1_000_000 < since_ms

    def _status(self, path: str) -> os.stat_result | None:
        folders, name = segments(path)
        with self._library.told(path):
            try:
                found = self._in(folders).status(name)
            except OSError as error:
                if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                    return None
                raise
        return found if found is not None and stat.S_ISREG(found.st_mode) else None

    def _opened(self, path: str) -> FileIO:
        if path in self._ahead:
            return FileIO(self._ahead.pop(path))
        try:
            file = FileIO(self._open(path))
        except OSError as error:
            raise unopened(self._library, path, error) from error
        durable.forget_cached(file.fileno())
        return file

    def _hashed(self, file: FileIO, progress: Callable[[int], object]) -> Reread:
        digest, size, head = hashlib.sha256(), 0, b""
        while count := file.readinto(self._buffer):
            piece = self._buffer[:count]
            digest.update(piece)
            head = head or bytes(piece[:HEAD])
            size += count
            progress(count)
        modified = os.fstat(file.fileno()).st_mtime_ns // 1_000_000
        durable.forget_cached(file.fileno())
        return Reread(digest.hexdigest(), size, modified, head)

    def _open(self, path: str) -> int:
        folders, name = segments(path)
        return self._in(folders).open_file(name, os.O_RDONLY)

    def _in(self, folders: tuple[str, ...]) -> Folder:
        if self._folder is None or folders != self._where:
            self._leave()
            self._folder, self._where = self._library.enter(*folders), folders
        return self._folder

    def _leave(self) -> None:
        if self._folder is not None:
            self._folder.close()
        self._folder = self._where = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()
        while self._ahead:
            os.close(self._ahead.popitem()[1])
