"""GET /api/timeline/geometry and POST /api/timeline/pack: the very bytes that the page lays out."""

import gzip
import json
import struct
from typing import Any

import pytest
from tests.ui.conftest import Answer, Page, add_source
from tests.ui.gallery import listed, picture, safe

from holdfast.catalog import Connection
from holdfast.domain.photo import RemotePhoto
from holdfast.engine import thumbnails
from holdfast.engine.setup import Opened

GEOMETRY = "/api/timeline/geometry"


@pytest.fixture
def source(opened: Opened) -> int:
    return opened.catalog.write(add_source)


def named(name: str) -> RemotePhoto:
    return RemotePhoto(key=name, name=name, width=640, height=480)


def read(answer: Answer) -> tuple[dict[str, Any], bytes]:
    (length,) = struct.unpack_from("<I", answer.body, 4)
    return json.loads(answer.body[8 : 8 + length]), answer.body[8 + length :]


def unpacked(answer: Answer) -> list[tuple[dict[str, Any], bytes]]:
    (length,) = struct.unpack_from("<I", answer.body)
    at, found = 4 + length, []
    for one in json.loads(answer.body[4:at]):
        found.append((one, answer.body[at : at + one["bytes"]]))
        at += one["bytes"]
    assert at == len(answer.body)
    return found


def test_the_whole_library_is_one_answer_that_is_given_again_only_when_it_changed(
    page: Page, opened: Opened, source: int
) -> None:
    first = page.get(GEOMETRY)
    assert (first.status, read(first)[0]["photos"]) == (200, 0)
    one = safe(opened, source, named("a.jpg"), picture(1))
    answer = page.get(GEOMETRY)
    head, rest = read(answer)
    assert (head["photos"], head["days"]) == (1, 1)
    assert struct.unpack("<iIHxx4BBB", rest) == (-(2**31), 1, 1333, one, 0, 0, 0, 0x85, 0)
    page.extra["If-None-Match"] = answer.headers["ETag"]
    again = page.get(GEOMETRY)
    assert (again.status, again.body) == (304, b"")
    listed(opened, source, named("b.jpg"))
    assert read(page.get(GEOMETRY))[0]["photos"] == 2


def test_a_browser_gets_it_packed(page: Page, opened: Opened, source: int) -> None:
    safe(opened, source, named("a.jpg"), picture(1))
    plain = page.get(GEOMETRY)
    page.extra["Accept-Encoding"] = "gzip, deflate, br"
    packed = page.get(GEOMETRY)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "no-store" not in packed.headers["Cache-Control"]


def test_a_pack_has_what_is_there_and_says_what_is_not(page: Page, opened: Opened, source: int) -> None:
    made, due = safe(opened, source, named("a.jpg"), picture(1)), safe(opened, source, named("b.jpg"), picture(2))
    waiting = listed(opened, source, named("c.jpg"))
    original = opened.catalog.read(Connection.number, "SELECT original_id FROM photos WHERE id = ?", (made,))
    file = thumbnails.get(opened, original, 256)
    assert not isinstance(file, Exception)
    found = unpacked(page.post("/api/timeline/pack", {"photos": [waiting, 4711, due, made]}))
    assert [one["id"] for one, _ in found] == [waiting, due, made]
    assert [one["making"] for one, _ in found] == [False, True, False]
    assert [content for _, content in found] == [b"", b"", file.read_bytes()]
    assert page.get(found[2][0]["url"] + "&size=256").body == file.read_bytes()
    thumbnails.close()


@pytest.mark.parametrize("photos", [[], list(range(1, 66)), [0], ["1"]])
def test_a_pack_is_of_one_to_64_photos(page: Page, photos: list[object]) -> None:
    assert page.post("/api/timeline/pack", {"photos": photos}).status == 422
