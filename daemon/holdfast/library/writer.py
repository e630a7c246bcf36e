"""The durability barrier: a batch of finished files becomes originals, in an order that survives any crash.

Bytes to the medium, then names, then folders, then manifest, then sidecars; the catalog's transaction comes after
all of it. Whatever instant the power goes, what the catalog calls safe is there.
"""

import errno
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from holdfast.errors import DiskFull, FileBusy, LibraryBadPath, LibraryError, Missing, PermissionRefused
from holdfast.library import durable, manifest, sidecars
from holdfast.library.digest import Written
from holdfast.library.folder import Folder
from holdfast.library.incoming import Incoming, Part
from holdfast.library.manifest import Entry
from holdfast.library.marker import INCOMING, OWN
from holdfast.library.originals import hash_original, segments, status
from holdfast.library.root import Library
from holdfast.library.sidecars import Note

__all__ = ["Batch", "Incoming", "Landed", "Landing", "Part", "Refused", "Taken", "Written"]

LINES = 4096
"""Bytes that the lines about one original take up at most, nearly always."""


@dataclass(frozen=True, slots=True)
class Landed:
    """An original that is on the medium under its final name, and in the manifest."""

    path: str
    written: Written
    was_there: bool
    """The same bytes lay there already, from a run that was cut short or by the person's own hand."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Something else has the name: choose another and add the part again, or discard it."""

    path: str
    part: Part
    blocker: str
    """The path that is in the way: this one, or a folder of it that is no folder."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One folder or file that the system does not let us use, or a file that the others had to have the room of: it is
    not there, and its part is gone."""

    path: str
    error: LibraryError


Outcome = Landed | Taken | Refused


@dataclass(frozen=True, slots=True)
class Landing:
    """How a batch ended."""

    landed: tuple[Landed, ...]
    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...] = ()


@dataclass(slots=True)
class _Entry:
    path: str
    written: Written
    part: Part | None
    notes: Sequence[Note] = field(default_factory=tuple)


class _Blocked(Exception):
    """A folder on the way is no folder."""


