"""The API of what a person makes: marks, collections, what is missing, and taking it back."""

from typing import Any

import pytest
from tests.ui.conftest import Page, add_source
from tests.ui.gallery import listed, picture, safe

from holdfast.domain.photo import RemotePhoto
from holdfast.engine.setup import Opened


@pytest.fixture
def ids(opened: Opened) -> list[int]:
    """Three photos in the library, and one that is not there yet."""
    source = opened.catalog.write(add_source)
    photos = [RemotePhoto(key=f"k{number}", name=f"{number}.jpg", folder=("sea",)) for number in range(4)]
    held = [safe(opened, source, photo, picture(number, 32, 24)) for number, photo in enumerate(photos[:3])]
    return [*held, listed(opened, source, photos[3])]


def told(page: Page, method: str, path: str, value: object = None, status: int = 200) -> dict[str, Any]:
    answer = page.get(path) if method == "GET" else page.send(method, path, value)
    assert answer.status == status, answer.body
    return answer.json()


def test_photos_are_marked_in_one_act_and_it_is_taken_back_and_done_again(page: Page, ids: list[int]) -> None:
    said = {"photos": ids, "rating": 4, "pick": "pick", "star": True, "tags": ["Sea"], "latitude": 1, "longitude": 2.5}
    act = told(page, "PATCH", "/api/photos/marks", said)
    assert (act["photos"], act["passed_over"]) == (3, 1)
    seen = told(page, "GET", f"/api/photos/{ids[0]}/marks")
    assert (seen["rating"], seen["pick"], seen["star"], seen["tags"]) == (4, "pick", True, ["Sea"])
    told(page, "POST", f"/api/changes/{act['change']}/undo")
    assert told(page, "GET", f"/api/photos/{ids[0]}/marks")["tags"] == []
    assert told(page, "POST", f"/api/changes/{act['change']}/undo", status=409)["code"] == "CONFLICT"
    told(page, "POST", f"/api/changes/{act['change']}/redo")
    assert told(page, "GET", f"/api/photos/{ids[0]}/marks")["rating"] == 4
    assert [one["what"] for one in told(page, "GET", "/api/changes")["changes"]] == [act["what"]]


def test_what_is_left_out_stays_and_null_takes_back(page: Page, ids: list[int]) -> None:
    told(page, "PATCH", "/api/photos/marks", {"photos": ids[:1], "rating": 4, "caption": "Tide"})
    told(page, "PATCH", "/api/photos/marks", {"photos": ids[:1], "rating": None})
    seen = told(page, "GET", f"/api/photos/{ids[0]}/marks")
    assert (seen["rating"], seen["caption"]) == (None, "Tide")


def test_a_shift_is_shown_in_words_before_it_is_done(page: Page, ids: list[int]) -> None:
    told(page, "PATCH", "/api/photos/marks", {"photos": ids[:2], "taken_at": "2021-06-14T10:02"})
    asked = {"photos": ids, "shift": 3600}
    turn = told(page, "POST", "/api/photos/marks/preview", asked)
    assert turn == {"photos": 3, "timed": 2, "before": "2021-06-14T10:02:00", "after": "2021-06-14T11:02:00"}
    assert told(page, "PATCH", "/api/photos/marks", asked)["photos"] == 2
    assert told(page, "GET", f"/api/photos/{ids[0]}/marks")["shown_taken_at"] == "2021-06-14T11:02:00"


