"""A file or a folder shown in the system's file manager, marked there. Nothing is opened: what a photo's bytes could
start, they cannot start by being pointed at."""

import shutil
import subprocess
import sys
from pathlib import Path

from holdfast_ui.dialogs import IN_THE_WINDOW, Dialogs
from holdfast_ui.problems import conflict

PATIENCE = 5.0
"""Seconds in which a file manager answers; one that still starts then has been asked, which is enough."""


def reveal(dialogs: Dialogs, path: Path) -> None:
    """Show it to the person at this computer's window; a browser may be anywhere."""
    if not dialogs.can_ask:
        raise conflict("NO_WINDOW", "A browser cannot show a file manager.", IN_THE_WINDOW)
    if not path.exists():
        raise conflict("NOT_THERE", f"{path} is not there.", "Look whether its drive is connected.")
    if not any(_done(command) for command in commands(path, sys.platform)):
        raise conflict("NO_FILE_MANAGER", "No file manager answered.", f"It lies here: {path}")


def commands(path: Path, system: str) -> list[list[str]]:
    """What is tried, one after the other."""
    if system == "darwin":
        return [["open", "-R", str(path)]]
    if system == "win32":
        return [["explorer", f"/select,{path}"]]
    said = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.FileManager1", "--type=method_call",
            "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1.ShowItems",
            f"array:string:{path.as_uri()}", "string:"]  # fmt: skip
    return [said, ["xdg-open", str(path if path.is_dir() else path.parent)]]


def _done(command: list[str]) -> bool:
    program = shutil.which(command[0])
    if program is None:
        return False
    quiet = subprocess.DEVNULL
    child = subprocess.Popen([program, *command[1:]], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        return child.wait(PATIENCE) == 0 or command[0] == "explorer"  # which calls everything a failure
    except subprocess.TimeoutExpired:
        return True
