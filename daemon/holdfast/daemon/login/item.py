"""What a login item is, whichever system keeps it: an entry that starts the daemon when the person logs in."""

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from platformdirs import user_data_path

from holdfast.config import Home
from holdfast.daemon import process
from holdfast.errors import LoginItemRefused

MARK = "Written by Holdfast"
"""In every entry of ours: what does not say so is somebody else's and is left alone."""

PATIENCE = 30.0
"""Seconds for a command of the system."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be started, and how the entry is called."""

    program: tuple[str, ...]
    """How this very Holdfast is run; the first one is a file."""
    home: Path
    key_file: Path | None = None

    @property
    def name(self) -> str:
        """One entry for each home: the usual one has the plain name."""
        usual = self.home == user_data_path("holdfast")
        return "holdfast" if usual else f"holdfast-{sha256(os.fsencode(self.home)).hexdigest()[:8]}"

    @property
    def environment(self) -> dict[str, str]:
        """What the daemon must be told: at login nothing is there of the terminal where this was asked for."""
        told = {"HOLDFAST_HOME": str(self.home)}
        if self.key_file is not None:
            told["HOLDFAST_KEY_FILE"] = str(self.key_file)
        return told

    def require_writable(self) -> None:
        """LoginItemRefused when a path has a character that not every kind of entry can hold."""
        for text in (*self.program, *self.environment.values()):
            if any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 or 0xD800 <= ord(letter) < 0xE000 for letter in text):
                raise LoginItemRefused(
                    f"The path {text!a} has a character that an entry for the login cannot hold.",
                    action="Rename that folder, then try again. Until then, `holdfast daemon start` works.",
                )


@dataclass(frozen=True, slots=True)
class Entry:
    """What is there now."""

    by: str
    """What keeps it, in words for a person."""
    place: str
    installed: bool = False
    starts: str = ""
    """The program that it starts."""
    current: bool = False
    """It is word for word what would be written now; so it starts this program and works on this home."""

    @property
    def is_broken(self) -> bool:
        """It starts what is not there any more, as after Python or Holdfast was moved."""
        return self.installed and bool(self.starts) and not Path(self.starts).exists()


class LoginItem(Protocol):
    """One way to be started at login."""

    by: str

    def look(self) -> Entry:
        """What is there now."""

    def install(self) -> None:
        """Write the entry, whatever of ours was there before. LoginItemRefused: something else is there."""

    def start(self) -> None:
        """Let the system start it now, where it can: then it also starts it again after a crash."""

    def uninstall(self) -> bool:
        """Take it away, if it is there and ours. The daemon goes on until it is stopped."""


def wanted(home: Home, key_file: Path | None) -> Wanted:
    """This very Holdfast, at work on this home."""
    return Wanted(tuple(process.program()), home.path, key_file)


@cache
def template(name: str) -> str:
    """A file of `installers/`: in the wheel beside this module, in a checkout at its root."""
    checkout = Path(__file__).resolve().parents[4]
    if (checkout / "pyproject.toml").is_file():
        return (checkout / "installers" / name).read_text("utf-8")
    return (files("holdfast.daemon.login") / "installers" / name).read_text("utf-8")


def fill(text: str, **values: str) -> str:
    """The template with its places filled; what is filled in is never looked at again."""
    parts = text.split("@")
    return "".join(values.get(part, part) if at % 2 else part for at, part in enumerate(parts))


def ask(*command: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a command of the system. LoginItemRefused when it is not there or does not answer."""
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LoginItemRefused(f"{command[0]} could not be run: {error}.") from error


def require(done: "subprocess.CompletedProcess[bytes]", what: str) -> None:
    """LoginItemRefused, in the words of the command, when it failed."""
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise LoginItemRefused(f"{what}: {said[:300] or f'it ended with {done.returncode}'}")


def windowless(program: str) -> str:
    """On Windows the Python that opens no black window, where it lies beside the other."""
    quiet = Path(program).with_name("pythonw.exe")
    return str(quiet) if sys.platform == "win32" and program.endswith("python.exe") and quiet.exists() else program
