"""What can be looked at before anything is set up: the programs, the keyring, the start at login, Holdfast's home."""

import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from platformdirs import user_config_path

from holdfast import __version__
from holdfast.config import Home, read_bootstrap
from holdfast.engine.checkup.check import Advised
from holdfast.errors import DiskFull, KeyringLocked, NoKeyring, NotSetUp, PartsTooOld
from holdfast.keys import catalog_key

ROOM_AT_HOME = 500 * 10**6
"""Bytes below which the home is short of room: a catalog of 100,000 photos with its nightly copies takes as much."""

_NEEDED = re.compile(r"(?P<name>[\w.-]+)>=(?P<floor>[\d.]+)$")


def programs() -> str:
    """Which Holdfast on which system."""
    system = f"{platform.system()} {platform.release()} on {platform.machine()}"
    return f"Holdfast {__version__}, Python {platform.python_version()}, {system}."


def parts() -> str:
    """What Holdfast stands on. PartsTooOld: something has a known fault that a newer version has not."""
    try:
        needed = list(_needed())
    except metadata.PackageNotFoundError:
        return "Holdfast runs from a folder where it was not installed, so its parts cannot be compared."
    old = [f"{name} {found} (at least {floor})" for name, floor, found in needed if _number(found) < _number(floor)]
    if old:
        raise PartsTooOld(f"These parts of Holdfast are older than they may be: {', '.join(old)}.")
    said = ", ".join(f"{name} {found}" for name, _, found in needed if name in ("pillow", "werkzeug", "sqlcipher3"))
    return f"All {len(needed)} are new enough ({said})."


def versions() -> dict[str, str]:
    """The version of each part that is there."""
    try:
        return {name: found for name, _, found in _needed()}
    except metadata.PackageNotFoundError:
        return {}


def _needed() -> Iterator[tuple[str, str, str]]:
    """Each part that Holdfast itself names: its name, the oldest version that will do, the one that is there."""
    for line in metadata.requires("holdfast") or ():
        found = _NEEDED.match(line)
        if found is not None:
            yield found["name"], found["floor"], metadata.version(found["name"])


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:4])


def keyring(home: Home) -> str:
    """Whether the keyring keeps what it is given, tried with an entry of its own; matters where it has the key."""
    bootstrap = read_bootstrap(home)
    needs_none = bootstrap is not None and bootstrap.key_file is not None
    try:
        catalog_key.try_keyring(home)
    except (NoKeyring, KeyringLocked) as error:
        if bootstrap is not None and not needs_none:
            raise
        return f"{error.message} {'None is needed: the key is in a file.' if needs_none else INSTEAD}"
    return "It keeps what it is given." + (" It is not used: the key is in a file." if needs_none else "")


INSTEAD = "`holdfast init` will put the key into a file that only you can read."


def set_up(home: Home) -> str:
    """Where home and key are. NotSetUp: nowhere."""
    bootstrap = read_bootstrap(home)
    if bootstrap is None:
        raise NotSetUp(f"Holdfast is not set up in {home.path}.")
    key = f"in {bootstrap.key_file}" if bootstrap.key_file else "in the keyring"
    return f"The home is {home.path}, the key is {key}."


def room_at_home(home: Home, said: Callable[[int], str]) -> str:
    """Room for catalog, thumbnails and log. DiskFull: it will not do for long."""
    place = next(folder for folder in (home.path, *home.path.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    if free < ROOM_AT_HOME:
        raise DiskFull(
            f"Only {said(free)} are free for the home {home.path}: catalog, its copies and thumbnails need more.",
            action="Free some space there, or set HOLDFAST_HOME to a folder on another drive and move the home.",
        )
    return f"{said(free)} are free for catalog, thumbnails and log."


def at_login() -> str | Advised:
    """Whether something starts Holdfast when the person logs in."""
    found = next((path for folder in _login_folders() for path in _named_after_us(folder)), None)
    if found is not None:
        return f"{found} starts Holdfast when you log in."
    return Advised(
        "Nothing starts Holdfast when you log in, so scheduled backups run only while it is open.",
        "Run `holdfast daemon install`, or switch it on in the window's settings.",
    )


def _login_folders() -> Iterator[Path]:
    if sys.platform == "darwin":
        yield Path.home() / "Library" / "LaunchAgents"
    elif sys.platform == "win32":
        yield Path.home() / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup"
    else:
        yield user_config_path() / "autostart"
        yield user_config_path() / "systemd" / "user"


def _named_after_us(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if "holdfast" in path.name.lower())
