"""`holdfast status`, `failures`, `sessions`: what Holdfast knows."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from holdfast.catalog import Catalog, browse, failures, sessions, thaws
from holdfast.catalog.browse import Skipped
from holdfast.catalog.failures import Failure
from holdfast.catalog.sessions import Session
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson, Named
from holdfast.cli.sources import print_sources, tell_idle_rules
from holdfast.clock import local_time
from holdfast.domain import skips
from holdfast.domain.evidence import Strengths
from holdfast.domain.verification import Verification
from holdfast.engine import proof
from holdfast.engine.report import Status

PAGE = 500
SHOWN_FAILURES = 20


def register(app: typer.Typer) -> None:
    app.command("status")(status)
    app.command("failures")(list_failures)
    app.command("sessions")(list_sessions)


def status(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Exit with 0 only if everything is safe.")] = False,
    proof_file: Annotated[
        Path | None,
        typer.Option("--proof", metavar="FILE", help="Write the completeness statement there; FILE.json: for scripts."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Are all photos safe, right now?

    With --proof: write down for every source that listed = safe + skipped, with each exception by name, and exit
    with 0 only if that is so.
    """
    if proof_file is not None:
        return _prove(context, proof_file, as_json)
    with calls.of(context).opened() as opened:
        found = calls.status(opened)
        left_out = opened.catalog.read(browse.skipped)
        asked = opened.catalog.read(thaws.under_way, calls.of(context).now())
        if as_json:
            terminal.print_json(found)
        else:
            _tell(found, left_out, asked)
            tell_idle_rules(opened, found.sources)
    return exit_code(found) if check else 0


def _prove(context: typer.Context, path: Path, as_json: bool) -> int:
    with calls.of(context).opened() as opened:
        found = proof.write(opened, path)
    if as_json:
        terminal.print_json({**proof.summary(found), "file": str(path.expanduser().absolute())})
    else:
        terminal.say(found.sentence)
        for gap in found.gaps:
            terminal.say(f"- {gap}")
        terminal.say(f"The statement is in {path}.")
    return 0 if found.is_complete else outcome.FINISHED_WITH_PROBLEMS


def exit_code(found: Status) -> int:
    """For `--check`: 0 only when everything is safe."""
    if found.state == "safe":
        return 0
    if found.state == "problem" and found.library.code is not None:
        return outcome.exit_code_of(found.library.code)
    problems = [one.problem for one in found.sources if one.problem is not None and not one.paused]
    if found.state == "problem" and problems:
        return max(outcome.exit_code_of(problem.code) for problem in problems)
    return outcome.exit_code_of(found.library.code) if found.library.code else outcome.FINISHED_WITH_PROBLEMS


def _tell(found: Status, left_out: list[Skipped], asked: Mapping[tuple[str, str], int]) -> None:
    terminal.say(found.sentence)
    if found.detail:
        terminal.say(found.detail)
    terminal.say()
    if found.sources:
        print_sources(found.sources)
        for one in left_out:
            _tell_skipped(one, asked.get((one.source, one.reason), 0))
        terminal.say()
    terminal.say(_library(found))
    for line in _read_back(found.verification):
        terminal.say(line)
    if proven := _proven(found.totals.strengths):
        terminal.say(proven)
    terminal.say(_worker(found))


def _tell_skipped(one: Skipped, asked: int) -> None:
    if asked:
        terminal.say(f"{one.source}: {words.photos(asked)} archived: {skips.UNDER_WAY}.")
    if one.photos > asked:
        terminal.say(f"{one.source}: {words.photos(one.photos - asked)} skipped: {skips.words(one.reason)}.")


def _library(found: Status) -> str:
    library, totals = found.library, found.totals
    holds = f"It holds {words.files(totals.originals)} ({words.size(totals.original_bytes)})"
    read = f", {totals.verified:,} of them re-read from the drive." if totals.originals else "."
    if not library.online:
        return f"Library {library.path}: {library.message} {library.action}"
    free = "" if library.free_bytes is None else f" {words.size(library.free_bytes)} are free."
    last = "" if found.last_verify is None else f" Last full re-reading: {local_time(found.last_verify / 1000)}."
    return f"Library {library.path}: {holds}{read}{free}{last}"


