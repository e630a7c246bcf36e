"""Shoots as they are looked at: those that are suggested, those that the person kept, and the photos of each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from holdfast.catalog import browse
from holdfast.catalog.browse import Cover, PhotoSeen
from holdfast.catalog.driver import Connection, Row
from holdfast.domain.shoot_names import Day, holidays, home
from holdfast.errors import UsageError

State = Literal["suggested", "kept", "dismissed"]

HOLIDAYS = 2_000
"""Suggestions among which days of one holiday are looked for: the latest."""


@dataclass(frozen=True, slots=True)
class ShootSeen:
    """A shoot with its counts. `photos`: its originals but for those set aside, each file of a stack for itself;
    `camera`: of its cover."""

    id: int
    name: str
    state: State
    begins_at: int | None
    ends_at: int | None
    date: str | None
    location: str | None
    client: str | None
    description: str | None
    changed_at: int
    photos: int
    bytes: int
    camera: str | None
    cover: Cover | None


_COVERED = "coalesce(s.cover_id, (SELECT min(original_id) FROM photo_shoot_assignments WHERE shoot_id = s.id))"
_PHOTO_OF = "(SELECT id FROM photos WHERE original_id = {original} ORDER BY state = 'gone', id LIMIT 1)"
_SHOOTS = f"""SELECT s.id, s.name, s.state, s.begins_at, s.ends_at, s.date, s.location, s.client, s.description,
 s.changed_at, t.photos, t.bytes, (SELECT camera_model FROM exif_data WHERE original_id = o.id) AS camera, o.md5,
 {_PHOTO_OF.format(original="o.id")} AS cover FROM photo_shoots AS s JOIN shoot_totals AS t ON t.shoot_id = s.id
 LEFT JOIN originals AS o ON o.id = {_COVERED}"""
_HIDDEN = "(SELECT 1 FROM marks AS h WHERE h.original_id = {original} AND h.kept_id IS NOT NULL)"


def page(db: Connection, state: State, after: int, limit: int) -> list[ShootSeen]:
    """Shoots of this state, the latest first, those without a date last; those that follow the shoot `after`."""
    beyond = ""
    if after and (last := db.row("SELECT begins_at FROM photo_shoots WHERE id = ?", (after,))) is not None:
        beyond = (
            "AND s.begins_at IS NULL AND s.id > :after"
            if last["begins_at"] is None
            else ("AND (s.begins_at < :begins OR s.begins_at IS NULL OR (s.begins_at = :begins AND s.id > :after))")
        )
    rows = db.rows(
        f"{_SHOOTS} WHERE s.state = :state {beyond} ORDER BY s.begins_at DESC, s.id LIMIT :limit",
        {"state": state, "after": after, "begins": last["begins_at"] if beyond and last else None, "limit": limit},
    )
    return [_seen(row) for row in rows]


def count(db: Connection, state: State) -> int:
    return db.number("SELECT count(*) FROM photo_shoots WHERE state = ?", (state,))


def by_id(db: Connection, shoot_id: int) -> ShootSeen:
    """The shoot; UsageError when there is none of that number."""
    row = db.row(f"{_SHOOTS} WHERE s.id = ?", (shoot_id,))
    if row is None:
        raise UsageError(f"There is no shoot {shoot_id}.", action="`holdfast shoots list` names them all.")
    return _seen(row)


def _seen(row: Row) -> ShootSeen:
    plain = {name: row[name] for name in ShootSeen.__slots__ if name != "cover"}
    return ShootSeen(**plain, cover=Cover(row["cover"], row["md5"]) if row["cover"] and row["md5"] else None)


IN_ORDER = f"""SELECT a.original_id, p.id, p.moment FROM photo_shoot_assignments AS a
 JOIN photos AS p ON p.id = {_PHOTO_OF.format(original="a.original_id")} WHERE a.shoot_id = :shoot"""
"""The originals of a shoot with one photo of each. What nobody dates comes last."""


def photos(db: Connection, shoot_id: int, after: int, limit: int) -> tuple[tuple[PhotoSeen, ...], int | None]:
    """A page of a shoot's photos as they were taken, without what was set aside, and what `after` of the next one is.
    `after`: a photo's number."""
    shown = f"NOT EXISTS {_HIDDEN.format(original='a.original_id')}"
    rows = db.rows(
        f"{IN_ORDER} AND {shown} ORDER BY p.moment IS NULL, p.moment, a.original_id", {"shoot": shoot_id}
    )
    ids = [row["id"] for row in rows]
    start = ids.index(after) + 1 if after in ids else 0
    some = ids[start : start + limit]
    return browse.chosen(db, some), some[-1] if start + limit < len(ids) else None


def beside(db: Connection, shoot_id: int) -> tuple[int | None, int | None]:
    """The shoot before and the one after it in time, that one could be merged with: suggested or kept."""
    mine = db.row("SELECT begins_at FROM photo_shoots WHERE id = ?", (shoot_id,))
    if mine is None or mine["begins_at"] is None:
        return None, None
    at = {"begins": mine["begins_at"], "id": shoot_id}
    found = [
        [
            row
            for state in ("suggested", "kept")
            if (row := db.row(
                "SELECT id, begins_at FROM photo_shoots WHERE state = :state AND begins_at IS NOT NULL"
                f" AND (begins_at {sign} :begins OR (begins_at = :begins AND id {sign} :id))"
                f" ORDER BY begins_at {order}, id {order} LIMIT 1", {**at, "state": state},
            )) is not None
        ]
        for sign, order in (("<", "DESC"), (">", "ASC"))
    ]  # fmt: skip
    before = max(found[0], key=lambda row: (row["begins_at"], row["id"]), default=None)
    after = min(found[1], key=lambda row: (row["begins_at"], row["id"]), default=None)
    return before["id"] if before else None, after["id"] if after else None


def suggested_holidays(db: Connection) -> list[tuple[int, ...]]:
    """Suggestions that are days of one holiday: somebody was away from home at one place for two days and more."""
    rows = db.rows(
        "SELECT s.id, s.state, s.begins_at, s.ends_at, (SELECT json_array(p.latitude, p.longitude) FROM photos AS p"
        f" WHERE p.id = {_PHOTO_OF.format(original='s.cover_id')} AND p.latitude IS NOT NULL) AS place"
        " FROM photo_shoots AS s WHERE s.state <> 'dismissed' AND s.begins_at IS NOT NULL"
        " ORDER BY s.begins_at DESC LIMIT ?",
        (HOLIDAYS,),
    )
    placed = [(row, tuple(json.loads(row["place"]))) for row in rows if row["place"] is not None]
    at_home = home([place for _, place in placed])
    days = [
        Day(row["id"], row["begins_at"], row["ends_at"], place) for row, place in placed if row["state"] == "suggested"
    ]
    return holidays(days, at_home)


def held(db: Connection, photo_ids: Iterable[int]) -> list[tuple[int, int | None]]:
    """Those of these photos that there are, each with its original."""
    rows = db.rows(
        "SELECT id, original_id FROM photos WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(photo_ids)),),
    )
    return [(row["id"], row["original_id"]) for row in rows]


def originals_of(db: Connection, photo_ids: list[int]) -> list[int]:
    """The originals of these photos; UsageError when one has none, for what is not copied yet cannot be grouped."""
    known = dict(held(db, photo_ids))
    for one in photo_ids:
        if known.get(one) is None:
            there = "is not in the library yet" if one in known else "is not there"
            raise UsageError(f"Photo {one} {there}.", action="Only photos that are safe can be put into a shoot.")
    return sorted({original for original in known.values() if original is not None})
