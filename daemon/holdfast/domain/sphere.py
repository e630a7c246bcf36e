"""Distances on the globe, and the boxes of degrees in which everything near a point lies."""

import math
from dataclasses import dataclass

EARTH_KM = 6371.0088
DEGREE_KM = math.pi * EARTH_KM / 180
ROUNDING = 1e-9
"""Degrees by which a box is larger, so that what lies just at its edge is in it."""


@dataclass(frozen=True, slots=True)
class Box:
    """All points within some distance lie in here; not all in here lie within it. `west` is greater than `east` where
    the box goes over the line at which the date changes."""

    south: float
    north: float
    west: float
    east: float


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres along the surface."""
    one, other = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def around(latitude: float, longitude: float, km: float) -> Box:
    """The box of everything that lies at most so far from a point."""
    up = km / DEGREE_KM + ROUNDING
    south, north = latitude - up, latitude + up
    reach = math.sin(min(km / EARTH_KM, math.pi / 2)) / max(math.cos(math.radians(latitude)), 1e-12)
    if south <= -90 or north >= 90 or reach >= 1:  # a pole lies within: every longitude is near
        return Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    aside = math.degrees(math.asin(reach)) + ROUNDING
    return Box(south, north, _turned(longitude - aside), _turned(longitude + aside))


def _turned(longitude: float) -> float:
    """The same line, from -180 to 180."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180
