"""Reading the originals as they lie on the drive, and moving damaged ones aside. Nothing here deletes or overwrites."""

import errno
import os
import stat
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from holdfast.errors import LibraryBadPath, Missing
from holdfast.library import durable
from holdfast.library.digest import Digest, Written
from holdfast.library.folder import Folder, is_name
from holdfast.library.marker import DAMAGED, LITTER, OWN
from holdfast.library.root import Library

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """A file that lies in the library, whoever put it there."""

    path: str
    bytes: int
    modified_ms: int


def segments(path: str) -> tuple[tuple[str, ...], str]:
    """The folders and the name of an original's path; LibraryBadPath for a path that none can have."""
    *folders, name = path.split("/")
    if not folders or folders[0] == OWN or not all(map(is_name, (*folders, name))):
        raise LibraryBadPath(f"{path!r} is no path of a photo in the library.")
    return tuple(folders), name


def open_original(library: Library, path: str) -> IO[bytes]:
    """The original for reading, never through a link; Missing when no file is there."""
    folders, name = segments(path)
    try:
        with library.enter(*folders) as folder:
            return open(folder.open_file(name, os.O_RDONLY), "rb", buffering=0)
    except OSError as error:
        raise unopened(library, path, error) from error


def size_and_time(file: IO[bytes]) -> tuple[int, int]:
    """The bytes and the modification time (ns) of an open original. Raises OSError."""
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns


def read_original(library: Library, path: str) -> Generator[bytes, None, None]:
    """The bytes as the drive has them now, not as memory remembers them, in pieces of at most 1 MiB."""
    with open_original(library, path) as file, library.told(path):
        durable.forget_cached(file.fileno())
        while chunk := file.read(CHUNK):
            yield chunk
        durable.forget_cached(file.fileno())


def hash_original(library: Library, path: str, progress: Callable[[int], object] = int) -> Written:
    """What the bytes on the drive are. `progress` gets the size of each piece, and may raise to stop."""
    digest = Digest()
    with closing(read_original(library, path)) as chunks:
        for chunk in chunks:
            digest.update(chunk)
            progress(len(chunk))
    return digest.written()


def status(library: Library, path: str) -> Found | None:
    """The regular file at this path, or None; cheap, reads no bytes."""
    folders, name = segments(path)
    with library.told(path):
        try:
            with library.enter(*folders) as folder:
                found = folder.status(name)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                return None
            raise
    if found is None or not stat.S_ISREG(found.st_mode):
        return None
    return Found(path, found.st_size, found.st_mtime_ns // 1_000_000)


def set_aside_damaged(library: Library, path: str) -> str:
    """Move the bytes at an original's path to `.holdfast/damaged/`, durably; the new path. Replaces nothing."""
    folders, name = segments(path)
    try:
        with library.enter(*folders) as folder, library.enter(OWN, DAMAGED, *folders, make=True) as damaged:
            new = _moved(folder, name, damaged)
            damaged.sync()
            folder.sync()
    except OSError as error:
        raise unopened(library, path, error) from error
    return str(PurePosixPath(OWN, DAMAGED, *folders, new))


def walk(library: Library) -> Iterator[Found]:
    """Every regular file in the library that could be an original; links, dot entries and litter are passed over.

    It comes to its end only if the library is still there then.
    """
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        here = waiting.pop()
        for entry in _listed(library, here):
            path = (*here, entry.name)
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif here and (found := status(library, "/".join(path))) is not None:
                yield found
    library.check(writing=False)  # a drive that went away looks like one without files


def _listed(library: Library, here: tuple[str, ...]) -> Iterator[os.DirEntry[str]]:
    """What is in a folder; nothing, if it is somebody else's and closed to us, or went away meanwhile."""
    with library.told("/".join(here)):
        try:
            folder = library.enter(*here)
        except (PermissionError, FileNotFoundError, NotADirectoryError):
            library.check(writing=False)
            return
        with folder:
            for entry in folder.entries():
                if entry.name not in LITTER and (here or not entry.name.startswith(".")):
                    yield entry


def _moved(folder: Folder, name: str, damaged: Folder) -> str:
    turn = 1
    while True:
        new = f"{name}~{turn}"
        try:
            folder.rename_new(name, damaged, new)
            return new
        except FileExistsError:
            turn += 1


def unopened(library: Library, path: str, error: OSError) -> Exception:
    """Our error for an original that cannot be opened. One that is not there is missing only if the library itself is
    still there."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        library.check(writing=False)
        return Missing(f"{path} is not in the library.")
    if error.errno == errno.ELOOP:
        return Missing(f"{path} in the library is a link or something else that is no file.")
    return library.translated(error, path)
