"""What ran: in pages, by source and ending, and day by day."""

from typing import Any

from tests.ui.conftest import Page, add_photos, add_source

from holdfast.catalog import Connection, photos, sessions
from holdfast.clock import local_day
from holdfast_ui.desk import Desk

DAY = 24 * 60 * 60 * 1000


def ran(db: Connection, kind: sessions.Kind, source: int | None, at: int, outcome: sessions.Outcome = "complete",
        **counts: int) -> int:  # fmt: skip
    number = sessions.begin(db, kind, source, None, at)
    sessions.count(db, number, **counts)
    sessions.finish(db, number, outcome, at + 1_000)
    return number


def shown(page: Page, query: str) -> list[int]:
    found: Any = page.get(f"/api/sessions?{query}").json()["sessions"]
    return [run["id"] for run in found]


def test_runs_are_found_by_source_and_ending_and_come_in_pages(page: Page, desk: Desk) -> None:
    def fill(db: Connection) -> None:
        one, other = add_source(db, "one"), add_source(db, "other")
        ran(db, "scan", one, 1_000, listed=5)
        ran(db, "download", one, 2_000, failed=1)
        ran(db, "scan", other, 3_000, "incomplete")
        ran(db, "verify", None, 4_000, damaged=2, repaired=2)
        ran(db, "download", other, 5_000, "paused")

    desk.catalog.write(fill)
    assert shown(page, "outcome=clean") == [4, 1]
    assert shown(page, "outcome=troubled") == [3, 2]
    assert shown(page, "outcome=short") == [5]
    assert shown(page, "source=1") == [2, 1]
    assert shown(page, "source=2&outcome=troubled") == [3]
    first = page.get("/api/sessions?limit=3").json()
    assert first["next"] == 3
    assert shown(page, f"limit=3&before={first['next']}") == [2, 1]
    assert page.get("/api/sessions?outcome=nonsense").status == 422


def test_each_day_says_what_was_done_on_it(page: Page, desk: Desk) -> None:
    now = desk.now()

    def fill(db: Connection) -> None:
        one = add_source(db)
        ran(db, "scan", one, now - 2_000, listed=5)
        ran(db, "download", one, now - 2_000, downloaded=4, adopted=1)
        ran(db, "scan", one, now - 3 * DAY, "failed")
        ran(db, "scan", one, now - 200 * DAY)

    desk.catalog.write(fill)
    days: Any = page.get("/api/sessions/days?days=30").json()["days"]
    by_day = {day["day"]: day for day in days}
    assert len(days) == 30
    today = by_day[local_day(now - 1_000)]
    assert (today["checks"], today["runs"], today["troubled"], today["copied"]) == (1, 2, 0, 5)
    assert by_day[local_day(now - 3 * DAY)]["troubled"] == 1
    assert sum(day["runs"] for day in days) == 3


def test_failures_of_one_run_are_those_it_tried_last(page: Page, desk: Desk) -> None:
    def fill(db: Connection) -> tuple[int, int]:
        one, two = add_photos(db, add_source(db), ["a.jpg", "b.jpg"])
        photos.fail(db, one, "STALLED", "It stalled.", "Nothing to do.", 10_500, None)
        photos.fail(db, two, "STALLED", "It stalled.", "Nothing to do.", 20_500, None)
        return ran(db, "download", 1, 10_000, failed=2), ran(db, "download", 1, 20_000, failed=1)

    first, second = desk.catalog.write(fill)
    for run, names in ((first, ["a.jpg"]), (second, ["b.jpg"])):
        found: Any = page.get(f"/api/failures?session={run}").json()["failures"]
        assert [one["photo"] for one in found] == names
