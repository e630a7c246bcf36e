"""A new catalog from the library alone: what the sidecars tell, proved by reading every file.

It is made beside the old one and takes its place when it is finished. What was cut short goes on: the catalog in the
making knows which files it has read, by the same transactions that recorded them. What was touched since, or was read
more than a day ago, is read again.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from holdfast.catalog import (
    Catalog,
    Connection,
    copying,
    files,
    integrity,
    originals,
    photos,
    sessions,
    settings,
    sources,
)
from holdfast.catalog.integrity import Reading
from holdfast.catalog.originals import Original
from holdfast.clock import Clock, milliseconds
from holdfast.config import Bootstrap, Home, read_bootstrap, write_bootstrap
from holdfast.domain.naming import fold
from holdfast.engine import opening, swap
from holdfast.engine.keep_work import tell_first
from holdfast.engine.reading import read_back
from holdfast.engine.replay import Replay
from holdfast.errors import DiskError, KeyMissing, KeyringLocked, KeyWrong, NoKeyring, PermissionRefused
from holdfast.keys import catalog_key, key_check, recovery_code
from holdfast.library import root, sidecars
from holdfast.library.lock import LibraryLock
from holdfast.library.records import PhotoLine
from holdfast.library.reread import Rereader
from holdfast.library.root import Library

BATCH = 50
"""Files per transaction."""

LINES = 500
"""Lines per transaction: nobody else has this catalog open."""

PAGE = 500
"""Files that are looked at between two transactions."""

BELIEVED = 24 * 60 * 60 * 1000
"""Milliseconds for which a rebuild that goes on believes what was read before it was cut short."""


@dataclass(slots=True)
class Rebuilt:
    """What came back."""

    sources: int = 0
    photos: int = 0
    originals: int = 0
    damaged: int = 0
    missing: int = 0
    unread_lines: int = 0
    """Lines of the sidecars that nobody could make sense of."""
    originals_total: int = 0
    """How many there are to read; 0 while the sidecars are read."""
    resumed: bool = False
    """It went on where an earlier one was cut short."""


Report = Callable[[Rebuilt, str], None]
"""Called with what came back so far and what is being read."""


def rebuild(
    home: Home, library: Path, key_file: Path | None, clock: Clock, report: Report | None = None, *,
    new_key: bool = False,
) -> tuple[Rebuilt, str]:  # fmt: skip
    """Make a catalog for this library in this home and fill it; the recovery code of its key comes with it.

    An old catalog is moved aside, never deleted. Sources come back without their keys. Cut short, it is run again
    and reads no file twice in a day that nobody touched. `new_key`: the old one is lost, or known to others.
    """
    with root.open(library, None) as held, LibraryLock(held, home.path, clock):
        home.make()
        beside = swap.beside(home, "rebuilding")
        key, key_place = _key(home, held.path, key_file, milliseconds(clock), beside if new_key else None)
        if not opening.is_missing(home):
            swap.require_nobody(home, key, clock)
            tell_first(home.catalog_file, key, held, clock)
        if read_bootstrap(home) is None:
            write_bootstrap(home, Bootstrap(held.path, key_place))
        rebuilt = _made(home, beside, held, key, clock, report)
        write_bootstrap(home, Bootstrap(held.path, key_place))
    return rebuilt, recovery_code.encode(key)


def _key(home: Home, library: Path, key_file: Path | None, at: int, begun: Path | None) -> tuple[bytes, Path | None]:
    """The key that this home had; a new one for a new home. With `begun` it is to be another one than the catalog had,
    unless that file was begun with the key that is there: then this is the new one already."""
    known = read_bootstrap(home)
    place = catalog_key.place(home, known or Bootstrap(library, None), key_file)
    key = None
    try:
        key = place.read()
    except (KeyMissing, NoKeyring, KeyringLocked, KeyWrong):
        if known is None:
            made = catalog_key.make(home, key_file)
            return made.key, made.key_file
        if begun is None:
            raise
    if key is None or (begun is not None and not (begun.exists() and copying.opens(begun, key))):
        key = catalog_key.fresh()
        place.take(key, at)
    return key, place.file


def _made(home: Home, beside: Path, library: Library, key: bytes, clock: Clock, report: Report | None) -> Rebuilt:
    catalog = _begun(beside, library, key, clock)
    try:
        rebuilt = _Filling(catalog, library, clock, report).run()
        catalog_id = catalog.read(settings.identity, "catalog_id") or ""
    finally:
        catalog.close()
    swap.put_in(home, beside, key, clock)
    key_check.write(home, key, catalog_id)
    library.bind(catalog_id)
    return rebuilt


def _begun(beside: Path, library: Library, key: bytes, clock: Clock) -> Catalog:
    """The catalog in the making, if one was begun for this library with this key; else a new one."""
    if beside.exists() and copying.opens(beside, key):
        catalog = Catalog.open(beside, key, clock)
        if catalog.read(settings.identity, "library_id") == library.marker.library_id:
            return catalog
        catalog.close()
    files.forget(beside)
    library_id, catalog_id = library.marker.library_id, str(uuid.uuid4())
    return Catalog.create(beside, key, clock, library_id=library_id, catalog_id=catalog_id)


class _Filling:
    """Lines first, then every file once: only what was read and is right is called safe."""

    def __init__(self, catalog: Catalog, library: Library, clock: Clock, report: Report | None) -> None:
        self._catalog = catalog
        self._library = library
        self._clock = clock
        self._report = report or (lambda *_: None)
        self.rebuilt = Rebuilt()

    def run(self) -> Rebuilt:
        session = self._catalog.write(self._begin)
        self._take_lines(session)
        if self.rebuilt.resumed:
            self._doubt()
        self._catalog.read(self._count, session)
        self._report(self.rebuilt, str(self._library.path))
        while page := self._catalog.read(originals.to_check, [session], BATCH, None):
            now = milliseconds(self._clock)  # whatever is written from here on counts as touched since
            readings = [read_back(self._library, original) for original in page]
            self._catalog.write(self._take_readings, session, readings, now)
            self._report(self.rebuilt, readings[-1].path)
        self._catalog.write(self._finish, session)
        return self.rebuilt

    def _begin(self, db: Connection) -> int:
        """The run that was cut short, or a new one: what it has read is not read again."""
        begun = sessions.running(db, "rebuild")
        self.rebuilt.resumed = begun is not None
        return begun or sessions.begin(db, "rebuild", None, None, milliseconds(self._clock))

    def _doubt(self) -> None:
        """Whatever is not as it was when it was read, was not right then, or was read long ago, is read again."""
        now, after = milliseconds(self._clock), ""
        with Rereader(self._library) as reader:
            while page := self._catalog.read(originals.by_path, after, PAGE, None):
                touched = [original.id for original in page if not _is_as_read(reader, original, now)]
                self._catalog.write(integrity.forget, touched)
                after = fold(page[-1].path)

    def _take_lines(self, session: int) -> None:
        """All lines, those too that were taken before: whoever worked with the library meanwhile has added some."""
        replay = self._catalog.read(Replay, session)
        for folder in sidecars.folders(self._library):
            lines = sidecars.read(self._library, folder)
            while batch := list(islice(lines, LINES)):
                self._catalog.write(replay.take, batch, milliseconds(self._clock))
                self.rebuilt.photos += sum(isinstance(line, PhotoLine) for line in batch)
                self._report(self.rebuilt, folder)
        self.rebuilt.unread_lines = replay.unread_lines

    def _count(self, db: Connection, session: int) -> None:
        """What there is now, and what of it was read already."""
        rebuilt, results = self.rebuilt, integrity.results(db, session)
        rebuilt.sources, rebuilt.photos = len(sources.by_uid(db)), photos.count(db)
        rebuilt.originals_total, rebuilt.originals = originals.count(db), results["intact"]
        rebuilt.damaged, rebuilt.missing = results["damaged"] + results["unreadable"], results["missing"]

    def _take_readings(self, db: Connection, session: int, readings: list[Reading], now: int) -> None:
        for reading in readings:
            integrity.record(db, session, reading, now)
            self.rebuilt.originals += reading.result == "intact"
            self.rebuilt.damaged += reading.result in ("damaged", "unreadable")
            self.rebuilt.missing += reading.result == "missing"

    def _finish(self, db: Connection, session: int) -> None:
        sessions.count(
            db, session, listed=self.rebuilt.photos, checked=self.rebuilt.originals, damaged=self.rebuilt.damaged,
            missing=self.rebuilt.missing,
        )  # fmt: skip
        sessions.finish(db, session, "complete", milliseconds(self._clock))


def _is_as_read(reader: Rereader, original: Original, now: int) -> bool:
    """It was read and right, not long ago, and nobody touched it since."""
    at = original.verified_at or 0
    if original.condition != "intact" or not now - BELIEVED <= at <= now:
        return False
    try:
        return reader.is_untouched(original.path, original.bytes, at)
    except (DiskError, PermissionRefused):  # reading it says what is wrong
        return False
