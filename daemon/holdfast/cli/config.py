"""`holdfast config …`: the settings."""

from typing import Annotated

import typer

from holdfast.catalog import Connection, audit, settings
from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson
from holdfast.config import Setting
from holdfast.errors import UsageError

group = typer.Typer(help="Settings; they work at once.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="config")


@group.command("list")
def list_settings(context: typer.Context, as_json: AsJson = False) -> None:
    """Every setting, what it is and what it means."""
    with calls.of(context).opened() as opened:
        found = opened.catalog.read(settings.everything)
    if as_json:
        terminal.print_json([_plain(setting, value) for setting, value in found])
    else:
        terminal.table(("setting", "is", "default", "meaning"),
                       ((one.name, value, one.default, one.sentence) for one, value in found))  # fmt: skip


def _plain(setting: Setting, value: int) -> dict[str, int | str]:
    return {
        "name": setting.name, "value": value, "default": setting.default, "low": setting.low, "high": setting.high,
        "sentence": setting.sentence,
    }  # fmt: skip


@group.command("get")
def get(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """One setting."""
    _known(name)
    with calls.of(context).opened() as opened:
        value = opened.catalog.read(settings.value, name)
    if as_json:
        terminal.print_json(_plain(settings.BY_NAME[name], value))
    else:
        terminal.say(str(value))


@group.command("set")
def set_(
    context: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    as_json: AsJson = False,
) -> None:
    """Change one setting."""
    call = calls.of(context)
    number = _number(_known(name), value)

    def change(db: Connection) -> None:
        settings.change(db, name, number, call.now())
        audit.note(db, "person", "change setting", name, call.now(), {"value": number})

    with call.opened() as opened:
        opened.catalog.write(change)
    if as_json:
        terminal.print_json(_plain(settings.BY_NAME[name], number))
    else:
        terminal.say(f"{name} is {number} now.")


def _known(name: str) -> Setting:
    setting = settings.BY_NAME.get(name)
    if setting is None:
        known = ", ".join(settings.BY_NAME)
        raise UsageError(f"There is no setting called {name!r}.", action=f"Settings are: {known}.")
    return setting


def _number(setting: Setting, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UsageError(
            f"{setting.name} must be a whole number from {setting.low} to {setting.high}, not {text!r}."
        ) from None
