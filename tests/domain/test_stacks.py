"""What is one picture for the person: Live Photos, raw and JPEG, edits, sidecars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.stacks import File, Stack, stacks

NOON = 1_700_000_000_000 // 60_000 * 60_000
HOUR = 3_600_000


def grouped(*files: File) -> list[tuple[str, str, list[str]]]:
    """The stacks by the names of their files: kind, what is shown, all in order."""
    names = {file.id: file.name for file in files}
    return sorted((one.kind, names[one.top], sorted(names[each] for each, _ in one.members)) for one in stacks(files))


def named(*names: str, moment: int | None = None) -> list[File]:
    return [File(number, name, moment) for number, name in enumerate(names)]


def test_picture_and_film_of_one_name_are_a_live_photo() -> None:
    files = [File(1, "IMG_0042.HEIC", NOON), File(2, "IMG_0042.MOV", NOON + 1_500, duration=2.8)]
    assert grouped(*files) == [("live", "IMG_0042.HEIC", ["IMG_0042.HEIC", "IMG_0042.MOV"])]
    assert dict(stacks(files)[0].members) == {1: "picture", 2: "film"}


@pytest.mark.parametrize("zone", [2 * HOUR, -5 * HOUR, HOUR * 11 // 2, 13 * HOUR])
def test_another_time_zone_in_the_film_keeps_no_pair_apart(zone: int) -> None:
    """phockup#218: the film tells universal time."""
    files = [File(1, "IMG_1.JPG", NOON), File(2, "IMG_1.MOV", NOON + zone + 2_000, duration=3.0)]
    assert [one.kind for one in stacks(files)] == ["live"]


def test_a_film_of_its_own_stays_one() -> None:
    long = [File(1, "IMG_1.JPG", NOON), File(2, "IMG_1.MOV", NOON, duration=42.0)]
    later = [File(1, "IMG_1.JPG", NOON), File(2, "IMG_1.MOV", NOON + 60_000, duration=2.0)]
    screen = [File(1, "IMG_1.PNG"), File(2, "IMG_1.MOV", duration=2.0)]
    other = [File(1, "IMG_1.JPG", content_id="A"), File(2, "IMG_1.MOV", content_id="B", duration=2.0)]
    assert [stacks(files) for files in (long, later, screen, other)] == [[], [], [], []]


def test_apples_name_of_a_live_photo_goes_before_names_of_files() -> None:
    files = [
        File(1, "A.HEIC", content_id="X"), File(2, "B.MOV", content_id="X"),
        File(3, "B.HEIC", content_id="Y"), File(4, "A.MOV", content_id="Y"),
    ]  # fmt: skip
    assert grouped(*files) == [("live", "A.HEIC", ["A.HEIC", "B.MOV"]), ("live", "B.HEIC", ["A.MOV", "B.HEIC"])]


def test_raw_and_jpeg_of_one_shot_show_the_jpeg() -> None:
    files = [File(1, "DSC_1.NEF", NOON, camera="NIKON Z 6"), File(2, "dsc_1.jpg", NOON + 1_000, camera="NIKON Z 6")]
    assert grouped(*files) == [("raw", "dsc_1.jpg", ["DSC_1.NEF", "dsc_1.jpg"])]


def test_one_number_of_two_cameras_is_no_pair() -> None:
    assert stacks([File(1, "DSC_1.NEF", camera="NIKON Z 6"), File(2, "DSC_1.JPG", camera="NIKON Z 8")]) == []
    assert stacks([File(1, "DSC_1.NEF", NOON), File(2, "DSC_1.JPG", NOON + 11_000)]) == []


def test_raw_jpeg_and_their_sidecar_are_one_stack() -> None:
    names = ["P1.JPG", "P1.RW2", "P1.xmp"]
    assert grouped(*named(*names)) == [("raw", "P1.JPG", sorted(names))]


