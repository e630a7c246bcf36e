"""Papers for a person, statements and receipts: each is there whole or not at all, and none replaces another file."""

import io
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from holdfast.errors import UsageError
from holdfast.library import durable
from holdfast.library.faults import told
from holdfast.library.folder import Folder, is_name

_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR


@contextmanager
def fresh(path: Path) -> Iterator[IO[str]]:
    """A new text file, as `fresh_bytes` makes one."""
    with fresh_bytes(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
        yield text
        text.flush()
        text.detach()


@contextmanager
def fresh_bytes(path: Path) -> Iterator[IO[bytes]]:
    """A new file, on the medium under its name when the block ends; after an error in it nothing is left.
    UsageError: something has that name already."""
    if not path.parent.is_dir():
        raise UsageError(f"The folder {path.parent} is not there.", action="Make it, or name another place.")
    with told(str(path)), Folder.open(str(path.parent)) as folder:
        _require_free(folder, path)
        part = f".{uuid.uuid4()}.part"
        try:
            with open(folder.open_file(part, _NEW, 0o666), "w+b") as file:
                yield file
                file.flush()
                durable.sync_file(file.fileno())
            _name(folder, part, path)
        finally:
            folder.remove_part(part)


@contextmanager
def scratch(folder: Path) -> Iterator[IO[bytes]]:
    """A file for work in between, in that folder, gone when closed; nobody else sees it."""
    with told(str(folder)), Folder.open(str(folder)) as held:
        part = f"{uuid.uuid4()}.part"
        try:
            with open(held.open_file(part, _NEW), "w+b", buffering=1 << 20) as file:
                yield file
        finally:
            held.remove_part(part)


def _require_free(folder: Folder, path: Path) -> None:
    if not is_name(path.name) or folder.status(path.name) is not None:
        raise _taken(path)


def _name(folder: Folder, part: str, path: Path) -> None:
    try:
        folder.rename_new(part, folder, path.name)
    except FileExistsError:
        raise _taken(path) from None
    folder.sync()


def _taken(path: Path) -> UsageError:
    return UsageError(f"There is something at {path} already, and it was not touched.", action="Name a new file.")
