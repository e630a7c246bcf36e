"""From finished parts to safe photos: paths, the durability barrier, then one transaction. Alone writes `safe`."""

from dataclasses import dataclass, replace

from holdfast.catalog import Catalog, Connection, audit, integrity, originals, photos, sessions
from holdfast.catalog.originals import Original
from holdfast.catalog.photos import Wanted
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock, milliseconds
from holdfast.domain.fill import Fill
from holdfast.domain.judge import Judgement
from holdfast.domain.naming import fold
from holdfast.domain.plan import next_attempt
from holdfast.domain.skips import archived
from holdfast.engine.paths import Paths
from holdfast.engine.reading import content
from holdfast.engine.sidecar import photo_note, source_note, stored
from holdfast.errors import Archived, DiskFull, HoldfastError, LibraryError, PermissionRefused
from holdfast.library.digest import Written
from holdfast.library.incoming import Part
from holdfast.library.originals import set_aside_damaged, status
from holdfast.library.records import StoredOriginal
from holdfast.library.root import Library
from holdfast.library.sidecars import Note
from holdfast.library.writer import Batch, Taken


@dataclass(frozen=True, slots=True)
class Arrived:
    """Bytes that were compared and found right."""

    wanted: Wanted
    part: Part | None
    written: Written
    judgement: Judgement
    lies_at: str | None = None
    """Without a part: where the bytes lie already, put there by a run that was cut short or by the person."""


@dataclass(frozen=True, slots=True)
class _Shelved:
    """One photo of the batch under way, with where its bytes will be."""

    arrived: Arrived
    original: StoredOriginal
    is_repair: bool


@dataclass(frozen=True, slots=True)
class _Failed:
    wanted: Wanted
    error: HoldfastError


def _refused(shelved: list[_Shelved], refused: dict[str, LibraryError]) -> list[_Failed]:
    """The photos whose bytes the system did not let us store, a twin as well as the first. A full drive is no photo's
    fault: they stay pending."""
    found = ((one.arrived.wanted, refused.get(one.original.sha256)) for one in shelved)
    return [_Failed(wanted, error) for wanted, error in found if error and not isinstance(error, DiskFull)]


def _skipped(db: Connection, failed: _Failed) -> bool:
    """A photo that was found in an archive of which no listing tells is skipped by rule, as those that are listed
    there."""
    reason = archived(failed.error.tier) if isinstance(failed.error, Archived) else None
    if reason is None or failed.wanted.lost_path is not None:
        return False
    photos.by_rule(db, failed.wanted.id, reason)
    return True