WRONG: list[dict[str, object]] = [
    {}, {"rating": 9}, {"latitude": 4}, {"taken_at": "yesterday"}, {"tags": [" "]},
    {"shift": 5, "taken_at": "2021-01-01"},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_is_refused(page: Page, ids: list[int], wrong: dict[str, object]) -> None:
    assert told(page, "PATCH", "/api/photos/marks", {"photos": ids, **wrong}, status=422)["message"].endswith(".")


def test_a_photo_that_is_not_in_the_library_has_no_marks(page: Page, ids: list[int]) -> None:
    told(page, "GET", f"/api/photos/{ids[3]}/marks", status=404)


def test_a_collection_is_made_filled_ordered_renamed_and_removed(page: Page, ids: list[int]) -> None:
    made = told(page, "POST", "/api/collections", {"name": "Best"}, 201)
    at = f"/api/collections/{made['id']}"
    assert told(page, "POST", f"{at}/photos", {"photos": ids})["photos"] == 3
    told(page, "PATCH", f"{at}/photos", {"photo": ids[2], "before": ids[0]})
    told(page, "DELETE", f"{at}/photos", {"photos": [ids[1]]})
    told(page, "PATCH", at, {"name": "Sea", "cover": ids[2]})
    found = told(page, "GET", f"{at}?limit=1")
    assert ([one["id"] for one in found["photos"]], found["collection"]["name"]) == ([ids[2]], "Sea")
    assert found["collection"]["cover_url"].startswith(f"/api/photos/{ids[2]}/thumbnail")
    assert [one["id"] for one in told(page, "GET", f"{at}?after={found['next']}")["photos"]] == [ids[0]]
    told(page, "POST", "/api/collections", {"name": "sea"}, 409)
    gone = told(page, "DELETE", at)
    assert told(page, "GET", "/api/collections")["collections"] == []
    told(page, "POST", f"/api/changes/{gone['change']}/undo")
    assert told(page, "GET", at)["collection"]["photos"] == 2


def test_a_mirror_shows_its_folder_and_takes_nothing_by_hand(page: Page, ids: list[int]) -> None:
    folder = told(page, "GET", "/api/folders/travel/sea")["folder"]["id"]
    made = told(page, "POST", "/api/collections", {"name": "Mirror", "folder": folder}, 201)
    assert (made["folder"], made["photos"]) == ("travel/sea", 4)
    assert len(told(page, "GET", f"/api/collections/{made['id']}")["photos"]) == 4
    told(page, "POST", f"/api/collections/{made['id']}/photos", {"photos": ids}, 409)
    told(page, "POST", "/api/collections", {"name": "No", "folder": 999}, 404)


def test_what_is_missing_is_counted_and_listed_until_it_is_said(page: Page, ids: list[int]) -> None:
    assert told(page, "GET", "/api/missing") == {"date": 3, "place": 3, "camera": 3, "tags": 3}
    told(page, "PATCH", "/api/photos/marks", {"photos": ids[:1], "tags": ["Sea"], "latitude": 1, "longitude": 2})
    told(page, "PATCH", "/api/photos/marks", {"photos": ids[:2], "taken_at": "2021-06-14T10:02:00"})
    assert told(page, "GET", "/api/missing") == {"date": 1, "place": 2, "camera": 3, "tags": 2}
    first = told(page, "GET", "/api/missing/place?limit=1")
    second = told(page, "GET", f"/api/missing/place?limit=1&after={first['next']}")
    assert [one["id"] for one in first["photos"] + second["photos"]] == ids[1:3]
    assert told(page, "GET", "/api/missing/tags")["next"] is None


def test_a_rule_is_found_anew_each_time(page: Page, ids: list[int]) -> None:
    made = told(page, "POST", "/api/collections", {"name": "Good", "query": "rating:>=4"}, 201)
    at = f"/api/collections/{made['id']}"
    assert told(page, "GET", at)["photos"] == []
    told(page, "PATCH", "/api/photos/marks", {"photos": ids[:2], "rating": 5})
    assert {one["id"] for one in told(page, "GET", at)["photos"]} == set(ids[:2])
    told(page, "PATCH", at, {"query": "rating:3"})
    assert told(page, "GET", at)["photos"] == []
    told(page, "POST", "/api/collections", {"name": "Bad", "query": "rating:>=banana"}, 422)


@pytest.mark.parametrize("path", ["/api/collections/1", "/api/missing/date", "/api/shoots"])
def test_a_place_in_a_list_that_cannot_be_is_refused_by_name(page: Page, ids: list[int], path: str) -> None:
    told(page, "POST", "/api/collections", {"name": "Sea"}, 201)
    answer = page.get(f"{path}?after={2**63}")
    assert answer.status == 422, answer.body


def test_a_rule_whose_album_is_gone_leaves_a_collection_that_can_be_removed(page: Page, ids: list[int]) -> None:
    album = told(page, "POST", "/api/collections", {"name": "Sea"}, 201)["id"]
    rule = told(page, "POST", "/api/collections", {"name": "Best of it", "query": 'in:"Sea"'}, 201)["id"]
    assert told(page, "GET", f"/api/collections/{rule}")["problem"] is None
    told(page, "DELETE", f"/api/collections/{album}")
    seen = told(page, "GET", f"/api/collections/{rule}")
    assert (seen["collection"]["name"], seen["photos"]) == ("Best of it", [])
    assert "Sea" in seen["problem"]["message"]
    told(page, "DELETE", f"/api/collections/{rule}")
