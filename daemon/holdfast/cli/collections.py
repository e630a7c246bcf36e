"""`holdfast collections`: albums by hand, by rule, or mirrored from a folder of a source."""

from collections.abc import Callable
from typing import Annotated

import typer

from holdfast.catalog import collections
from holdfast.catalog.collections import Collection
from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson, Call
from holdfast.cli.keeping import keep
from holdfast.cli.mark import tell
from holdfast.engine import collecting
from holdfast.engine.setup import Opened

KINDS = {"hand": "by hand", "rule": "by rule", "source": "mirror"}
group = typer.Typer(
    name="collections", help="Albums: by hand, by rule, or mirrored from a folder of a source.",
    invoke_without_command=True, rich_markup_mode=None,
)  # fmt: skip
PAGE = 500

Album = Annotated[str, typer.Argument(metavar="NAME", help="The collection.")]
Photos = Annotated[list[int], typer.Argument(metavar="PHOTO...", help="Photos by their numbers.")]
Photo = Annotated[int, typer.Argument(metavar="PHOTO", help="A photo by its number.")]
Before = Annotated[int | None, typer.Option("--before", metavar="PHOTO", help="Before this one; else to the end.")]

Query = Annotated[str | None, typer.Option("--query", metavar="QUERY", help="A rule: a search that stays true.")]
Mirror = Annotated[str | None, typer.Option("--mirror", metavar="FOLDER", help="SOURCE/FOLDER to follow.")]


def register(app: typer.Typer) -> None:
    app.add_typer(group)


@group.callback(invoke_without_command=True)
def top(context: typer.Context, as_json: AsJson = False) -> None:
    """All collections, when nothing else is asked for."""
    if context.invoked_subcommand is None:
        listing(context, as_json)


@group.command("list")
def listing(context: typer.Context, as_json: AsJson = False) -> None:
    """All collections in their order."""
    with calls.of(context).opened() as opened:
        found = opened.catalog.read(collections.everything)
    if as_json:
        terminal.print_json([shown(one) for one in found])
    elif found:
        rows = [(one.name, KINDS[one.kind], _count(one), one.query or one.folder or "") for one in found]
        terminal.table(("Collection", "Kind", "Photos", "Rule or folder"), rows)
    else:
        terminal.say("There are no collections yet. `holdfast collections make NAME` makes one.")


@group.command("show")
def show(context: typer.Context, name: Album, as_json: AsJson = False) -> None:
    """The photos of a collection, in its order."""
    with calls.of(context).opened() as opened:
        album = opened.catalog.read(collections.by_name, name)
        after: str | None = None
        found: list[dict[str, object]] = []
        while True:
            page = collecting.page(opened.catalog, album, after, PAGE, whole=True)
            found += [{"id": one.id, "name": one.name, "state": one.state} for one in page.photos]
            after = page.next
            if after is None:
                break
    if as_json:
        terminal.print_json({**shown(album), "photos": found})
    else:
        terminal.say(f"{album.name}: {words.photos(len(found))}")
        rows = [(f"{one['id']}", f"{one['name']}", f"{one['state']}") for one in found]
        terminal.table(("Photo", "Name", "State"), rows)


@group.command("make")
def make(
    context: typer.Context, name: Album, query: Query = None, mirror: Mirror = None, as_json: AsJson = False
) -> None:
    """Make a collection: by hand, by a rule, or as a mirror of a source's folder with all below it."""
    call = calls.of(context)
    with call.opened() as opened:
        folder = None if mirror is None else opened.catalog.read(collections.folder_named, mirror)
        number = collecting.make(opened.catalog, name, call.now(), query=query, folder_id=folder)
        made = opened.catalog.read(collections.by_id, number)
        keep(call, opened)
    assert made is not None
    if as_json:
        terminal.print_json(shown(made))
    else:
        known = "" if made.photos is None else f": {words.photos(made.photos)}"
        terminal.say(f"Made “{made.name}”, {KINDS[made.kind]}{known}.")


@group.command("add")
def add(context: typer.Context, name: Album, photos: Photos, as_json: AsJson = False) -> None:
    """Put photos at the end of a collection by hand."""
    call = calls.of(context)
    with call.opened() as opened:
        tell(collecting.add(opened.catalog, _named(opened, name), photos, call.now()), as_json)
        keep(call, opened)


@group.command("take")
def take(context: typer.Context, name: Album, photos: Photos, as_json: AsJson = False) -> None:
    """Take photos out of a collection by hand. They stay where they are."""
    call = calls.of(context)
    with call.opened() as opened:
        tell(collecting.take(opened.catalog, _named(opened, name), photos, call.now()), as_json)
        keep(call, opened)


@group.command("move")
def move(context: typer.Context, name: Album, photo: Photo, before: Before = None, as_json: AsJson = False) -> None:
    """Put a photo of a collection before another one."""
    _act(context, name, as_json, lambda opened, album, now: collecting.move(opened.catalog, album, photo, before, now))


@group.command("cover")
def cover(context: typer.Context, name: Album, photo: Photo, as_json: AsJson = False) -> None:
    """Choose the photo that a collection is known by."""
    said = {"cover_id": photo}
    _act(context, name, as_json, lambda opened, album, now: collecting.change(opened.catalog, album, said, now))


@group.command("rename")
def rename(
    context: typer.Context, name: Album, new: Annotated[str, typer.Argument(metavar="NEW")], as_json: AsJson = False
) -> None:
    """Give a collection another name."""
    said = {"name": new}
    _act(context, name, as_json, lambda opened, album, now: collecting.change(opened.catalog, album, said, now))


@group.command("remove")
def remove(context: typer.Context, name: Album, as_json: AsJson = False) -> None:
    """Remove a collection. Its photos stay where they are."""
    _act(context, name, as_json, lambda opened, album, now: collecting.remove(opened.catalog, album, now))


def _act(
    context: typer.Context, name: str, as_json: bool, act: Callable[[Opened, Collection, int], int | None]
) -> None:
    call: Call = calls.of(context)
    with call.opened() as opened:
        number = act(opened, _named(opened, name), call.now())
        keep(call, opened)
    if as_json:
        terminal.print_json({"change": number})
    elif number is None:
        terminal.say("Nothing changed: all was so already.")
    else:
        terminal.say(f"Done. `holdfast undo {number}` takes it back.")


def _named(opened: Opened, name: str) -> Collection:
    return opened.catalog.read(collections.by_name, name)


def _count(one: Collection) -> str:
    return "" if one.photos is None else f"{one.photos:,}"


def shown(one: Collection) -> dict[str, object]:
    """A collection for scripts."""
    return {
        "id": one.id, "name": one.name, "kind": one.kind, "query": one.query, "folder": one.folder,
        "description": one.description, "count": one.photos, "cover": one.cover.photo_id if one.cover else None,
    }  # fmt: skip
