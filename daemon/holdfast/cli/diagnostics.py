"""`holdfast diagnostics`: a file for somebody who helps, with nothing in it that belongs to the person."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from holdfast.catalog import sources
from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import Call
from holdfast.config import read_bootstrap
from holdfast.engine.checkup.check import Check
from holdfast.engine.diagnostics import bundle, collect
from holdfast.engine.diagnostics.collect import Part
from holdfast.engine.diagnostics.redact import Redactor
from holdfast.engine.setup import Opened
from holdfast.errors import HoldfastError


def register(app: typer.Typer) -> None:
    app.command("diagnostics")(diagnostics)


def diagnostics(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Where to write it; none: into Holdfast's home.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Print all that would be in it, and write nothing.")] = False,
) -> int:
    """Write versions, checks, settings, counts and the end of the log into a file, without names or secrets.

    It is sent to nobody: read it, then give it to whom you like.
    """
    call = calls.of(context)
    parts = _parts(call)
    if show:
        for part in parts:
            terminal.say(f"== {part.name}: {part.sentence}")
            for line in bundle.contents(part).splitlines():
                terminal.say(line)
        return 0
    _tell(parts)
    path = Path(file).expanduser().absolute() if file else _own_place(call)
    bundle.write(path, parts)
    terminal.say(f"It is in {path}. Nothing was sent. `holdfast diagnostics --show` prints all that is in it.")
    return 0


def _tell(parts: list[Part]) -> None:
    terminal.say("This is in the file, and nothing else:")
    for part in parts:
        terminal.say(f"  {part.name}: {part.sentence} ({words.size(len(bundle.contents(part).encode()))})")


def _own_place(call: Call) -> Path:
    """A new name in the home; a home that is not there yet is made."""
    call.home.make()
    return call.home.path / f"diagnostics-{int(call.clock.now())}.zip"


def _parts(call: Call) -> list[Part]:
    """Everything, or what there is when the catalog cannot be opened."""
    from holdfast.cli.examination import examination  # loads the window, which no other command should wait for

    checks = list(examination(call))
    with suppress(HoldfastError), call.opened() as opened:
        return _whole(call, opened, checks)
    bootstrap = None
    with suppress(HoldfastError):
        bootstrap = read_bootstrap(call.home)
    redactor = Redactor(collect.private_words(call.home, bootstrap, []))
    return [*collect.of_machine(checks, redactor), collect.of_log(call.home, redactor)]


def _whole(call: Call, opened: Opened, checks: list[Check]) -> list[Part]:
    rows = opened.catalog.read(sources.everything)
    redactor = Redactor(collect.private_words(call.home, opened.bootstrap, rows))
    status = calls.status(opened)
    known = opened.catalog.read(lambda db: list(collect.of_catalog(db, status, redactor)))
    return [*collect.of_machine(checks, redactor), *known, collect.of_log(call.home, redactor)]
