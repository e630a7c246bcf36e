"""Bytes on their way in: unfinished files in `.holdfast/incoming/`, hashed while they are written."""

import contextlib
import errno
import logging
import os
import stat
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from holdfast.domain.photo import Checksum
from holdfast.errors import LibraryBadPath
from holdfast.library import durable
from holdfast.library.digest import Digest, Written
from holdfast.library.folder import Folder
from holdfast.library.marker import INCOMING, OWN
from holdfast.library.root import Library

log = logging.getLogger(__name__)

LARGE = 4 * 1024 * 1024
"""From this size on the sums of a file are made beside the thread that receives it, if there are cores to spare."""

CORES = os.cpu_count() or 1
CHUNK = 1024 * 1024
HEAD = 512

_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR

_IN_HAND: set[str] = set()
"""Parts that this process has open: one that hangs in a dead connection is not taken up by the next run."""


class Part:
    """One unfinished file. Whoever asked for it either hands it to a batch, or discards it, or keeps it for later.

    As a context it discards itself when its block fails or ends without `finish`.
    """

    def __init__(
        self, library: Library, folder: Folder, name: str, file: int, mode: int, digest: Digest, head: bytes = b""
    ) -> None:
        self.name = name
        self.folder = folder
        self.file = file
        self.written: Written | None = None
        """Set by `finish`."""
        self.head = head
        """The first bytes, at most 512."""
        self._library = library
        self._mode = mode
        self._digest = digest
        _IN_HAND.add(name)

    @property
    def size(self) -> int:
        """How many bytes were written so far."""
        return self._digest.bytes

    def expect(self, declared: Sequence[Checksum]) -> None:
        """Sum up what these need as well; bytes that are here already are re-read for it."""
        if self._digest.lacks(declared):
            with self._library.told(self._path):
                self._digest.learn(declared, self._read_back(self.size))

    def write(self, chunk: bytes) -> None:
        """Add bytes at the end."""
        self._pass(chunk)
        with self._library.told(self._path):
            written = os.write(self.file, chunk)
            while written < len(chunk):
                written += os.write(self.file, memoryview(chunk)[written:])

    def keep(self) -> str:
        """After this what was written so far is on the medium; its SHA-256, by which it is known again."""
        with self._library.told(self._path):
            durable.sync_file(self.file)
        return self._digest.sha256()

    def against(self, declared: Sequence[Checksum]) -> dict[Checksum, str]:
        """See `Digest.against`. Only of a finished part."""
        return self._digest.against(declared)

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

    def put_away(self) -> None:
        """Close the file and leave it for a later run; the room behind its bytes is free again."""
        with self._library.told(self._path):
            os.ftruncate(self.file, self.size)
        self.release()

    def release(self) -> None:
        """Close the file and leave it where it is."""
        file, self.file = self.file, -1
        if file >= 0:
            os.close(file)
            _IN_HAND.discard(self.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None or self.written is None:
            self.discard()

    def __repr__(self) -> str:
        return f"Part({self.name!r}, {self.size} bytes)"

    def take_up(self, size: int, look: Callable[[], object]) -> str:
        """Cut the file to its first `size` bytes and read them back; their SHA-256. The next byte comes after them."""
        os.ftruncate(self.file, size)
        for chunk in self._read_back(size):
            look()
            self._pass(chunk)
        return self._digest.sha256()

    def _pass(self, chunk: bytes) -> None:
        if len(self.head) < HEAD:
            self.head = (self.head + chunk)[:HEAD]
        self._digest.update(chunk)

    def _read_back(self, size: int) -> Iterator[bytes]:
        """The first `size` bytes, from the drive; the place of writing is behind them then."""
        durable.forget_cached(self.file)
        os.lseek(self.file, 0, os.SEEK_SET)
        while size > 0 and (chunk := os.read(self.file, min(CHUNK, size))):
            size -= len(chunk)
            yield chunk

    @property
    def _path(self) -> str:
        return f"{OWN}/{INCOMING}/{self.name}"


class Incoming:
    """The place where bytes arrive. `new` may be called from several threads; only one process may use it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pool = ThreadPoolExecutor(CORES, "sums")  # makes no thread before it has work
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
            part = self._part(name, self._folder.open_file(name, _NEW), size or 0)
            try:
                durable.allocate(part.file, size or 0)
            except BaseException:
                part.discard()
                raise
        return part

    def take_up(
        self, name: str, bytes: int, sha256: str, size: int | None = None, look: Callable[[], object] = int
    ) -> Part | None:
        """The part of an earlier run with its first `bytes` bytes, to go on behind them. None, and the file is gone:
        they are not what they were. None as well while somebody here still has it in hand. `look` is called for each
        piece that is read back, and may raise to stop; then the file stays."""
        if name in _IN_HAND:
            return None
        try:
            part = self._part(name, self._folder.open_file(name, os.O_RDWR), size or bytes)
        except OSError:
            return None
        try:
            if part.take_up(bytes, look) == sha256 and part.size == bytes:
                durable.allocate(part.file, size or 0)
                return part
        except OSError as error:
            log.info("an unfinished download cannot be gone on with: %s", error)
        except BaseException:
            part.release()
            raise
        part.discard()
        return None

    @property
    def handle(self) -> int | None:
        """The open folder, for another process to make parts in; None where there is no such thing."""
        return self._folder.handle

    def brought(self, name: str, written: Written, head: bytes) -> Part:
        """A part that another process has filled and closed, with the sums and the first bytes of what it wrote."""
        with self._library.told(f"{OWN}/{INCOMING}/{name}"):
            file = self._folder.open_file(name, os.O_RDWR)
            if os.fstat(file).st_size != written.bytes:
                os.close(file)
                raise OSError(errno.EIO, "another size than was written", name)
        return Part(self._library, self._folder, name, file, self._mode, Digest.of(written), head)

    def parts(self) -> set[str]:
        """The names of all unfinished files."""
        with self._library.told(f"{OWN}/{INCOMING}"):
            return {entry.name for entry in self._folder.entries() if _is_part(entry)}

    def trim(self, name: str, bytes: int) -> None:
        """Give back the room that is reserved behind the first bytes of a file, as a killed run leaves it. Not while
        somebody here still has it in hand."""
        if name in _IN_HAND:
            return
        with contextlib.suppress(OSError):
            file = self._folder.open_file(name, os.O_RDWR)
            try:
                if os.fstat(file).st_size > bytes:
                    os.ftruncate(file, bytes)
            finally:
                os.close(file)

    def sweep(self, keep: Collection[str] = ()) -> int:
        """Remove what earlier runs left unfinished, but for those to `keep`; how many. Only while none is in use."""
        stale = sorted(self.parts().difference(keep))
        with self._library.told(f"{OWN}/{INCOMING}"):
            for name in stale:
                self._folder.remove_part(name)
        return len(stale)

    def _part(self, name: str, file: int, size: int) -> Part:
        alone = size >= LARGE and len(_IN_HAND) < CORES  # many at once keep every core at work as they are
        return Part(self._library, self._folder, name, file, self._mode, Digest(pool=self._pool if alone else None))

    def close(self) -> None:
        """Let go of the folder; the parts must be done by then."""
        self._folder.close()
        self._pool.shutdown(wait=False)

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
