"""The worker lock: whoever holds it, and nobody else, works through the queue and writes facts of backup.

It is an OS lock, so it is gone the moment its holder is, however that ended. The card beside it only says
who holds it; whether anybody does is asked of the lock alone.
"""

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from filelock import FileLock, Timeout

from holdfast import __version__
from holdfast.clock import Clock, local_time
from holdfast.config import Home
from holdfast.errors import Busy, PermissionRefused

Role = Literal["daemon", "command"]

TRIES = 20
PATIENT_TRIES = 300
PAUSE = 0.01
"""Who only asks for the holder takes the lock for an instant: one refusal proves nothing."""


UNKNOWN = 0
"""The process number of a holder whose card cannot be read."""


@dataclass(frozen=True, slots=True)
class Card:
    """Who holds the lock; `started_at` is Unix seconds."""

    pid: int
    host: str
    role: Role
    started_at: float
    version: str = ""
    """Of the program; empty: one that did not say so yet."""

    def said(self) -> str:
        """The holder, for a person."""
        if self.pid == UNKNOWN:
            return "Another Holdfast"
        what = "The daemon" if self.role == "daemon" else "Another command of Holdfast"
        return f"{what} (process {self.pid} on {self.host}, since {local_time(self.started_at)})"


class WorkerLock:
    """Held by one process of a home at a time. As a context manager it raises `Busy`, naming the holder."""

    def __init__(self, home: Home, role: Role, clock: Clock) -> None:
        self._home = home
        self._role: Role = role
        self._clock = clock
        self._lock = _os_lock(home)

    def acquire(self) -> bool:
        """Take the lock if nobody has it; never waits for a holder."""
        _make_home(self._home)
        for attempt in range(PATIENT_TRIES):
            if attempt:
                self._clock.sleep(PAUSE)
            if _taken(self._lock):
                _write_card(self._home, self._card())
                return True
            if attempt >= TRIES and _is_named(self._home):
                return False
        return False

    def _card(self) -> Card:
        return Card(os.getpid(), socket.gethostname(), self._role, self._clock.now(), __version__)

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if not self._lock.is_locked:
            return
        with suppress(OSError):  # before the lock: the next holder's card must stay
            self._home.worker_card.unlink()
        self._lock.release()

    def __enter__(self) -> Self:
        if not self.acquire():
            raise busy(self._home, self._clock)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def busy(home: Home, clock: Clock) -> Busy:
    """The refusal of a command that must be alone."""
    card = holder(home, clock)
    who = card.said() if card else "Another Holdfast"
    action = None
    if card and card.role == "command":
        action = "Wait until it has finished, or stop it with Ctrl-C where it runs."
    return Busy(f"{who} is at work in {home.path}.", action=action)


def holder(home: Home, clock: Clock) -> Card | None:
    """Who holds the lock; None when nobody does, whatever a card that was left behind says."""
    if not home.worker_lock.exists():
        return None
    card = None
    for attempt in range(TRIES):
        if attempt:
            clock.sleep(PAUSE)
        if _is_free(home):
            return None
        card = _read_card(home)
        if card is not None and _is_named(home):
            return card
    return card or Card(UNKNOWN, socket.gethostname(), "command", clock.now())


def _is_named(home: Home) -> bool:
    """A card names somebody who lives: not only others that look for an instant are in the way."""
    card = _read_card(home)
    return card is not None and (card.host != socket.gethostname() or alive(card.pid))


def alive(pid: int) -> bool:
    """Whether a process of that number exists here."""
    if pid <= 0:
        return False
    if os.name == "nt":  # there, signal 0 would end it
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _os_lock(home: Home) -> FileLock:
    # No fallback to a lock that is only a file: a crash would leave it behind.
    return FileLock(home.worker_lock, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)


def _taken(lock: FileLock) -> bool:
    try:
        lock.acquire()
    except Timeout:
        return False
    except OSError as error:
        raise PermissionRefused(f"The lock {lock.lock_file} cannot be used: {error.strerror}.") from error
    return True


def _is_free(home: Home) -> bool:
    probe = _os_lock(home)
    if not _taken(probe):
        return False
    probe.release()
    return True


def _make_home(home: Home) -> None:
    try:
        home.make()
    except OSError as error:
        raise PermissionRefused(f"The folder {home.path} cannot be used: {error.strerror}.") from error


def _write_card(home: Home, card: Card) -> None:
    part = Path(f"{home.worker_card}.{card.pid}.part")
    try:
        part.write_text(json.dumps(asdict(card)), "utf-8")
        part.chmod(0o600)
        part.replace(home.worker_card)
    except OSError:  # the card only informs: a full disk must not stop the work, nor an old card name somebody else
        for path in (part, home.worker_card):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _read_card(home: Home) -> Card | None:
    try:
        said = json.loads(home.worker_card.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    match said:
        case {"pid": int(pid), "host": str(host), "role": "daemon" | "command" as role, "started_at": float(at)}:
            version = said.get("version")
            return Card(pid, host, role, at, version if isinstance(version, str) else "")
    return None
