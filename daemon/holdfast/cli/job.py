"""`holdfast job …`: the queue."""

from collections.abc import Callable
from typing import Annotated

import typer

from holdfast.catalog import Connection, jobs, pauses
from holdfast.catalog.jobs import Job
from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson, Call
from holdfast.clock import local_time
from holdfast.errors import UsageError

group = typer.Typer(help="What Holdfast is asked to do just now.", no_args_is_help=True)
Number = Annotated[int | None, typer.Argument(metavar="JOB", help="Its number; none: the one that is under way.")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="job")


@group.command("list")
def list_jobs(context: typer.Context, as_json: AsJson = False) -> None:
    """The jobs that have not ended."""
    with calls.of(context).opened() as opened:
        found = opened.catalog.read(jobs.open_ones)
    if as_json:
        terminal.print_json(found)
    elif not found:
        terminal.say("Nothing is to be done.")
    else:
        terminal.table(("job", "kind", "state", "asked for by", "at", "step"), (_cells(one) for one in found))


def _cells(job: Job) -> tuple[str, str, str, str, str, str]:
    asked = local_time(job.asked_at / 1000)
    return str(job.id), job.kind, job.state, job.origin, asked, job.wait_reason or job.progress.phase


@group.command("cancel")
def cancel(context: typer.Context, number: Number = None, as_json: AsJson = False) -> None:
    """End a job. What it copied is safe."""
    call = calls.of(context)
    job = _change(call, number, lambda db, job_id: jobs.wish(db, job_id, "cancel", call.now()))
    _print(job, as_json, "is cancelled." if job.state in jobs.ENDED else "will end in a moment.")


@group.command("pause")
def pause(context: typer.Context, number: Number = None, as_json: AsJson = False) -> None:
    """Let a job rest until it is resumed."""
    call = calls.of(context)
    job = _change(call, number, lambda db, job_id: jobs.wish(db, job_id, "pause", call.now()))
    _print(job, as_json, "is paused." if job.state == "paused" else "will pause in a moment.")


@group.command("resume")
def resume(context: typer.Context, number: Number = None, as_json: AsJson = False) -> None:
    """Let a paused job go on, or one that waits look again. A source that asked us to wait is left alone until then."""
    call = calls.of(context)

    def resume(db: Connection, job_id: int) -> Job:
        pauses.allow(db, job_id, call.now())
        return jobs.resume(db, job_id)

    _print(_change(call, number, resume), as_json, "goes on as soon as somebody works.")


def _change(call: Call, number: int | None, change: Callable[[Connection, int], Job]) -> Job:
    with call.opened() as opened:
        return opened.catalog.write(lambda db: change(db, _wanted(db, number)))


def _wanted(db: Connection, number: int | None) -> int:
    if number is not None:
        return number
    found = jobs.open_ones(db)
    if not found:
        raise UsageError("There is no job under way.", action="`holdfast backup` asks for one.")
    return found[0].id


def _print(job: Job, as_json: bool, said: str) -> None:
    if as_json:
        terminal.print_json(job)
    else:
        terminal.say(f"Job {job.id} ({job.kind}) {said}")
