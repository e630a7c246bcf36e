"""Paths in the library: inside, portable, reversible, never two for one."""

import posixpath
import random
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.domain.naming import (
    PATH_BYTES,
    SEGMENT_BYTES,
    SOURCE_FOLDER_BYTES,
    decode,
    encode,
    fold,
    place,
    propose,
    source_folder,
    with_suffix,
)

DEVICES = {"CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"} | {
    port + number for port in ("COM", "LPT") for number in "0123456789¹²³"
}
NASTY = [
    "", ".", "..", "...", "%", "%%", "%2e%2e", "%2E", "%25", "%41", "%4", "% ", "a%", "a%3A", "a:b", "a%3Ab",
    "/abs/path", "C:\\x", "\\\\server\\share", "..\\..\\x", "../../etc/passwd", "a\0b", "CON", "con", "nul.jpg",
    "NUL.tar.gz", "aux .txt", "COM1", "LPT¹", "com¹.jpg", "CONIN$", "clock$.x", "CONfetti", "COM10", "AUX.", "AUX ",
    "dot.", "dots...", "space ", " space", "   ", " .", ". ", "a\nb", "a\rb", "\x1b[31mred", "\x9b31m",
    "a\u202egpj.exe", "a\u200db", "\ud800", "x\udcff.jpg", "\ud83d\ude00", "\u2028", "*?\"<>|", "~1a2b3c4d.jpg",
    "manifest-sha256.txt", ".holdfast", "e\u0301.jpg", "é.jpg", "😀" * 100, "x" * 300 + ".jpg", "-rf", "$HOME",
    "`id`",
]  # fmt: skip
any_text = st.text(st.characters(exclude_categories=()))
tricky_text = st.text(st.sampled_from("ab%AF0 1.:/\\~é\u0301ıİIißsS\n\x9b\u200d\ud800😀CONcon"), max_size=12)
names = st.one_of(any_text, tricky_text, st.sampled_from(NASTY))
folders = st.lists(names, max_size=5).map(tuple)


def is_portable(segment: str) -> bool:
    """What Windows, macOS and Linux all take as a name of one file, by their own published rules."""
    base = segment.split(".")[0].rstrip(" ")
    return (
        bool(segment)
        and len(segment.encode("utf-8")) <= 255
        and not any(ord(character) < 32 or character in '<>:"/\\|?*\x7f' for character in segment)
        and segment[-1] not in ". "
        and base.upper() not in DEVICES
    )


@given(folders, names)
def test_a_path_stays_inside_its_source_and_is_portable(folder: tuple[str, ...], name: str) -> None:
    path = propose("travel", folder, name)
    assert posixpath.normpath(path) == path
    assert path.startswith("travel/")
    assert all(is_portable(segment) for segment in path.split("/"))
    assert all(len(segment.encode()) <= SEGMENT_BYTES for segment in path.split("/"))
    assert len(path.encode()) <= PATH_BYTES


@pytest.mark.parametrize("name", NASTY, ids=ascii)
def test_every_nasty_name_is_inside_and_portable(name: str) -> None:
    for path in (propose("travel", (), name), propose("travel", (name, name), name)):
        assert path.split("/")[0] == "travel"
        assert all(is_portable(segment) for segment in path.split("/")), path


@given(names)
def test_an_encoded_name_is_read_back(name: str) -> None:
    assert decode(encode(name)) == name


@given(names, names)
def test_two_names_are_never_encoded_alike(one: str, other: str) -> None:
    assert (encode(one) == encode(other)) == (one == other)


@given(any_text)
def test_anything_can_be_decoded(text: str) -> None:
    decode(text)


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("IMG_0042.JPG", "IMG_0042.JPG"),
        ("100% wool.jpg", "100% wool.jpg"),
        ("100%25.jpg", "100%2525.jpg"),
        ("a:b", "a%3Ab"),
        ("a%3Ab", "a%253Ab"),
        ("..", ".%2E"),
        (".", "%2E"),
        ("", "%"),
        ("%", "%25"),
        ("nul.jpg", "nu%6C.jpg"),
        ("aux .txt", "au%78 .txt"),
        ("LPT¹", "LPT%C2%B9"),
        (" a ", "%20a%20"),
        ("a\nb", "a%0Ab"),
        ("\x9b1m", "%C2%9B1m"),
        ("x\udcff", "x%ED%B3%BF"),
        ("a\u202egpj.exe", "a\u202egpj.exe"),
        ("Grüße aus 東京 😀.jpg", "Grüße aus 東京 😀.jpg"),
    ],
)
def test_how_names_are_written(name: str, encoded: str) -> None:
    assert encode(name) == encoded


