"""Whether the catalog is whole, page by page and row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from holdfast.catalog import Catalog, Connection, copying, health
from holdfast.clock import Clock
from holdfast.config import Home, read_bootstrap
from holdfast.engine import copies, opening
from holdfast.errors import CatalogDamaged, NotSetUp

Explain = Callable[[str], None]
Look = Callable[[Connection], list[str]]
Words = Callable[[list[str]], list[str]]


def _pages(faults: list[str]) -> list[str]:
    return _counted(faults, "1 page of the file is not as it was written", "{} pages of the file are not as written")


def _places(faults: list[str]) -> list[str]:
    return _counted(faults, "Its tables do not fit together in 1 place", "Its tables do not fit together in {} places")


def _counted(faults: list[str], one: str, several: str) -> list[str]:
    """SQLite's own words for a fault are of no use to a person."""
    count = len(faults)
    number = f"{health.MOST} or more" if count >= health.MOST else str(count)
    return [one if count == 1 else several.format(number)] if faults else []


QUICK: tuple[tuple[str, Look, Words], ...] = (
    ("Looking at the order of the tables.", health.broken_order_quickly, _places),
)
FULL: tuple[tuple[str, Look, Words], ...] = (
    ("Looking at every row and every index.", health.broken_order, _places),
    ("Looking at what points to what.", health.loose_references, list),
    ("Counting anew.", health.wrong_counts, list),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found wrong; nothing: the catalog is whole."""

    full: bool
    faults: tuple[str, ...] = ()
    """Each by itself, in the words of whatever found it."""
    said: tuple[str, ...] = ()
    """The same for a person."""
    action: str | None = None


def check(home: Home, key_file: Path | None, clock: Clock, *, full: bool, explain: Explain) -> Checked:
    """Every page against its own signature and the order of the tables; `full`: each row, reference and count too.
    The caller holds the worker lock. CatalogError as opening raises it, but for damage."""
    bootstrap = read_bootstrap(home)
    if bootstrap is None:
        raise NotSetUp(f"Holdfast is not set up in {home.path}.")
    faults: list[str] = []
    said: list[str] = []
    try:
        catalog, _ = opening.open_catalog(home, bootstrap, key_file, clock)
    except CatalogDamaged as error:
        explain("It cannot be opened. Looking at each page of the file.")
        keys = opening.keys_at_hand(home, bootstrap, key_file)
        pages = copying.damaged_pages(home.catalog_file, copies.which(home.catalog_file, keys) or keys[0])
        sentence = error.message.rstrip(".")
        return Checked(full, (sentence, *pages), (sentence, *_pages(pages)), error.action)
    try:
        explain("Looking at each page of the file.")
        faults += catalog.damaged_pages()
        said += _pages(faults)
        for what, look, words in FULL if full else QUICK:
            explain(what)
            found = _looked(catalog, look)
            faults += found
            said += words(found)
    finally:
        catalog.close()
    if not faults:
        return Checked(full)
    way_back = opening.way_back(home, clock, opening.keys_at_hand(home, bootstrap, key_file))
    return Checked(full, tuple(faults), tuple(said), way_back)


def _looked(catalog: Catalog, look: Look) -> list[str]:
    try:
        return catalog.read(look)
    except CatalogDamaged as error:
        return [error.message.rstrip(".")]
