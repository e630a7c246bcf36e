"""macOS: an agent of launchd."""

import os
import plistlib
from pathlib import Path
from xml.sax.saxutils import escape

from holdfast.daemon.login import written
from holdfast.daemon.login.item import Entry, Wanted, ask, fill, require, template


class Agent:
    """`~/Library/LaunchAgents/app.holdfast.plist`."""

    by = "an agent of launchd"

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    @property
    def path(self) -> Path:
        return written.personal_folder() / "Library" / "LaunchAgents" / f"{label(self._wanted)}.plist"

    def look(self) -> Entry:
        text = written.read(self.path)
        if text is None:
            return Entry(self.by, str(self.path))
        return Entry(self.by, str(self.path), True, starts(text), text == agent(self._wanted))

    def install(self) -> None:
        self._wanted.require_writable()
        fresh = agent(self._wanted)
        if written.read(self.path) == fresh:
            return
        self._unload()
        written.write(self.path, fresh)
        require(ask("launchctl", "bootstrap", _domain(), str(self.path)), "launchd refused the entry")

    def start(self) -> None:
        """launchd did so when it was told of the entry."""

    def uninstall(self) -> bool:
        if written.read(self.path) is None:
            return False
        self._unload()
        return written.remove(self.path)

    def _unload(self) -> None:
        ask("launchctl", "bootout", f"{_domain()}/{label(self._wanted)}")  # it fails when it was not loaded


def label(wanted: Wanted) -> str:
    """How launchd calls it."""
    return f"app.{wanted.name}"


def _domain() -> str:
    return f"gui/{os.getuid()}"


def agent(wanted: Wanted) -> str:
    """The property list, word for word. launchd knows no limit for starting again, so `--again` does that."""
    command = [*wanted.program, "daemon", "run", "--again"]
    told = [f"<key>{escape(name)}</key>\n\t\t{_string(value)}" for name, value in sorted(wanted.environment.items())]
    return fill(
        template("macos/holdfast.plist"),
        LABEL=escape(label(wanted)),
        COMMAND="\n".join(f"\t\t{_string(word)}" for word in command),
        ENVIRONMENT="\n".join(f"\t\t{one}" for one in told),
    )


def _string(text: str) -> str:
    return f"<string>{escape(text)}</string>"


def starts(text: str) -> str:
    """The program that an agent of ours starts."""
    try:
        return str(plistlib.loads(text.encode())["ProgramArguments"][0])
    except (plistlib.InvalidFileException, ValueError, KeyError, IndexError, TypeError):
        return ""
