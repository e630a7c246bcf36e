"""GET /api/photos/<id>, `facts`: who says what of a photo, and which word counts."""

from collections.abc import Iterator
from typing import Any

import pytest
from hostile import halves, saved
from PIL import Image
from tests.ui.conftest import Page, add_source
from tests.ui.gallery import listed, safe

from holdfast.catalog import Connection, photos, work
from holdfast.domain.marking import Value
from holdfast.domain.photo import RemotePhoto
from holdfast.engine import thumbnails
from holdfast.engine.setup import Opened

BY_CLOUD = {"caption": "by the cloud"}
PHOTO = RemotePhoto(key="2019/a.jpg", name="a.jpg", folder=("2019",), tags=("sea",), context=BY_CLOUD)


def content() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x010E] = "Canon", "Canon EOS 5D", "by the file"
    exif.get_ifd(0x8769).update({0x9003: "2019:07:01 10:00:00", 0x9011: "+02:00", 0x8827: 400})
    return saved(halves(), "JPEG", exif=exif)


@pytest.fixture
def photo(opened: Opened) -> Iterator[int]:
    photo = safe(opened, opened.catalog.write(add_source), PHOTO, content())
    opened.catalog.write(photos.describe, photo, PHOTO, fresh=True)
    thumbnails.get(opened, _held(opened), 256)
    yield photo
    thumbnails.close()


def _held(opened: Opened) -> int:
    return opened.catalog.read(Connection.number, "SELECT max(id) FROM originals")


def test_what_file_source_and_person_say_is_kept_apart(page: Page, opened: Opened, photo: int) -> None:
    facts: Any = page.get(f"/api/photos/{photo}").json()["facts"]
    assert (facts["file"]["camera_model"], facts["file"]["iso"], facts["file"]["kind"]) == ("Canon EOS 5D", 400, "jpeg")
    assert (facts["source"]["tags"], facts["source"]["context"]) == (["sea"], BY_CLOUD)
    assert facts["person"]["taken_at"] is None
    shown = facts["shown"]
    assert (shown["taken_at"], shown["taken_from"]) == ("2019-07-01T10:00:00", "DateTimeOriginal")
    assert (shown["utc_offset"], shown["taken_utc"]) == (120, "2019-07-01T08:00:00Z")
    assert (shown["camera"], shown["caption"]) == ("Canon EOS 5D", "by the file")


def test_the_persons_word_counts_first_and_says_that_it_is_theirs(page: Page, opened: Opened, photo: int) -> None:
    def mark(db: Connection) -> None:
        with work.change(db, "Dated 1 photo", 1) as change:
            said: dict[str, Value] = {"taken_at": "2018-01-02T03:04:05", "caption": "mine"}
            change.put("marks", {"original_id": _held(opened)}, {**said, "latitude": 1.5, "longitude": 2.5})

    opened.catalog.write(mark)
    shown: Any = page.get(f"/api/photos/{photo}").json()["facts"]["shown"]  # type: ignore[index]
    assert (shown["taken_at"], shown["taken_from"], shown["utc_offset"]) == ("2018-01-02T03:04:05", "person", None)
    assert (shown["caption"], shown["latitude"], shown["longitude"]) == ("mine", 1.5, 2.5)


def test_a_photo_that_is_not_here_yet_has_what_its_source_says(page: Page, opened: Opened) -> None:
    photo = listed(opened, opened.catalog.write(add_source), PHOTO)
    opened.catalog.write(photos.describe, photo, PHOTO, fresh=True)
    facts: Any = page.get(f"/api/photos/{photo}").json()["facts"]
    assert facts["file"] is None
    assert facts["shown"]["caption"] == "by the cloud"
    assert facts["shown"]["tags"] == ["sea"]
