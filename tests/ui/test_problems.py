"""Cards: one per cause, with what was done already; known ones are not counted; what is mended is listed as solved."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from tests.ui.conftest import Answer, Page, add_photos, add_source, sign_in
from workplace import Workplace

from holdfast.catalog import Connection, jobs, photos, problems, sources
from holdfast.domain.status import HeldBack
from holdfast.engine.setup import Opened
from holdfast.standins.cloudinary import StandIn
from holdfast_ui.app import create_app
from holdfast_ui.desk import Desk, desk_of, window_secret

LATER = 4_102_444_800_000


def cards(page: Page) -> dict[str, Any]:
    return page.get("/api/problems").json()


def asked(page: Page, what: str, value: object) -> dict[str, Any]:
    return page.post(f"/api/problems/{what}", value).json()


def fail(db: Connection, names: list[str], code: str = "FORBIDDEN") -> list[int]:
    rows = sources.everything(db)
    made = add_photos(db, rows[0].id if rows else add_source(db), names)
    for photo_id in made:
        photos.fail(db, photo_id, code, "The source refuses to hand it out.", "Allow it.", 1_700_000_000_000, LATER)
    return made


def test_many_failures_with_one_cause_are_one_card(page: Page, desk: Desk) -> None:
    assert cards(page) == {"problems": [], "solved": []}
    desk.catalog.write(fail, [f"{n}.jpg" for n in range(7)])
    (card,) = cards(page)["problems"]
    assert (card["subject"], card["code"], card["photos"], card["passes"]) == ("photos", "FORBIDDEN", 7, False)
    assert card["tries"] == {
        "attempts": 1, "last_attempt": "2023-11-14T22:13:20.000Z", "next_attempt": "2100-01-01T00:00:00.000Z",
        "names": ["0.jpg", "1.jpg", "2.jpg"],
    }  # fmt: skip
    assert page.get("/api/status").json()["problems"] == 1


def test_what_is_known_is_counted_no_more_until_more_is_concerned(page: Page, desk: Desk) -> None:
    desk.catalog.write(fail, ["a.jpg", "b.jpg"])
    (card,) = cards(page)["problems"]
    (known,) = asked(page, f"{card['id']}/know", {"known": True})["problems"]
    assert known["known_at"] is not None
    assert page.get("/api/status").json()["problems"] == 0
    totals: Any = page.get("/api/status").json()["totals"]
    assert totals["failed"] == 2  # the counts never hide anything
    desk.catalog.write(fail, ["c.jpg"])
    (again,) = cards(page)["problems"]
    assert (again["id"], again["known_at"], again["photos"]) == (card["id"], None, 3)
    assert page.get("/api/status").json()["problems"] == 1


def test_knowing_can_be_taken_back_and_needs_an_open_problem(page: Page, desk: Desk) -> None:
    desk.catalog.write(fail, ["a.jpg"])
    number = cards(page)["problems"][0]["id"]
    page.post(f"/api/problems/{number}/know", {"known": True})
    (card,) = asked(page, f"{number}/know", {"known": False})["problems"]
    assert card["known_at"] is None
    assert page.post("/api/problems/99/know", {"known": True}).status == 404
    assert page.post(f"/api/problems/{number}/know", {"known": "yes"}).status == 422


def test_a_problem_that_passes_by_itself_is_shown_but_not_counted(page: Page, desk: Desk) -> None:
    from holdfast.errors import AuthRevoked, Offline

    number = desk.catalog.write(add_source)
    desk.catalog.write(sources.fails, number, Offline("travel cannot be reached."), 1)
    (card,) = cards(page)["problems"]
    assert (card["code"], card["passes"], card["source"]) == ("OFFLINE", True, "travel")
    assert page.get("/api/status").json()["problems"] == 0
    desk.catalog.write(sources.fails, number, AuthRevoked("travel no longer accepts our key."), 2)
    shown = cards(page)
    assert [card["code"] for card in shown["problems"]] == ["AUTH_REVOKED"]
    assert [(card["code"], card["solved_by"]) for card in shown["solved"]] == [("OFFLINE", "answers")]


def test_a_disappearance_that_was_accepted_is_solved_by_that(page: Page, desk: Desk) -> None:
    desk.catalog.write(add_source)
    desk.catalog.write(lambda db: sources.hold(db, 1, HeldBack("MASS_GONE", "312 photos disappeared.", 312)))
    (card,) = cards(page)["problems"]
    assert (card["subject"], card["photos"], card["source_id"]) == ("held", 312, 1)
    page.post("/api/sources/1/accept", {"absent": 312})
    shown = cards(page)
    assert (shown["problems"], shown["solved"][0]["solved_by"]) == ([], "accepted")
    assert shown["solved"][0]["solved_at"] is not None


def test_photos_that_left_the_list_were_not_copied_and_nobody_says_so(page: Page, desk: Desk) -> None:
    (photo,) = desk.catalog.write(fail, ["a.jpg"])
    cards(page)
    desk.catalog.write(lambda db: photos.by_rule(db, photo, "EXCLUDED"))
    assert [card["solved_by"] for card in cards(page)["solved"]] == ["left"]


def test_a_listing_under_way_makes_no_source_stale(page: Page, desk: Desk) -> None:
    number = desk.catalog.write(add_source)
    now = desk.now()
    desk.catalog.write(
        lambda db: db.run("UPDATE sources SET last_complete_scan_at = ?, scan_cursor = 'x' WHERE id = ?", (now, number))
    )
    job = desk.catalog.write(jobs.enqueue, "backup", jobs.Parameters(), origin="person", at=now)
    assert cards(page)["problems"] == []
    desk.catalog.write(jobs.wish, job.id, "cancel", now)
    assert [card["subject"] for card in cards(page)["problems"]] == ["stale"]
    page.post("/api/jobs", {"kind": "backup"})
    assert [card["subject"] for card in cards(page)["problems"]] == ["stale"]


def test_looking_again_asks_the_source_and_wakes_what_waits(page: Page, desk: Desk) -> None:
    number = desk.catalog.write(add_source)
    waiting = desk.catalog.write(jobs.enqueue, "verify", jobs.Parameters(), origin="schedule", at=1)
    desk.catalog.write(jobs.waits, waiting.id, LATER, "DISK_ERROR", "The drive does not answer.")
    desk.catalog.write(
        lambda db: db.run("UPDATE sources SET last_complete_scan_at = 1 WHERE id = ?", (number,))
    )
    (card,) = cards(page)["problems"]
    assert page.post(f"/api/problems/{card['id']}/look").status == 200
    found = {job.kind: job for job in desk.catalog.read(jobs.open_ones)}
    assert found["verify"].state == "queued"
    assert found["backup"].parameters.sources == (number,)


def test_what_was_solved_long_ago_is_forgotten(page: Page, desk: Desk) -> None:
    desk.catalog.write(fail, ["a.jpg"])
    cards(page)
    day = 24 * 60 * 60 * 1000
    desk.catalog.write(problems.settle, [], desk.now() - 91 * day)
    assert len(desk.catalog.read(problems.solved)) == 1
    desk.catalog.write(problems.settle, [], desk.now())
    assert desk.catalog.read(problems.solved) == []


def test_failures_are_found_by_name_and_go_out_as_a_table(page: Page, desk: Desk) -> None:
    desk.catalog.write(fail, ["Lofoten.jpg", "=HYPERLINK(1).jpg", "b.jpg"])
    found: Any = page.get("/api/failures?code=FORBIDDEN&named=lofo").json()["failures"]
    assert [one["photo"] for one in found] == ["Lofoten.jpg"]
    table = page.get("/api/failures/table?code=FORBIDDEN")
    lines = table.body.decode().splitlines()
    assert lines[0].startswith("source,photo,code")
    assert len(lines) == 4
    assert "'=HYPERLINK(1).jpg" in lines[2]
    assert "attachment" in table.headers["Content-Disposition"]
    assert page.post("/api/failures/table/save", {"code": "FORBIDDEN"}).code() == "NO_WINDOW"


# With a cloud behind it.


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(6, nasty=False) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path / "w", cloud, "Travel") as made:
        yield made


@pytest.fixture
def own(place: Workplace, page_folder: Path) -> Page:
    return page_of(place.opened, page_folder)


def page_of(opened: Opened, page_folder: Path) -> Page:
    secret = window_secret(opened.catalog, opened.clock)
    app: Flask = create_app(desk_of(opened), port=4242, secret=secret, page=page_folder)
    return sign_in(app, secret)


def test_chosen_photos_are_tried_again_and_no_others(place: Workplace, cloud: StandIn, own: Page) -> None:
    unlucky = [asset.asset_id for asset in cloud.photos[:3]]
    for key in unlucky:
        cloud.faults.plan("html", key=key, times=1_000)
    place.backup()
    (card,) = cards(own)["problems"]  # the daemon has looked after the job, too
    failed: Any = own.get("/api/failures").json()["failures"]
    assert (card["code"], card["photos"]) == ("NOT_A_PHOTO", 3)
    cloud.faults.clear()
    asked = own.post("/api/jobs", {"kind": "retry", "only": [failed[0]["id"]]}).json()
    place.runner().work_off(int(str(asked["id"])))
    assert (place.status.totals.safe, place.status.totals.failed) == (4, 2)
    again = own.post("/api/jobs", {"kind": "retry", "failure": "NOT_A_PHOTO"}).json()
    place.runner().work_off(int(str(again["id"])))
    assert place.status.state == "safe"
    (solved,) = place.catalog.read(problems.solved)
    assert (solved.photos, solved.solved_by) == (2, "copied")


def signed(own: Page, source_id: int, fields: dict[str, str]) -> Answer:
    """Sign in anew with these."""
    return own.send("PATCH", f"/api/sources/{source_id}", {"fields": fields})


def test_a_new_key_is_kept_only_if_the_cloud_takes_it(place: Workplace, cloud: StandIn, own: Page) -> None:
    (source,) = place.catalog.read(sources.everything)
    held = place.catalog.read(sources.credentials, source.id)
    right = dict(held or {})
    refused = signed(own, source.id, {**right, "api_secret": "canary-wrong-secret"})
    assert (refused.status, refused.code()) == (422, "AUTH_REVOKED")
    assert "canary" not in refused.body.decode()
    assert place.catalog.read(sources.credentials, source.id) == right
    missing = signed(own, source.id, {"api_key": "1"})
    assert (missing.status, missing.json()["field"]) == (422, "api_secret")
    assert signed(own, source.id, {"access_key_id": "1"}).status == 422
    assert signed(own, 99, right).status == 404
    from holdfast.errors import AuthRevoked

    place.catalog.write(sources.fails, source.id, AuthRevoked("Travel no longer accepts our key."), 1)
    assert [card["code"] for card in cards(own)["problems"]] == ["AUTH_REVOKED"]
    assert signed(own, source.id, right).status == 200
    shown = cards(own)
    assert (shown["problems"], [one["solved_by"] for one in shown["solved"]]) == ([], ["signed_in"])
