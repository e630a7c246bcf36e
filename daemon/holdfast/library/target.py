"""A folder outside the library that photos are restored to. Nothing that is there is ever replaced or removed, but for
sidecars that an earlier run wrote there."""

import contextlib
import errno
import hashlib
import os
import shutil
import uuid
from builtins import open as open_file
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import TracebackType
from typing import Self

from holdfast.errors import DiskFull, FileTooBig, HoldfastError, TargetError, TargetFull, TargetRefused, TargetTaken
from holdfast.library import apart, durable, faults, lines, manifest
from holdfast.library.faults import told
from holdfast.library.folder import Folder
from holdfast.library.manifest import Entry

WORK = ".holdfast-restoring"
"""The folder in it for files that are not whole yet; gone when all is done."""
CHUNK = 1024 * 1024
SIDECAR = ".xmp"
_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR
_ONE_PLACE = {errno.ENOTDIR, errno.ELOOP, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.EINVAL, errno.EISDIR,
              errno.EXDEV}  # fmt: skip
"""What is the matter with one place in the folder, and not with all of it."""

Progress = Callable[[int], object]


class Part:
    """A file on its way. Whoever asked for it closes it; it is gone then, unless it was placed."""

    def __init__(self, work: Folder, name: str, file: int) -> None:
        self.name, self.file = name, file
        self._work = work

    def close(self) -> None:
        """Let go of it; may be called more than once."""
        file, self.file = self.file, -1
        if file >= 0:
            os.close(file)
            with contextlib.suppress(OSError):
                self._work.remove_part(self.name)


class Target:
    """The folder held open. `place` and `sha256_of` may be called from several threads."""

    def __init__(self, path: Path, folder: Folder, work: Folder) -> None:
        self.path = path
        self._folder = folder
        self._work = work
        self._identity = _identity(folder)

    def check(self) -> None:
        """TargetError unless the path still leads to this very folder."""
        try:
            there = os.stat(self.path)
        except OSError as error:
            raise TargetError(f"{self.path} is no longer there: its drive may have been taken away.") from error
        if (there.st_dev, there.st_ino) != self._identity:
            raise TargetError(f"{self.path} is another folder now than when the work began.")

    def free_bytes(self) -> int:
        """Room that the system would give us there."""
        with self._told(""):
            return shutil.disk_usage(self.path).free

    def require_space(self, size: int) -> None:
        """TargetFull unless so many bytes fit."""
        free = self.free_bytes()
        if free < size:
            raise TargetFull(f"There is not enough room at {self.path}: {size:,} bytes are needed, {free:,} are free.")

    def status(self, path: str) -> os.stat_result | None:
        """What has this path, links not followed; None: nothing."""
        *parents, name = path.split("/")
        try:
            with self._entered(parents) as folder:
                return folder.status(name)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._translated(error, path) from error

    def new(self, size: int) -> Part:
        """An empty file on its way. FileTooBig: the drive holds none of that size."""
        name = f"{uuid.uuid4()}.part"
        with self._on_its_way(name):
            part = Part(self._work, name, self._work.open_file(name, _NEW, 0o666))
            try:
                if size >= 2**32:  # FAT's limit is found out before the first 4 GB were written
                    os.ftruncate(part.file, size)
                    os.ftruncate(part.file, 0)
                durable.allocate(part.file, size)
            except BaseException:
                part.close()
                raise
        return part

    def empty(self, part: Part) -> None:
        """Let it have no bytes yet."""
        with self._on_its_way(part.name):
            os.ftruncate(part.file, 0)
            os.lseek(part.file, 0, os.SEEK_SET)

    def write(self, part: Part, chunk: bytes) -> None:
        """Add bytes at its end."""
        rest = memoryview(chunk)
        with self._on_its_way(part.name):
            while rest:
                rest = rest[os.write(part.file, rest) :]

    def dress(self, part: Part, size: int, modified_ns: int) -> None:
        """No more bytes will come: cut off what was only reserved, and give it the original's time."""
        with self._on_its_way(part.name):
            os.ftruncate(part.file, size)
            durable.set_modified(part.file, os.path.join(self._work.path, part.name), modified_ns // 1_000_000)

    def sync(self, parts: Sequence[Part]) -> None:
        """After this the bytes of these files are on the medium."""
        with self._told(""):
            durable.sync_files(self._folder.handle, [part.file for part in parts])

    def reread(self, part: Part, progress: Progress = int) -> str:
        """The SHA-256 of what the drive gives back of it."""
        with self._on_its_way(part.name):
            return _sha256(part.file, progress)

    def place(self, part: Part, path: str) -> None:
        """Give it its name, making the folders on the way. FileExistsError: something has it. Durable after `seal`."""
        *parents, name = path.split("/")
        with self._told(path), self._entered(parents, make=True) as folder:
            self._work.rename_new(part.name, folder, name)
            os.close(part.file)
            part.file = -1

    def renew(self, part: Part, path: str) -> None:
        """Let it take the place of a sidecar that an earlier run wrote; the caller knows that it is that. Durable after
        `seal`."""
        if not path.endswith(SIDECAR):
            raise ValueError(f"not a sidecar: {path}")
        *parents, name = path.split("/")
        with self._told(path), self._entered(parents) as folder:
            self._work.replace(part.name, folder, name)
            os.close(part.file)
            part.file = -1

    def sha256_of(self, path: str, progress: Progress = int) -> str | None:
        """What the drive gives back of a file that is there; None: it is no file, or not ours to read."""
        *parents, name = path.split("/")
        try:
            with self._entered(parents) as folder:
                file = folder.open_file(name, os.O_RDONLY)
        except OSError:
            return None
        try:
            with self._told(path):
                return _sha256(file, progress)
        finally:
            os.close(file)

    def seal(self, entries: Iterable[Entry], folders: Iterable[str]) -> None:
        """Make the names in these folders durable, then add lines to the manifest beside them."""
        with self._told(""):
            is_whole = durable.sync_files(self._folder.handle, [])
        for path in () if is_whole else sorted(set(folders)):
            with self._told(path), self._entered(path.split("/") if path else []) as folder:
                folder.sync()
        data = b"".join(manifest.line(entry) for entry in entries)
        if data:
            with self._told(manifest.NAME):
                lines.append(self._folder, manifest.NAME, data, lambda tail: manifest.parsed(tail) is not None)

    def keep_last_lines(self, paths: AbstractSet[str]) -> None:
        """Let the manifest speak of these files once only, by its last line of each."""
        if not paths:
            return
        last = {entry.path: entry.sha256 for entry in self.listed() if entry.path in paths}
        kept = (entry for entry in self.listed() if last.get(entry.path, entry.sha256) == entry.sha256)
        name = f"{uuid.uuid4()}.part"
        with self._told(manifest.NAME):
            with open_file(self._work.open_file(name, _NEW, 0o666), "wb") as text:
                text.writelines(manifest.line(entry) for entry in kept)
                text.flush()
                durable.sync_file(text.fileno())
            self._work.replace(name, self._folder, manifest.NAME)
            self._folder.sync()

    def listed(self) -> Iterable[Entry]:
        """The lines of a manifest that is there already. TargetRefused: it is no manifest of ours or anybody's."""
        with self._told(manifest.NAME):
            for text in lines.read(self._folder, manifest.NAME):
                entry = manifest.parsed(text)
                if entry is None:
                    raise TargetRefused(f"{self.path / manifest.NAME} is something else than a list of checksums.")
                yield entry

    def close(self) -> None:
        """Let go of the folder; what is not whole is removed, and the folder that it lay in."""
        with contextlib.suppress(OSError):
            _sweep(self._work)
            self._work.close()
            os.rmdir(self.path / WORK)
        self._folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _entered(self, parents: Sequence[str], make: bool = False) -> Folder:
        """A folder below, for the caller to close; no link on the way is followed. Raises OSError."""
        folder = self._folder
        for depth, name in enumerate(parents):
            try:
                below = folder.make(name) if make else folder.enter(name)
            finally:
                if depth:
                    folder.close()
            folder = below
        if parents:
            return folder
        return Folder(folder.path, None if folder.handle is None else os.dup(folder.handle))

    def _on_its_way(self, name: str) -> "_Told":
        return self._told(f"{WORK}/{name}")

    def _told(self, path: str) -> "_Told":
        return _Told(self._translated, path)

    def _translated(self, error: OSError, path: str) -> HoldfastError:
        where = str(self.path / path)
        if error.errno in _ONE_PLACE:
            return TargetTaken(f"{where} cannot be made: {error.strerror or error}.")
        if error.errno == errno.ENOSPC and durable.out_of_names(self._folder.handle):
            return TargetFull(f"The drive of {self.path} holds too many files already: no room for {where}.")
        found = faults.translated(error, where)
        if isinstance(found, FileTooBig):
            return found
        return (TargetFull if isinstance(found, DiskFull) else TargetError)(found.message)


class _Told(faults.Told):
    """As in the library, but that something has a name already is for the caller to know."""

    __slots__ = ()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, FileExistsError):
            super().__exit__(kind, error, trace)


