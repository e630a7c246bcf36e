"""What reaches the person's terminal: escaped, never a traceback because somebody stopped reading."""

import getpass
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TextIO

from holdfast.engine.report import as_json

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Characters that a terminal obeys or hides: control, format (such as turning the writing round), line ends."""

WIDE = 1000
"""Columns where no terminal sets a limit."""


def shown(text: str) -> str:
    """The text with everything that a terminal would obey or hide made visible: `a\\x1b[31m`, `a\\u202egpj.exe`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(letter) if unicodedata.category(letter) in UNSEEN else letter for letter in text)


def _visible(letter: str) -> str:
    number = ord(letter)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def prepare() -> None:
    """Make the standard streams fit to be written to: closed ones swallow, odd letters are escaped."""
    _hold_descriptors()
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115 - for good
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _hold_descriptors() -> None:
    """Let nothing else get the numbers of closed standard streams: what is printed must not land in the catalog."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one


def silence(stream: TextIO) -> None:
    """Nobody reads this stream any more: let everything that is still written vanish quietly."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (OSError, ValueError):
        pass


def say(text: str = "") -> None:
    """One line on standard output."""
    print(shown(text), flush=True)


def quiet(text: str) -> None:
    """Instead of `say`, where only one JSON value is to be printed."""


def say_code(code: str) -> None:
    """A recovery code, in two lines that can be written down."""
    groups = code.split("-")
    for start in range(0, len(groups), 4):
        say("    " + "-".join(groups[start : start + 4]) + ("-" if start + 4 < len(groups) else ""))


def complain(text: str) -> None:
    """One line on standard error."""
    try:
        print(shown(text), file=sys.stderr, flush=True)
    except OSError:
        silence(sys.stderr)


def print_json(value: object) -> None:
    """One JSON value on standard output, in the shapes of docs/architecture.md."""
    print(json.dumps(as_json(value), indent=2), flush=True)


def print_json_list(values: Iterable[object]) -> None:
    """A JSON list, written piece by piece: a million rows need no memory."""
    separator = "[\n"
    for value in values:
        print(separator + json.dumps(as_json(value)), end="")
        separator = ",\n"
    print("\n]" if separator != "[\n" else "[]", flush=True)


def table(headings: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> None:
    """Rows under headings; whole numbers stand to the right."""
    from rich.console import Console  # few commands need it, and it takes a while
    from rich.table import Table
    from rich.text import Text

    person = is_terminal(sys.stdout)
    console = Console(file=sys.stdout, highlight=False, width=None if person else WIDE)
    content = list(rows)
    grid = Table(box=None, pad_edge=False, header_style="bold" if person else "")
    for place, heading in enumerate(headings):
        numbers = bool(content) and all(isinstance(row[place], int) for row in content)
        grid.add_column(heading, justify="right" if numbers else "left", overflow="fold")
    for row in content:
        grid.add_row(*(Text(shown(_cell(value))) for value in row))
    with console.capture() as lines:
        console.print(grid)
    for line in lines.get().splitlines():
        print(line.rstrip())


def _cell(value: str | int) -> str:
    return f"{value:,}" if isinstance(value, int) else value


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads along."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin is not None and is_terminal(sys.stdin) and is_terminal(sys.stderr)


def ask(question: str) -> str:
    """A line that the person types."""
    print(shown(question), end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def ask_hidden(question: str) -> str:
    """A line that the person types and nobody sees."""
    return getpass.getpass(shown(question)).strip()


def typed_lines() -> Iterator[str]:
    """What the person types, line by line, until the end of the input."""
    yield from iter(sys.stdin.readline, "")
