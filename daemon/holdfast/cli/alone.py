"""For commands that put another catalog in place: nobody works with the present one, and no window shows it."""

from collections.abc import Iterator
from contextlib import contextmanager

from holdfast.catalog import use
from holdfast.cli.call import Call
from holdfast.daemon.lock import WorkerLock
from holdfast.errors import Busy


@contextmanager
def alone(call: Call, doing: str) -> Iterator[None]:
    """Hold the worker lock and keep the catalog shut for others; Busy says who is in the way. `doing`, as in
    "restored", is what those hear who come meanwhile."""
    from holdfast_ui.server import running_port  # the web framework takes half a second to load

    with WorkerLock(call.home, "command", call.clock):
        if running_port(call.home) is not None:
            raise Busy("Holdfast's window, or `holdfast serve`, has the catalog open.", action="Close it first.")
        with use.alone(call.home.path, doing, call.clock):
            yield
