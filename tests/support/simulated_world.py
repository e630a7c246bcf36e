"""Everything that is not Holdfast, made up from one seed: time, the cloud, the drive, and what goes wrong with them.

One thread, one order: the same seed gives the same steps, in whatever process. What the machine itself would decide
(which download ends first, how long it takes) the dice decide.
"""

import errno
import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Concatenate, Literal, ParamSpec, TypeVar

from simulated_disk import Disk

from holdfast.catalog import Catalog, Connection
from holdfast.domain.photo import Page, RemotePhoto
from holdfast.sources.base import Description, Stream
from holdfast.sources.memory import MemorySource

P = ParamSpec("P")
T = TypeVar("T")
TroubleKind = Literal["kill", "power", "stop", "full", "sync", "read-only", "away"]

BEGINNING = 1_790_000_000.0
PAUSE = 0.1
"""A program that sleeps so shortly again and again is waiting: then time goes faster and faster."""


LONG_WAIT = 40
"""Sleeps in a row after which a drive that is away comes back."""


class Ended(BaseException):
    """The process is no more, by a signal that nobody can catch or for want of power."""


@dataclass(slots=True)
class Trouble:
    """What goes wrong in one run. `at`: the step with which it begins; `steps`: how long it lasts."""

    kind: TroubleKind
    at: int
    steps: int = 1


class World:
    """See the module. `step` is called wherever something outside of Holdfast is touched."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.dice = random.Random(seed)
        random.seed(seed)  # whoever asks the common dice for the length of a pause
        self.folder = folder
        self.now = 0.0
        self.skew = 0.0
        """By how much the clock on the wall is wrong, or was left behind by a sleep."""
        self.steps = 0
        self.trouble: Trouble | None = None
        self.dead = self.acting = False
        self.stop = threading.Event()
        self.flushes_at_once = self.dice.random() < 0.7
        self.fetched: list[str] = []
        self.after_commit: Callable[[], None] = lambda: None
        self.before_fetch: Callable[[RemotePhoto], None] = lambda _: None
        self.touched = True
        """Whether anything but the catalog was, since the last transaction."""
        self.seen: set[str] = set()
        """The kinds of steps that there were."""
        self._trace = hashlib.sha256()
        self._sleeps = 0
        self.lines: list[str] | None = None
        """The trace in words, if somebody wants to read it."""
        (folder / "drive").mkdir(parents=True)
        self.disk = Disk(folder / "drive")

    @property
    def library(self) -> Path:
        return self.disk.top / "library"

    @property
    def _pulled(self) -> Path:
        return self.disk.top / "pulled"

    @property
    def photos(self) -> Path:
        """The library's files, wherever they are just now."""
        return self._pulled if self._pulled.exists() else self.library

    @property
    def trace(self) -> str:
        """What happened, as one number."""
        return self._trace.hexdigest()

    def tell(self, what: str) -> None:
        """Make this part of the trace."""
        line = f"{self.now:.3f} {what}".replace(str(self.folder), "")
        self._trace.update(f"{line}\n".encode("utf-8", "surrogateescape"))
        if self.lines is not None:
            self.lines.append(line)

    def step(self, what: str) -> None:
        """Something outside is touched."""
        if self.dead:
            raise Ended
        self.steps += 1
        self.seen.add(what.partition(" ")[0])
        self.touched = self.touched or what not in ("begin", "commit")
        self._sleeps = 0
        self.now += self.dice.random() * 0.05
        self.tell(what)
        if self.trouble is not None and self.steps >= self.trouble.at:
            acting, self.acting = self.acting, False
            try:
                self._suffer(self.trouble, what)
            finally:
                self.acting = acting

    def _suffer(self, trouble: Trouble, what: str) -> None:
        match trouble.kind:
            case "kill" | "power":
                self.dead = True
                raise Ended
            case "stop":
                self.stop.set()
            case _ if self.steps >= trouble.at + trouble.steps:
                self.heal()
            case "away":
                self.unplug()
                _refuse(what, ("",), errno.EIO)
            case "full":
                _refuse(what, ("open", "write", "mkdir", "allocate"), errno.ENOSPC)
            case "read-only":
                _refuse(what, ("open", "write", "mkdir", "allocate", "rename", "unlink"), errno.EROFS)
            case "sync":
                _refuse(what, ("fsync", "syncfs"), errno.EIO)

    def unplug(self) -> None:
        """The drive is pulled: where it was mounted there is an empty folder."""
        if not self._pulled.exists():
            self.library.rename(self._pulled)
            self.library.mkdir()

    def heal(self) -> None:
        """The drive is as it should be."""
        self.trouble = None
        if self._pulled.exists():
            self.library.rmdir()  # fails if anything was written there
            self._pulled.rename(self.library)

    def begin_life(self, trouble: Trouble | None) -> None:
        """A process starts."""
        self.dead, self.acting, self.trouble, self.steps = False, True, trouble, 0
        self.stop = threading.Event()

    def end_life(self) -> None:
        """It has ended; what is done from now on is done by the test."""
        self.dead = self.acting = False

    # Time

    def sleep(self, seconds: float) -> None:
        """Nothing else happens meanwhile. A drive that is waited for comes back."""
        self._sleeps = self._sleeps + 1 if seconds <= PAUSE else 0
        self.now += max(seconds, 0.001) * 2.0 ** min(max(0, self._sleeps - 5), 9)
        if self._sleeps > LONG_WAIT and self.acting and self.trouble is not None and self.trouble.kind != "stop":
            acting, self.acting = self.acting, False
            self.heal()
            self.acting = acting


class SimulatedClock:
    """Time is what the world says; it passes by sleeping and by working."""

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> float:
        return BEGINNING + self._world.now + self._world.skew

    def monotonic(self) -> float:
        return self._world.now

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self._world.sleep(seconds)
        return stop is not None and stop.is_set()


class SimulatedCatalog(Catalog):
    """The real catalog. Its transactions are steps: one that was committed outlives everything, any other nothing."""

    world: ClassVar[World]

    def write(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.world.step("begin")
        result = super().write(fn, *args, **kwargs)
        if self.world.touched:  # else no photo can be other than it was
            self.world.touched = False
            self.world.after_commit()
        self.world.step("commit")
        return result


class SimulatedCloud(MemorySource):
    """The cloud in memory; each answer is a step and takes its time."""

    def __init__(self, world: World, photos: int) -> None:
        super().__init__(photos, seed=world.dice.getrandbits(32), page_size=7, piece=700)
        self.world = world

    def begin_life(self) -> "SimulatedCloud":
        """A new process has a new connection."""
        self._closed = False
        return self

    def describe(self) -> Description:
        self.world.step("describe")
        return super().describe()

    def list(self, cursor: str | None, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        for page in super().list(cursor, folder):
            self.world.step(f"page {page.cursor}")
            yield page

    def open(self, photo: RemotePhoto, offset: int = 0, validator: str | None = None) -> Stream:
        self.world.now += self.world.dice.random() * 0.5
        self.world.step(f"fetch {photo.key} {offset}")
        stream = super().open(photo, offset, validator)
        self.world.before_fetch(photo)
        return stream


def _refuse(what: str, words: tuple[str, ...], number: int) -> None:
    """What the drive says to these calls; the cloud and the catalog are elsewhere."""
    if what.startswith(("begin", "commit", "describe", "page", "fetch")):
        return
    if what.startswith(words):
        raise OSError(number, "simulated")
