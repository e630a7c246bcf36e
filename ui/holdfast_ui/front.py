"""What the command line does with the window: serve the page, show it, send a browser to it."""

import secrets
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from holdfast.engine.setup import Opened
from holdfast_ui.admission import Admission
from holdfast_ui.codes import SECRET_BYTES, TERMINAL_LIFE, mint, redirect_file
from holdfast_ui.desk import desk_of, window_secret
from holdfast_ui.entrance import Entrance
from holdfast_ui.raising import Page
from holdfast_ui.server import running_port, serve_entrance, serve_in_thread
from holdfast_ui.window import Outcome, open_window


class Front:
    """The page of a home, served by this process as long as the block lasts."""

    def __init__(self, shown: Opened | Entrance, *, port: int | None = None) -> None:
        """Of an open home; or, of one that does not open, the first run or the ways out."""
        self._home, self._clock = shown.home, shown.clock
        if isinstance(shown, Entrance):
            self._secret, self._dialogs = secrets.token_bytes(SECRET_BYTES), shown.dialogs
            admission = Admission(self._secret, secrets.token_hex(8), shown.clock)
            self.server = serve_entrance(shown, admission, port=port)
        else:
            desk = desk_of(shown)
            self._secret, self._dialogs = window_secret(shown.catalog, shown.clock), desk.dialogs
            self.server = serve_in_thread(desk, self._secret, shown.home, port=port)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.stop()

    def link(self) -> str:
        """A link to print on the person's own terminal: it signs in once, within five minutes."""
        return f"{self.server.url}#code={mint(self._secret, self._clock, TERMINAL_LIFE)}"

    def redirect(self) -> Path:
        """A private file that sends a browser to the page, signed in."""
        return redirect_file(self._home, self.server.port, mint(self._secret, self._clock))

    def show(self, at: Page | None = None) -> Outcome:
        """Show the desktop window, at this page, until the person closes it, or say why that cannot be."""
        return open_window(self.server.url, partial(mint, self._secret, self._clock), self._home, self._dialogs, at=at)


def redirect_to_running(opened: Opened) -> Path | None:
    """A private file that sends a browser to the page that another process serves; None when none does."""
    port = running_port(opened.home)
    if port is None:
        return None
    return redirect_file(opened.home, port, mint(window_secret(opened.catalog, opened.clock), opened.clock))
