"""Days in queries: a day, a month, a year, and from one to another."""

import re
from calendar import monthrange
from datetime import date, timedelta

from holdfast.domain.query.tree import Taken
from holdfast.errors import QueryError

DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", re.ASCII)
NONE = "none"


def read(text: str, at: int, _: int = 0) -> Taken:
    """`2023`, `2023-06`, `2023-06-14`, `2023-06..2023-08`, `2023..`, `..2019`, `>=2020`, `none`."""
    if text.casefold() == NONE:
        return Taken(None, None)
    for operator in (">=", "<=", ">", "<"):
        if text.startswith(operator):
            return _beyond(operator, *period(text[len(operator) :], at + len(operator)), at)
    low, dots, high = text.partition("..")
    if not dots:
        return Taken(*period(text, at))
    if not low and not high:
        raise QueryError("A day is expected on one side of the dots.", position=at)
    first = period(low, at)[0] if low else None
    last = period(high, at + len(low) + 2)[1] if high else None
    if first is not None and last is not None and first > last:
        raise QueryError("The earlier day comes first.", position=at)
    return Taken(first, last)


def _beyond(operator: str, first: date, last: date, at: int) -> Taken:
    try:
        if operator == ">":
            return Taken(last + timedelta(days=1), None)
        if operator == "<":
            return Taken(None, first - timedelta(days=1))
    except OverflowError:
        raise QueryError("The calendar ends here.", position=at) from None
    return Taken(first, None) if operator == ">=" else Taken(None, last)


def period(text: str, at: int) -> tuple[date, date]:
    """The first and the last day of what is named."""
    found = DAY.fullmatch(text)
    if found is None:
        raise QueryError("A day is written like 2023-06-14, a month like 2023-06, a year like 2023.", position=at)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise QueryError(f"There is no {text} in the calendar.", position=at) from None
    if day is not None:
        return first, first
    return first, date(first.year, month or 12, monthrange(first.year, month or 12)[1])
