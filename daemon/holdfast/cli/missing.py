"""`holdfast missing`: photos of which nobody knows when, where or with what they were taken, or that have no tags."""

from typing import Annotated

import typer

from holdfast.catalog import worklist
from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson
from holdfast.engine import figures
from holdfast.errors import UsageError

LACK = {"date": "no date", "place": "no place", "camera": "no camera", "tags": "no tags"}


def register(app: typer.Typer) -> None:
    app.command("missing")(missing)


def missing(
    context: typer.Context,
    what: Annotated[str | None, typer.Argument(metavar="[WHAT]", help=f"{', '.join(LACK)}; none: counts.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help="At most so many.")] = 100,
    after: Annotated[int, typer.Option("--after", metavar="PHOTO", min=0, help="Go on after this photo.")] = 0,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """What is not known of photos: how many lack what, or which ones lack it. `holdfast mark` says it."""
    with calls.of(context).opened() as opened:
        if what is None:
            _tell_counts(dict(figures.missing(opened.catalog, opened.clock)), as_json)
            return
        kind = next((kind for kind in worklist.KINDS if kind == what), None)
        if kind is None:
            raise UsageError(f"{what!r} is nothing that photos lack.", action=f"Ask for one of: {', '.join(LACK)}.")
        page = opened.catalog.read(worklist.page, kind, after, limit)
        while not page.photos and page.next is not None:
            page = opened.catalog.read(worklist.page, kind, page.next, limit)
    _tell_photos(page, LACK[kind], as_json)


def _tell_counts(counts: dict[str, object], as_json: bool) -> None:
    if as_json:
        terminal.print_json(counts)
        return
    for kind, count in counts.items():
        terminal.say(f"{words.photos(int(str(count)))} with {LACK[kind]}")


def _tell_photos(page: worklist.Page, lack: str, as_json: bool) -> None:
    if as_json:
        found = [{"id": one.id, "name": one.name} for one in page.photos]
        terminal.print_json({"photos": found, "next": page.next})
    elif page.photos:
        terminal.table(("Photo", "Name"), [(f"{one.id}", one.name) for one in page.photos])
        if page.next is not None:
            terminal.say(f"There may be more: add --after {page.next}")
    else:
        terminal.say(f"There is no photo with {lack}.")
