"""The towns that the person added, and which of them is near a photo."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.catalog.driver import Connection
from holdfast.domain import sphere

FAR = 40.0
"""Kilometres from which on a town says nothing of a photo any more."""


@dataclass(frozen=True, slots=True)
class Town:
    """A row of the gazetteer."""

    id: int
    name: str
    region: str | None
    country: str
    latitude: float
    longitude: float
    population: int


_COLUMNS = "id, name, region, country, latitude, longitude, population"
_WITHIN = f"""SELECT {_COLUMNS} FROM places WHERE latitude BETWEEN :south AND :north
 AND iif(:west <= :east, longitude BETWEEN :west AND :east, longitude >= :west OR longitude <= :east)"""


def replace(db: Connection, towns: Iterable[Town]) -> int:
    """Know these towns and no others; how many. Every photo with a place gets its words anew."""
    db.run("DELETE FROM places")
    db.many(
        f"INSERT OR REPLACE INTO places ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (tuple(getattr(town, name) for name in Town.__slots__) for town in towns),
    )
    db.run("INSERT OR IGNORE INTO search_due SELECT id FROM photos WHERE latitude IS NOT NULL")
    return db.number("SELECT count(*) FROM places")


def count(db: Connection) -> int:
    return db.number("SELECT count(*) FROM places")


def named(db: Connection, name: str) -> Town | None:
    """The most populous town of this name, whatever its capitals; None: none is called so."""
    row = db.row(
        f"SELECT {_COLUMNS} FROM places WHERE name = ? COLLATE NOCASE ORDER BY population DESC, id LIMIT 1", (name,)
    )
    return Town(**{column: row[column] for column in Town.__slots__}) if row else None


def nearest(db: Connection, latitude: float, longitude: float, within: float = FAR) -> Town | None:
    """The town that lies nearest to a point, if any lies within so many kilometres."""
    box = sphere.around(latitude, longitude, within)
    rows = db.rows(_WITHIN, {"south": box.south, "north": box.north, "west": box.west, "east": box.east})
    found, least = None, math.inf
    for row in rows:
        away = sphere.distance(latitude, longitude, row["latitude"], row["longitude"])
        if away <= within and away < least:
            found, least = row, away
    return Town(**{column: found[column] for column in Town.__slots__}) if found else None
