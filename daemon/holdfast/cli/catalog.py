"""`holdfast catalog rebuild`: a new catalog from the library alone."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson, Call
from holdfast.config import read_bootstrap
from holdfast.daemon.lock import WorkerLock
from holdfast.engine.rebuild import Rebuilt, rebuild
from holdfast.engine.report import as_json as jsonable
from holdfast.errors import UsageError

group = typer.Typer(help="The catalog: what Holdfast knows.", no_args_is_help=True)
EVERY = 1.0


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="catalog")


@group.command("rebuild")
def rebuild_catalog(
    context: typer.Context,
    library: Annotated[
        str | None, typer.Option("--library", metavar="DIR", help="The library; none: the one this home had.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Make a new catalog from the library: every file is read, nothing is downloaded. The old one is kept aside."""
    call = calls.of(context)
    where = Path(library).expanduser().absolute() if library else _known_library(call)
    show = _Reading(call, quiet=as_json)
    with WorkerLock(call.home, "command", call.clock):
        found, code = rebuild(call.home, where, call.key_file, call.clock, show)
    if as_json:
        values = jsonable(found)
        assert isinstance(values, dict)
        terminal.print_json({**values, "library": where, "recovery_code": code})
    else:
        _tell(found, code)
    return 1 if found.damaged or found.missing or found.unread_lines else 0


def _known_library(call: Call) -> Path:
    bootstrap = read_bootstrap(call.home)
    if bootstrap is None:
        raise UsageError(f"Holdfast is not set up in {call.home.path}.", action="Name the library with --library DIR.")
    return bootstrap.library


class _Reading:
    """How far the rebuild is, about once a second."""

    def __init__(self, call: Call, *, quiet: bool) -> None:
        self._clock = call.clock
        self._quiet = quiet
        self._said = call.clock.monotonic()

    def __call__(self, so_far: Rebuilt, current: str) -> None:
        now = self._clock.monotonic()
        if self._quiet or now - self._said < (EVERY if terminal.is_terminal(sys.stdout) else 5 * EVERY):
            return
        self._said = now
        terminal.say(f"{words.photos(so_far.photos)} found, {words.files(so_far.originals)} read again. {current}")


def _tell(found: Rebuilt, code: str) -> None:
    terminal.say(
        f"The catalog is rebuilt: {words.photos(found.photos)} of {found.sources:,} "
        f"source{'' if found.sources == 1 else 's'}, {words.files(found.originals)} read and right, "
        f"{found.damaged:,} damaged, {found.missing:,} missing."
    )
    if found.unread_lines:
        terminal.say(f"{found.unread_lines:,} lines of the sidecars could not be read.")
    terminal.say(f"The recovery code of the catalog is now {code}. Write it down.")
    terminal.say("The keys of the sources are not in the library: `holdfast source add KIND NAME` signs each in again.")
