"""The page's statistics: months, days of a year, and an answer that says how old it is."""

from tests.ui.conftest import Page, add_photos, add_source

from holdfast.catalog import Connection
from holdfast_ui.desk import Desk


def test_figures_and_days_of_a_year_tell_of_the_same_photos(page: Page, desk: Desk) -> None:
    empty = page.get("/api/statistics/figures").json()
    assert (empty["taken"], empty["risks"], empty["days"]) == ([], [], [])
    source = desk.catalog.write(add_source)
    desk.catalog.write(add_photos, source, ["a", "b", "c"])
    desk.catalog.write(Connection.run, "UPDATE photos SET created_at = 1715904000000 WHERE name <> 'c'")
    found = page.get("/api/statistics/figures").json()
    assert found["taken"] == [{"name": "2024-05", "photos": 2, "bytes": 20}]
    assert (found["undated"], found["days"]) == (1, [2024])
    assert str(found["counted_at"]).endswith("Z")
    year = page.get("/api/statistics/days/2024").json()
    assert year["taken"] == [{"name": "2024-05-17", "photos": 2, "bytes": 20}]
    assert page.get("/api/statistics/days/1999").json() == {"year": 1999, "taken": [], "copied": []}
    assert page.get("/api/statistics/figures?anew=1").json()["taken"] == found["taken"]
    assert page.get("/api/statistics/figures?anew=perhaps").status == 422
