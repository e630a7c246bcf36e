"""POST /api/photos/<id>/save: a copy where the person points to, whole and compared, and nothing ever replaced."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.ui.conftest import Page, add_source
from tests.ui.gallery import listed, picture, safe

from holdfast.domain.photo import RemotePhoto
from holdfast.engine import setup
from holdfast.engine.setup import Opened
from holdfast.standins.s3 import S3StandIn
from holdfast_ui.desk import Desk

PHOTO = RemotePhoto(key="2019/a.jpg", name="a.jpg", folder=("2019",))
KEY, SECRET = "KEY-CANARY-1234", "SECRET-CANARY-5678"


class Person:
    """Points to what the test says; asked again while the dialog is open, does what the test says then."""

    def __init__(self, place: Path | None) -> None:
        self.place = place
        self.proposed: list[str] = []
        self.meanwhile: Callable[[], object] = int

    def save_as(self, name: str) -> Path | None:
        self.proposed.append(name)
        self.meanwhile()
        return self.place

    def folder(self) -> Path | None:
        return self.place


@pytest.fixture
def person(desk: Desk, tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path / "my copy.jpg")
    with desk.dialogs.shown_in(person):
        yield person


@pytest.fixture
def photo(opened: Opened) -> int:
    return safe(opened, opened.catalog.write(add_source), PHOTO, picture(1))


def save(page: Page, photo: int, **asked: str) -> object:
    answer = page.post(f"/api/photos/{photo}/save", asked)
    assert answer.status == 200, answer.body
    return answer.json()["path"]


def test_a_copy_lies_where_the_person_pointed_to(page: Page, photo: int, person: Person, tmp_path: Path) -> None:
    assert save(page, photo) == str(tmp_path / "my copy.jpg")
    assert (tmp_path / "my copy.jpg").read_bytes() == picture(1)
    assert person.proposed[0].endswith(".jpg")
    assert list(tmp_path.glob(".*.part")) == []


def test_what_is_there_is_never_replaced(page: Page, photo: int, person: Person, tmp_path: Path) -> None:
    (tmp_path / "my copy.jpg").write_text("precious")
    assert save(page, photo) == str(tmp_path / "my copy~2.jpg")
    assert save(page, photo) == str(tmp_path / "my copy~3.jpg")
    assert (tmp_path / "my copy.jpg").read_text() == "precious"


def test_who_changes_their_mind_gets_nothing(page: Page, photo: int, person: Person, tmp_path: Path) -> None:
    person.place = None
    before = sorted(tmp_path.iterdir())
    assert save(page, photo) is None
    assert sorted(tmp_path.iterdir()) == before


def test_a_browser_is_told_where_it_works(page: Page, photo: int) -> None:
    answer = page.post(f"/api/photos/{photo}/save")
    assert (answer.status, answer.code()) == (409, "NO_WINDOW")


def test_one_dialog_is_open_at_a_time(page: Page, photo: int, person: Person) -> None:
    seen: list[object] = []
    person.meanwhile = lambda: seen.append(page.post(f"/api/photos/{photo}/save").code())
    save(page, photo)
    assert seen == ["DIALOG_OPEN"]


def test_damaged_bytes_are_not_handed_on(
    page: Page, opened: Opened, photo: int, person: Person, tmp_path: Path
) -> None:
    (kept,) = (opened.library / "photos").iterdir()
    kept.write_bytes(picture(1)[:-1] + b"?")
    answer = page.post(f"/api/photos/{photo}/save")
    assert answer.code() == "DAMAGED"
    assert not (tmp_path / "my copy.jpg").exists()
    assert list(tmp_path.glob(".*.part")) == []


def test_a_copy_is_not_lost_among_holdfast_s_own_files(page: Page, opened: Opened, photo: int, person: Person) -> None:
    for place in (opened.library / "photos", opened.library / ".holdfast" / "incoming", opened.home.path):
        place.mkdir(exist_ok=True)
        before = sorted(place.iterdir())
        person.place = place / "copy.jpg"
        assert page.post(f"/api/photos/{photo}/save").status == 422
        assert sorted(place.iterdir()) == before


def test_a_photo_that_is_not_copied_yet_comes_from_its_cloud(
    page: Page, opened: Opened, person: Person, tmp_path: Path
) -> None:
    with S3StandIn(1, bucket="photos", key=KEY, secret=SECRET) as cloud:
        cloud.put("2019/x.jpg", picture(7))
        cloud.put("2019/y.jpg", picture(8))
        place = {"endpoint_url": cloud.endpoint, "bucket": "photos"}
        row, _ = setup.add_s3(opened, "photos", place, {"access_key_id": KEY, "secret_access_key": SECRET})
        one = listed(opened, row, RemotePhoto(key="2019/x.jpg", name="x.jpg", bytes=len(picture(7))))
        assert page.post(f"/api/photos/{one}/save", {"of": "library"}).code() == "NOT_HELD"
        assert save(page, one, of="cloud") == str(tmp_path / "my copy.jpg")
        assert (tmp_path / "my copy.jpg").read_bytes() == picture(7)
        other = listed(opened, row, RemotePhoto(key="2019/y.jpg", name="y.jpg", bytes=3))
        assert page.post(f"/api/photos/{other}/save", {"of": "cloud"}).code() == "SIZE_MISMATCH"
        assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["my copy.jpg"]
