"""Small pictures of originals: on demand for whoever looks, and in the background for all that are safe."""

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from holdfast.catalog import Connection, exif, originals, prints
from holdfast.catalog import thumbnails as rows
from holdfast.catalog.originals import Original
from holdfast.catalog.thumbnails import Thumbnail
from holdfast.clock import Clock, SystemClock, milliseconds
from holdfast.engine.setup import Opened, open_library
from holdfast.errors import ThumbnailFailed, ThumbnailRefused, UsageError
from holdfast.library.faults import told
from holdfast.library.originals import open_original
from holdfast.library.root import Library
from holdfast.thumbnails.cache import Cache
from holdfast.thumbnails.maker import Look, Made, Maker, Makers

SIZES = (256, 400, 512, 1600)
"""256: within a square, made for every photo; else so many pixels wide, made when somebody looks."""

AT_ONCE = 2

Refusal = ThumbnailRefused | ThumbnailFailed


def get(opened: Opened, original_id: int, size: int) -> Path | Refusal:
    """The file with this thumbnail, made now if need be; or why there is none, which is not tried again soon.

    Raises UsageError for an original or size that there is not, Missing when the library's file is gone, and the
    LibraryError when the drive is away.
    """
    original = opened.catalog.read(originals.by_id, original_id)
    if original is None or size not in SIZES:
        raise UsageError(f"There is no thumbnail of {size} pixels of an original {original_id}.")
    answer = _kept(opened, original, size)
    if answer is None:
        with _alone((str(opened.home.path), original.md5, size)):
            answer = _kept(opened, original, size) or _make(opened, original, size)
    return answer


def _kept(opened: Opened, original: Original, size: int) -> Path | Refusal | None:
    """What is known already; None: nothing, or the file went away."""
    found = opened.catalog.read(rows.find, original.id, size)
    if found is None:
        return None
    if found.state != "made":
        return _refusal(found)
    path = Cache(opened.home.thumbnails_dir).path(original.md5, size)
    if not path.exists():
        return None
    now = milliseconds(opened.clock)
    if found.used_at != rows.day(now):
        opened.catalog.write(rows.used, original.id, size, now)
    return path


def _refusal(found: Thumbnail) -> Refusal:
    if found.state == "refused":
        return ThumbnailRefused("There is no thumbnail of this file: no picture inside that can be shown.")
    return ThumbnailFailed("There is no thumbnail of this file: it cannot be decoded.")


def _make(opened: Opened, original: Original, size: int) -> Path | Refusal:
    with open_library(opened) as library:
        look = attempt(library, original, size, _makers())
    keep(opened, size, [(original, look)])
    made = look.picture
    return made if isinstance(made, Refusal) else Cache(opened.home.thumbnails_dir).path(original.md5, size)


def attempt(library: Library, original: Original, size: int, makers: Makers) -> Look:
    """What the file says, and one thumbnail, or why there is none; size 0: no thumbnail is wanted."""
    with open_original(library, original.path) as file, library.told(original.path):
        return makers.look(file, size)


def keep(opened: Opened, size: int, results: list[tuple[Original, Look]]) -> None:
    """The files first, then their rows."""
    cache, now = Cache(opened.home.thumbnails_dir), milliseconds(opened.clock)
    for original, look in results:
        if isinstance(look.picture, Made):
            with told(str(cache.folder)):
                cache.put(original.md5, size, look.picture.jpeg)

    def record(db: Connection) -> None:
        for original, look in results:
            _record(db, original, size, look, now)

    opened.catalog.write(record)


def _record(db: Connection, original: Original, size: int, look: Look, now: int) -> None:
    """Facts are the same at every size: written down once, for each change makes the photo's words be read again."""
    if not exif.is_read(db, original.id):
        exif.record(db, original.id, look.facts, now)
        if look.named is not None:
            exif.remember_name(db, original.id, look.named, now)
    made = look.picture
    if isinstance(made, Made):
        rows.record(db, original.id, size, Thumbnail("made", len(made.jpeg), made.width, made.height), None, now)
        if made.print is not None and prints.of_original(db, original.id) is None:
            prints.record(db, original.id, made.print, now)
    elif made is not None:
        state: rows.State = "refused" if isinstance(made, ThumbnailRefused) else "failed"
        rows.record(db, original.id, size, Thumbnail(state), made.code, now)


_Key = tuple[str, str, int]
_under_way: dict[_Key, tuple[threading.Lock, int]] = {}
_turn = threading.Lock()


@contextmanager
def _alone(key: _Key) -> Iterator[None]:
    """Whoever asks for the same thumbnail meanwhile waits, and finds it made."""
    with _turn:
        lock, waiting = _under_way.get(key, (threading.Lock(), 0))
        _under_way[key] = (lock, waiting + 1)
    try:
        with lock:
            yield
    finally:
        with _turn:
            lock, waiting = _under_way.pop(key)
            if waiting > 1:
                _under_way[key] = (lock, waiting - 1)


def confinement(clock: Clock) -> frozenset[str]:
    """What a process that decodes gives up on this system, in the words of `confine`. Raises ThumbnailsStopped."""
    maker = Maker(clock)
    try:
        return maker.confinement()
    finally:
        maker.close()


_shared: list[Makers] = []


def _makers() -> Makers:
    """The workers of this process for all that is asked on demand; they end with it."""
    with _turn:
        if not _shared:
            _shared.append(Makers(SystemClock(), AT_ONCE))
            atexit.register(close)
        return _shared[0]


def close() -> None:
    """End the workers of this process; the next demand starts new ones."""
    with _turn:
        while _shared:
            _shared.pop().close()


def workers() -> list[int]:
    """The processes that decode for this one, just now."""
    with _turn:
        return [pid for makers in _shared for pid in makers.pids()]
