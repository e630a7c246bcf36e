"""GET /api/safety: whether the library can be relied on, with the figures that the answer rests on."""

from typing import Any

import pytest
from tests.ui.conftest import Page, add_photos, add_source
from tests.ui.gallery import picture, safe

from holdfast.catalog import Connection, drills, integrity, jobs, rolling, sessions, sources
from holdfast.clock import milliseconds
from holdfast.domain.photo import RemotePhoto
from holdfast.engine import copies
from holdfast.engine.setup import Opened

DAY = 86_400_000


def read(page: Page) -> dict[str, Any]:
    answer = page.get("/api/safety")
    assert answer.status == 200, answer.body
    return answer.json()


@pytest.fixture
def source(opened: Opened) -> int:
    """A source with four photos that are safe, listed completely just now."""
    number = opened.catalog.write(add_source)
    for n in range(4):
        safe(opened, number, RemotePhoto(key=f"k{n}", name=f"{n}.jpg"), picture(n))
    now = milliseconds(opened.clock)
    opened.catalog.write(lambda db: db.run("UPDATE sources SET last_complete_scan_at = ?", (now,)))
    return number


def verified(opened: Opened, days: float) -> None:
    """All originals were read so long ago."""
    at = milliseconds(opened.clock) - int(days * DAY)
    opened.catalog.write(lambda db: db.run("UPDATE originals SET verified_at = ?", (at,)))


def test_an_empty_home_is_relied_on_for_nothing(page: Page) -> None:
    told = read(page)
    assert told["state"] != "safe"
    assert (told["sources"], told["drill"], told["copies"]["count"]) == ([], None, 0)


def test_it_is_relied_on_when_all_is_here_and_was_read_again(page: Page, opened: Opened, source: int) -> None:
    verified(opened, 2)
    told = read(page)
    assert (told["state"], told["sentence"]) == ("safe", "You can rely on your library.")
    assert "4 of 4 files were read again within 30 days." in told["detail"]
    assert (told["reading"]["recent"], told["reading"]["overdue"], told["reading"]["never"]) == (4, 0, 0)
    assert [(one["name"], one["complete"], one["gaps"]) for one in told["sources"]] == [("travel", True, [])]


def test_what_was_not_read_back_yet_is_not_said_to_be_right(page: Page, opened: Opened, source: int) -> None:
    told = read(page)
    assert (told["state"], told["reading"]["never"]) == ("safe", 4)
    assert told["sentence"].endswith("It has still to be read back from your drive.")


def test_a_round_that_fell_behind_is_said(page: Page, opened: Opened, source: int) -> None:
    verified(opened, 40)
    told = read(page)
    assert (told["state"], told["reading"]["overdue"]) == ("waiting", 4)
    assert told["sentence"].startswith("4 files have not been read for more than 30 days.")


def test_it_never_says_more_than_the_headline(page: Page, opened: Opened, source: int) -> None:
    """I9."""
    verified(opened, 2)
    opened.catalog.write(add_photos, source, ["late.jpg"])
    told, status = read(page), page.get("/api/status").json()
    assert (told["state"], told["sentence"]) == (status["state"], status["sentence"])
    (account,) = told["sources"]
    assert (account["complete"], account["gaps"]) == (False, ["1 photo is not copied yet."])
    assert account["listed"] == account["safe"] + account["pending"]


def test_what_is_not_as_stored_comes_first(page: Page, opened: Opened, source: int) -> None:
    verified(opened, 2)

    def spoil(db: Connection) -> None:
        run = sessions.begin(db, "verify", None, None, 1_000)
        reading = integrity.Reading(1, "photos/a.jpg", "damaged", "0" * 64, 3)
        integrity.record(db, run, reading, milliseconds(opened.clock))

    opened.catalog.write(spoil)
    told = read(page)
    assert (told["state"], told["sentence"]) == ("attention", "1 file in your library is not as stored.")
    assert [(one["code"], one["photos"]) for one in told["findings"]] == [("DAMAGED", 1)]
    assert told["stored"]["broken"] == 1


def test_the_copies_of_the_catalog_are_counted(page: Page, opened: Opened, source: int) -> None:
    made = copies.make(opened.home, opened.catalog, opened.clock)
    told = read(page)["copies"]
    assert (told["count"], told["bytes"]) == (1, made.bytes)
    assert told["newest"] is not None


