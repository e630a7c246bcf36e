"""Showing a folder in the system's file manager. Only folders are ever opened: a file could be a program."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from holdfast.errors import LibraryOffline, UsageError


def opener() -> str:
    """The program that shows folders on this system."""
    return {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")


def folder(where: Path) -> None:
    """Show this folder. Returns at once; LibraryOffline: it is not there now."""
    if not where.is_dir():
        raise LibraryOffline(f"There is no folder {where}.")
    command = [opener(), str(where)]
    try:
        shown = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=os.sep, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise UsageError(
            "This system has no program that shows folders.", action=f"Open it yourself: {where}"
        ) from error
    threading.Thread(target=shown.wait, name="holdfast-reveal", daemon=True).start()  # nobody waits for it but this
