"""What any files say of themselves, in no catalog and through the same confined process as a backup's photos."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from holdfast.clock import Clock
from holdfast.domain.facts import Facts
from holdfast.errors import HoldfastError, ThumbnailFailed
from holdfast.thumbnails.maker import Maker

PATIENCE = 4.0
"""Seconds for one file; with the start of another worker after it nobody waits longer than five."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one file says, or a sentence about why nothing could be read."""

    file: str
    facts: Facts | None
    problem: str | None


def of_files(paths: Iterable[str], clock: Clock) -> Iterator[FileFacts]:
    """One after the other; whatever one of them does concerns that file alone."""
    maker = Maker(clock, PATIENCE)
    try:
        for path in paths:
            yield _of_file(path, maker)
    finally:
        maker.close()


def _of_file(path: str, maker: Maker) -> FileFacts:
    try:
        with _opened(path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return FileFacts(path, None, f"{path} is no file.")
            look = maker.look(file, 0)
    except OSError as error:
        return FileFacts(path, None, f"{path} cannot be read: {error.strerror or error}.")
    except HoldfastError as error:
        return FileFacts(path, None, error.message)
    if isinstance(look.picture, ThumbnailFailed):
        return FileFacts(path, None, f"{path} cannot be read: it took too much, or ended the process that reads it.")
    if look.facts.kind is None:
        return FileFacts(path, None, f"{path} is no picture and no film that Holdfast knows.")
    return FileFacts(path, look.facts, None)


def _opened(path: str) -> IO[bytes]:
    """Opened without waiting for anybody: a named pipe would wait for a writer."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(Path(path).expanduser(), flags), "rb")
