"""GET /api/health: does it answer, and can it read the catalog?"""

from apiflask import APIBlueprint

from holdfast import __version__
from holdfast.engine.report import Json
from holdfast_ui.api import shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    health = APIBlueprint("health", __name__, url_prefix="/api")

    @health.get("/health")
    @health.output(shapes.Health)
    @health.doc(responses={503: "The catalog cannot be read"})
    def look() -> dict[str, Json]:
        """All is well with the program itself; the photos are another question."""
        desk.install_id()
        return {"status": "ok", "version": __version__, "catalog": "ok"}

    return health
