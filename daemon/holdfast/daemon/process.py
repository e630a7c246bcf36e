"""Starting and stopping the daemon from another process. The answers are values: what to say is the caller's matter."""

import atexit
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from holdfast import __version__
from holdfast.clock import Clock
from holdfast.config import Home
from holdfast.daemon.lock import Card, holder
from holdfast.errors import Busy

LOOK_EVERY = 0.02
PATIENCE_TO_START = 60.0
"""A daemon that has neither begun to work nor ended by then is left to itself."""
PATIENCE_TO_STOP = 10.0
PATIENCE_TO_BE_NAMED = 5.0
"""A daemon that was quicker has the lock a moment before its card is there."""
TAIL = 4000

SECRET_VARIABLES = ("CLOUDINARY_URL", "CLOUDINARY_API_SECRET")
"""Not for the daemon: it reads what sources sign in with from the catalog."""


class Start(Enum):
    """What became of the wish to start the daemon."""

    STARTED = "started"
    ALREADY_RUNNING = "already running"
    BUSY = "a command is at work"
    STILL_STARTING = "still starting"
    FAILED = "failed"


class Stop(Enum):
    """What became of the wish to stop the daemon."""

    STOPPED = "stopped"
    NOT_RUNNING = "not running"
    BUSY = "a command is at work"
    STILL_STOPPING = "still stopping"


@dataclass(frozen=True, slots=True)
class Started:
    """The answer of `start`."""

    answer: Start
    pid: int | None = None
    exit_code: int = 0
    """Of a daemon that ended at once."""
    said: str = ""
    """What it wrote before."""


_children: list[subprocess.Popen[bytes]] = []
"""Daemons that this process started: kept so that one that ends is reaped."""


def start(home: Home, key_file: Path | None, clock: Clock) -> Started:
    """Start the daemon detached from this process, and return when it works or has ended."""
    end_other_version(home, clock)
    card = holder(home, clock)
    if card is not None:
        return Started(Start.ALREADY_RUNNING if card.role == "daemon" else Start.BUSY, card.pid)
    home.make()
    with home.log_file.open("ab") as log:
        begin = log.tell()
        child = _spawn(home, key_file, log)
    _children.append(child)
    return _outcome(home, child, begin, clock)


def end_other_version(home: Home, clock: Clock) -> bool:
    """Ask a daemon of another version of Holdfast to end, and wait until it has: True. Busy: it goes on."""
    card = holder(home, clock)
    if card is None or card.role != "daemon" or card.version == __version__:
        return False
    if stop(home, clock) in (Stop.STOPPED, Stop.NOT_RUNNING):
        return True
    other = f"Holdfast {card.version}" if card.version else "an earlier Holdfast"
    raise Busy(f"The daemon of {other} (process {card.pid} on {card.host}) has not ended yet; this is {__version__}.")


def stop(home: Home, clock: Clock, patience: float = PATIENCE_TO_STOP) -> Stop:
    """Ask the daemon to end, and wait until it has. It is never killed: it ends its batch first."""
    card = holder(home, clock)
    if card is None:
        return Stop.NOT_RUNNING
    if card.role != "daemon" or card.host != socket.gethostname():
        return Stop.BUSY
    with suppress(ProcessLookupError):  # it may have ended by itself just now
        os.kill(card.pid, signal.SIGTERM)
    gone = _wait(lambda: _other(card, holder(home, clock)) and _is_reaped(card.pid), patience, clock)
    return Stop.STOPPED if gone else Stop.STILL_STOPPING


@atexit.register
def _let_go() -> None:
    """A daemon outlives who started it, and Python need not warn of that."""
    for child in _children:
        if child.poll() is None:
            child.returncode = 0


def _is_reaped(pid: int) -> bool:
    """Whether that process, if this one started it, has ended: it lets go of the lock a moment before."""
    return all(child.poll() is not None for child in _children if child.pid == pid)


def status(home: Home, clock: Clock) -> Card | None:
    """The daemon's card, while it runs."""
    card = holder(home, clock)
    return card if card is not None and card.role == "daemon" else None


def _spawn(home: Home, key_file: Path | None, log: BinaryIO) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*program(), "daemon", "run"],
        env=environment(home, key_file),
        cwd="/" if os.name != "nt" else home.path,  # no drive is kept busy by a daemon that stands in it
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def program() -> list[str]:
    """How this very Holdfast is run once more; nothing secret is in it."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "holdfast"]


def environment(home: Home, key_file: Path | None) -> dict[str, str]:
    """What another process needs to work on this home; no secret of a source is in it."""
    kept = {name: value for name, value in os.environ.items() if name not in SECRET_VARIABLES}
    kept["HOLDFAST_HOME"] = str(home.path)
    if key_file is not None:
        kept["HOLDFAST_KEY_FILE"] = str(key_file.absolute())
    if "PYTHONPATH" in kept:  # relative to where we stand, and the daemon stands elsewhere
        parts = kept["PYTHONPATH"].split(os.pathsep)
        kept["PYTHONPATH"] = os.pathsep.join(str(Path(part).absolute()) for part in parts)
    return kept


def _outcome(home: Home, child: "subprocess.Popen[bytes]", begin: int, clock: Clock) -> Started:
    def at_work() -> bool:
        card = holder(home, clock)
        return card is not None and card.pid == child.pid

    if not _wait(lambda: child.poll() is not None or at_work(), PATIENCE_TO_START, clock):
        return Started(Start.STILL_STARTING, child.pid)
    if child.returncode is None:
        return Started(Start.STARTED, child.pid)
    patience = PATIENCE_TO_BE_NAMED if child.returncode == Busy.exit_code else 0.0
    if _wait(lambda: status(home, clock) is not None, patience, clock):  # another one was quicker
        card = status(home, clock)
        return Started(Start.ALREADY_RUNNING, card.pid if card else None)
    return Started(Start.FAILED, None, child.returncode, _tail(home.log_file, begin))


def _tail(log: Path, begin: int) -> str:
    with log.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(begin, end - TAIL) if begin <= end else 0)
        return file.read(TAIL).decode("utf-8", "replace").strip()


def _other(before: Card, now: Card | None) -> bool:
    return now is None or (now.pid, now.started_at) != (before.pid, before.started_at)


def _wait(condition: Callable[[], bool], patience: float, clock: Clock) -> bool:
    deadline = clock.monotonic() + patience
    while not condition():
        if clock.monotonic() > deadline:
            return False
        clock.sleep(LOOK_EVERY)
    return True
