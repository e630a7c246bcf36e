"""`holdfast catalog rekey` and `unlock`: a new key, and the recovery code when the key is lost."""

import sys

import typer

from holdfast.cli import call as calls
from holdfast.cli import terminal, words
from holdfast.cli.alone import alone
from holdfast.cli.call import AsJson
from holdfast.engine import rekey as keys


def register(group: typer.Typer) -> None:
    group.command("rekey")(rekey)
    group.command("unlock")(unlock)


def rekey(context: typer.Context, as_json: AsJson = False) -> None:
    """Give the catalog and its copies a new key, for when the old one may be known to others.

    The old recovery code opens nothing any more; the new one is shown. Cut short, run it again.
    """
    call = calls.of(context)
    explain = terminal.quiet if as_json else terminal.say
    with alone(call, "given a new key"):
        done = keys.rekey(call.home, call.key_file, call.clock, explain)
    if as_json:
        terminal.print_json({
            "recovery_code": done.recovery_code, "key_file": done.key_file, "copies": done.copies, "left": done.left
        })  # fmt: skip
        return
    place = "the keyring of this computer" if done.key_file is None else str(done.key_file)
    terminal.say(f"The catalog has a new key, in {place}. It opens {words.copies(done.copies)}, too.")
    terminal.say("The recovery code is new, too. Write it down now, the old one opens nothing any more:")
    terminal.say()
    terminal.say_code(done.recovery_code)
    terminal.say()
    if done.left:
        terminal.say("These files still have an older key; delete them if somebody else knows it:")
        for path in done.left:
            terminal.say(f"    {path}")


def unlock(context: typer.Context, as_json: AsJson = False) -> None:
    """Type the recovery code when the key is lost or wrong: the key is put back where it belongs.

    With --key-file FILE it is put into that file. The code is asked for, or read from the standard input; it is never
    given as an argument, which other users of the computer could see.
    """
    call = calls.of(context)
    typed = terminal.ask("The recovery code: ") if terminal.can_ask() else sys.stdin.readline()
    where, kept = keys.unlock(call.home, call.key_file, typed, call.clock)
    if as_json:
        terminal.print_json({"key_file": where, "kept": kept})
        return
    terminal.say(f"The key is back in {where or 'the keyring of this computer'}.")
    if kept is not None:
        terminal.say(f"The key that was there, which is another one, is kept as {kept}.")
