"""A new catalog from the library alone: what the sidecars tell, proved by reading every file."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from holdfast.catalog import Catalog, Connection, folders, integrity, originals, photos, sessions, sources
from holdfast.catalog.integrity import Reading
from holdfast.clock import Clock, milliseconds
from holdfast.config import Bootstrap, Home, read_bootstrap, write_bootstrap
from holdfast.domain.naming import fold
from holdfast.domain.plan import fingerprint
from holdfast.engine.reading import read_back
from holdfast.errors import KeyMissing, KeyringLocked, NoKeyring
from holdfast.keys import catalog_key, key_check, recovery_code
from holdfast.library import root, sidecars
from holdfast.library.records import PhotoLine, SourceLine, StoredOriginal
from holdfast.library.root import Library

BATCH = 50
"""Lines or files per transaction."""


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


Report = Callable[[Rebuilt, str], None]
"""Called with what came back so far and what is being read."""


def rebuild(
    home: Home, library: Path, key_file: Path | None, clock: Clock, report: Report | None = None
) -> tuple[Rebuilt, str]:
    """Make a catalog for this library in this home and fill it; the recovery code of its key comes with it.

    An old catalog is moved aside, never deleted. Sources come back without their keys. Cut short, it is run again.
    """
    with root.open(library, None) as held:
        home.make()
        key, key_place = _key(home, held.path, key_file)
        _move_old_aside(home, milliseconds(clock))
        catalog_id = str(uuid.uuid4())
        catalog = Catalog.create(
            home.catalog_file, key, clock, library_id=held.marker.library_id, catalog_id=catalog_id
        )
        try:
            key_check.write(home, key, catalog_id)
            rebuilt = _Filling(catalog, held, clock, report).run()
        finally:
            catalog.close()
        held.bind(catalog_id)
        write_bootstrap(home, Bootstrap(held.path, key_place))
    return rebuilt, recovery_code.encode(key)


def _key(home: Home, library: Path, key_file: Path | None) -> tuple[bytes, Path | None]:
    """The key that this home had, if it is still to be had; else a new one."""
    known = read_bootstrap(home) or Bootstrap(library, None)
    try:
        return catalog_key.load(home, known, key_file), catalog_key.named_file(key_file) or known.key_file
    except (KeyMissing, NoKeyring, KeyringLocked):
        made = catalog_key.make(home, key_file)
        return made.key, made.key_file


def _move_old_aside(home: Home, at: int) -> None:
    for tail in ("", "-wal", "-shm"):
        old = home.catalog_file.with_name(home.catalog_file.name + tail)
        if old.exists():
            old.rename(old.with_name(f"{home.catalog_file.name}.old-{at}{tail}"))


class _Filling:
    """Lines first, then every file once: only what was read and is right is called safe."""

    def __init__(self, catalog: Catalog, library: Library, clock: Clock, report: Report | None) -> None:
        self._catalog = catalog
        self._library = library
        self._clock = clock
        self._report = report or (lambda *_: None)
        self._rebuilt = Rebuilt()
        self._sources: dict[str, int] = {}

    def run(self) -> Rebuilt:
        session = self._catalog.write(sessions.begin, "rebuild", None, None, milliseconds(self._clock))
        for folder in sidecars.folders(self._library):
            lines = sidecars.read(self._library, folder)
            while batch := list(islice(lines, BATCH)):
                self._catalog.write(self._take_lines, session, batch)
                self._report(self._rebuilt, folder)
        while page := self._catalog.read(originals.to_check, [session], BATCH, None):
            readings = [read_back(self._library, original) for original in page]
            self._catalog.write(self._take_readings, session, readings)
            self._report(self._rebuilt, readings[-1].path)
        self._catalog.write(self._finish, session)
        return self._rebuilt

    def _take_lines(self, db: Connection, session: int, batch: list[SourceLine | PhotoLine | sidecars.Unread]) -> None:
        for line in batch:
            if isinstance(line, SourceLine):
                self._source(db, line)
            elif not isinstance(line, PhotoLine) or not self._photo(db, session, line):
                self._rebuilt.unread_lines += 1

    def _source(self, db: Connection, line: SourceLine) -> None:
        if line.uid not in self._sources:
            taken = {row.name.casefold() for row in sources.everything(db)}  # a source that was removed had it, too
            name = f"{line.name} ({line.folder})" if line.name.casefold() in taken else line.name
            self._sources[line.uid] = sources.add(
                db, uid=line.uid, name=name, kind=line.kind, folder=line.folder,
                settings={name: str(value) for name, value in line.settings.items()}, credentials=None,
                at=line.added_at or milliseconds(self._clock),
            )  # fmt: skip
            self._rebuilt.sources += 1

    def _photo(self, db: Connection, session: int, line: PhotoLine) -> bool:
        """False for a line that contradicts others: of an unknown source, or with a path that other bytes have."""
        original_id = self._original(db, line.original)
        if original_id is None or line.source not in self._sources:
            return False
        now = milliseconds(self._clock)
        source_id, remote = self._sources[line.source], line.photo
        folder_id, mark = folders.ensure(db, source_id, remote.folder), fingerprint(remote)
        photo_id = photos.id_of(db, source_id, remote.key)
        if photo_id is None:
            photo_id = photos.insert(db, source_id, folder_id, remote, mark, session, now)
            self._rebuilt.photos += 1
        else:
            photos.update(db, photo_id, folder_id, remote, mark, session)
        photos.describe(db, photo_id, remote, fresh=False)
        for each in line.earlier:
            earlier_id = self._original(db, each.original)
            if earlier_id is not None:
                earlier = photos.Earlier(earlier_id, each.version, each.checksum, each.replaced_at)
                photos.remember_earlier(db, photo_id, earlier)
        for name in line.earlier_names:
            photos.remember_name(db, photo_id, name.name, "rename", name.recorded_at)
        photos.belongs_to(db, photo_id, original_id, line.strength, line.label, line.safe_at, line.gone)
        return True

    def _original(self, db: Connection, stored: StoredOriginal) -> int | None:
        """The later line knows better where the bytes are; None when other bytes have that path."""
        held = originals.by_sha256(db, stored.sha256)
        if held is not None and held.path == stored.path:
            return held.id
        if originals.is_taken(db, fold(stored.path)):
            return None if held is None else held.id
        if held is not None:
            originals.moves(db, held.id, stored.path, fold(stored.path))
            return held.id
        return originals.add(
            db, sha256=stored.sha256, md5=stored.md5, bytes=stored.bytes, path=stored.path,
            path_folded=fold(stored.path), at=stored.stored_at,
        )  # fmt: skip

    def _take_readings(self, db: Connection, session: int, readings: list[Reading]) -> None:
        now = milliseconds(self._clock)
        for reading in readings:
            integrity.record(db, session, reading, now)
            self._rebuilt.originals += reading.result == "intact"
            self._rebuilt.damaged += reading.result in ("damaged", "unreadable")
            self._rebuilt.missing += reading.result == "missing"

    def _finish(self, db: Connection, session: int) -> None:
        sessions.count(
            db, session, listed=self._rebuilt.photos, checked=self._rebuilt.originals, damaged=self._rebuilt.damaged,
            missing=self._rebuilt.missing,
        )  # fmt: skip
        sessions.finish(db, session, "complete", milliseconds(self._clock))
