"""`holdfast source …`: the accounts that photos come from."""

from typing import Annotated

import typer

from holdfast.catalog import Connection, audit, browse, statistics
from holdfast.catalog import sources as rows
from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.add_cloudinary import add_cloudinary
from holdfast.cli.add_folder import add_folder
from holdfast.cli.add_s3 import add_s3
from holdfast.cli.add_smugmug import add_smugmug
from holdfast.cli.call import AsJson, Call, Name
from holdfast.cli.described import print_description
from holdfast.clock import local_time
from holdfast.domain.skips import excluded
from holdfast.domain.status import SourceStatus
from holdfast.engine import setup
from holdfast.engine.setup import Opened

NO_SOURCE = (
    "There is no source yet. Add one with `holdfast source add cloudinary NAME`, `… s3 NAME --bucket BUCKET`,"
    " `… smugmug NAME` or `… folder PATH`."
)

group = typer.Typer(help="The accounts that photos come from.", no_args_is_help=True)
add = typer.Typer(help="Add an account or a folder.", no_args_is_help=True)
group.add_typer(add, name="add")
add.command("cloudinary")(add_cloudinary)
add.command("s3")(add_s3)
add.command("folder")(add_folder)
add.command("smugmug")(add_smugmug)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="source")


@group.command("list")
def list_sources(context: typer.Context, as_json: AsJson = False) -> None:
    """Every source with its counts."""
    with calls.of(context).opened() as opened:
        found = calls.status(opened).sources
    if as_json:
        terminal.print_json(found)
    elif not found:
        terminal.say(NO_SOURCE)
    else:
        print_sources(found)


def print_sources(found: tuple[SourceStatus, ...]) -> None:
    """One row per source, then what each of them needs."""
    terminal.table(
        ("source", "listed", "safe", "pending", "failed", "skipped", "gone", "size", "checked"),
        ((one.name, one.listed, one.safe, one.pending, one.failed, one.skipped, one.gone, words.size(one.bytes),
          _checked(one)) for one in found),
    )  # fmt: skip
    for one in found:
        if one.problem is not None:
            terminal.say(f"{one.name}: {one.problem.message} {one.problem.action}")
        if one.held is not None:
            accept = f"`holdfast source accept {one.name} --absent {one.held.absent}`"
            terminal.say(f"{one.name}: {one.held.message} If that is right: {accept}.")
        if one.budget is not None:
            terminal.say(f"{one.name}: {words.budget(one.budget)}.")
        if one.wait_until is not None and one.problem is None:
            terminal.say(f"{one.name}: it asked us to wait until {local_time(one.wait_until / 1000)}.")


def tell_idle_rules(opened: Opened, found: tuple[SourceStatus, ...]) -> None:
    """A rule to exclude that excludes nothing may well be a slip, and what it was to keep away is copied."""
    rules = {row.id: row.settings.get("exclude", "").split("\n") for row in opened.catalog.read(rows.everything)}
    at_work = {(each.source, each.reason) for each in opened.catalog.read(browse.skipped)}
    for one in found:
        if one.last_complete_scan is not None and one.listed:
            idle = [rule for rule in rules[one.id] if rule and (one.name, excluded(rule)) not in at_work]
            for rule in idle:
                terminal.say(f"{one.name}: the rule '{rule}' leaves nothing out. Look whether it is as you mean it.")


def _checked(one: SourceStatus) -> str:
    said = "never" if one.last_complete_scan is None else local_time(one.last_complete_scan / 1000)
    return f"{said} (paused)" if one.paused else said


@group.command("test")
def ask_source(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Ask a source whether its key still works."""
    with calls.of(context).opened() as opened:
        description = setup.test_source(opened, name)
    print_description(name, description, as_json)


@group.command("pause")
def pause(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Neither list nor copy this source until it is resumed."""
    _set_paused(calls.of(context), name, True, as_json)


@group.command("resume")
def resume(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Let a paused source go on."""
    _set_paused(calls.of(context), name, False, as_json)


def _set_paused(call: Call, name: str, paused: bool, as_json: bool) -> None:
    with call.opened() as opened:
        row = opened.catalog.read(rows.by_name, name)

        def change(db: Connection) -> None:
            rows.pause(db, row.id, paused)
            audit.note(db, "person", "pause source" if paused else "resume source", row.name, call.now())

        opened.catalog.write(change)
    if as_json:
        terminal.print_json({"id": row.id, "name": row.name, "paused": paused})
    else:
        terminal.say(f"{row.name} is paused." if paused else f"{row.name} is backed up again.")


@group.command("remove")
def remove(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Back this source up no more and forget its key. Its copied photos stay in the library."""
    call = calls.of(context)
    with call.opened() as opened:
        row = opened.catalog.read(rows.by_name, name)
        copied = opened.catalog.read(statistics.has_copies, row.id)

        def change(db: Connection) -> None:
            rows.remove(db, row.id, call.now())
            audit.note(db, "person", "remove source", row.name, call.now())

        opened.catalog.write(change)
    if as_json:
        terminal.print_json({"id": row.id, "name": row.name, "removed": True})
    else:
        terminal.say(f"{row.name} is no longer backed up. {_stays(row, copied)}")


def _stays(row: rows.SourceRow, copied: bool) -> str:
    if not copied:
        return "Nothing of it had been copied."
    return f"Its copied photos stay in the library, in {row.folder}."


@group.command("accept")
def accept(
    context: typer.Context,
    name: Name,
    absent: Annotated[int, typer.Option("--absent", metavar="N", help="How many photos are gone, as `status` says.")],
    as_json: AsJson = False,
) -> None:
    """Believe that so many photos disappeared from this source. Their copies stay."""
    call = calls.of(context)
    with call.opened() as opened:
        row = opened.catalog.read(rows.by_name, name)

        def change(db: Connection) -> None:
            rows.accept(db, row.id, absent)
            audit.note(db, "person", "accept disappearance", row.name, call.now(), {"absent": absent})

        opened.catalog.write(change)
    if as_json:
        terminal.print_json({"id": row.id, "name": row.name, "absent": absent, "accepted": True})
    else:
        terminal.say(f"Accepted. The next complete check of {row.name} may call {words.photos(absent)} gone; "
                     "their copies stay in the library.")  # fmt: skip
