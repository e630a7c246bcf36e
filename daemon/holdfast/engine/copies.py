"""The copies of the catalog: which there are, and a new one. Seven are kept, and what an upgrade left.

They are encrypted with the catalog's own key, and hold all that it holds, the keys of the sources too: a catalog that
comes back without them would have stopped every backup.
"""

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from holdfast.catalog import Catalog, Connection, copying
from holdfast.clock import Clock, milliseconds
from holdfast.config import Home
from holdfast.errors import DiskFull

KEPT = 7
MARGIN = 64 * 10**6
"""Bytes that a copy leaves free on the drive of the home."""

NAME = re.compile(r"catalog-(\d{8}T\d{6}Z)\.db")
STAMP = "%Y%m%dT%H%M%SZ"
UPGRADED = "catalog.db.version-*"
ASIDE = re.compile(r"catalog\.db\.(old-(\d+))")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy. It was opened with the key and read whole when it was made, but for what was set aside."""

    name: str
    """By which a person chooses it."""
    path: Path
    made_at: int
    bytes: int
    reason: Literal["nightly", "upgrade", "aside"]


def listing(home: Home, clock: Clock) -> list[Copy]:
    """Every copy, newest first; one from the future, made while the clock was wrong, counts as the oldest. While there
    is no catalog, those that were set aside count too: something died just when it had set the newest of them aside."""
    now = milliseconds(clock)
    found = [*_nightly(home), *_of_upgrades(home), *([] if home.catalog_file.exists() else _set_aside(home))]
    return sorted(found, key=lambda copy: (copy.made_at <= now, copy.made_at), reverse=True)


def newest(home: Home, clock: Clock, keys: Sequence[bytes] = ()) -> Copy | None:
    """The newest copy, of those that one of these keys opens if any is named."""
    return next((copy for copy in listing(home, clock) if not keys or which(copy.path, keys) is not None), None)


def which(path: Path, keys: Sequence[bytes]) -> bytes | None:
    """The first of these keys that opens a catalog file."""
    return next((key for key in keys if copying.opens(path, key)), None)


def make(home: Home, catalog: Catalog, clock: Clock) -> Copy:
    """A new copy, opened and read before the oldest of more than seven is dropped. The caller holds the worker lock.
    DiskFull, CatalogDamaged: there is no new one, and every old one stays."""
    home.make()
    sweep(home)
    _require_space(home, catalog)
    target = home.copies_dir / f"catalog-{datetime.fromtimestamp(int(clock.now()), UTC).strftime(STAMP)}.db"
    catalog.copy_into(target)
    made = _copy(target)
    assert made is not None
    older = [copy for copy in listing(home, clock) if copy.reason == "nightly" and copy.path != target]
    for copy in older[KEPT - 1 :]:
        with suppress(OSError):  # one too many harms nobody
            copy.path.unlink()
    return made


def sweep(home: Home) -> None:
    """Forget the copies that were never finished: their makers were killed. The caller holds the worker lock."""
    for left in home.copies_dir.glob(f"catalog-*.db{copying.PART}*"):
        left.unlink(missing_ok=True)


def _nightly(home: Home) -> list[Copy]:
    paths = home.copies_dir.glob("catalog-*.db")
    return [copy for path in paths if (copy := _copy(path)) is not None]


def _copy(path: Path) -> Copy | None:
    found = NAME.fullmatch(path.name)
    if found is None:
        return None
    made = datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)
    return Copy(found[1], path, int(made.timestamp() * 1000), path.stat().st_size, "nightly")


def _of_upgrades(home: Home) -> list[Copy]:
    """What was copied before the catalog was brought to a newer version."""
    found = [path for path in home.path.glob(UPGRADED) if path.name.rpartition("-")[2].isdecimal()]
    return [
        Copy(path.name.removeprefix("catalog.db."), path, int(about.st_mtime * 1000), about.st_size, "upgrade")
        for path, about in [(path, path.stat()) for path in found]
    ]


def _set_aside(home: Home) -> list[Copy]:
    """Catalogs in whose place another one was put, or was to be put."""
    found = [(path, ASIDE.fullmatch(path.name)) for path in home.path.glob("catalog.db.old-*")]
    return [Copy(name[1], path, int(name[2]), path.stat().st_size, "aside") for path, name in found if name]


def _require_space(home: Home, catalog: Catalog) -> None:
    needed = catalog.read(_size) + MARGIN
    if (free := shutil.disk_usage(home.path).free) < needed:
        raise DiskFull(
            f"There is no room for a copy of the catalog in {home.path}: {needed / 1e6:.0f} MB are needed,"
            f" {free / 1e6:.0f} MB are free. The earlier copies are kept.",
            action="Free some space on the drive of Holdfast's home.",
        )


def _size(db: Connection) -> int:
    return db.number("PRAGMA page_count") * db.number("PRAGMA page_size")
