"""`holdfast config …`: the settings."""

from typing import Annotated

import typer

from holdfast.catalog import Connection, audit, settings
from holdfast.cli import call as calls
from holdfast.cli import terminal
from holdfast.cli.call import AsJson
from holdfast.config import TEXTS, Setting, TextSetting
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
        written = opened.catalog.read(lambda db: [(one, settings.text(db, one.name)) for one in TEXTS])
    if as_json:
        numbers = [_plain(setting, value) for setting, value in found]
        terminal.print_json([*numbers, *(_written(setting, value) for setting, value in written)])
    else:
        rows: list[tuple[str, str | int, str | int, str]] = [
            (one.name, value, one.default, one.sentence) for one, value in found
        ]
        rows += [(one.name, value or "none", one.default or "none", one.sentence) for one, value in written]
        terminal.table(("setting", "is", "default", "meaning"), rows)


def _plain(setting: Setting, value: int) -> dict[str, int | str]:
    return {
        "name": setting.name, "value": value, "default": setting.default, "low": setting.low, "high": setting.high,
        "sentence": setting.sentence,
    }  # fmt: skip


def _written(setting: TextSetting, value: str) -> dict[str, int | str]:
    return {"name": setting.name, "value": value, "default": setting.default, "sentence": setting.sentence}


@group.command("get")
def get(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """One setting."""
    if name in settings.TEXT_BY_NAME:
        with calls.of(context).opened() as opened:
            _say_text(name, opened.catalog.read(settings.text, name), as_json)
        return
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
    if name in settings.TEXT_BY_NAME:
        settings.check_text(name, value)
        with call.opened() as opened:
            _say_text(name, opened.catalog.write(_change_text, name, value, call.now()), as_json)
        return
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


def _change_text(db: Connection, name: str, value: str, at: int) -> str:
    kept = settings.change_text(db, name, value, at)
    audit.note(db, "person", "change setting", name, at, {"value": kept})
    return kept


def _say_text(name: str, value: str, as_json: bool) -> None:
    if as_json:
        terminal.print_json(_written(settings.TEXT_BY_NAME[name], value))
    else:
        terminal.say(value or "none")


def _known(name: str) -> Setting:
    setting = settings.BY_NAME.get(name)
    if setting is None:
        known = ", ".join((*settings.BY_NAME, *settings.TEXT_BY_NAME))
        raise UsageError(f"There is no setting called {name!r}.", action=f"Settings are: {known}.")
    return setting


def _number(setting: Setting, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UsageError(
            f"{setting.name} must be a whole number from {setting.low} to {setting.high}, not {text!r}."
        ) from None
