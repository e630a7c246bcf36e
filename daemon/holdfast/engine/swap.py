"""Putting another catalog file in the place of the present one, which is kept under another name."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from holdfast.catalog import files
from holdfast.catalog.copying import alone
from holdfast.clock import Clock, milliseconds
from holdfast.config import Home
from holdfast.errors import CatalogError

WITH_IT = ("", "-journal", "-wal", "-shm")
"""What belongs to a catalog file and must not stay beside another one."""


def beside(home: Home, what: str) -> Path:
    """The name of a catalog that is not in place yet."""
    return home.catalog_file.with_name(f"{home.catalog_file.name}.{what}")


def put_in(home: Home, finished: Path, key: bytes, clock: Clock) -> Path | None:
    """Give a finished catalog, which nobody has open, the name of the catalog; where the old one is kept.

    Cut short in between there is no catalog: the same command does the rest when it is run again."""
    with alone(finished, key, clock):  # all of it is in its one file
        pass
    with _held(home, key, clock):
        kept = move_aside(home, milliseconds(clock))
        files.put_in_place(finished, home.catalog_file)
    return kept


def move_aside(home: Home, at: int) -> Path | None:
    """Keep the present catalog, with its log, under another name; the log alone follows a file that went before it."""
    kept = beside(home, f"old-{at}")
    if not home.catalog_file.exists():
        earlier = sorted(path for path in home.path.glob(f"{home.catalog_file.name}.old-*") if path.name[-1].isdigit())
        kept = earlier[-1] if earlier else kept
    moved = None
    for tail in WITH_IT:
        old = home.catalog_file.with_name(home.catalog_file.name + tail)
        if old.exists():
            old.rename(kept.with_name(kept.name + tail))
            moved = kept
    return moved


def require_nobody(home: Home, key: bytes, clock: Clock) -> bool:
    """Busy when another program has the present catalog open; False when it cannot be opened at all."""
    with _held(home, key, clock) as could_be_opened:
        return could_be_opened


@contextmanager
def _held(home: Home, key: bytes, clock: Clock) -> Iterator[bool]:
    """The present catalog for nobody else, if there is one that this key opens."""
    with ExitStack() as stack:
        try:
            if home.catalog_file.exists():
                stack.enter_context(alone(home.catalog_file, key, clock))
            could_be_opened = home.catalog_file.exists()
        except CatalogError:
            could_be_opened = False
        yield could_be_opened
