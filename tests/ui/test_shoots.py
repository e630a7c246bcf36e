"""/api/shoots: suggestions and shoots of one's own, as the page asks for them."""

from typing import Any

import pytest
from shooting import days
from tests.ui.conftest import Answer, Page

from holdfast.catalog import work
from holdfast.engine.setup import Opened


@pytest.fixture(autouse=True)
def _two_days(opened: Opened) -> None:
    opened.catalog.write(days)


def said_by(answer: Answer) -> Any:  # noqa: ANN401 - JSON
    return answer.json()


def test_suggestions_come_with_their_cover_and_counts(page: Page) -> None:
    said = said_by(page.get("/api/shoots?state=suggested"))
    assert [(one["id"], one["photos"], one["begins_at"]) for one in said["shoots"]] == [
        (2, 10, "2026-06-15T12:11:00"), (1, 10, "2026-06-14T12:01:00"),
    ]  # fmt: skip
    assert (said["suggested"], said["kept"], said["next"], said["holidays"]) == (2, 0, None, [])
    assert said["shoots"][1]["cover_url"].startswith("/api/photos/1/thumbnail?v=")
    assert said_by(page.get("/api/shoots"))["shoots"] == []


def test_a_shoot_has_its_photos_in_order_and_its_neighbours(page: Page) -> None:
    said = said_by(page.get("/api/shoots/1?limit=4"))
    assert [photo["id"] for photo in said["photos"]] == [1, 2, 3, 4]
    assert (said["next"], said["before"], said["after"]["id"]) == (4, None, 2)
    rest = said_by(page.get("/api/shoots/1?after=4"))
    assert [photo["id"] for photo in rest["photos"]] == [5, 6, 7, 8, 9, 10]


def test_acts_answer_with_the_change_that_undoes_them(page: Page, opened: Opened) -> None:
    kept = said_by(page.post("/api/shoots/1/keep", {"name": "Wedding"}))
    assert kept["shoots"][0]["name"] == "Wedding"
    split = said_by(page.post("/api/shoots/1/split", {"at": 6}))
    assert [one["photos"] for one in split["shoots"]] == [5, 5]
    merged = said_by(page.post("/api/shoots/1/merge", {"others": [split["shoots"][1]["id"], 2]}))
    assert merged["shoots"][0]["photos"] == 20
    changed = said_by(page.send("PATCH", "/api/shoots/1", {"client": "Ada", "date": "2026-06-14", "cover": 20}))
    one = changed["shoots"][0]
    assert (one["client"], one["date"], one["cover_url"][:15]) == ("Ada", "2026-06-14", "/api/photos/20/")
    for answer in (changed, merged, split, kept):
        opened.catalog.write(work.undo, int(str(answer["change"])), 1)
    assert said_by(page.get("/api/shoots?state=suggested"))["suggested"] == 2


def test_all_suggestions_are_kept_by_one_act(page: Page, opened: Opened) -> None:
    kept = said_by(page.post("/api/shoots/keep"))
    assert kept["count"] == 2
    assert said_by(page.get("/api/shoots"))["kept"] == 2
    opened.catalog.write(work.undo, int(str(kept["change"])), 1)
    assert said_by(page.get("/api/shoots"))["kept"] == 0


def test_photos_make_a_shoot_come_and_go(page: Page) -> None:
    made = page.post("/api/shoots", {"name": "Best", "photos": [1, 20]})
    assert made.status == 201
    number = said_by(made)["shoots"][0]["id"]
    assert said_by(page.post(f"/api/shoots/{number}/photos", {"add": [2]}))["shoots"][0]["photos"] == 3
    assert said_by(page.post(f"/api/shoots/{number}/photos", {"remove": [1]}))["shoots"][0]["photos"] == 2
    page.post("/api/shoots/2/dismiss")
    assert said_by(page.get("/api/shoots?state=dismissed"))["shoots"][0]["id"] == 2


def test_what_cannot_be_is_refused_in_words(page: Page) -> None:
    assert page.get("/api/shoots/99").status == 404
    assert page.post("/api/shoots/99/keep").status == 404
    assert said_by(page.post("/api/shoots", {"name": "x", "photos": [999]}))["message"] == "Photo 999 is not there."
    assert page.post("/api/shoots/1/split", {"at": 20}).status == 422
    assert page.post("/api/shoots/1/photos", {}).status == 422
    assert page.send("PATCH", "/api/shoots/1", {"name": None}).status == 422
    assert (
        said_by(page.send("PATCH", "/api/shoots/1", {"date": "tomorrow"}))["action"]
        == "Dates are written like 2026-06-14."
    )
