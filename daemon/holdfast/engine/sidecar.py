"""What the library's sidecars are told of a source and its photos, so that a rebuild knows them again."""

from holdfast.catalog import Catalog, Connection, noted, originals
from holdfast.catalog.noted import Kept
from holdfast.catalog.originals import Original
from holdfast.catalog.sources import SourceRow
from holdfast.domain.photo import RemotePhoto, Strength
from holdfast.library import sidecars
from holdfast.library.records import EarlierName, EarlierOriginal, PhotoLine, SourceLine, StoredOriginal
from holdfast.library.root import Library
from holdfast.library.sidecars import Note


def source_note(row: SourceRow) -> Note:
    """The source itself, without anything secret."""
    return Note(row.folder, SourceLine(row.uid, row.name, row.kind, row.folder, dict(row.settings), row.added_at))


def stored(original: Original) -> StoredOriginal:
    """An original of the catalog as a sidecar names it."""
    return StoredOriginal(original.path, original.sha256, original.md5, original.bytes, original.stored_at)


def photo_note(
    db: Connection, row: SourceRow, photo_id: int, remote: RemotePhoto, original: StoredOriginal,
    strength: Strength, label: str | None, safe_at: int, gone: bool = False,
) -> Note:  # fmt: skip
    """One photo with its bytes, its earlier bytes and its earlier names."""
    line = PhotoLine(
        row.uid, remote, original, strength, label, safe_at,
        earlier=tuple(_earlier(db, photo_id)),
        earlier_names=tuple(EarlierName(name, at) for name, at in noted.earlier_names(db, photo_id)),
        gone=gone,
    )  # fmt: skip
    return Note(row.folder, line)


def _earlier(db: Connection, photo_id: int) -> list[EarlierOriginal]:
    found = []
    for one in noted.earlier(db, photo_id):
        original = originals.by_id(db, one.original_id)
        if original is not None:
            found.append(EarlierOriginal(stored(original), one.version, one.checksum, one.replaced_at))
    return found


def catch_up(catalog: Catalog, library: Library, row: SourceRow) -> None:
    """Write what changed at the source for photos whose bytes we hold: new names, tags, captions."""
    while kept := catalog.read(noted.sidecar_due, row.id):
        sidecars.append(library, [source_note(row), *catalog.read(_notes, row, kept)])
        catalog.write(noted.sidecar_done, [one.id for one in kept])


def _notes(db: Connection, row: SourceRow, kept: list[Kept]) -> list[Note]:
    notes = []
    for one in kept:
        original = originals.by_id(db, one.original_id)
        if original is not None:
            notes.append(
                photo_note(
                    db, row, one.id, one.remote, stored(original), one.strength, one.label, one.safe_at, one.gone
                )
            )
    return notes
