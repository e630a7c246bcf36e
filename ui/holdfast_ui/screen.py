"""Whether a window can be shown here. Asked before Qt is, because Qt ends the whole process when it cannot."""

import os
import socket
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

NOT_INSTALLED = "The parts of the window are not installed; add them with `pip install 'holdfast[desktop]'`."
NO_DISPLAY = "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set."
PATIENCE = 2.0


def missing_screen() -> str | None:
    """Why there is no screen for a window, in a sentence; None when there is one."""
    if find_spec("webview") is None:
        return NOT_INSTALLED
    if not sys.platform.startswith("linux"):
        return None
    if find_spec("qtpy") is None or find_spec("PySide6") is None:
        return NOT_INSTALLED
    return missing_display(os.environ)


def missing_display(environment: Mapping[str, str]) -> str | None:
    """Why no display of this environment answers."""
    if environment.get("QT_QPA_PLATFORM"):
        return None
    named = [environment[name] for name in ("WAYLAND_DISPLAY", "DISPLAY") if environment.get(name)]
    if not named:
        return NO_DISPLAY
    places = _wayland(environment) + _x11(environment.get("DISPLAY", ""))
    if any(_answers(place) for place in places):
        return None
    return f"The screen {' or '.join(named)} does not answer."


Place = str | tuple[str, int]
"""A Unix socket or a TCP address."""


def _wayland(environment: Mapping[str, str]) -> list[Place]:
    name = environment.get("WAYLAND_DISPLAY")
    return [str(Path(environment.get("XDG_RUNTIME_DIR", "/")) / name)] if name else []


def _x11(display: str) -> list[Place]:
    host, colon, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not colon or not number.isdecimal():
        return []
    if host not in ("", "unix"):
        return [(host, 6000 + int(number))]
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
    return ["\0" + path, path]


def _answers(place: Place) -> bool:
    family = socket.AF_UNIX if isinstance(place, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(PATIENCE)
        try:
            probe.connect(place)
        except OSError:
            return False
    return True
