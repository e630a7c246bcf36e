"""The catalog file: one writer, pooled readers, SQLCipher with a raw key, WAL, synchronous=FULL.

The live files are never opened by anything but SQLCipher: closing any other descriptor on them would
silently drop this process's locks (POSIX).
"""

import os
import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from holdfast.catalog.driver import Connection, connect, driver_is_sound
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


class Catalog:
    """The one way to the catalog. `write` is the only seam through which anything changes."""

    def __init__(self, path: Path, key: bytes, clock: Clock) -> None:
        self.path = path
        self.clock = clock
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
        for name, value in (("catalog_id", catalog_id), ("library_id", library_id)):
            fresh.run("INSERT INTO config VALUES (?, json_quote(?), ?)", (name, value, now))
        fresh.close()
        part.rename(path)
        _sync_folder(path.parent)
        return cls.open(path, key, clock)

    @classmethod
    def open(cls, path: Path, key: bytes, clock: Clock) -> "Catalog":
        """The catalog, brought up to this version's schema after a copy of the old one."""
        driver_is_sound()
        if not path.exists() or path.stat().st_size == 0:
            raise CatalogMissing(f"There is no catalog at {path}.")
        catalog = cls(path, key, clock)
        try:
            catalog._bring_up()
        except BaseException:
            catalog.close()
            raise
        return catalog

    def _bring_up(self) -> None:
        version = self._writer.number("PRAGMA user_version")
        if version > SCHEMA_VERSION:
            raise CatalogNewer(
                f"The catalog was made by a newer Holdfast (its version is {version}, this one knows {SCHEMA_VERSION})."
            )
        if version < 1:
            raise CatalogDamaged(f"The catalog at {self.path} holds nothing that Holdfast knows.")
        self._writer.run("PRAGMA journal_mode = WAL")
        if version < SCHEMA_VERSION:
            upgrade(self._writer, self.path, milliseconds(self.clock))

    def write(self, fn: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(connection, ...)` in one transaction: committed when it returns, rolled back on any exception.

        Keep it short (500 rows or 50 ms): every other process waits meanwhile.
        """
        with self._turn:
            self._give_way()
            self._begin()
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

    def _begin(self) -> None:
        """Ask for the write lock until it is ours. SQLite's own waiting backs off to 100 ms, which starves
        a window behind a scan; short random pauses keep both going."""
        deadline = self.clock.monotonic() + WRITE_PATIENCE
        while not self._writer.begin_immediate():
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


def _sync_folder(folder: Path) -> None:
    """Make a new name durable; Windows has no way to ask for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
