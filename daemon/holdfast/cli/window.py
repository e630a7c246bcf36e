"""`holdfast open` and `holdfast serve`: the window, or the same page for a browser on this computer."""

import threading
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson, Call
from holdfast.cli.daemon import end_by_signals, start_daemon, tell_start
from holdfast.daemon import process
from holdfast.daemon.lock import holder
from holdfast.daemon.process import Start
from holdfast.engine.setup import Opened
from holdfast_ui.front import Front
from holdfast_ui.window import AlreadyOpen, NoScreen, can_open

LOOK_EVERY = 2.0

Port = Annotated[
    int | None,
    typer.Option("--port", metavar="N", min=0, max=65535, help="The port on 127.0.0.1; 0: any; none: the last one."),
]


def register(app: typer.Typer) -> None:
    app.command("open")(open_)
    app.command("serve")(serve)


def open_(context: typer.Context) -> None:
    """Open the window, and start the daemon if none runs. Closing the window leaves the daemon at work."""
    call = calls.of(context)
    started = start_daemon(call)
    if started.answer in (Start.FAILED, Start.BUSY):
        tell_start(call.home, started)
    closing = threading.Event()
    if started.answer is Start.BUSY:
        threading.Thread(target=_start_later, args=(call, closing), daemon=True).start()
    with call.opened() as opened:
        obstacle = can_open(call.home)
        if isinstance(obstacle, AlreadyOpen):
            terminal.say("The window is open already.")
        elif isinstance(obstacle, NoScreen):
            instead_of_window(opened, obstacle.reason)
        else:
            _show(opened)
    closing.set()


def _show(opened: Opened) -> None:
    with Front(opened) as front:
        outcome = front.show()
        if isinstance(outcome, NoScreen):
            terminal.say(outcome.reason)
            serve_until(front, _ended_by_signals())


def _start_later(call: Call, closing: threading.Event) -> None:
    """Start the daemon as soon as the command that holds the lock has ended."""
    while not call.clock.sleep(LOOK_EVERY, closing):
        if holder(call.home, call.clock) is None:
            process.start(call.home, call.key_file, call.clock)
            return


def instead_of_window(opened: Opened, reason: str) -> None:
    """Say why there is no window, and serve the page until Ctrl-C."""
    terminal.say(reason)
    terminal.say("The page is served to a browser on this computer instead.")
    with Front(opened) as front:
        serve_until(front, _ended_by_signals())


def serve(context: typer.Context, port: Port = None, as_json: AsJson = False) -> None:
    """Serve the page to a browser on this computer until Ctrl-C; nobody else can reach it."""
    call = calls.of(context)
    with call.opened() as opened, Front(opened, port=port) as front:
        stop = _ended_by_signals()
        if as_json:
            terminal.print_json({"url": front.server.url, "link": front.link()})
            stop.wait()
            return
        if holder(call.home, call.clock) is None:
            terminal.say("The daemon is not running, so nothing is copied yet: `holdfast daemon start` starts it.")
        serve_until(front, stop)


def _ended_by_signals() -> threading.Event:
    stop = threading.Event()
    end_by_signals(stop)
    return stop


def serve_until(front: Front, stop: threading.Event, seconds: float | None = None) -> None:
    """Print the way in and keep the page served until `stop` is set or the time is over."""
    _print_link(front)
    if terminal.can_ask():
        terminal.say("Enter prints a new link; Ctrl-C ends.")
        threading.Thread(target=_new_links, args=(front,), daemon=True).start()
    else:
        terminal.say("Ctrl-C ends.")
    stop.wait(seconds)


def _print_link(front: Front) -> None:
    terminal.say(f"Holdfast is at {front.server.url}")
    terminal.say("This link signs a browser in. It works once, and for five minutes:")
    terminal.say(f"  {front.link()}")


def _new_links(front: Front) -> None:
    for _ in terminal.typed_lines():
        _print_link(front)
