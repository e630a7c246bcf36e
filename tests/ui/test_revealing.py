"""POST …/show: the file manager of this computer is pointed at a photo's file or an export's folder, by number."""

import sys
from pathlib import Path

import pytest
from tests.ui.conftest import Page, add_source
from tests.ui.gallery import picture, safe
from tests.ui.test_saving import Person

from holdfast.catalog import jobs
from holdfast.catalog.jobs import Parameters
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened
from holdfast_ui import revealing
from holdfast_ui.desk import Desk

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="programs of a Linux desktop")


@pytest.fixture
def photo(opened: Opened) -> int:
    return safe(opened, opened.catalog.write(add_source), RemotePhoto(key="a.jpg", name="a.jpg"), picture(1))


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that alone is searched for programs: what a test puts there is what this computer has."""
    place = tmp_path / "programs"
    place.mkdir()
    monkeypatch.setenv("PATH", str(place))
    return place


def program(place: Path, name: str, ends: int) -> Path:
    """A program that writes down what it was told; the file in which it does."""
    told = place / f"{name}.told"
    (place / name).write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{told}'\nexit {ends}\n")
    (place / name).chmod(0o700)
    return told


def test_the_file_is_marked_where_the_desktop_has_a_word_for_it(
    page: Page, desk: Desk, opened: Opened, photo: int, programs: Path, tmp_path: Path
) -> None:
    said, fallback = program(programs, "dbus-send", 0), program(programs, "xdg-open", 0)
    with desk.dialogs.shown_in(Person(None)):
        answer = page.post(f"/api/photos/{photo}/show")
    assert answer.status == 200, answer.body
    path = Path(str(answer.json()["path"]))
    assert path.read_bytes() == picture(1)
    assert path.is_relative_to(opened.library)
    assert f"array:string:{path.as_uri()}" in said.read_text().splitlines()
    assert not fallback.exists()


def test_else_its_folder_is_opened_and_an_export_s_own(
    page: Page, desk: Desk, opened: Opened, photo: int, programs: Path, tmp_path: Path
) -> None:
    program(programs, "dbus-send", 1)
    told = program(programs, "xdg-open", 0)
    out = tmp_path / "out"
    out.mkdir()
    job = opened.catalog.write(jobs.enqueue, "export", Parameters(to=str(out)), origin="person", at=1)
    with desk.dialogs.shown_in(Person(None)):
        path = Path(str(page.post(f"/api/photos/{photo}/show").json()["path"]))
        assert told.read_text().splitlines() == [str(path.parent)]
        assert page.post(f"/api/receipts/{job.id}/show").status == 200
        assert told.read_text().splitlines() == [str(out)]
        out.rmdir()
        assert page.post(f"/api/receipts/{job.id}/show").code() == "NOT_THERE"
        path.unlink()
        assert page.post(f"/api/photos/{photo}/show").code() == "NOT_THERE"
        assert page.post("/api/photos/77/show").status == 404


def test_a_browser_and_a_computer_without_one_are_told(page: Page, desk: Desk, photo: int, programs: Path) -> None:
    told = program(programs, "xdg-open", 0)
    assert page.post(f"/api/photos/{photo}/show").code() == "NO_WINDOW"
    assert not told.exists()
    (programs / "xdg-open").unlink()
    with desk.dialogs.shown_in(Person(None)):
        assert page.post(f"/api/photos/{photo}/show").code() == "NO_FILE_MANAGER"


def test_a_name_that_could_mean_something_else_is_one_word_of_the_command() -> None:
    """A comma would be another file for the one, a leading dash an option for the others."""
    path = Path("/library/-rf, a'b $(x).jpg")
    first, second = revealing.commands(path, "linux")
    assert "array:string:file:///library/-rf%2C%20a%27b%20%24%28x%29.jpg" in first
    assert second == ["xdg-open", "/library"]
    assert revealing.commands(path, "darwin") == [["open", "-R", str(path)]]
    assert revealing.commands(path, "win32") == [["explorer", f"/select,{path}"]]
