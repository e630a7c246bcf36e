"""GET /api/map: where photos were taken; `/clusters`: how many lie where in a part of the map."""

from dataclasses import asdict

from apiflask import APIBlueprint

from holdfast.catalog import mapped
from holdfast.catalog.driver import Connection
from holdfast.domain.sphere import Box
from holdfast.engine.report import Json
from holdfast_ui.api.shapes import globe as shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    globe = APIBlueprint("map", __name__, url_prefix="/api")

    @globe.get("/map")
    @globe.output(shapes.Mapped)
    def whole() -> dict[str, Json]:
        """The part of the world that the photos fill, and how many have no place."""
        return desk.catalog.read(_whole)

    @globe.get("/map/clusters")
    @globe.input(shapes.ClusterQuery, location="query", arg_name="asked")
    @globe.output(shapes.Clusters)
    def clusters(asked: shapes.ClusterQuery) -> dict[str, Json]:
        """Pictures in this part of the map, those that lie in one cell together."""
        part = Box(asked.south, asked.north, asked.west, asked.east)
        return {"clusters": [_cluster(one) for one in desk.catalog.read(mapped.clusters, part, asked.cell)]}

    return globe


def _whole(db: Connection) -> dict[str, Json]:
    extent = mapped.extent(db)
    return {"extent": None if extent is None else asdict(extent), "unplaced": mapped.unplaced(db)}


def _cluster(one: mapped.Cluster) -> dict[str, Json]:
    middle: dict[str, Json] = {"latitude": one.latitude, "longitude": one.longitude}
    return {"photos": one.photos, **middle, "part": asdict(one.box), "photo": one.photo}
