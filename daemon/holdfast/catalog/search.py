"""Finding photos by a query, page by page in an order, however many there are.

Candidates come in their order: from the quickest way that a part of the query offers, sorted, where they are few; else
by walking along the order's own index. Each handful of them is asked whether it is meant. So a page costs what it
shows, and not what there is; where hardly any candidate is meant, a page ends after `budget` of them, with the place
from which to go on.
"""

import json
from dataclasses import dataclass

from holdfast.catalog import browse
from holdfast.catalog.browse import PhotoSeen
from holdfast.catalog.candidates import Beginning, Course, course
from holdfast.catalog.driver import Connection, Row, Value
from holdfast.catalog.orders import STRETCHES, Order
from holdfast.domain.query import Query
from holdfast.errors import UsageError

COUNTED = 500
"""Photos that are counted; beyond that it is said that there are more."""

BUDGET = 1500
"""Candidates that somebody waits for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A photo that was found, with what is shown of it in a list."""

    seen: PhotoSeen
    moment: int | None
    moment_from: str | None
    rating: int | None
    pick: str | None
    colour: str | None
    star: bool
    stack: int
    """Files in its stack; 1: it stands alone."""
    source: str
    folder: str


@dataclass(frozen=True, slots=True)
class Page:
    """`next`: what `after` of the following page is. `total`: told of a first page; not exact: there are more."""

    photos: tuple[Found, ...]
    next: str | None
    total: int | None
    total_is_exact: bool


def page(
    db: Connection, query: Query, now: int, *, after: str | None = None, limit: int = 100, order: Order = "taken",
    budget: int | None = None,
) -> Page:  # fmt: skip
    """The photos that are meant, a page of them after that place. `now`: Unix milliseconds. A `budget` ends a page
    early: it is full, or empty even, with a `next`."""
    way = course(db, query, now, order)
    found: list[tuple[int, int]] = []
    asked, last, ended = 0, None, True
    for number, handful in way.handfuls(_beginning(after, order)):
        found += [(number, photo) for photo in _meant(way, handful)]
        asked, last = asked + len(handful), (number, handful[-1])
        if len(found) > max(limit, 0 if after else COUNTED) or (budget is not None and asked >= budget):
            ended = False
            break
    shown = found[:limit]
    further = shown[-1] if len(found) > limit else None if ended else last
    total = None if after else min(len(found), COUNTED)
    photos = _in_full(db, [photo for _, photo in shown])
    return Page(photos, way.place(*further) if further else None, total, ended and len(found) <= COUNTED)


def ids(db: Connection, query: Query, now: int, after: str | None, limit: int) -> tuple[list[int], str | None]:
    """At least so many photos that are meant, newest first, as long as there are any, and where to go on; None: there
    are no more."""
    way = course(db, query, now, "taken")
    found: list[int] = []
    for number, handful in way.handfuls(_beginning(after, "taken")):
        found += _meant(way, handful)
        if len(found) >= limit:
            return found, way.place(number, handful[-1])
    return found, None


def _beginning(after: str | None, order: Order) -> Beginning:
    """Which stretch of the order, and what the last photo was ordered by. A place is written as JSON."""
    if after is None:
        return 0, None
    try:
        stretch, *keys = json.loads(after)
        if _is_place(order, stretch, keys):
            return stretch, tuple(keys)
    except (ValueError, TypeError, IndexError):
        pass
    raise UsageError("This is no place in this order.", action="Begin with the first page again.")


def _is_place(order: Order, stretch: int, keys: list[Value]) -> bool:
    kinds = [str if key == "p.name" else int for key in STRETCHES[order][stretch].keys]
    sound = all(type(key) is kind for key, kind in zip(keys, kinds, strict=True))
    return stretch >= 0 and sound and all(abs(key) < 2**63 for key in keys if isinstance(key, int))


def _meant(way: Course, candidates: list[int]) -> list[int]:
    """Those that are shown: each picture once, a stack by its top, without what was set aside."""
    meant = _plainly(way, candidates)
    instead = _instead(way, meant)
    too = set(_plainly(way, sorted({other for others in instead.values() for other in others} - set(meant))))
    shown = too | set(meant)
    return [photo for photo in meant if not any(other in shown for other in instead.get(photo, ()))]


def _plainly(way: Course, candidates: list[int]) -> list[int]:
    """Those that are meant by themselves, whatever is shown in their place."""
    known = way.known_of(candidates)
    rows = way.db.rows(
        "SELECT p.id FROM json_each(:candidates) AS j CROSS JOIN photos AS p ON p.id = j.value"
        f" WHERE {way.condition.sql}",
        {**way.condition.values, "candidates": json.dumps(known)},
    )
    meant = {row["id"] for row in rows}
    return way.named_of([photo for photo in known if photo in meant])


_TWINS = """SELECT p.id, q.id AS other FROM json_each(:photos) AS j CROSS JOIN photos AS p ON p.id = j.value
 JOIN photos AS q ON q.original_id = p.original_id AND q.id < p.id"""
_TOPS = """SELECT p.id, q.id AS other FROM json_each(:photos) AS j CROSS JOIN photos AS p ON p.id = j.value
 CROSS JOIN stack_members AS m ON m.original_id = p.original_id CROSS JOIN stacks AS s ON s.id = m.stack_id
 CROSS JOIN photos AS q ON q.original_id = s.top_id WHERE s.top_id <> p.original_id"""


def _instead(way: Course, photos: list[int]) -> dict[int, list[int]]:
    """By photo, those that would be shown in its place if they are meant too."""
    found: dict[int, list[int]] = {}
    for sql in (_TWINS,) if way.condition.apart else (_TWINS, _TOPS):
        for row in way.db.rows(sql, {"photos": json.dumps(photos)}):
            found.setdefault(row["id"], []).append(row["other"])
    return found


_MORE = """SELECT p.id, p.moment, p.moment_from, p.rating, m.pick, m.colour, coalesce(m.star, 0) AS star,
 s.name AS source, f.path AS folder, (SELECT count(*) FROM stack_members AS a JOIN stack_members AS b
  ON b.stack_id = a.stack_id WHERE a.original_id = p.original_id) AS stack
 FROM json_each(?) AS j CROSS JOIN photos AS p ON p.id = j.value JOIN sources AS s ON s.id = p.source_id
 JOIN folders AS f ON f.id = p.folder_id LEFT JOIN marks AS m ON m.original_id = p.original_id"""


def _in_full(db: Connection, photos: list[int]) -> tuple[Found, ...]:
    seen = {one.id: one for one in browse.chosen(db, photos)}
    rows = {row["id"]: row for row in db.rows(_MORE, (json.dumps(photos),))}
    return tuple(_found(seen[photo], rows[photo]) for photo in photos)


def found(db: Connection, photos: list[int]) -> tuple[Found, ...]:
    """These photos, in this order, as a list shows them."""
    known = {row["id"] for row in db.rows("SELECT id FROM photos WHERE id IN (SELECT value FROM json_each(?))",
                                          (json.dumps(photos),))}  # fmt: skip
    return _in_full(db, [photo for photo in photos if photo in known])


def _found(seen: PhotoSeen, row: Row) -> Found:
    plain = ("moment", "moment_from", "rating", "pick", "colour", "source", "folder")
    values = {name: row[name] for name in plain}
    return Found(seen, star=bool(row["star"]), stack=max(1, row["stack"]), **values)
