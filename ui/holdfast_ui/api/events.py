"""GET /api/events: the status now and at each change, as server-sent events."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from holdfast_ui.events import Watch

ANSWERS: dict[int | str, dict[str, str | dict[str, dict[str, Any]]]] = {
    200: {"description": "`status` events", "content": {"text/event-stream": {"schema": {"type": "string"}}}},
    503: {"description": "Too many pages follow at once"},
}


def blueprint(watch: Watch) -> APIBlueprint:
    events = APIBlueprint("events", __name__, url_prefix="/api")

    @events.get("/events")
    @events.doc(responses=ANSWERS)
    def follow() -> Response:
        """`status` at once and at each change (the data is that of GET /api/status), a comment every 15 seconds."""
        if request.method == "HEAD":
            return Response(mimetype="text/event-stream")
        gone = request.environ.get("waitress.client_disconnected") or (lambda: False)
        return Response(watch.follow(gone), mimetype="text/event-stream")

    return events
