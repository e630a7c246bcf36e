"""Quick ways to the few photos that a part of a query leaves: by an index, instead of walking through all."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.catalog import naming
from holdfast.catalog.conditions import Condition, moments
from holdfast.catalog.driver import Connection
from holdfast.domain import sphere
from holdfast.domain.query import Choice, Days, Field, Near, NearTown, Node, Span, Taken, Text

FEW = 20_000
"""Photos that a way may lead to, so that it is worth going."""

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Way:
    """`ids` gives the photos, `counted` rows of which there are as many, at least nearly."""

    ids: str
    counted: str


def shortest(db: Connection, terms: Sequence[Node], condition: Condition, now: int) -> tuple[Way | None, int]:
    """The way to the fewest photos, and about how many these are; None: every way leads to too many."""
    best, fewest = None, FEW + 1
    for term in terms:
        way = _way(db, term, condition, now) if isinstance(term, Field) else None
        if way is None:
            continue
        found = db.number(f"SELECT count(*) FROM ({way.counted} LIMIT {fewest})", condition.values)
        if found < fewest:
            best, fewest = way, found
    return best, fewest


def _same(ids: str) -> Way:
    return Way(ids, ids)


def _way(db: Connection, field: Field, condition: Condition, now: int) -> Way | None:
    match field.value:
        case Near(latitude, longitude, km):
            return _near(latitude, longitude, km, condition)
        case NearTown(town, km):
            found = naming.town(db, town, field.at)
            return _near(found.latitude, found.longitude, km, condition)
        case sphere.Box():
            return _boxed(field.value, condition)
        case Taken(first, last):
            return _taken(moments(first, last), condition)
        case Days(days):
            since = condition.bind(now - days * DAY)
            some = "FROM originals AS o WHERE o.verified_at {} "
            both = [f"SELECT o.id {some.format(rule)}" for rule in ("IS NULL", f"< {since}")]
            return _of_originals(" UNION ALL ".join(both))
        case Span():
            return _span(field.name, field.value, condition)
        case Choice(name):
            return _choice(field.name, name, condition)
        case Text(text):
            return _text(db, field, text, condition)


def _of_originals(originals: str) -> Way:
    """The photos of these originals."""
    return Way(f"SELECT c.id FROM ({originals}) AS w JOIN photos AS c ON c.original_id = w.id", originals)


def _near(latitude: float, longitude: float, km: float, condition: Condition) -> Way:
    return _boxed(sphere.around(latitude, longitude, km), condition)


def _boxed(box: sphere.Box, condition: Condition) -> Way:
    south, north, west, east = (condition.bind(edge) for edge in (box.south, box.north, box.west, box.east))
    aside = "BETWEEN {0} AND {1}" if box.west <= box.east else ">= {0} OR longitude <= {1}"
    return _same(
        f"SELECT id FROM photos INDEXED BY photos_by_place WHERE latitude BETWEEN {south} AND {north}"
        f" AND latitude IS NOT NULL AND (longitude {aside.format(west, east)})"
    )


def _taken(ends: list[tuple[str, int]], condition: Condition) -> Way:
    rules = [f"moment {sign} {condition.bind(moment)}" for sign, moment in ends]
    return _same(f"SELECT id FROM photos INDEXED BY photos_by_moment WHERE {' AND '.join(rules) or 'moment IS NULL'}")


def _span(name: str, span: Span, condition: Condition) -> Way | None:
    if name == "rating" and (span.low or 0) >= 1:
        return _same(f"SELECT id FROM photos WHERE rating > 0 AND {_between('rating', span, condition)}")
    if name == "iso":
        return _of_originals(
            f"SELECT original_id AS id FROM exif_data WHERE iso IS NOT NULL AND {_between('iso', span, condition)}"
        )
    if name == "size":
        found = f"SELECT id FROM photos INDEXED BY photos_by_size WHERE {_between('bytes', span, condition)}"
        return _same(f"{found} UNION ALL SELECT id FROM photos INDEXED BY photos_by_size WHERE bytes IS NULL")
    return None


def _between(column: str, span: Span, condition: Condition) -> str:
    ends = [] if span.low is None else [f"{column} {'>' if span.above else '>='} {condition.bind(span.low)}"]
    ends += [] if span.high is None else [f"{column} {'<' if span.below else '<='} {condition.bind(span.high)}"]
    return " AND ".join(ends)


def _choice(field: str, name: str, condition: Condition) -> Way | None:
    match field, name:
        case "type", "video" | "raw":
            return _same(f"SELECT id FROM photos WHERE media_type <> 'image' AND media_type = {condition.bind(name)}")
        case "state", "pending" | "failed" | "skipped" | "gone":
            return _same(
                "SELECT c.id FROM sources AS s JOIN photos AS c ON c.source_id = s.id"
                f" WHERE s.removed_at IS NULL AND c.state = {condition.bind(name)}"
            )
        case "star", "yes":
            return _of_originals("SELECT original_id AS id FROM marks WHERE star = 1")
        case (("pick" | "colour"), _) if name != "none":
            return _of_originals(f"SELECT original_id AS id FROM marks WHERE {field} = {condition.bind(name)}")
        case "has", "place":
            return _same("SELECT id FROM photos INDEXED BY photos_by_place WHERE latitude IS NOT NULL")
        case "has", "rating":
            return _same("SELECT id FROM photos WHERE rating > 0")
        case "is", "set-aside":
            return _of_originals("SELECT original_id AS id FROM marks WHERE kept_id IS NOT NULL")
        case "is", "hidden":
            return _of_originals("SELECT original_id AS id FROM marks WHERE hidden = 1")
        case "is", "stacked":
            return _of_originals("SELECT original_id AS id FROM stack_members")
    return None


def _text(db: Connection, field: Field, text: str, condition: Condition) -> Way | None:
    match field.name:
        case "folder":
            return _in_folders(naming.folders(db, text), condition)
        case "shoot":
            shoots = condition.bind(json.dumps(naming.shoots(db, text, field.at)))
            return _of_originals(
                "SELECT original_id AS id FROM photo_shoot_assignments"
                f" WHERE shoot_id IN (SELECT value FROM json_each({shoots}))"
            )
        case "in":
            found = naming.collection(db, text, field.at)
            if found.folders is not None:
                return _in_folders(found.folders, condition)
            if found.rule is None:
                here = condition.bind(found.id)
                return _of_originals(f"SELECT original_id AS id FROM photo_collections WHERE collection_id = {here}")
    return None


def _in_folders(ids: list[int], condition: Condition) -> Way:
    listed = condition.bind(json.dumps(ids))
    return _same(f"SELECT id FROM photos WHERE folder_id IN (SELECT value FROM json_each({listed}))")
