"""GET /api/search: found while typing, understood in words, an error at its character."""

from typing import Any
from urllib.parse import quote

from tests.ui.conftest import Page, add_source
from tests.ui.gallery import picture, safe

from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened


def photo(name: str, *, at: int | None = None) -> RemotePhoto:
    return RemotePhoto(key=name, name=name, folder=("2019",), created_at=at)


def test_photos_are_found_and_the_query_said_in_words(page: Page, opened: Opened) -> None:
    source = opened.catalog.write(add_source)
    for number in range(3):
        safe(opened, source, photo(f"harbour{number}.jpg", at=1_560_000_000_000 + number), picture(number))
    found = page.get(f"/api/search?q={quote('harb taken:2019-06')}&limit=2").json()
    assert [one["filename"] for one in found["photos"]] == ["harbour2.jpg", "harbour1.jpg"]  # type: ignore[attr-defined]
    assert found["understood"] == "Photos with “harb”, taken from 1 June 2019 to 30 June 2019"
    assert [one["text"] for one in found["terms"]] == ["harb", "taken:2019-06"]  # type: ignore[attr-defined]
    assert (found["total"], found["total_is_exact"], found["is_behind"]) == (3, True, False)
    rest = page.get(f"/api/search?q=harb&limit=2&after={quote(str(found['next']))}").json()
    (last,) = list[Any](rest["photos"])  # type: ignore[call-overload]
    assert (last["filename"], last["taken"], last["taken_from"]) == ("harbour0.jpg", "2019-06-08T13:20:00", "source")
    assert (rest["next"], rest["total"]) == (None, None)


def test_an_error_points_at_its_character(page: Page) -> None:
    answer = page.get(f"/api/search?q={quote('harbour iso:>fast')}")
    assert (answer.status, answer.code(), answer.json()["position"]) == (422, "BAD_QUERY", 13)
    assert page.get("/api/search?q=a&after=made-up").status == 422
    assert page.get("/api/search?q=in:nothing").json()["message"] == "There is no collection 'nothing'."


def test_names_that_the_catalog_knows_are_suggested(page: Page, opened: Opened) -> None:
    source = opened.catalog.write(add_source)
    held = safe(opened, source, photo("a.jpg"), picture(1))
    opened.catalog.write(lambda db: db.run("INSERT INTO own_tags SELECT original_id, 'Quay' FROM photos"))
    opened.catalog.write(
        lambda db: db.run(
            "INSERT OR REPLACE INTO exif_data (original_id, camera_model, lens, read_at)"
            " SELECT original_id, 'EOS 100%', 'RF 50mm', 1 FROM photos WHERE id = ?", (held,)
        )
    )  # fmt: skip
    found = page.get("/api/search/suggest?q=eos").json()["suggestions"]
    assert found == [{"field": "camera", "name": "EOS 100%", "text": 'camera:"EOS 100%"'}]
    assert [one["text"] for one in page.get("/api/search/suggest?q=qua").json()["suggestions"]] == ["tag:Quay"]  # type: ignore[attr-defined]
    assert page.get(f"/api/search/suggest?q={quote('%')}").json()["suggestions"] == found
    assert page.get("/api/search/suggest?q=").json()["suggestions"] == []
