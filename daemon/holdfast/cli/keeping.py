"""Telling the library what the person just made, where no daemon is there to do it."""

from holdfast.catalog import due
from holdfast.catalog.jobs import Parameters
from holdfast.cli.call import Call
from holdfast.cli.work import carry_out
from holdfast.daemon.lock import holder
from holdfast.engine.setup import Opened


def keep(call: Call, opened: Opened) -> None:
    """What was done stands already. Whoever works through the queue does this anyway, and a library that is away is
    told when it is back: so nothing is waited for, and nothing is said."""
    if opened.catalog.read(due.is_any) and holder(call.home, call.clock) is None:
        carry_out(call, opened, "keep_work", Parameters(), quiet=True)
