"""Who uses the catalog: everybody together, or one alone who puts another file in its place.

A lock of the system on a file of its own, never on the catalog: SQLite's locks there would be lost. It is gone the
moment its holder is. Where the drive knows no locks it keeps nobody out, and SQLite's own locks are all there is.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from holdfast.clock import Clock, local_time
from holdfast.errors import Busy, PermissionRefused

NAME = "catalog.use"
PATIENCE = 3.0
"""Seconds that are waited for short commands to end."""
CLOSE_OTHERS = "Close the window and `holdfast serve`, stop the daemon with `holdfast daemon stop`, and try again."

_CARD = 500
"""Bytes in which the one who is alone says who it is."""
_FAR = 1 << 30  # Windows locks bytes against reading as well: these are not there
_PLACES = 1 << 20
"""Windows has no lock for many: each takes one of so many bytes, who is to be alone takes all of them."""


@contextmanager
def together(home: Path) -> Iterator[None]:
    """Use the catalog of this home beside others. Busy: somebody puts another one in its place, and says so."""
    file = _open(home)
    try:
        if file is not None and not _locked(file, alone=False):
            raise Busy(_read(file), action="Wait until that has ended, and try again.")
        yield
    finally:
        if file is not None:
            os.close(file)


@contextmanager
def alone(home: Path, doing: str, clock: Clock) -> Iterator[None]:
    """Use it without anybody else, however long that takes. `doing`, as in "restored", is said to those who come.
    Busy: others use it."""
    file = _open(home)
    if file is None:
        raise PermissionRefused(f"The lock {home / NAME} cannot be used.")
    try:
        deadline = clock.monotonic() + PATIENCE
        while not _locked(file, alone=True):
            if clock.monotonic() > deadline:
                raise Busy("Another program of Holdfast has the catalog open.", action=CLOSE_OTHERS)
            clock.sleep(0.05)
        _write(file, {"doing": doing, "pid": os.getpid(), "since": clock.now()})
        yield
    finally:
        os.close(file)


def _open(home: Path) -> int | None:
    """None where none can be opened: nobody can be alone then."""
    try:
        return os.open(home / NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError:
        return None


def _locked(file: int, *, alone: bool) -> bool:
    """False when somebody is in the way; True, too, where there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, _FAR if alone else _FAR + random.randrange(_PLACES), os.SEEK_SET)  # noqa: S311 - no secret
            msvcrt.locking(file, msvcrt.LK_NBLCK, _PLACES if alone else 1)
        else:
            import fcntl

            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _write(file: int, card: dict[str, object]) -> None:
    with suppress(OSError):  # the card only informs
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, json.dumps(card).ljust(_CARD).encode())


def _read(file: int) -> str:
    """What is being done, by whom, for a person."""
    try:
        card = json.loads(os.read(file, _CARD))
        return f"The catalog is being {card['doing']} by process {card['pid']}, since {local_time(card['since'])}."
    except (OSError, ValueError, TypeError, KeyError):
        return "Another program of Holdfast is putting another catalog in place."
