"""Shows notices on the desktop of the session in which this process runs, where there is one.

Each notice has a process of its own (`herald_worker`), which waits for the click: the daemon holds no connection to
the desktop, loads nothing for it, and a desktop that hangs holds up nobody.
"""

import json
import logging
import subprocess
import threading
from collections.abc import Mapping, Sequence

from holdfast.clock import Clock
from holdfast.engine.notices import Notice

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds for a desktop to take a notice."""

REST = 600.0
"""Seconds until a desktop that did not take one is asked again."""

SHOWN = b"shown\n"


class Herald:
    """Shows notices by the command `worker`; whoever clicks one makes the command `clicked` run."""

    def __init__(
        self, clock: Clock, worker: Sequence[str], clicked: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        self._clock, self._worker, self._clicked, self._environment = clock, worker, clicked, environment
        self._waiting: list[subprocess.Popen[bytes]] = []
        self._refused: float | None = None

    def post(self, notice: Notice) -> bool:
        """Show it; False when there is no desktop that takes it."""
        self._waiting = [child for child in self._waiting if child.poll() is None]
        if self._refused is not None and self._clock.monotonic() - self._refused < REST:
            return False
        shown = self._shown(notice)
        self._refused = None if shown else self._clock.monotonic()
        return shown

    def close(self) -> None:
        """Wait for no click any more."""
        for child in self._waiting:
            child.terminate()
        for child in self._waiting:
            child.wait()

    def _shown(self, notice: Notice) -> bool:
        asked = {"title": notice.title, "text": notice.text, "clicked": list(self._clicked)}
        child = subprocess.Popen(
            self._worker,
            env=dict(self._environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        late = threading.Timer(PATIENCE, child.kill)
        late.start()
        try:
            return self._taken(child, json.dumps(asked).encode())
        finally:
            late.cancel()

    def _taken(self, child: "subprocess.Popen[bytes]", asked: bytes) -> bool:
        stdin, stdout = child.stdin, child.stdout
        assert stdin is not None and stdout is not None
        with stdin, stdout:
            try:
                stdin.write(asked)
                stdin.close()
            except BrokenPipeError:
                pass  # it ended at once: what it did not say is the answer
            if stdout.readline() == SHOWN:
                self._waiting.append(child)
                return True
        log.info("no notice is shown: no desktop takes it (%d)", child.wait())
        return False
