"""The desktop window: pywebview around the page that this process serves.

The bridge to the page has two verbs without arguments. Closing the window ends nothing but the window.
"""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from holdfast.config import Home
from holdfast_ui import bridge, menu, native, outside, raising, taste
from holdfast_ui.dialogs import Dialogs
from holdfast_ui.places import downloads
from holdfast_ui.raising import Page
from holdfast_ui.screen import missing_screen
from holdfast_ui.window_place import SMALLEST, Area, remembered

if TYPE_CHECKING:
    from webview import Window

log = logging.getLogger(__name__)

ICON = Path(__file__).parent / "icon.png"


@dataclass(frozen=True, slots=True)
class Closed:
    """The window was open and the person closed it."""


@dataclass(frozen=True, slots=True)
class AlreadyOpen:
    """Another process shows this home's window."""


@dataclass(frozen=True, slots=True)
class NoScreen:
    """There is nothing to show a window on; serve the page to a browser instead."""

    reason: str


Outcome = Closed | AlreadyOpen | NoScreen


def can_open(home: Home) -> AlreadyOpen | NoScreen | None:
    """Why a window cannot be opened just now; None when it can. To be asked before a server is started for it."""
    reason = missing_screen()
    if reason is not None:
        return NoScreen(reason)
    lock = _lock(home)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return AlreadyOpen()
    lock.release()
    return None


def open_window(
    app_url: str, mint_code: Callable[[], str], home: Home, dialogs: Dialogs, *, title: str = "Holdfast",
    at: Page | None = None,
) -> Outcome:
    """Show the page until the person closes it, and dialogs when the server asks. To be called on the main thread."""
    reason = missing_screen()
    if reason is not None:
        return NoScreen(reason)
    home.make()
    try:
        with _lock(home).acquire(timeout=0):
            _show(app_url, mint_code, home, dialogs, title, at)
    except Timeout:
        raising.ask(home, at)
        return AlreadyOpen()
    return Closed()


def _show(
    app_url: str, mint_code: Callable[[], str], home: Home, dialogs: Dialogs, title: str, at: Page | None
) -> None:
    _prefer_qt()
    import webview

    webview.settings["ALLOW_DOWNLOADS"] = False
    webview.settings["ALLOW_FILE_URLS"] = False
    webview.settings["OPEN_EXTERNAL_LINKS_IN_BROWSER"] = True
    outside.keep_watch()
    place = remembered(home, [Area(one.x, one.y, one.width, one.height) for one in webview.screens])
    window = webview.create_window(
        title, _address(app_url, at), width=place.width, height=place.height, x=place.x, y=place.y,
        maximized=place.maximised, min_size=SMALLEST, text_select=True,
    )  # fmt: skip
    if window is None:
        return
    _bridge(window, app_url, mint_code)
    native.keep_at_home(app_url)
    window.events.before_show += lambda: native.follow_title(window)
    window.events.closing += lambda: native.remember_place(home, window)

    def come(wanted: Page | None) -> None:
        if wanted is not None:
            window.load_url(_address(app_url, wanted))
        native.bring_forward(window)

    with dialogs.shown_in(_Pointing(window)), raising.watched(home, come):
        shown = menu.menus(lambda: window, taste.language(home))
        webview.start(private_mode=True, http_server=False, debug=False, menu=shown, icon=str(ICON))


def _address(app_url: str, at: Page | None) -> str:
    return app_url if at is None else f"{app_url}#/{'' if at == 'home' else at}"


class _Pointing:
    """The dialogs of the system as pywebview opens them; called from the server's threads."""

    def __init__(self, window: "Window") -> None:
        self._window = window

    def save_as(self, name: str) -> Path | None:
        from webview import FileDialog

        return _pointed(self._window.create_file_dialog(FileDialog.SAVE, str(downloads()), save_filename=name))

    def folder(self) -> Path | None:
        from webview import FileDialog

        return _pointed(self._window.create_file_dialog(FileDialog.FOLDER, str(Path.home())))


def _pointed(answer: Sequence[str] | str | None) -> Path | None:
    """The one path of the answer; some systems give it bare."""
    first = answer if isinstance(answer, str) else next(iter(answer or ()), "")
    return Path(first) if first else None


def _bridge(window: "Window", app_url: str, mint_code: Callable[[], str]) -> None:
    """Give the page its two verbs. Functions, not an object: of an object the page could name any attribute."""

    def sign_in_code() -> str | None:
        """A one-time code for the page in this window, if it still is our page."""
        here = window.get_current_url() or ""
        return mint_code() if here.startswith(app_url) else None

    def close() -> None:
        """Close the window."""
        window.destroy()

    window.expose(sign_in_code, close)
    bridge.make_eval_free(window)


def _prefer_qt() -> None:
    if sys.platform.startswith("linux"):
        os.environ.setdefault("PYWEBVIEW_GUI", "qt")
        os.environ.setdefault("QT_API", "pyside6")


def _lock(home: Home) -> FileLock:
    return FileLock(home.run_dir / "window.lock", mode=0o600)
