"""Searching: a text is understood, the index of words brought up to date, and the photos found page by page."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.catalog import Catalog, search, words
from holdfast.catalog.orders import Order
from holdfast.catalog.search import Page
from holdfast.clock import milliseconds
from holdfast.domain.query import Query, parsed

FEW = 4
"""Batches of words that somebody who waits for an answer waits for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`is_behind`: words of some photos have still to be written; those may be missing from the page."""

    query: Query
    page: Page
    is_behind: bool


def look(catalog: Catalog, text: str, *, after: str | None = None, limit: int = 100, order: Order = "taken") -> Answer:
    """A page for somebody who watches while typing: quick, even if photos are found only on a later one."""
    query = parsed(text)
    is_behind = not catch_up(catalog, FEW)
    now = milliseconds(catalog.clock)
    page = catalog.read(search.page, query, now, after=after, limit=limit, order=order, budget=search.BUDGET)
    return Answer(query, page, is_behind)


def find(catalog: Catalog, query: Query, *, after: str | None = None, limit: int = 100, order: Order = "taken") -> Page:
    """A page that is as full as there are photos, however long it takes."""
    catch_up(catalog)
    return catalog.read(search.page, query, milliseconds(catalog.clock), after=after, limit=limit, order=order)


def catch_up(catalog: Catalog, batches: int | None = None) -> bool:
    """Write the words of photos that changed, in short transactions; True: all are written now."""
    done = 0
    while catalog.read(words.due):
        if done == batches:
            return False
        catalog.write(words.catch_up)
        done += 1
    return True


def everything(catalog: Catalog, query: Query, batch: int = 1000) -> Iterator[int]:
    """The ids of all photos that are meant, newest first; each batch on a view of its own."""
    catch_up(catalog)
    now, after = milliseconds(catalog.clock), None
    while True:
        found, after = catalog.read(search.ids, query, now, after, batch)
        yield from found
        if after is None:
            return
