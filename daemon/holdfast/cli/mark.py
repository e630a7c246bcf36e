"""`holdfast mark` and `holdfast undo`: what a person says of photos, and taking it back."""

from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar

import typer

from holdfast.catalog import work
from holdfast.catalog.work import Done
from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson
from holdfast.cli.keeping import keep
from holdfast.clock import local_time, rfc3339
from holdfast.domain import marking as rules
from holdfast.domain.marking import Marking, Value
from holdfast.domain.query import parsed
from holdfast.engine import marking, searching
from holdfast.engine.marking import Act
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError

T = TypeVar("T")
NONE = "none"
"""What takes a word back."""


def register(app: typer.Typer) -> None:
    app.command("mark")(mark)
    app.command("undo")(undo)


def _option(name: str, metavar: str, help: str) -> typer.models.OptionInfo:
    return typer.Option(name, metavar=metavar, help=help)  # type: ignore[no-any-return]


Photos = Annotated[list[int] | None, typer.Argument(metavar="[PHOTO...]", help="Photos by their numbers.")]
Query = Annotated[str | None, _option("--query", "QUERY", "All photos that a search finds, instead of numbers.")]
Text = str | None
Rating = Annotated[Text, _option("--rating", "0-5", "Or none.")]
Colour = Annotated[Text, _option("--colour", "COLOUR", "red, yellow, green, blue, purple or none.")]
Title = Annotated[Text, _option("--title", "TEXT", "Or none.")]
Caption = Annotated[Text, _option("--caption", "TEXT", "Or none.")]
Tags = Annotated[list[str] | None, _option("--tag", "TAG", "Give this tag. Can be said several times.")]
Untags = Annotated[list[str] | None, _option("--untag", "TAG", "Take this tag away, if you gave it.")]
Taken = Annotated[Text, _option("--taken", "TIME", "When they were taken: 2023-06-01T10:00, or none.")]
Shift = Annotated[Text, _option("--time", "+H:MM", "Move their time, because the camera's clock was wrong.")]
Offset = Annotated[Text, _option("--offset", "+HH:MM", "How far from UTC the camera's clock was.")]
Place = Annotated[Text, _option("--place", "LAT,LONG", "Where they were taken: 48.85,2.35, or none.")]
PlaceName = Annotated[Text, _option("--place-name", "NAME", "What you call the place, or none.")]
Pick = Annotated[bool, typer.Option("--pick", help="One of the good ones.")]
Reject = Annotated[bool, typer.Option("--reject", help="One of the bad ones. It stays where it is.")]
Unpick = Annotated[bool, typer.Option("--unpick", help="Neither.")]
Star = Annotated[bool | None, typer.Option("--star/--unstar", help="Keep a copy in your own bucket.")]
Hidden = Annotated[bool | None, typer.Option("--hide/--unhide", help="Leave it out of searches. It stays where it is.")]


def mark(
    context: typer.Context, photos: Photos = None, query: Query = None, rating: Rating = None, pick: Pick = False,
    reject: Reject = False,
    unpick: Unpick = False, colour: Colour = None, star: Star = None, hidden: Hidden = None,
    title: Title = None, caption: Caption = None,
    tag: Tags = None, untag: Untags = None, taken: Taken = None, time: Shift = None, offset: Offset = None,
    place: Place = None, place_name: PlaceName = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say something of photos: a rating, a pick, a colour, tags, words, when and where they were taken.

    `holdfast undo` takes it back for all of them at once. The photos' files stay as they are.
    """
    values: dict[str, Value] = {}
    texts = {"colour": colour, "title": title, "caption": caption, "place": place_name}
    values |= {name: _unless_none(text, str) for name, text in texts.items() if text is not None}
    if rating is not None:
        values["rating"] = _unless_none(rating, _whole)
    if taken is not None:
        values["taken_at"] = _unless_none(taken, rules.taken)
    if place is not None:
        values["latitude"], values["longitude"] = _unless_none(place, rules.place) or (None, None)
    values |= {name: int(flag) for name, flag in (("star", star), ("hidden", hidden)) if flag is not None}
    asked = Marking(
        values | _choice(pick, reject, unpick), tuple(tag or ()), tuple(untag or ()),
        0 if time is None else _read(rules.shift, time), None if offset is None else _read(rules.offset, offset),
    )  # fmt: skip
    call = calls.of(context)
    with call.opened() as opened:
        tell(marking.mark(opened.catalog, _meant(opened, photos, query), asked, call.now()), as_json)
        keep(call, opened)


def _meant(opened: Opened, photos: list[int] | None, query: str | None) -> Iterable[int]:
    """The photos that were named, or all that a search finds."""
    if bool(photos) == (query is not None):
        raise UsageError("Which photos?", action="Name photos by their numbers, or all of a search with --query.")
    return photos or searching.everything(opened.catalog, parsed(query or ""))


def _choice(pick: bool, reject: bool, unpick: bool) -> dict[str, Value]:
    if pick + reject + unpick > 1:
        raise UsageError("A photo is picked, rejected or neither.", action="Say one of the three.")
    return {"pick": "pick" if pick else "reject" if reject else None} if pick or reject or unpick else {}


def _unless_none(text: str, read: Callable[[str], T]) -> T | None:
    return None if text.lower() == NONE else _read(read, text)


def _read(read: Callable[[str], T], text: str) -> T:
    """What a text says; UsageError in words when it says nothing."""
    try:
        return read(text)
    except ValueError as error:
        raise UsageError(f"{error}.") from error


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r} is no rating: it is a number from 0 to 5")
    return int(text[:9])


def tell(act: Act, as_json: bool) -> None:
    """What was done, and how to take it back."""
    if as_json:
        terminal.print_json({"change": act.change, "photos": act.photos, "passed_over": act.passed_over})
        return
    if act.passed_over:
        terminal.say(f"Passed over {words.photos(act.passed_over)}: not in the library, or no time is known of it.")
    if act.change is None:
        terminal.say("Nothing changed: all was so already.")
    else:
        terminal.say(f"{act.what}. `holdfast undo {act.change}` takes it back.")


def undo(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="[CHANGE]", help="Which one; none: the last.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="Show what was done. Nothing changes.")] = False,
    again: Annotated[bool, typer.Option("--redo", help="Do it again: take the undo back.")] = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Take back what you said of photos, made of shoots or collections, or decided: one act as a whole."""
    call = calls.of(context)
    with call.opened() as opened:
        if listing:
            _list(opened.catalog.read(work.recent), as_json)
            return
        if again and number is None:
            raise UsageError("Which act is to be done again?", action="`holdfast undo --list` shows their numbers.")
        now = call.now()
        done = marking.redo(opened.catalog, number or 0, now) if again else marking.undo(opened.catalog, number, now)
        if as_json:
            terminal.print_json(_shown(done))
        else:
            terminal.say(f"{'Done again' if again else 'Undone'}: {done.what}.")
        keep(call, opened)


def _list(found: list[Done], as_json: bool) -> None:
    if as_json:
        terminal.print_json([_shown(done) for done in found])
    elif found:
        rows = [(done.id, local_time(done.at / 1000), done.what, "undone" if done.undone_at else "") for done in found]
        terminal.table(("Change", "When", "What", ""), rows)
    else:
        terminal.say("Nothing was done yet that could be undone.")


def _shown(done: Done) -> dict[str, object]:
    return {"id": done.id, "at": rfc3339(done.at), "what": done.what, "undone_at": rfc3339(done.undone_at)}
