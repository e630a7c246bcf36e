"""`holdfast open` and `holdfast serve`: the window, or the same page for a browser on this computer.

`holdfast.cli.page` is imported where it is used: the web framework behind it costs every command half a second.
"""

import threading
from contextlib import ExitStack, suppress
from typing import Annotated

import typer

from holdfast.catalog import sessions, settings
from holdfast.cli import call as calls
from holdfast.cli.call import AsJson, Call
from holdfast.cli.daemon import end_by_signals, start_daemon, tell_start
from holdfast.daemon import login, process
from holdfast.daemon.lock import holder
from holdfast.daemon.process import Start
from holdfast.errors import Busy, CatalogError, LoginItemRefused
from holdfast_ui.raising import Page

KEEPS_SHUT = (CatalogError, Busy)
"""What the window shows a way out of, or lets a person wait for: somebody may be putting another catalog in place."""
LOOK_EVERY = 2.0
NOBODY_WORKS = "The daemon is not running, so nothing is copied yet: `holdfast daemon start` starts it."

Port = Annotated[
    int | None,
    typer.Option("--port", metavar="N", min=0, max=65535, help="The port on 127.0.0.1; 0: any; none: the last one."),
]


def register(app: typer.Typer) -> None:
    app.command("open")(open_)
    app.command("serve")(serve)


At = Annotated[
    Page | None, typer.Option("--at", help="The page that is shown; none: Home, or where an open window is."),
]


def open_(context: typer.Context, at: At = None) -> None:
    """Open the window, and start the daemon if none runs. Closing the window leaves the daemon at work.

    On a new computer it asks where the photos are to lie; where the catalog does not open, it shows the ways out.
    """
    from holdfast.cli import page

    call = calls.of(context)
    try:
        started = None if _is_first_run(call) else start_daemon(call)
    except KEEPS_SHUT:
        with page.door_of(call) as door:
            page.show(door)
        return
    with suppress(LoginItemRefused):  # it is said where the switch is
        login.freshen(call.home, call.key_file)
    if started is not None and started.answer in (Start.FAILED, Start.BUSY):
        tell_start(call.home, started)
    closing = threading.Event()
    if started is not None and started.answer is Start.BUSY:
        threading.Thread(target=_start_later, args=(call, closing), daemon=True).start()
    with call.opened() as opened:
        page.show(opened, at)
    closing.set()


def _is_first_run(call: Call) -> bool:
    """The first run was left in the middle: its last step begins the copying, and nothing does before."""
    with call.opened() as opened:
        stage, last = opened.catalog.read(lambda db: (settings.identity(db, "first_run"), sessions.last_id(db)))
    return stage not in (None, "done") and not last


def _start_later(call: Call, closing: threading.Event) -> None:
    """Start the daemon as soon as the command that holds the lock has ended."""
    while not call.clock.sleep(LOOK_EVERY, closing):
        if holder(call.home, call.clock) is None:
            process.start(call.home, call.key_file, call.clock)
            return


def serve(context: typer.Context, port: Port = None, as_json: AsJson = False) -> None:
    """Serve the page to a browser on this computer, until Ctrl-C. No other computer can reach it."""
    from holdfast.cli import page

    call = calls.of(context)
    stop = threading.Event()
    end_by_signals(stop)
    with ExitStack() as stack:
        try:
            shown: page.Shown = stack.enter_context(call.opened())
        except KEEPS_SHUT:
            shown = stack.enter_context(page.door_of(call))
        page.serve(shown, stop, port=port, as_json=as_json, note="" if holder(call.home, call.clock) else NOBODY_WORKS)
