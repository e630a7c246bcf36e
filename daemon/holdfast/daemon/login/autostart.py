"""Linux without systemd: an entry that the desktop starts when the person logs in (freedesktop.org, Autostart)."""

import re
from pathlib import Path

from holdfast.daemon.login import written
from holdfast.daemon.login.item import Entry, Wanted, fill, template

START = "Exec="
ENV = "/usr/bin/env"


class Autostart:
    """`~/.config/autostart/holdfast.desktop`."""

    by = "an entry that your desktop starts"

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    @property
    def path(self) -> Path:
        return written.config_folder() / "autostart" / f"{self._wanted.name}.desktop"

    def look(self) -> Entry:
        text = written.read(self.path)
        if text is None:
            return Entry(self.by, str(self.path))
        return Entry(self.by, str(self.path), _is_on(text), starts(text), text == desktop_entry(self._wanted))

    def install(self) -> None:
        self._wanted.require_writable()
        written.write(self.path, desktop_entry(self._wanted))

    def start(self) -> None:
        """The desktop starts it at the next login; now, whoever installed it does."""

    def uninstall(self) -> bool:
        return written.remove(self.path)


def desktop_entry(wanted: Wanted) -> str:
    """The entry, word for word. No desktop starts a thing again that crashed, so `--again` does."""
    told = [f"{name}={value}" for name, value in sorted(wanted.environment.items())]
    command = [ENV, *told, *wanted.program, "daemon", "run", "--again"]
    return fill(template("linux/holdfast.desktop"), COMMAND=" ".join(map(_quoted, command)))


def _quoted(text: str) -> str:
    """As the Desktop Entry Specification has it: quoted, the quotes escaped for the file, and `%%` for `%`."""
    for letter in '\\"`$':
        text = text.replace(letter, "\\" + letter)
    return '"' + text.replace("\\", "\\\\").replace("%", "%%") + '"'


def _is_on(text: str) -> bool:
    """Desktops switch an entry off by a line in it."""
    lines = {line.strip().lower() for line in text.splitlines()}
    return "hidden=true" not in lines and "x-gnome-autostart-enabled=false" not in lines


def starts(text: str) -> str:
    """The program that an entry of ours starts."""
    line = next((line for line in text.splitlines() if line.startswith(START)), "").replace("\\\\", "\\")
    words = [re.sub(r"\\(.)", r"\1", word) for word in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]
    return next((word.replace("%%", "%") for word in words[1:] if not word.startswith("HOLDFAST_")), "")
