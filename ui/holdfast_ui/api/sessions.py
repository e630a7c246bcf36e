"""GET /api/sessions: the latest runs, with true counts, and what was done day by day."""

from apiflask import APIBlueprint

from holdfast.catalog import sessions as kept
from holdfast.engine import days
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
        found = desk.catalog.read(
            lambda db: kept.recent(db, asked.limit, before=asked.before, source_id=asked.source, ending=asked.outcome)
        )
        return {"sessions": as_json(found), "next": found[-1].id if len(found) == asked.limit else None}

    @sessions.get("/sessions/days")
    @sessions.input(shapes.DaysQuery, location="query", arg_name="asked")
    @sessions.output(shapes.DaysOfRuns)
    def by_day(asked: shapes.DaysQuery) -> dict[str, Json]:
        """What was done on each of the last days, today the last."""
        return {"days": as_json(desk.catalog.read(days.of_runs, desk.now(), asked.days))}

    return sessions
