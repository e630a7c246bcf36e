"""`holdfast duplicates`: pictures that are there more than once, and which of them to keep."""

from typing import Annotated

import typer

from holdfast.catalog import duplicates
from holdfast.catalog.duplicates import GroupSeen, Kind, Member, Sum
from holdfast.catalog.jobs import Parameters
from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal, words
from holdfast.cli.call import AsJson, Call
from holdfast.cli.reasons import because
from holdfast.cli.work import carry_out
from holdfast.domain.duplicates import Class
from holdfast.engine import deciding, marking
from holdfast.engine.deciding import Decided
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError

CLASSES: dict[Kind, str] = {
    "identical": "identical bytes, kept once already",
    "same": "the same picture in another size or encoding",
    "similar": "similar pictures",
}
PAGE = 200
group = typer.Typer(
    name="duplicates", help="Pictures that are there more than once. Nothing is ever deleted.",
    invoke_without_command=True, rich_markup_mode=None,
)  # fmt: skip

Number = Annotated[int, typer.Argument(metavar="GROUP", help="A group by its number.")]
Chosen = Annotated[str | None, typer.Option("--class", metavar="CLASS", help="identical, same or similar; else all.")]
Accepted = Annotated[str, typer.Option("--class", metavar="CLASS", help="same or similar.")]
Find = Annotated[bool, typer.Option("--find", help="Look for duplicates first.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=100_000, help="Groups of each class at most.")]
Keeper = Annotated[int | None, typer.Option("--keeper", metavar="PHOTO", help="Another one than is suggested.")]
Photos = Annotated[list[int], typer.Argument(metavar="PHOTO...", help="Photos by their numbers.")]


def register(app: typer.Typer) -> None:
    app.add_typer(group)


@group.callback(invoke_without_command=True)
def top(context: typer.Context, kind: Chosen = None, find: Find = False, as_json: AsJson = False) -> None:
    """All groups of duplicates, when nothing else is asked for."""
    if context.invoked_subcommand is None:
        listing(context, kind, find, 50, as_json)


@group.command("list")
def listing(
    context: typer.Context, kind: Chosen = None, find: Find = False, limit: Limit = 50, as_json: AsJson = False
) -> None:
    """Groups of duplicates, those first that would free most room from sight."""
    call = calls.of(context)
    kinds: tuple[Kind, ...] = (_kind(kind),) if kind else duplicates.KINDS
    with call.opened() as opened:
        if find:
            _find(call, opened, as_json)
        sums = opened.catalog.read(lambda db: [duplicates.identical(db), *duplicates.sums(db)])
        sums = [one for one in sums if one.kind in kinds]
        found = [seen for kind in kinds for seen in _groups(opened, kind, limit)]
        hidden = opened.catalog.read(duplicates.set_aside)
    if as_json:
        terminal.print_json({"sums": sums, "groups": found, "set_aside": hidden})
        return
    for one in sums:
        _tell(one, [seen for seen in found if seen.kind == one.kind])
    if hidden:
        terminal.say(f"{words.photos(hidden)} set aside: hidden, never deleted. `holdfast undo` and")
        terminal.say("`holdfast duplicates back PHOTO` bring them back.")


def _kind(said: str) -> Kind:
    for kind in duplicates.KINDS:
        if said == kind:
            return kind
    raise UsageError(f"There is no class {said!r} of duplicates.", action=f"Classes: {', '.join(CLASSES)}.")


def _find(call: Call, opened: Opened, quiet: bool) -> None:
    """Small pictures are what prints are made of: they come first."""
    for kind in ("thumbnails", "grouping"):
        job = carry_out(call, opened, kind, Parameters(), quiet=quiet)
        if not quiet:
            outcome.tell_error(job)


def _groups(opened: Opened, kind: Kind, limit: int) -> list[GroupSeen]:
    found: list[GroupSeen] = []
    after: str | None = None
    while len(found) < limit:
        page = opened.catalog.read(duplicates.page, kind, after, min(PAGE, limit - len(found)))
        found += page.groups
        after = page.next
        if after is None:
            break
    return found


def _tell(total: Sum, found: list[GroupSeen]) -> None:
    if not total.groups:
        terminal.say(f"{CLASSES[total.kind].capitalize()}: none.")
        return
    count = f"{total.groups:,} group{'' if total.groups == 1 else 's'}"
    freed = "spared" if total.kind == "identical" else "could go out of sight"
    terminal.say(f"{CLASSES[total.kind].capitalize()}: {count}, {words.size(total.bytes)} {freed}.")
    for seen in found:
        keeper, *others = seen.members
        ahead = f"  {seen.id}  " if seen.kind != "identical" else "  "
        terminal.say(f"{ahead}{keeper.name} and {len(others)} more: {because(seen.reason)}")


@group.command("show")
def show(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """The pictures of a group, the suggested one first."""
    with calls.of(context).opened() as opened:
        seen = opened.catalog.read(duplicates.group, number)
    if seen is None:
        raise UsageError(
            f"There is no group {number} of duplicates.", action="`holdfast duplicates` lists those there are."
        )
    if as_json:
        terminal.print_json(seen)
        return
    terminal.say(f"Group {seen.id}, {CLASSES[seen.kind]}. Suggested: {because(seen.reason)}.")
    heads = ("Photo", "Name", "Pixels", "Size", "Format", "Taken", "Camera", "Where", "")
    terminal.table(heads, [_row(seen, one) for one in seen.members])


def _row(seen: GroupSeen, one: Member) -> tuple[str, ...]:
    said = "set aside" if one.set_aside else "suggested" if one.photo_id == seen.keeper_id else ""
    pixels = f"{one.width} x {one.height}" if one.width else ""
    where = f"{one.source}/{one.folder}".rstrip("/")
    taken = (one.taken_at or "").replace("T", " ")
    return (
        str(one.photo_id),
        one.name,
        pixels,
        words.size(one.bytes),
        one.kind or "",
        taken,
        one.camera or "",
        where,
        said,
    )


@group.command("keep")
def keep(context: typer.Context, number: Number, keeper: Keeper = None, as_json: AsJson = False) -> None:
    """Keep one picture of a group and set the others aside; it gets their collections, tags, rating and words."""
    call = calls.of(context)
    with call.opened() as opened:
        _done(deciding.keep(opened.catalog, number, keeper, call.now()), as_json)


@group.command("apart")
def apart(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """These are no duplicates: they are not suggested again, ever."""
    call = calls.of(context)
    with call.opened() as opened:
        _done(deciding.apart(opened.catalog, number, call.now()), as_json)


@group.command("accept")
def accept(context: typer.Context, kind: Accepted = "same", as_json: AsJson = False) -> None:
    """Keep the suggested picture of every group of a class, in one step."""
    call = calls.of(context)
    classes: dict[str, Class] = {"same": "same", "similar": "similar"}
    if kind not in classes:
        raise UsageError(f"Nothing is to be decided of {kind!r}.", action="Say --class same or --class similar.")
    with call.opened() as opened:
        _done(deciding.accept(opened.catalog, classes[kind], call.now()), as_json)


@group.command("back")
def back(context: typer.Context, photos: Photos, as_json: AsJson = False) -> None:
    """Show photos again that were set aside."""
    call = calls.of(context)
    with call.opened() as opened:
        _done(deciding.bring_back(opened.catalog, photos, call.now()), as_json)


@group.command("undo")
def undo(context: typer.Context, as_json: AsJson = False) -> None:
    """Take back what was done last."""
    call = calls.of(context)
    with call.opened() as opened:
        done = marking.undo(opened.catalog, None, call.now())
    if as_json:
        terminal.print_json(done)
    else:
        terminal.say(f"Undone: {done.what}.")


def _done(done: Decided, as_json: bool) -> None:
    if as_json:
        terminal.print_json(done)
    elif done.change is None:
        terminal.say("Nothing changed: all was so already.")
    else:
        freed = f", {words.size(done.bytes)} out of sight" if done.bytes else ""
        terminal.say(f"{done.what}{freed}. Nothing was deleted: `holdfast undo {done.change}` takes it back.")


@group.command("folders")
def folders(context: typer.Context, as_json: AsJson = False) -> None:
    """Folders all of whose photos are in another folder too, byte by byte."""
    with calls.of(context).opened() as opened:
        found = opened.catalog.read(duplicates.folders)
    if as_json:
        terminal.print_json(found)
    elif not found:
        terminal.say("No folder is wholly in another one.")
    for one in found if not as_json else ():
        terminal.say(f"{one.folder}: all {words.photos(one.photos)} ({words.size(one.bytes)}) are in {one.other}, too.")
