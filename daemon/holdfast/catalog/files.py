"""Names of whole catalog files that nobody works with: given, made durable, taken away. Never for the live ones."""

import os
from contextlib import suppress
from pathlib import Path

from holdfast.errors import Busy

TAILS = ("", "-journal", "-wal", "-shm")
"""What SQLite puts beside a file."""


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished file its name, durably; what had it is replaced whole. Busy: somebody works with that."""
    for tail in TAILS[1:]:
        if (log := target.with_name(target.name + tail)).exists():  # it would be taken for the new file's
            raise Busy(f"{log} is there: a program works with {target} just now, or died with it.")
    part.chmod(0o600)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)


def forget(part: Path) -> None:
    """Take an unfinished file away, with what SQLite may have left beside it."""
    for tail in TAILS:
        with suppress(FileNotFoundError):
            part.with_name(part.name + tail).unlink()


def sync_folder(folder: Path) -> None:
    """Make a new name durable; Windows has no way to ask for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
