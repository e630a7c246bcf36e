"""POST /api/pause and /api/resume: all backups rest, and go on."""

from apiflask import APIBlueprint

from holdfast.catalog import pauses
from holdfast.domain import pause
from holdfast.engine.report import Json
from holdfast.errors import UsageError
from holdfast_ui.api import shapes
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    pausing = APIBlueprint("pausing", __name__, url_prefix="/api")

    @pausing.post("/pause")
    @pausing.input(shapes.PauseRequest, arg_name="asked")
    @pausing.output(shapes.Status)
    def begin(asked: shapes.PauseRequest) -> dict[str, Json]:
        """Let all backups rest: what is under way stops at the next safe point, and nothing begins by itself. What a
        person asks for meanwhile is done. Asked again, the new end counts."""
        now = desk.now()
        until = _until(asked, now)
        desk.catalog.write(lambda db: pauses.begin(db, until, now))
        return fields_of(desk.status())

    @pausing.post("/resume")
    @pausing.output(shapes.Status)
    def end() -> dict[str, Json]:
        """Let all backups go on. Nothing happens when they are not paused."""
        desk.catalog.write(lambda db: pauses.end(db, desk.now()))
        return fields_of(desk.status())

    return pausing


def _until(asked: shapes.PauseRequest, now: int) -> int | None:
    if asked.minutes is not None and asked.until is not None:
        raise UsageError("Say how long or until when, not both.", action="Leave one of them out.", field="until")
    if asked.until is not None:
        return pause.moment(asked.until, now)
    return None if asked.minutes is None else now + asked.minutes * pause.MINUTE
