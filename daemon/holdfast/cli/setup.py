"""`holdfast init`."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson, Call
from holdfast.engine import placing, setup
from holdfast.engine.setup import Made
from holdfast.errors import UsageError

GROUPS_TYPED_BACK = 2


def register(app: typer.Typer) -> None:
    app.command("init")(init)


def init(
    context: typer.Context,
    library: Annotated[
        str | None, typer.Option("--library", metavar="DIR", help="Where the photos will lie: a new or empty folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make library, key and catalog; show the recovery code.

    With --key-file FILE the key is put into that new file instead of the keyring.
    """
    call = calls.of(context)
    if library is not None and not library.strip():
        raise UsageError("--library names no folder.", action="Name one, or leave --library away to be asked.")
    where = Path(library) if library is not None else _proposed(quiet=as_json)
    made = setup.init(call.home, where.expanduser().absolute(), call.key_file, call.clock)
    if as_json:
        terminal.print_json({
            "library": made.library, "home": call.home.path, "key_note": made.key_note,
            "recovery_code": made.recovery_code,
        })  # fmt: skip
    else:
        _tell(call, made)


def _proposed(*, quiet: bool) -> Path:
    """A folder in the person's pictures, or beside their other folders; they may name another."""
    proposed = placing.proposed()
    if quiet or not terminal.can_ask():
        return proposed
    typed = terminal.ask(f"Where shall the photos lie? [{proposed}] ")
    return Path(typed) if typed else proposed


def _tell(call: Call, made: Made) -> None:
    terminal.say(f"The library is {made.library}.")
    terminal.say(f"Holdfast keeps its catalog in {call.home.path}.")
    terminal.say(made.key_note)
    terminal.say()
    terminal.say("Your recovery code, which opens the catalog when the key is lost. Write it down now:")
    terminal.say()
    terminal.say_code(made.recovery_code)
    terminal.say()
    if terminal.can_ask():
        _type_back(made.recovery_code.split("-"))
    terminal.say(
        "Next: `holdfast source add cloudinary NAME` or `holdfast source add s3 NAME --bucket BUCKET`,"
        " then `holdfast backup`."
    )


def _type_back(groups: list[str]) -> None:
    """Have two groups typed, so that a code that nobody wrote down is noticed today. Enter alone skips it."""
    places = sorted(secrets.SystemRandom().sample(range(len(groups)), GROUPS_TYPED_BACK))
    for place in places:
        while (typed := terminal.ask(f"To be sure, type group {place + 1} (Enter: later): ").upper()) != groups[place]:
            if not typed:
                terminal.say("Keep it somewhere safe: without key and code the catalog cannot be opened.")
                return
            terminal.say(f"That is not group {place + 1}. Look at the code above once more.")
    terminal.say("That is right.")
