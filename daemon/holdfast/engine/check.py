"""Whether the catalog is whole, page by page and row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from holdfast.catalog import Catalog, Connection, copying, health
from holdfast.clock import Clock
from holdfast.config import Home, read_bootstrap
from holdfast.engine import opening
from holdfast.errors import CatalogDamaged, NotSetUp
from holdfast.keys import catalog_key

Explain = Callable[[str], None]
Look = Callable[[Connection], list[str]]

QUICK: tuple[tuple[str, Look], ...] = (("Looking at the order of the tables.", health.broken_order_quickly),)
FULL: tuple[tuple[str, Look], ...] = (
    ("Looking at every row and every index.", health.broken_order),
    ("Looking at what points to what.", health.loose_references),
    ("Counting anew.", health.wrong_counts),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found wrong; nothing: the catalog is whole."""

    full: bool
    faults: tuple[str, ...]


def check(home: Home, key_file: Path | None, clock: Clock, *, full: bool, explain: Explain) -> Checked:
    """Every page against its own signature and the order of the tables; `full`: each row, reference and count too.
    The caller holds the worker lock. CatalogError as opening raises it, but for damage."""
    bootstrap = read_bootstrap(home)
    if bootstrap is None:
        raise NotSetUp(f"Holdfast is not set up in {home.path}.")
    try:
        catalog = opening.open_catalog(home, bootstrap, key_file, clock)
    except CatalogDamaged as error:
        explain("It cannot be opened. Looking at each page of the file.")
        key = catalog_key.place(home, bootstrap, key_file).read()
        return Checked(full, (error.message.rstrip("."), *copying.damaged_pages(home.catalog_file, key)))
    try:
        explain("Looking at each page of the file.")
        faults = catalog.damaged_pages()
        for what, look in FULL if full else QUICK:
            explain(what)
            faults += _looked(catalog, look)
    finally:
        catalog.close()
    return Checked(full, tuple(faults))


def _looked(catalog: Catalog, look: Look) -> list[str]:
    try:
        return catalog.read(look)
    except CatalogDamaged as error:
        return [error.message.rstrip(".")]