def open(path: Path, keep_out: Sequence[Path]) -> Target:  # noqa: A001 - `target.open` reads as what it does
    """The folder, made if need be; its parent must be there. TargetRefused: it is one of the folders to `keep_out` of,
    in one, around one, or another library."""
    where = apart.require(path, keep_out)
    with told(str(where)):
        with contextlib.suppress(FileExistsError):
            os.mkdir(where)
        folder = Folder.open(str(where))
        try:
            if durable.is_read_only(folder.handle):
                raise TargetRefused(f"The drive with {where} is read-only.")
            _require_own_manifest(folder, where)
            work = folder.make(WORK)
            _sweep(work)
        except BaseException:
            folder.close()
            raise
    return Target(where, folder, work)


def _require_own_manifest(folder: Folder, where: Path) -> None:
    """A manifest of another folder too, as a copy made of links has it, would get our lines there as well."""
    status = folder.status(manifest.NAME)
    if status is not None and status.st_nlink > 1:
        raise TargetRefused(
            f"{where / manifest.NAME} is the same file as one in another folder.",
            action="Name another folder, or put a copy of the file in its place.",
        )


def _identity(folder: Folder) -> tuple[int, int]:
    status = os.stat(folder.path if folder.handle is None else folder.handle)
    return status.st_dev, status.st_ino


def _sweep(work: Folder) -> None:
    """Remove what a run that was killed left on its way."""
    parts = [entry.name for entry in work.entries() if entry.name.endswith(".part") and not entry.is_dir()]
    for name in parts:
        work.remove_part(name)


def _sha256(file: int, progress: Progress) -> str:
    """Of what the drive has, not of what memory remembers."""
    durable.forget_cached(file)
    os.lseek(file, 0, os.SEEK_SET)
    digest = hashlib.sha256()
    while chunk := os.read(file, CHUNK):
        digest.update(chunk)
        progress(len(chunk))
    durable.forget_cached(file)
    return digest.hexdigest()
