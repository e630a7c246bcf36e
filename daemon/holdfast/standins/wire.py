"""The HTTP side of a stand-in: a keep-alive server on loopback that can also break off, stall and lie."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Reply:
    """What a stand-in answers. `length`: as claimed, None for the true one; `fault`: how the sending goes wrong."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    stream: Callable[[], Iterator[bytes]] | None = None
    length: int | None = None
    fault: str = ""

    def pieces(self) -> Iterator[bytes]:
        return self.stream() if self.stream else iter((self.body,) if self.body else ())

    def total(self) -> int:
        return len(self.body) if self.length is None else self.length


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    """Names in small letters."""
    body: bytes = b""


Answer = Callable[[Asked], Reply]
LARGE = 256 * 1024


class Server(ThreadingHTTPServer):
    """Serves `answer` on 127.0.0.1 until it is stopped; a stop ends every connection."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, answer: Answer, now: Callable[[], float], port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.answer = answer
        self.now = now
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="stand-in")

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop serving; when this returns no thread of the server is left."""
        self.stopping.set()
        self.shutdown()
        self._thread.join()
        self.drop_connections()
        self.server_close()

    def drop_connections(self) -> None:
        """End every open connection, as a server that restarts does."""
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def process_request_thread(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        with self._lock:
            self._open.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.discard(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class Handler(BaseHTTPRequestHandler):
    raw_requestline: bytes
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 0
    server: Server

    def parse_request(self) -> bool:
        """Request line and headers, read plainly: the parser for mail would cost more than most answers."""
        self.requestline = str(self.raw_requestline, "latin-1").rstrip("\r\n")
        words = self.requestline.split(" ")
        self.close_connection = True
        if len(words) != 3:
            self.wfile.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            return False
        self.command, self.path, self.request_version = words
        self.given: dict[str, str] = {}
        while (line := self.rfile.readline(65_537)) not in (b"\r\n", b"\n"):
            if not line:
                return False
            name, _, value = line.decode("latin-1").partition(":")
            self.given[name.strip().lower()] = value.strip()
        self.close_connection = self.request_version != "HTTP/1.1" or self.given.get("connection") == "close"
        if self.given.get("expect", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return True

    def do_GET(self) -> None:
        length = self.given.get("content-length", "")
        body = self.rfile.read(int(length)) if length.isdigit() else b""
        reply = self.server.answer(Asked(self.command, self.path, self.given, body))
        if self.command == "HEAD":
            reply.length, reply.body, reply.stream = reply.total(), b"", None
        kind, _, value = reply.fault.partition(":")
        send = {
            "reset": self._reset,
            "truncate": self._truncate,
            "no_length": self._no_length,
            "no_length_cut": self._no_length_cut,
            "chunked_cut": self._chunked_cut,
            "stall": self._stall,
            "drip": self._drip,
            "hang_up": self._hang_up,
        }.get(kind, self._whole)
        send(reply, value)

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the names that http.server looks for

    def log_message(self, format: str, *args: object) -> None:
        """The stand-in keeps its own record of requests."""

    def _head(self, reply: Reply, length: int | None) -> bytes:
        lines = [f"HTTP/1.1 {reply.status} {self.responses.get(reply.status, ('Said so',))[0]}"]
        lines.append(f"Date: {formatdate(self.server.now(), usegmt=True)}")
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        if length is not None:
            lines.append(f"Content-Length: {length}")
        else:
            lines.append("Connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")

    def _whole(self, reply: Reply, _value: str) -> None:
        head = self._head(reply, reply.total())
        if reply.stream is None and len(reply.body) < LARGE:
            self.wfile.write(head + reply.body)
            return
        self.wfile.write(head)
        for piece in reply.pieces():
            self.wfile.write(piece)

    def _begun(self, reply: Reply, head: bytes, share: float = 0.5) -> None:
        """Send the head and a share of the body."""
        left = int(reply.total() * share)
        self.wfile.write(head)
        for piece in reply.pieces():
            self.wfile.write(piece[:left])
            left -= len(piece)
            if left <= 0:
                return

    def _reset(self, reply: Reply, _value: str) -> None:
        """Half of it, then a reset: the client's read fails."""
        self._begun(reply, self._head(reply, reply.total()))
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._end()

    def _hang_up(self, _reply: Reply, _value: str) -> None:
        """No answer at all."""
        self._end()

    def _truncate(self, reply: Reply, _value: str) -> None:
        """Fewer bytes than announced, and an orderly end."""
        self._begun(reply, self._head(reply, reply.total()))
        self._end()

    def _no_length(self, reply: Reply, _value: str) -> None:
        """All of it, without saying how much it is."""
        self._begun(reply, self._head(reply, None), 1.0)
        self._end()

    def _no_length_cut(self, reply: Reply, _value: str) -> None:
        """Half of it, and no way for the client to know."""
        self._begun(reply, self._head(reply, None))
        self._end()

    def _chunked_cut(self, reply: Reply, _value: str) -> None:
        """Chunks without the last, empty one."""
        reply.headers["Transfer-Encoding"] = "chunked"
        self.wfile.write(self._head(reply, None))
        half = next(reply.pieces(), b"")
        half = half[: max(1, len(half) // 2)]
        self.wfile.write(b"%x\r\n%s\r\n" % (len(half), half))
        self._end()

    def _stall(self, reply: Reply, _value: str) -> None:
        """Half of it, then silence until the client gives up."""
        self._begun(reply, self._head(reply, reply.total()))
        self._wait_for_client()
        self._end()

    def _drip(self, reply: Reply, value: str) -> None:
        """A byte at a time, `value` seconds apart."""
        self.wfile.write(self._head(reply, reply.total()))
        for piece in reply.pieces():
            for at in range(len(piece)):
                self.wfile.write(piece[at : at + 1])
                if self.server.stopping.wait(float(value or 0.05)):
                    self._end()
                    return

    def _wait_for_client(self) -> None:
        self.connection.settimeout(0.1)
        while not self.server.stopping.is_set():
            try:
                if not self.connection.recv(1):
                    return
            except TimeoutError:
                continue
            except OSError:
                return

    def _end(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.close()
