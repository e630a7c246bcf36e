"""GET /api/status: are all my photos safe, right now?"""

from apiflask import APIBlueprint

from holdfast.engine.report import Json, as_json
from holdfast_ui.api import shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    status = APIBlueprint("status", __name__, url_prefix="/api")

    @status.get("/status")
    @status.output(shapes.Status)
    def now() -> dict[str, Json]:
        """The state with all that it was computed from."""
        return fields_of(desk.status())

    return status


def fields_of(value: object) -> dict[str, Json]:
    """One of our values as the fields of a JSON object."""
    answer = as_json(value)
    assert isinstance(answer, dict)
    return answer
