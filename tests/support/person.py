"""A person at the command line: every command is a real process, and nothing it says may betray or frighten."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nursery import Nursery

from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import setup
from holdfast.standins.cloudinary import StandIn

CANARY = "canary-secret-of-the-stand-in"
PATIENCE = 60.0
PLAIN = frozenset({"HOLDFAST_HOME", "HOLDFAST_KEY_FILE", "CLOUDINARY_URL", "XDG_CONFIG_HOME"})
"""Variables that nothing reads while the program is loaded."""


@cache
def nursery() -> Nursery:
    """One for all tests of this process; it ends with them."""
    return Nursery(Person(Path("/")).environment())


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever it is, the test asks it
        """What it printed for scripts."""
        return json.loads(self.out)

    def says(self, *words: str) -> None:
        """All of these words were said, wherever."""
        for word in words:
            assert word in self.out + self.err, f"{word!r} is missing in:\n{self.out}\n{self.err}"


class Person:
    """Runs commands on a home of their own. Use it in a `with`: what still runs then is ended."""

    def __init__(self, folder: Path, cloud: StandIn | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.cloud = cloud
        self.home = Home(folder / "home")
        self.library = folder / "Photos"
        self.clock = SystemClock()
        self.heard: list[str] = []
        self._running: list[subprocess.Popen[str]] = []

    def environment(self, more: Mapping[str, str | None] | None = None) -> dict[str, str]:
        """The person's shell, without anything that belongs to whoever runs the tests."""
        strange = ("HOLDFAST_KEY_FILE", "CLOUDINARY_URL", "CLOUDINARY_API_SECRET", "DISPLAY", "WAYLAND_DISPLAY")
        aws = [name for name in os.environ if name.startswith("AWS_")]
        variables: dict[str, str | None] = dict.fromkeys((*strange, *aws))
        variables |= {"HOLDFAST_HOME": str(self.home.path), "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        variables |= {"PYTHONWARNINGS": "error", "COLUMNS": "100", **(more or {})}
        kept = {name: value for name, value in os.environ.items() if name not in variables}
        return kept | {name: value for name, value in variables.items() if value is not None}

    def program(self) -> list[str]:
        """What every command begins with."""
        return [sys.executable, "-m", "holdfast"]

    def run(self, *arguments: str, env: Mapping[str, str | None] | None = None, code: int | None = 0) -> Done:
        """One command to its end; it must end with `code` (None: whatever)."""
        plain = self._is_plain(env)
        ended = self.hear(self._ended(arguments, env)) if plain else self.finish(self.start(*arguments, env=env))
        assert code is None or ended.code == code, (arguments, ended)
        return ended

    def _is_plain(self, env: Mapping[str, str | None] | None) -> bool:
        """Whether a command can be born with the program loaded: nothing else is between the person and it."""
        kind = type(self)
        as_usual = kind.program is Person.program and kind.environment is Person.environment
        return as_usual and PLAIN.issuperset(env or {})

    def _ended(self, arguments: tuple[str, ...], env: Mapping[str, str | None] | None) -> Done:
        return Done(*nursery().run(arguments, self.environment(env), PATIENCE))

    def start(self, *arguments: str, env: Mapping[str, str | None] | None = None) -> "subprocess.Popen[str]":
        """A command that goes on while the person does something else. Nobody is at its keyboard."""
        running = subprocess.Popen(
            [*self.program(), *arguments], env=self.environment(env), cwd="/", text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._running.append(running)
        return running

    def finish(self, running: "subprocess.Popen[str]") -> Done:
        out, err = running.communicate(timeout=PATIENCE)
        return self.hear(Done(running.returncode, out, err))

    def hear(self, ended: Done) -> Done:
        """What was said is never a traceback and holds no secret."""
        self.heard.append(ended.out + ended.err)
        assert "Traceback" not in ended.out + ended.err, ended
        assert CANARY not in ended.out + ended.err, ended
        return ended

    def set_up(self, *, source: str | None = "travel") -> "Person":
        """What `init` and `source add` make, without the wait for two processes."""
        setup.init(self.home, self.library, self.home.key_file, self.clock)
        if source is not None and self.cloud is not None:
            with closing(setup.open_home(self.home, None, self.clock)) as opened:
                setup.add_cloudinary(opened, source, self.cloud.url)
        return self

    def add(self, source: str) -> Done:
        """`source add`, with the secret in the environment."""
        assert self.cloud is not None
        return self.run("source", "add", "cloudinary", source, env={"CLOUDINARY_URL": self.cloud.url})

    def files(self) -> dict[str, bytes]:
        """Every original in the library, by path."""
        return {
            path.relative_to(self.library).as_posix(): path.read_bytes()
            for path in sorted(self.library.rglob("*"))
            if path.is_file() and ".holdfast" not in path.parts and path.name != "manifest-sha256.txt"
        }

    def until(self, condition: Callable[[], bool], what: str = "it") -> None:
        """Wait on a condition, not on a time."""
        deadline = self.clock.monotonic() + PATIENCE
        while not condition():
            assert self.clock.monotonic() < deadline, f"{what} did not come about"
            self.clock.sleep(0.01)

    def assert_no_secret_kept(self) -> None:
        """Neither log nor library nor anything in the home holds the account's secret in clear."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                assert CANARY.encode() not in path.read_bytes(), path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.home.worker_lock.exists():
            self.finish(self.start("daemon", "stop"))
        for running in self._running:
            if running.poll() is None:
                running.kill()
            running.communicate()
        if kind is None:
            self.assert_no_secret_kept()


class Terminal:
    """A command at a real terminal: what it shows is read, what the person types is typed."""

    def __init__(self, person: Person, *arguments: str, env: Mapping[str, str | None] | None = None) -> None:
        self._person = person
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "holdfast", *arguments], env=person.environment({"TERM": "xterm", **(env or {})}),
            cwd="/", stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.shown = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            ready, _, _ = select.select([self._master], [], [], 0.1)
            if not ready and self.process.poll() is not None:
                return
            try:
                self.shown += os.read(self._master, 65536).decode("utf-8", "replace") if ready else ""
            except OSError:  # how Linux says that the other side is closed
                return

    def await_text(self, text: str) -> None:
        """Until it is on the screen."""
        self._person.until(lambda: text in self.shown or self.process.poll() is not None, f"{text!r}")
        assert text in self.shown, self.shown

    def type(self, text: str) -> None:
        os.write(self._master, text.encode() + b"\n")

    def press_ctrl_c(self) -> None:
        """As the terminal does: SIGINT to everything in the foreground."""
        os.killpg(self.process.pid, signal.SIGINT)

    def finish(self) -> Done:
        """Until the command has ended."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        os.close(self._master)
        return self._person.hear(Done(code, self.shown, ""))
