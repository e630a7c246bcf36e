"""The system's calls, as a program on a simulated drive makes them: each is a step of the simulation, at which a fault
or a cut may come. What only reads goes straight to the system."""

import ctypes
import errno
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import Any, Protocol
from unittest.mock import patch

from simulated_disk import Disk

from holdfast.library import durable

Wrapped = Callable[..., Any]


class Steps(Protocol):
    """What the calls need of the world that they are made in."""

    disk: Disk
    dice: Random
    flushes_at_once: bool
    acting: bool
    """Whether it is Holdfast that makes the calls just now, and not the test."""

    def step(self, what: str) -> None:
        """One more step: may raise OSError, or end the process."""


class Calls:
    """The calls of one world. `installed`: from then on every one of them that touches the drive is a step."""

    def __init__(self, world: Steps) -> None:
        self._world = world
        self._libc = durable._libc()
        self._real = {name: getattr(os, name) for name in (
            "open", "write", "ftruncate", "mkdir", "replace", "rename", "link", "unlink", "fsync"
        )}  # fmt: skip

    @contextmanager
    def installed(self) -> Iterator[None]:
        ours = {
            "open": self._open, "mkdir": self._named("mkdir"), "unlink": self._named("unlink"),
            "write": self._on_file("write"), "ftruncate": self._on_file("ftruncate"), "fsync": self._fsync,
            "replace": self._moved("replace"), "rename": self._moved("rename"), "link": self._moved("link"),
        }  # fmt: skip
        with ExitStack() as stack:
            for name, call in ours.items():
                stack.enter_context(patch.object(os, name, call))
            stack.enter_context(patch.object(durable, "_libc", lambda: self))
            stack.enter_context(patch.object(uuid, "uuid4", self._uuid))
            yield

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self._world.dice.getrandbits(128), version=4)

    # The calls of Python's os

    def _open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:  # noqa: ANN401
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) and (place := self._at(path, dir_fd)) is not None:
            self._world.step(f"open {place}")
        found: int = self._real["open"](path, flags, mode, dir_fd=dir_fd)
        return found

    def _named(self, name: str) -> Wrapped:
        def call(path: Any, *rest: Any, dir_fd: int | None = None) -> Any:  # noqa: ANN401
            if (place := self._at(path, dir_fd)) is not None:
                self._world.step(f"{name} {place}")
            return self._real[name](path, *rest, dir_fd=dir_fd)

        return call

    def _moved(self, name: str) -> Wrapped:
        def call(old: Any, new: Any, **more: Any) -> Any:  # noqa: ANN401
            if (place := self._at(new, more.get("dst_dir_fd"))) is not None:
                self._world.step(f"{name} {place}")
            return self._real[name](old, new, **more)

        return call

    def _on_file(self, name: str) -> Wrapped:
        def call(file: int, *rest: Any) -> Any:  # noqa: ANN401
            if (place := self._of(file)) is not None:
                self._world.step(f"{name} {place}")
            return self._real[name](file, *rest)

        return call

    def _fsync(self, file: int) -> None:
        place = self._of(file)
        if place is None:
            self._real["fsync"](file)
            return
        self._world.step(f"fsync {place}")
        self._world.disk.sync(file)

    # The calls of the C library that durable.py makes; they answer as the library does, but for raising

    def syncfs(self, _volume: int) -> int:
        self._world.step("syncfs")
        self._world.disk.sync_all()
        return 0

    def fstatfs(self, volume: int, answer: Any) -> int:  # noqa: ANN401
        if not self._world.flushes_at_once:
            raise OSError(errno.EPERM, "an unknown file system")
        return int(self._libc.fstatfs(volume, answer))

    def fallocate64(self, file: int, mode: int, offset: ctypes.c_int64, size: ctypes.c_int64) -> int:
        self._world.step(f"allocate {self._of(file)} {size.value}")
        return int(self._libc.fallocate64(file, mode, offset, size))

    def renameat2(self, here: int, old: bytes, there: int, new: bytes, flags: int) -> int:
        self._world.step(f"rename {self._at(new, there)}")
        return int(self._libc.renameat2(here, old, there, new, flags))

    # Where a call goes

    def _at(self, path: Any, folder: int | None) -> str | None:  # noqa: ANN401
        if folder is None:
            return self._inside(Path(os.fsdecode(path)))
        return self._inside(Path(f"/proc/self/fd/{folder}").readlink() / os.fsdecode(path))

    def _of(self, file: int) -> str | None:
        return self._inside(Path(f"/proc/self/fd/{file}").readlink())

    def _inside(self, path: Path) -> str | None:
        """The path as seen from the drive; None: it is somewhere else, or the call is none of Holdfast's."""
        top = self._world.disk.top
        return str(path.relative_to(top)) if self._world.acting and path.is_relative_to(top) else None
