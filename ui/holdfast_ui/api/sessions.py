"""GET /api/sessions: the latest runs, with true counts."""

from apiflask import APIBlueprint

from holdfast.catalog import sessions as kept
from holdfast.engine.report import Json, as_json
from holdfast_ui.api import shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    sessions = APIBlueprint("sessions", __name__, url_prefix="/api")

    @sessions.get("/sessions")
    @sessions.input(shapes.SessionQuery, location="query", arg_name="asked")
    @sessions.output(shapes.Sessions)
    def recent(asked: shapes.SessionQuery) -> dict[str, Json]:
        """The latest runs, newest first."""
        return {"sessions": as_json(desk.catalog.read(lambda db: kept.recent(db, asked.limit)))}

    return sessions
