"""/api/library and /api/proof: the ways on from a library that is away, wrong or unmarked; the statement to keep."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ui.conftest import Page, add_source
from tests.ui.gallery import listed, picture, safe
from tests.ui.test_saving import Person

from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened
from holdfast_ui.desk import Desk


@pytest.fixture
def person(desk: Desk) -> Iterator[Person]:
    person = Person(None)
    with desk.dialogs.shown_in(person):
        yield person


@pytest.fixture
def held(opened: Opened) -> list[int]:
    source = opened.catalog.write(add_source)
    return [safe(opened, source, RemotePhoto(key=f"k{n}", name=f"{n}.jpg"), picture(n)) for n in range(3)]


def test_e6_a_library_that_lies_elsewhere_is_followed_to_where_the_person_points(
    page: Page, opened: Opened, held: list[int], person: Person, tmp_path: Path
) -> None:
    person.place = opened.library.rename(tmp_path / "elsewhere")
    assert page.get("/api/library").json()["code"] == "LIBRARY_OFFLINE"
    answer = page.post("/api/library/follow")
    assert (answer.status, answer.json()["path"]) == (200, str(person.place))
    assert answer.json()["compared"] == 3
    told = page.get("/api/library").json()
    assert (told["online"], told["code"], told["path"]) == (True, None, str(person.place))


def test_e6_another_folder_is_not_followed(
    page: Page, opened: Opened, held: list[int], person: Person, tmp_path: Path
) -> None:
    person.place = tmp_path / "another"
    person.place.mkdir()
    before = opened.library
    answer = page.post("/api/library/follow")
    assert answer.status == 503
    assert opened.library == before
    person.place = None
    assert page.post("/api/library/follow").json()["path"] is None
    assert opened.library == before


def test_what_is_found_nowhere_is_said(page: Page, opened: Opened, tmp_path: Path) -> None:
    opened.library.rename(tmp_path / "elsewhere")
    assert page.get("/api/library").json()["elsewhere"] is None
    assert page.post("/api/library/follow", {"to": "found"}).code() == "NOT_ELSEWHERE"
    assert page.post("/api/library/follow", {"to": "pointed"}).code() == "NO_WINDOW"


def test_no_path_comes_from_the_page(page: Page, tmp_path: Path) -> None:
    """H5, H10: where things lie is pointed to in a dialog, never sent."""
    for way, body in (("library/follow", {"to": str(tmp_path)}), ("library/follow", {"path": str(tmp_path)}),
                      ("photos/1/save", {"path": str(tmp_path)})):  # fmt: skip
        assert page.post(f"/api/{way}", body).status == 422


def test_e7_a_library_without_its_marker_is_known_again_by_its_photos(
    page: Page, opened: Opened, held: list[int]
) -> None:
    shutil.rmtree(opened.library / ".holdfast")
    assert page.get("/api/library").json()["code"] == "MARKER_MISSING"
    answer = page.post("/api/library/adopt")
    assert (answer.status, answer.json()["compared"]) == (200, 3)
    assert page.get("/api/library").json()["code"] is None


def test_e7_a_folder_with_other_photos_is_not_adopted(page: Page, opened: Opened, held: list[int]) -> None:
    shutil.rmtree(opened.library / ".holdfast")
    for photo in (opened.library / "photos").iterdir():
        photo.write_bytes(b"others")
    assert page.post("/api/library/adopt").status == 503
    assert not (opened.library / ".holdfast").exists()


def test_the_statement_is_handed_out_in_words_and_as_json(page: Page, opened: Opened, held: list[int]) -> None:
    listed(opened, 1, RemotePhoto(key="late", name="late.jpg"))
    text = page.get("/api/proof")
    assert text.headers["Content-Disposition"].startswith('attachment; filename="holdfast-statement-')
    assert text.body.decode().splitlines()[2] == "Not complete: of 4 listed photos 3 are safe."
    assert int(text.headers["Content-Length"]) == len(text.body)
    told: dict[str, Any] = json.loads(page.get("/api/proof?form=json").body)
    assert (told["complete"], told["sources"][0]["listed"]) == (False, 4)
    assert [one["photo"] for one in told["exceptions"]] == ["late.jpg"]
    assert list(opened.home.run_dir.glob("*.part")) == []
    assert page.get("/api/proof?form=html").status == 422


def test_the_statement_is_saved_where_the_person_points_and_replaces_nothing(
    page: Page, held: list[int], person: Person, tmp_path: Path
) -> None:
    person.place = tmp_path / "statement.txt"
    assert page.post("/api/proof/save").json() == {"path": str(person.place)}
    assert person.place.read_text().startswith("HOLDFAST COMPLETENESS STATEMENT")
    assert page.post("/api/proof/save").status == 422