class Batch:
    """Files that are made durable together. One thread at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._entries: list[_Entry] = []
        self._notes: list[tuple[str | None, Note]] = []

    def __len__(self) -> int:
        return len(self._entries) + len(self._notes)

    def add(self, part: Part, path: str, *notes: Note) -> None:
        """A finished part and the path it is to get; the batch owns the part now. The notes count if it lands."""
        if part.written is None:
            raise ValueError(f"{part!r} is not finished")
        segments(path)
        self._entries.append(_Entry(path, part.written, part, notes))

    def adopt(self, path: str, written: Written, *notes: Note) -> None:
        """A file that lies at its path already and was hashed by the caller: only made durable and listed."""
        segments(path)
        self._entries.append(_Entry(path, written, None, notes))

    def note(self, *notes: Note, of: str | None = None) -> None:
        """Lines for the sidecars that come with no bytes of their own: a twin, a rename, the source itself. `of`: the
        path of the bytes they speak of; they do not count if these are refused in this batch."""
        self._notes.extend((of, note) for note in notes)

    def commit(self) -> Landing:
        """Make everything in here durable and leave the batch empty.

        On a full drive as many as fit land, the others are refused with DiskFull.
        After an error nothing of it counts: its parts are removed. What has its final name by then stays there, and
        is found to be the same when it comes again. Only parts that are named in `taken` go back to the caller.
        """
        if not len(self):
            return Landing((), ())
        entries, notes = self._entries, self._notes
        self._entries, self._notes = [], []
        kept: set[str] = set()
        given_up: list[Refused] = []
        try:
            while True:
                try:
                    landing = self._landing(entries, notes, given_up)
                    kept.update(each.part.name for each in landing.taken)
                    return landing
                except DiskFull as error:
                    entries, rest = _halves(entries, error)
                    _discard(rest, kept)
                    given_up += [Refused(entry.path, error) for entry in rest]
        finally:
            _discard(entries, kept)

    def _landing(
        self, entries: Sequence[_Entry], notes: Sequence[tuple[str | None, Note]], given_up: Sequence[Refused]
    ) -> Landing:
        self._library.check()
        if any(entry.part is not None for entry in entries):
            self._library.require_space(LINES * len(entries), 0)  # while there are still parts that can make room
        is_whole = self._sync(entries)
        with ExitStack() as stack:
            folders = _Folders(self._library, stack)
            outcomes = [self._placed_or_refused(entry, folders) for entry in entries]
            folders.sync(upwards=not is_whole)
        refused = (*given_up, *(each for each in outcomes if isinstance(each, Refused)))
        without = {each.path for each in refused}
        self._list(entries, outcomes, [note for of, note in notes if of not in without])
        return Landing(
            tuple(each for each in outcomes if isinstance(each, Landed)),
            tuple(each for each in outcomes if isinstance(each, Taken)),
            refused,
        )

    def abandon(self) -> None:
        """Remove the parts and forget everything in here."""
        _discard(self._entries, set())
        self._entries, self._notes = [], []

    def _sync(self, entries: Sequence[_Entry]) -> bool:
        parts = [entry.part for entry in entries if entry.part is not None and entry.part.file >= 0]
        with self._library.told(f"{OWN}/{INCOMING}"):
            is_whole = durable.sync_files(self._library.folder.handle, [part.file for part in parts])
            for part in parts:
                part.release()  # Windows renames no open file
        return is_whole

    def _placed_or_refused(self, entry: _Entry, folders: "_Folders") -> Outcome:
        """One closed folder, or one file that another program holds, is no reason to stop: the others go on."""
        try:
            return self._placed(entry, folders)
        except (PermissionRefused, FileBusy) as error:
            self._library.check()
            return Refused(entry.path, error)

    def _placed(self, entry: _Entry, folders: "_Folders") -> Landed | Taken:
        parents, name = segments(entry.path)
        try:
            folder = folders.enter(parents)
        except _Blocked as blocked:
            if entry.part is None:
                raise LibraryBadPath(f"{blocked} in the library is not a folder.") from None
            return Taken(entry.path, entry.part, str(blocked))
        if entry.part is not None and self._renamed(entry, entry.part, folder, name):
            return Landed(entry.path, entry.written, was_there=False)
        if entry.part is not None and not self._is_same(entry):
            return Taken(entry.path, entry.part, entry.path)
        self._sync_present(entry.path, folder, name)
        return Landed(entry.path, entry.written, was_there=True)

    def _renamed(self, entry: _Entry, part: Part, folder: Folder, name: str) -> bool:
        with self._library.told(entry.path):
            try:
                part.folder.rename_new(part.name, folder, name)
            except FileExistsError:
                return False
        entry.part = None  # it is an original now
        return True

    def _is_same(self, entry: _Entry) -> bool:
        there = status(self._library, entry.path)
        if there is None or there.bytes != entry.written.bytes:
            return False
        try:
            return hash_original(self._library, entry.path) == entry.written
        except Missing:
            return False

    def _sync_present(self, path: str, folder: Folder, name: str) -> None:
        with self._library.told(path):
            file = folder.open_file(name, durable.SYNCABLE)
            try:
                durable.sync_file(file)
            finally:
                os.close(file)

    def _list(self, entries: Sequence[_Entry], outcomes: Sequence[Outcome], notes: Sequence[Note]) -> None:
        landed = [entry for entry, outcome in zip(entries, outcomes, strict=True) if isinstance(outcome, Landed)]
        manifest.append(self._library, (Entry(entry.path, entry.written.sha256) for entry in landed))
        sidecars.append(self._library, [*notes, *(note for entry in landed for note in entry.notes)])


class _Folders:
    """The folders that one batch puts files into, each opened once and synced at the end."""

    def __init__(self, library: Library, stack: ExitStack) -> None:
        self._library = library
        self._stack = stack
        self._open: dict[tuple[str, ...], Folder] = {}

    def enter(self, names: tuple[str, ...]) -> Folder:
        if names not in self._open:
            self._open[names] = self._stack.enter_context(self._entered(names))
        return self._open[names]

    def sync(self, upwards: bool) -> None:
        """Make the names in them durable; `upwards` theirs too, which a run that was killed may have left unsynced."""
        above = {names[:depth] for names in self._open for depth in range(len(names))} if upwards else set()
        for names in [*sorted(above), *self._open, (OWN, INCOMING)]:
            with self._library.told("/".join(names)), self._library.enter(*names) as folder:
                folder.sync()

    def _entered(self, names: tuple[str, ...]) -> Folder:
        path = "/".join(names)
        with self._library.told(path):
            try:
                return self._library.enter(*names, make=True)
            except OSError as error:
                if error.errno not in (errno.ENOTDIR, errno.ELOOP):
                    raise
        raise _Blocked(self._blocker(names))

    def _blocker(self, names: tuple[str, ...]) -> str:
        """The first part of the path that is no folder."""
        for depth in range(1, len(names)):
            try:
                self._library.enter(*names[:depth]).close()
            except OSError:
                return "/".join(names[:depth])
        return "/".join(names)


def _halves(entries: list[_Entry], error: DiskFull) -> tuple[list[_Entry], list[_Entry]]:
    """What is tried again on a full drive, and what makes room for it: else a batch that has just no room for its last
    folder or line would be fetched again and again. DiskFull when there is nothing left to give up."""
    named = [entry for entry in entries if entry.part is None]
    waiting = [entry for entry in entries if entry.part is not None]
    if not waiting or len(entries) < 2:
        raise error
    return named + waiting[: len(waiting) // 2], waiting[len(waiting) // 2 :]


def _discard(entries: Sequence[_Entry], kept: set[str]) -> None:
    for entry in entries:
        if entry.part is not None and entry.part.name not in kept:
            entry.part.discard()
