"""Files of lines that only grow: a line is there whole, or a reader does not see it."""

import contextlib
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from holdfast.library import durable
from holdfast.library.folder import Folder
from holdfast.library.marker import INCOMING, OWN
from holdfast.library.root import Library

LONGEST = 16 * 1024 * 1024
"""A longer line is taken for damage and skipped, so that reading never needs more memory than this."""
_BLOCK = 65536


def append(folder: Folder, name: str, data: bytes, keep: Callable[[bytes], bool]) -> None:
    """Add whole lines at the end and put them on the medium; after an error the file is as before. Raises OSError.

    A last line without its end was torn by a crash: it is ended where `keep` says so, else cut off.
    """
    is_new = folder.status(name) is None
    file = folder.open_file(name, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        size = os.fstat(file).st_size
        whole = _end_of_lines(file, size)
        if whole < size and keep(_read_at(file, whole, _BLOCK)):
            data, whole = b"\n" + data, size
        if whole < size:
            os.ftruncate(file, whole)
        try:
            _write(file, data)
            durable.sync_file(file)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(file, whole)
            raise
    finally:
        os.close(file)
    if is_new:
        folder.sync()


def read(folder: Folder, name: str) -> Iterator[bytes]:
    """The lines without their ends, from first to last, one in memory at a time; none when there is no file."""
    try:
        file = folder.open_file(name, os.O_RDONLY)
    except FileNotFoundError:
        return
    with open(file, "rb", buffering=1 << 20) as lines:
        while line := lines.readline(LONGEST):
            if line.endswith(b"\n"):
                yield line[:-1]
            else:
                _skip_line(lines, len(line))


def scratch(library: Library) -> IO[bytes]:
    """A file for work in between, on the library's drive, gone when closed or at the next start."""
    with library.enter(OWN, INCOMING) as incoming:
        name = f"{uuid.uuid4()}.part"
        file = incoming.open_file(name, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        with contextlib.suppress(PermissionError):  # Windows removes no open file: swept at the next start
            incoming.remove_part(name)
    return open(file, "w+b", buffering=1 << 20)


@contextmanager
def rewritten(library: Library, folder: Folder, name: str) -> Iterator[IO[bytes]]:
    """A new text for one of Holdfast's own files: takes the old one's place at the end, whole, or not at all."""
    part = f"{uuid.uuid4()}.part"
    with library.enter(OWN, INCOMING) as incoming:
        try:
            file = incoming.open_file(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            with open(file, "wb", buffering=1 << 20) as text:
                yield text
                text.flush()
                durable.sync_file(file)
            incoming.replace(part, folder, name)
        finally:
            incoming.remove_part(part)
        folder.sync()
        incoming.sync()


def _end_of_lines(file: int, size: int) -> int:
    """Where the last whole line ends."""
    end = size
    while end > 0:
        start = max(0, end - _BLOCK)
        if (found := _read_at(file, start, end - start).rfind(b"\n")) >= 0:
            return start + found + 1
        end = start
    return 0


def _read_at(file: int, start: int, count: int) -> bytes:
    os.lseek(file, start, os.SEEK_SET)
    return os.read(file, count)


def _write(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _skip_line(lines: IO[bytes], length: int) -> None:
    while length >= LONGEST and not (rest := lines.readline(LONGEST)).endswith(b"\n"):
        length = len(rest)
