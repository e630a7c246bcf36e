"""/api/restores: a plan with its figures first, then the job that was planned and no other."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ui.conftest import Answer, Page, add_source
from tests.ui.gallery import listed, picture, safe
from tests.ui.test_saving import Person

from holdfast.catalog import jobs
from holdfast.daemon.runner import Runner
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


def told_by(answer: Answer) -> dict[str, Any]:
    """What was answered, as it came."""
    return answer.json()


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


def test_names_and_paths_are_said_before_anything_is_done(
    page: Page, opened: Opened, sources: list[int], person: Person
) -> None:
    """Two photos that would have one name get two, and what lies there already is told apart from what does not."""
    assert person.place is not None
    safe(opened, sources[0], RemotePhoto(key="k9", name="0.jpg", folder=("more",)), picture(9))
    told = plan(page, structure="{name}")
    assert (told["photos"], told["renamed"]) == (5, 1)
    (other,) = told["others"]
    assert (other["wanted"], other["path"] == "0.jpg") == ("0.jpg", False)
    (person.place / "1.jpg").write_bytes(picture(1))
    (person.place / "2.jpg").write_bytes(b"something else")
    told = plan(page, structure="{name}")
    assert {one["photo"]: one["what"] for one in told["first"]} == {
        "0.jpg": "new", "1.jpg": "there", "2.jpg": "renamed", "3.jpg": "new", "more/0.jpg": "renamed",
    }  # fmt: skip
    assert (told["there"], told["renamed"]) == (1, 2)


def test_photos_without_bytes_are_named(page: Page, opened: Opened, sources: list[int], person: Person) -> None:
    listed(opened, sources[0], RemotePhoto(key="k8", name="late.jpg"))
    told = plan(page)
    assert (told["photos"], told["lacking"]) == (4, 1)
    assert [(one["photo"], one["state"]) for one in told["missed"]] == [("late.jpg", "pending")]


def test_a_template_shows_what_it_makes_and_says_what_is_wrong_with_it(
    page: Page, opened: Opened, sources: list[int]
) -> None:
    answer = page.post("/api/restores/examples", {"structure": "out/{sha256:8}{ext}"})
    paths = [one["path"] for one in told_by(answer)["examples"]]
    assert len(paths) == 3
    assert all(path.startswith("out/") and path.endswith(".jpg") for path in paths)
    wrong = page.post("/api/restores/examples", {"structure": "{yeer}/{name}"})
    assert (wrong.status, wrong.code()) == (422, "USAGE")
    assert "{yeer}" in told_by(wrong)["message"]


def test_in_a_browser_a_new_folder_among_the_downloads_can_be_had(
    page: Page, opened: Opened, sources: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "Downloads").mkdir()
    first = plan(page, where="downloads")["to"]
    assert Path(first).parent == tmp_path / "Downloads"
    assert not Path(first).exists()
    Path(first).mkdir()
    assert plan(page, where="downloads")["to"] != first
    assert plan(page, where="again", sources=[sources[0]])["photos"] == 2


def test_a_shoot_a_collection_and_a_choice_can_be_taken_out(
    page: Page, opened: Opened, sources: list[int], person: Person
) -> None:
    shoot = told_by(page.post("/api/shoots", {"name": "The walk", "photos": [1, 2]}))["shoots"][0]["id"]
    album = told_by(page.post("/api/collections", {"name": "Best of"}))["id"]
    page.post(f"/api/collections/{album}/photos", {"photos": [3]})
    assert [one["photo"] for one in plan(page, shoot=shoot)["first"]] == ["0.jpg", "1.jpg"]
    assert [one["photo"] for one in plan(page, collection=album)["first"]] == ["2.jpg"]
    assert [one["photo"] for one in plan(page, picked=[4, 2])["first"]] == ["1.jpg", "3.jpg"]
    assert page.post("/api/restores", {"shoot": shoot, "collection": album}).status == 422
    assert page.post("/api/restores", {"shoot": 77}).status == 422


def test_what_was_restored_has_a_receipt_and_can_be_asked_for_again(
    page: Page, opened: Opened, sources: list[int], person: Person
) -> None:
    assert person.place is not None
    listed(opened, sources[0], RemotePhoto(key="k8", name="late.jpg"))
    begun = page.post("/api/restores/begin", {"ticket": plan(page, form="csv", structure="{name}")["ticket"]})
    Runner(opened, threading.Event()).work_off(told_by(begun)["id"])
    (past,) = told_by(page.get("/api/receipts"))["restores"]
    assert (past["state"], past["checked"], past["has_receipt"], past["is_there"]) == ("done", 4, True, True)
    assert sorted(path.name for path in person.place.iterdir()) == [
        "0.jpg", "1.jpg", "2.jpg", "3.jpg", "manifest-sha256.txt", "photos.csv",
    ]  # fmt: skip
    receipt = told_by(page.get(f"/api/receipts/{past['job']}"))
    assert [(one["photo"], one["code"], one["what"]) for one in receipt["failed"]] == [
        ("late.jpg", "NOT_IN_LIBRARY", "photo")
    ]
    text = page.get(f"/api/receipts/{past['job']}/file")
    assert "4 photos" in text.body.decode()
    assert "sha256sum -c manifest-sha256.txt" in text.body.decode()
    place, person.place = person.place, person.place.parent / "receipt.txt"
    assert told_by(page.post(f"/api/receipts/{past['job']}/save"))["path"] == str(person.place)
    assert person.place.read_text("utf-8") == text.body.decode()
    again = told_by(page.post(f"/api/receipts/{past['job']}/again"))
    assert opened.catalog.read(jobs.by_id, again["id"]).parameters.to == str(place)
    assert page.get("/api/receipts/77").status == 404


def test_what_was_hidden_stays_out_of_a_shoot_unless_it_was_chosen_by_hand(
    page: Page, opened: Opened, sources: list[int], person: Person
) -> None:
    """A shoot, a collection and a search leave it; a choice by hand and a whole source do not."""
    shoot = told_by(page.post("/api/shoots", {"name": "The walk", "photos": [1, 2, 3]}))["shoots"][0]["id"]
    album = told_by(page.post("/api/collections", {"name": "Best of"}))["id"]
    page.post(f"/api/collections/{album}/photos", {"photos": [2, 3]})
    assert page.send("PATCH", "/api/photos/marks", {"photos": [2], "hidden": True}).status == 200
    set_aside = "INSERT INTO marks (original_id, kept_id, changed_at) SELECT original_id, 1, 1 FROM photos WHERE id = 3"
    opened.catalog.write(lambda db: db.run(set_aside))
    told = plan(page, shoot=shoot)
    assert ([one["photo"] for one in told["first"]], told["aside"]) == (["0.jpg"], 2)
    assert (plan(page, collection=album)["photos"], plan(page, collection=album)["aside"]) == (0, 2)
    assert (plan(page, query="is:hidden")["photos"], plan(page, query="is:hidden")["aside"]) == (1, 0)
    assert (plan(page, picked=[2, 3])["photos"], plan(page, picked=[2, 3])["aside"]) == (2, 0)
    assert (plan(page)["photos"], plan(page)["aside"]) == (4, 0)
    begun = page.post("/api/restores/begin", {"ticket": plan(page, shoot=shoot)["ticket"]})
    Runner(opened, threading.Event()).work_off(told_by(begun)["id"])
    text = page.get(f"/api/receipts/{told_by(begun)['id']}/file").body.decode()
    assert "2 are hidden or set aside and stayed out." in text
    assert person.place is not None
    assert [path.name for path in person.place.rglob("*.jpg")] == ["0.jpg"]
