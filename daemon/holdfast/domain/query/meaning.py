"""How a query was understood, in words for the person who typed it."""

from datetime import date

from holdfast.domain.query.text import amount
from holdfast.domain.query.tree import (
    AllOf,
    AnyOf,
    Choice,
    Days,
    Field,
    Near,
    NearTown,
    Node,
    Not,
    Query,
    Span,
    Taken,
    Text,
    Word,
)
from holdfast.domain.sphere import Box

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
STATES = {"safe": "safe", "pending": "not copied yet", "failed": "failed", "skipped": "skipped by rule",
          "gone": "no longer at their source"}  # fmt: skip
KNOWN = {"place": "a place", "date": "a date", "camera": "a camera", "lens": "a lens", "rating": "a rating",
         "title": "a title", "caption": "a caption", "tags": "tags"}  # fmt: skip
KINDS = {"duplicate": "that resemble others", "set-aside": "that were set aside", "hidden": "that you have hidden",
         "stacked": "in a stack"}  # fmt: skip
PICKS = {"pick": "picked", "reject": "rejected", "none": "neither picked nor rejected"}
NUMBERS = {"iso": "ISO", "aperture": "an f-number of", "focal": "a focal length of", "exposure": "an exposure of",
           "rating": "a rating of", "copies": "places that list them:", "size": "a size of", "width": "a width of",
           "height": "a height of", "duration": "a duration of"}  # fmt: skip
UNITS = {"focal": " mm", "exposure": " s", "width": " pixels", "height": " pixels"}
NAMES = {
    "camera": "taken with the camera",
    "lens": "taken with the lens",
    "format": "of the format",
    "source": "from",
    "folder": "in the folder",
    "in": "in the collection",
    "shoot": "of the shoot",
    "tag": "with the tag",
}


def said(query: Query) -> str:
    """A sentence without its full stop: `Photos with “harbour”, ISO more than 800`."""
    if query.root is None:
        return "All photos"
    return f"Photos {node(query.root)}"


def node(one: Node) -> str:
    """One part of it, as it stands in the sentence."""
    match one:
        case Word(text, exact):
            return f"with the words “{text}”" if exact else f"with “{text}”"
        case Field():
            return _field(one)
        case Not(of):
            return f"not ({node(of)})" if isinstance(of, AllOf | AnyOf) else f"not {node(of)}"
        case AllOf(parts):
            return ", ".join(f"({node(part)})" if isinstance(part, AnyOf) else node(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(f"({node(part)})" if isinstance(part, AllOf) else node(part) for part in parts)


def _field(field: Field) -> str:
    match field.value:
        case Text(text):
            return f"{NAMES[field.name]} “{text}”"
        case Choice(name):
            return _choice(field.name, name)
        case Span():
            return _span(field.name, field.value)
        case Taken(first, last):
            return _taken(first, last)
        case Days(days):
            return f"not read again from the drive for {days:,} day{'' if days == 1 else 's'}"
        case Near(latitude, longitude, km):
            return f"within {_distance(km)} of {latitude:g}, {longitude:g}"
        case NearTown(town, km):
            return f"within {_distance(km)} of {town}"
        case Box(south, north, west, east):
            return f"on the map from {south:g}, {west:g} to {north:g}, {east:g}"


def _choice(field: str, name: str) -> str:
    match field:
        case "type":
            return f"of the type {name}"
        case "state":
            return f"that are {STATES[name]}"
        case "has":
            return f"with {KNOWN[name]}"
        case "is":
            return KINDS[name]
        case "pick":
            return PICKS[name]
        case "colour":
            return "without a colour label" if name == "none" else f"labelled {name}"
        case "star":
            return "with a star" if name == "yes" else "without a star"
    return "with those that are set aside, hidden or in a stack"


def _span(name: str, span: Span) -> str:
    fact = f"with {NUMBERS[name]}"
    if span.low is not None and span.low == span.high:
        return f"{fact} {_amount(name, span.low)}"
    if span.high is None:
        return f"{fact} {'more than' if span.above else 'at least'} {_amount(name, span.low or 0)}"
    if span.low is None:
        return f"{fact} {'less than' if span.below else 'at most'} {_amount(name, span.high)}"
    return f"{fact} from {_amount(name, span.low)} to {_amount(name, span.high)}"


def _amount(name: str, number: float) -> str:
    return f"{amount(name, number)}{UNITS.get(name, '')}"


def _taken(first: date | None, last: date | None) -> str:
    if first is None:
        return "without a date" if last is None else f"taken until {_day(last)}"
    if last is None:
        return f"taken from {_day(first)} on"
    return f"taken on {_day(first)}" if first == last else f"taken from {_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _distance(km: float) -> str:
    return f"{km * 1000:g} m" if km < 1 else f"{km:g} km"
