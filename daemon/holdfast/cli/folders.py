"""`holdfast folders`, `scan` and `thaw`: looking at a source folder by folder, and asking for one of them alone."""

from collections.abc import Mapping
from typing import Annotated

import typer

from holdfast.catalog import tree
from holdfast.catalog.jobs import Parameters
from holdfast.catalog.sources import SourceRow
from holdfast.catalog.tree import Branch
from holdfast.cli import backup, outcome, terminal, words
from holdfast.cli import call as calls
from holdfast.cli.call import AsJson, Name, Named
from holdfast.cli.sources import NO_SOURCE
from holdfast.cli.work import carry_out
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError

SPEEDS = {
    "Standard": "It takes hours, from DEEP_ARCHIVE up to twelve.",
    "Bulk": "It takes hours, from DEEP_ARCHIVE up to two days.",
    "Expedited": "It takes minutes for most.",
}
TIERS = tuple(SPEEDS)
LATER = "Every later backup looks what has come and copies it."
Folder = Annotated[
    str | None, typer.Option("--folder", metavar="PATH", help="Only this folder of the source, and all below it.")
]


def register(app: typer.Typer) -> None:
    app.command("folders")(list_folders)
    app.command("scan")(scan)
    app.command("thaw")(thaw)


def list_folders(
    context: typer.Context,
    source: Annotated[str | None, typer.Argument(metavar="[SOURCE]", help="One source; none: all.")] = None,
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="A folder of it; none: from the top.")] = "",
    as_json: AsJson = False,
) -> None:
    """The folders of the sources as a tree, with the photos in and below each."""
    with calls.of(context).opened() as opened:
        rows = calls.chosen(opened, [source] if source else None)
        found = {row.name: _branches(opened, row, path) for row in rows}
    if as_json:
        terminal.print_json([{"source": name, "folders": branches} for name, branches in found.items()])
    elif not found:
        terminal.say(NO_SOURCE)
    else:
        for name, branches in found.items():
            _print(name, branches)


def _branches(opened: Opened, row: SourceRow, path: str) -> list[Branch]:
    inner = path.strip("/")
    folder_id = _known(opened, row, inner) if inner else opened.catalog.read(tree.find, row.id, "")
    return [] if folder_id is None else opened.catalog.read(tree.below, folder_id)


def _known(opened: Opened, row: SourceRow, path: str) -> int:
    """The folder's id; UsageError when no listing has named it yet."""
    folder_id = opened.catalog.read(tree.find, row.id, path.strip("/"))
    if folder_id is None:
        raise UsageError(
            f"{row.name} has no folder {path!r} that Holdfast knows.",
            action=f"`holdfast folders {row.name}` lists them; `holdfast scan {row.name}` finds new ones.",
        )
    return folder_id


def _print(source: str, branches: list[Branch]) -> None:
    if not branches:
        terminal.say(f"{source}: nothing is listed yet. `holdfast backup` finds out what is there, and copies it.")
    for one in branches:
        name = f"{'  ' * one.depth}{one.name}/" if one.depth or one.name else source
        terminal.say(f"{name:<40} {words.photos(one.photos):>16}  {words.size(one.bytes):>10}")


def scan(
    context: typer.Context,
    names: Named = None,
    folder: Folder = None,
    full: Annotated[bool, typer.Option("--full", help="Begin anew, even where a listing was cut short.")] = False,
    as_json: AsJson = False,
) -> int:
    """Look at the sources, or at one folder alone, and copy what is new.

    Without --folder and --full this is `holdfast backup`: it goes on where a listing was cut short.
    """
    call = calls.of(context)
    with call.opened() as opened:
        rows = calls.chosen(opened, names)
        concerned = {row.id for row in rows}
        if folder is not None:
            row = _only(rows, names, "--folder")
            parameters = Parameters((row.id,), folder=_known(opened, row, folder))
            return backup.copy(call, opened, "folder_scan", parameters, {row.id}, as_json)
        parameters = Parameters(calls.chosen_ids(opened, names))
        return backup.copy(call, opened, "full_scan" if full else "backup", parameters, concerned, as_json)