def _read_back(checked: Verification) -> Iterator[str]:
    """How far the rolling verification has come, and the files that no source can put right."""
    files = checked.recent + checked.overdue + checked.never
    if files:
        when = "" if checked.next_check is None else f" It goes on {local_time(checked.next_check / 1000)}."
        oldest = "" if checked.oldest_check is None else f" Oldest check: {local_time(checked.oldest_check / 1000)}."
        yield f"Read back within {checked.days} days: {checked.recent:,} of {words.files(files)}.{oldest}{when}"
    if checked.held is not None:
        yield checked.held.action
    for lost in checked.lost_files:
        yield f"No source has it any more: {lost.path} ({lost.condition})"


def _proven(strengths: Strengths) -> str:
    """How much of what is safe is proven by a checksum, by its size, or by nothing."""
    by_checksum = strengths.md5 + strengths.full + strengths.composite
    counts = ((by_checksum, "proven by checksum"), (strengths.size, "by size only"), (strengths.none, "by nothing"))
    said = [f"{count:,} {how}" for count, how in counts if count]
    return f"Of the safe photos: {', '.join(said)}." if said else ""


def _worker(found: Status) -> str:
    if not found.worker.running:
        return "The daemon is not running: `holdfast daemon start` starts it."
    what = "The daemon is running" if found.worker.role == "daemon" else "A command of Holdfast is at work"
    return f"{what} (process {found.worker.pid})."


def list_failures(context: typer.Context, names: Named = None, as_json: AsJson = False) -> None:
    """Photos that could not be copied, why, and what to do."""
    with calls.of(context).opened() as opened:
        ids = calls.chosen_ids(opened, names)
        everything = _failures(opened.catalog, None if ids is None else list(ids))
        if as_json:
            terminal.print_json_list(everything)
            return
        _tell_failures(list(everything))


def _failures(catalog: Catalog, ids: list[int] | None) -> Iterator[Failure]:
    after = 0
    while page := catalog.read(failures.page, after, PAGE, ids):
        yield from page
        after = page[-1].id


def _tell_failures(found: list[Failure]) -> None:
    """One paragraph per cause: a thousand photos with one cause are one thing to do."""
    if not found:
        terminal.say("No photo is waiting for you.")
    causes: dict[str, list[Failure]] = {}
    for failure in found:
        causes.setdefault(failure.code, []).append(failure)
    for code, members in sorted(causes.items(), key=lambda cause: -len(cause[1])):
        terminal.say(f"{words.photos(len(members))}: {code}")
        terminal.say(f"  {members[0].action}")
        for failure in members[:SHOWN_FAILURES]:
            again = f" Next try: {local_time(failure.next_attempt / 1000)}." if failure.next_attempt else ""
            terminal.say(f"  {failure.source}: {failure.photo}: {failure.message}{again}")
        if len(members) > SHOWN_FAILURES:
            terminal.say(f"  … and {len(members) - SHOWN_FAILURES:,} more; `holdfast failures --json` lists all.")


def list_sessions(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """The latest runs, newest first, with their counts."""
    with calls.of(context).opened() as opened:
        found = opened.catalog.read(sessions.recent, limit)
    if as_json:
        terminal.print_json(found)
    elif not found:
        terminal.say("Nothing has run yet.")
    else:
        terminal.table(("started", "run", "source", "outcome", "counts"), (_session(one) for one in found))


def _session(one: Session) -> tuple[str, str, str, str, str]:
    counts = [f"{getattr(one, name):,} {name}" for name in sessions.COUNTS[:-1] if getattr(one, name)]
    counts += [words.size(one.bytes)] if one.bytes else []
    return local_time(one.started_at / 1000), one.kind, one.source or "", one.outcome, ", ".join(counts)
