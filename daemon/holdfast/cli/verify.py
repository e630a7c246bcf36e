"""`holdfast verify`: read the library again."""

import math
from dataclasses import dataclass
from typing import Annotated

import typer

from holdfast.catalog import collections, integrity, sessions
from holdfast.catalog.integrity import Finding
from holdfast.catalog.jobs import Job
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson, Named
from holdfast.cli.restore import folder_of
from holdfast.cli.work import carry_out
from holdfast.engine import examining
from holdfast.errors import UsageError


def register(app: typer.Typer) -> None:
    app.command("verify")(verify)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a pass found, as `--json` prints it."""

    checked: int
    intact: int
    damaged: int
    missing: int
    repaired: int
    bytes: int
    seconds: float
    outcome: str
    files: list[Finding]


def verify(
    context: typer.Context,
    names: Named = None,
    sample: Annotated[
        str | None, typer.Option("--sample", metavar="5%", help="Only so much of the library, at random.")
    ] = None,
    folder: Annotated[
        str | None, typer.Option("--folder", metavar="PATH", help="Only this folder of the source, and all below it.")
    ] = None,
    shoot: Annotated[int | None, typer.Option("--shoot", metavar="ID", help="Only this shoot, by its number.")] = None,
    collection: Annotated[
        str | None, typer.Option("--collection", metavar="NAME", help="Only this collection.")
    ] = None,
    query: Annotated[str | None, typer.Option("--query", metavar="QUERY", help="Only what a search finds.")] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Fetch again what is damaged or missing; damaged bytes are kept aside.")
    ] = False,
    keep_edits: Annotated[
        bool, typer.Option("--keep-edits", help="With --repair: leave files that you edited, fetch originals beside.")
    ] = False,
    accept_missing: Annotated[
        int | None,
        typer.Option("--accept-missing", metavar="N", min=1, help="So many files are gone because you removed them."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Read the originals again and compare with what was stored. A part of the library is read each day by itself."""
    if keep_edits and not repair:
        raise UsageError("--keep-edits says how to repair.", action="Add --repair.")
    percent = None if sample is None else parse_percent(sample)
    call = calls.of(context)
    with call.opened() as opened:
        ids = calls.chosen_ids(opened, names)
        asked = examining.request(
            opened, ids, folder=None if folder is None else folder_of(opened, ids, folder, "before it"), shoot=shoot,
            collection=None if collection is None else opened.catalog.read(collections.by_name, collection).id,
            query=query, repair=repair, sample=percent, keep_edits=keep_edits, accept_missing=accept_missing,
        )  # fmt: skip
        job = carry_out(call, opened, "verify", asked, quiet=as_json)
        files = opened.catalog.read(integrity.findings, job.id)
        runs = opened.catalog.read(sessions.of_job, job.id)
    found = _verified(job, sum(run.bytes for run in runs if run.kind == "verify"), files)
    if as_json:
        terminal.print_json({**_plain(found), "job": job.id, "error": outcome.error(job)})
    else:
        _tell(job, found)
    return _exit_code(job, found)


EDITS = (
    "What you edited is left alone. --repair puts the originals back and moves your edits to .holdfast/damaged in the"
    " library; --repair --keep-edits fetches the originals beside them."
)


def parse_percent(text: str) -> float:
    """`5%` or `0.5` as percent; UsageError when it is no share of a whole."""
    try:
        percent = float(text.strip().removesuffix("%"))
    except ValueError:
        percent = math.nan
    if not 0 < percent <= 100:
        raise UsageError(
            f"--sample {text!r} is no share of the library.", action="Give it in percent, e.g. --sample 5%."
        )
    return percent


def _verified(job: Job, bytes_read: int, files: list[Finding]) -> Verified:
    count = job.result.get
    checked, damaged, missing = count("checked", 0), count("damaged", 0), count("missing", 0)
    return Verified(
        checked, checked - damaged - missing, damaged, missing, count("repaired", 0), bytes_read,
        outcome.seconds(job), job.state, files,
    )  # fmt: skip


def _plain(found: Verified) -> dict[str, object]:
    return {name: getattr(found, name) for name in Verified.__slots__}


def _tell(job: Job, found: Verified) -> None:
    outcome.tell_error(job)
    for file in found.files:
        edited = ", looks edited by another program" if file.looks_edited else ""
        terminal.say(f"{file.result}: {file.path}{edited}{', repaired' if file.repaired else ''}")
    terminal.say(_sentence(job, found))
    if any(not file.repaired for file in found.files) and not job.parameters.repair:
        terminal.say("`holdfast verify --repair` fetches them again from their source.")
    if any(file.looks_edited for file in found.files):
        terminal.say(EDITS)


def _sentence(job: Job, found: Verified) -> str:
    read = f"Re-read {words.files(found.checked)} ({words.size(found.bytes)}) in {words.duration(found.seconds)}"
    if job.state != "done" and not found.checked:
        return "Nothing was re-read."
    bad = found.damaged + found.missing
    if not bad:
        return f"{read}: all as stored."
    repaired = f"; {found.repaired:,} repaired" if found.repaired else ""
    return f"{read}: {found.intact:,} as stored, {found.damaged:,} damaged, {found.missing:,} missing{repaired}."


def _exit_code(job: Job, found: Verified) -> int:
    if job.state == "failed":
        return outcome.exit_code_of(job.code)
    if job.state != "done":
        return outcome.INTERRUPTED
    return outcome.FINISHED_WITH_PROBLEMS if any(not file.repaired for file in found.files) else 0
