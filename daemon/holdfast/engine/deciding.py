"""The person's decisions about duplicates. Each is one act that can be undone; nothing is ever deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, duplicates, marks, set_aside, work
from holdfast.catalog.duplicates import GroupSeen
from holdfast.domain.duplicates import Class
from holdfast.engine.marking import ask_to_keep
from holdfast.errors import Conflict, UsageError

BATCH = 40
"""Groups that are decided in one transaction."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done. `change`: its number, for undoing it; None: it was so already."""

    change: int | None
    what: str
    groups: int
    photos: int
    bytes: int


def keep(catalog: Catalog, group_id: int, keeper: int | None, now: int) -> Decided:
    """Keep one of the group, the suggested one unless a photo is named, and set the others aside."""
    return catalog.write(_keep_one, group_id, keeper, now)


def _keep_one(db: Connection, group_id: int, keeper: int | None, now: int) -> Decided:
    group = _group(db, group_id)
    chosen = next((one for one in group.members if one.photo_id == (keeper or group.keeper_id)), None)
    if chosen is None:
        raise UsageError(
            f"Photo {keeper} is not in group {group_id}.", action=f"`holdfast duplicates show {group_id}` names those."
        )
    rest = [one for one in group.members if one.original_id != chosen.original_id]
    if set_aside.are_apart(db, chosen.original_id, [one.original_id for one in rest]):
        raise Conflict(
            f"Somebody has called the photos of group {group_id} different meanwhile.",
            action="Undo that first, if they are duplicates after all.",
        )
    others = [one for one in rest if not one.set_aside]
    what = f"Kept {chosen.name} and set aside {_photos(len(others))}"
    with work.change(db, what, now) as change:
        set_aside.keep(db, change, chosen.original_id, [one.original_id for one in others])
    ask_to_keep(db, now)
    return Decided(change.id, what, 1, len(others), sum(one.bytes for one in others))


def apart(catalog: Catalog, group_id: int, now: int) -> Decided:
    """None of the group is a duplicate of another one; it is not suggested again, ever."""
    return catalog.write(_apart, group_id, now)


def _apart(db: Connection, group_id: int, now: int) -> Decided:
    group = _group(db, group_id)
    what = f"Called {_photos(len(group.members))} different"
    with work.change(db, what, now) as change:
        set_aside.apart(db, change, [one.original_id for one in group.members], now)
    ask_to_keep(db, now)
    return Decided(change.id, what, 1, 0, 0)


def accept(catalog: Catalog, kind: Class, now: int) -> Decided:
    """Keep the suggested one of every open group of a class. One act, written in small steps."""
    total = next(one for one in catalog.read(duplicates.sums) if one.kind == kind)
    if not total.groups:
        raise Conflict("There is no such group any more.", action="Look at what is there now.")
    what = f"Kept the suggested one of {total.groups:,} group{'' if total.groups == 1 else 's'}"
    done = Decided(None, what, 0, 0, 0)
    while done.groups < total.groups:
        step = catalog.write(_accept, kind, done, now)
        if step == done:  # somebody else has decided the rest
            break
        done = step
    return done


def _accept(db: Connection, kind: Class, done: Decided, now: int) -> Decided:
    groups = duplicates.page(db, kind, None, BATCH).groups
    photos = size = 0
    with work.change(db, done.what, now, done.change) as change:
        for group in groups:
            keeper = next(one.original_id for one in group.members if one.photo_id == group.keeper_id)
            others = [one for one in group.members if one.original_id != keeper and not one.set_aside]
            set_aside.keep(db, change, keeper, [one.original_id for one in others])
            photos, size = photos + len(others), size + sum(one.bytes for one in others)
    ask_to_keep(db, now)
    return Decided(change.id, done.what, done.groups + len(groups), done.photos + photos, done.bytes + size)


def bring_back(catalog: Catalog, photo_ids: Sequence[int], now: int) -> Decided:
    """Show photos again that were set aside."""
    return catalog.write(_bring_back, photo_ids, now)


def _bring_back(db: Connection, photo_ids: Sequence[int], now: int) -> Decided:
    originals = marks.originals_of(db, photo_ids)
    what = f"Brought back {_photos(len(originals))}"
    with work.change(db, what, now) as change:
        count = set_aside.bring_back(db, change, originals)
    ask_to_keep(db, now)
    return Decided(change.id, what, 0, count, 0)


def _group(db: Connection, group_id: int) -> GroupSeen:
    group = duplicates.group(db, group_id)
    if group is None:
        raise UsageError(
            f"There is no group {group_id} of duplicates.", action="`holdfast duplicates` lists those there are."
        )
    return group


def _photos(count: int) -> str:
    return f"{count:,} photo{'' if count == 1 else 's'}"
