"""Every command by its name, and the module where it lives.

Only the module of the command that was asked for is loaded, with what it stands on: loading all of them is most of
the time of a short command. The order is that of `holdfast --help`.
"""

from collections.abc import Sequence
from importlib import import_module

import typer

MODULES: dict[str, tuple[str, ...]] = {
    "setup": ("init",),
    "sources": ("source",),
    "backup": ("backup", "retry"),
    "folders": ("folders", "scan", "thaw"),
    "shoots": ("shoots",),
    "status": ("status", "failures", "sessions"),
    "statistics": ("statistics",),
    "verify": ("verify",),
    "restore": ("restore", "export"),
    "drill": ("drill",),
    "cleanup": ("cleanup",),
    "pause": ("pause", "resume"),
    "job": ("job",),
    "daemon": ("daemon",),
    "window": ("open", "serve"),
    "demo": ("demo",),
    "doctor": ("doctor",),
    "diagnostics": ("diagnostics",),
    "config": ("config",),
    "catalog": ("catalog",),
    "library": ("library",),
    "mark": ("mark", "undo"),
    "missing": ("missing",),
    "collections": ("collections",),
    "facts": ("facts",),
    "duplicates": ("duplicates",),
    "search": ("search", "places"),
    "photos": ("photos",),
}

BEFORE = ("--key-file", "--home")
"""The options before the command that have a value."""


def register(app: typer.Typer, arguments: Sequence[str] = ()) -> None:
    """Register the command that these arguments name; all commands where they name none that there is."""
    name = named(arguments)
    wanted = [module for module, names in MODULES.items() if name in names] or list(MODULES)
    for module in wanted:
        import_module(f"holdfast.cli.{module}").register(app)


def named(arguments: Sequence[str]) -> str | None:
    """The word that stands where a command stands; None: there is none."""
    left = iter(arguments)
    for argument in left:
        if argument in BEFORE:
            next(left, None)
        elif not argument.startswith("-"):
            return argument
    return None
