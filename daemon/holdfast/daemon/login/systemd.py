"""Linux with systemd: a unit of the person's own service manager."""

import os
import re
from pathlib import Path

from holdfast.daemon.login import written
from holdfast.daemon.login.item import Entry, Wanted, ask, fill, require, template

START = "ExecStart="
ENV = "/usr/bin/env"
NOT_FOR_PROGRAMS = frozenset("'\"\\")
"""systemd starts no file with these in its name; `env` does."""


class Unit:
    """`~/.config/systemd/user/holdfast.service`."""

    by = "a service of systemd"

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._name = f"{wanted.name}.service"

    @staticmethod
    def is_there() -> bool:
        """Whether the person's own service manager runs."""
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        return bool(runtime) and (Path(runtime) / "systemd" / "private").is_socket()

    @property
    def path(self) -> Path:
        return written.config_folder() / "systemd" / "user" / self._name

    @property
    def _link(self) -> Path:
        """What `systemctl --user enable` makes: the manager starts what is linked there."""
        return self.path.parent / "default.target.wants" / self._name

    def look(self) -> Entry:
        text = written.read(self.path)
        if text is None:
            return Entry(self.by, str(self.path))
        enabled = written.links_to(self._link, self.path)
        return Entry(self.by, str(self.path), enabled, starts(text), enabled and text == unit(self._wanted))

    def install(self) -> None:
        self._wanted.require_writable()
        written.write(self.path, unit(self._wanted))
        written.link(self._link, self.path)
        self._tell("daemon-reload")

    def start(self) -> None:
        self._tell("start", self._name)

    def uninstall(self) -> bool:
        if written.read(self.path) is None:
            return False
        written.unlink(self._link, self.path)
        written.remove(self.path)
        self._tell("daemon-reload")
        return True

    def _tell(self, *words: str) -> None:
        if self.is_there():  # else it reads all that at the next login
            require(ask("systemctl", "--user", *words), "systemd refused the entry")


def unit(wanted: Wanted) -> str:
    """The unit, word for word."""
    first = [ENV, wanted.program[0]] if set(wanted.program[0]) & NOT_FOR_PROGRAMS else [wanted.program[0]]
    command = [*first, *wanted.program[1:], "daemon", "run"]
    told = [f"{name}={value}" for name, value in sorted(wanted.environment.items())]
    return fill(
        template("linux/holdfast.service"),
        # The colon says that nothing in it is a variable; so a dollar is a dollar.
        COMMAND=" ".join([_quoted(":" + command[0]), *map(_quoted, command[1:])]),
        ENVIRONMENT="\n".join(f"Environment={_quoted(one)}" for one in told),
    )


def _quoted(text: str) -> str:
    r"""As systemd.syntax(7) has it: C escapes within quotes, and `%%` for `%`."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def starts(text: str) -> str:
    """The program that a unit of ours starts."""
    line = next((line for line in text.splitlines() if line.startswith(START)), "")
    words = [re.sub(r"\\(.)", r"\1", word) for word in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]
    found = [word.removeprefix(":").replace("%%", "%") for word in words]
    return next((word for word in found if word != ENV), "")
