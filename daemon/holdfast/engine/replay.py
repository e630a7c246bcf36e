"""What the sidecars of the library tell, taken into a catalog: all of it into a new one, what it lacks into an old one.

Lines come in the order in which they were written; of several about the same photo the last one counts.
"""

from collections.abc import Sequence

from holdfast.catalog import Connection, folders, integrity, noted, originals, own, photos, sources
from holdfast.domain.naming import fold
from holdfast.domain.own import Own
from holdfast.domain.plan import fingerprint
from holdfast.engine.connect import WITHOUT_KEY
from holdfast.library.records import Line, PhotoLine, SourceLine, StoredOriginal
from holdfast.library.sidecars import Unread

Lines = Sequence[Line | Unread]


class Replay:
    """Takes lines into one catalog, and counts what was new. `known`: originals up to this number count as proved; the
    photos of any other are called safe only after its bytes were read."""

    def __init__(self, db: Connection, session: int, known: int = 0) -> None:
        self._session = session
        self._known = known
        self._sources = sources.by_uid(db)
        self.sources = 0
        self.photos = 0
        self.unread_lines = 0

    def take(self, db: Connection, batch: Lines, at: int) -> None:
        """One batch of lines, in the transaction of the caller."""
        for line in batch:
            if isinstance(line, SourceLine):
                self._source(db, line, at)
            elif isinstance(line, Unread) or not self._is_taken(db, line, at):
                self.unread_lines += 1

    def _is_taken(self, db: Connection, line: PhotoLine | Own, at: int) -> bool:
        return self._photo(db, line, at) if isinstance(line, PhotoLine) else own.take(db, line)

    def _source(self, db: Connection, line: SourceLine, at: int) -> None:
        if line.uid not in self._sources:
            taken = {row.name.casefold() for row in sources.everything(db)}  # a source that was removed had it, too
            name = f"{line.name} ({line.folder})" if line.name.casefold() in taken else line.name
            self._sources[line.uid] = sources.add(
                db, uid=line.uid, name=name, kind=line.kind, folder=line.folder,
                settings={name: str(value) for name, value in line.settings.items()},
                credentials={} if line.kind in WITHOUT_KEY else None, at=line.added_at or at,
            )  # fmt: skip
            self.sources += 1

    def _photo(self, db: Connection, line: PhotoLine, at: int) -> bool:
        """False for a line that contradicts others: of an unknown source, or with a path that other bytes have."""
        if line.source not in self._sources:
            return False
        source_id, mark = self._sources[line.source], fingerprint(line.photo)
        photo_id = photos.id_of(db, source_id, line.photo.key)
        held = (line.original.sha256, line.original.path)
        if photo_id is not None and photos.agrees(db, photo_id, mark, held, line.strength, line.gone):
            return True
        original_id = self._original(db, line.original)
        if original_id is None:
            return False
        photo_id = self._told(db, photo_id, source_id, line, mark, at)
        photos.belongs_to(db, photo_id, original_id, line.strength, line.label, line.safe_at, line.gone)
        if original_id <= self._known or integrity.is_read(db, original_id):
            integrity.settle(db, original_id, at)
        return True

    def _told(
        self, db: Connection, photo_id: int | None, source_id: int, line: PhotoLine, mark: str, at: int
    ) -> int:
        """What the source said of the photo, and what it was before."""
        folder_id = folders.ensure(db, source_id, line.photo.folder)
        if photo_id is None:
            photo_id = photos.insert(db, source_id, folder_id, line.photo, mark, self._session, at)
            self.photos += 1
        else:
            photos.update(db, photo_id, folder_id, line.photo, mark, self._session)
        photos.describe(db, photo_id, line.photo, fresh=False)
        for each in line.earlier:
            earlier_id = self._original(db, each.original)
            if earlier_id is not None:
                earlier = noted.Earlier(earlier_id, each.version, each.checksum, each.replaced_at)
                noted.remember_earlier(db, photo_id, earlier)
        for name in line.earlier_names:
            photos.remember_name(db, photo_id, name.name, "rename", name.recorded_at)
        return photo_id

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
