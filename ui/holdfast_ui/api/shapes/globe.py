"""The JSON of the map."""

from typing import Annotated

from pydantic import Field

from holdfast_ui.api.shapes.ground import Query, Shape

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class Part(Shape):
    """A part of the map, in degrees. `west` is more than `east` where it goes over the 180th meridian."""

    south: Latitude
    west: Longitude
    north: Latitude
    east: Longitude


class Mapped(Shape):
    """`extent`: of all photos with a place, if there are any. `unplaced`: pictures without one."""

    extent: Part | None
    unplaced: int


class ClusterQuery(Query):
    """`cell`: how many degrees a cell is wide and high."""

    south: Latitude
    west: Longitude
    north: Latitude
    east: Longitude
    cell: float = Field(gt=0.000001, le=90)


class Cluster(Shape):
    """Pictures that lie together: how many, their middle, the part of the map that they fill, one of them to show."""

    photos: int
    latitude: float
    longitude: float
    part: Part
    photo: int


class Clusters(Shape):
    """The fullest first."""

    clusters: list[Cluster]
