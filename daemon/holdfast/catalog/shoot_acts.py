"""What a person does with shoots. Each act is one change that can be undone, and makes a suggestion theirs."""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence

from holdfast.catalog import rules, shoots, stacks, work
from holdfast.catalog.driver import Connection
from holdfast.catalog.shoots import IN_ORDER, ShootSeen
from holdfast.catalog.work import Change
from holdfast.domain.shoot_names import redated
from holdfast.errors import UsageError

DETAILS = ("name", "date", "location", "client", "description", "cover_id")
"""What a person may say of a shoot."""

LONGEST_NAME = 200


def keep(db: Connection, ids: Sequence[int], now: int, name: str | None = None) -> int | None:
    """These are shoots of the person's from now on; with `name`, one is called so. The change's number."""
    named = {} if name is None else {"name": _name(name)}
    return _each(db, ids, "Kept", now, lambda change, one: _put(db, change, one, {"state": "kept", **named}))


def keep_part(db: Connection, ids: Sequence[int], total: int, now: int, going_on: int | None) -> int | None:
    """Some of many suggestions that are kept in one act; the change's number, which the next part names."""
    with work.change(db, f"Kept {total:,} shoots", now, going_on) as change:
        for one in ids:
            change.put("photo_shoots", {"id": one}, {"state": "kept"})
    return change.id


def dismiss(db: Connection, ids: Sequence[int], now: int) -> int | None:
    """These are no shoots. A suggestion does not come back; the photos of a kept one may be suggested anew."""

    def put(change: Change, one: ShootSeen) -> None:
        _put(db, change, one, {"state": "dismissed"})

    return _each(db, ids, "Said no to", now, put)


def _each(
    db: Connection, ids: Sequence[int], what: str, now: int, act: Callable[[Change, ShootSeen], None]
) -> int | None:
    found = [shoots.by_id(db, one) for one in dict.fromkeys(ids)]
    told = f"“{found[0].name}”" if len(found) == 1 else f"{len(found):,} shoots"
    with work.change(db, f"{what} {told}", now) as change:
        for one in found:
            act(change, one)
    return change.id


def revise(db: Connection, shoot_id: int, values: Mapping[str, str | int | None], now: int) -> int | None:
    """Say these things of the shoot; None takes back what was said. The change's number; None: nothing changed."""
    shoot = shoots.by_id(db, shoot_id)
    said = {name: value.strip() or None if isinstance(value, str) else value for name, value in values.items()}
    if "name" in said:
        said["name"] = _name(str(said["name"] or ""))
    if (cover := said.get("cover_id")) is not None and cover not in _members(db, shoot_id):
        raise UsageError(f"The cover has to be a photo of “{shoot.name}”.")
    what = f"Renamed “{shoot.name}” to “{said['name']}”" if "name" in said else f"Described “{shoot.name}”"
    with work.change(db, what, now) as change:
        _put(db, change, shoot, {"state": "kept", **said})
    return change.id


def make(db: Connection, name: str, originals: Iterable[int], now: int) -> tuple[int, int | None]:
    """A shoot of these originals, and of what is in one stack with them; its number and the change's."""
    with work.change(db, f"Made the shoot “{_name(name)}”", now) as change:
        shoot_id = _new(db, change, _name(name), stacks.with_others(db, originals))
    _look_again(db, [shoot_id])
    return shoot_id, change.id


def put_photos(db: Connection, shoot_id: int, originals: Iterable[int], now: int, *, away: bool = False) -> int | None:
    """Put these into the shoot, or take them away, with what is in one stack with them."""
    shoot = shoots.by_id(db, shoot_id)
    ids = stacks.with_others(db, originals)
    rest = set(_members(db, shoot_id)) - set(ids)
    if away and not rest:
        raise UsageError(f"No photo of “{shoot.name}” would be left.", action="Say no to the shoot as a whole instead.")
    counted = f"{len(ids):,} photo{'' if len(ids) == 1 else 's'}"
    what = f"Took {counted} out of “{shoot.name}”" if away else f"Put {counted} into “{shoot.name}”"
    with work.change(db, what, now) as change:
        for one in ids:
            key: work.Values = {"shoot_id": shoot_id, "original_id": one}
            change.drop("photo_shoot_assignments", key) if away else change.put("photo_shoot_assignments", key, {})
        _settle(db, change, shoots.by_id(db, shoot_id))
    _look_again(db, [shoot_id], ids)
    return change.id


def split(db: Connection, shoot_id: int, photo_id: int, now: int) -> tuple[int, int | None]:
    """Make two of one: this photo and all that were taken after it become a shoot of their own. The number of the new
    one and of the change."""
    shoot = shoots.by_id(db, shoot_id)
    order = db.rows(f"{IN_ORDER} ORDER BY p.moment IS NULL, p.moment, a.original_id", {"shoot": shoot_id})
    original = db.number("SELECT original_id FROM photos WHERE id = ?", (photo_id,))
    at = next((place for place, row in enumerate(order) if row["original_id"] == original), None)
    if at is None:
        raise UsageError(f"Photo {photo_id} is not in “{shoot.name}”.")
    first, second = _apart(db, [row["original_id"] for row in order], at)
    if not first:
        raise UsageError(f"“{shoot.name}” begins with photo {photo_id}.", action="Name a later photo to split it at.")
    with work.change(db, f"Split “{shoot.name}”", now) as change:
        new = _new(db, change, _second(db, shoot, second), second, shoot)
        for one in second:
            change.drop("photo_shoot_assignments", {"shoot_id": shoot_id, "original_id": one})
        _settle(db, change, shoots.by_id(db, shoot_id))
    return new, change.id


