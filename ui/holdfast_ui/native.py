"""What the window asks of Qt itself, where Qt shows it; other systems do these things by themselves or not at all."""

import sys
from typing import TYPE_CHECKING, Any

from holdfast.config import Home
from holdfast_ui import outside
from holdfast_ui.window_place import Place, remember

if TYPE_CHECKING:
    from webview import Window


def keep_at_home(app_url: str) -> None:
    """A link that leads elsewhere does not take the page's place."""
    if sys.platform.startswith("linux"):
        from webview.platforms.qt import BrowserView

        setattr(BrowserView.WebPage, "acceptNavigationRequest", outside.navigation(app_url))  # noqa: B010 - Qt's own


def follow_title(window: "Window") -> None:
    """The window is called what its page is called."""
    shown: Any = window.native
    if hasattr(getattr(shown, "webview", None), "titleChanged"):
        shown.webview.titleChanged.connect(shown.setWindowTitle)


def remember_place(home: Home, window: "Window") -> None:
    """Keep where it stands, just before it closes."""
    shown: Any = window.native
    if not hasattr(shown, "normalGeometry"):
        return
    area, is_whole = shown.normalGeometry(), bool(shown.isMaximized())
    corner = area.topLeft() if is_whole else shown.pos()
    remember(home, Place(area.width(), area.height(), corner.x(), corner.y(), is_whole))


def bring_forward(window: "Window") -> None:
    """Bring it before the others. Called from a thread of its own."""
    shown: Any = window.native
    if not hasattr(shown, "activateWindow"):
        window.show()
        return
    from PySide6.QtCore import QTimer

    def come() -> None:
        if shown.isMinimized():
            shown.showNormal()
        shown.raise_()
        shown.activateWindow()

    QTimer.singleShot(0, shown, come)
