"""GET /api/statistics: photos and bytes, in full, per source and per type."""

from apiflask import APIBlueprint

from holdfast.engine.report import Json
from holdfast_ui.api import shapes
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    statistics = APIBlueprint("statistics", __name__, url_prefix="/api")

    @statistics.get("/statistics")
    @statistics.output(shapes.Statistics)
    def counts() -> dict[str, Json]:
        """What there is and how much of it is safe."""
        return fields_of(desk.status())

    return statistics
