"""Whole copies of the catalog file: made by SQLCipher alone, and believed only after they were opened and read.

A copy is one file without a write-ahead log. It is written beside its name and gets it when it was found right, so
that a copy that has its name is a good one.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from holdfast.catalog import health, settings
from holdfast.catalog.driver import Connection, connect
from holdfast.catalog.files import forget, put_in_place
from holdfast.catalog.migrations import SCHEMA_VERSION
from holdfast.catalog.use import CLOSE_OTHERS, PATIENCE
from holdfast.clock import Clock
from holdfast.errors import Busy, CatalogDamaged, CatalogError, CatalogMissing, CatalogNewer, LibraryError

PART = ".part"
FACTS = (
    "originals", "photos", "photo_versions", "original_filenames", "folders", "file_integrity", "failed_downloads",
    "tags", "photo_tags", "photo_context",
)  # fmt: skip
"""Tables that the holder of the worker lock alone writes: between two of its transactions their counts stand still."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a whole catalog file says of itself."""

    version: int
    catalog_id: str | None
    library_id: str | None
    counts: Mapping[str, int]


def examined(path: Path, key: bytes) -> Known:
    """Open a file that nobody works with and read all of it. CatalogDamaged: it is not whole, or not this key's.
    CatalogNewer: of a schema that this program does not know."""
    if not path.exists() or path.stat().st_size == 0:
        raise CatalogMissing(f"There is no catalog at {path}.")
    with closing(connect(path, key, read_only=True)) as db:
        version = db.number("PRAGMA user_version")
        if version > SCHEMA_VERSION:
            raise CatalogNewer(f"{path} was made by a newer Holdfast.")
        faults = health.damaged_pages(db)
        if faults or version < 1:
            raise CatalogDamaged(f"{path} is damaged: {faults[0] if faults else 'it holds nothing that is known'}.")
        health.quick_check(db)
        return Known(version, settings.identity(db, "catalog_id"), settings.identity(db, "library_id"), counts(db))


def counts(db: Connection) -> Mapping[str, int]:
    """How many rows of facts there are, table by table."""
    there = {row["name"] for row in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {table: db.number(f"SELECT count(*) FROM {table}") for table in FACTS if table in there}


def copied(source: Path, key: bytes, target: Path) -> Known:
    """A whole copy of the catalog under a new name, with the same key, while others work with it. The caller holds
    the worker lock. CatalogDamaged, and no file of that name, when the copy does not hold what the catalog holds."""
    with closing(connect(source, key)) as db:
        return _made(db, target, key, lambda part: db.run("VACUUM INTO ?", (str(part),)))


def rekeyed(db: Connection, target: Path, new_key: bytes) -> Known:
    """The same page by page with another key; `target` may be where `db` itself lies, which is then replaced whole."""

    def write(part: Path) -> None:
        with closing(connect(part, new_key)) as other:
            db.copy_to(other)
            other.fold_into_one()

    return _made(db, target, new_key, write)


def _made(db: Connection, target: Path, key: bytes, write: Callable[[Path], object]) -> Known:
    part = target.with_name(target.name + PART)
    forget(part)
    try:
        expected = counts(db)
        write(part)
        found = examined(part, key)
        if dict(found.counts) != dict(expected):
            raise CatalogDamaged(f"The copy {part} does not hold what the catalog holds; it was thrown away.")
        put_in_place(part, target)
    except BaseException:
        forget(part)
        raise
    return found


@contextmanager
def alone(path: Path, key: bytes, clock: Clock) -> Iterator[Connection]:
    """The catalog for nobody but the caller, all of it in its one file, until the end of the `with`. Busy: somebody
    else has it open. Whoever opens it meanwhile waits, and then sees that another file has its name."""
    deadline = clock.monotonic() + PATIENCE
    with closing(connect(path, key)) as db:
        while not (db.fold_into_one() and db.keep_others_out()):
            if clock.monotonic() > deadline:
                raise Busy("Another program of Holdfast has the catalog open.", action=CLOSE_OTHERS)
            clock.sleep(0.05)
        yield db


def damaged_pages(path: Path, key: bytes) -> list[str]:
    """Pages that are not as they were written, in words; none, too, for a file of which nothing can be read."""
    try:
        with closing(connect(path, key, read_only=True)) as db:
            return health.damaged_pages(db)
    except (CatalogError, LibraryError):
        return []


def opens(path: Path, key: bytes) -> bool:
    """Whether a file that nobody works with is a catalog of this key, as far as its first page tells."""
    try:
        connect(path, key, read_only=True).close()
    except (CatalogError, LibraryError):
        return False
    return True
