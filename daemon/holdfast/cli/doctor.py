"""`holdfast doctor`: what is right and what is not, one line each."""

import typer

from holdfast.cli import call as calls
from holdfast.cli import outcome, terminal
from holdfast.cli.call import AsJson
from holdfast.engine.checkup.check import Check


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(context: typer.Context, as_json: AsJson = False) -> int:
    """Look at everything that Holdfast needs, and say what is wrong and what to do. Changes nothing."""
    from holdfast.cli.examination import examination  # loads the window, which no other command should wait for

    checks = []
    for check in examination(calls.of(context)):
        checks.append(check)
        if not as_json:
            tell(check)
    first = next((check for check in checks if not check.ok), None)
    if as_json:
        terminal.print_json({"ok": first is None, "checks": checks})
    return outcome.exit_code_of(first.code) if first is not None else 0


def tell(check: Check) -> None:
    """One check in a line, and what to do in another."""
    terminal.say(f"{'ok' if check.ok else '!!'}  {check.name}: {check.finding}")
    if check.action:
        terminal.say(f"    {check.action}")
