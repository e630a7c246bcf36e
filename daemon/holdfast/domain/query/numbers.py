"""Numbers in queries: one, a comparison, or from one to another; with the units of their field."""

import re
from collections.abc import Callable, Mapping

from holdfast.domain.query.tree import Span
from holdfast.errors import QueryError

OPERATORS = (">=", "<=", ">", "<")
PLAIN = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,60})?", re.ASCII)
WITH_UNIT = re.compile(r"([0-9]{1,40}(?:\.[0-9]{1,60})?)([a-z]*)", re.ASCII)
SIZES = {"": 1, "b": 1, "kb": 10**3, "k": 10**3, "mb": 10**6, "m": 10**6, "gb": 10**9, "g": 10**9, "tb": 10**12}
SECONDS = {"": 1, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600}
DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
MOST_DAYS = 36500

Number = Callable[[str, int], float]


def span(text: str, at: int, _: int = 0) -> Span:
    """`800`, `>800`, `<=800`, `100..800`, `100..`, `..800`."""
    return _span(text, at, plain)


def aperture(text: str, at: int, _: int = 0) -> Span:
    """As the camera writes it too: `f/2.8`."""
    return _span(text, at, lambda part, here: plain(part.removeprefix("f/"), here))


def exposure(text: str, at: int, _: int = 0) -> Span:
    """Seconds, or as the camera shows them: `1/250`."""
    return _span(text, at, _seconds)


def size(text: str, at: int, _: int = 0) -> Span:
    """Bytes: `10mb`."""
    return _span(text, at, lambda part, here: _with_unit(part, here, SIZES))


def duration(text: str, at: int, _: int = 0) -> Span:
    """Seconds: `30s`, `2min`."""
    return _span(text, at, lambda part, here: _with_unit(part, here, SECONDS))


def days(text: str, at: int) -> int:
    """`90d`, `3w`, `6m`, `1y`; at least one day."""
    found = _with_unit(text, at, DAYS)
    if not 1 <= found <= MOST_DAYS or found != int(found):
        raise QueryError("Say how many days, such as `90d`.", position=at)
    return int(found)


def plain(text: str, at: int) -> float:
    if PLAIN.fullmatch(text) is None:
        raise QueryError(f"A number is expected here{f', not `{text}`' if text else ''}.", position=at)
    return float(text)


def _span(text: str, at: int, number: Number) -> Span:
    low, dots, high = text.partition("..")
    for operator in OPERATORS:
        if text.startswith(operator):
            return _beyond(operator, number(text[len(operator) :].lower(), at + len(operator)))
    if not dots:
        only = number(text.lower(), at)
        return Span(only, only)
    if not low and not high:
        raise QueryError("A number is expected on one side of the dots.", position=at)
    lowest = number(low.lower(), at) if low else None
    highest = number(high.lower(), at + len(low) + 2) if high else None
    if lowest is not None and highest is not None and lowest > highest:
        raise QueryError("The smaller number comes first.", position=at)
    return Span(lowest, highest)


def _beyond(operator: str, number: float) -> Span:
    open_ = len(operator) == 1
    return Span(number, None, above=open_) if operator[0] == ">" else Span(None, number, below=open_)


def _seconds(text: str, at: int) -> float:
    over, slash, under = text.removesuffix("s").partition("/")
    if not slash:
        return plain(over, at)
    divisor = plain(under, at + len(over) + 1)
    if divisor == 0:
        raise QueryError("Nothing can be divided by 0.", position=at + len(over) + 1)
    return plain(over, at) / divisor


def _with_unit(text: str, at: int, units: Mapping[str, int]) -> float:
    found = WITH_UNIT.fullmatch(text.lower())
    if found is None or found[2] not in units:
        known = ", ".join(unit for unit in units if unit)
        raise QueryError(f"A number is expected here, with one of the units {known}.", position=at)
    return float(found[1]) * units[found[2]]
