"""What people read names everything that there is: commands, exit codes, settings, environment variables."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from holdfast import errors
from holdfast.cli.program import program
from holdfast.config import SETTINGS


def commands(command: object, words: tuple[str, ...] = ("holdfast",)) -> Iterator[str]:
    """Every command as it is typed."""
    children = getattr(command, "commands", None)
    if children is None:
        yield " ".join(words)
    else:
        for name, child in children.items():
            yield from commands(child, (*words, name))


COMMANDS = tuple(commands(typer.main.get_command(program())))


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    """The README and the docs; a line break is a space."""
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    return " ".join(" ".join(page.read_text("utf-8") for page in pages).split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_guide(guide: str, command: str) -> None:
    short = command.removeprefix("holdfast ")
    assert re.search(rf"(holdfast |`){short}\b", guide)


def test_links_between_the_pages_lead_somewhere(root: Path) -> None:
    dead = {
        f"{page.name}: {link}"
        for page in (root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").glob("*.md")))
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / link).exists()
    }
    assert dead == set()


def test_the_guide_names_no_command_that_is_not_there(root: Path) -> None:
    known = {word for command in COMMANDS for word in command.split()}
    typed = re.findall(r"^\s*holdfast ([a-z]+)", (root / "README.md").read_text("utf-8"), re.MULTILINE)
    assert typed
    assert set(typed) <= known


def test_commands_that_errors_send_people_to_are_there(product: list[Path]) -> None:
    """`holdfast …` between backticks, in any sentence of the product."""
    named = {
        match[1]
        for path in product
        for match in re.finditer(r"`(holdfast [a-z]+(?: [a-z]+)?)", path.read_text("utf-8"))
    }
    assert named
    unknown = [name for name in named if not any(f"{command} ".startswith(f"{name} ") for command in COMMANDS)]
    assert [name for name in unknown if name.rsplit(" ", 1)[0] not in COMMANDS] == []


def test_every_exit_code_is_in_the_readme(root: Path) -> None:
    used = {kind.exit_code for kind in vars(errors).values() if isinstance(kind, type) and hasattr(kind, "exit_code")}
    readme = (root / "README.md").read_text("utf-8")
    for code in sorted({0, 130} | used):
        assert re.search(rf"^\|?\s*`?{code}`?\s*(\||·|-|—|:)", readme, re.MULTILINE), f"exit code {code}"


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS])
def test_every_setting_is_in_the_guide(guide: str, name: str) -> None:
    assert name in guide


@pytest.mark.parametrize("variable", ["HOLDFAST_HOME", "HOLDFAST_KEY_FILE", "CLOUDINARY_URL"])
def test_every_environment_variable_is_in_the_guide(guide: str, variable: str) -> None:
    assert variable in guide
