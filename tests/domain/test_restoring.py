"""Which photos are meant and where each goes: paths are portable, inside, and no two photos get the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain import naming
from holdfast.domain.layout import Layout
from holdfast.domain.selection import Selection, checked_day
from holdfast.domain.template import TREE, Facts, checked
from holdfast.errors import UsageError

NAMES = st.one_of(
    st.sampled_from(["a", "A", "a.jpg", "A.JPG", "a~1.jpg", "..", ".", "", "con", "x/y", "..\\z", "é", "e\u0301"]),
    st.text(max_size=12), st.text("ab.", min_size=190, max_size=260),
)  # fmt: skip
DAYS = st.sampled_from([None, "2024-05-17", "1999-12-31"])
PHOTOS = st.builds(
    Facts, st.sampled_from(["travel", "Travel", ".hidden", "a/b"]), st.lists(NAMES, max_size=4).map(tuple), NAMES, DAYS,
    st.sampled_from(["image", "video", "raw"]), st.sampled_from(["a" * 64, "b" * 64]),
)  # fmt: skip
STRUCTURES = st.sampled_from(
    [TREE, "{year}/{month}/{name}", "{sha256:8}{ext}", "{name}", "all/{type}/{day}/{stem}{ext}"]
)


def laid_out(structure: str, photos: list[Facts]) -> list[str]:
    layout, form = Layout("manifest-sha256.txt"), checked(structure)
    return [layout.place(form.path(one), f"key {number}") for number, one in enumerate(photos)]


@given(STRUCTURES, st.lists(PHOTOS, max_size=30))
def test_no_two_photos_get_paths_that_a_drive_takes_for_one(structure: str, photos: list[Facts]) -> None:
    paths = laid_out(structure, photos)
    folded = [naming.fold(path) for path in paths]
    assert len(set(folded)) == len(paths)
    assert naming.fold("manifest-sha256.txt") not in folded
    split = [path.split("/") for path in folded]
    around = {"/".join(parts[:depth]) for parts in split for depth in range(1, len(parts))}
    assert around.isdisjoint(folded), "a photo has the name of a folder"
    assert laid_out(structure, photos) == paths, "another run gives other paths"


@given(STRUCTURES, PHOTOS)
def test_a_path_is_portable_and_leads_nowhere_else(structure: str, photo: Facts) -> None:
    path = checked(structure).path(photo)
    assert len(path.encode()) <= naming.PATH_BYTES
    for name in path.split("/"):
        assert name not in ("", ".", "..")
        assert not set(name) & set('\\:*?"<>|\0\n')
        assert len(name.encode()) <= 255


def test_fields_are_filled_and_empty_parts_are_left_out() -> None:
    photo = Facts("travel", ("2024", "Lisbon"), "IMG_1.JPG", "2024-05-17", "image", "0123456789abcdef" * 4)
    undated = Facts("travel", (), "IMG_1.JPG", None, "image", "0" * 64)
    assert checked(TREE).path(photo) == "travel/2024/Lisbon/IMG_1.JPG"
    assert checked("{year}/{month}/{day} {stem}{ext}").path(photo) == "2024/05/17 IMG_1.JPG"
    assert checked("{type}s/{sha256:8}{ext}").path(photo) == "images/01234567.JPG"
    assert checked("{year}/{month}/{name}").path(undated) == "undated/IMG_1.JPG"


@pytest.mark.parametrize(
    "structure",
    ["", "/{name}", "../{name}", "a//{name}", "{nam}", "{sha256:2}", "{sha256:65}", "{year}/photo.jpg", "{folder}",
     "x{folder}/{name}", "{name", "a\\{name}", "{name:3}", "{folder}/.."],
)  # fmt: skip
def test_a_structure_that_cannot_be_is_refused(structure: str) -> None:
    with pytest.raises(UsageError):
        checked(structure)


def test_days_months_and_years_include_their_last_day() -> None:
    span = Selection(since="2024-05", until="2024")
    taken = [day for day in ("2024-04-30", "2024-05-01", "2024-12-31", "2025-01-01") if span.takes(day, ())]
    assert taken == ["2024-05-01", "2024-12-31"]
    assert not span.takes(None, ())
    assert Selection().takes(None, ())


def test_words_are_found_in_any_text_whatever_their_case() -> None:
    wanted = Selection(match="LISBON caf\u00e9")
    assert wanted.takes(None, ("2024/Lisbon", "IMG_1.jpg", "Cafe\u0301"))
    assert not wanted.takes(None, ("2024/Lisbon", "IMG_1.jpg"))


@pytest.mark.parametrize("day", ["24", "2024-13", "2024-05-32", "yesterday", "2024-05-17T12", ""])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(UsageError):
        checked_day(day, "--since")
