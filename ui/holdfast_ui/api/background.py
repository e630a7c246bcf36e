"""The background service, from the window: started now, and at every login."""

from pathlib import Path

from apiflask import APIBlueprint

from holdfast.config import Home
from holdfast.daemon import login
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

    @background.get("/daemon/login")
    @background.output(shapes.AtLogin)
    @background.doc(responses={409: "Something else is where the entry would be"})
    def at_login() -> dict[str, Json]:
        """Whether the service starts when the person logs in."""
        return _told(login.look(*_who(desk)))

    @background.put("/daemon/login")
    @background.input(shapes.AtLoginWish, arg_name="asked")
    @background.output(shapes.AtLogin)
    @background.doc(responses={409: "The entry cannot be written, or is not ours"})
    def start_at_login(asked: shapes.AtLoginWish) -> dict[str, Json]:
        """See that it starts then, or does not. Whether it runs now is left as it is."""
        if asked.installed:
            return _told(login.install(*_who(desk)))
        login.uninstall(*_who(desk))
        return _told(login.look(*_who(desk)))

    return background


def _who(desk: Desk) -> tuple[Home, Path | None]:
    return desk.opened.home, desk.opened.key_file


def _told(entry: login.Entry) -> dict[str, Json]:
    return {"installed": entry.installed, "by": entry.by, "place": entry.place, "broken": entry.is_broken,
            "current": entry.current}  # fmt: skip


def start_daemon(desk: Desk) -> str:
    """Start it, unless it runs. Busy: a command is at work, and who runs it."""
    home = desk.opened.home
    started = login.start(home, desk.opened.key_file, desk.clock)
    if started.answer is Start.BUSY:
        raise busy(home, desk.clock)
    if started.answer is Start.FAILED:
        raise conflict(
            "DAEMON_ENDED", "The background service ended at once.", f"Try again. Its log says why: {home.log_file}"
        )
    return str(started.answer.value)
