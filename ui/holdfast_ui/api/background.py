"""POST /api/daemon/start: the background service, from the window."""

from apiflask import APIBlueprint

from holdfast.daemon import process
from holdfast.daemon.lock import busy
from holdfast.daemon.process import Start
from holdfast.engine.report import Json
from holdfast_ui.api.shapes import first_run as shapes
from holdfast_ui.desk import Desk
from holdfast_ui.problems import conflict


def blueprint(desk: Desk) -> APIBlueprint:
    background = APIBlueprint("background", __name__, url_prefix="/api")

    @background.post("/daemon/start")
    @background.output(shapes.DaemonStarted)
    @background.doc(responses={409: "A command of Holdfast is at work, or the service ended at once"})
    def start() -> dict[str, Json]:
        """Start the service that backs up by itself, unless it runs. It goes on when the window is closed."""
        return {"answer": start_daemon(desk)}

    return background


def start_daemon(desk: Desk) -> str:
    """Start it, unless it runs. Busy: a command is at work, and who runs it."""
    home = desk.opened.home
    started = process.start(home, desk.opened.key_file, desk.clock)
    if started.answer is Start.BUSY:
        raise busy(home, desk.clock)
    if started.answer is Start.FAILED:
        raise conflict(
            "DAEMON_ENDED", "The background service ended at once.", f"Try again. Its log says why: {home.log_file}"
        )
    return str(started.answer.value)
