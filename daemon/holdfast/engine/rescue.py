"""`holdfast catalog restore`: the newest good copy takes the place of the catalog, and what came after it is read from
the library. The new catalog is made beside the old one. A restore that is cut short is begun again: where it had set
the old catalog aside already, that one is the newest copy."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from holdfast.catalog import (
    Catalog,
    Connection,
    audit,
    copying,
    files,
    integrity,
    jobs,
    originals,
    sessions,
    settings,
    sources,
)
from holdfast.clock import Clock, milliseconds
from holdfast.config import Home, read_bootstrap
from holdfast.engine import copies, moment, opening, swap
from holdfast.engine.copies import Copy
from holdfast.engine.keep_work import tell_first
from holdfast.engine.reading import read_back
from holdfast.engine.replay import Replay
from holdfast.errors import CatalogDamaged, CatalogError, CatalogMissing, LibraryError, NotSetUp, UsageError
from holdfast.keys import key_check
from holdfast.library import root, sidecars
from holdfast.library.lock import LibraryLock
from holdfast.library.root import Library

BATCH = 200
Explain = Callable[[str], None]


@dataclass(slots=True)
class Restored:
    """What was put in place, and what it then learnt from the library."""

    copy: str | None
    """None: the present catalog was whole, and only learnt what it lacked."""
    made_at: int | None
    kept: Path | None
    """Where the catalog that was in place before is now."""
    sources: int = 0
    photos: int = 0
    originals: int = 0
    damaged: int = 0
    missing: int = 0
    unread_lines: int = 0
    passed_over: tuple[str, ...] = ()
    """Copies that were not good, with the reason."""
    key_change_cut_short: bool = False
    """What was put in place has the key that was to follow the one at its place."""


def restore(home: Home, key_file: Path | None, clock: Clock, explain: Explain, wanted: str | None = None) -> Restored:
    """Put the newest good copy in place, or the one that is `wanted`; the present catalog counts as the newest when it
    is whole. The caller holds the worker lock. The library has to be there."""
    bootstrap = read_bootstrap(home)
    if bootstrap is None:
        raise NotSetUp(f"Holdfast is not set up in {home.path}.")
    keys = opening.keys_at_hand(home, bootstrap, key_file)
    with root.open(bootstrap.library, None) as library:
        return _Restoring(home, library, keys, clock, explain).run(wanted)


class _Restoring:
    def __init__(self, home: Home, library: Library, keys: Sequence[bytes], clock: Clock, explain: Explain) -> None:
        self._home = home
        self._library = library
        self._keys = keys
        self._key = keys[0]
        self._clock = clock
        self._explain = explain
        self._beside = swap.beside(home, "restoring")
        self._passed_over: list[str] = []

    def run(self, wanted: str | None) -> Restored:
        missing = opening.is_missing(self._home)
        self._key = self._keys[0] if missing else self._key_of(self._home.catalog_file)
        alone = missing or swap.require_nobody(self._home, self._key, self._clock)
        if alone and not missing:
            self._tell_library()
        restored = self._chosen(wanted, present=alone and not missing)
        catalog = Catalog.open(self._beside, self._key, self._clock)
        try:
            self._learn(catalog, restored)
            catalog_id = catalog.read(settings.identity, "catalog_id")
        finally:
            catalog.close()
        restored.kept = swap.put_in(self._home, self._beside, self._key, self._clock)
        self._settle(catalog_id)
        restored.key_change_cut_short = self._key != self._keys[0]
        return restored

    def _key_of(self, path: Path) -> bytes:
        """When a change of key was cut short, the next one may be what opens it."""
        return copies.which(path, self._keys) or self._keys[0]

    def _tell_library(self) -> None:
        """What was made while the library was away is not lost with the catalog. One that takes no writes just now
        cannot be told, which is no reason to restore nothing."""
        with suppress(LibraryError), LibraryLock(self._library, self._home.path, self._clock):
            tell_first(self._home.catalog_file, self._key, self._library, self._clock)

    def _chosen(self, wanted: str | None, *, present: bool) -> Restored:
        """The first of all candidates that is whole, copied to where it is made ready."""
        if wanted is None and present:
            self._explain("Reading the present catalog.")
            if self._made_ready(self._home.catalog_file, "the present catalog"):
                return Restored(None, None, None)
        for copy in self._candidates(wanted):
            self._explain(f"Reading the copy {copy.name}.")
            if self._made_ready(copy.path, copy.name, with_log=copy.reason == "aside"):
                return Restored(copy.name, copy.made_at, None, passed_over=tuple(self._passed_over))
        raise CatalogMissing(
            "There is no good copy of the catalog." + "".join(f" {line}" for line in self._passed_over),
            action=opening.REBUILD,
        )

    def _candidates(self, wanted: str | None) -> list[Copy]:
        found = copies.listing(self._home, self._clock)
        if wanted is None:
            return found
        chosen = [copy for copy in found if copy.name.startswith(wanted.replace("-", "").replace(":", ""))]
        chosen = chosen or [copy for copy in found if copy.name == wanted]
        if not chosen:
            raise UsageError(
                f"There is no copy {wanted!r}.", action="`holdfast catalog copies` shows all of them, each by its name."
            )
        return chosen[:1]

    def _made_ready(self, path: Path, name: str, *, with_log: bool = False) -> bool:
        self._key = self._key_of(path)
        try:
            if with_log:
                with copying.alone(path, self._key, self._clock):  # its log becomes part of it
                    pass
            known = copying.examined(path, self._key)
            if known.library_id != self._library.marker.library_id:
                raise CatalogDamaged(f"{path} is of another library.")
            files.forget(self._beside)  # with the log of one that was cut short, which would spoil this one
            copying.copied(path, self._key, self._beside)
        except (CatalogError, LibraryError) as error:
            self._passed_over.append(f"{name}: {error.message}")
            self._explain(f"Passed over: {error.message}")
            return False
        return True

    def _learn(self, catalog: Catalog, restored: Restored) -> None:
        """Take in what the sidecars know and this catalog does not, and read the originals that came with it."""
        known = catalog.read(originals.last_id)
        session = catalog.write(self._begin)
        replay = catalog.read(Replay, session, known)
        for folder in sidecars.folders(self._library):
            self._explain(f"Reading what the library says of {folder}.")
            lines = sidecars.read(self._library, folder)
            while batch := list(islice(lines, BATCH)):
                catalog.write(replay.take, batch, milliseconds(self._clock))
        restored.sources, restored.photos, restored.unread_lines = replay.sources, replay.photos, replay.unread_lines
        self._read(catalog, session, known, restored)
        catalog.write(self._finish, session, restored)

    def _begin(self, db: Connection) -> int:
        now = milliseconds(self._clock)
        sessions.close_stale(db, now)
        jobs.drop_open(db, now)
        sources.start_over(db, now)
        return sessions.begin(db, "rebuild", None, None, now)

    def _read(self, catalog: Catalog, session: int, last: int, restored: Restored) -> None:
        if catalog.read(originals.last_id) > last:
            self._explain("Reading the photos that came after the copy.")
        while page := catalog.read(originals.after, last, BATCH):
            readings = [read_back(self._library, original) for original in page]
            now = milliseconds(self._clock)
            for reading in readings:
                catalog.write(integrity.record, session, reading, now)
                restored.originals += reading.result == "intact"
                restored.damaged += reading.result in ("damaged", "unreadable")
                restored.missing += reading.result == "missing"
            last = page[-1].id

    def _finish(self, db: Connection, session: int, restored: Restored) -> None:
        now = milliseconds(self._clock)
        sessions.count(db, session, new=restored.photos, checked=restored.originals, damaged=restored.damaged,
                       missing=restored.missing)  # fmt: skip
        sessions.finish(db, session, "complete", now)
        audit.note(db, "person", "restore the catalog", restored.copy or "present", now, {"photos": restored.photos})

    def _settle(self, catalog_id: str | None) -> None:
        """What stands beside the catalog speaks of this one from now on."""
        key_check.write(self._home, self._key, catalog_id or "")
        for left in self._home.path.glob(f"{self._beside.name}.version-*"):
            files.forget(left)  # an upgrade of the copy made it; the copy itself is still there
        catalog = Catalog.open(self._home.catalog_file, self._key, self._clock)
        try:
            moment.remember(self._home, catalog)
        finally:
            catalog.close()
        if catalog_id is not None and self._library.marker.catalog_id != catalog_id:
            self._library.bind(catalog_id)
