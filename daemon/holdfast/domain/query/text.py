"""From meaning to text: the one way in which Holdfast writes a query."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from holdfast.domain.query.lexer import KEYWORDS, NAMED, is_space
from holdfast.domain.query.numbers import SIZES
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
    Value,
    Word,
)
from holdfast.domain.sphere import Box

FASTEST = 10**9
"""No shutter is open for a shorter part of a second."""
UNITS = ("tb", "gb", "mb", "kb")


def written(query: Query) -> str:
    """Text that means just this."""
    return "" if query.root is None else _node(query.root)


def node(one: Node) -> str:
    """A part of a query, as it stands beside others."""
    return _inside(one) if isinstance(one, AnyOf) else _node(one)


def _node(one: Node) -> str:
    if isinstance(one, Word):
        return _word(one)
    if isinstance(one, Field):
        return f"{one.name}:{_value(one.name, one.value)}"
    if isinstance(one, Not):
        return f"-{_inside(one.of)}"
    if isinstance(one, AllOf):
        return " ".join(map(node, one.parts))
    return " OR ".join(_node(part) for part in one.parts)


def _inside(one: Node) -> str:
    return f"({_node(one)})" if isinstance(one, AllOf | AnyOf) else _node(one)


def _word(word: Word) -> str:
    text = word.text
    plain = not (_needs_quotes(text) or text in KEYWORDS or NAMED.match(text) or text.startswith("-"))
    # What is found by its beginning is written without quotes, whatever its letters: a quote after the first
    # letter keeps it a word.
    return text if plain and not word.exact else quoted(text) if word.exact else _half_quoted(text)


def _half_quoted(text: str) -> str:
    """A word that holds a space or a sign; quotes that are not at its beginning make no phrase of it."""
    return f"{text[0]}{quoted(text[1:])}"


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _needs_quotes(text: str) -> bool:
    return not text or any(is_space(letter) or letter in '()"' for letter in text)


def _value(name: str, value: Value) -> str:
    match value:
        case Text(text):
            return quoted(text) if _needs_quotes(text) else text
        case Choice(chosen):
            return chosen
        case Days(days):
            return f"{days}d"
        case Taken():
            return _taken(value)
        case Near(latitude, longitude, km):
            return f"{_number(latitude)},{_number(longitude)},{_number(km)}km"
        case NearTown(town, km):
            return f"{quoted(town)},{_number(km)}km"
        case Box(south, north, west, east):
            return ",".join(map(_number, (south, west, north, east)))
        case Span():
            return _span(name, value)


def _span(name: str, span: Span) -> str:
    if span.low is not None and span.low == span.high:
        return amount(name, span.low)
    if span.high is None:
        return f"{'>' if span.above else '>='}{amount(name, span.low or 0)}"
    if span.low is None:
        return f"{'<' if span.below else '<='}{amount(name, span.high)}"
    return f"{amount(name, span.low)}..{amount(name, span.high)}"


def amount(name: str, number: float) -> str:
    """A number with the unit of its field."""
    if name == "size":
        for unit in UNITS:
            if number and number % SIZES[unit] == 0:
                return f"{_number(number / SIZES[unit])}{unit}"
    if name == "exposure" and 1 / FASTEST < number < 1 and 1 / round(1 / number) == number:
        return f"1/{round(1 / number)}"
    return _number(number) + ("s" if name == "duration" else "")


def _number(number: float) -> str:
    """Without a point where there is none, never with an exponent."""
    return str(int(number)) if number == int(number) else f"{Decimal(repr(number)):f}"


def _taken(taken: Taken) -> str:
    first, last = taken.first, taken.last
    if first is None:
        return "none" if last is None else f"..{last.isoformat()}"
    if last is None:
        return f"{first.isoformat()}.."
    begin, end = _periods(first, last)
    return begin if begin == end else f"{begin}..{end}"


def _periods(first: date, last: date) -> tuple[str, str]:
    """As short as can be: whole years, whole months, days."""
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if first.month == 1 and last.month == 12:
            return f"{first.year:04}", f"{last.year:04}"
        return first.isoformat()[:7], last.isoformat()[:7]
    return first.isoformat(), last.isoformat()
