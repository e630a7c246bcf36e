"""`holdfast facts`: what any files say of themselves, so that it can be compared with what other programs read."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson
from holdfast.domain.facts import Facts
from holdfast.engine import facts as reading
from holdfast.engine.facts import FileFacts

UNITS = {
    "focal_length": "{:g} mm", "aperture": "f/{:g}", "altitude": "{:g} m", "duration": "{:g} s",
    "utc_offset": "{:+d} min",
}  # fmt: skip
LONG = 0.3
"""Seconds from which an exposure is not said as a part of one."""


def register(app: typer.Typer) -> None:
    app.command("facts")(facts)


def facts(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Photos, raw files or films, wherever they lie.")],
    as_json: AsJson = False,
) -> int:
    """Say what files know of themselves: camera, lens, exposure, time, place, words. Changes nothing, needs no library.

    A file that cannot be read gets a sentence, and the others go on.
    """
    failed: list[str] = []
    found = _counted(reading.of_files(files, calls.of(context).clock), failed)
    if as_json:
        terminal.print_json_list(asdict(one) for one in found)
    else:
        for one in found:
            _tell(one)
    return 1 if failed else 0


def _counted(found: Iterable[FileFacts], failed: list[str]) -> Iterable[FileFacts]:
    for one in found:
        if one.problem is not None:
            failed.append(one.file)
        yield one


def _tell(one: FileFacts) -> None:
    if one.facts is None:
        terminal.complain(one.problem or "")
        return
    terminal.say(one.file)
    for name, value in _lines(one.facts):
        terminal.say(f"  {name.replace('_', ' ')}: {value}")


def _lines(facts: Facts) -> list[tuple[str, str]]:
    """What is known, each with its unit."""
    return [(name, _worded(name, value)) for name, value in asdict(facts).items() if value not in (None, ())]


def _worded(name: str, value: Any) -> str:  # noqa: ANN401 - each fact has a type of its own
    if name == "keywords":
        return ", ".join(value)
    if name == "exposure":
        return f"1/{round(1 / value)} s" if value < LONG else f"{value:g} s"
    return UNITS.get(name, "{}").format(value)
