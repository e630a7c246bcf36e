"""`holdfast daemon …`: the process that works through the queue and keeps the schedule."""

import logging
import signal
import sys
import threading
from types import FrameType
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import journal, terminal
from holdfast.cli.call import AsJson, Call
from holdfast.clock import local_time, rfc3339
from holdfast.config import Home, read_bootstrap
from holdfast.daemon import login, process
from holdfast.daemon.again import Keeper
from holdfast.daemon.herald import Herald
from holdfast.daemon.lock import WorkerLock, busy
from holdfast.daemon.process import Start, Started, Stop
from holdfast.daemon.runner import Runner
from holdfast.errors import HoldfastError, KeyringLocked, LoginItemRefused, NoKeyring
from holdfast.keys import catalog_key

log = logging.getLogger(__name__)

group = typer.Typer(help="The process that backs up by itself, without any window.", no_args_is_help=True)

FAILED = 1
KEYRING_EVERY = 2.0
"""Seconds between two looks at a locked keyring; nobody is asked anything."""


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="daemon")


@group.command("run")
def run(
    context: typer.Context,
    again: Annotated[
        bool, typer.Option("--again", help="Start it again after a crash, up to five times within ten minutes.")
    ] = False,
) -> int:
    """Work in the foreground until SIGTERM or Ctrl-C; for systemd, launchd and the like."""
    call = calls.of(context)
    stop = threading.Event()
    if again:
        return _kept_running(call, stop)
    end_by_signals(stop)
    journal.keep_rotated(call.home, also_terminal=terminal.is_terminal(sys.stderr))
    if _keyring_opens(call, stop):
        with call.opened() as opened, WorkerLock(call.home, "daemon", call.clock):
            herald = herald_of(call)
            try:
                Runner(opened, stop, post=herald.post).serve()
            finally:
                herald.close()
    return 0


def _kept_running(call: Call, stop: threading.Event) -> int:
    journal.keep(call.home)
    command = [*process.program(), "daemon", "run"]
    return Keeper(command, process.environment(call.home, call.key_file), stop, call.clock).keep()


def _keyring_opens(call: Call, stop: threading.Event) -> bool:
    """Wait as long as the key is in a keyring that is locked, as it is before the person has logged in. The person is
    asked to unlock it once; after that it is only looked at. False: the daemon is to end."""
    bootstrap = read_bootstrap(call.home)
    while bootstrap is not None:
        try:
            catalog_key.load(call.home, bootstrap, call.key_file)
            return True
        except (KeyringLocked, NoKeyring) as error:
            if not catalog_key.waits_for_keyring(bootstrap, call.key_file):
                raise
            log.warning("waiting for the keyring: %s %s", error.code, error.message)
        while catalog_key.waits_for_keyring(bootstrap, call.key_file):
            if call.clock.sleep(KEYRING_EVERY, stop):
                return False
    return True


def herald_of(call: Call) -> Herald:
    """Who shows notices; a click opens the window at the problems."""
    again = process.program()
    clicked = [*again, "open", "--at", "problems"]
    return Herald(call.clock, [*again, "herald"], clicked, process.environment(call.home, call.key_file))


def end_by_signals(stop: threading.Event) -> None:
    """Let SIGTERM, Ctrl-C and a closed terminal set `stop` instead of ending the process on the spot."""

    def set_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), set_stop)


@group.command("start")
def start(context: typer.Context, as_json: AsJson = False) -> int:
    """Start the daemon in the background."""
    call = calls.of(context)
    started = start_daemon(call)
    if started.answer is Start.BUSY:
        raise busy(call.home, call.clock)
    if as_json:
        terminal.print_json({"answer": started.answer.value, "pid": started.pid, "log": call.home.log_file})
    else:
        tell_start(call.home, started)
    return (started.exit_code or FAILED) if started.answer is Start.FAILED else 0


def start_daemon(call: Call) -> Started:
    """Start it, unless it runs. What keeps the catalog shut is raised here, where somebody reads it."""
    with call.opened():
        pass
    return login.start(call.home, call.key_file, call.clock)


