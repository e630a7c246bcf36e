"""The page in a window, or served to a browser: what `open`, `serve` and `demo` have in common."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from holdfast.cli import terminal
from holdfast.cli.call import Call
from holdfast.cli.daemon import end_by_signals
from holdfast.config import Home
from holdfast.engine.setup import Opened
from holdfast_ui import raising
from holdfast_ui.entrance import Entrance
from holdfast_ui.front import Front
from holdfast_ui.raising import Page
from holdfast_ui.window import AlreadyOpen, NoScreen, can_open

Shown = Opened | Entrance
"""An open home, or the door of one that does not open."""


def show(shown: Shown, at: Page | None = None) -> None:
    """The window until it is closed; where there is no screen, the page until Ctrl-C."""
    obstacle = can_open(shown.home)
    if isinstance(obstacle, NoScreen):
        _instead(shown, obstacle.reason)
    elif isinstance(obstacle, AlreadyOpen):
        raising.ask(shown.home, at)
        terminal.say("The window is open already; it comes to the front.")
    else:
        with Front(shown) as front:
            outcome = front.show(at)
        if isinstance(outcome, NoScreen):
            _instead(shown, outcome.reason)


@contextmanager
def door_of(call: Call) -> Iterator[Entrance]:
    """The door of a home that does not open, with the reason why."""
    door = Entrance(call.home, call.key_file, call.clock, call.open)
    door.try_again()
    try:
        yield door
    finally:
        door.close()


def why_no_window(home: Home) -> str:
    """Why a window cannot be shown here; empty when it can."""
    obstacle = can_open(home)
    return obstacle.reason if isinstance(obstacle, NoScreen) else ""


def _instead(shown: Shown, reason: str) -> None:
    stop = threading.Event()
    end_by_signals(stop)
    serve_instead(shown, stop, reason)


def serve_instead(shown: Shown, stop: threading.Event, reason: str, seconds: float | None = None) -> None:
    """Say why there is no window, and serve the page until `stop` is set or the time is over."""
    terminal.say(reason)
    terminal.say("The page is served to a browser on this computer instead.")
    serve(shown, stop, seconds=seconds)


def serve(
    shown: Shown,
    stop: threading.Event,
    *,
    port: int | None = None,
    as_json: bool = False,
    note: str = "",
    seconds: float | None = None,
) -> None:
    """Serve the page until `stop` is set or the time is over, and print the way in, and the note."""
    with Front(shown, port=port) as front:
        if as_json:
            terminal.print_json({"url": front.server.url, "link": front.link()})
        else:
            _welcome(front, note)
        stop.wait(seconds)


def _welcome(front: Front, note: str) -> None:
    _print_link(front)
    if note:
        terminal.say(note)
    if terminal.can_ask():
        terminal.say("Enter prints a new link; Ctrl-C ends.")
        threading.Thread(target=_new_links, args=(front,), daemon=True).start()
    else:
        terminal.say("Ctrl-C ends.")


def _print_link(front: Front) -> None:
    terminal.say(f"Holdfast is at {front.server.url}")
    terminal.say("This link signs a browser in. It works once, and for five minutes:")
    terminal.say(f"  {front.link()}")


def _new_links(front: Front) -> None:
    for _ in terminal.typed_lines():
        _print_link(front)
