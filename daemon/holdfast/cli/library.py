"""`holdfast library`: where the photos lie, and the ways on when that place has changed."""

from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.call import AsJson
from holdfast.daemon.look import HomeLook
from holdfast.engine import library
from holdfast.engine.library import Place
from holdfast.engine.report import as_json as jsonable
from holdfast.errors import LibraryError

group = typer.Typer(help="The library: the folder with your photos.", invoke_without_command=True)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that holds your photos now.")]
MaybeFolder = Annotated[
    Path | None, typer.Argument(metavar="DIR", help="The folder with your photos; none: where they always lay.")
]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="library")


@group.callback()
def look(context: typer.Context, as_json: AsJson = False) -> int:
    """Where the library lies, whether it is there, and how much room it has."""
    if context.invoked_subcommand is not None:
        return 0
    call = calls.of(context)
    with call.opened() as opened:
        found = HomeLook(opened).library()
        elsewhere = None if found.online else library.found_elsewhere(opened)
    if as_json:
        values = jsonable(found)
        assert isinstance(values, dict)
        terminal.print_json({**values, "elsewhere": elsewhere})
    elif found.online:
        free = "" if found.free_bytes is None else f" {words.size(found.free_bytes)} are free on its drive."
        terminal.say(f"The library is {found.path}.{free}")
    else:
        terminal.complain(found.message or "")
        terminal.complain(found.action or "")
        if elsewhere is not None:
            terminal.complain(f"It seems to lie at {elsewhere} now: `holdfast library follow '{elsewhere}'`.")
    return 0 if found.online else LibraryError.exit_code


@group.command("follow")
def follow(context: typer.Context, where: Folder, as_json: AsJson = False) -> None:
    """Say that this very library lies at DIR now: its drive has another place, or you copied it to a larger one."""
    with calls.of(context).opened() as opened:
        _tell(library.follow(opened, _whole(where)), as_json)


@group.command("adopt")
def adopt(context: typer.Context, where: MaybeFolder = None, as_json: AsJson = False) -> None:
    """Say "this is my library" of a folder whose marker is gone: known photos are compared, then it is put back."""
    with calls.of(context).opened() as opened:
        _tell(library.adopt(opened, None if where is None else _whole(where)), as_json)


def _whole(where: Path) -> Path:
    return where.expanduser().absolute()


def _tell(found: Place, as_json: bool) -> None:
    if as_json:
        terminal.print_json(jsonable(found))
        return
    terminal.say(f"The library is {found.path}.")
    if found.compared:
        right = found.compared - len(found.differing)
        terminal.say(f"{right:,} of {words.photos(found.compared)} that were looked at are as they were stored.")
    for path in found.differing:
        terminal.say(f"not as stored: {path}")
    if found.differing:
        terminal.say("`holdfast verify` looks at all of them.")
