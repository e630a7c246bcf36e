"""Real drives for tests: in memory or in a file, mounted where the library or the home is to lie. Needs root."""

import ctypes
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from holdfast.standins.cloud import Cloud
from holdfast.standins.wire import Asked, Reply

needs_mounts = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a drive")
needs_loops = pytest.mark.skipif(
    os.geteuid() != 0 or not Path("/dev/loop-control").exists(), reason="only root can mount a loop device"
)

_OVERRIDE = (1 << 1) | (1 << 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
_VERSION_3 = 0x20080522


@contextmanager
def memory(place: Path, options: str) -> Iterator[Path]:
    """A drive in memory at this place until the end, if nobody pulls it before: `size=4m`, `nr_inodes=50`."""
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "drive", str(place)], check=True)
    try:
        yield place
    finally:
        pull(place)


@contextmanager
def loop(image: Path, place: Path, *options: str) -> Iterator[Path]:
    """A drive with ext4 in a file, which may be plugged in and pulled out as often as one likes."""
    if not image.exists():
        with image.open("wb") as file:
            file.truncate(64 * 1024 * 1024)
        subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", str(image)], check=True)
    place.mkdir(parents=True, exist_ok=True)
    plug(image, place, *options)
    try:
        yield place
    finally:
        pull(place)


def plug(image: Path, place: Path, *options: str) -> None:
    subprocess.run(["mount", "-o", ",".join(["loop", *options]), str(image), str(place)], check=True)


def pull(place: Path) -> None:
    """As a cable is pulled: at once, whoever still has files open there."""
    while os.path.ismount(place):
        subprocess.run(["umount", "-l", str(place)], check=True)


def remount(place: Path, how: str) -> None:
    """`ro` or `rw`. A system that finds an error makes the whole drive read-only, whoever writes there."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(place)], check=True)


def when(cloud: Cloud, time: int, act: Callable[[], object]) -> None:
    """Let something happen right before the so-maniest time that the cloud is asked for a photo's bytes."""
    answer, seen = cloud._server.answer, 0

    def acting(asked: Asked) -> Reply:
        nonlocal seen
        if "/v1_1/" not in asked.target:  # everything else is a question about the account
            seen += 1
            if seen == time:
                act()
        return answer(asked)

    cloud._server.answer = acting


@contextmanager
def as_anybody() -> Iterator[None]:
    """Rights count for this thread, and for those that it starts, even if it is root's."""
    libc, header = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    before = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, before) == 0
    without = (ctypes.c_uint32 * 6)(*before)
    without[0] &= ~_OVERRIDE
    assert libc.capset(header, without) == 0
    try:
        yield
    finally:
        assert libc.capset(header, before) == 0
