"""A new key for the catalog and its copies, and the recovery code typed back.

The catalog with the new key is made beside the old one, read whole, and takes its place in one step. Both keys are
kept until then: cut short at any moment, the catalog opens with one of the two that are at hand, and the same command
finishes what it began.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from holdfast.catalog import copying
from holdfast.catalog.driver import connect
from holdfast.clock import Clock, milliseconds
from holdfast.config import Bootstrap, Home, read_bootstrap, write_bootstrap
from holdfast.engine import copies, opening
from holdfast.engine.swap import WITH_IT
from holdfast.errors import (
    CatalogDamaged,
    CatalogError,
    CatalogMissing,
    HoldfastError,
    KeyWrong,
    LibraryError,
    NotSetUp,
)
from holdfast.keys import catalog_key, key_check, recovery_code
from holdfast.keys.place import KeyPlace

Explain = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What has the new key now, and what could not get it."""

    recovery_code: str
    key_file: Path | None
    copies: int
    left: tuple[Path, ...]
    """Files that still have an old key: catalogs that were set aside, and copies that nobody can open."""


def rekey(home: Home, key_file: Path | None, clock: Clock, explain: Explain) -> Rekeyed:
    """Give the catalog and its copies a new key. The caller holds the worker lock, and nobody else has it open."""
    bootstrap = _bootstrap(home)
    if opening.is_missing(home):
        keys = opening.keys_at_hand(home, bootstrap, key_file)
        raise CatalogMissing(
            f"The catalog is missing from {home.catalog_file}.", action=opening.way_back(home, clock, keys)
        )
    place = catalog_key.place(home, bootstrap, key_file)
    copies.sweep(home)
    old, new = _keys(home, place, clock, explain)
    if not copying.opens(home.catalog_file, new):
        _change(home, old, new, clock, explain)
    _say(home, new)
    done = _rekey_copies(home, old, new, clock, explain)
    place.promote()
    return Rekeyed(recovery_code.encode(new), place.file, done, tuple(_left(home, new)))


def _bootstrap(home: Home) -> Bootstrap:
    bootstrap = read_bootstrap(home)
    if bootstrap is None:
        raise NotSetUp(f"Holdfast is not set up in {home.path}.")
    return bootstrap


def _keys(home: Home, place: KeyPlace, clock: Clock, explain: Explain) -> tuple[bytes, bytes]:
    """The old key and the new one; the new one is at hand before anything is encrypted with it."""
    old, following = place.read(), place.read_next()
    if following is not None and copying.opens(home.catalog_file, following):
        return old, following
    opening.open_with(home, old, clock).close()
    if following is not None:  # an older catalog was put back; copies that were made meanwhile may need that key
        _rekey_copies(home, following, old, clock, explain, hopeless=(CatalogDamaged,))
    new = catalog_key.fresh()
    place.keep_next(new)
    return old, new


def _change(home: Home, old: bytes, new: bytes, clock: Clock, explain: Explain) -> None:
    with copying.alone(home.catalog_file, old, clock) as db:
        explain("Encrypting the catalog anew, and reading all of it with the new key.")
        copying.rekeyed(db, home.catalog_file, new)


def _say(home: Home, new: bytes) -> None:
    catalog_id = copying.examined(home.catalog_file, new).catalog_id
    key_check.write(home, new, catalog_id or "")


def _rekey_copies(
    home: Home, old: bytes, new: bytes, clock: Clock, explain: Explain,
    hopeless: tuple[type[HoldfastError], ...] = (CatalogError, LibraryError),
) -> int:  # fmt: skip
    """The copies, one after the other; each is read whole with the new key before the old file is gone. One that is
    `hopeless` is left as it is."""
    done = 0
    for copy in copies.listing(home, clock):
        if not copying.opens(copy.path, new):
            explain(f"Encrypting the copy {copy.name} anew.")
            try:
                with closing(connect(copy.path, old)) as db:
                    copying.rekeyed(db, copy.path, new)
            except hopeless as error:
                explain(f"Left as it is: {error.message}")
                continue
        done += 1
    return done


def _left(home: Home, new: bytes) -> list[Path]:
    """Catalogs in the home that the new key does not open."""
    aside = [path for path in home.path.glob(f"{home.catalog_file.name}.*") if not path.name.endswith(WITH_IT[1:])]
    found = [*aside, *home.copies_dir.glob("catalog-*.db")]
    return sorted(path for path in found if not copying.opens(path, new))


def unlock(home: Home, key_file: Path | None, typed: str, clock: Clock) -> tuple[Path | None, str | None]:
    """Take the recovery code as it was typed, and put the key where it belongs: where it is now, and where a wrong key
    that was there is kept. UsageError names the group that is mistyped; KeyWrong: it is another catalog's code."""
    bootstrap = _bootstrap(home)
    key = recovery_code.decode(typed)
    _require_right(home, key, clock)
    place = catalog_key.place(home, bootstrap, key_file)
    kept = place.take(key, milliseconds(clock))
    if place.file != bootstrap.key_file:
        write_bootstrap(home, Bootstrap(bootstrap.library, place.file))
    return place.file, kept


def _require_right(home: Home, key: bytes, clock: Clock) -> None:
    fits = key_check.matches(home, key)
    if fits is None:
        known = copying.opens(home.catalog_file, key) if not opening.is_missing(home) else False
        fits = known or copies.newest(home, clock, (key,)) is not None
    if not fits:
        raise KeyWrong(
            "This recovery code is right in itself, but it is not the one of this catalog.",
            action="Look for the code that was shown when this catalog was made, or last got a new key.",
        )
