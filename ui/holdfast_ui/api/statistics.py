"""GET /api/statistics: photos and bytes, in full, per source and per type; `/figures` and `/days/<year>`: the rest."""

from collections.abc import Mapping

from apiflask import APIBlueprint

from holdfast.engine import figures
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

    @statistics.get("/statistics/figures")
    @statistics.input(shapes.FigureQuery, location="query", arg_name="asked")
    @statistics.output(shapes.Figures)
    def whole(asked: shapes.FigureQuery) -> Mapping[str, Json]:
        """By month, camera, lens and format, and what is at risk; `counted_at` says how old it is."""
        return figures.whole(desk.catalog, desk.clock, anew=asked.anew == "1")

    @statistics.get("/statistics/days/<int:year>")
    @statistics.output(shapes.Year)
    def days(year: int) -> Mapping[str, Json]:
        """Photos by the day of a year."""
        return figures.year(desk.catalog, desk.clock, year)

    return statistics
