"""Places in queries: `48.85,2.35,5km`, or the name of a town."""

import re

from holdfast.domain.query.tree import Near, NearTown
from holdfast.domain.sphere import Box
from holdfast.errors import QueryError

DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,60})?", re.ASCII)
DISTANCE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,60})?)(km|m|mi)?", re.ASCII)
KILOMETRES = {None: 1.0, "km": 1.0, "m": 0.001, "mi": 1.609344}
WRITTEN = 'A place is written like 48.85,2.35,5km or like "Paris",5km.'
DECIMALS = 6
"""Of degrees: a hand's breadth. Of kilometres: a millimetre."""
USUAL = 10.0
FARTHEST = 20_000.0


def read(text: str, at: int, quoted: int) -> Near | NearTown:
    """A point or a town, and how far around it; without that 10 km."""
    name, rest = (text[:quoted], text[quoted:]) if quoted else (text, "")
    parts = rest.split(",")[1:] if quoted else text.split(",")
    if quoted and rest[:1] not in ("", ","):
        raise QueryError("A comma stands between a town and how far around it.", position=at + quoted)
    if quoted or not DEGREES.fullmatch(parts[0]):
        return _town(name if quoted else parts[0], parts if quoted else parts[1:], at)
    if len(parts) not in (2, 3):
        raise QueryError(WRITTEN, position=at)
    latitude, longitude = _degrees(parts[0], 90, at), _degrees(parts[1], 180, at + len(parts[0]) + 1)
    here = at + len(parts[0]) + len(parts[1]) + 2
    return Near(latitude, longitude, _distance(parts[2], here) if len(parts) == 3 else USUAL)


def read_box(text: str, at: int, _: int) -> Box:
    """South, west, north, east."""
    parts = text.split(",")
    if len(parts) != 4:
        raise QueryError("A part of the map is written south, west, north, east: 59.8,10.6,60.1,10.9.", position=at)
    places = [at + len(",".join(parts[:number])) + (number > 0) for number in range(4)]
    south, west, north, east = (
        _degrees(part, most, place) for part, most, place in zip(parts, (90, 180, 90, 180), places, strict=True)
    )
    if south > north:
        raise QueryError("The south of a part of the map lies below its north.", position=at)
    return Box(south, north, west, east)


def _town(name: str, parts: list[str], at: int) -> NearTown:
    if not any(letter.isalpha() for letter in name) or len(parts) > 1:
        raise QueryError(WRITTEN, position=at)
    return NearTown(name, _distance(parts[0], at + len(name) + 1) if parts else USUAL)


def _degrees(text: str, most: int, at: int) -> float:
    if DEGREES.fullmatch(text) is None or abs(float(text)) > most:
        raise QueryError(f"Degrees from -{most} to {most} are expected here.", position=at)
    return round(float(text), DECIMALS)


def _distance(text: str, at: int) -> float:
    found = DISTANCE.fullmatch(text.strip().lower())
    distance = round(float(found[1]) * KILOMETRES[found[2]], DECIMALS) if found else 0.0
    if not 0 < distance <= FARTHEST:
        raise QueryError("A distance is written like 5km or 500m.", position=at)
    return distance
