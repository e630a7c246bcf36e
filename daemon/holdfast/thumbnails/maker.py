"""The worker as its parent sees it: started when it is needed, watched, and replaced when it dies, hangs or has grown.

Whatever a picture does to the worker concerns that picture alone. What the worker answers is hostile too.
"""

import os
import queue
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from holdfast.clock import Clock
from holdfast.domain import likeness
from holdfast.domain.facts import Facts, believed, text
from holdfast.domain.likeness import Print
from holdfast.errors import Interrupted, ThumbnailFailed, ThumbnailRefused, ThumbnailsStopped
from holdfast.thumbnails import frame
from holdfast.thumbnails.kinds import FILMS, HEAD, kind_of
from holdfast.thumbnails.lent import PIECE
from holdfast.thumbnails.process import Process, program

PATIENCE = 20
"""Seconds for one picture, waiting for its bytes included."""

STARTING = 60
"""Seconds in which a worker must be ready."""

GROWN = 512 * 1024**2
"""Bytes of memory after which a worker is replaced."""

MOST_BYTES = 256 * 1024**2
"""Of a file that is decoded, unless it is a film: of that, only parts are."""

MOST_JPEG = 32 * 1024**2
TRIES = 2

NONE = "There is no thumbnail of this file"
NOT_DECODED = f"{NONE}: it cannot be decoded."
TOO_MUCH = f"{NONE}: decoding it took too much."


Refusal = ThumbnailRefused | ThumbnailFailed


@dataclass(frozen=True, slots=True)
class Made:
    """A thumbnail, what the file says of itself, and what the picture looks like in few bytes."""

    jpeg: bytes
    width: int
    height: int
    facts: Facts
    print: Print | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a file brought."""

    facts: Facts
    named: str | None
    """The name that the file had once, if it says so."""
    picture: Made | Refusal | None
    """None: only the facts were asked for."""


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
        made = self.look(original, size).picture
        if isinstance(made, Made):
            return made
        raise made or ThumbnailFailed(NOT_DECODED)

    def look(self, original: IO[bytes], size: int) -> Look:
        """What an open file says of itself, and its thumbnail; size 0: no thumbnail. Raises OSError when the file
        cannot be read; whatever else is wrong is the answer."""
        kind, length = _looked_at(original)
        if kind is None:
            return Look(Facts(), None, ThumbnailRefused(f"{NONE}: no picture inside that can be shown."))
        large = length > MOST_BYTES and kind not in FILMS
        asked = {"size": 0 if large else size, "kind": kind, "length": length}
        try:
            head, jpeg = self._answer(original, asked)
        except ThumbnailFailed as failed:
            return Look(Facts(kind=kind), None, failed)
        facts = _facts(head, self._clock)
        picture = ThumbnailRefused(f"{NONE}: it is too large.") if large else _picture(head, jpeg, facts)
        return Look(facts, text(head.get("named")), picture if size else None)

    def close(self) -> None:
        """End the worker, whatever it does just now."""
        self._closed = True
        self._end()

    def confinement(self) -> frozenset[str]:
        """What the worker gave up, in the words of `confine`; one is started if need be. Raises ThumbnailsStopped."""
        self._running()
        return self._given_up

    def _answer(self, original: IO[bytes], asked: frame.Head) -> tuple[frame.Head, bytes]:
        """A worker may have been killed by somebody else: only a second, fresh one that dies puts it on the picture."""
        for _ in range(TRIES):
            try:
                return self._asked(original, asked)
            except _Died:
                self._end()
            except BaseException:
                self._end()
                raise
        raise ThumbnailFailed(TOO_MUCH)

    def _asked(self, original: IO[bytes], asked: frame.Head) -> tuple[frame.Head, bytes]:
        process = self._running()
        asked = {**asked, "seconds": int(self._patience) + 1, "now": self._clock.now()}
        with process.within(self._patience) as late:
            try:
                frame.send(process.requests, asked, 0, [])
                head, jpeg = frame.receive(process.answers, MOST_JPEG)
                while "read" in head:
                    _lend(process, original, head["read"])
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

    def look(self, original: IO[bytes], size: int) -> Look:
        """As `Maker.look`, by the first worker that is free."""
        maker = self._free.get()
        try:
            return maker.look(original, size)
        finally:
            self._free.put(maker)

    def pids(self) -> list[int]:
        """The workers' processes."""
        return [maker.pid for maker in self._all if maker.pid is not None]

    def close(self) -> None:
        """End all workers, whatever they do just now."""
        for maker in self._all:
            maker.close()


def _looked_at(original: IO[bytes]) -> tuple[str | None, int]:
    """What the file is, and how long; None: it is not worth handing over."""
    length = os.fstat(original.fileno()).st_size
    original.seek(0)
    return kind_of(original.read(HEAD)), length


def _lend(process: Process, original: IO[bytes], asked: object) -> None:
    """Hand over a piece of this one file; a worker that was taken over may ask for anything."""
    place, size = asked if isinstance(asked, list) and len(asked) == 2 else (None, None)
    if not isinstance(place, int) or not isinstance(size, int) or place < 0 or not 0 < size <= PIECE:
        raise frame.Broken("no piece of a file")
    original.seek(place)
    piece = original.read(size)
    frame.send(process.requests, {}, len(piece), [piece])


def _facts(head: frame.Head, clock: Clock) -> Facts:
    said = head.get("facts")
    return believed(said if isinstance(said, dict) else {}, datetime.fromtimestamp(clock.now(), UTC))


def _picture(head: frame.Head, jpeg: bytes, facts: Facts) -> Made | Refusal:
    """The answer, if it can be one: a worker that was taken over may say anything."""
    if head.get("state") == "refused":
        return ThumbnailRefused(f"{NONE}: {head.get('why')}.")
    width, height = _number(head, "width"), _number(head, "height")
    if head.get("state") != "made" or not jpeg.startswith(b"\xff\xd8\xff") or min(width, height) < 1:
        return ThumbnailFailed(NOT_DECODED)
    return Made(jpeg, width, height, facts, _print(head))


def _print(head: frame.Head) -> Print | None:
    try:
        red, green, blue = bytes(head["rgb"])  # type: ignore[call-overload]
        return likeness.of(bytes.fromhex(str(head["grey"])), (red, green, blue))
    except (KeyError, TypeError, ValueError):
        return None


def _number(head: frame.Head, name: str) -> int:
    value = head.get(name)
    return value if isinstance(value, int) else 0
