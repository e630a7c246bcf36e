"""A file that holds the key of the catalog: 64 hexadecimal digits, readable by its owner alone."""

import os
import re
import stat
from pathlib import Path

from holdfast.errors import KeyExposed, KeyMissing, KeyWrong, UsageError
from holdfast.keys import recovery_code

KEY_BYTES = 32
HEX_KEY = re.compile(r"[0-9a-fA-F]{64}")
LONGEST = 4096


def write(path: Path, key: bytes) -> None:
    """Write the key to a new file, durably; a file that is already there is never touched."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise UsageError(
            f"The key file {path} already exists and may be the key of another catalog; it was left as it is.",
            action="Name a file that does not exist yet, or move this one aside.",
        ) from error
    except FileNotFoundError as error:
        raise UsageError(f"The key file {path} cannot be made: its folder does not exist.") from error
    except OSError as error:
        raise UsageError(f"The key file {path} cannot be made: {error.strerror}.") from error
    try:
        _fill(fd, key)
    except OSError as error:
        path.unlink()
        raise UsageError(f"The key file {path} could not be written: {error.strerror}.") from error
    sync_folder(path.parent)


def _fill(fd: int, key: bytes) -> None:
    with os.fdopen(fd, "wb") as file:
        file.write(key.hex().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the new name durable, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def read(path: Path) -> bytes:
    """The key in a file: its 64 hexadecimal digits, or the recovery code as it was written down."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            raw = file.read(LONGEST)
    except FileNotFoundError as error:
        raise KeyMissing(f"The key file {path} is not there.") from error
    except IsADirectoryError as error:
        raise KeyMissing(f"The key file {path} is a folder.") from error
    except OSError as error:
        raise KeyMissing(f"The key file {path} cannot be read: {error.strerror}.") from error
    _refuse_exposed(path, mode)
    return _key_in(raw, path)


def _refuse_exposed(path: Path, mode: int) -> None:
    if os.name != "nt" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyExposed(
            f"The key file {path} can be used by other users of this computer (mode {stat.S_IMODE(mode):04o}).",
            action=f"Run `chmod 600 '{path}'` and try again.",
        )


def _key_in(raw: bytes, path: Path) -> bytes:
    text = raw.decode("ascii", "replace").strip()
    if HEX_KEY.fullmatch(text):
        return bytes.fromhex(text)
    try:
        return recovery_code.decode(text)
    except UsageError as error:
        raise KeyWrong(
            f"The key file {path} holds neither a key nor a recovery code. {error.message}",
            action="A key file holds 64 hexadecimal digits. Give the right file with --key-file.",
        ) from error
