"""/api/restores: a plan with its figures first, then the job that was planned and no other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ui.conftest import Page, add_source
from tests.ui.gallery import picture, safe
from tests.ui.test_saving import Person

from holdfast.catalog import jobs
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened
from holdfast_ui.desk import Desk


@pytest.fixture
def person(desk: Desk, tmp_path: Path) -> Iterator[Person]:
    place = tmp_path / "copies"
    place.mkdir()
    person = Person(place)
    with desk.dialogs.shown_in(person):
        yield person


@pytest.fixture
def sources(opened: Opened) -> list[int]:
    """Two sources with two photos each."""
    numbers = [opened.catalog.write(add_source, name) for name in ("travel", "family")]
    for n in range(4):
        safe(opened, numbers[n % 2], RemotePhoto(key=f"k{n}", name=f"{n}.jpg"), picture(n))
    return numbers


def plan(page: Page, **asked: object) -> dict[str, Any]:
    answer = page.post("/api/restores", asked)
    assert answer.status == 200, answer.body
    return answer.json()


def test_a_plan_writes_nothing_and_says_how_much_it_is(
    page: Page, opened: Opened, sources: list[int], person: Person
) -> None:
    told = plan(page)
    assert person.place is not None
    assert (told["photos"], told["to"]) == (4, str(person.place))
    assert told["bytes"] == sum(len(picture(n)) for n in range(4))
    assert told["free"] > 0
    assert plan(page, sources=[sources[0]])["photos"] == 2
    assert list(person.place.iterdir()) == []
    assert opened.catalog.read(jobs.open_ones) == []


def test_what_was_planned_is_begun_once(page: Page, opened: Opened, sources: list[int], person: Person) -> None:
    told = plan(page, sources=[sources[1]], structure="months")
    begun = page.post("/api/restores/begin", {"ticket": told["ticket"]})
    assert (begun.status, begun.json()["kind"]) == (202, "export")
    (job,) = opened.catalog.read(jobs.open_ones)
    assert (job.parameters.to, job.parameters.sources) == (str(person.place), (sources[1],))
    assert job.parameters.structure == "{year}/{month}/{name}"
    assert page.post("/api/restores/begin", {"ticket": told["ticket"]}).code() == "NO_SUCH_PLAN"


def test_only_the_last_plan_can_be_begun(page: Page, opened: Opened, sources: list[int], person: Person) -> None:
    first = plan(page)["ticket"]
    plan(page)
    assert page.post("/api/restores/begin", {"ticket": first}).code() == "NO_SUCH_PLAN"
    assert opened.catalog.read(jobs.open_ones) == []


def test_the_library_is_no_place_for_copies_wherever_it_lies(
    page: Page, opened: Opened, sources: list[int], person: Person, tmp_path: Path
) -> None:
    """Also where it was followed to while this process ran."""
    elsewhere = opened.library.rename(tmp_path / "elsewhere")
    person.place = elsewhere
    assert page.post("/api/library/follow").status == 200
    for place in (elsewhere, elsewhere / "photos", tmp_path):
        person.place = place
        assert page.post("/api/restores").status in (409, 422, 503), place


def test_who_changes_their_mind_and_who_has_no_window_begin_nothing(
    page: Page, opened: Opened, sources: list[int], person: Person
) -> None:
    person.place = None
    assert (plan(page)["ticket"], plan(page)["to"]) == (None, None)
    assert page.post("/api/restores", {"sources": [77]}).status == 404
    assert opened.catalog.read(jobs.open_ones) == []


def test_a_browser_is_told_where_it_works(page: Page) -> None:
    assert page.post("/api/restores").code() == "NO_WINDOW"


def test_sidecars_for_other_software_are_asked_for_by_their_naming(
    page: Page, opened: Opened, sources: list[int], person: Person
) -> None:
    page.post("/api/restores/begin", {"ticket": plan(page, xmp="name.ext.xmp")["ticket"]})
    (job,) = opened.catalog.read(jobs.open_ones)
    assert job.parameters.xmp == "name.ext.xmp"
    assert page.post("/api/restores", {"xmp": "somehow"}).status == 422
