"""`holdfast cleanup`."""

import typer

from holdfast.catalog.jobs import Parameters
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson
from holdfast.cli.work import carry_out

WORDS = {
    "aged": "{} thumbnails that nobody looked at",
    "over_quota": "{} thumbnails beyond their quota",
    "lost": "{} thumbnails that were gone",
    "litter": "{} stray files",
    "bytes": "{} of thumbnails",
    "tags": "{} unused tags",
    "folders": "{} empty folders",
    "jobs": "{} old jobs",
    "catalog_bytes": "{} of the catalog",
}
"""What a cleanup counts, in words."""


def _count(name: str, count: int) -> str:
    return words.size(count) if name.endswith("bytes") else f"{count:,}"


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
            counts = job.result
            found = [what.format(_count(name, counts[name])) for name, what in WORDS.items() if counts.get(name)]
            terminal.say(f"Tidied up: {', '.join(found)}." if found else "There was nothing to tidy up.")
        return 0 if job.state == "done" else outcome.exit_code(opened, job, set())