@pytest.mark.parametrize("sidecar", ["P1.xmp", "P1.JPG.xmp", "p1.jpg.XMP", "P1.AAE"])
def test_a_sidecar_belongs_to_its_picture_in_either_naming(sidecar: str) -> None:
    assert grouped(*named("P1.JPG", sidecar)) == [("sidecar", "P1.JPG", sorted(["P1.JPG", sidecar]))]


def test_a_sidecar_alone_is_alone() -> None:
    assert stacks(named("P1.xmp", "P2.JPG.xmp", "P3.JPG")) == []


@pytest.mark.parametrize(
    ("original", "edit"),
    [("IMG_1234.HEIC", "IMG_E1234.JPG"), ("dog.jpg", "dog-edited.jpg"), ("dog.jpg", "dog (edited).jpg"),
     ("dog.jpg", "dog-bearbeitet.jpg"), ("é.jpg", "e\u0301-modifié.jpg")],
)  # fmt: skip
def test_an_edit_lies_on_its_original(original: str, edit: str) -> None:
    assert grouped(*named(original, edit, moment=NOON)) == [("edit", edit, sorted([original, edit]))]


def test_a_number_in_brackets_is_an_edit_only_where_the_file_says_so() -> None:
    first = File(1, "a.jpg", NOON, camera="X", width=4000, height=3000)
    edit = File(2, "a (1).jpg", NOON, camera="X", width=2000, height=2000)
    assert [one.kind for one in stacks([first, edit])] == ["edit"]
    another = File(2, "a (1).jpg", NOON + 1_000, camera="X", width=2000, height=2000)
    unknown = File(2, "a (1).jpg")
    same_size = File(2, "a (1).jpg", NOON, camera="X", width=4000, height=3000)
    assert [stacks([first, one]) for one in (another, unknown, same_size)] == [[], [], []]


def test_a_film_that_fits_two_pictures_goes_to_the_nearer_one() -> None:
    files = [File(1, "I.JPG", NOON), File(2, "I.HEIC", NOON + 2_000), File(3, "I.MOV", NOON + 2_000, duration=2.0)]
    assert grouped(*files) == [("live", "I.HEIC", ["I.HEIC", "I.MOV"])]


NAMES = st.builds(
    lambda stem, extension: f"{stem}.{extension}",
    st.sampled_from(["IMG_1234", "img_e1234", "IMG_E1234", "a", "a-edited", "a (1)", "a.jpg"]),
    st.sampled_from(["jpg", "HEIC", "mov", "cr2", "xmp", "aae", "txt"]),
)
FILES = st.lists(
    st.builds(
        File, st.just(0), NAMES, st.none() | st.integers(NOON, NOON + 5_000), st.none() | st.sampled_from("AB"),
        st.none() | st.sampled_from([2.0, 60.0]),
    ),
    max_size=12,
).map(lambda files: [File(number, *_rest(file)) for number, file in enumerate(files)])  # fmt: skip


def _rest(file: File) -> tuple[str, int | None, str | None, float | None]:
    return file.name, file.moment, file.content_id, file.duration


@given(FILES, st.randoms(use_true_random=False))
def test_every_file_is_in_one_stack_at_most_in_whatever_order_they_come(files: list[File], chance: object) -> None:
    found = stacks(files)
    inside = [member for one in found for member, _ in one.members]
    assert len(inside) == len(set(inside))
    assert all(len(one.members) > 1 and one.top in dict(one.members) for one in found)
    shuffled = list(files)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(stacks(shuffled)) == set(found)


def test_ten_thousand_files_of_one_folder_are_no_work() -> None:
    """Each file looks only at those of its own name."""
    files = [File(n, f"IMG_{n // 2}.{'HEIC' if n % 2 else 'MOV'}", NOON + n, f"id{n // 2}") for n in range(10_000)]
    found = stacks(files)
    assert len(found) == 5_000
    assert all(isinstance(one, Stack) for one in found)
