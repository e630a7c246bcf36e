"""The courier as its parent sees it: started once, given connections and errands, and ended without regret.

Whatever goes wrong with it, or with a connection for it, ends it: what it had under way is done the usual way then.
"""

import logging
import os
import queue
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import holdfast
from holdfast.couriers.message import Brought, Declined, Errand, Hired, Left, Message, decoded, encoded
from holdfast.sources.base import Reached

log = logging.getLogger(__name__)

WORD = "courier"
"""What a Holdfast that is one single program is told, to be the courier."""

SPARE = 1.0
"""Seconds beyond twice the window that a courier with errands may be silent: in each window it hears something or gives
up, and says so."""

_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""Where OpenSSL is told to look for authorities."""


def is_possible() -> bool:
    """Whether connections can be handed to another process here, and files be made in a folder that is open."""
    return hasattr(socket, "send_fds") and os.open in os.supports_dir_fd


@dataclass(frozen=True, slots=True)
class Terms:
    """How a courier works."""

    at_once: int
    minimum_rate: int
    window: float


class Courier:
    """One process. `give` and `end` are for one thread; what comes back is told in another."""

    def __init__(
        self,
        folder: int,
        terms: Terms,
        reach: Callable[[str], Reached],
        told: Callable[[Brought | Declined], None],
        lost: Callable[[], None],
    ) -> None:
        """`folder`: where its files go, opened. `reach`: a connection to the origin of an errand. `told`: what became
        of an errand. `lost`: there will be no word of any errand any more. Raises OSError."""
        self._at_once, self._reach, self._told, self._lost = terms.at_once, reach, told, lost
        self._channel, theirs = socket.socketpair()
        self._channel.settimeout(2 * terms.window + SPARE)
        with theirs:
            self._process = subprocess.Popen(
                [*_program(), *map(str, (folder, terms.minimum_rate, terms.window, os.getpid()))],
                env=_environment(), cwd="/", pass_fds=(folder,), start_new_session=True,  # Ctrl-C is for the parent
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        self._speaking, self._counting = threading.Lock(), threading.Lock()
        self._under_way: dict[int, str] = {}
        self._given, self._hired = Counter[str](), Counter[str]()
        self._doors: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._connect, name="courier-doors", daemon=True).start()
        self._listening = threading.Thread(target=self._listen, name="courier-answers", daemon=True)
        self._listening.start()

    @property
    def pid(self) -> int:
        return int(self._process.pid)

    def give(self, errand: Errand) -> None:
        """One more errand."""
        with self._counting:
            self._under_way[errand.id] = errand.origin
            self._given[errand.origin] += 1
        self._say(errand)
        self._hire(errand.origin)

    def end(self) -> None:
        """End it, whatever it does just now."""
        self._process.kill()
        if threading.current_thread() is not self._listening:
            self._listening.join()

    def _hire(self, origin: str) -> None:
        """One more connection, if there is more to do there than there are."""
        with self._counting:
            if self._hired[origin] >= min(self._at_once, self._given[origin]):
                return
            self._hired[origin] += 1
        self._doors.put(origin)

    def _connect(self) -> None:
        while (origin := self._doors.get()) is not None:
            try:
                reached = self._reach(origin)
            except Exception as error:  # noqa: BLE001 - whatever it is, the usual way meets it, too
                log.info("a courier gets no connection: %s", error)
                self._process.kill()
                return
            with reached.socket:
                hired = Hired(origin, reached.host, reached.certificate.hex())
                self._say(hired, [reached.socket.fileno()])

    def _say(self, message: Message, handles: list[int] | None = None) -> None:
        with self._speaking, suppress(OSError):  # of a process that has ended: that is told by itself
            line = encoded(message)
            try:
                if handles:
                    line = line[socket.send_fds(self._channel, [line], handles) :]
                self._channel.sendall(line)
            except TimeoutError:
                self._process.kill()

    def _listen(self) -> None:
        try:
            with suppress(OSError, ValueError, TypeError, KeyError):
                self._hear_all()
        finally:
            self._process.kill()
            self._process.wait()
            self._doors.put(None)
            self._channel.close()
            self._lost()

    def _hear_all(self) -> None:
        rest = b""
        while data := self._heard():
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                self._hear(decoded(line))

    def _heard(self) -> bytes:
        """What it says next. OSError: it has errands, and has been silent for longer than any of them lets it."""
        while True:
            is_asked = bool(self._under_way)
            try:
                return self._channel.recv(65536)
            except TimeoutError:
                if is_asked:
                    raise

    def _hear(self, message: Message) -> None:
        if isinstance(message, Left):
            if not message.was_good:
                self._process.kill()
            with self._counting:
                self._hired[message.origin] -= 1
            self._hire(message.origin)
        elif isinstance(message, Brought | Declined):
            with self._counting:
                self._given[self._under_way.pop(message.id)] -= 1
            self._told(message)


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    return [sys.executable, "-s", "-B", "-m", "holdfast.couriers.worker"]


def _environment() -> dict[str, str]:
    """All that the courier gets to know: where Holdfast's own code is, and where authorities are."""
    kept = {name: os.environ[name] for name in _CERTIFICATES if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(holdfast.__file__).resolve().parents[1])}
