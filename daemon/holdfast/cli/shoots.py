"""`holdfast shoots …`: photos that were taken together."""

from typing import Annotated

import typer

from holdfast.catalog import Connection, shoot_acts, shoots
from holdfast.catalog.shoots import ShootSeen, State
from holdfast.cli import call as calls
from holdfast.cli import finding, terminal, words
from holdfast.cli.call import AsJson, Call
from holdfast.domain.shoot_names import dates
from holdfast.engine import shooting
from holdfast.engine.setup import Opened

group = typer.Typer(help="Photos that were taken together.", invoke_without_command=True)

MOST = 10_000
"""Shoots that are listed."""

Number = Annotated[int, typer.Argument(metavar="ID", help="The shoot's number, as `holdfast shoots` shows it.")]
Numbers = Annotated[list[int], typer.Argument(metavar="ID...", help="Shoots by their numbers.")]
Photos = Annotated[list[int], typer.Argument(metavar="PHOTO...", help="Photos by their numbers.")]
Suggested = Annotated[bool, typer.Option("--suggested", help="Only those that Holdfast found and you have not kept.")]
Find = Annotated[bool, typer.Option("--find", help="Look at every photo now, however many there are.")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="shoots")


@group.callback()
def shoots_or_list(
    context: typer.Context, suggested: Suggested = False, find: Find = False, as_json: AsJson = False
) -> None:
    """Photos that were taken together. Without a word more: list them."""
    if context.invoked_subcommand is None:
        _list(calls.of(context), suggested, find, as_json)


@group.command("list")
def list_shoots(
    context: typer.Context, suggested: Suggested = False, find: Find = False, as_json: AsJson = False
) -> None:
    """The shoots that you kept, and those that Holdfast suggests."""
    _list(calls.of(context), suggested, find, as_json)


def _list(call: Call, suggested: bool, find: bool, as_json: bool) -> None:
    with call.opened() as opened:
        finding.look(call, opened, asked=find, quiet=as_json)
        states: tuple[State, ...] = ("suggested",) if suggested else ("kept", "suggested")
        found = opened.catalog.read(lambda db: [one for state in states for one in shoots.page(db, state, 0, MOST)])
    if as_json:
        terminal.print_json([shooting.shown(one) for one in found])
    elif not found:
        terminal.say(
            "No shoots were found: no two photos that are safe were taken together, or their files say no time."
        )
    else:
        terminal.table(("id", "shoot", "when", "photos", "camera", ""), (_cells(one) for one in found))
        if any(one.state == "suggested" for one in found):
            terminal.say("`holdfast shoots keep ID` makes a suggestion yours; `holdfast shoots dismiss ID` refuses it.")


def _cells(one: ShootSeen) -> tuple[str, str, str, str, str, str]:
    when = one.date or dates(one.begins_at, one.ends_at)
    sign = "suggested" if one.state == "suggested" else ""
    return str(one.id), one.name, when, f"{one.photos:,}", one.camera or "", sign


