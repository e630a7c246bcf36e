"""Bytes on their way in: unfinished files in `.holdfast/incoming/`, hashed while they are written."""

import contextlib
import os
import stat
import uuid
from types import TracebackType
from typing import Self

from holdfast.errors import LibraryBadPath
from holdfast.library import durable
from holdfast.library.folder import Folder
from holdfast.library.marker import INCOMING, OWN
from holdfast.library.originals import Digest, Written
from holdfast.library.root import Library

_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR


class Part:
    """One unfinished file. Whoever asked for it either hands it to a batch or discards it.

    As a context it discards itself when its block fails or ends without `finish`.
    """

    def __init__(self, library: Library, folder: Folder, name: str, file: int, mode: int) -> None:
        self.name = name
        self.folder = folder
        self.file = file
        self.written: Written | None = None
        """Set by `finish`."""
        self._library = library
        self._mode = mode
        self._digest = Digest()

    @property
    def size(self) -> int:
        """How many bytes were written so far."""
        return self._digest.bytes

    def write(self, chunk: bytes) -> None:
        """Add bytes at the end."""
        with self._library.told(self._path):
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(self.file, rest) :]
        self._digest.update(chunk)

    def finish(self, modified_ms: int | None = None) -> Written:
        """No more bytes will come; what they were. The file gets its mode and, if known, its time."""
        with self._library.told(self._path):
            os.ftruncate(self.file, self._digest.bytes)
            durable.allow_reading(self.file, self._mode)
            if modified_ms is not None:
                durable.set_modified(self.file, os.path.join(self.folder.path, self.name), modified_ms)
        self.written = self._digest.written()
        return self.written

    def discard(self) -> None:
        """Remove the file. May be called more than once; what cannot be removed now is swept at the next start."""
        self.release()
        with contextlib.suppress(OSError):
            self.folder.remove_part(self.name)

    def release(self) -> None:
        """Close the file and leave it where it is."""
        file, self.file = self.file, -1
        if file >= 0:
            os.close(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None or self.written is None:
            self.discard()

    def __repr__(self) -> str:
        return f"Part({self.name!r}, {self.size} bytes)"

    @property
    def _path(self) -> str:
        return f"{OWN}/{INCOMING}/{self.name}"


class Incoming:
    """The place where bytes arrive. `new` may be called from several threads; only one process may use it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        with library.told(f"{OWN}/{INCOMING}"), library.enter(OWN) as own:
            self._folder = own.make(INCOMING)
        try:
            self._mode = self._usual_mode()
        except BaseException:
            self._folder.close()
            raise

    def new(self, size: int | None = None) -> Part:
        """An empty file, with room reserved for `size` bytes where the drive can do that (else DiskFull at once)."""
        name = f"{uuid.uuid4()}.part"
        with self._library.told(f"{OWN}/{INCOMING}/{name}"):
            part = Part(self._library, self._folder, name, self._folder.open_file(name, _NEW), self._mode)
            try:
                durable.allocate(part.file, size or 0)
            except BaseException:
                part.discard()
                raise
        return part

    def sweep(self) -> int:
        """Remove what earlier runs left unfinished; how many. Only at start, before anything is `new`."""
        with self._library.told(f"{OWN}/{INCOMING}"):
            stale = [entry.name for entry in self._folder.entries() if _is_part(entry)]
            for name in stale:
                self._folder.remove_part(name)
        return len(stale)

    def close(self) -> None:
        """Let go of the folder; the parts must be done by then."""
        self._folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _usual_mode(self) -> int:
        """The mode that new files of this person have on this drive: asked of a file, as the umask cannot be read."""
        name = f"{uuid.uuid4()}.part"
        with self._library.told(f"{OWN}/{INCOMING}"):
            file = self._folder.open_file(name, _NEW, 0o666)
            try:
                status = os.fstat(file)
            finally:
                os.close(file)
                self._folder.remove_part(name)
        if status.st_dev != self._library.device:
            raise LibraryBadPath(
                f"{self._library.path}/{OWN}/{INCOMING} lies on another drive than the library.",
                action="Make it a plain folder inside the library again.",
            )
        return stat.S_IMODE(status.st_mode)


def _is_part(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(".part") and entry.is_file(follow_symlinks=False)
