"""`holdfast drill`: does restoring work? Tried, with a receipt."""

from typing import Annotated

import typer

from holdfast.catalog import drills, sessions
from holdfast.catalog.drills import Drill
from holdfast.catalog.jobs import Parameters
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson
from holdfast.cli.work import carry_out
from holdfast.clock import local_time

LISTED = 50


def register(app: typer.Typer) -> None:
    app.command("drill")(drill)


def drill(
    context: typer.Context,
    photos: Annotated[int | None, typer.Option("--photos", metavar="N", min=1, max=1000, help="How many.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="Only say what earlier drills found.")] = False,
    as_json: AsJson = False,
) -> int:
    """Take photos at random through a whole restore, read them back, and keep a receipt.

    It happens by itself every month (`drill_every_days`). The copies are removed again.
    """
    call = calls.of(context)
    with call.opened() as opened:
        if listing:
            return _list(opened.catalog.read(drills.recent, LISTED), as_json)
        job = carry_out(call, opened, "drill", Parameters(photos=photos), quiet=as_json)
        runs = {run.id for run in opened.catalog.read(sessions.of_job, job.id)}
        last = opened.catalog.read(drills.last)
        found = last if last is not None and last.session_id in runs else None
        if as_json:
            terminal.print_json({"job": job.id, "outcome": job.state, "drill": found, "error": outcome.error(job)})
        else:
            outcome.tell_error(job)
            _tell(found, str(opened.home.receipts_dir))
    if job.state == "failed":
        return outcome.exit_code_of(job.code)
    return 0 if job.state == "done" else outcome.INTERRUPTED


def _tell(found: Drill | None, receipts: str) -> None:
    if found is None:
        terminal.say("No photo was taken through a drill.")
        return
    for one in found.receipt:
        if one.result != "intact":
            terminal.say(f"{one.result}: {one.source}: {one.photo}: {one.message}")
    terminal.say(_sentence(found))
    terminal.say(f"The receipt: {receipts}/drill-{found.id}.txt")


def _sentence(found: Drill) -> str:
    whole = f"{found.intact:,} of {words.photos(found.photos)} came back whole"
    return f"{whole} ({words.size(found.bytes)}) in {words.duration(found.seconds)}."


def _list(found: list[Drill], as_json: bool) -> int:
    if as_json:
        terminal.print_json(found)
    elif not found:
        terminal.say("There was no drill yet. `holdfast drill` makes one now.")
    else:
        for one in found:
            terminal.say(f"{local_time(one.finished_at / 1000)}: {_sentence(one)}")
    return 0
