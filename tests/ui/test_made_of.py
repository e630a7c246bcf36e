"""What Holdfast is made of is told with its licences; the file manager shows its folders, and nothing else."""

import os
import sys
from pathlib import Path

import pytest
from tests.ui.conftest import Page

from holdfast.errors import LibraryOffline
from holdfast_ui import made_of, reveal
from holdfast_ui.desk import Desk


class Window:
    """A window that answers no dialog."""

    def save_as(self, name: str) -> Path | None:
        return None

    def folder(self) -> Path | None:
        return None


def test_every_part_has_its_licence(page: Page, tmp_path: Path) -> None:
    parts = {part.name: part for part in made_of.parts(tmp_path)}
    assert {"Flask", "waitress", "pillow"} <= {name if name != "flask" else "Flask" for name in parts}
    assert not {"holdfast", "pytest", "mypy"} & set(parts)
    assert [name for name, part in parts.items() if not part.licence and not part.text] == []
    said = page.get("/api/licences").json()["parts"]
    assert isinstance(said, list)
    assert len(said) >= len(parts)


def test_the_parts_of_the_page_are_among_them(tmp_path: Path) -> None:
    (tmp_path / "licences.txt").write_text(f"react\n\nMIT\n\n{'-' * 78}\n\nlucide\n\nISC\nand more", "utf-8")
    assert [(part.name, part.text) for part in made_of.parts(tmp_path)][-2:] == [
        ("react", "MIT"), ("lucide", "ISC\nand more"),
    ]  # fmt: skip


@pytest.fixture
def opened_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file manager that writes down what it is asked to show."""
    programs, seen = tmp_path / "programs", tmp_path / "seen"
    programs.mkdir()
    os.mkfifo(seen)
    program = programs / reveal.opener()
    program.write_text(f'#!/bin/sh\nprintf %s "$*" > {seen}\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return seen


@pytest.mark.skipif(sys.platform == "win32", reason="no shell scripts there")
@pytest.mark.parametrize("place", ["library", "home", "log"])
def test_a_folder_is_shown_beside_the_window(desk: Desk, page: Page, opened_folders: Path, place: str) -> None:
    with desk.dialogs.shown_in(Window()):
        answer = page.send("POST", "/api/about/show", {"place": place})
    assert answer.status == 200, answer.body
    assert opened_folders.read_text("utf-8") == answer.json()["path"]
    assert Path(str(answer.json()["path"])).is_dir()


def test_a_browser_shows_no_folder_and_no_page_names_one(page: Page) -> None:
    assert page.send("POST", "/api/about/show", {"place": "library"}).code() == "NO_WINDOW"
    assert page.send("POST", "/api/about/show", {"place": "/etc"}).status == 422


def test_only_folders_are_shown(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\n", "utf-8")
    with pytest.raises(LibraryOffline):
        reveal.folder(program)