class Shelf:
    """Collects arrived photos and makes them safe, a batch at a time. One thread uses it."""

    def __init__(
        self, catalog: Catalog, library: Library, row: SourceRow, session: int, clock: Clock, paths: Paths
    ) -> None:
        self._catalog = catalog
        self._library = library
        self._row = row
        self._session = session
        self._clock = clock
        self._batch = Batch(library)
        self._fill = Fill()
        self._arrived: list[Arrived] = []
        self._failed: list[_Failed] = []
        self._paths = paths
        self._introduced = False

    @property
    def full(self) -> bool:
        """Time to commit."""
        return self._fill.is_enough(self._clock.monotonic())

    def put(self, arrived: Arrived) -> None:
        """One more photo; safe after the next `commit`."""
        self._arrived.append(arrived)
        self._fill.add(arrived.written.bytes if arrived.part is not None else 0, self._clock.monotonic())

    def fail(self, wanted: Wanted, error: HoldfastError) -> None:
        """One photo that could not be had; recorded at the next `commit`."""
        self._failed.append(_Failed(wanted, error))
        self._fill.add(0, self._clock.monotonic())

    def commit(self) -> None:
        """Files first, row second. After a LibraryError nothing of the batch counts and its photos stay pending; but
        before DiskFull those that fitted become safe."""
        arrived, failed = self._arrived, self._failed
        self._arrived, self._failed, self._fill = [], [], Fill()
        try:
            shelved = self._catalog.read(self._arranged, arrived) if arrived else []
            moved, refused = self._land(shelved)
        except BaseException:
            self._batch.abandon()
            for one in arrived:
                if one.part is not None:
                    one.part.discard()
            raise
        failed = [*failed, *self._failed, *_refused(shelved, refused)]
        shelved, self._failed = [one for one in shelved if one.original.sha256 not in refused], []
        self._introduced = self._introduced and not refused  # the line about the source may have been with one of them
        if shelved or failed:
            self._catalog.write(self._record, shelved, moved, failed, milliseconds(self._clock))
        for wanted in [one.wanted for one in arrived] + [one.wanted for one in failed]:
            self._paths.settled(wanted)
        for error in refused.values():
            if isinstance(error, DiskFull):
                raise error

    def _arranged(self, db: Connection, arrived: list[Arrived]) -> list[_Shelved]:
        """What becomes of each photo, and the batch filled with it; on one view of the catalog."""
        shelved: list[_Shelved] = []
        here: dict[str, StoredOriginal] = {}
        for one in arrived:
            try:
                shelved.append(self._placed(db, one, here))
            except PermissionRefused as error:  # of one file or folder: the others go on
                self._library.check()
                if one.part is not None:
                    one.part.discard()
                self._failed.append(_Failed(one.wanted, error))
        return shelved

    def _placed(self, db: Connection, one: Arrived, here: dict[str, StoredOriginal]) -> _Shelved:
        sha256 = one.written.sha256
        held = here.get(sha256) or originals.by_sha256(db, sha256)
        if held is not None and self._is_there(held):
            return self._twin(db, one, held)
        shelved = self._shelved(db, one, held)
        here[sha256] = shelved.original
        return shelved

    def _is_there(self, held: Original | StoredOriginal) -> bool:
        """Bytes of this batch, or a file that is intact as far as we know and of the right size."""
        if isinstance(held, StoredOriginal):
            return True
        found = status(self._library, held.path)
        return held.condition == "intact" and found is not None and found.bytes == held.bytes

    def _twin(self, db: Connection, arrived: Arrived, held: Original | StoredOriginal) -> _Shelved:
        """One file, many origins: nothing is written but the note of it."""
        if arrived.part is not None:
            arrived.part.discard()
        original = held if isinstance(held, StoredOriginal) else stored(held)
        self._batch.note(*self._notes(db, arrived, original), of=original.path)
        return _Shelved(arrived, original, is_repair=False)

    def _shelved(self, db: Connection, arrived: Arrived, lost: Original | StoredOriginal | None) -> _Shelved:
        path = arrived.lies_at or (lost.path if lost else self._paths.give(arrived.wanted))
        if arrived.part is not None and path == arrived.wanted.lost_path:
            self._move_damaged_aside(path, arrived.written)
        written = arrived.written
        original = StoredOriginal(path, written.sha256, written.md5, written.bytes, milliseconds(self._clock))
        notes = self._notes(db, arrived, original)
        if arrived.part is None:
            self._batch.adopt(path, written, *notes)
        else:
            self._batch.add(arrived.part, path, *notes)
        return _Shelved(arrived, original, is_repair=lost is not None)

    def _move_damaged_aside(self, path: str, right: Written) -> None:
        """The person asked for a repair: the damaged bytes make room and are kept in `.holdfast/damaged/`."""
        if status(self._library, path) is not None and content(self._library, path) != right:
            set_aside_damaged(self._library, path)

    def _notes(self, db: Connection, arrived: Arrived, original: StoredOriginal) -> list[Note]:
        wanted, judgement, at = arrived.wanted, arrived.judgement, milliseconds(self._clock)
        note = photo_note(db, self._row, wanted.id, wanted.remote, original, judgement.strength, judgement.label, at)
        if self._introduced:
            return [note]
        self._introduced = True
        return [source_note(self._row), note]

    def _land(self, shelved: list[_Shelved]) -> tuple[dict[str, StoredOriginal], dict[str, LibraryError]]:
        """Run the barrier until every part has a name or was refused; by SHA-256, where bytes went that could not have
        the path meant for them, and which the system did not let us store."""
        moved: dict[str, StoredOriginal] = {}
        refused: dict[str, LibraryError] = {}
        by_path = {one.original.path: one for one in reversed(shelved)}  # the first has the part, the others are twins
        while len(self._batch):
            landing = self._batch.commit()
            refused.update((by_path[each.path].original.sha256, each.error) for each in landing.refused)
            renamed = [self._elsewhere(each, by_path[each.path]) for each in landing.taken]
            by_path = {one.original.path: one for one in renamed}
            moved.update((one.original.sha256, one.original) for one in renamed)
        return moved, refused

    def _elsewhere(self, taken: Taken, one: _Shelved) -> _Shelved:
        """Somebody else's file has the name: another one for ours."""
        path = self._paths.give_another(one.arrived.wanted, taken.path, taken.blocker)
        original = replace(one.original, path=path)
        self._batch.add(taken.part, path, *self._catalog.read(self._notes, one.arrived, original))
        return _Shelved(one.arrived, original, one.is_repair)

    def _record(
        self, db: Connection, shelved: list[_Shelved], moved: dict[str, StoredOriginal], failed: list[_Failed], now: int
    ) -> None:
        for one in shelved:
            original = moved.get(one.original.sha256, one.original)
            original_id = self._original_id(db, original, now)
            judgement = one.arrived.judgement
            photos.is_safe(
                db, one.arrived.wanted.id, original_id, judgement.strength, judgement.label, now,
                sidecar_due=original.path != one.original.path,
            )  # fmt: skip
        broken = [each for each in failed if not _skipped(db, each)]
        for each in broken:
            error, wanted = each.error, each.wanted
            again = next_attempt(error.transient, wanted.attempts + 1, now)
            photos.fail(db, wanted.id, error.code, error.message, error.action, now, again)
        fetched = [one for one in shelved if one.arrived.part is not None]
        sessions.count(
            db, self._session, downloaded=len(fetched), adopted=len(shelved) - len(fetched), failed=len(broken),
            repaired=sum(one.is_repair for one in shelved), bytes=sum(one.original.bytes for one in fetched),
        )  # fmt: skip

    def _original_id(self, db: Connection, original: StoredOriginal, now: int) -> int:
        held = originals.by_sha256(db, original.sha256)
        if held is None:
            return originals.add(
                db, sha256=original.sha256, md5=original.md5, bytes=original.bytes, path=original.path,
                path_folded=fold(original.path), at=now,
            )  # fmt: skip
        if held.condition != "intact" or held.path != original.path:
            originals.restored(db, held.id, original.path, fold(original.path), now)
            integrity.settle(db, held.id, now)
        if held.condition != "intact":
            audit.note(
                db, "daemon", "repair", original.path, now, {"session": self._session, "was": held.condition}
            )  # fmt: skip
        return held.id
