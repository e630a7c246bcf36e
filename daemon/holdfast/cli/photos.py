"""`holdfast photos`: the plain list, with what each photo rests on."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

import typer

from holdfast.catalog import photos, sources
from holdfast.catalog.photos import PhotoRow
from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson
from holdfast.cli.search import pointed_at
from holdfast.domain import query as language
from holdfast.domain import skips
from holdfast.engine import searching
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError

PAGE = 500
STATES = ("safe", "pending", "failed", "skipped", "gone")


def register(app: typer.Typer) -> None:
    app.command("photos")(list_photos)


def list_photos(
    context: typer.Context,
    asked: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY]", help="As for `search`, or the name of a source; none: all.")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only of this source.")] = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help=f"Only photos that are {', '.join(STATES)}.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="At most so many.")] = None,
    as_json: AsJson = False,
) -> None:
    """Every photo that a source lists, where it lies, and its state; or those that a query means, newest first."""
    if state is not None and state not in STATES:
        raise UsageError(f"{state!r} is no state of a photo.", action=f"States are: {', '.join(STATES)}.")
    with calls.of(context).opened() as opened:
        rows = islice(_asked(opened, asked or [], source, state, as_json), limit)
        if as_json:
            terminal.print_json_list(rows)
        else:
            for row in rows:
                terminal.say(_photo(row))


def _asked(
    opened: Opened, asked: list[str], source: str | None, state: str | None, as_json: bool
) -> Iterator[PhotoRow]:
    """One word that names a source means the source."""
    if len(asked) == 1 and source is None and opened.catalog.read(sources.is_name, asked[0]):
        asked, source = [], asked[0]
    source_id = None if source is None else calls.chosen(opened, [source])[0].id
    if not asked:
        return _plain(opened, source_id, state)
    text = " ".join(asked)
    with pointed_at(text, as_json):
        query = language.parsed(text)
    return (
        row for row in _found(opened, query)
        if state in (None, row.state) and (source is None or row.source.casefold() == source.casefold())
    )  # fmt: skip


def _plain(opened: Opened, source_id: int | None, state: str | None) -> Iterator[PhotoRow]:
    after = 0
    while page := opened.catalog.read(photos.page, after, PAGE, source_id, state):
        yield from page
        after = page[-1].id


def _found(opened: Opened, query: language.Query) -> Iterator[PhotoRow]:
    found = searching.everything(opened.catalog, query)
    while ids := list(islice(found, PAGE)):
        yield from opened.catalog.read(photos.rows, ids)


def _photo(row: PhotoRow) -> str:
    """State, size, place at the source, place in the library, and what the state rests on."""
    size = "?" if row.bytes is None else words.size(row.bytes)
    name = f"{row.folder}/{row.name}" if row.folder else row.name
    path = f"  {row.path}" if row.path else ""
    grounds = f"  ({found})" if (found := _grounds(row)) else ""
    return f"{row.state:<8}{size:>10}  {row.source}: {name}{path}{grounds}"


def _grounds(row: PhotoRow) -> str:
    """Why it is called safe, or why it is not copied."""
    if row.state == "skipped" and row.skip_reason is not None:
        return skips.words(row.skip_reason)
    proven = words.PROVEN.get(row.strength or "", "") if row.state in ("safe", "gone") else ""
    label = (row.label or "").replace("_", " ").lower()
    return "; ".join(part for part in (proven, label) if part)