@group.command("show")
def show(context: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """One shoot with its photos."""
    with calls.of(context).opened() as opened:
        seen = opened.catalog.read(shoots.by_id, number)
        photos = opened.catalog.read(lambda db: _photos(db, seen))
    if as_json:
        terminal.print_json({**shooting.shown(seen), "photo_list": photos})
        return
    said = {"When": seen.date or dates(seen.begins_at, seen.ends_at), "Where": seen.location, "Client": seen.client}
    terminal.say(f"{seen.name}: {words.photos(seen.photos)}, {words.size(seen.bytes)} ({seen.state}).")
    for name, text in said.items():
        if text:
            terminal.say(f"{name}: {text}")
    if seen.description:
        terminal.say(seen.description)
    rows = (tuple(str(one[name] or "") for name in ("id", "name", "taken_at")) for one in photos)
    terminal.table(("photo", "name", "taken"), rows)


def _photos(db: Connection, seen: ShootSeen) -> list[dict[str, str | int | None]]:
    found, _ = shoots.photos(db, seen.id, 0, max(1, seen.photos))
    held = shooting.stacks_of(db, [photo.id for photo in found])
    return [
        {"id": photo.id, "name": photo.name, "taken_at": photo.taken_at, "media_type": photo.media_type,
         "stack": held[photo.id].kind if photo.id in held else None}
        for photo in found
    ]  # fmt: skip


@group.command("keep")
def keep(
    context: typer.Context,
    numbers: Numbers,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Call it so.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make suggested shoots yours: nothing changes them any more but you."""
    call = calls.of(context)
    with call.opened() as opened:
        change = opened.catalog.write(shoot_acts.keep, numbers, call.now(), name if len(numbers) == 1 else None)
        _tell(opened, f"Kept {_shoots(len(numbers))}.", change, numbers, as_json)


@group.command("rename")
def rename(
    context: typer.Context,
    number: Number,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    as_json: AsJson = False,
) -> None:
    """Give a shoot another name."""
    call = calls.of(context)
    with call.opened() as opened:
        change = opened.catalog.write(shoot_acts.revise, number, {"name": name}, call.now())
        _tell(opened, f"It is called {name!r} now.", change, [number], as_json)


@group.command("set")
def describe(
    context: typer.Context,
    number: Number,
    date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="When it was.")] = None,
    location: Annotated[str | None, typer.Option("--location", metavar="TEXT", help="Where it was.")] = None,
    client: Annotated[str | None, typer.Option("--client", metavar="TEXT", help="For whom it was.")] = None,
    description: Annotated[str | None, typer.Option("--description", metavar="TEXT", help="What it was.")] = None,
    cover: Annotated[int | None, typer.Option("--cover", metavar="PHOTO", help="The photo it is known by.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say when and where a shoot was, for whom, and what; an empty text takes it back."""
    said: dict[str, str | int | None] = {"location": location, "client": client, "description": description}
    values: dict[str, str | int | None] = {name: text for name, text in said.items() if text is not None}
    call = calls.of(context)
    with call.opened() as opened:
        if date is not None:
            values["date"] = shooting.day(date)
        if cover is not None:
            values["cover_id"] = opened.catalog.read(shoots.originals_of, [cover])[0]
        change = opened.catalog.write(shoot_acts.revise, number, values, call.now())
        _tell(opened, "Noted.", change, [number], as_json)


@group.command("split")
def split(
    context: typer.Context,
    number: Number,
    at: Annotated[int, typer.Option("--at", metavar="PHOTO", help="The photo with which the second one begins.")],
    as_json: AsJson = False,
) -> None:
    """Make two shoots of one."""
    call = calls.of(context)
    with call.opened() as opened:
        new, change = opened.catalog.write(shoot_acts.split, number, at, call.now())
        _tell(opened, f"The new shoot is {new}.", change, [number, new], as_json)


@group.command("merge")
def merge(context: typer.Context, numbers: Numbers, as_json: AsJson = False) -> None:
    """Make one shoot of several: the first that you name takes the others in."""
    call = calls.of(context)
    with call.opened() as opened:
        change = opened.catalog.write(shoot_acts.merge, numbers, call.now())
        _tell(opened, f"Merged {_shoots(len(set(numbers)))} into {numbers[0]}.", change, numbers[:1], as_json)


@group.command("make")
def make(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    photos: Photos,
    as_json: AsJson = False,
) -> None:
    """Make a shoot of photos that you name."""
    call = calls.of(context)
    with call.opened() as opened:
        originals = opened.catalog.read(shoots.originals_of, photos)
        new, change = opened.catalog.write(shoot_acts.make, name, originals, call.now())
        _tell(opened, f"The new shoot is {new}.", change, [new], as_json)


@group.command("add")
def add(context: typer.Context, number: Number, photos: Photos, as_json: AsJson = False) -> None:
    """Put photos into a shoot."""
    _put(calls.of(context), number, photos, away=False, as_json=as_json)


@group.command("remove")
def remove(context: typer.Context, number: Number, photos: Photos, as_json: AsJson = False) -> None:
    """Take photos out of a shoot. The photos themselves stay where they are."""
    _put(calls.of(context), number, photos, away=True, as_json=as_json)


def _put(call: Call, number: int, photos: list[int], *, away: bool, as_json: bool) -> None:
    with call.opened() as opened:
        originals = opened.catalog.read(shoots.originals_of, photos)
        change = opened.catalog.write(
            lambda db: shoot_acts.put_photos(db, number, originals, call.now(), away=away)
        )  # fmt: skip
        _tell(opened, "Taken out." if away else "Put in.", change, [number], as_json)


@group.command("dismiss")
def dismiss(context: typer.Context, numbers: Numbers, as_json: AsJson = False) -> None:
    """Say that these are no shoots: they are not suggested again. Their photos stay where they are."""
    call = calls.of(context)
    with call.opened() as opened:
        change = opened.catalog.write(shoot_acts.dismiss, numbers, call.now())
        _tell(opened, f"Refused {_shoots(len(numbers))}.", change, numbers, as_json)


def _tell(opened: Opened, sentence: str, change: int | None, numbers: list[int], as_json: bool) -> None:
    """What was done, and how to take it back."""
    if as_json:
        found = [shooting.shown(opened.catalog.read(shoots.by_id, one)) for one in numbers]
        terminal.print_json({"change": change, "shoots": found})
    elif change is None:
        terminal.say("It was so already.")
    else:
        terminal.say(f"{sentence} `holdfast undo {change}` takes it back.")


def _shoots(count: int) -> str:
    return f"{count:,} shoot{'' if count == 1 else 's'}"
