"""One door, two rooms: the ways to a catalog until one is open, and its own page from then on."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.daemon.look import HomeLook
from holdfast.engine.setup import Opened
from holdfast_ui.admission import Admission
from holdfast_ui.app import create_app, create_entrance
from holdfast_ui.desk import Desk, window_secret
from holdfast_ui.entrance import Entrance
from holdfast_ui.events import Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Threshold:
    """A WSGI application that becomes another one. Who is signed in stays so."""

    def __init__(self, door: Entrance, admission: Admission, page: Path | None) -> None:
        self._door = door
        self._admission = admission
        self._page = page
        self._port = 0
        self._lock = threading.Lock()
        self._watch: Watch | None = None
        self._room: WSGIApplication | None = None

    def listening_on(self, port: int) -> "WSGIApplication":
        """The application, for a server that listens on this port."""
        self._port = port
        self._room = create_entrance(self._door, self._admission, port=port, page=self._page)
        self._door.let_in = self._let_in
        if self._door.opened is not None:  # what kept it shut has passed since
            self._let_in(self._door.opened)
        return self

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        assert self._room is not None
        return self._room(environ, start_response)

    def _let_in(self, opened: Opened) -> None:
        """The home is open: its page from now on."""
        desk = Desk(opened, HomeLook(opened), self._door.dialogs)
        secret = window_secret(opened.catalog, opened.clock)
        self._admission.trust(secret)  # for who is sent here by another process of this home
        watch = Watch(desk)
        app = create_app(
            desk, port=self._port, secret=secret, watch=watch, page=self._page, door=(self._door, self._admission)
        )
        with self._lock:
            self._watch, self._room = watch, app

    def close(self) -> None:
        """End what the page follows, and let go of the home."""
        with self._lock:
            watch = self._watch
        if watch is not None:
            watch.close()
