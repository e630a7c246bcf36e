"""The catalog file: one writer, pooled readers, SQLCipher with a raw key, WAL, synchronous=FULL.

The live files are never opened by anything but SQLCipher: closing any other descriptor on them would
silently drop this process's locks (POSIX).
"""

import random
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from holdfast import __version__
from holdfast.catalog import health, settings
from holdfast.catalog.copying import Known, copied
from holdfast.catalog.driver import Connection, connect, driver_is_sound
from holdfast.catalog.files import sync_folder
from holdfast.catalog.migrations import SCHEMA_VERSION, schema_text, upgrade
from holdfast.clock import Clock, milliseconds
from holdfast.errors import Busy, CatalogDamaged, CatalogMissing, CatalogNewer

P = ParamSpec("P")
T = TypeVar("T")

WRITE_PATIENCE = 30.0
"""Seconds that a write waits for another process's transaction. Ours last 50 ms at most."""

LONG = 0.01
"""Seconds after which a transaction has kept others waiting, so that they come first."""

GIVEN_WAY = 0.004
"""Seconds that the catalog is left free after such a one: longer than any pause of those who ask for it."""

READERS_KEPT = 8

LOOKS = 3
"""At pages that seem damaged."""


class Catalog:
    """The one way to the catalog. `write` is the only seam through which anything changes."""

    def __init__(self, path: Path, key: bytes, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self.held = ExitStack()
        """What is given back when it is closed."""
        self._key = key
        self._turn = threading.Lock()
        self._free_until = 0.0
        self._writer = connect(path, key)
        self._readers: list[Connection] = []
        self._watching = threading.Lock()
        self._watcher: Connection | None = None
        self._closed = False

    @classmethod
    def create(cls, path: Path, key: bytes, clock: Clock, *, library_id: str, catalog_id: str) -> "Catalog":
        """A new catalog made from schema.sql; never over an existing file."""
        if path.exists():
            raise CatalogDamaged(f"There is a catalog at {path} already; it was not touched.")
        part = path.with_suffix(".new")
        part.unlink(missing_ok=True)
        fresh = connect(part, key)
        fresh.run("PRAGMA auto_vacuum = INCREMENTAL")  # room can be given back in small steps; it has to be said first
        fresh.script(f"BEGIN IMMEDIATE;\n{schema_text()}\nCOMMIT;")
        now = milliseconds(clock)
        said = (("catalog_id", catalog_id), ("library_id", library_id), (settings.PROGRAM, __version__))
        for name, value in said:
            fresh.run("INSERT INTO config VALUES (?, json_quote(?), ?)", (name, value, now))
        fresh.close()
        part.rename(path)
        sync_folder(path.parent)
        return cls.open(path, key, clock)

    @classmethod
    def open(
        cls, path: Path, key: bytes, clock: Clock, before_upgrade: Callable[[], None] | None = None
    ) -> "Catalog":
        """The catalog, brought up to this version's schema after a copy of the old one, and after `before_upgrade`."""
        driver_is_sound()
        if not path.exists() or path.stat().st_size == 0:
            raise CatalogMissing(f"There is no catalog at {path}.")
        which = path.stat().st_ino
        catalog = cls(path, key, clock)
        try:
            if path.stat().st_ino != which:
                raise Busy("The catalog was replaced by another one just now.", action="Run the command again.")
            catalog._bring_up(before_upgrade)
        except BaseException:
            catalog.close()
            raise
        return catalog

    def _bring_up(self, before_upgrade: Callable[[], None] | None) -> None:
        version = self._writer.number("PRAGMA user_version")
        if version > SCHEMA_VERSION:
            needed = settings.identity(self._writer, settings.PROGRAM) or "a newer version"
            raise CatalogNewer(
                f"This catalog was made by Holdfast {needed}; you have {__version__}. It was not touched"
                f" (its schema is {version}, this program knows {SCHEMA_VERSION}).",
                action=f"Update Holdfast to {needed} or later. Your photos can be looked at in the library meanwhile.",
            )
        if version < 1:
            raise CatalogDamaged(f"The catalog at {self.path} holds nothing that Holdfast knows.")
        self._patiently(self._writer.log_ahead)
        if version < SCHEMA_VERSION:
            if before_upgrade is not None:
                before_upgrade()
            upgrade(self._writer, self.path, milliseconds(self.clock))
            self.write(settings.remember, settings.PROGRAM, __version__, milliseconds(self.clock))

    def write(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(connection, ...)` in one transaction: committed when it returns, rolled back on any exception.

        Keep it short (500 rows or 50 ms): every other process waits meanwhile.
        """
        with self._turn:
            self._give_way()
            self._patiently(self._writer.begin_immediate)
            begun = self.clock.monotonic()
            try:
                result = fn(self._writer, *args, **kwargs)
                self._writer.run("COMMIT")
            except BaseException:
                self._writer.roll_back()
                raise
            finally:
                ended = self.clock.monotonic()
                self._free_until = ended + GIVEN_WAY if ended - begun > LONG else 0.0
            return result

    def _give_way(self) -> None:
        """Whoever writes one long transaction after the other lets other processes in between."""
        rest = self._free_until - self.clock.monotonic()
        if 0.0 < rest <= GIVEN_WAY:
            self.clock.sleep(rest)

    def _patiently(self, asked: Callable[[], bool]) -> None:
        """Ask for a lock until it is ours. SQLite's own waiting backs off to 100 ms, which starves a window behind a
        scan; short random pauses keep both going."""
        deadline = self.clock.monotonic() + WRITE_PATIENCE
        while not asked():
            if self.clock.monotonic() > deadline:
                raise Busy(f"Another program has been writing to the catalog for {WRITE_PATIENCE:.0f} seconds.")
            self.clock.sleep(random.uniform(0.0005, 0.003))  # noqa: S311 - not a secret

    def read(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(connection, ...)` on one consistent view of the catalog; never blocked by a writer."""
        reader = self._reader()
        try:
            reader.run("BEGIN")
            try:
                return fn(reader, *args, **kwargs)
            finally:
                reader.roll_back()
        finally:
            if self._closed or len(self._readers) >= READERS_KEPT:
                reader.close()
            else:
                self._readers.append(reader)

    def _reader(self) -> Connection:
        """One that nobody uses; taking it and putting it back are safe from any thread."""
        try:
            return self._readers.pop()
        except IndexError:
            return connect(self.path, self._key, read_only=True)

    def data_version(self) -> int:
        """A number that changes when any other connection, here or in another process, has committed."""
        with self._watching:
            if self._watcher is None:
                self._watcher = connect(self.path, self._key, read_only=True)
            return self._watcher.number("PRAGMA data_version")

    def fold(self) -> None:
        """Let SQLite look at its statistics, and put what is in the write-ahead log into the catalog, if nobody reads
        it just now."""
        with self._turn:
            self._writer.rows("PRAGMA optimize")
            self._writer.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def damaged_pages(self) -> list[str]:
        """Pages of the file that are not as they were written, in words. What only looks so because somebody wrote
        just then is not among them: it is seen once, and not in each of several looks after a checkpoint."""
        found: list[str] | None = None
        for _ in range(LOOKS):
            with suppress(CatalogDamaged):  # that is what is being looked at
                self.fold()
            with closing(connect(self.path, self._key, read_only=True)) as db:  # one bad page spoils later looks
                seen = health.damaged_pages(db)
            found = seen if found is None else [fault for fault in found if fault in seen]
            if not found:
                break
        return found or []

    def copy_into(self, target: Path) -> Known:
        """A whole copy with the same key, found right before it has its name. The caller holds the worker lock."""
        return copied(self.path, self._key, target)

    def close(self) -> None:
        """Close every connection. The last one out folds the write-ahead log into the catalog."""
        self._closed = True
        while self._readers:
            self._readers.pop().close()
        with self._watching:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
        with self._turn:
            self._writer.close()
        self.held.close()
