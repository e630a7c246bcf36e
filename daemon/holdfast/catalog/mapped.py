"""Photos on the map: how many lie where, in cells of a grid that stands still while the map is moved."""

from dataclasses import dataclass

from holdfast.catalog.driver import Connection
from holdfast.domain.sphere import Box

MOST = 1500
"""Cells of one answer. A view has some hundred; more only who asks for a whole world in small cells."""

PLACED = "FROM photos WHERE latitude IS NOT NULL AND aspect IS NOT NULL"
"""What the timeline shows, too: each picture once, nothing that was hidden or set aside."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The pictures of one cell: how many, their middle, the box that they fill, and the photo that stands for them."""

    photos: int
    latitude: float
    longitude: float
    box: Box
    photo: int


def extent(db: Connection) -> Box | None:
    """The box of all photos with a place; None: there is none."""
    row = db.row(
        f"SELECT (SELECT min(latitude) {PLACED}) AS south, (SELECT max(latitude) {PLACED}) AS north,"
        f" min(longitude) AS west, max(longitude) AS east {PLACED}"
    )
    assert row is not None
    return None if row["south"] is None else Box(row["south"], row["north"], row["west"], row["east"])


def unplaced(db: Connection) -> int:
    """Pictures of which nobody says where they were taken."""
    return db.number("SELECT count(*) FROM photos WHERE aspect IS NOT NULL") - db.number(f"SELECT count(*) {PLACED}")


def clusters(db: Connection, box: Box, cell: float) -> list[Cluster]:
    """What lies in a part of the map, in cells of so many degrees, the fullest first."""
    joint = "AND" if box.west <= box.east else "OR"
    rows = db.rows(
        "SELECT count(*) AS photos, avg(latitude) AS latitude, avg(longitude) AS longitude,"
        " min(latitude) AS south, max(latitude) AS north, min(longitude) AS west, max(longitude) AS east,"
        f" max(id) AS photo {PLACED} AND latitude BETWEEN :south AND :north"
        f" AND (longitude >= :west {joint} longitude <= :east)"
        " GROUP BY CAST((latitude + 90) / :cell AS INTEGER), CAST((longitude + 180) / :cell AS INTEGER)"
        f" ORDER BY photos DESC, photo DESC LIMIT {MOST}",
        {"south": box.south, "north": box.north, "west": box.west, "east": box.east, "cell": cell},
    )
    return [
        Cluster(row["photos"], row["latitude"], row["longitude"],
                Box(row["south"], row["north"], row["west"], row["east"]), row["photo"])
        for row in rows
    ]  # fmt: skip