def _only(rows: list[SourceRow], names: list[str] | None, option: str) -> SourceRow:
    """The one source that is meant."""
    if len(rows) != 1:
        asked = "more than one source is named" if names else f"there are {len(rows)} sources"
        raise UsageError(f"{option} means a folder of one source, and {asked}.", action="Name one source.")
    return rows[0]


def thaw(
    context: typer.Context,
    source: Name,
    folder: Folder = None,
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=365, help="How long they stay out.")] = 7,
    tier: Annotated[str, typer.Option("--tier", metavar="TIER", help=f"How fast: {', '.join(TIERS)}.")] = "Standard",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: you know that it costs money.")] = False,
    as_json: AsJson = False,
) -> int:
    """Ask a source's archive to bring photos out, so that a later backup can copy them. The cloud charges for it."""
    if tier.title() not in TIERS:
        raise UsageError(f"{tier!r} is no tier.", action=f"Tiers are: {', '.join(TIERS)}.")
    call = calls.of(context)
    with call.opened() as opened:
        row = calls.chosen(opened, [source])[0]
        folder_id = None if folder is None else _known(opened, row, folder)
        found = opened.catalog.read(tree.archived, row.id, folder_id, call.now())
        if found.photos == found.asked:
            _tell_idle(row, found, as_json)
            return 0
        if not yes:
            _agree(row, found, tier.title())
        parameters = Parameters((row.id,), folder=folder_id, days=days, tier=tier.title())
        job = carry_out(call, opened, "thaw", parameters, quiet=as_json)
        counts = _counts(job.result, found.asked)
        if as_json:
            terminal.print_json({"job": job.id, "outcome": job.state, **counts, "error": outcome.error(job)})
        else:
            outcome.tell_error(job)
            _tell_thaw(counts, tier.title(), job.state == "done")
        return 0 if job.state == "done" else outcome.exit_code(opened, job, set())


def _counts(result: Mapping[str, int], before: int) -> dict[str, int]:
    """A run of `thaw` counts as checked what it asked for, as changed what was not on its way already. `before`: how
    many it need not ask for."""
    asked, refused = result.get("changed", 0), result.get("failed", 0)
    return {"asked": asked, "under_way": result.get("checked", 0) - asked - refused + before, "refused": refused}


def _tell_idle(row: SourceRow, found: tree.Archived, as_json: bool) -> None:
    """Nothing is in an archive, or all of it was asked for."""
    if as_json:
        terminal.print_json({"job": None, "outcome": "done", **_counts({}, found.asked), "error": None})
    elif not found.photos:
        terminal.say(f"No photo of {row.name} lies in an archive there. Nothing was asked for.")
    else:
        terminal.say(f"{_were(found.asked)} asked for before. Nothing more was asked for. {LATER}")


def _agree(row: SourceRow, found: tree.Archived, tier: str) -> None:
    """UsageError unless the person says yes."""
    count, size = found.photos - found.asked, found.bytes - found.asked_bytes
    question = (
        f"{words.photos(count).capitalize()} ({words.size(size)}) of {row.name} would be brought out, {tier}. "
        "The cloud charges for that, by size and by speed; its price list says how much."
    )
    if terminal.can_ask():
        terminal.complain(question)
        if terminal.ask("Ask for them? [y/N] ").lower() in ("y", "yes"):
            return
    raise UsageError(f"{question} Nothing was asked for.", action="Say --yes if that is right.")


def _tell_thaw(counts: Mapping[str, int], tier: str, done: bool) -> None:
    if counts["refused"]:
        terminal.say(f"The archive refused {words.photos(counts['refused'])}.")
    if done:
        before = f" {_were(counts['under_way'])} on their way already." if counts["under_way"] else ""
        terminal.say(f"Asked for {words.photos(counts['asked'])}.{before} {SPEEDS[tier]} {LATER}")


def _were(count: int) -> str:
    return f"{words.photos(count)} {'was' if count == 1 else 'were'}"
