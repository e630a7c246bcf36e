"""The catalog, and what it knows against the sources."""

from collections.abc import Iterator

from holdfast.catalog import health
from holdfast.catalog import sources as rows
from holdfast.engine import opening
from holdfast.engine.checkup.check import Check
from holdfast.engine.setup import Opened
from holdfast.errors import KeyWrong


def key(opened: Opened) -> str:
    """Whether the key at its place is the catalog's. KeyWrong: another one opened it, which is to follow."""
    if opened.key_change_cut_short:
        raise KeyWrong(opening.CUT_SHORT, action=opening.FINISH)
    return "It is the key of the catalog."


def catalog(opened: Opened) -> str:
    """Whether every page of it is whole. CatalogDamaged: it is not."""
    opened.catalog.read(health.quick_check)
    return f"{opened.home.catalog_file} is whole ({opened.catalog.read(health.versions)})."


def sources(opened: Opened) -> Iterator[Check]:
    """One check for each source, from what its last run left; nobody is asked now."""
    for row in opened.catalog.read(rows.everything):
        name = f"source {row.name}"
        if row.problem is None:
            yield Check(name, True, "Nothing is known against it.")
        else:
            yield Check(name, False, row.problem.message, row.problem.code, row.problem.action)
