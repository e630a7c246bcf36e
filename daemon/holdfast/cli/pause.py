"""`holdfast pause` and `holdfast resume`: all backups rest, and go on."""

from typing import Annotated

import typer

from holdfast.catalog import jobs, pauses, sources
from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson
from holdfast.clock import local_time, rfc3339
from holdfast.domain import pause as lengths
from holdfast.domain.pause import Pause
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError


def register(app: typer.Typer) -> None:
    app.command("pause")(pause)
    app.command("resume")(resume)


def pause(
    context: typer.Context,
    for_: Annotated[str | None, typer.Option("--for", metavar="TIME", help="So long: 1h, 90m, 2d.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="tomorrow (6 in the morning), or a time like 18:00.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Let all backups rest, for a while or until `holdfast resume`.

    What is under way stops at the next safe point and later goes on where it was. What you ask for meanwhile is done.
    """
    call = calls.of(context)
    now = call.now()
    end = _end(for_, until, now)
    with call.opened() as opened:
        present = opened.catalog.write(lambda db: pauses.begin(db, end, now))
    if as_json:
        _print(present)
        return
    when, before = ("", "") if end is None else (f" until {local_time(end / 1000)}", " before")
    terminal.say(f"All backups are paused{when}. `holdfast resume` lets them go on{before}.")


def _end(length: str | None, until: str | None, now: int) -> int | None:
    if length is not None and until is not None:
        raise UsageError("`--for` and `--until` exclude each other.", action="Leave one of them out.")
    if until is not None:
        return lengths.moment(until, now)
    return None if length is None else now + lengths.duration(length)


def resume(context: typer.Context, as_json: AsJson = False) -> None:
    """Let all backups go on."""
    call = calls.of(context)
    with call.opened() as opened:
        was = opened.catalog.write(lambda db: pauses.end(db, call.now()))
        if as_json:
            _print(None)
            return
        terminal.say("All backups go on." if was else "The backups were not paused.")
        for said in _paused_alone(opened):
            terminal.say(said)


def _paused_alone(opened: Opened) -> list[str]:
    """What a person paused by itself, and that rests on."""
    rows = [row for row in opened.catalog.read(sources.everything) if row.paused]
    open_jobs = [job for job in opened.catalog.read(jobs.open_ones) if job.state == "paused"]
    return [
        *(f"{row.name} is paused by itself: `holdfast source resume {row.name}` lets it go on." for row in rows),
        *(f"Job {job.id} ({job.kind}) is paused by itself: `holdfast job resume {job.id}`." for job in open_jobs),
    ]


def _print(present: Pause | None) -> None:
    since, until = (None, None) if present is None else (present.since, present.until)
    terminal.print_json({"paused_since": rfc3339(since), "paused_until": rfc3339(until)})
