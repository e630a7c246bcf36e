"""The worker as its parent sees it: started when it is needed, watched, and replaced when it dies, hangs or has grown.

Whatever a picture does to the worker concerns that picture alone. What the worker answers is hostile too.
"""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO

import holdfast
from holdfast.clock import Clock
from holdfast.domain.facts import Facts
from holdfast.errors import Interrupted, ThumbnailFailed, ThumbnailRefused, ThumbnailsStopped
from holdfast.thumbnails import frame
from holdfast.thumbnails.kinds import HEAD, is_picture

WORD = "thumbnails-worker"
"""What a Holdfast that is one single program is told, to be the worker."""

PATIENCE = 20
"""Seconds for one picture, waiting for its bytes included."""

GROWN = 512 * 1024**2
"""Bytes of memory after which a worker is replaced."""

MOST_BYTES = 256 * 1024**2
MOST_JPEG = 32 * 1024**2
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Made:
    """A thumbnail and what the picture says of itself."""

    jpeg: bytes
    width: int
    height: int
    facts: Facts


class Maker:
    """One worker. For one thread at a time; `close` may be called from any."""

    def __init__(self, clock: Clock, patience: float = PATIENCE, nice: int = 0) -> None:
        self._clock = clock
        self._patience = patience
        self._nice = nice
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The worker's process, while there is one."""
        process = self._process
        return None if process is None else process.pid

    def make(self, original: IO[bytes], size: int) -> Made:
        """The thumbnail of an open file. ThumbnailRefused: by rule; ThumbnailFailed: it cannot be decoded, or the
        worker died of it. Raises OSError when the file cannot be read."""
        length = _looked_at(original)
        head, jpeg = self._asked(original, length, size)
        if head.get("state") == "refused":
            raise ThumbnailRefused(f"There is no thumbnail of this file: {head.get('why')}.")
        if head.get("state") != "made":
            raise ThumbnailFailed("There is no thumbnail of this file: it cannot be decoded.")
        return _made(head, jpeg)

    def close(self) -> None:
        """End the worker, whatever it does just now."""
        self._closed = True
        self._end()

    def _asked(self, original: IO[bytes], length: int, size: int) -> tuple[frame.Head, bytes]:
        with self._watched() as process:
            assert process.stdin is not None
            assert process.stdout is not None
            asked = {"size": size, "seconds": int(self._patience), "now": self._clock.now()}
            frame.send(process.stdin, asked, length, _pieces(original))
            head, jpeg = frame.receive(process.stdout, MOST_JPEG)
        if _number(head, "peak") > GROWN:
            self._end()
        return head, jpeg

    @contextmanager
    def _watched(self) -> Iterator["subprocess.Popen[bytes]"]:
        """The worker, killed when it takes longer than it may. What it leaves half said ends it."""
        process = self._process or self._start()
        watch = threading.Timer(self._patience, process.kill)
        watch.start()
        try:
            yield process
        except (frame.Broken, BrokenPipeError, ConnectionResetError, ValueError) as error:
            self._end()
            if self._closed:
                raise Interrupted("stop") from error
            raise ThumbnailFailed("There is no thumbnail of this file: decoding it took too much.") from error
        except BaseException:
            self._end()
            raise
        finally:
            watch.cancel()

    def _start(self) -> "subprocess.Popen[bytes]":
        if self._closed:
            raise Interrupted("stop")
        try:
            self._process = process = _spawn(self._nice)
            assert process.stdout is not None
            frame.receive(process.stdout, 0)  # it is confined now
        except (OSError, frame.Broken) as error:
            self._end()
            raise ThumbnailsStopped("The process that makes thumbnails cannot be started.") from error
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError, ValueError):
                    stream.close()
        process.wait()


class Makers:
    """So many workers, each started when it is needed first. Safe to use from several threads."""

    def __init__(self, clock: Clock, count: int, patience: float = PATIENCE, nice: int = 0) -> None:
        self._all = [Maker(clock, patience, nice) for _ in range(count)]
        self._free: queue.LifoQueue[Maker] = queue.LifoQueue()
        for maker in self._all:
            self._free.put(maker)

    def make(self, original: IO[bytes], size: int) -> Made:
        """As `Maker.make`, by the first worker that is free."""
        maker = self._free.get()
        try:
            return maker.make(original, size)
        finally:
            self._free.put(maker)

    def pids(self) -> list[int]:
        """The workers' processes."""
        return [maker.pid for maker in self._all if maker.pid is not None]

    def close(self) -> None:
        """End all workers, whatever they do just now."""
        for maker in self._all:
            maker.close()


def _spawn(nice: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*program(), str(nice)],
        env=environment(),
        cwd="/" if os.name != "nt" else None,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the parent
        pipesize=PIECE,  # a photo in two or three pieces, not in a hundred
    )


def program() -> list[str]:
    """How the worker is started; nothing of the person is in it."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    return [sys.executable, "-s", "-B", "-m", "holdfast.thumbnails.worker"]


def environment() -> dict[str, str]:
    """All that the worker gets to know: where Holdfast's own code is."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(holdfast.__file__).resolve().parents[1])}


def _looked_at(original: IO[bytes]) -> int:
    """How long the file is, if it is worth handing over."""
    length = os.fstat(original.fileno()).st_size
    head = original.read(HEAD)
    original.seek(0)
    if not is_picture(head):
        raise ThumbnailRefused("There is no thumbnail of this file: no picture inside that can be shown.")
    if length > MOST_BYTES:
        raise ThumbnailRefused("There is no thumbnail of this file: it is too large.")
    return length


def _pieces(original: IO[bytes]) -> Iterator[bytes]:
    while piece := original.read(PIECE):
        yield piece


def _made(head: frame.Head, jpeg: bytes) -> Made:
    """The answer, if it can be one: a worker that was taken over may say anything."""
    said = head.get("facts")
    width, height = _number(head, "width"), _number(head, "height")
    if not isinstance(said, dict) or not jpeg.startswith(b"\xff\xd8\xff") or min(width, height) < 1:
        raise ThumbnailFailed("There is no thumbnail of this file: it cannot be decoded.")
    return Made(jpeg, width, height, _facts(said))


def _number(head: frame.Head, name: str) -> int:
    value = head.get(name)
    return value if isinstance(value, int) else 0


def _facts(said: dict[str, object]) -> Facts:
    kinds = {"width": int, "height": int, "taken_at": str, "latitude": float, "longitude": float}
    values = {field.name: said.get(field.name) for field in fields(Facts)}
    return Facts(**{name: value for name, value in values.items() if isinstance(value, kinds[name])})  # type: ignore[arg-type]
