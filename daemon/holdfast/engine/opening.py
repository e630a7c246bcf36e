"""Opening the catalog: which key fits, and when none does or the file is not whole, which way out there is."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from holdfast.catalog import Catalog, copying, use
from holdfast.clock import Clock, local_time
from holdfast.config import Bootstrap, Home
from holdfast.engine import copies, moment
from holdfast.errors import CatalogDamaged, CatalogError, CatalogMissing, KeyWrong
from holdfast.keys import catalog_key, key_check

REBUILD = "Run `holdfast catalog rebuild`: it makes a new catalog from the library alone; nothing is downloaded."
CUT_SHORT = "A change of the catalog's key was cut short; the catalog has the key that was to follow already."
FINISH = "Run `holdfast catalog rekey`: it finishes the change and shows the new recovery code."
BeforeUpgrade = Callable[[], None] | None


def open_catalog(
    home: Home, bootstrap: Bootstrap, key_file: Path | None, clock: Clock, before_upgrade: BeforeUpgrade = None
) -> tuple[Catalog, bool]:
    """The catalog with the key that fits: the one at its place or, when a change of key was cut short, the next one;
    and whether it is the next one. Until it is closed nobody puts another one in its place; Busy: somebody does."""
    with ExitStack() as held:
        held.enter_context(use.together(home.path))
        catalog, is_next = _with_its_key(home, bootstrap, key_file, clock, before_upgrade)
        catalog.held = held.pop_all()
    return catalog, is_next


def _with_its_key(
    home: Home, bootstrap: Bootstrap, key_file: Path | None, clock: Clock, before_upgrade: BeforeUpgrade
) -> tuple[Catalog, bool]:
    if is_missing(home):
        raise CatalogMissing(
            f"The catalog is missing from {home.catalog_file}; the photos in {bootstrap.library} are untouched.",
            action=way_back(home, clock, _keys_if_any(home, bootstrap, key_file)),
        )
    place = catalog_key.place(home, bootstrap, key_file)
    key = place.read()
    try:
        return open_with(home, key, clock, before_upgrade), False
    except (KeyWrong, CatalogDamaged):
        following = place.read_next()
        if following is None or not _is_of(home, following):
            raise
    return _opened(home, (following, key), clock, before_upgrade, fits=True), True


def _is_of(home: Home, following: bytes) -> bool:
    """The check value may still be the old key's, and a damaged catalog may open with none."""
    return copying.opens(home.catalog_file, following) or key_check.matches(home, following) is True


def keys_at_hand(home: Home, bootstrap: Bootstrap, key_file: Path | None) -> tuple[bytes, ...]:
    """The key at its place and, when a change of key was cut short, the next one: copies may have either."""
    place = catalog_key.place(home, bootstrap, key_file)
    key, following = place.read(), place.read_next()
    return (key,) if following is None else (key, following)


def _keys_if_any(home: Home, bootstrap: Bootstrap, key_file: Path | None) -> tuple[bytes, ...]:
    with suppress(CatalogError):  # the catalog is missing, which is to be said first
        return keys_at_hand(home, bootstrap, key_file)
    return ()


def open_with(home: Home, key: bytes, clock: Clock, before_upgrade: BeforeUpgrade = None) -> Catalog:
    """The catalog with this key. KeyWrong, CatalogDamaged and the rest say what to do."""
    fits = key_check.matches(home, key)
    if fits is False:
        raise KeyWrong(f"This is not the key of the catalog at {home.catalog_file}.")
    return _opened(home, (key,), clock, before_upgrade, fits)


def _opened(
    home: Home, keys: Sequence[bytes], clock: Clock, before_upgrade: BeforeUpgrade, fits: bool | None
) -> Catalog:
    """With the first of these keys; the others may be those of copies."""
    try:
        catalog = Catalog.open(home.catalog_file, keys[0], clock, before_upgrade)
        lost = _changes_lost(home, catalog)
    except CatalogDamaged as error:
        raise _damaged(home, keys, clock, error, fits) from error
    if lost:
        catalog.close()
        raise CatalogDamaged(
            f"The catalog at {home.catalog_file} is older than it was: its last {lost:,} changes are missing, as when"
            " `catalog.db-wal` was removed or an old file was put back. The photos are untouched.",
            action=way_back(home, clock, keys),
        )
    return catalog


def _changes_lost(home: Home, catalog: Catalog) -> int:
    try:
        return moment.runs_lost(home, catalog)
    except BaseException:
        catalog.close()
        raise


def is_missing(home: Home) -> bool:
    """There is no catalog, or an empty file, which SQLite would take for a new one."""
    return not home.catalog_file.exists() or home.catalog_file.stat().st_size == 0


def way_back(home: Home, clock: Clock, keys: Sequence[bytes]) -> str:
    """What to do when the catalog is lost: the newest copy that one of these keys opens, else the library itself.
    Without any key, none was tried on the copies."""
    copy = copies.newest(home, clock, keys)
    if copy is None:
        return REBUILD
    return (
        f"Run `holdfast catalog restore`: the newest good copy is of {local_time(copy.made_at / 1000)}, and what came"
        " after it is read from the library. Nothing is downloaded."
    )


def _damaged(
    home: Home, keys: Sequence[bytes], clock: Clock, error: CatalogDamaged, fits: bool | None
) -> CatalogDamaged:
    if fits is None:
        return CatalogDamaged(
            f"{error.message} Either the key is another one's or the catalog is damaged; the photos are untouched.",
            action=way_back(home, clock, keys),
        )
    return CatalogDamaged(
        f"The key is right, but the catalog at {home.catalog_file} is damaged. The photos are untouched.",
        action=way_back(home, clock, keys),
    )
