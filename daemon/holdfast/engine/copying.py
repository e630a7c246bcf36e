"""Originals out of the library, a batch at a time: copied, made durable, read back, and only then given their names."""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import chain, count, islice
from typing import TypeVar

from holdfast.catalog.originals import Original
from holdfast.domain.layout import Seen
from holdfast.domain.naming import with_suffix
from holdfast.engine.control import Control
from holdfast.engine.reading import read_back
from holdfast.errors import (
    Damaged,
    DiskError,
    FileTooBig,
    HoldfastError,
    Interrupted,
    Missing,
    PermissionRefused,
    TargetSpoilt,
    TargetTaken,
)
from holdfast.library import originals
from holdfast.library.duplicate import CHUNK, copied_by_system
from holdfast.library.manifest import Entry
from holdfast.library.root import Library
from holdfast.library.target import Part, Target

AT_ONCE = 2
"""Files that are copied or read back at the same time: more would make a spinning drive seek."""
LOOK = 0.1
"""Seconds between two looks whether the work is to stop."""
OTHER_NAMES = 3
"""So many names are tried for a photo whose place something else has."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Errand:
    """One photo's bytes, and the path that they are to get."""

    original: Original
    path: str
    key: str
    source: str
    photo: str
    photo_id: int = 0
    sidecars: tuple[str, ...] = ()
    """Where what was said of it goes, if anything was."""
    wanted: str = ""
    """The path that it would get if no other photo had it."""


@dataclass(slots=True)
class Carried:
    """What became of one errand."""

    errand: Errand
    path: str
    was_there: bool = False
    """The very bytes were there already, under this path."""
    failure: HoldfastError | None = None
    part: Part | None = field(default=None, repr=False)


