"""The server of the page: waitress on 127.0.0.1, in threads of this process, ended by `stop`."""

import json
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask

from holdfast.config import Home
from holdfast.errors import UsageError
from holdfast_ui.admission import Admission
from holdfast_ui.app import create_app
from holdfast_ui.desk import Desk
from holdfast_ui.entrance import Entrance
from holdfast_ui.events import Watch
from holdfast_ui.guard import MOST_BODY, NOT_KEPT, SECURITY_HEADERS
from holdfast_ui.problems import BY_STATUS
from holdfast_ui.threshold import Threshold

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOOPBACK = "127.0.0.1"
THREADS = 32
LIMITS = {
    "threads": THREADS,
    "ident": "",
    "connection_limit": 200,
    "channel_timeout": 60,
    "max_request_body_size": MOST_BODY + 1,
    "max_request_header_size": 32 * 1024,
    # A page that reads slowly holds up its own thread, and nothing is ever written to temporary files.
    "outbuf_high_watermark": 256 * 1024,
    "outbuf_overflow": 64 * 1024 * 1024,
    # Reading on while a stream is open is what notices that the page has gone.
    "channel_request_lookahead": 1,
    "asyncore_use_poll": True,
}
SECONDS_TO_FINISH = 3

Connections = dict[int, object]
"""waitress keeps its open sockets in it."""

# Its warnings count waiting requests, which tells a person nothing.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class Server:
    """A running server; `stop` ends it and everything that it started."""

    def __init__(
        self, server: BaseWSGIServer, connections: Connections, port: int, end: Callable[[], None], home: Home
    ) -> None:
        self.port = port
        self.url = f"http://{LOOPBACK}:{port}/"
        self._server = server
        self._connections = connections
        self._end = end
        self._home = home
        self._lock = _announce(home, port)
        self._thread = threading.Thread(target=server.run, name="holdfast-server", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until the server has ended."""
        self._thread.join()

    def stop(self) -> None:
        """End the streams, let running answers finish for a moment, close every connection."""
        self._end()
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=SECONDS_TO_FINISH)
        with suppress(OSError):  # its loop has ended by itself just now
            self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._connections))
        self._thread.join(SECONDS_TO_FINISH)
        while self._thread.is_alive():  # somebody connected at that very moment, and would keep the loop going
            wasyncore.close_all(self._connections, ignore_all=True)
            self._thread.join(0.1)
        if self._lock is not None:
            _card(self._home).unlink(missing_ok=True)
            self._lock.release()
            self._lock = None


def serve_in_thread(
    desk: Desk, secret: bytes, home: Home, *, port: int | None = None, page: Path | None = None
) -> Server:
    """Serve the page on loopback. `port` None: the one of the first start if it is free; 0: any."""
    watch = Watch(desk)
    return _serve(lambda at: create_app(desk, port=at, secret=secret, watch=watch, page=page), watch.close, home, port)


def serve_entrance(
    door: Entrance, admission: Admission, *, port: int | None = None, page: Path | None = None
) -> Server:
    """Serve the ways to a catalog; once one is open, its page takes their place, on the same port."""
    threshold = Threshold(door, admission, page)
    return _serve(threshold.listening_on, threshold.close, door.home, port)


def _serve(
    application_on: Callable[[int], "WSGIApplication"], end: Callable[[], None], home: Home, port: int | None
) -> Server:
    home.make()
    listening = _listen(home, port)
    real_port = int(listening.getsockname()[1])
    app = application_on(real_port)
    connections: Connections = {}
    server = create_server(app, map=connections, sockets=[listening], **LIMITS)
    server.channel_class = _Channel
    return Server(server, connections, real_port, end, home)


def running_port(home: Home) -> int | None:
    """The port where this home's page is served just now, by whatever process."""
    lock = _lock(home)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _read_number(_card(home))
    lock.release()
    return None


def remembered_port(home: Home) -> int | None:
    """The port of the first start, which is taken again wherever it is free."""
    return _read_number(home.run_dir / "port")


def is_free(port: int) -> bool:
    """Whether the page could be served there."""
    try:
        _bound(port).close()
    except OSError:
        return False
    return True


def _listen(home: Home, port: int | None) -> socket.socket:
    if port is not None:
        try:
            return _bound(port)
        except OSError as error:
            raise UsageError(f"Port {port} cannot be used: {os.strerror(error.errno or 0)}.",
                             action="Choose another port, or leave --port away.") from error  # fmt: skip
    remembered = remembered_port(home)
    if remembered is not None:
        try:
            return _bound(remembered)
        except OSError:
            return _bound(0)
    listening = _bound(0)
    _write_private(home.run_dir / "port", str(listening.getsockname()[1]))
    return listening


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let another program take the port from us
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
    except BaseException:
        listening.close()
        raise
    return listening


def _announce(home: Home, port: int) -> FileLock | None:
    """Say where this home is served. None when another server of this home does so already."""
    lock = _lock(home)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    _write_private(_card(home), str(port))
    return lock


def _lock(home: Home) -> FileLock:
    return FileLock(home.run_dir / "server.lock", mode=0o600, thread_local=False)


def _card(home: Home) -> Path:
    return home.run_dir / "server.port"


def _read_number(path: Path) -> int | None:
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(text) if text.isdecimal() and 0 < int(text) < 65536 else None


def _write_private(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
    part.replace(path)


class _ErrorTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """What cannot even be read as a request is refused in the same shape as everything else."""

    def execute(self) -> None:
        error = self.request.error
        problem = BY_STATUS.get(error.code, BY_STATUS[400])
        body = json.dumps(problem.body()).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend([("Content-Type", "application/json"), NOT_KEPT, *SECURITY_HEADERS])
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    error_task_class = _ErrorTask
