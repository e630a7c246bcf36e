"""Commands that are born with the program already loaded: to load it takes most of the time of a short command.

One process loads it and waits. Each command is a process of its own, forked from that one, with its own arguments,
environment, folder and pipes; it goes through the whole of `holdfast.cli.main` and ends as any other does. What reads
the environment while it is loaded must not be loaded before: so only the command line is, and what commands share.
"""

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from holdfast.cli.commands import MODULES

COMMANDS = tuple(f"holdfast.cli.{module}" for module in MODULES)
LOADED = (
    "holdfast.cli.program", *COMMANDS, "holdfast.engine.setup", "holdfast.daemon.runner", "sqlcipher3.dbapi2",
    "pydantic", "rich.console", "rich.table", "typer._adapters", "urllib3",
)  # fmt: skip


class Late(Exception):
    """The command did not end in time; it was killed."""


class Nursery:
    """The process that waits, and the commands that come of it. Threads may ask at once."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._ours, theirs = socket.socketpair()
        self._turn = threading.Lock()
        command = [sys.executable, str(Path(__file__)), str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                command, env=dict(environment), cwd="/", pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def run(self, arguments: Sequence[str], environment: Mapping[str, str], patience: float) -> tuple[int, str, str]:
        """One command to its end: its code, and what it said."""
        said, told = os.pipe(), os.pipe()
        ours, theirs = socket.socketpair()
        with theirs, self._turn:
            socket.send_fds(self._ours, [b"+"], [theirs.fileno(), said[1], told[1]])
        os.close(said[1])
        os.close(told[1])
        with ours, ours.makefile("rw") as line:
            line.write(json.dumps({"arguments": list(arguments), "environment": dict(environment)}) + "\n")
            line.flush()
            pid = int(line.readline())
            out, err = _both(said[0], told[0], patience, pid)
            return int(line.readline()), out, err

    def close(self) -> None:
        """Whoever waits, ends."""
        self._ours.close()
        self._process.communicate()


def _both(out: int, err: int, patience: float, pid: int) -> tuple[str, str]:
    """What comes out of both pipes until nobody holds them any more."""
    said = {out: bytearray(), err: bytearray()}
    with selectors.DefaultSelector() as ready:
        for pipe in said:
            ready.register(pipe, selectors.EVENT_READ)
        while ready.get_map():
            found = ready.select(patience)
            if not found:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                raise Late(f"Nothing was heard of {pid} for {patience:.0f} s: {said}")
            for key, _ in found:
                piece = os.read(key.fd, 65536)
                said[key.fd] += piece
                if not piece:
                    ready.unregister(key.fd)
                    os.close(key.fd)
    return _text(said[out]), _text(said[err])


def _text(said: bytearray) -> str:
    return said.decode("utf-8").replace("\r\n", "\n")


def wait_for_commands(asked: socket.socket) -> None:
    """Bear a process for each command that is asked for; only the command itself comes back from here."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # those who look after a command need nobody to look after them
    while True:
        byte, pipes, _, _ = socket.recv_fds(asked, 1, 3)
        if not byte:
            os._exit(0)
        if os.fork() == 0:
            asked.close()
            break
        for pipe in pipes:
            os.close(pipe)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(fileno=pipes[0]) as there, there.makefile("rw") as line:
        command = json.loads(line.readline())
        if (pid := os.fork()) != 0:
            for pipe in pipes[1:]:
                os.close(pipe)
            line.write(f"{pid}\n")
            line.flush()
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            line.write(f"{code}\n")
            line.flush()
            os._exit(0)
    _become(command["arguments"], command["environment"], pipes[1], pipes[2])


def _become(arguments: list[str], environment: Mapping[str, str], out: int, err: int) -> None:
    import holdfast

    os.dup2(out, 1)
    os.dup2(err, 2)
    os.closerange(3, 64)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [str(Path(holdfast.__file__).with_name("__main__.py")), *arguments]


if __name__ == "__main__":
    from importlib import import_module

    for name in LOADED:
        import_module(name)
    wait_for_commands(socket.socket(fileno=int(sys.argv[1])))
    from holdfast.cli.main import main

    main()