class Carrier:
    """Carries batches into one folder. Use it in a `with`."""

    def __init__(self, library: Library, target: Target, control: Control) -> None:
        self.bytes_done = 0
        """Half of each byte is its copy, half its reading back."""
        self._library, self._target, self._control = library, target, control
        self._pool = ThreadPoolExecutor(AT_ONCE, "restore")
        self._halt = threading.Event()
        self._lock = threading.Lock()
        self._halves = 0
        self._listed = Seen()
        for entry in target.listed():
            self._listed.add(_line(entry))

    def carry(self, errands: Sequence[Errand]) -> list[Carried]:
        """What became of each; what is called good lies in the folder, was read back from it and is in its manifest.
        Raises what is the matter with the library or the folder as a whole, and Interrupted."""
        self._control.check()
        self._library.check(writing=False)
        self._target.check()
        batch = [Carried(errand, errand.path) for errand in errands]
        try:
            self._each(self._bring, batch)
            self._target.sync([one.part for one in batch if one.part is not None])
            self._each(self._prove, batch)
            self._seal(batch)
        finally:
            for one in batch:
                if one.part is not None:
                    one.part.close()
        return batch

    def __enter__(self) -> "Carrier":
        return self

    def __exit__(self, *_error: object) -> None:
        self._halt.set()
        self._pool.shutdown()

    def _each(self, step: Callable[[Carried], None], batch: Iterable[Carried]) -> None:
        """The step for each that has not failed, in the pool; this thread watches for the wish to stop."""
        futures = [self._pool.submit(step, one) for one in batch if one.failure is None and not one.was_there]
        try:
            while wait(futures, LOOK, FIRST_EXCEPTION).not_done and not any(_broke(future) for future in futures):
                self._control.check()
            for future in futures:
                future.result()
        except BaseException:
            self._wind_up(futures)
            raise

    def _wind_up(self, futures: Sequence[Future[None]]) -> None:
        """Nobody may write any more when the parts are closed."""
        self._halt.set()
        for future in futures:
            if not future.cancel():
                future.exception()

    def _passed(self, size: int) -> None:
        if self._halt.is_set():
            raise Interrupted("stop")
        with self._lock:
            self._halves += size
            self.bytes_done = self._halves // 2

    def _bring(self, one: Carried) -> None:
        """Copy the bytes, unless they are there."""
        one.failure = _failure(lambda: self._find_or_copy(one))

    def _find_or_copy(self, one: Carried) -> None:
        errand = one.errand
        for path in names(errand):
            found = self._target.status(path)
            if found is None:
                break
            if found.st_size == errand.original.bytes and self._holds(path, errand):
                one.path, one.was_there = path, True
                self._passed(errand.original.bytes)
                return
        one.part = self._target.new(errand.original.bytes)
        self._copy(errand.original, one.part)

    def _holds(self, path: str, errand: Errand) -> bool:
        return self._target.sha256_of(path, self._passed) == errand.original.sha256

    def _copy(self, original: Original, part: Part) -> None:
        path = original.path
        with self._readable(path, lambda: originals.open_original(self._library, path)) as file:
            size, modified = self._readable(path, lambda: originals.size_and_time(file))
            if size != original.bytes:
                raise Damaged(f"{path} has {size:,} bytes in the library, and had {original.bytes:,}.")
            if not copied_by_system(file, part.file, size, self._passed):
                self._target.empty(part)
                while chunk := self._readable(path, lambda: file.read(CHUNK)):
                    self._target.write(part, chunk)
                    self._passed(len(chunk))
        self._target.dress(part, size, modified)

    def _readable(self, path: str, call: Callable[[], T]) -> T:
        """One original that cannot be read is damaged; the library itself being away is more than that."""
        try:
            with self._library.told(path):
                return call()
        except (DiskError, PermissionRefused) as error:
            self._library.check(writing=False)
            raise Damaged(f"{path} cannot be read from the library: {error.message}") from error

    def _prove(self, one: Carried) -> None:
        """Read the copy back from its drive; right, it gets its name."""
        if one.part is not None:
            part = one.part
            one.failure = _failure(lambda: self._reread_and_place(one, part))

    def _reread_and_place(self, one: Carried, part: Part) -> None:
        original = one.errand.original
        if self._target.reread(part, self._passed) != original.sha256:
            raise self._blame(original)
        for path in names(one.errand):
            try:
                self._target.place(part, path)
            except FileExistsError:
                continue
            one.path = path
            return
        raise TargetTaken(f"{self._target.path / one.errand.path}: something else has this name, and others like it.")

    def _blame(self, original: Original) -> HoldfastError:
        """Whose fault it is that other bytes came back."""
        reading = read_back(self._library, original)
        if reading.result == "intact":
            return TargetSpoilt(f"The drive of {self._target.path} gave back other bytes than were written to it.")
        return Damaged(f"{original.path} no longer matches its checksum.")

    def _seal(self, batch: Sequence[Carried]) -> None:
        good = [one for one in batch if one.failure is None]
        folders = {one.path.rpartition("/")[0] for one in good}
        entries = [Entry(one.path, one.errand.original.sha256) for one in good]
        fresh = [entry for entry in entries if _line(entry) not in self._listed]
        self._target.seal(fresh, folders)
        for entry in fresh:
            self._listed.add(_line(entry))


def _failure(step: Callable[[], None]) -> HoldfastError | None:
    """What is wrong with this one photo; what is wrong with more than that is raised."""
    try:
        step()
    except (Damaged, Missing, FileTooBig, TargetSpoilt, TargetTaken) as error:
        return error
    return None


def _broke(future: Future[None]) -> bool:
    return future.done() and future.exception() is not None


def names(errand: Errand) -> Iterable[str]:
    """The path, then others like it, the same in every run."""
    keys = chain([errand.key], (f"{errand.key}\0again {turn}" for turn in count(1)))
    return chain([errand.path], (with_suffix(errand.path, key) for key in islice(keys, OTHER_NAMES)))


def _line(entry: Entry) -> str:
    return f"{entry.sha256} {entry.path}"
