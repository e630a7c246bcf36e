"""The library's lock: one Holdfast at a time writes into a library, whatever homes and computers know it.

`.holdfast/lock` is a file that stays. Whoever writes holds an OS lock on it and its card in it: who, where, since when.
Where the file system honours the OS lock, that alone decides between processes of one computer; between computers, and
where there is no such lock, the card decides. A card counts while its process lives, if that ran here, and for ten
minutes after it was last renewed, if it ran elsewhere: whatever crashed is out of the way by itself. Whoever finds
another's card in the place of its own, after a long sleep, stops.
"""

import errno
import json
import os
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from holdfast.clock import Clock, local_time
from holdfast.errors import LibraryInUse
from holdfast.library.marker import OWN
from holdfast.library.processes import Process, is_alive, machine, myself
from holdfast.library.root import Library

NAME = "lock"
RENEWED = 60.0
"""Seconds between two renewals of the card."""

STALE = 600.0
"""Seconds without a renewal after which the card of another computer counts no more."""

_ROOM = 2048
"""Bytes that a card fills up: it is always written over in one piece and never grows."""
_NOT_HONOURED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}
_FAR = 1 << 30  # Windows locks bytes against reading as well: one that is not there


@dataclass(frozen=True, slots=True)
class Card:
    """Who writes into the library; times are Unix seconds."""

    host: str
    home: str
    process: Process
    since: float
    renewed: float
    machine: str = ""
    """Which computer, whatever its name and however often it was started; empty: not known."""

    def said(self) -> str:
        """The holder, for a person."""
        process = f"process {self.process.pid}, since {local_time(self.since)}"
        return f"the Holdfast of {self.home} on {self.host} ({process})"


class LibraryLock:
    """Held while a job writes. As a context it raises LibraryInUse, naming the holder, and never waits for one."""

    def __init__(self, library: Library, home: Path, clock: Clock) -> None:
        self._library = library
        self._clock = clock
        now = clock.now()
        self._card = Card(socket.gethostname(), str(home), myself(), now, now, machine())
        self._file, self._alone = -1, False
        self._turn = threading.Lock()
        self._over = threading.Event()

    def __enter__(self) -> Self:
        with self._library.told(f"{OWN}/{NAME}"), self._library.enter(OWN) as own:
            self._file = own.open_file(NAME, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            self._take()
        except BaseException:
            os.close(self._file)
            raise
        self._library.keep_out = self.check
        threading.Thread(target=self._keep, daemon=True, name="library-lock").start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._library.keep_out = int
        try:
            with suppress(OSError), self._turn:  # the drive may be gone
                if self._is_mine(_read(self._file)):
                    self._write(None)
        finally:
            with suppress(OSError):
                os.close(self._file)

    def _take(self) -> None:
        held = _locked(self._file)
        self._alone = held is None
        card = _read(self._file)
        if held is False or self._keeps_out(card):
            raise _in_use(self._library, card)
        with self._library.told(f"{OWN}/{NAME}"):
            try:
                self._write(self._card)
            except OSError as error:
                if held is None or error.errno not in (errno.ENOSPC, errno.EDQUOT):
                    raise  # on a full drive the OS lock is enough: reading the library again needs no room

    def check(self) -> None:
        """LibraryInUse: this computer slept so long that another one took over. What is still to write waits then."""
        with self._turn:
            card = _read(self._file)
        if self._keeps_out(card):
            raise _in_use(self._library, card)

    def _keeps_out(self, card: Card | None) -> bool:
        """Whether this is the card of somebody else who may be writing."""
        if card is None or self._is_mine(card):
            return False
        if card.process.boot == self._card.process.boot:  # where there is an OS lock, it has told
            return self._alone and card.process != self._card.process and is_alive(card.process)
        if card.machine and card.machine == self._card.machine:  # this computer was started anew since
            return False
        return abs(self._clock.now() - card.renewed) < STALE

    def _is_mine(self, card: Card | None) -> bool:
        return card is not None and replace(card, renewed=self._card.renewed) == self._card

    def _keep(self) -> None:
        """Renew the card until the job is over, or the library is another's: real seconds, whatever clock the job is
        given."""
        while not self._over.wait(RENEWED):
            with suppress(OSError), self._turn:
                if self._over.is_set() or self._keeps_out(_read(self._file)):
                    return
                self._write(replace(self._card, renewed=self._clock.now()))

    def _write(self, card: Card | None) -> None:
        text = "" if card is None else json.dumps(asdict(card))
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, text.ljust(_ROOM - 1).encode()[: _ROOM - 1] + b"\n")


def holder(library: Library) -> Card | None:
    """Who the card says is writing into the library, or wrote when it crashed. Nothing is written."""
    try:
        with library.enter(OWN) as own:
            file = own.open_file(NAME, os.O_RDONLY)
    except OSError:
        return None
    try:
        return _read(file)
    finally:
        os.close(file)


def _in_use(library: Library, card: Card | None) -> LibraryInUse:
    who = "another Holdfast" if card is None else card.said()
    return LibraryInUse(f"The library {library.path} is in use by {who}.")


def _locked(file: int) -> bool | None:
    """Take the OS lock: False when another process has it, None where the file system knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, _FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return None if error.errno in _NOT_HONOURED else False
    return True


def _read(file: int) -> Card | None:
    """The card in the file; None when it is empty or torn."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        said = json.loads(os.read(file, _ROOM))
        process = Process(**said.pop("process"))
        return Card(process=process, **said)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
