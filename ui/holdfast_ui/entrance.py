"""What stands at the door of a home: an open catalog, or the reason why there is none and the ways to one.

While there is no catalog the server shows this, and nothing else. When a way led to one, the page goes on with it, in
the same window, signed in as it was.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from holdfast.catalog import Connection, jobs, originals, settings, use
from holdfast.clock import Clock, milliseconds
from holdfast.config import Bootstrap, Home, read_bootstrap, write_bootstrap
from holdfast.daemon.lock import WorkerLock
from holdfast.engine import copies, opening, rekey, rescue, setup
from holdfast.engine.copies import Copy
from holdfast.engine.rebuild import Rebuilt, rebuild
from holdfast.engine.setup import Opened
from holdfast.errors import CatalogError, Conflict, HoldfastError, LibraryBadPath, NotSetUp, SettingsBad
from holdfast.library import root
from holdfast_ui.dialogs import Dialogs

log = logging.getLogger(__name__)

Stage = Literal["shut", "library", "source", "code", "schedule", "start", "done"]
STAGES: tuple[Stage, ...] = ("source", "code", "schedule", "start", "done")
"""The steps that an open home has still to go, in their order."""
STAGE = "first_run"
"""Under this name the catalog keeps how far a person came."""

Way = Literal["again", "unlock", "restore", "rebuild", "anew", "point"]
WAYS: dict[str, tuple[Way, ...]] = {
    "CATALOG_DAMAGED": ("restore", "rebuild", "again"),
    "CATALOG_MISSING": ("restore", "rebuild", "again"),
    "KEY_WRONG": ("unlock", "restore", "anew", "again"),
    "KEY_MISSING": ("unlock", "anew", "again"),
    "NO_KEYRING": ("again", "unlock"),
    "SETTINGS_BAD": ("point", "again"),
}
"""What helps against what; whatever is not named here is tried again."""


@dataclass(frozen=True, slots=True)
class Work:
    """Something that takes its time, and how far it is."""

    doing: Literal["restore", "rebuild", "adopt"]
    said: str = ""
    done: int = 0
    total: int = 0
    """0: not known yet."""


class Entrance:
    """The door of one home. Safe to use from several threads."""

    def __init__(self, home: Home, key_file: Path | None, clock: Clock, open_it: Callable[[], Opened]) -> None:
        self.home = home
        self.clock = clock
        self.dialogs = Dialogs()
        self.opened: Opened | None = None
        self.trouble: HoldfastError = NotSetUp(f"Holdfast is not set up in {home.path}.")
        self.work: Work | None = None
        self.let_in: Callable[[Opened], None] = lambda _: None
        """Called when the home is open: the server shows its page from then on."""
        self._key_file = key_file
        self._open_it = open_it
        self._turn = threading.Lock()
        self._worker: threading.Thread | None = None

    # How it stands

    @property
    def stage(self) -> Stage:
        """Where the person is on the way to the first backup; `shut`: something is there and does not open."""
        if self.opened is None:
            return "library" if isinstance(self.trouble, NotSetUp) else "shut"
        kept = self.opened.catalog.read(settings.identity, STAGE)
        return next((stage for stage in STAGES if stage == kept), "done")

    def ways(self) -> tuple[Way, ...]:
        """What can be done about the trouble."""
        if self.stage != "shut":
            return ()
        has_copy = self.copy() is not None
        return tuple(way for way in WAYS.get(self.trouble.code, ("again",)) if way != "restore" or has_copy)

    def copy(self) -> Copy | None:
        """The newest copy that the key at hand opens."""
        with suppress(HoldfastError):
            bootstrap = read_bootstrap(self.home)
            if bootstrap is not None:
                keys = opening.keys_at_hand(self.home, bootstrap, self._key_file)
                return copies.newest(self.home, self.clock, keys)
        return None

    def library(self) -> Path | None:
        """Where the library lies, as far as the settings say."""
        with suppress(HoldfastError):
            bootstrap = read_bootstrap(self.home)
            return None if bootstrap is None else bootstrap.library
        return None

    # What a person does about it

    def try_again(self) -> None:
        """Open the home if that can be done now; else keep why not."""
        with self._alone():
            self._open()

    def make(self, where: Path) -> None:
        """A new library there, with a key and a catalog; or, while nothing was copied, the library elsewhere."""
        with self._alone(shut=False):
            if self.opened is not None:
                _move(self.opened, where)
                return
            self._must_be("library")
            setup.init(self.home, where, self._key_file, self.clock)
            self._open(first="source")

    def adopt(self, where: Path) -> None:
        """A catalog for the library that lies there, made from its photos; goes on in a thread."""
        self._must_be("library")
        self._begin("adopt", lambda: self._rebuild(where, new_key=False))

    def restore(self) -> None:
        """The newest good copy of the catalog, and what came after it from the library; goes on in a thread."""
        self._must_be("shut")
        self._begin("restore", self._restore)

    def rebuild(self, *, new_key: bool) -> None:
        """A new catalog from the photos; goes on in a thread."""
        self._must_be("shut")
        where = self.library()
        if where is None:
            raise Conflict("Holdfast does not know where the library is.", action="Say where it is first.")
        self._begin("rebuild", lambda: self._rebuild(where, new_key=new_key))

    def unlock(self, typed: str) -> None:
        """The recovery code: the key is put back, into a file where there is no keyring."""
        with self._alone():
            self._must_be("shut")
            into = self.home.key_file if self.trouble.code == "NO_KEYRING" else self._key_file
            rekey.unlock(self.home, into, typed, self.clock)
            self._open()

    def point(self, where: Path) -> None:
        """Write the settings file anew, for the library that lies there; the spoilt one is kept beside it."""
        with self._alone():
            self._must_be("shut")
            if root.peek(where) is None:
                raise LibraryBadPath(f"{where} is not a library of Holdfast.",
                                     action="Choose the folder that holds your photos.")  # fmt: skip
            spoilt = self.home.settings_file
            if spoilt.exists():
                spoilt.replace(spoilt.with_name(f"settings.toml.old-{milliseconds(self.clock)}"))
            key_file = self.home.key_file if self.home.key_file.exists() else None
            write_bootstrap(self.home, Bootstrap(where, key_file))
            self._open()

    def close(self) -> None:
        """Let go of the home. What goes on in a thread is left to end by itself."""
        if self.opened is not None:
            self.opened.close()

    # How it is done

    def _open(self, first: Stage | None = None) -> None:
        """Open it, or keep why not. `first`: the step that a person has to go next."""
        try:
            opened = self._open_it()
        except HoldfastError as error:
            self.trouble = self._lacks_settings() if _is_begun(self.home) and isinstance(error, NotSetUp) else error
            return
        if first is not None:
            opened.catalog.write(settings.remember, STAGE, first, milliseconds(self.clock))
        self.let_in(opened)
        self.opened = opened

    def _lacks_settings(self) -> SettingsBad:
        """A catalog without the file that says where its library is: that is no new computer."""
        return SettingsBad(f"The settings file {self.home.settings_file} is missing, but a catalog is beside it.")

    def _begin(self, doing: Literal["restore", "rebuild", "adopt"], way: Callable[[], Stage | None]) -> None:
        if not self._turn.acquire(blocking=False):
            raise _busy()
        self.work = Work(doing)
        self._worker = threading.Thread(target=self._carry_out, args=(way,), name="holdfast-entrance", daemon=True)
        self._worker.start()

    def _carry_out(self, way: Callable[[], Stage | None]) -> None:
        try:
            with WorkerLock(self.home, "command", self.clock), use.alone(self.home.path, "made anew", self.clock):
                first = way()
            self._open(first)
        except HoldfastError as error:
            self.trouble = error
        except Exception:
            log.exception("The catalog could not be made anew.")
            self.trouble = CatalogError("Something in Holdfast went wrong. Your photos are untouched.")
        finally:
            self.work = None
            self._turn.release()

    def _restore(self) -> None:
        rescue.restore(self.home, self._key_file, self.clock, self._tell)

    def _rebuild(self, where: Path, *, new_key: bool) -> Stage:
        self.home.make()
        rebuild(self.home, where, self._key_file, self.clock, self._tell_how_far, new_key=new_key)
        return "source"  # the keys of the sources are in no library

    def _tell(self, sentence: str) -> None:
        if self.work is not None:
            self.work = replace(self.work, said=sentence)

    def _tell_how_far(self, so_far: Rebuilt, current: str) -> None:
        read = so_far.originals + so_far.damaged + so_far.missing
        if self.work is not None:
            self.work = replace(self.work, said=current, done=read, total=so_far.originals_total)

    @contextmanager
    def _alone(self, *, shut: bool = True) -> Iterator[None]:
        """One way at a time."""
        if not self._turn.acquire(blocking=False):
            raise _busy()
        try:
            if shut and self.opened is not None:
                raise Conflict("Holdfast is open already.", action="Load the page again.")
            yield
        finally:
            self._turn.release()

    def _must_be(self, stage: Stage) -> None:
        if self.stage != stage:
            raise Conflict("That does not fit what is there now.", action="Load the page again.")


def entered(opened: Opened) -> Entrance:
    """The door of a home that is open already."""
    entrance = Entrance(opened.home, opened.key_file, opened.clock, lambda: opened)
    entrance.opened = opened
    return entrance


def _move(opened: Opened, where: Path) -> None:
    """Another place for the library of this catalog, while it holds nothing."""
    library_id, catalog_id, held = opened.catalog.read(_identity)
    if opened.catalog.read(_is_copying):
        raise Conflict("Photos are being copied into the library just now.", action="Wait until that has ended.")
    if held:
        raise Conflict(
            "There are photos in the library already.", action="Copy the folder, then follow it in Settings."
        )
    found = root.peek(where)
    if found is None or found.library_id != library_id:
        root.make(where, library_id, catalog_id).close()
    write_bootstrap(opened.home, replace(opened.bootstrap, library=where))


def _identity(db: Connection) -> tuple[str, str, int]:
    library_id, catalog_id = settings.identity(db, "library_id"), settings.identity(db, "catalog_id")
    return library_id or "", catalog_id or "", originals.count(db)


def _is_copying(db: Connection) -> bool:
    """What runs holds the library where it was."""
    return any(job.kind not in jobs.BESIDE for job in jobs.open_ones(db))


def _is_begun(home: Home) -> bool:
    return home.catalog_file.exists() and home.catalog_file.stat().st_size > 0


def _busy() -> Conflict:
    return Conflict("Holdfast is at work on the catalog already.", action="Nothing to do, wait until it has finished.")
