"""Whether the window can be shown here, and where its page is or will be served. For `holdfast doctor`."""

import subprocess
import sys

from holdfast.config import Home
from holdfast_ui.screen import NOT_INSTALLED, missing_screen
from holdfast_ui.server import is_free, remembered_port, running_port

PATIENCE = 60
"""Seconds in which the window's programs must be loaded; they are large."""

LOAD = """
import webview
try:
    from PySide6 import QtCore, QtWebEngineCore
    engine = "Qt " + QtCore.qVersion() + ", Chromium " + QtWebEngineCore.qWebEngineChromiumVersion()
except ImportError:
    if __import__("sys").platform.startswith("linux"):
        raise
    engine = "the system's own web view"
print(engine)
"""
BROWSER = "The page opens in your browser instead."


def window() -> tuple[str, str | None]:
    """Whether there is a window here, in a sentence; and what can be done where there is none.

    Its programs are loaded in a process of their own, because Qt ends the process where it cannot be.
    """
    reason = missing_screen()
    if reason == NOT_INSTALLED:
        return BROWSER, reason
    engine = _engine()
    if engine is None:
        return f"The programs of the window cannot be loaded. {BROWSER}", "Install them anew: `holdfast[desktop]`."
    return f"{engine}." + (f" {reason} {BROWSER}" if reason else ""), None


def _engine() -> str | None:
    """What shows the page in the window; None when it cannot be loaded."""
    # -P: from where it is installed, and never from the folder in which somebody happens to be.
    command = [sys.executable, "-P", "-W", "ignore", "-c", LOAD]
    try:
        done = subprocess.run(
            command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def page(home: Home) -> str:
    """Where the page is served, or would be."""
    port = running_port(home)
    if port is not None:
        return f"It is served on port {port} of this computer alone."
    port = remembered_port(home)
    if port is None:
        return "It was never served here; it takes a free port of this computer alone."
    if is_free(port):
        return f"It is not served just now; its port {port} is free."
    return f"It is not served just now; another program uses its port {port}, so it will take another one."
