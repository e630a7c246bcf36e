"""A query as a condition of SQL on one photo, with every value bound. `§` stands for the photo's alias."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from holdfast.catalog import naming, wordsets
from holdfast.catalog.driver import Connection
from holdfast.domain import sphere
from holdfast.domain.query import (
    AllOf,
    AnyOf,
    Choice,
    Days,
    Field,
    Near,
    NearTown,
    Node,
    Not,
    Span,
    Taken,
    Text,
)
from holdfast.domain.query.tree import fields_in
from holdfast.domain.sphere import Box
from holdfast.errors import QueryError

DAY = 86_400_000
EPOCH = date(1970, 1, 1)
MOST_VALUES = 1000
NEARLY = 0.01
"""Cameras round what they write: an aperture, an exposure, a focal length is the one asked for within one part of a
hundred."""

_EXIF = "(SELECT {} FROM exif_data WHERE original_id = §.original_id)"
NUMBERS: Mapping[str, str] = {
    "iso": _EXIF.format("iso"),
    "aperture": _EXIF.format("aperture"),
    "focal": _EXIF.format("focal_length"),
    "exposure": _EXIF.format("exposure"),
    "duration": _EXIF.format("duration"),
    "width": f"coalesce({_EXIF.format('width')}, §.width)",
    "height": f"coalesce({_EXIF.format('height')}, §.height)",
    "size": "coalesce(§.bytes, (SELECT bytes FROM originals WHERE id = §.original_id))",
    "rating": "coalesce(§.rating, 0)",
    "copies": """(SELECT count(*) FROM photos AS c JOIN sources AS cs ON cs.id = c.source_id
 WHERE c.original_id = §.original_id AND c.state <> 'gone' AND cs.removed_at IS NULL)""",
}
ROUNDED = ("aperture", "focal", "exposure")

_MARK = "EXISTS (SELECT 1 FROM marks AS m WHERE m.original_id = §.original_id AND {})"
_TAGGED = """(EXISTS (SELECT 1 FROM photo_tags AS t WHERE t.photo_id = §.id)
 OR EXISTS (SELECT 1 FROM own_tags AS t WHERE t.original_id = §.original_id)
 OR coalesce((SELECT keywords FROM exif_data WHERE original_id = §.original_id), '[]') <> '[]')"""
_SAID = f"coalesce((SELECT {{}} FROM marks WHERE original_id = §.original_id), {_EXIF}) IS NOT NULL"
HAS: Mapping[str, str] = {
    "place": "§.latitude IS NOT NULL",
    "date": "coalesce(§.moment_from, 'source') <> 'source'",
    "camera": f"coalesce({_EXIF.format('camera_model')}, {_EXIF.format('camera_make')}) IS NOT NULL",
    "lens": f"{_EXIF.format('lens')} IS NOT NULL",
    "rating": "coalesce(§.rating, 0) > 0",
    "title": _SAID.format("title", "title"),
    "caption": _SAID.format("caption", "caption"),
    "tags": _TAGGED,
}
IS: Mapping[str, str] = {
    "set-aside": _MARK.format("m.kept_id IS NOT NULL"),
    "hidden": _MARK.format("m.hidden = 1"),
    "stacked": "EXISTS (SELECT 1 FROM stack_members AS m WHERE m.original_id = §.original_id)",
    "duplicate": """(EXISTS (SELECT 1 FROM duplicate_members AS m WHERE m.original_id = §.original_id)
 OR EXISTS (SELECT 1 FROM photos AS c WHERE c.original_id = §.original_id AND c.id <> §.id AND c.state = 'safe'))""",
}

SHOWN = """§.skip_reason IS NOT 'FOLDER_MARKER' AND (§.original_id IS NOT NULL OR §.state <> 'gone')
 AND §.source_id IN (SELECT id FROM sources WHERE removed_at IS NULL)"""
"""What is a photo for a person at all."""

_KEEPER = """m.kept_id IS NOT NULL AND EXISTS (SELECT 1 FROM photos AS k JOIN sources AS ks ON ks.id = k.source_id
 WHERE k.original_id = m.kept_id AND ks.removed_at IS NULL)"""
KEPT = f"NOT {_MARK.format(_KEEPER)}"
"""What is set aside is hidden as long as the one that was kept for it is shown."""
UNHIDDEN = f"NOT {_MARK.format('m.hidden = 1')}"


class Condition:
    """What a query asks of a photo. `now` is the moment from which days are counted back."""

    def __init__(self, db: Connection, terms: Sequence[Node], now: int) -> None:
        self.values: dict[str, Any] = {}
        self._db = db
        self._now = now
        self._rules: tuple[int, ...] = ()
        asked = {(field.name, getattr(field.value, "name", "")) for term in terms for field in fields_in(term)}
        self.apart = ("show", "all") in asked
        """Stacks are not folded, and what is set aside or hidden is shown."""
        hidden = {"set-aside": KEPT, "hidden": UNHIDDEN}
        rules = [] if self.apart else [rule for name, rule in hidden.items() if ("is", name) not in asked]
        self.sql = " AND ".join([SHOWN, *rules, *map(self._node, terms)]).replace("§", "p")

    def bind(self, value: object) -> str:
        """The name of a new parameter with this value."""
        name = f"v{len(self.values)}"
        if len(self.values) == MOST_VALUES:
            raise QueryError("This asks for too much at once; rules of collections count too.", position=0)
        self.values[name] = value
        return f":{name}"

    def _node(self, node: Node) -> str:
        if (match := wordsets.leaf(node)) is not None:
            return f"§.id IN (SELECT rowid FROM photo_words WHERE photo_words MATCH {self.bind(match)})"
        if isinstance(node, Field):
            return f"coalesce(({self._field(node)}), 0)"
        if isinstance(node, Not):
            return f"NOT ({self._node(node.of)})"
        assert isinstance(node, AllOf | AnyOf)
        joint = " AND " if isinstance(node, AllOf) else " OR "
        return f"({joint.join(map(self._node, node.parts))})"

    def _field(self, field: Field) -> str:
        match field.value:
            case Text(text):
                return self._text(field, text)
            case Choice(name):
                return self._choice(field.name, name)
            case Span():
                return self._span(field.name, field.value)
            case Taken(first, last):
                return self._taken(first, last)
            case Days(days):
                since = self.bind(self._now - days * DAY)
                return f"""§.state = 'safe' AND EXISTS (SELECT 1 FROM originals AS o WHERE o.id = §.original_id
 AND coalesce(o.verified_at, 0) < {since})"""
            case Near(latitude, longitude, km):
                return self._near(latitude, longitude, km)
            case NearTown(town, km):
                found = naming.town(self._db, town, field.at)
                return self._near(found.latitude, found.longitude, km)
            case Box():
                return self._box(field.value)

    def _text(self, field: Field, text: str) -> str:
        match field.name:
            case "format":
                same = f"= lower({self.bind(text)})"
                return f"lower(§.format) {same} OR {_EXIF.format('kind')} {same}"
            case "source":
                return f"§.source_id = {self.bind(naming.source(self._db, text, field.at))}"
            case "folder":
                return f"§.folder_id IN {self._listed(naming.folders(self._db, text))}"
            case "shoot":
                shoots = self._listed(naming.shoots(self._db, text, field.at))
                return f"""EXISTS (SELECT 1 FROM photo_shoot_assignments AS a
 WHERE a.original_id = §.original_id AND a.shoot_id IN {shoots})"""
        return self._collected(naming.collection(self._db, text, field.at))

    def _listed(self, ids: list[int]) -> str:
        return f"(SELECT value FROM json_each({self.bind(json.dumps(ids))}))"

    def _collected(self, collection: naming.Collection) -> str:
        if collection.folders is not None:
            return f"§.folder_id IN {self._listed(collection.folders)}"
        if collection.rule is None:
            return f"""EXISTS (SELECT 1 FROM photo_collections AS c
 WHERE c.collection_id = {self.bind(collection.id)} AND c.original_id = §.original_id)"""
        if collection.id in self._rules:  # a rule that asks for itself asks for nothing
            return "0"
        self._rules = (*self._rules, collection.id)
        meant = " AND ".join(["1", *map(self._node, collection.rule.terms)])
        self._rules = self._rules[:-1]
        return f"({meant})"

    def _choice(self, field: str, name: str) -> str:
        match field:
            case "type":
                return f"§.media_type = {self.bind(name)}"
            case "state":
                return f"§.state = {self.bind(name)}"
            case "has":
                return HAS[name]
            case "is":
                return IS[name]
            case "star":
                return ("" if name == "yes" else "NOT ") + _MARK.format("m.star = 1")
            case "pick" | "colour":
                given = f"m.{field} = {self.bind(name)}" if name != "none" else f"m.{field} IS NOT NULL"
                return ("NOT " if name == "none" else "") + _MARK.format(given)
        return "1"

    def _span(self, name: str, span: Span) -> str:
        fact = NUMBERS[name]
        if span.low is not None and span.low == span.high:
            about = NEARLY * span.low if name in ROUNDED else 0.0
            return f"{fact} BETWEEN {self.bind(span.low - about)} AND {self.bind(span.low + about)}"
        ends = []
        if span.low is not None:
            ends.append(f"{fact} {'>' if span.above else '>='} {self.bind(span.low)}")
        if span.high is not None:
            ends.append(f"{fact} {'<' if span.below else '<='} {self.bind(span.high)}")
        return " AND ".join(ends)

    def _taken(self, first: date | None, last: date | None) -> str:
        if first is None and last is None:
            return "§.moment IS NULL"
        return " AND ".join(f"§.moment {sign} {self.bind(moment)}" for sign, moment in moments(first, last))

    def _box(self, box: Box) -> str:
        west, east = self.bind(box.west), self.bind(box.east)
        joint = "AND" if box.west <= box.east else "OR"
        return f"""§.latitude BETWEEN {self.bind(box.south)} AND {self.bind(box.north)}
 AND (§.longitude >= {west} {joint} §.longitude <= {east})"""

    def _near(self, latitude: float, longitude: float, km: float) -> str:
        box = sphere.around(latitude, longitude, km)
        here = f"{self.bind(latitude)}, {self.bind(longitude)}"
        return f"""§.latitude BETWEEN {self.bind(box.south)} AND {self.bind(box.north)}
 AND kilometres(§.latitude, §.longitude, {here}) <= {self.bind(km)}"""


def moments(first: date | None, last: date | None) -> list[tuple[str, int]]:
    """The ends of these days in the milliseconds of `photos.moment`: from the one, and before the other."""
    ends: list[tuple[str, int]] = []
    if first is not None:
        ends.append((">=", (first - EPOCH).days * DAY))
    if last is not None:
        ends.append(("<", ((last - EPOCH).days + 1) * DAY))
    return ends
