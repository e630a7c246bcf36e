"""Photos in an order, handful by handful, that may be what a query means."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfast.catalog import ways, wordsets
from holdfast.catalog.conditions import Condition, moments
from holdfast.catalog.driver import Connection, Value
from holdfast.catalog.orders import STRETCHES, Order, Stretch
from holdfast.domain.query import Field, Node, Query, Taken

FEW = 4_000
"""Photos that are sorted; more are met while walking through all."""

PROBE = 300
RARE = 8
"""Of so many photos, not even one in so many has words that many others have: then these are looked up."""

HANDFULS = (200, 300, 500, 1000)
"""Candidates asked at once: few at first, because most pages are full soon."""

STRIDES = (2_000, 10_000, 40_000)
"""Photos passed at once where a set says which of them are candidates."""

Beginning = tuple[int, tuple[Value, ...] | None]
Handful = tuple[int, list[int]]
"""The stretch of the order, and photos of it in their order."""


@dataclass(frozen=True, slots=True)
class Course:
    """How the candidates of one query are come by."""

    db: Connection
    order: Order
    condition: Condition
    within: str
    """What a walk in order of time is kept to."""
    known: frozenset[int] | None
    """No others are candidates."""
    without: frozenset[int]
    match: str | None
    unmatch: str | None
    """Words still to be asked of each: that it must have, and must not have."""
    is_short: bool
    """What is known is sorted, nothing is walked."""

    def handfuls(self, begin: Beginning) -> Iterator[Handful]:
        """All candidates from a place on."""
        if self.match is not None and self.known is None and self._is_rare(begin):
            named = wordsets.ids(self.db, self.match)
            yield from replace(self, known=named, match=None, is_short=len(named) <= FEW).handfuls(begin)
            return
        first, keys = begin
        for number, stretch in enumerate(STRETCHES[self.order]):
            if number < first:
                continue
            after = keys if number == first else None
            found = self._sorted(stretch, after) if self.is_short else self._walked(stretch, after)
            yield from ((number, handful) for handful in found)

    def place(self, number: int, photo: int) -> str:
        """Where a photo stands, so that a later page can begin after it."""
        return json.dumps([number, *self._keys(STRETCHES[self.order][number], photo)], separators=(",", ":"))

    def known_of(self, photos: list[int]) -> list[int]:
        """Those of the photos that what is known does not rule out."""
        found = [photo for photo in photos if photo not in self.without]
        return found if self.known is None else [photo for photo in found if photo in self.known]

    def named_of(self, photos: list[int]) -> list[int]:
        """Those of the photos that have the words that are asked for, and not those that are not."""
        found = photos
        if self.match is not None:
            named = wordsets.among(self.db, self.match, found)
            found = [photo for photo in found if photo in named]
        if self.unmatch is not None:
            named = wordsets.among(self.db, self.unmatch, found)
            found = [photo for photo in found if photo not in named]
        return found

    def _is_rare(self, begin: Beginning) -> bool:
        """Whether hardly any of the next photos has the words."""
        number, keys = begin
        near = self._ids(STRETCHES[self.order][number].sql(keys is not None, self.within), _bound(keys, PROBE))
        return len(wordsets.among(self.db, self.match or "", near)) * RARE < len(near)

    def _keys(self, stretch: Stretch, photo: int) -> tuple[Value, ...]:
        row = self.db.row(f"SELECT {', '.join(stretch.keys)} FROM photos AS p WHERE p.id = ?", (photo,))
        assert row is not None
        return tuple(row)

    def _walked(self, stretch: Stretch, keys: tuple[Value, ...] | None) -> Iterator[list[int]]:
        sizes = HANDFULS if self.known is None else STRIDES
        for turn in range(2**31):
            size = sizes[min(turn, len(sizes) - 1)]
            passed = self._ids(stretch.sql(keys is not None, self.within), _bound(keys, size))
            if found := passed if self.known is None else [photo for photo in passed if photo in self.known]:
                yield found
            if len(passed) < size:
                return
            keys = self._keys(stretch, passed[-1])

    def _sorted(self, stretch: Stretch, keys: tuple[Value, ...] | None) -> Iterator[list[int]]:
        values = {**_bound(keys, FEW + 1), "known": json.dumps(sorted(self.known or ()))}
        found = self._ids(stretch.among(keys is not None), values)
        begun = 0
        while begun < len(found):
            size = HANDFULS[min(begun // HANDFULS[0], len(HANDFULS) - 1)]
            yield found[begun : begun + size]
            begun += size

    def _ids(self, sql: str, values: dict[str, Value]) -> list[int]:
        row = self.db.row(f"SELECT json_group_array(id) AS ids FROM ({sql})", {**self.condition.values, **values})
        return list(json.loads(row["ids"])) if row else []


def _bound(keys: tuple[Value, ...] | None, limit: int) -> dict[str, Value]:
    return {"limit": limit, **{f"k{number}": key for number, key in enumerate(keys or ())}}


def course(db: Connection, query: Query, now: int, order: Order) -> Course:
    """The quickest course to what a query means."""
    asked = wordsets.split(db, query)
    condition = Condition(db, asked.rest, now)
    way, count = ways.shortest(db, asked.rest, condition, now)
    within = _within(asked.rest, condition) if order == "taken" else ""
    made = Course(db, order, condition, within, None, frozenset(), None, None, is_short=False)
    if way is not None:
        made = replace(made, known=_known(db, way, condition), is_short=count <= FEW)
    return _worded(made, asked)


def _known(db: Connection, way: ways.Way, condition: Condition) -> frozenset[int]:
    row = db.row(f"SELECT json_group_array(id) AS ids FROM ({way.ids})", condition.values)
    return frozenset(json.loads(row["ids"])) if row else frozenset()


def _worded(made: Course, asked: wordsets.Asked) -> Course:
    """The course with what the full-text index says."""
    if asked.without is not None:
        if _is_dense(made.db, asked, asked.without):
            return replace(made, unmatch=asked.without)
        return replace(made, without=wordsets.ids(made.db, asked.without))
    if asked.found is None:
        return made
    if _is_dense(made.db, asked, asked.found):
        return replace(made, match=asked.found)
    named = wordsets.ids(made.db, asked.found)
    known = named if made.known is None else made.known & named
    return replace(made, known=known, is_short=len(known) <= FEW)


def _is_dense(db: Connection, asked: wordsets.Asked, match: str) -> bool:
    """So many photos have the words that each one is better asked."""
    return asked.is_quick and wordsets.count(db, match, wordsets.DENSE + 1) > wordsets.DENSE


def _within(terms: tuple[Node, ...], condition: Condition) -> str:
    days = [term.value for term in terms if isinstance(term, Field) and isinstance(term.value, Taken)]
    ends = [end for one in days for end in moments(one.first, one.last)]
    return "".join(f" AND p.moment {sign} {condition.bind(moment)}" for sign, moment in ends)
