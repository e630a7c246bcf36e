"""What a person does with collections: each is one act, however many photos it is about, and can be undone."""

import uuid
from collections.abc import Callable, Mapping, Sequence

from holdfast.catalog import Catalog, Connection, collections, marks, rules, work
from holdfast.catalog.collections import Collection, Page
from holdfast.catalog.driver import Value
from holdfast.domain.query import parsed
from holdfast.engine import searching
from holdfast.engine.marking import BATCH, Act, ask_to_keep
from holdfast.errors import UsageError


def make(catalog: Catalog, name: str, now: int, *, query: str | None = None, folder_id: int | None = None) -> int:
    """A new collection; its number."""
    if query is not None and folder_id is not None:
        raise UsageError("A collection is made by a rule or mirrors a folder, not both.")
    if query is not None:
        parsed(query)

    def made(db: Connection) -> int:
        with work.change(db, f"Made the collection “{collections.named(name)}”", now) as change:
            number = collections.make(db, change, str(uuid.uuid4()), name, query=query, folder_id=folder_id)
        ask_to_keep(db, now)
        return number

    return catalog.write(made)


def page(catalog: Catalog, collection: Collection, after: str | None, limit: int, *, whole: bool = False) -> Page:
    """Photos of a collection, in its order; those of a rule are found now, newest first. Somebody who watches gets a
    page soon, though it be short and others follow; `whole`: as full as there are photos."""
    if collection.query is None:
        return catalog.read(collections.page, collection, after, limit)
    if whole:
        found = searching.find(catalog, parsed(collection.query), after=after, limit=limit)
    else:
        found = searching.look(catalog, collection.query, after=after, limit=limit).page
    return Page(tuple(one.seen for one in found.photos), found.next)


def add(catalog: Catalog, collection: Collection, photo_ids: Sequence[int], now: int) -> Act:
    """Put photos at the end of a collection by hand."""
    return _each(catalog, collection, photo_ids, now, f"put into “{collection.name}”", collections.add)


def take(catalog: Catalog, collection: Collection, photo_ids: Sequence[int], now: int) -> Act:
    """Take photos out of a collection by hand; they stay where they are."""
    return _each(catalog, collection, photo_ids, now, f"taken out of “{collection.name}”", collections.take)


Step = Callable[[Connection, work.Change, int, Sequence[int]], int]


def _each(
    catalog: Catalog, collection: Collection, photo_ids: Sequence[int], now: int, done: str, step: Step
) -> Act:
    collections.require_hand(collection)
    what = f"{len(photo_ids):,} photo{'' if len(photo_ids) == 1 else 's'} {done}"
    change, count, known = None, 0, 0

    def write(db: Connection, batch: Sequence[int], going_on: int | None) -> tuple[int | None, int, int]:
        originals = marks.originals_of(db, batch)
        with work.change(db, what, now, going_on) as act:
            moved = step(db, act, collection.id, originals)
        ask_to_keep(db, now)
        return act.id, moved, len(originals)

    for first in range(0, len(photo_ids), BATCH):
        change, moved, held = catalog.write(write, photo_ids[first : first + BATCH], change)
        count, known = count + moved, known + held
    return Act(change, count, len(photo_ids) - known, what)


def move(catalog: Catalog, collection: Collection, photo_id: int, before: int | None, now: int) -> int | None:
    """Put a photo of a collection by hand before another one, or at its end; the number of the act."""
    collections.require_hand(collection)

    def moved(db: Connection) -> int | None:
        wanted, *_ = _originals(db, [photo_id])
        target = None if before is None else _originals(db, [before])[0]
        with work.change(db, f"Moved a photo in “{collection.name}”", now) as change:
            collections.move(db, change, collection.id, wanted, target)
        ask_to_keep(db, now)
        return change.id

    return catalog.write(moved)


def change(catalog: Catalog, collection: Collection, values: Mapping[str, Value], now: int) -> int | None:
    """Another name, description, rule or cover (a photo's number; None: the first one); the number of the act. Rules
    that name it follow."""

    def changed(db: Connection) -> int | None:
        said = dict(values)
        if "name" in said:
            said["name"] = collections.named(str(said["name"]))
        if "query" in said and collection.kind != "rule":
            raise UsageError(f"“{collection.name}” is not made by a rule.")
        if "query" in said:
            parsed(str(said["query"]))
        if said.get("cover_id") is not None:
            said["cover_id"] = _originals(db, [int(str(said["cover_id"]))])[0]
        with work.change(db, f"Changed the collection “{collection.name}”", now) as act:
            act.put("collections", {"id": collection.id}, said)
            if "name" in said:
                rules.follow(db, act, "in", collection.name, str(said["name"]))
        ask_to_keep(db, now)
        return act.id

    return catalog.write(changed)


def reorder(catalog: Catalog, collection: Collection, before: int | None, now: int) -> int | None:
    """Put a collection before another one, or at the end; the number of the act."""

    def moved(db: Connection) -> int | None:
        with work.change(db, f"Moved the collection “{collection.name}”", now) as act:
            collections.reorder(db, act, collection.id, before)
        ask_to_keep(db, now)
        return act.id

    return catalog.write(moved)


def remove(catalog: Catalog, collection: Collection, now: int) -> int | None:
    """The collection goes, its photos stay where they are; the number of the act."""

    def gone(db: Connection, going_on: int | None) -> tuple[int | None, bool]:
        with work.change(db, f"Removed the collection “{collection.name}”", now, going_on) as act:
            is_gone = collections.remove(db, act, collection.id, BATCH)
        ask_to_keep(db, now)
        return act.id, is_gone

    number, is_gone = None, False
    while not is_gone:
        number, is_gone = catalog.write(gone, number)
    return number


def _originals(db: Connection, photo_ids: Sequence[int]) -> list[int]:
    found = marks.originals_of(db, photo_ids)
    if not found:
        raise UsageError("The library does not hold that photo.", action="Name a photo that is safe.")
    return found
