"""SQLCipher behind a typed border: the only file that imports sqlcipher3."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from holdfast.domain.sphere import distance
from holdfast.errors import (
    Busy,
    CatalogDamaged,
    DiskError,
    DiskFull,
    HoldfastError,
    PermissionRefused,
    ReadOnly,
    UsageError,
)

Value = str | int | float | bytes | None
Row = Mapping[str, Any]
Parameters = Sequence[Value] | Mapping[str, Value]

READER_PATIENCE = 5000
"""Milliseconds: nobody keeps the whole file to themselves for long, and only while it is opened or put away."""

MESSAGES: tuple[tuple[str, type[HoldfastError], str], ...] = (
    ("file is not a database", CatalogDamaged, "The catalog at {path} cannot be read with this key."),
    ("malformed", CatalogDamaged, "The catalog at {path} is damaged."),
    ("disk is full", DiskFull, "There is no space left for the catalog at {path}."),
    ("disk I/O error", DiskError, "The drive reported an error in the catalog at {path}."),
    ("readonly database", ReadOnly, "The catalog at {path} cannot be written."),
    ("database is locked", Busy, "Another program holds the catalog at {path}."),
    ("unable to open", PermissionRefused, "The catalog at {path} cannot be opened."),
)
"""SQLite's words, our errors."""


def driver_is_sound() -> None:
    """Refuse SQLite releases whose WAL can lose writes (reset race; fixed in 3.51.3, 3.52.0 was withdrawn)."""
    version = tuple(int(part) for part in dbapi2.sqlite_version.split("."))
    if version < (3, 51, 3) or version[:3] == (3, 52, 0):
        raise CatalogDamaged(
            f"This SQLite ({dbapi2.sqlite_version}) can lose writes.", action="Install sqlcipher3 0.6.4 or newer."
        )


class Connection:
    """One connection: statements in, rows by name out. Errors come as Holdfast's own."""

    def __init__(self, raw: Any, path: Path) -> None:  # noqa: ANN401 - the driver has no types
        self._raw = raw
        self._path = path

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Execute one statement; the number of rows it changed."""
        return int(self._execute(sql, parameters).rowcount)

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """Execute one INSERT; the new row's id."""
        return int(self._execute(sql, parameters).lastrowid)

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Execute one statement for each row."""
        try:
            self._raw.executemany(sql, rows)
        except dbapi2.DatabaseError as error:
            raise self._translated(error) from error

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return list(self._execute(sql, parameters).fetchall())
        except dbapi2.DatabaseError as error:
            raise self._translated(error) from error

    def pieces(self, sql: str, parameters: Parameters = (), size: int = 20_000) -> Iterator[list[Row]]:
        """All rows of a query, so many at a time: for what goes through all of them and keeps less than they are."""
        try:
            cursor = self._execute(sql, parameters)
            while rows := cursor.fetchmany(size):
                yield rows
        except dbapi2.DatabaseError as error:
            raise self._translated(error) from error

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """The one number that a query answers; 0 for NULL or no row."""
        found = self.rows(sql, parameters)
        return int(found[0][0] or 0) if found else 0  # type: ignore[index]

    def script(self, text: str) -> None:
        """Execute statements that open and close their own transaction."""
        try:
            self._raw.executescript(text)
        except dbapi2.DatabaseError as error:
            self.roll_back()
            raise self._translated(error) from error

    def begin_immediate(self) -> bool:
        """Take the write lock if nobody has it."""
        try:
            self._raw.execute("BEGIN IMMEDIATE")
        except dbapi2.OperationalError as error:
            if "locked" in str(error):
                return False
            raise self._translated(error) from error
        return True

    def roll_back(self) -> None:
        """Undo the open transaction, if there is one."""
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    def log_ahead(self) -> bool:
        """Keep a write-ahead log from now on; False while somebody else puts the file in order."""
        try:
            return str(self._raw.execute("PRAGMA journal_mode = WAL").fetchone()[0]) == "wal"
        except dbapi2.OperationalError as error:
            if "locked" in str(error):
                return False
            raise self._translated(error) from error

    def fold_into_one(self) -> bool:
        """Put the write-ahead log into the file and do without one from now on; False when anybody else has it open."""
        try:
            return str(self._raw.execute("PRAGMA journal_mode = DELETE").fetchone()[0]) == "delete"
        except dbapi2.DatabaseError as error:
            if "locked" in str(error):
                return False
            raise self._translated(error) from error

    def keep_others_out(self) -> bool:
        """Hold the file alone until this connection is closed; False when somebody is in, or has brought the
        write-ahead log back just now."""
        self.run("PRAGMA locking_mode = EXCLUSIVE")
        try:
            self._raw.execute("BEGIN EXCLUSIVE")
            alone = str(self._raw.execute("PRAGMA journal_mode").fetchone()[0]) == "delete"
            self._raw.execute("COMMIT")  # the lock stays; a copy could not be made inside a transaction
        except dbapi2.OperationalError as error:
            if "locked" not in str(error):
                raise self._translated(error) from error
            alone = False
        if not alone:
            self.run("PRAGMA locking_mode = NORMAL")
            self.number("SELECT count(*) FROM sqlite_schema")  # only now the lock is given back
        return alone

    def copy_to(self, other: "Connection") -> None:
        """Everything, page by page as it is now, into another file, which may have another key."""
        try:
            self._raw.backup(other._raw)  # noqa: SLF001 - its own kind
        except dbapi2.DatabaseError as error:
            raise self._translated(error) from error

    def close(self) -> None:
        self._raw.close()

    def _execute(self, sql: str, parameters: Parameters) -> Any:  # noqa: ANN401 - the driver has no types
        try:
            return self._raw.execute(sql, parameters)
        except OverflowError as error:
            raise UsageError("No number here is as large as that.") from error
        except dbapi2.DatabaseError as error:
            raise self._translated(error) from error

    def _translated(self, error: Exception) -> Exception:
        """A fault of the file in our own words; a mistake in a statement as it is."""
        for words, kind, sentence in MESSAGES:
            if words in str(error):
                return kind(sentence.format(path=self._path))
        return error


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Connection:
    """A connection with the raw key set and the catalog's rules on."""
    try:
        raw = dbapi2.connect(str(path), timeout=0, isolation_level=None, check_same_thread=False)
    except dbapi2.DatabaseError as error:
        raise PermissionRefused(f"The catalog at {path} cannot be opened.") from error
    raw.row_factory = dbapi2.Row
    connection = Connection(raw, path)
    try:
        connection.run(f"PRAGMA busy_timeout = {READER_PATIENCE}")
        connection.run("PRAGMA cipher_log_level = NONE")  # a wrong key must not print page numbers to stderr
        connection.run(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY", "cache_size = -8192"):
            connection.run(f"PRAGMA {pragma}")
        for pragma in ("fullfsync = ON", "checkpoint_fullfsync = ON", f"query_only = {'ON' if read_only else 'OFF'}"):
            connection.run(f"PRAGMA {pragma}")
        raw.create_function("kilometres", 4, distance, deterministic=True)  # this SQLite has no sine of its own
        connection.number("SELECT count(*) FROM sqlite_schema")
        connection.run(f"PRAGMA busy_timeout = {READER_PATIENCE if read_only else 0}")
    except BaseException:
        raw.close()
        raise
    return connection
