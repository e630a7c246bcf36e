"""`holdfast search` and `places`: finding photos by what is known of them, and the towns for that."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from holdfast.catalog.orders import ORDERS, Order
from holdfast.catalog.search import COUNTED, Found, Page
from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson
from holdfast.clock import rfc3339
from holdfast.domain import query as language
from holdfast.engine import gazetteer, searching
from holdfast.engine.report import Json
from holdfast.errors import QueryError, UsageError

DATES = {"person": "as you said", "source": "as its source says"}
"""Who says when a photo was taken; anything else is a name of a field in the file."""

places = typer.Typer(help="The towns by which photos are found and named.", no_args_is_help=True)
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=100_000, help="At most so many photos.")]
InOrder = Annotated[str, typer.Option("--order", metavar="ORDER", help=f"One of {', '.join(ORDERS)}.")]
After = Annotated[str | None, typer.Option("--after", metavar="PLACE", help="Go on where an earlier page ended.")]


def register(app: typer.Typer) -> None:
    app.command("search", context_settings={"ignore_unknown_options": True})(search)  # -type:video
    places.command("add")(add_places)
    app.add_typer(places, name="places")


def search(
    context: typer.Context,
    asked: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]", help="Words and fields, such as: harbour iso:>800; none: all photos."),
    ] = None,
    limit: Limit = 50,
    order: InOrder = "taken",
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """Find photos: words, "phrases", OR, -not, parentheses, and fields such as camera:canon iso:>800 taken:2023-06
    near:"Paris",5km rating:>=4 in:"Best of" copies:1 unverified:90d."""
    for word in asked or []:
        if word.startswith("--"):
            raise UsageError(f"There is no option {word}.", action="`holdfast search --help` names all of them.")
    _tell(context, " ".join(asked or []), after, limit, order, as_json)


def _tell(context: typer.Context, text: str, after: str | None, limit: int, order: str, as_json: bool) -> None:
    with calls.of(context).opened() as opened, pointed_at(text, as_json):
        query = language.parsed(text)
        page = searching.find(opened.catalog, query, after=after, limit=limit, order=_order(order))
    if as_json:
        terminal.print_json(_as_json(query, page))
    else:
        _print(query, page)


@contextmanager
def pointed_at(text: str, as_json: bool) -> Iterator[None]:
    """Show the query with a sign under the character at which it has no meaning."""
    try:
        yield
    except QueryError as error:
        if not as_json:
            terminal.complain(f"    {text}")
            terminal.complain(f"    {' ' * len(terminal.shown(text[: error.position]))}^")
        raise


def _order(name: str) -> Order:
    found = next((order for order in ORDERS if order == name), None)
    if found is None:
        raise UsageError(f"{name!r} is no order.", action=f"Orders are: {', '.join(ORDERS)}.")
    return found


def _as_json(query: language.Query, page: Page) -> dict[str, Json]:
    return {
        "query": language.written(query), "understood": language.said(query), "total": page.total,
        "total_is_exact": page.total_is_exact, "next": page.next, "photos": [_one(found) for found in page.photos],
    }  # fmt: skip


def _one(found: Found) -> dict[str, Json]:
    seen = found.seen
    return {
        "id": seen.id, "name": seen.name, "source": found.source, "folder": found.folder, "state": seen.state,
        "media_type": seen.media_type, "bytes": seen.bytes, "taken": _local(found.moment),
        "taken_from": found.moment_from, "rating": found.rating, "pick": found.pick, "colour": found.colour,
        "star": found.star, "stack": found.stack,
    }  # fmt: skip


def _local(moment: int | None) -> str | None:
    """As the clocks there showed it: a time without a zone."""
    text = rfc3339(moment)
    return None if text is None else text[:19]


def _print(query: language.Query, page: Page) -> None:
    terminal.say(f"Understood as: {language.said(query)}.")
    for found in page.photos:
        terminal.say(f"{found.seen.name:<32} {_date(found):<44} {_folder(found):<28} {found.seen.state}")
    terminal.say(_counted(page))
    if page.next is not None:
        terminal.say(f"There are more: add --after '{page.next}'")


def _date(found: Found) -> str:
    if found.moment is None:
        return "no date is known"
    source = found.moment_from or ""
    return f"{(_local(found.moment) or '').replace('T', ' ')} ({DATES.get(source, f'{source} in the file')})"


def _folder(found: Found) -> str:
    return f"{found.source}/{found.folder}" if found.folder else found.source


def _counted(page: Page) -> str:
    if page.total is None:
        return f"{words.photos(len(page.photos)).capitalize()} here."
    if page.total == 0:
        return "No photo is like that."
    if not page.total_is_exact and page.total >= COUNTED:
        return f"More than {words.photos(COUNTED)}; {len(page.photos):,} of them here."
    return f"{words.photos(page.total)}, {len(page.photos):,} of them here."


def add_places(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file of towns of GeoNames: cities500.zip, or its text.")
    ],
    as_json: AsJson = False,
) -> None:
    """Know the towns of a file, in place of those known before, so that photos are found by the town they were taken
    in or near."""
    with calls.of(context).opened() as opened:
        known = gazetteer.add(opened.catalog, file.expanduser())
    if as_json:
        terminal.print_json({"towns": known})
    else:
        are = "town is" if known == 1 else "towns are"
        terminal.say(f"{known:,} {are} known now. Photos that say where they were taken are found by their names.")