def test_every_photo_that_is_not_safe_is_named_with_its_reason(page: Page, opened: Opened, source: int) -> None:
    opened.catalog.write(add_photos, source, [f"{n}.jpg" for n in range(5)])
    opened.catalog.write(lambda db: db.run("UPDATE photos SET state = 'skipped', skip_reason = 'EXCLUDED'"
                                           " WHERE name = '3.jpg' AND state = 'pending'"))  # fmt: skip
    (account,) = read(page)["sources"]
    assert {(one["state"], one["photos"]) for one in account["exceptions"]} == {("pending", 4), ("skipped", 1)}
    path = f"/api/sources/{source}/exceptions?state="
    skipped: dict[str, Any] = page.get(path + "skipped").json()
    assert [(one["photo"], one["message"]) for one in skipped["exceptions"]] == [
        ("3.jpg", "Left out by the rules of its source.")]  # fmt: skip
    first: dict[str, Any] = page.get(path + "pending&limit=3").json()
    rest: dict[str, Any] = page.get(path + f"pending&limit=3&after={first['next']}").json()
    assert [one["photo"] for one in first["exceptions"] + rest["exceptions"]] == ["0.jpg", "1.jpg", "2.jpg", "4.jpg"]
    assert rest["next"] is None
    assert page.get("/api/sources/99/exceptions?state=skipped").status == 404
    assert page.get(path + "safe").status == 422


def test_a_removed_source_is_accounted_for_no_more(page: Page, opened: Opened, source: int) -> None:
    opened.catalog.write(lambda db: db.run("UPDATE sources SET removed_at = 2000"))
    assert read(page)["sources"] == []
    assert opened.catalog.read(sources.everything) == []


def test_the_last_drill_is_told_with_its_receipt(page: Page, opened: Opened, source: int) -> None:
    verified(opened, 2)
    tried = [drills.Drilled("travel", f"{n}.jpg", f"photos/{n}.jpg", "0" * 64, 10, "intact") for n in range(3)]
    drill(opened, tried)
    told = read(page)
    assert (told["state"], told["drill"]["intact"], told["drill"]["photos"]) == ("safe", 3, 3)
    assert "brought back 3 of 3 photos byte for byte." in told["detail"]
    drill(opened, [*tried, drills.Drilled("travel", "x.jpg", "photos/x.jpg", "0" * 64, 10, "DAMAGED", "It is not.")])
    told = read(page)
    assert told["state"] == "attention"
    assert told["drill"]["receipt"][3]["message"] == "It is not."


def drill(opened: Opened, tried: list[drills.Drilled]) -> None:
    """A drill that ended just now."""

    def record(db: Connection) -> None:
        run = sessions.begin(db, "drill", None, None, milliseconds(opened.clock))
        drills.record(db, run, milliseconds(opened.clock), 1.5, tried)

    opened.catalog.write(record)


def test_a_drill_and_a_copy_can_be_asked_for(page: Page, opened: Opened) -> None:
    for kind in ("drill", "catalog_copy"):
        answer = page.post("/api/jobs", {"kind": kind})
        assert (answer.status, answer.json()["kind"]) == (202, kind)


def test_many_files_gone_at_once_wait_for_a_person_s_word(page: Page, opened: Opened, source: int) -> None:
    verified(opened, 2)
    opened.catalog.write(rolling.hold, rolling.Held(312, 1_000), milliseconds(opened.clock))
    told = read(page)
    assert (told["state"], told["reading"]["held"]["absent"]) == ("attention", 312)
    assert told["sentence"].startswith("312 files are gone from your library at once.")
    assert [one["complete"] for one in told["sources"]] == [False]
    asked = {"kind": "verify", "repair": True, "accept_missing": 312}
    assert page.post("/api/jobs", asked).status == 202
    (job,) = opened.catalog.read(jobs.open_ones)
    assert (job.parameters.accept_missing, job.parameters.repair) == (312, True)
    for wrong in (0, -1, "312", 2**63):
        assert page.post("/api/jobs", {**asked, "accept_missing": wrong}).status == 422


def test_edits_can_be_kept_when_the_rest_is_repaired(page: Page, opened: Opened) -> None:
    assert page.post("/api/jobs", {"kind": "verify", "repair": True, "keep_edits": True}).status == 202
    (job,) = opened.catalog.read(jobs.open_ones)
    assert job.parameters.keep_edits
