"""The processes that a process has started, as Linux shows them."""

import os
import time
from pathlib import Path


def couriers_of(parent: int) -> list[int]:
    """The couriers that this process has started and that live."""
    return [pid for pid in _children(parent) if b"holdfast.couriers" in _command(pid)]


def is_gone(pid: int, within: float = 20.0) -> bool:
    """Whether the process has ended, or does within so many seconds."""
    until = time.monotonic() + within
    while _command(pid):
        if time.monotonic() > until:
            return False
        os.sched_yield()
    return True


def _children(parent: int) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text("latin-1").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(place.parent.name))
    return found


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
