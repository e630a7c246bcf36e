"""`holdfast catalog export`: the catalog as a table for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson
from holdfast.cli.work import carry_out
from holdfast.engine import facts_export


def register(group: typer.Typer) -> None:
    group.command("export")(export)


def export(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="A new file: photos.csv, .json or .parquet.")],
    form: Annotated[str | None, typer.Option("--form", metavar="FORM", help="csv, json or parquet.")] = None,
    query: Annotated[
        str | None, typer.Option("--query", metavar="QUERY", help="Only what `holdfast search` finds.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Write all that is known of each photo into a table, one row a photo, and read it back."""
    call = calls.of(context)
    with call.opened() as opened:
        asked = facts_export.request(opened, Path(to), form, query)
        job = carry_out(call, opened, "facts_export", asked, quiet=as_json)
    rows, size = job.result.get("checked", 0), job.result.get("bytes", 0)
    if as_json:
        plain = {"job": job.id, "outcome": job.state, "to": asked.to, "form": asked.form, "rows": rows, "bytes": size}
        terminal.print_json({**plain, "error": outcome.error(job)})
    elif job.state == "done":
        terminal.say(f"{words.photos(rows).capitalize()} ({words.size(size)}) in {asked.to}, read back and compared.")
    else:
        outcome.tell_error(job)
    if job.state == "failed":
        return outcome.exit_code_of(job.code)
    return 0 if job.state == "done" else outcome.INTERRUPTED