def _apart(db: Connection, order: Sequence[int], at: int) -> tuple[list[int], list[int]]:
    """Before and after; the files of a stack go with the one that is shown of it."""
    tops = {one: seen.top for one, seen in stacks.of_originals(db, order).items()}
    place = {one: number for number, one in enumerate(order)}
    shown = [place.get(tops.get(one, one), place[one]) for one in order]
    later = [each >= shown[at] for each in shown]
    both = list(zip(order, later, strict=True))
    return [one for one, is_later in both if not is_later], [one for one, is_later in both if is_later]


def _second(db: Connection, shoot: ShootSeen, ids: Sequence[int]) -> str:
    name = _redated(shoot, _span(db, ids))
    return name if name != shoot.name else f"{name[: LONGEST_NAME - 4]} (2)"


def _redated(shoot: ShootSeen, span: Mapping[str, int | None]) -> str:
    return redated(shoot.name, (shoot.begins_at, shoot.ends_at), (span["begins_at"], span["ends_at"]))


def merge(db: Connection, ids: Sequence[int], now: int) -> int | None:
    """Make one of several: all photos come into the first that is named, which keeps what was said of it and takes over
    what was said of the others alone. The change's number."""
    found = [shoots.by_id(db, one) for one in dict.fromkeys(ids)]
    if len(found) < 2:
        raise UsageError("It takes two shoots to merge.", action="Name two or more.")
    target, *others = found
    with work.change(db, f"Merged {len(found)} shoots into “{target.name}”", now) as change:
        for other in others:
            for one in _members(db, other.id):
                change.put("photo_shoot_assignments", {"shoot_id": target.id, "original_id": one}, {})
                change.drop("photo_shoot_assignments", {"shoot_id": other.id, "original_id": one})
            change.drop("photo_shoots", {"id": other.id})
        _settle(db, change, target, _taken_over(target, others))
    return change.id


def _taken_over(target: ShootSeen, others: Sequence[ShootSeen]) -> dict[str, str | int | None]:
    return {
        name: next((getattr(one, name) for one in (target, *others) if getattr(one, name) is not None), None)
        for name in ("date", "location", "client", "description")
    }


def _new(db: Connection, change: Change, name: str, originals: Iterable[int], like: ShootSeen | None = None) -> int:
    """A kept shoot of these. Its number was never used, not by one that is gone: undoing may bring that back."""
    fresh = 1 + max(
        db.number("SELECT max(id) FROM photo_shoots"),
        db.number("SELECT seq FROM sqlite_sequence WHERE name = 'photo_shoots'"),
        db.number("SELECT max(json_extract(key, '$.id')) FROM metadata_history WHERE subject = 'photo_shoots'"),
    )
    ids = list(originals)
    said = {} if like is None else {"location": like.location, "client": like.client}
    values = {"uid": str(uuid.uuid4()), "name": name, "state": "kept", "cover_id": ids[0] if ids else None, **said}
    change.put("photo_shoots", {"id": fresh}, {**values, **_span(db, ids)})
    for one in ids:
        change.put("photo_shoot_assignments", {"shoot_id": fresh, "original_id": one}, {})
    return fresh


def _put(db: Connection, change: Change, shoot: ShootSeen, values: Mapping[str, str | int | None]) -> None:
    change.put("photo_shoots", {"id": shoot.id}, values)
    if "name" in values:
        rules.follow_shoot(db, change, shoot.name, str(values["name"]))


def _settle(
    db: Connection, change: Change, shoot: ShootSeen, more: Mapping[str, str | int | None] | None = None
) -> None:
    """After photos came or went: it is the person's, and its dates and its cover are those of the photos it has now."""
    ids = _members(db, shoot.id)
    cover = db.number("SELECT cover_id FROM photo_shoots WHERE id = ?", (shoot.id,))
    covered = {} if cover in ids else {"cover_id": ids[0] if ids else None}
    span = _span(db, ids)
    _put(db, change, shoot, {"state": "kept", "name": _redated(shoot, span), **span, **covered, **(more or {})})


def _members(db: Connection, shoot_id: int) -> list[int]:
    rows = db.rows("SELECT original_id FROM photo_shoot_assignments WHERE shoot_id = ?", (shoot_id,))
    return [row["original_id"] for row in rows]


def _span(db: Connection, ids: Sequence[int]) -> dict[str, int | None]:
    """The moments of the first and the last of these that are dated."""
    row = db.row(
        "SELECT min(moment) AS begins, max(moment) AS ends FROM photos WHERE moment_from <> 'source'"
        " AND original_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {"begins_at": row["begins"] if row else None, "ends_at": row["ends"] if row else None}


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(f"A shoot's name has 1 to {LONGEST_NAME} characters.")
    return name


def _look_again(db: Connection, ids: Sequence[int], originals: Sequence[int] = ()) -> None:
    """What is suggested depends on what is kept: the job `grouping` looks at these photos anew."""
    db.run(
        "INSERT INTO grouping_due (folder_id) SELECT folder_id FROM photos WHERE original_id IN"
        " (SELECT original_id FROM photo_shoot_assignments WHERE shoot_id IN (SELECT value FROM json_each(:shoots))"
        "  UNION SELECT value FROM json_each(:originals)) GROUP BY folder_id"
        " ON CONFLICT DO UPDATE SET step = 0",
        {"shoots": json.dumps(list(ids)), "originals": json.dumps(list(originals))},
    )
