"""A Python program of its own, killed by the system at its so-maniest call of a kind."""

import os
import subprocess
import sys
from pathlib import Path


def killed_at(call: str, number: int, program: str, place: Path) -> bool:
    """Whether the program, which is told the place, died at that call; False: it makes fewer of them, and ended."""
    inject = f"inject={call}:signal=SIGKILL:when={number}"
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    environment.pop("HOLDFAST_KEY_FILE", None)
    command += [sys.executable, "-c", program, str(place)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode in (0, -9, 137), ended.stderr
    return ended.returncode != 0
