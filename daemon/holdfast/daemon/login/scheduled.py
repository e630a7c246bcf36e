"""Windows: a scheduled task that runs when the person logs in."""

import os
import re
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from holdfast.daemon.login.item import MARK, Entry, Wanted, ask, fill, require, template, windowless
from holdfast.errors import LoginItemRefused

SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


class Task:
    """A task of the Task Scheduler, in its root folder."""

    by = "a scheduled task"

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._name = wanted.name.capitalize()

    def look(self) -> Entry:
        text = self._read()
        if text is None:
            return Entry(self.by, self._name)
        current = actions(text) == actions(task(self._wanted))
        return Entry(self.by, self._name, True, actions(text)[0], current)

    def install(self) -> None:
        self._wanted.require_writable()
        fresh = task(self._wanted)
        self._read()  # what is not ours is refused
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "task.xml"
            file.write_text(fresh, "utf-16")
            done = ask("schtasks", "/Create", "/TN", self._name, "/XML", str(file), "/F")
        require(done, "Windows refused the task")

    def start(self) -> None:
        require(ask("schtasks", "/Run", "/TN", self._name), "Windows did not run the task")

    def uninstall(self) -> bool:
        if self._read() is None:
            return False
        require(ask("schtasks", "/Delete", "/TN", self._name, "/F"), "Windows kept the task")
        return True

    def _read(self) -> str | None:
        """Its XML, None when there is none. LoginItemRefused: the task is not ours."""
        done = ask("schtasks", "/Query", "/TN", self._name, "/XML")
        if done.returncode:
            return None
        text = _decoded(done.stdout)
        if MARK not in text:
            raise LoginItemRefused(
                f"The scheduled task {self._name} was not made by Holdfast, so it was left as it is.",
                action="Rename that task, then try again.",
            )
        return text


def task(wanted: Wanted) -> str:
    """The task, word for word. A task has no environment, so home and key are named to the command."""
    first, *rest = wanted.program
    told = ["--home", str(wanted.home), *(["--key-file", str(wanted.key_file)] if wanted.key_file else [])]
    words = [*rest, *told, "daemon", "run", "--again"]
    for word in (first, *words):
        if re.search("%[^%]+%", word):
            raise LoginItemRefused(
                f"Windows would take a part of {word} for a variable, because it stands between two percent signs.",
                action="Rename that folder, then try again. Until then, `holdfast daemon start` works.",
            )
    return fill(
        template("windows/holdfast-task.xml"),
        USER=escape(_user()), PROGRAM=escape(windowless(first)), ARGUMENTS=escape(subprocess.list2cmdline(words)),
    )  # fmt: skip


def _user() -> str:
    return "\\".join(part for part in (os.environ.get("USERDOMAIN"), os.environ.get("USERNAME")) if part)


def actions(text: str) -> tuple[str, str]:
    """What a task starts, and with which arguments."""
    try:
        # The text is decoded already, so what it says of its encoding is left out.
        found = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314 - our own task
    except ElementTree.ParseError:
        return "", ""
    path = f"{SPACE}Actions/{SPACE}Exec/{SPACE}"
    return found.findtext(f"{path}Command", ""), found.findtext(f"{path}Arguments", "")


def _decoded(data: bytes) -> str:
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return data.decode(coding, "replace").removeprefix("\ufeff")
