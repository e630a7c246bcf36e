"""Where a library could live: what a person should know of a place before anything is made there."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from platformdirs import user_pictures_path

from holdfast.clock import Clock
from holdfast.config import Home
from holdfast.errors import HoldfastError, LibraryError, UsageError
from holdfast.library import apart, drive_kind, root
from holdfast.library.faults import told

NAME = "Holdfast"
BLOCK = 1 << 20
MOST_WRITTEN = 64 * BLOCK
SECONDS_OF_WRITING = 2.0
LITTLE_ROOM = 10 * 10**9
"""Bytes below which a drive is called small for a library of photos."""

Note = Literal["same_drive", "sync", "fat", "exfat", "network", "memory", "container", "little_room"]
KINDS: dict[str, Note] = {
    "vfat": "fat", "msdos": "fat", "exfat": "exfat", "tmpfs": "memory", "overlay": "container",
    **dict.fromkeys(drive_kind.NETWORK, "network"),
}  # fmt: skip

SYNCED = (
    "dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "com~apple~clouddocs", "mobile documents",
    "nextcloud", "owncloud", "pcloud", "pclouddrive", "megasync", "seafile", "box sync", "syncthing",
)  # fmt: skip
"""How the folders are called that programs carry to other computers, in small letters."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A place as it is just now. Nothing was written there."""

    path: Path
    there: bool
    free_bytes: int | None
    total_bytes: int | None
    notes: tuple[Note, ...]
    library: bool
    """A library of Holdfast lies there already."""
    refusal: HoldfastError | None
    """Why no library can be made there."""


def proposed() -> Path:
    """A folder in the person's pictures, or beside their other folders."""
    pictures = user_pictures_path()
    return (pictures if pictures.is_dir() else Path.home()) / NAME


def named(typed: str) -> Path:
    """The path that somebody typed, `~` replaced. UsageError: it is none."""
    try:
        path = Path(typed.strip()).expanduser()
        if "\0" in typed or not path.is_absolute():  # to which folder it is relative, nobody sees
            raise ValueError(typed)
        return path.absolute()
    except (RuntimeError, ValueError) as error:
        raise UsageError(
            "This cannot be the path of a folder.", action="Give the whole path, from the drive on.", field="path"
        ) from error


def look(home: Home, path: Path) -> Looked:
    """What a person should know of this place. Raises nothing: what is wrong with it is in the answer."""
    try:
        is_library = root.peek(path) is not None
        if not is_library:
            _require(home, path)
        near = _nearest(path)
        room = shutil.disk_usage(near)
        notes = tuple(_notes(path, near, room.free))
    except HoldfastError as error:
        return Looked(path, False, None, None, (), False, error)
    except (OSError, ValueError) as error:
        return Looked(path, False, None, None, (), False, _unusable(path, error))
    return Looked(path, path.is_dir(), room.free, room.total, notes, is_library, None)


def write_speed(where: Path, clock: Clock) -> int:
    """Bytes a second that the drive of this place takes for good, found by writing a file without a name for two
    seconds at most. LibraryError: nothing can be written there."""
    block, written = os.urandom(BLOCK), 0
    with told(str(where)), tempfile.TemporaryFile(dir=_nearest(where), buffering=0) as file:
        begun = clock.monotonic()
        while written < MOST_WRITTEN and clock.monotonic() - begun < SECONDS_OF_WRITING:
            written += file.write(block)
        os.fsync(file.fileno())
        return int(written / max(clock.monotonic() - begun, 0.001))


def _require(home: Home, path: Path) -> None:
    root.require_place(path)
    apart.require(path, [home.path])
    if not os.access(_nearest(path), os.W_OK):
        raise LibraryError(f"The system does not let Holdfast write in {_nearest(path)}.",
                           action="Choose a folder of your own.")  # fmt: skip


def _notes(path: Path, near: Path, free: int) -> list[Note]:
    found: list[Note] = []
    if any(part.casefold().startswith(SYNCED) for part in path.parts):
        found.append("sync")
    kind = drive_kind.kind_of(near)
    if kind in KINDS:
        found.append(KINDS[kind])
    if near.stat().st_dev == Path.home().stat().st_dev:
        found.append("same_drive")
    if free < LITTLE_ROOM:
        found.append("little_room")
    return found


def _nearest(path: Path) -> Path:
    """The place itself, or the first folder above it that is there."""
    return next((each for each in (path, *path.parents) if each.is_dir()), path)


def _unusable(path: Path, error: OSError | ValueError) -> LibraryError:
    reason = error.strerror if isinstance(error, OSError) else None
    return LibraryError(f"{str(path)[:200]!r} cannot be used: {reason or 'it is no path'}.",
                        action="Choose another folder.")  # fmt: skip
