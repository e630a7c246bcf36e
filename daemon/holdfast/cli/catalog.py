"""`holdfast catalog …`: whether the catalog is whole, its copies, and the ways out when it is not."""

from typing import Annotated

import typer

from holdfast.catalog.jobs import Parameters
from holdfast.cli import call as calls
from holdfast.cli import catalog_export, catalog_keys, catalog_rebuild, outcome, terminal, words
from holdfast.cli.alone import alone
from holdfast.cli.call import AsJson
from holdfast.cli.work import carry_out
from holdfast.clock import local_time, rfc3339
from holdfast.engine import check as checks
from holdfast.engine import copies, opening, rescue
from holdfast.engine.copies import Copy
from holdfast.engine.rescue import Restored
from holdfast.errors import CatalogDamaged

group = typer.Typer(help="The catalog: what Holdfast knows.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    catalog_rebuild.register(group)
    catalog_keys.register(group)
    catalog_export.register(group)
    app.add_typer(group, name="catalog")


@group.command("check")
def check(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Each row, reference and count, too: slow.")] = False,
    as_json: AsJson = False,
) -> int:
    """Look whether the catalog is whole. Changes nothing, and others may go on with their work."""
    call = calls.of(context)
    explain = terminal.quiet if as_json else terminal.say
    found = checks.check(call.home, call.key_file, call.clock, full=full, explain=explain)
    if as_json:
        ok = not found.faults
        terminal.print_json({"ok": ok, "full": found.full, "faults": found.faults, "action": found.action})
    elif not found.faults:
        terminal.say("The catalog is whole.")
    else:
        for sentence in found.said:
            terminal.say(f"{sentence}.")
        terminal.complain("The catalog is damaged. Your photos are untouched.")
        terminal.complain(str(found.action))
    return CatalogDamaged.exit_code if found.faults else 0


@group.command("copies")
def list_copies(context: typer.Context, as_json: AsJson = False) -> None:
    """The copies of the catalog, newest first."""
    call = calls.of(context)
    found = copies.listing(call.home, call.clock)
    if as_json:
        terminal.print_json({"copies": [_as_json(copy) for copy in found]})
    elif not found:
        terminal.say("There is no copy yet. One is made every night; `holdfast catalog copy` makes one now.")
    else:
        terminal.table(("name", "made", "size", "why"), [_row(copy) for copy in found])


def _row(copy: Copy) -> tuple[str, ...]:
    return copy.name, local_time(copy.made_at / 1000), words.size(copy.bytes), WHY[copy.reason]


WHY = {"nightly": "every night, or asked for", "upgrade": "before an update", "aside": "set aside for another"}


def _as_json(copy: Copy) -> dict[str, object]:
    return {"name": copy.name, "path": copy.path, "made_at": rfc3339(copy.made_at), "bytes": copy.bytes,
            "reason": copy.reason}  # fmt: skip


@group.command("copy")
def copy_now(context: typer.Context, as_json: AsJson = False) -> int:
    """Make a copy of the catalog now. It is opened and read before the oldest of more than seven is dropped."""
    call = calls.of(context)
    with call.opened() as opened:
        job = carry_out(call, opened, "catalog_copy", Parameters(), quiet=as_json)
        newest = copies.newest(call.home, call.clock)
        made = newest if job.state == "done" else None
        if as_json:
            copy = None if made is None else _as_json(made)
            terminal.print_json({"job": job.id, "outcome": job.state, "copy": copy, "error": outcome.error(job)})
        elif made is None:
            outcome.tell_error(job)
        else:
            terminal.say(f"The catalog is copied to {made.path}: {words.size(made.bytes)}, read and right.")
        return 0 if job.state == "done" else outcome.exit_code(opened, job, set())


@group.command("restore")
def restore(
    context: typer.Context,
    copy: Annotated[
        str | None, typer.Option("--copy", metavar="WHEN", help="A copy by its name, or how it begins: 20261121.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Put the newest good copy of the catalog in its place, and read from the library what came after it.

    Nothing is downloaded. The present catalog is kept under another name; when it is whole, it counts as the newest.
    """
    call = calls.of(context)
    explain = terminal.quiet if as_json else terminal.say
    with alone(call, "restored"):
        found = rescue.restore(call.home, call.key_file, call.clock, explain, copy)
    if as_json:
        terminal.print_json({
            "copy": found.copy, "made_at": rfc3339(found.made_at), "kept": found.kept, "sources": found.sources,
            "photos": found.photos, "originals": found.originals, "damaged": found.damaged, "missing": found.missing,
            "unread_lines": found.unread_lines, "passed_over": found.passed_over,
            "key_change_cut_short": found.key_change_cut_short,
        })  # fmt: skip
    else:
        _tell(found)
    return 1 if found.damaged or found.missing else 0


def _tell(found: Restored) -> None:
    if found.copy is None:
        terminal.say("The present catalog is whole, so it stays in use.")
    else:
        terminal.say(f"The catalog is that of {local_time((found.made_at or 0) / 1000)} now.")
    terminal.say(
        f"From the library came {words.photos(found.photos)} that it did not know, with {words.files(found.originals)}"
        f" read and right, {found.damaged:,} damaged, {found.missing:,} missing."
    )
    if found.sources:
        terminal.say(f"Sources that it did not know: {found.sources:,}; `holdfast source add KIND NAME` signs them in.")
    if found.kept is not None:
        terminal.say(f"What was in its place is kept as {found.kept}.")
    if found.key_change_cut_short:
        terminal.complain(f"{opening.CUT_SHORT} {opening.FINISH}")
    if found.copy is not None:
        terminal.say("Settings that were changed since are as they were then. `holdfast backup` looks at all sources.")
