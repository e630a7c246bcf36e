"""`holdfast backup` and `holdfast retry`."""

import threading
from typing import Annotated

import typer

from holdfast.catalog import jobs, sessions
from holdfast.catalog.jobs import Job, Kind, Parameters
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson, Call, Named
from holdfast.cli.sources import NO_SOURCE, tell_idle_rules
from holdfast.cli.work import carry_out
from holdfast.engine.connect import connect
from holdfast.engine.report import Status
from holdfast.engine.scan import Preview, preview
from holdfast.engine.setup import Opened


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)
    app.command("retry")(retry)


def backup(
    context: typer.Context,
    names: Named = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list, and say what would be copied.")] = False,
    as_json: AsJson = False,
) -> int:
    """Look for new photos and copy their originals into the library.

    Where the daemon runs, it does the work and this command shows how far it is.
    """
    if dry_run:
        return _foresee(context, names, as_json)
    return _carry_out(context, "backup", names, as_json)


def retry(context: typer.Context, names: Named = None, as_json: AsJson = False) -> int:
    """Try now again to copy what failed."""
    return _carry_out(context, "retry", names, as_json)


def _carry_out(context: typer.Context, kind: Kind, names: list[str] | None, as_json: bool) -> int:
    call = calls.of(context)
    with call.opened() as opened:
        rows = calls.chosen(opened, names)
        if not rows and not as_json:
            terminal.say(NO_SOURCE)
            return 0
        parameters = Parameters(calls.chosen_ids(opened, names))
        return copy(call, opened, kind, parameters, {row.id for row in rows}, as_json)


def copy(call: Call, opened: Opened, kind: Kind, parameters: Parameters, concerned: set[int], as_json: bool) -> int:
    """Have a job that copies photos done, and tell how it ended; the exit code."""
    if not as_json:
        _tell_budgets(opened, concerned)
    job = carry_out(call, opened, kind, parameters, quiet=as_json)
    status = calls.status(opened)
    verdict = outcome.verdict(status, call.now())
    if as_json:
        terminal.print_json(_result(opened, job, status, verdict))
    else:
        tell(job, status, verdict, concerned)
        tell_idle_rules(opened, tuple(one for one in status.sources if one.id in concerned))
    return outcome.exit_code(opened, job, concerned)


def _tell_budgets(opened: Opened, concerned: set[int]) -> None:
    """What each cloud that counts its calls still allows, before the first of them is made."""
    for one in calls.status(opened).sources:
        if one.id in concerned and one.budget is not None:
            terminal.say(f"{one.name}: {words.budget(one.budget)}.")


def _result(opened: Opened, job: Job, status: Status, verdict: str) -> dict[str, object]:
    return {
        "job": job.id, "kind": job.kind, "outcome": job.state, "sentence": verdict, **dict(job.result),
        "seconds": outcome.seconds(job), "error": outcome.error(job), "totals": status.totals,
        "sessions": opened.catalog.read(sessions.of_job, job.id),
    }  # fmt: skip


def tell(job: Job, status: Status, verdict: str, concerned: set[int]) -> None:
    """What this run did, then how things stand; both from counts."""
    outcome.tell_error(job)
    copied, adopted = job.result.get("downloaded", 0), job.result.get("adopted", 0)
    said = [_done(job, copied, adopted), "" if _is_said(job, verdict) else verdict]
    if any(said):
        terminal.say(" ".join(part for part in said if part))
    if any(one.failed for one in status.sources if one.id in concerned):
        terminal.say("`holdfast failures` says which photos could not be copied and why.")


def _is_said(job: Job, verdict: str) -> bool:
    """Whether the error that ended the job says it already."""
    return job.message is not None and job.message[1:] in verdict


def _done(job: Job, copied: int, adopted: int) -> str:
    found = f" {words.photos(adopted).capitalize()} lay in the library already." if adopted else ""
    if job.state == "cancelled":
        return f"Cancelled after {words.photos(copied)}.{found}"
    if job.state not in jobs.ENDED:  # it was paused, or everything was
        return f"Paused after {words.photos(copied)}.{found}"
    if copied:
        size = words.size(job.result.get("bytes", 0))
        return f"Copied {words.photos(copied)} ({size}) in {words.duration(outcome.seconds(job))}.{found}"
    return found.strip() or ("Nothing new." if job.state == "done" else "")


def _foresee(context: typer.Context, names: list[str] | None, as_json: bool) -> int:
    call = calls.of(context)
    with call.opened() as opened:
        rows = [row for row in calls.chosen(opened, names) if names or not row.paused]
        found: list[Preview] = []
        for row in rows:
            source = connect(opened.catalog, row, call.clock, threading.Event())
            try:
                found.append(preview(opened.catalog, row, source, call.clock))
            finally:
                source.close()
    if as_json:
        terminal.print_json({"dry_run": True, "sources": found})
    elif not found:
        terminal.say(NO_SOURCE)
    else:
        for one in found:
            terminal.say(_foreseen(one))
    return 0


def _foreseen(one: Preview) -> str:
    return f"{one.source}: {words.photos(one.listed)} listed: {_differences(one)}. {_left_out(one)}{_cost(one)}"


def _differences(one: Preview) -> str:
    """New, changed, moved, gone; what is not there is not named."""
    parts = [f"{one.new:,} new", f"{one.changed:,} changed", f"{one.moved:,} moved"]
    if one.absent:
        parts.append(f"{one.absent:,} no longer there ({one.gone:,} of them would be called gone; their copies stay)")
    return ", ".join(parts)


def _left_out(one: Preview) -> str:
    """Skipped ones are among the listed, and may be new."""
    return f"Of the listed, {one.skipped:,} {'is' if one.skipped == 1 else 'are'} skipped. " if one.skipped else ""


def _cost(one: Preview) -> str:
    """What a backup would fetch, what it need not, and the calls that it takes."""
    held = one.already_held
    twins = f", and {words.photos(held)} more without a byte: the library has them" if held else ""
    calls = f" Listing takes {words.calls(one.calls)} of the cloud's API." if one.calls else ""
    return f"A backup would copy {words.photos(one.photos)} ({words.size(one.bytes)}){twins}.{calls}"
