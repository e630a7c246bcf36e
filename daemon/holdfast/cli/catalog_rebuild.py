"""`holdfast catalog rebuild`: a new catalog from the library alone."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.alone import alone
from holdfast.cli.call import AsJson, Call
from holdfast.config import read_bootstrap
from holdfast.engine.rebuild import Rebuilt, rebuild
from holdfast.engine.report import as_json as jsonable
from holdfast.errors import UsageError

EVERY = 1.0


def register(group: typer.Typer) -> None:
    group.command("rebuild")(rebuild_catalog)


def rebuild_catalog(
    context: typer.Context,
    library: Annotated[
        str | None, typer.Option("--library", metavar="DIR", help="The library; none: the one this home had.")
    ] = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make a new key: the old one is lost, and so is its recovery code.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Make a new catalog from the library: every file is read, nothing is downloaded. The old one is kept aside.

    Cut short, it goes on where it was when it is run again.
    """
    call = calls.of(context)
    where = Path(library).expanduser().absolute() if library else _known_library(call)
    if not as_json:
        terminal.say("First what the library says of its photos is read, then each photo itself. This can be stopped.")
    show = _Reading(call, quiet=as_json)
    with alone(call, "rebuilt"):
        found, code = rebuild(call.home, where, call.key_file, call.clock, show, new_key=new_key)
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
        self._began: tuple[float, int] | None = None

    def __call__(self, so_far: Rebuilt, current: str) -> None:
        now = self._clock.monotonic()
        if so_far.originals_total and self._began is None:
            self._began = now, _read(so_far)
            self._tell_resumed(so_far)
            return
        if self._quiet or now - self._said < (EVERY if terminal.is_terminal(sys.stdout) else 5 * EVERY):
            return
        self._said = now
        if not so_far.originals_total:
            terminal.say(f"{words.photos(so_far.photos)} found so far, reading what is said of {current}.")
            return
        total = words.files(so_far.originals_total)
        terminal.say(f"{_read(so_far):,} of {total} read{self._left(so_far, now)}. {current}")

    def _tell_resumed(self, so_far: Rebuilt) -> None:
        if so_far.resumed and not self._quiet:
            terminal.say(f"Going on where it was cut short: {words.files(_read(so_far))} are read already.")

    def _left(self, so_far: Rebuilt, now: float) -> str:
        assert self._began is not None
        begun, before = self._began
        read = _read(so_far) - before
        if read < 1:
            return ""
        return f", {words.time_left((now - begun) / read * (so_far.originals_total - _read(so_far)))}"


def _read(so_far: Rebuilt) -> int:
    return so_far.originals + so_far.damaged + so_far.missing


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
