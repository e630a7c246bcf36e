"""Processes of this computer, so described that a number given again after a restart names nobody else."""

import hashlib
import os
import socket
import sys
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_STARTED = 19  # the field of /proc/PID/stat behind the name that says when the process began

NUMBER = Path("/etc/machine-id")
"""Where Linux keeps the number of its installation; containers often have none."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process: its number, the start of its computer, and its own start, where the system tells."""

    pid: int
    boot: str
    started: str


def myself() -> Process:
    """This process."""
    return Process(os.getpid(), _boot(), _start(os.getpid()))


def is_alive(process: Process) -> bool:
    """Whether this very process of this computer still runs, as far as the system tells."""
    if process.boot != _boot():
        return False
    if sys.platform == "linux":
        return process.started != "" and _start(process.pid) == process.started
    if sys.platform == "win32":  # a signal would end it; the OS lock, which Windows always honours, has told already
        return False
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def machine() -> str:
    """What tells this computer from every other, before and after it is started anew; empty where nothing does.

    Names are given twice, and so are the numbers of systems that were copied: two computers have to share all three to
    be taken for one. One that changed is another computer, for which others wait ten minutes at worst.
    """
    number = f"{uuid.getnode():012x}" if sys.platform != "linux" else _read(NUMBER)
    if not number:
        return ""
    known = f"holdfast library {number} {uuid.getnode():012x} {socket.gethostname()}"
    return hashlib.sha256(known.encode()).hexdigest()[:32]


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


@cache
def _boot() -> str:
    """What tells this computer, since it was started, from every other."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return f"{uuid.getnode():012x}"


def _start(pid: int) -> str:
    """When a process began, in ticks since the computer did; empty where the system does not tell, or it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[_STARTED]
