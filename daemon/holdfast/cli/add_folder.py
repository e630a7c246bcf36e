"""`holdfast source add folder`: a folder or drive of this computer."""

from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson
from holdfast.engine import setup


def add_folder(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder, or where the drive is found.")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What to call it; none: as the folder is called.")
    ] = None,
    include: Annotated[
        list[str] | None, typer.Option("--include", metavar="RULE", help="Copy only such names, e.g. '*.jpg'.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="RULE", help="Never copy such names, e.g. 'cache/**'.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a folder, a USB drive or a network share that this computer shows as a folder. Nothing is written to it.

    Photos, videos and their sidecars are copied; hidden and system files, links and pipes are left out. A drive may be
    away: Holdfast waits for it, and calls nothing gone. The same folder under its name again is looked at anew.
    """
    said = {"path": str(path.expanduser().absolute())}
    said |= {rule: "\n".join(given) for rule, given in (("include", include), ("exclude", exclude)) if given}
    with calls.of(context).opened() as opened:
        called = name or path.expanduser().absolute().name
        source_id, description = setup.add_folder(opened, called, said)
    if as_json:
        terminal.print_json({
            "name": called, "title": description.title, "facts": dict(description.facts), "id": source_id,
            "kind": "folder", "added": True,
        })  # fmt: skip
        return
    terminal.say(f"{called}: the folder can be read. It is the {description.title}.")
    terminal.say("Next: `holdfast backup` copies its photos; `holdfast backup --dry-run` only counts them.")
