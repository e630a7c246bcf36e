"""`holdfast cleanup`."""

import typer

from holdfast.catalog.jobs import Parameters
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal
from holdfast.cli.call import AsJson
from holdfast.cli.work import carry_out


def register(app: typer.Typer) -> None:
    app.command("cleanup")(cleanup)


def cleanup(context: typer.Context, as_json: AsJson = False) -> int:
    """Tidy up what Holdfast keeps for itself: old thumbnails, litter, records that nothing points to.

    No photo is touched. It runs by itself once a week.
    """
    call = calls.of(context)
    with call.opened() as opened:
        job = carry_out(call, opened, "cleanup", Parameters(), quiet=as_json)
        if as_json:
            terminal.print_json({"job": job.id, "outcome": job.state, **job.result, "error": outcome.error(job)})
        else:
            outcome.tell_error(job)
            counts = [f"{count:,} {name.replace('_', ' ')}" for name, count in job.result.items() if count]
            terminal.say(f"Tidied up: {', '.join(counts)}." if counts else "There was nothing to tidy up.")
        return 0 if job.state == "done" else outcome.exit_code(opened, job, set())
