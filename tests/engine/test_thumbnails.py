"""Thumbnails as a person gets them: made when somebody looks, or in the background, and never tried in vain."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from workplace import Workplace

from holdfast.catalog import Connection
from holdfast.engine import thumbnails
from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with StandIn(24, seed=3) as cloud, Workplace(tmp_path, cloud) as made:
        assert made.backup().state == "done"
        yield made
        thumbnails.close()


def of_form(place: Workplace, form: str) -> int:
    """An original that the source lists as of this form."""
    return place.catalog.read(
        Connection.number, "SELECT min(original_id) FROM photos WHERE state = 'safe' AND format = ?", (form,)
    )


@pytest.mark.parametrize("size", thumbnails.SIZES)
def test_a_thumbnail_is_made_when_somebody_looks(place: Workplace, size: int) -> None:
    path = thumbnails.get(place.opened, of_form(place, "jpg"), size)
    assert isinstance(path, Path)
    assert path.is_relative_to(place.home.path)
    with Image.open(BytesIO(path.read_bytes())) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert max(image.size) <= size
