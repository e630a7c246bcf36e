"""`holdfast demo`: the whole way once, for real, against a cloud that lives in this process."""

import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Annotated

import typer

from holdfast.catalog.jobs import Parameters
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.backup import tell
from holdfast.cli.call import Call
from holdfast.cli.daemon import end_by_signals, start_daemon, tell_start
from holdfast.cli.window import serve_until
from holdfast.cli.work import carry_out
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.daemon import process
from holdfast.engine import setup
from holdfast.standins.cloudinary import StandIn
from holdfast_ui.front import Front
from holdfast_ui.window import NoScreen, can_open

SOURCE = "Demo cloud"
PATIENCE = 10.0
LOOK_EVERY = 0.1


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    photos: Annotated[int, typer.Option("--photos", metavar="N", min=1, help="How many photos the cloud holds.")] = 48,
    seconds: Annotated[
        float | None, typer.Option("--seconds", metavar="N", min=0, help="End after so many seconds; none: Ctrl-C.")
    ] = None,
    no_window: Annotated[bool, typer.Option("--no-window", help="Serve the page instead of opening a window.")] = False,
) -> int:
    """Back up an invented cloud into a temporary folder and show the result. Needs no account."""
    place = Path(tempfile.mkdtemp(prefix="holdfast-demo-"))
    home = Home(place / "home")
    with StandIn(photos, pictures=True, nasty=False) as cloud:
        show = _Demo(Call(home, home.key_file, SystemClock()), place, cloud)
        try:
            code = show.back_up()
            if seconds != 0:
                show.present(seconds, "You asked for no window." if no_window else "")
        except KeyboardInterrupt:
            terminal.say(f"The demo was stopped. What it made lies in {place}; delete it when you like.")
            raise
    terminal.say(f"The demo has ended and all that it started. Its library is {place / 'Photos'}; "
                 f"delete {place} when you like.")  # fmt: skip
    return code


class _Demo:
    def __init__(self, call: Call, place: Path, cloud: StandIn) -> None:
        self._call = call
        self._place = place
        self._cloud = cloud

    def back_up(self) -> int:
        """The same steps that the README tells a person to take."""
        call, cloud = self._call, self._cloud
        invented = words.photos(len(cloud.photos))
        terminal.say(f"A Cloudinary cloud with {invented} is at {cloud.base}, on this computer alone.")
        made = setup.init(call.home, self._place / "Photos", call.key_file, call.clock)
        terminal.say(f"Made the library {made.library} and a catalog in {call.home.path}.")
        with call.opened() as opened:
            source_id, description = setup.add_cloudinary(opened, SOURCE, cloud.url)
            terminal.say(f"Added the {description.title}, called {SOURCE!r} here.")
            job = carry_out(call, opened, "backup", Parameters(), quiet=False)
            tell(job, calls.status(opened), {source_id})
            return outcome.exit_code(opened, job, {source_id})

    def present(self, seconds: float | None, without_window: str) -> None:
        """The window where there is a screen, else the page and where it is; the daemon runs meanwhile."""
        stop = threading.Event()
        end_by_signals(stop)
        try:
            tell_start(self._call.home, start_daemon(self._call))
            reason = without_window or self._window(stop, seconds)
            if reason and not stop.is_set():
                self._page(stop, seconds, reason)
        finally:
            process.stop(self._call.home, self._call.clock)

    def _window(self, stop: threading.Event, seconds: float | None) -> str:
        """Show the window until it is closed, `stop` is set or the time is over; why not, if it cannot be shown."""
        obstacle = can_open(self._call.home)
        if isinstance(obstacle, NoScreen):
            return obstacle.reason
        terminal.say("The window opens. Close it, or press Ctrl-C, to end the demo.")
        call = self._call
        # A process of its own and a session of its own: the window ends when we say so, and Ctrl-C reaches us alone.
        child = subprocess.Popen(
            [*process.program(), "open"], env=process.environment(call.home, call.key_file), stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        deadline = None if seconds is None else call.clock.monotonic() + seconds
        while child.poll() is None and not call.clock.sleep(LOOK_EVERY, stop):
            if deadline is not None and call.clock.monotonic() > deadline:
                break
        if child.poll() is None:
            child.terminate()
            child.wait(PATIENCE)
            return ""
        return f"The window ended by itself (exit code {child.returncode})." if child.returncode else ""

    def _page(self, stop: threading.Event, seconds: float | None, reason: str) -> None:
        terminal.say(reason)
        terminal.say("The page is served to a browser on this computer instead.")
        with self._call.opened() as opened, Front(opened) as front:
            serve_until(front, stop, seconds)
