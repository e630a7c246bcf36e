"""The map's answers: where the photos lie, and how many together."""

from typing import Any

import pytest
from tests.ui.conftest import Page, add_source
from tests.ui.gallery import safe

from holdfast.catalog import Connection
from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened

PLACES = {"a": (59.91, 10.75), "b": (59.92, 10.76), "c": (-17.0, 179.5), "d": (-17.0, -179.5)}
EVERYWHERE = "south=-90&west=-180&north=90&east=180"


@pytest.fixture
def taken(opened: Opened) -> None:
    """Four photos of which the person said the place, one without."""
    source = opened.catalog.write(add_source)
    for name in (*PLACES, "e"):
        safe(opened, source, RemotePhoto(key=name, name=name), name.encode())

    def place(db: Connection) -> None:
        for name, where in PLACES.items():
            db.run("INSERT INTO marks (original_id, latitude, longitude, changed_at)"
                   " SELECT original_id, ?, ?, 1 FROM photos WHERE name = ?", (*where, name))  # fmt: skip

    opened.catalog.write(place)


def clusters(page: Page, question: str) -> list[dict[str, Any]]:
    found: Any = page.get(f"/api/map/clusters?{question}").json()["clusters"]
    return list(found)


def counts(page: Page, question: str) -> list[int]:
    return [one["photos"] for one in clusters(page, question)]


def test_where_nothing_has_a_place_there_is_no_extent(page: Page) -> None:
    assert page.get("/api/map").json() == {"extent": None, "unplaced": 0}


@pytest.mark.usefixtures("taken")
def test_what_lies_near_is_counted_together_and_what_has_no_place_apart(page: Page) -> None:
    found = page.get("/api/map").json()
    assert found == {"extent": {"south": -17.0, "north": 59.92, "west": -179.5, "east": 179.5}, "unplaced": 1}
    assert counts(page, f"{EVERYWHERE}&cell=10") == [2, 1, 1]
    assert counts(page, f"{EVERYWHERE}&cell=0.001") == [1, 1, 1, 1]
    oslo = clusters(page, "south=59&west=10&north=61&east=12&cell=5")
    assert [one["part"] for one in oslo] == [{"south": 59.91, "north": 59.92, "west": 10.75, "east": 10.76}]


@pytest.mark.usefixtures("taken")
def test_a_part_over_the_180th_meridian_holds_both_sides_and_the_grid_shows_the_same(page: Page) -> None:
    assert counts(page, "south=-20&west=175&north=-10&east=-175&cell=1") == [1, 1]
    assert counts(page, "south=-20&west=-175&north=-10&east=175&cell=1") == []
    found: Any = page.get("/api/search?q=box%3A-20%2C175%2C-10%2C-175").json()
    assert sorted(one["filename"] for one in found["photos"]) == ["c", "d"]


def test_what_is_no_part_of_a_map_is_refused(page: Page) -> None:
    for question in ("", f"{EVERYWHERE}&cell=0", "south=-91&west=0&north=0&east=0&cell=1", f"{EVERYWHERE}&cell=x"):
        assert page.get(f"/api/map/clusters?{question}").status == 422
