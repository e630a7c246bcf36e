"""The page's duplicates: groups with what is suggested and why, and decisions that can be undone."""

from random import Random
from typing import Any

from lookalikes import hold
from photographs import SAME, scene
from tests.ui.conftest import Page

from holdfast.catalog import likenesses
from holdfast.domain.duplicates import Group, Reason
from holdfast_ui.desk import Desk


def put_a_pair(desk: Desk) -> int:
    """A picture and its smaller copy, as the search writes them down; the group's number."""
    picture = scene(2)
    large, little = hold(desk.catalog, [picture, SAME["resized"](picture, Random(1))])
    why: Reason = [{"code": "pixels", "value": "960x640"}]
    desk.catalog.write(likenesses.add, [(Group("same", large, ((little, 12),)), why)], {little: 15_000})
    group = desk.catalog.read(likenesses.standing)[0]
    return group.id


def test_a_group_is_shown_decided_and_brought_back(page: Page, desk: Desk) -> None:
    assert page.get("/api/duplicates?class=same").json()["groups"] == []
    number = put_a_pair(desk)
    found = page.get("/api/duplicates?class=same").json()
    assert found["sums"][1] == {"kind": "same", "groups": 1, "bytes": 15_000}  # type: ignore[index]
    group: Any = found["groups"][0]  # type: ignore[index]
    assert group == page.get(f"/api/duplicates/{number}").json()
    assert [one["width"] for one in group["members"]] == [960, 320]
    assert group["members"][0]["photo_id"] == group["keeper_id"] and group["reason"][0]["code"] == "pixels"
    other = group["members"][1]["photo_id"]
    done = page.post(f"/api/duplicates/{number}/keep", {"keeper": other}).json()
    assert (done["photos"], page.get("/api/duplicates?class=same").json()["set_aside"]) == (1, 1)
    assert page.post(f"/api/changes/{done['change']}/undo").status == 200
    assert page.post("/api/duplicates/accept", {"class": "same"}).json()["groups"] == 1
    assert page.post("/api/duplicates/accept", {"class": "same"}).code() == "CONFLICT"


def test_not_duplicates_is_said_once_and_for_all(page: Page, desk: Desk) -> None:
    number = put_a_pair(desk)
    assert page.post(f"/api/duplicates/{number}/apart").json()["change"] is not None
    assert page.get("/api/duplicates?class=same").json()["groups"] == []
    assert page.get(f"/api/duplicates/{number}").json()["bytes"] == 0
    assert page.get("/api/duplicates/folders").json() == {"folders": []}
    late = page.post(f"/api/duplicates/{number}/keep", {})
    assert (late.status, late.code()) == (409, "CONFLICT")
    assert "called the photos of group" in str(late.json()["message"])
    assert page.get("/api/duplicates?class=same").json()["set_aside"] == 0


def test_what_is_not_there_is_refused_in_words(page: Page, desk: Desk) -> None:
    assert page.get("/api/duplicates/7").status == 404
    assert page.post("/api/duplicates/7/keep", {}).status == 404
    assert page.get("/api/duplicates?class=alike").status == 422
    assert page.get("/api/duplicates?class=identical&after=5-9").json()["groups"] == []
    number = put_a_pair(desk)
    assert page.post(f"/api/duplicates/{number}/keep", {"keeper": 999}).status == 422
