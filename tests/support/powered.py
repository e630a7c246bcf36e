"""A drive of one's own whose power can be cut: ext4 on a loop device, shut so that whatever was not flushed is gone."""

import fcntl
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from holdfast.clock import SystemClock

PATIENCE = 30.0
_SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
_WITHOUT_JOURNAL = struct.pack("I", 2)  # whatever is only in memory, the journal's too, is gone


def can_cut() -> bool:
    """Only root can, and only where loop devices are."""
    return os.geteuid() == 0 and Path("/dev/loop-control").exists() and shutil.which("mkfs.ext4") is not None


def format_drive(image: Path, megabytes: int = 96) -> None:
    """A new, empty file system."""
    with image.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[None]:
    """The drive, there for as long as the block lasts."""
    subprocess.run(["mount", "-o", "loop", image, place], check=True)
    try:
        yield
    finally:
        _unmount(place)


def _unmount(place: Path) -> None:
    """A process that was killed lets go of its files a moment later."""
    clock = SystemClock()
    deadline = clock.monotonic() + PATIENCE
    while (done := subprocess.run(["umount", place], capture_output=True, text=True)).returncode:
        assert clock.monotonic() < deadline, done.stderr
        clock.sleep(0.01)


def cut_power(place: Path) -> None:
    """The drive takes nothing any more, and keeps what it had on its medium."""
    folder = os.open(place, os.O_RDONLY)
    try:
        fcntl.ioctl(folder, _SHUTDOWN, _WITHOUT_JOURNAL)
    finally:
        os.close(folder)