def tell_start(home: Home, started: Started) -> None:
    """What became of the start, in a sentence."""
    match started.answer:
        case Start.STARTED:
            terminal.say(f"The daemon runs now (process {started.pid}). Its log is {home.log_file}.")
        case Start.ALREADY_RUNNING:
            terminal.say(f"The daemon runs already (process {started.pid}).")
        case Start.STILL_STARTING:
            terminal.say(f"The daemon is still starting (process {started.pid}). Its log is {home.log_file}.")
        case Start.BUSY:
            terminal.say("The daemon cannot start while a command of Holdfast is at work.")
        case Start.FAILED:
            terminal.complain("The daemon ended at once:")
            for line in started.said.splitlines():
                terminal.complain(f"  {line}")
            terminal.complain(f"Its log is {home.log_file}.")


@group.command("stop")
def stop(context: typer.Context, as_json: AsJson = False) -> int:
    """Let the daemon finish what it has in hand, and end it."""
    call = calls.of(context)
    answer = process.stop(call.home, call.clock)
    if answer is Stop.BUSY:
        raise busy(call.home, call.clock)
    if answer is Stop.STILL_STOPPING:
        raise HoldfastError(
            f"The daemon was asked to end and still runs after {process.PATIENCE_TO_STOP:.0f} seconds.",
            action=f"Wait a little, then ask again. Its log is {call.home.log_file}",
        )
    if as_json:
        terminal.print_json({"answer": answer.value})
    else:
        terminal.say("The daemon has ended." if answer is Stop.STOPPED else "The daemon is not running.")
    return 0


@group.command("install")
def install(context: typer.Context, as_json: AsJson = False) -> None:
    """Start the daemon at every login from now on; and now, if it does not run yet."""
    call = calls.of(context)
    with call.opened():
        pass
    entry = login.install(call.home, call.key_file)
    started = login.start(call.home, call.key_file, call.clock)
    if as_json:
        terminal.print_json({**_of_entry(entry), "daemon": started.answer.value})
        return
    terminal.say(f"Holdfast starts at every login from now on, by {entry.by}: {entry.place}")
    tell_start(call.home, started)


@group.command("uninstall")
def uninstall(context: typer.Context, as_json: AsJson = False) -> None:
    """Start the daemon at login no more. One that runs goes on until it is stopped."""
    call = calls.of(context)
    removed = login.uninstall(call.home, call.key_file)
    if as_json:
        terminal.print_json({"removed": removed})
    elif removed:
        terminal.say("Holdfast starts at login no more. `holdfast daemon install` brings that back.")
    else:
        terminal.say("Nothing starts Holdfast at login.")


def _of_entry(entry: login.Entry) -> dict[str, str | bool]:
    return {"installed": entry.installed, "by": entry.by, "place": entry.place, "starts": entry.starts,
            "current": entry.current}  # fmt: skip


@group.command("status")
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Whether the daemon runs, and whether it starts at login."""
    call = calls.of(context)
    card = process.status(call.home, call.clock)
    try:
        entry, refused = login.look(call.home, call.key_file), None
    except LoginItemRefused as error:
        entry, refused = None, error
    if as_json:
        since = rfc3339(int(card.started_at * 1000)) if card else None
        at_login = _of_entry(entry) if entry else {"installed": False, "message": refused.message if refused else ""}
        terminal.print_json({"running": card is not None, "pid": card.pid if card else None, "started_at": since,
                             "login": at_login})  # fmt: skip
        return
    if card is None:
        terminal.say("The daemon is not running. `holdfast daemon start` starts it.")
    else:
        terminal.say(f"The daemon runs as process {card.pid} since {local_time(card.started_at)}.")
    terminal.say(refused.message if refused else _entry_said(entry))


def _entry_said(entry: login.Entry | None) -> str:
    if entry is None or not entry.installed:
        return "It does not start at login. `holdfast daemon install` changes that."
    where = f"It starts at every login, by {entry.by}: {entry.place}"
    if entry.is_broken:
        return f"{where}\nBut that starts {entry.starts}, which is not there. `holdfast daemon install` mends it."
    if not entry.current:
        return f"{where}\nThat starts {entry.starts}, or works elsewhere. `holdfast daemon install` makes it this one."
    return where
