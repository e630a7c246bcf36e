"""The login item: what starts the daemon when the person logs in. `here` knows the ways of this system."""

import sys
from contextlib import suppress
from pathlib import Path

from holdfast.clock import Clock
from holdfast.config import Home
from holdfast.daemon import process
from holdfast.daemon.login.autostart import Autostart
from holdfast.daemon.login.item import Entry, LoginItem, Wanted, wanted
from holdfast.daemon.login.launchd import Agent
from holdfast.daemon.login.scheduled import Task
from holdfast.daemon.login.systemd import Unit
from holdfast.daemon.process import Started
from holdfast.errors import LoginItemRefused

__all__ = ["Entry", "freshen", "install", "look", "start", "uninstall", "ways"]


def ways(what: Wanted) -> list[LoginItem]:
    """The ways of this system, the one to take first."""
    if sys.platform == "darwin":
        return [Agent(what)]
    if sys.platform == "win32":
        return [Task(what)]
    unit, autostart = Unit(what), Autostart(what)
    return [unit, autostart] if unit.is_there() else [autostart, unit]


def look(home: Home, key_file: Path | None) -> Entry:
    """The entry for this home; if there is none, where it would be."""
    entries = [way.look() for way in ways(wanted(home, key_file))]
    return next((entry for entry in entries if entry.installed), entries[0])


def install(home: Home, key_file: Path | None) -> Entry:
    """See that the daemon is started at every login, by one way alone."""
    first, *others = ways(wanted(home, key_file))
    first.install()
    for other in others:
        other.uninstall()
    return first.look()


def start(home: Home, key_file: Path | None, clock: Clock) -> Started:
    """Start the daemon by its entry, if it has one, so that it is started again after a crash; else as it is."""
    if process.status(home, clock) is None:
        for way in ways(wanted(home, key_file))[:1]:
            with suppress(LoginItemRefused):
                if way.look().current:
                    way.start()
    return process.start(home, key_file, clock)


def uninstall(home: Home, key_file: Path | None) -> bool:
    """See that nothing of ours starts it any more; False when nothing did. A daemon that runs goes on."""
    return [way.uninstall() for way in ways(wanted(home, key_file))].count(True) > 0


def freshen(home: Home, key_file: Path | None) -> bool:
    """After Holdfast or its Python was moved: an entry that starts what is not there any more starts this one."""
    if not look(home, key_file).is_broken:
        return False
    install(home, key_file)
    return True