def test_a_long_name_keeps_its_extension_and_is_told_apart_by_its_hash() -> None:
    one, other = (propose("s", (), "x" * 300 + end + ".jpeg").removeprefix("s/") for end in ("1", "2"))
    assert one != other
    for name in (one, other):
        assert len(name) == SEGMENT_BYTES
        assert name.endswith(".jpeg")
        assert name[-14] == "~"


@pytest.mark.parametrize("character", ["😀", "é", "東", "a", ":", "\ud800"], ids=ascii)
@pytest.mark.parametrize("ahead", range(5))
def test_a_long_name_is_never_cut_inside_a_character_or_an_escape(character: str, ahead: int) -> None:
    name = propose("s", (), "b" * ahead + character * 300 + ".jpg").removeprefix("s/")
    assert SEGMENT_BYTES - 12 <= len(name.encode()) <= SEGMENT_BYTES
    stem = name.removesuffix(".jpg")[:-9]
    whole = re.escape(character) if encode(character) == character else "%[0-9A-F]{2}"
    assert re.fullmatch(f"b{{{ahead}}}({whole})+", stem)


def test_a_very_long_path_leaves_out_its_inner_folders_alike_for_all_photos_in_them() -> None:
    deep = tuple(f"folder {number} {'x' * 60}" for number in range(100))
    one, other = propose("s", deep, "1.jpg"), propose("s", deep, "2.jpg")
    assert len(one.encode()) <= PATH_BYTES
    assert one.rpartition("/")[0] == other.rpartition("/")[0]
    assert one.startswith(f"s/{deep[0]}/{deep[1]}/")
    assert one.rpartition("/")[0] != propose("s", (*deep, "y"), "1.jpg").rpartition("/")[0]


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_plain_letters_fold_as_they_do_beside_others(path: str) -> None:
    assert fold(path) + "é" == fold(path + "é")


def test_folding_is_stable_for_every_character_and_levels_case_and_composition() -> None:
    for code in range(0x110000):
        character = chr(code)
        folded = fold(character)
        assert fold(folded) == folded
        if not 0xD800 <= code <= 0xDFFF:
            forms = {character.upper(), character.lower(), character.title()}
            forms |= {unicodedata.normalize(form, character) for form in ("NFC", "NFD")}
            assert {fold(form) for form in forms} == {folded}, hex(code)


@given(any_text)
def test_folding_is_stable(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A.JPG", "a.jpg"), ("straße", "STRASSE"), ("ı.jpg", "I.JPG"), ("ı", "i"), ("é", "e\u0301"), ("ﬁ", "FI"),
        ("ΌΣΟΣ", "όσος"), ("Å", "\u212b"), ("K", "\u212a"), ("a\u200db", "ab"), ("❤\ufe0f", "❤"),
    ],
)  # fmt: skip
def test_names_that_some_drive_takes_for_one_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("é", "e"), ("1", "¹"), ("ﬀ1", "ff2"), ("ö", "oe")])
def test_names_that_no_drive_confuses_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(
    st.one_of(names.map(lambda name: propose("s", (), name)), names.map(lambda name: propose("s", (name,), name))),
    names,
)
def test_a_suffix_stands_before_the_extension_and_keeps_the_name_portable(path: str, key: str) -> None:
    other = with_suffix(path, key)
    if len(path.rpartition("/")[2].encode()) + 9 <= SEGMENT_BYTES:
        assert other != path  # a longer one may end in this very suffix already: `place` looks again
    assert other.rpartition("/")[0] == path.rpartition("/")[0]
    assert is_portable(other.rpartition("/")[2])
    assert len(other.rpartition("/")[2].encode()) <= SEGMENT_BYTES
    assert with_suffix(path, key + "x") != other


def test_the_suffix_is_eight_digits_of_the_keys_hash() -> None:
    assert with_suffix("s/a/name.jpg", "key") == "s/a/name~2c70e12b.jpg"
    assert with_suffix("s/name", "key") == "s/name~2c70e12b"
    assert with_suffix("s/.jpg", "key") == "s/.jpg~2c70e12b"


