"""The worker as the system sees it: one process with a group of its own, ended together with all that it started."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import holdfast

WORD = "thumbnails-worker"
"""What a Holdfast that is one single program is told, to be the worker."""

PIECE = 1024 * 1024


class Process:
    """Runs until `end`, or until it dies by itself; whichever it is, nothing of it stays, not even its entry."""

    def __init__(self, command: list[str]) -> None:
        """Start it. Raises OSError."""
        self._popen = subprocess.Popen(
            command,
            env=environment(),
            cwd="/" if os.name != "nt" else None,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the parent
            pipesize=PIECE,  # a photo in two or three pieces, not in a hundred
        )
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        self.requests: IO[bytes] = self._popen.stdin
        self.answers: IO[bytes] = self._popen.stdout
        self._turn = threading.Lock()
        self._burial = threading.Thread(target=self._bury, name="thumbnails-burial", daemon=True)
        self._burial.start()

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def alive(self) -> bool:
        return self._popen.returncode is None

    def memory(self) -> int | None:
        """Bytes of memory that it holds now, where the system shows that (Linux). What a process says of itself begins
        with what its parent held when it was started."""
        try:
            pages = Path(f"/proc/{self._popen.pid}/statm").read_text("ascii").split()[1]
        except (OSError, IndexError):
            return None
        return int(pages) * os.sysconf("SC_PAGESIZE")

    @contextmanager
    def within(self, seconds: float) -> Iterator[threading.Event]:
        """Killed when the block takes longer; the event says whether it was."""
        late = threading.Event()

        def too_long() -> None:
            late.set()
            self._kill()

        watch = threading.Timer(seconds, too_long)
        watch.start()
        try:
            yield late
        finally:
            watch.cancel()

    def end(self) -> None:
        """End it, whatever it does just now."""
        self._kill()
        self._burial.join()
        for stream in (self.requests, self.answers):
            with suppress(OSError, ValueError):
                stream.close()

    def _kill(self) -> None:
        """The whole group. Its number is its own as long as the process was not waited for."""
        with self._turn:
            if self._popen.returncode is not None:
                return
            if sys.platform == "win32":
                self._popen.kill()
                return
            with suppress(ProcessLookupError, PermissionError):  # macOS: of a group that is dead already
                os.killpg(self._popen.pid, signal.SIGKILL)

    def _bury(self) -> None:
        """Wait for its end; then end what it started, and only then forget its number."""
        if sys.platform != "win32" and hasattr(os, "waitid"):
            os.waitid(os.P_PID, self._popen.pid, os.WEXITED | os.WNOWAIT)
            self._kill()
            with self._turn:
                self._popen.wait()
        else:
            self._popen.wait()


def program() -> list[str]:
    """How the worker is started; nothing of the person is in it."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    return [sys.executable, "-s", "-B", "-m", "holdfast.thumbnails.worker"]


def environment() -> dict[str, str]:
    """All that the worker gets to know: where Holdfast's own code is."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # each thread would take of the little memory
    return {**kept, **alone, "PYTHONPATH": str(Path(holdfast.__file__).resolve().parents[1])}
