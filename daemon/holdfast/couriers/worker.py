"""The courier's own process: `python -m holdfast.couriers.worker`. It gets connections and errands through its standard
input, a socket, and answers there. It opens no connection and no folder by itself, and ends with its parent."""

import ctypes
import hashlib
import os
import queue
import signal
import socket
import ssl
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator

from holdfast.clock import Clock, SystemClock
from holdfast.couriers.answer import NotPlainError, UnusedError, read_head, require_size
from holdfast.couriers.message import Brought, Declined, Errand, Going, Hired, Left, Message, decoded, encoded
from holdfast.domain.pace import Slowness
from holdfast.library import durable

PIECE = 256 * 1024
HEAD = 512
MOST_HANDLES = 64
"""Connections that may come with one message."""

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


class Worker:
    """Takes errands: as many at a time as it has connections."""

    def __init__(self, channel: socket.socket, folder: int, rate: int, window: float, clock: Clock) -> None:
        self._channel, self._folder, self._rate, self._window, self._clock = channel, folder, rate, window, clock
        self._errands: defaultdict[str, queue.SimpleQueue[Errand]] = defaultdict(queue.SimpleQueue)
        self._speaking = threading.Lock()

    def run(self) -> None:
        """Until the parent ends."""
        for message, handle in _messages(self._channel):
            if isinstance(message, Errand):
                self._errands[message.origin].put(message)
            elif isinstance(message, Hired) and handle is not None:
                errands = self._errands[message.origin]  # made here, so that no two threads make it
                threading.Thread(target=self._serve, args=(message, handle, errands), daemon=True).start()

    def _say(self, message: Message) -> None:
        with self._speaking:
            self._channel.sendall(encoded(message))

    def _serve(self, hired: Hired, handle: int, errands: "queue.SimpleQueue[Errand]") -> None:
        """One connection, for as long as it is good."""
        plain = socket.socket(fileno=handle)
        plain.settimeout(self._window)
        try:
            connection = _secured(plain, hired)
        except (OSError, ValueError):  # the parent finds out why
            plain.close()
            self._say(Left(hired.origin, was_good=False))
            return
        with connection:
            buffer, done = bytearray(PIECE), 0
            while self._next(connection, errands, buffer, is_used=done > 0):
                done += 1
        self._say(Left(hired.origin, was_good=True))

    def _next(
        self, connection: socket.socket, errands: "queue.SimpleQueue[Errand]", buffer: bytearray, is_used: bool
    ) -> bool:
        """Do one errand; whether the connection is good for another one."""
        errand = errands.get()
        try:
            brought = self._brought(connection, errand, buffer)
        except UnusedError:
            if is_used:  # closed by the server while it was idle
                errands.put(errand)
            else:
                self._say(Declined(errand.id, "the connection ended"))
            return False
        except (NotPlainError, OSError) as error:
            self._say(Declined(errand.id, f"{type(error).__name__}: {error}"[:200]))
            return False
        self._say(brought)
        return brought.headers.get("connection", "").lower() != "close"

    def _brought(self, connection: socket.socket, errand: Errand, buffer: bytearray) -> Brought:
        try:
            connection.sendall(errand.asked.encode("latin-1"))
        except (BrokenPipeError, ConnectionResetError) as error:
            raise UnusedError from error
        headers, begin, end = read_head(connection, buffer, self._window, self._clock)
        require_size(headers, errand.size)
        if end - begin > errand.size:
            raise NotPlainError("more came than was announced")
        file = os.open(errand.part, _NEW, 0o600, dir_fd=self._folder)
        try:
            durable.allocate(file, errand.size)
            return self._copied(connection, errand, headers, file, memoryview(buffer), begin, end)
        except BaseException:
            os.unlink(errand.part, dir_fd=self._folder)
            raise
        finally:
            os.close(file)

    def _copied(
        self, connection: socket.socket, errand: Errand, headers: dict[str, str], file: int, view: memoryview,
        begin: int, end: int,
    ) -> Brought:  # fmt: skip
        md5, sha256, slowness = hashlib.md5(usedforsecurity=False), hashlib.sha256(), Slowness(self._rate, self._window)
        head, got = bytes(view[begin : min(end, begin + HEAD)]), 0
        piece, said_at = view[begin:end], self._clock.monotonic()
        while True:
            got += len(piece)
            md5.update(piece)
            sha256.update(piece)
            while piece:
                piece = piece[os.write(file, piece) :]
            if got == errand.size:
                return Brought(errand.id, headers, sha256.hexdigest(), md5.hexdigest(), head.hex())
            asked_at = self._clock.monotonic()
            if asked_at - said_at > self._window:
                self._say(Going())
                said_at = asked_at
            came = connection.recv_into(view, min(PIECE, errand.size - got))
            if not came or slowness.shows(came, self._clock.monotonic() - asked_at):
                raise NotPlainError("it came too slowly" if came else "the connection ended")
            if len(head) < HEAD:
                head += view[: min(came, HEAD - len(head))]
            piece = view[:came]


def _messages(channel: socket.socket) -> Iterator[tuple[Message, int | None]]:
    """What the parent says, each with the connection that came along, if any."""
    rest, handles = b"", list[int]()
    while True:
        data, came, _, _ = socket.recv_fds(channel, 65536, MOST_HANDLES)
        handles += came
        if not data:
            return
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            message = decoded(line)
            yield message, handles.pop(0) if isinstance(message, Hired) else None


def _secured(plain: socket.socket, hired: Hired) -> socket.socket:
    """The connection as it is to be spoken through: TLS as the parent itself would speak it."""
    if not hired.host:
        return plain
    from holdfast.sources import certificates  # its own imports take longer than a plain start

    if not hired.certificate:
        return certificates.trust().wrap_socket(plain, server_hostname=hired.host)
    named = bytes.fromhex(hired.certificate)
    secured = certificates.trust_in(named).wrap_socket(plain, server_hostname=hired.host)
    if secured.getpeercert(binary_form=True) != named:
        secured.close()
        raise ssl.SSLError("another certificate than the one that was named")
    return secured


def _end_with_parent(parent: int) -> None:
    """However it ends: at once where the system offers that, else when its side of the channel is closed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def main() -> None:
    """Until the parent ends, or says no more."""
    folder, rate, window, parent = sys.argv[-4:]
    threading.excepthook = lambda _: os._exit(1)  # nobody would wait for the errand in vain
    _end_with_parent(int(parent))
    with socket.socket(fileno=os.dup(0)) as channel:
        Worker(channel, int(folder), int(rate), float(window), SystemClock()).run()
    os._exit(0)  # whatever its threads do


if __name__ == "__main__":
    main()