class Shelf:
    """Which paths are given away, as a catalog knows it."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.folders: set[str] = set()

    def put(self, folder: tuple[str, ...], name: str, key: str) -> str:
        path = place(propose("s", folder, name), key, self.files.__contains__, self.folders.__contains__)
        folded = fold(path)
        assert folded not in self.files
        assert folded not in self.folders
        parts = folded.split("/")
        above = {"/".join(parts[:depth]) for depth in range(1, len(parts))}
        assert not above & self.files
        self.files.add(folded)
        self.folders |= above
        return path


@given(st.lists(st.tuples(folders, names), max_size=12))
def test_placed_paths_never_meet_on_any_drive(photos: list[tuple[tuple[str, ...], str]]) -> None:
    shelf = Shelf()
    for key, (folder, name) in enumerate([*photos, *photos]):
        shelf.put(folder, name, str(key))


def test_a_long_name_that_is_its_own_key_finds_a_place_every_time() -> None:
    shelf = Shelf()
    long = "x" * 300 + ".jpg"
    assert len({shelf.put((), long, long) for _ in range(5)}) == 5


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_a_file_and_a_folder_of_one_name_are_both_kept_in_any_order(order: tuple[int, ...]) -> None:
    photos: list[tuple[tuple[str, ...], str]] = [((), "a"), (("a",), "b"), (("A", "b"), "c")]
    shelf = Shelf()
    paths = [shelf.put(*photos[index], str(index)) for index in order]
    assert len(set(paths)) == 3


def test_all_photos_of_a_folder_that_had_to_give_way_stay_together() -> None:
    shelf = Shelf()
    shelf.put((), "a", "0")
    one, other = shelf.put(("a",), "1.jpg", "1"), shelf.put(("a",), "2.jpg", "2")
    assert one.rpartition("/")[0] == other.rpartition("/")[0]


def test_a_free_path_is_taken_as_proposed_and_a_twin_gets_its_keys_suffix() -> None:
    shelf = Shelf()
    assert shelf.put(("a",), "x.jpg", "key") == "s/a/x.jpg"
    assert shelf.put(("A",), "X.JPG", "key") == "s/A/X~2c70e12b.JPG"
    assert shelf.put(("a",), "x.jpg", "key").startswith("s/a/x~")  # even the suffix was taken


def random_keys(count: int) -> set[tuple[tuple[str, ...], str]]:
    """Keys full of what breaks names, the same on every run."""
    dice = random.Random(20261120)
    letters = [
        "a",
        "A",
        "b",
        "1",
        "%",
        "%2",
        "%3A",
        ":",
        ".",
        " ",
        "/",
        "\\",
        "~",
        "é",
        "e\u0301",
        "ß",
        "ss",
        "ı",
        "\n",
        "\ud800",
        "😀",
        "con",
        "x" * 190,
    ]

    def name() -> str:
        return "".join(dice.choices(letters, k=dice.randrange(6)))

    found: set[tuple[tuple[str, ...], str]] = set()
    while len(found) < count:
        found.add((tuple(name() for _ in range(dice.randrange(3))), name()))
    return found


def test_a_hundred_thousand_keys_get_a_hundred_thousand_paths() -> None:
    keys = random_keys(100_000)
    paths = {propose("s", folder, name) for folder, name in keys}
    assert len(paths) == len(keys)
    assert all(is_portable(segment) for path in paths for segment in path.split("/"))


def test_thirty_thousand_placed_keys_never_meet_on_any_drive() -> None:
    shelf = Shelf()
    for number, (folder, name) in enumerate(sorted(random_keys(30_000))):
        shelf.put(folder, name, str(number))


@given(names)
@settings(max_examples=300)
def test_a_sources_folder_is_visible_portable_and_short(name: str) -> None:
    folder = source_folder(name, set().__contains__)
    assert is_portable(folder)
    assert not folder.startswith(".")
    assert len(folder.encode()) <= SOURCE_FOLDER_BYTES
    assert "/" not in folder


def test_a_sources_folder_is_never_the_name_of_something_else_at_the_root() -> None:
    free: set[str] = set()
    assert source_folder("Travel", free.__contains__) == "Travel"
    assert source_folder("TRAVEL", {"travel"}.__contains__).startswith("TRAVEL~")
    assert source_folder("Manifest-SHA256.txt", free.__contains__) != "Manifest-SHA256.txt"
    assert source_folder(".holdfast", free.__contains__) == "%2Eholdfast"
    assert source_folder("lost+found", free.__contains__).startswith("lost+found~")
