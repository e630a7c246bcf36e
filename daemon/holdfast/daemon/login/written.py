"""An entry that is a file: written whole or not at all, and never over what is not ours."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from holdfast.daemon.login.item import MARK
from holdfast.errors import LoginItemRefused

LARGEST = 64 * 1024


def read(path: Path) -> str | None:
    """What we wrote there; None when there is nothing. LoginItemRefused: it is not ours."""
    try:
        if path.is_symlink():
            raise _foreign(path)
        with path.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _refused(path, error) from error
    if MARK not in text:
        raise _foreign(path)
    return text


def write(path: Path, text: str) -> None:
    """Put this there, unless it is there already."""
    if read(path) == text:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as error:
        raise _refused(path, error) from error


def remove(path: Path) -> bool:
    """Take ours away; False when there was nothing."""
    if read(path) is None:
        return False
    try:
        path.unlink()
    except OSError as error:
        raise _refused(path, error) from error
    return True


def links_to(link: Path, target: Path) -> bool:
    """Whether it is a link to that file. LoginItemRefused: the link cannot be looked at."""
    try:
        return link.is_symlink() and link.resolve() == target.resolve()
    except OSError as error:
        raise _refused(link, error) from error


def link(link: Path, target: Path) -> None:
    """Link to that file. LoginItemRefused: something else is there."""
    if links_to(link, target):
        return
    try:
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    except FileExistsError as error:
        raise _foreign(link) from error
    except OSError as error:
        raise _refused(link, error) from error


def unlink(link: Path, target: Path) -> None:
    """Take our link away; what else is there stays."""
    if links_to(link, target):
        try:
            link.unlink()
        except OSError as error:
            raise _refused(link, error) from error


def config_folder() -> Path:
    """Where this person's programs keep their settings on Linux. LoginItemRefused: they have no home."""
    named = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(named) if Path(named).is_absolute() else personal_folder() / ".config"


def personal_folder() -> Path:
    """The person's home. LoginItemRefused: they have none."""
    try:
        found = Path.home()
    except RuntimeError as error:
        raise LoginItemRefused("This account has no home folder to put an entry for the login into.") from error
    if not found.is_dir():
        raise LoginItemRefused(f"The home folder {found} is not there, so there is no place for an entry.")
    return found


def _replace(path: Path, text: str) -> None:
    number, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(part).unlink()
        raise


def _foreign(path: Path) -> LoginItemRefused:
    return LoginItemRefused(
        f"{path} was not written by Holdfast, so it was left as it is.",
        action="Move it away or rename it, then try again.",
    )


def _refused(path: Path, error: OSError) -> LoginItemRefused:
    return LoginItemRefused(
        f"{path} cannot be used: {error.strerror}.", action="Give yourself the right to write there, then try again."
    )
