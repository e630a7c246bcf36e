"""The command line: runs one command and turns whatever happens into a sentence and an exit code.

0 all safe · 1 finished, but photos need attention, or something unexpected · 2 wrong use · 3 credentials ·
4 library · 5 catalog · 6 another Holdfast holds the lock · 130 interrupted.

Errors go to standard error; with `--json` they go to standard output as `{"error": {"code", "message", "action"}}`,
so that a script that reads standard output always finds one JSON value there.
"""

import errno
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from holdfast import __version__
from holdfast.cli import commands, journal, terminal
from holdfast.cli.call import new_call
from holdfast.errors import DiskFull, HoldfastError, PermissionRefused, QueryError, UsageError

try:
    import resource
except ImportError:  # Windows writes no such files by itself
    resource = None  # type: ignore[assignment]

INTERRUPTED = 130
NO_SUCH_PLACE = (errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP)

# typer carries a click of its own in newer versions: its base of all usage errors is found through its public child.
ClickError: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def _print_version(asked: bool) -> None:
    if asked:
        terminal.say(f"Holdfast {__version__}")
        raise typer.Exit


def options(
    context: typer.Context,
    key_file: Annotated[
        Path | None, typer.Option("--key-file", metavar="FILE", help="The file with the key of the catalog.")
    ] = None,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="FOLDER", help="Where Holdfast keeps its own files.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """What stands before every command."""
    context.obj = new_call(key_file, home)


def program(arguments: Sequence[str] = ()) -> typer.Typer:
    """The command line as these arguments need it; whole where they name no command."""
    app = typer.Typer(
        name="holdfast",
        help="Your photos, held fast: a local-first backup of the originals in your clouds.",
        cls=TyperGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(options)
    commands.register(app, arguments)
    return app


def run_process(arguments: list[str]) -> int:
    """Run the command of this process; its exit code."""
    terminal.prepare()
    leave_no_core()
    logging.lastResort = None  # what the code logs belongs into the log, never between sentences
    code = run(arguments)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            terminal.silence(stream)
    return code


def leave_no_core() -> None:
    """A crash of this process, or of one that it starts, must not write its memory with the keys to a file."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(arguments: list[str]) -> int:
    """Run one command; its exit code. Nothing is raised."""
    as_json = "--json" in arguments
    given = global_first(arguments)
    try:
        return int(program(given)(args=given, prog_name="holdfast", standalone_mode=False) or 0)
    except HoldfastError as error:
        return _refuse(error, as_json)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:  # whoever read along has read enough
        terminal.silence(sys.stdout)
        return 0
    except OSError as error:
        return _refuse(_of_system(error), as_json)
    except ClickError as error:
        return _refuse(_of_usage(error), as_json)
    except Exception:  # noqa: BLE001 - the last one to know: a person gets a sentence, the log the rest
        _log_failure()
        return _refuse(_mistake(), as_json)


def global_first(arguments: list[str]) -> list[str]:
    """`--key-file FILE` and `--home FOLDER` may stand anywhere: brought to the front, where they belong."""
    front: list[str] = []
    rest: list[str] = []
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            return [*front, *rest, argument, *left]
        if argument in commands.BEFORE:
            front += [argument, *([value] if (value := next(left, None)) is not None else [])]
        elif argument.startswith(tuple(f"{name}=" for name in commands.BEFORE)):
            front.append(argument)
        else:
            rest.append(argument)
    return [*front, *rest]


def _refuse(error: HoldfastError, as_json: bool) -> int:
    if as_json:
        place = {"position": error.position} if isinstance(error, QueryError) else {}
        terminal.print_json({"error": {"code": error.code, "message": error.message, "action": error.action, **place}})
    else:
        terminal.complain(error.message)
        terminal.complain(error.action)
    return error.exit_code


def _of_usage(error: Exception) -> UsageError:
    message = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "holdfast"
    message = message or "A command is missing."
    sentence = message if message[-1] in ".?!" else f"{message}."
    return UsageError(sentence, action=f"Run `{command} --help` to see what can be asked.")


def _of_system(error: OSError) -> HoldfastError:
    where = f"{error.filename}: " if error.filename else ""
    message = f"{where}{error.strerror or error}."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(message, action="Free some space there and run the command again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return PermissionRefused(message, action="Give yourself the right to write there.")
    if error.errno in NO_SUCH_PLACE:
        return UsageError(message, action="Name another place.")
    _log_failure()
    return HoldfastError(message, action=_mistake().action)


def _mistake() -> HoldfastError:
    return HoldfastError(
        "Something in Holdfast went wrong. Your photos are untouched.",
        action=f"Run the command again. If it stays, the log has the details: {new_call(None).home.log_file}",
    )


def _log_failure() -> None:
    try:
        journal.keep(new_call(None).home)
    except (OSError, HoldfastError):
        return  # not even a log can be written; the sentence is still said
    logging.getLogger(__name__).error("unexpected", exc_info=sys.exc_info())
