"""The worker as its parent sees it: started when it is needed, watched, and replaced when it dies, hangs or has grown.

Whatever a picture does to the worker concerns that picture alone. What the worker answers is hostile too.
"""

import os
import queue
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import IO

from holdfast.clock import Clock
from holdfast.domain.facts import Facts
from holdfast.errors import Interrupted, ThumbnailFailed, ThumbnailRefused, ThumbnailsStopped
from holdfast.thumbnails import frame
from holdfast.thumbnails.kinds import HEAD, is_picture
from holdfast.thumbnails.process import PIECE, Process, program

PATIENCE = 20
"""Seconds for one picture, waiting for its bytes included."""

STARTING = 60
"""Seconds in which a worker must be ready."""

GROWN = 512 * 1024**2
"""Bytes of memory after which a worker is replaced."""

MOST_BYTES = 256 * 1024**2
MOST_JPEG = 32 * 1024**2
TRIES = 2

NOT_DECODED = "There is no thumbnail of this file: it cannot be decoded."
TOO_MUCH = "There is no thumbnail of this file: decoding it took too much."


@dataclass(frozen=True, slots=True)
class Made:
    """A thumbnail and what the picture says of itself."""

    jpeg: bytes
    width: int
    height: int
    facts: Facts


class _Died(Exception):
    """The worker ended too early, or said what cannot be; not necessarily because of this picture."""


class Maker:
    """One worker. For one thread at a time; `close` may be called from any."""

    def __init__(self, clock: Clock, patience: float = PATIENCE, nice: int = 0) -> None:
        self._clock = clock
        self._patience = patience
        self._nice = nice
        self._process: Process | None = None
        self._given_up: frozenset[str] = frozenset()
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The worker's process, while there is one."""
        process = self._process
        return process.pid if process is not None and process.alive else None

    def make(self, original: IO[bytes], size: int) -> Made:
        """The thumbnail of an open file. ThumbnailRefused: by rule; ThumbnailFailed: it cannot be decoded, took too
        long, or two workers died of it. Raises OSError when the file cannot be read."""
        length = _looked_at(original)
        head, jpeg = self._answer(original, length, size)
        if head.get("state") == "refused":
            raise ThumbnailRefused(f"There is no thumbnail of this file: {head.get('why')}.")
        if head.get("state") != "made":
            raise ThumbnailFailed(NOT_DECODED)
        return _made(head, jpeg)

    def close(self) -> None:
        """End the worker, whatever it does just now."""
        self._closed = True
        self._end()

    def confinement(self) -> frozenset[str]:
        """What the worker gave up, in the words of `confine`; one is started if need be. Raises ThumbnailsStopped."""
        self._running()
        return self._given_up

    def _answer(self, original: IO[bytes], length: int, size: int) -> tuple[frame.Head, bytes]:
        """A worker may have been killed by somebody else: only a second, fresh one that dies puts it on the picture."""
        for _ in range(TRIES):
            original.seek(0)
            try:
                return self._asked(original, length, size)
            except _Died:
                self._end()
            except BaseException:
                self._end()
                raise
        raise ThumbnailFailed(TOO_MUCH)

    def _asked(self, original: IO[bytes], length: int, size: int) -> tuple[frame.Head, bytes]:
        process = self._running()
        asked = {"size": size, "seconds": int(self._patience) + 1, "now": self._clock.now()}
        with process.within(self._patience) as late:
            try:
                frame.send(process.requests, asked, length, _pieces(original))
                head, jpeg = frame.receive(process.answers, MOST_JPEG)
            except (frame.Broken, BrokenPipeError, ConnectionResetError, ValueError) as error:
                if self._closed:
                    raise Interrupted("stop") from error
                if late.is_set():
                    raise ThumbnailFailed(TOO_MUCH) from error
                raise _Died from error
        held = process.memory()
        if (_number(head, "peak") if held is None else held) > GROWN:
            self._end()
        return head, jpeg

    def _running(self) -> Process:
        process = self._process
        if process is not None and process.alive:
            return process
        self._end()
        return self._start()

    def _start(self) -> Process:
        if self._closed:
            raise Interrupted("stop")
        try:
            self._process = process = Process([*program(), str(self._nice)])
            with process.within(STARTING):
                head, _ = frame.receive(process.answers, 0)  # it is confined now
        except (OSError, frame.Broken, ValueError) as error:
            self._end()
            if self._closed:
                raise Interrupted("stop") from error
            raise ThumbnailsStopped("The process that makes thumbnails cannot be started.") from error
        said = head.get("confined")
        self._given_up = frozenset(map(str, said)) if isinstance(said, list) else frozenset()
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


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


def _looked_at(original: IO[bytes]) -> int:
    """How long the file is, if it is worth handing over."""
    length = os.fstat(original.fileno()).st_size
    original.seek(0)
    head = original.read(HEAD)
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
        raise ThumbnailFailed(NOT_DECODED)
    return Made(jpeg, width, height, _facts(said))


def _number(head: frame.Head, name: str) -> int:
    value = head.get(name)
    return value if isinstance(value, int) else 0


def _facts(said: dict[str, object]) -> Facts:
    kinds = {"width": int, "height": int, "taken_at": str, "latitude": float, "longitude": float}
    values = {field.name: said.get(field.name) for field in fields(Facts)}
    return Facts(**{name: value for name, value in values.items() if isinstance(value, kinds[name])})  # type: ignore[arg-type]
