"""Rules of the house that no linter knows. Each is shown to fire on a planted violation."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

MOST_LINES = 400
BROAD = {"Exception", "BaseException"}
MAY_CATCH_ALL = ("holdfast/daemon/", "holdfast_ui/", "holdfast/cli/program.py", "holdfast/engine/backup.py")
"""The worker loop, the HTTP error handler, `main`, and the loop over sources: one must not stop another."""

HAND_OVER = (
    "holdfast/engine/crew.py", "holdfast/cli/work.py", "holdfast/engine/errands.py", "holdfast/couriers/courier.py",
)  # fmt: skip
"""Threads that keep what was raised for the thread that waits for them; it raises it again."""

OPENING = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "touch", "copy", "copy2", "copyfile"}


def swallowed_everything(code: str) -> Iterator[int]:
    """Lines of handlers that catch every exception and do not raise it again."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ExceptHandler):
            named = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else BROAD
            again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if named & BROAD and not again:
                yield node.lineno


def opened_databases(code: str) -> Iterator[int]:
    """Lines that open, copy or make a database file by anything but SQLCipher."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and _opens(node.func) and any(map(_is_database, ast.walk(node))):
            yield node.lineno


def _opens(function: ast.expr) -> bool:
    match function:
        case ast.Attribute(value=ast.Name(id="Catalog")):
            return False
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in OPENING
    return False


def _is_database(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and ".db" in node.value
    return isinstance(node, ast.Attribute) and node.attr == "catalog_file"


def test_only_the_outermost_places_catch_everything(product: list[Path]) -> None:
    found = [
        f"{path}:{line}"
        for path in product
        if not any(place in path.as_posix() for place in MAY_CATCH_ALL + HAND_OVER)
        for line in swallowed_everything(path.read_text("utf-8"))
    ]
    assert found == []


CATCH_ALL = ("except Exception:", "except (OSError, Exception) as error:", "except:", "except BaseException:")


@pytest.mark.parametrize("handler", CATCH_ALL)
def test_catching_everything_is_seen(handler: str) -> None:
    assert list(swallowed_everything(f"try:\n    f()\n{handler}\n    pass\n")) == [3]


def test_rolling_back_and_raising_again_is_fine() -> None:
    assert list(swallowed_everything("try:\n    f()\nexcept BaseException:\n    undo()\n    raise\n")) == []


def test_nobody_opens_a_live_database_file(product: list[Path]) -> None:
    """Closing such a file drops SQLite's locks: another process then writes into our open transaction."""
    found = [
        f"{path}:{line}"
        for path in product
        for line in opened_databases(path.read_text("utf-8"))
    ]
    assert found == []


OPENED = ("open('catalog.db')", "home.catalog_file.open()", "home.catalog_file.touch()", "copy(home.catalog_file, x)")


@pytest.mark.parametrize("planted", OPENED)
def test_opening_a_database_file_is_seen(planted: str) -> None:
    assert list(opened_databases(planted)) == [1]


def test_the_catalog_opens_its_own_file() -> None:
    assert list(opened_databases("Catalog.open(home.catalog_file, key, clock)")) == []


def test_no_file_is_longer_than_one_can_hold_in_mind(written: list[Path]) -> None:
    code = [path for path in written if path.suffix in {".py", ".ts", ".tsx", ".css", ".sh"}]
    generated = {"schema.ts"}
    long = {path.name: lines for path in code if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES}
    assert {name: lines for name, lines in long.items() if name not in generated} == {}


PLANTED_CLOCKS = (
    "import time\ntime.sleep(1)",
    "from time import monotonic\nmonotonic()",
    "import datetime\ndatetime.datetime.now()",
    "import sqlite3",
)


def lint(code: str, place: str, root: Path) -> str:
    ruff = str(Path(sys.executable).with_name("ruff"))
    command = [ruff, "check", "--select=TID251", f"--stdin-filename={place}", "-"]
    return subprocess.run(command, cwd=root, input=code, capture_output=True, text=True).stdout


@pytest.mark.parametrize("code", PLANTED_CLOCKS)
@pytest.mark.parametrize("place", ["daemon/holdfast/engine/planted.py", "ui/holdfast_ui/planted.py"])
def test_banned_import_is_seen(root: Path, code: str, place: str) -> None:
    assert "TID251" in lint(code, place, root)


def test_the_clock_may_read_time(root: Path) -> None:
    assert "TID251" not in lint("import time\ntime.sleep(1)", "daemon/holdfast/clock.py", root)
