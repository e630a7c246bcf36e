"""The library is made once, recognised for certain, and never mistaken for an empty folder."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.errors import (
    DiskFull,
    LibraryBadPath,
    LibraryError,
    LibraryOffline,
    LibraryWrong,
    MarkerMissing,
)
from holdfast.library import root
from holdfast.library.marker import Marker
from holdfast.library.root import Library

ID, CATALOG = "library-1", "catalog-1"


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_library_is_made_with_marker_and_folders(tmp_path: Path) -> None:
    with root.make(tmp_path / "photos", ID, CATALOG) as library:
        assert library.path == tmp_path / "photos"
        assert library.marker.library_id == ID
    assert everything(tmp_path / "photos") == [
        ".holdfast",
        ".holdfast/damaged",
        ".holdfast/incoming",
        ".holdfast/library.json",
        ".holdfast/set-aside",
        ".holdfast/sidecars",
    ]
    marker = json.loads((tmp_path / "photos/.holdfast/library.json").read_text())
    assert marker == {"library_id": ID, "catalog_id": CATALOG, "format": 1, "made_by": "Holdfast 0.1.0"}


@pytest.mark.parametrize(
    "name", ["with space", "quotes \" and '", "Fotos für Jürgen 東京 😀", "-rf", "%2e", "a\nb"], ids=ascii
)
def test_any_name_of_a_library_works(tmp_path: Path, name: str) -> None:
    root.make(str(tmp_path / name) + "/", ID, CATALOG).close()
    with root.open(str(tmp_path / name) + "/", ID) as library:
        library.check()


def test_a_tilde_is_the_persons_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    root.make("~/photos", ID, CATALOG).close()
    assert (tmp_path / "photos/.holdfast/library.json").is_file()


def test_an_empty_folder_and_a_fresh_drive_become_a_library(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()
    (tmp_path / ".Trashes").mkdir()
    root.make(tmp_path, ID, CATALOG).close()
    root.open(tmp_path, ID).close()


def test_making_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    (tmp_path / "photos/.holdfast/incoming").mkdir(parents=True)
    (tmp_path / "photos/.holdfast/incoming/x.part").write_text("{")
    root.make(tmp_path / "photos", ID, CATALOG).close()
    root.open(tmp_path / "photos", ID).close()


def make_nothing(tmp_path: Path) -> None:
    """The parent is not there."""
    (tmp_path / "place").rmdir()


def make_file(tmp_path: Path) -> None:
    (tmp_path / "place").rmdir()
    (tmp_path / "place").write_text("")


def make_full_folder(tmp_path: Path) -> None:
    (tmp_path / "place/library").mkdir()
    (tmp_path / "place/library/letter.txt").write_text("")


def make_file_there(tmp_path: Path) -> None:
    (tmp_path / "place/library").write_text("")


def make_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "place/library").symlink_to(tmp_path / "nowhere")


def make_library(tmp_path: Path) -> None:
    root.make(tmp_path / "place/library", "other", "other").close()


def make_library_without_marker(tmp_path: Path) -> None:
    make_library(tmp_path)
    (tmp_path / "place/library/.holdfast/sidecars/a.jsonl").write_text("{}\n")
    (tmp_path / "place/library/.holdfast/library.json").unlink()


def make_odd_own_folder(tmp_path: Path) -> None:
    (tmp_path / "place/library").mkdir()
    (tmp_path / "place/library/.holdfast").write_text("")


@pytest.mark.parametrize(
    "obstacle",
    [
        make_nothing,
        make_file,
        make_full_folder,
        make_file_there,
        make_dangling_link,
        make_library,
        make_library_without_marker,
        make_odd_own_folder,
    ],
)
def test_a_place_that_cannot_be_a_library_is_refused_and_left_alone(
    tmp_path: Path, obstacle: Callable[[Path], None]
) -> None:
    (tmp_path / "place").mkdir()
    obstacle(tmp_path)
    before = everything(tmp_path)
    for attempt in (root.require_place, lambda path: root.make(path, ID, CATALOG)):
        with pytest.raises(LibraryBadPath) as refused:
            attempt(tmp_path / "place/library")
        assert str(tmp_path / "place") in refused.value.message
        assert refused.value.action
        assert everything(tmp_path) == before


def test_a_library_is_never_made_in_place_of_an_absent_drive(tmp_path: Path) -> None:
    with pytest.raises(LibraryOffline, match="may not be connected"):
        root.open(tmp_path / "drive", ID)
    (tmp_path / "drive").mkdir()
    with pytest.raises(LibraryOffline, match="empty"):
        root.open(tmp_path / "drive", ID)
    assert everything(tmp_path) == ["drive"]


def test_files_without_marker_are_not_an_absent_drive(tmp_path: Path) -> None:
    (tmp_path / "IMG_1.jpg").write_bytes(b"")
    with pytest.raises(MarkerMissing):
        root.open(tmp_path, ID)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"library_id": "x"}', "\0" * 100, '{"library_id":1,"catalog_id":1,"format":"x","made_by":1}'],
)
def test_a_marker_that_cannot_be_read_is_missing(library: Library, text: str) -> None:
    (library.path / ".holdfast/library.json").write_text(text)
    with pytest.raises(MarkerMissing):
        root.open(library.path, None)
    with pytest.raises(MarkerMissing):
        library.check()
    assert root.peek(library.path) is None


def test_another_library_is_not_ours(library: Library) -> None:
    with pytest.raises(LibraryWrong, match="another library"):
        root.open(library.path, ID)
    root.open(library.path, None).close()


def test_a_library_of_a_newer_format_is_left_alone(library: Library) -> None:
    marker = library.path / ".holdfast/library.json"
    marker.write_text(json.dumps({**json.loads(marker.read_text()), "format": 2, "made_by": "Holdfast 9"}))
    with pytest.raises(LibraryWrong, match="Holdfast 9") as refused:
        root.open(library.path, None)
    assert refused.value.action == "Update Holdfast."


def test_unknown_fields_of_the_marker_are_passed_over(library: Library) -> None:
    marker = library.path / ".holdfast/library.json"
    marker.write_text(json.dumps({**json.loads(marker.read_text()), "colour": "green"}))
    library.check()


def test_a_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(LibraryBadPath):
            root.open(path, ID)


def test_a_look_at_the_marker(library: Library, tmp_path: Path) -> None:
    assert root.peek(library.path) == library.marker
    assert root.peek(tmp_path / "nowhere") is None
    assert root.peek(tmp_path) is None


def test_a_linked_library_is_resolved_once(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    root.make(tmp_path / "real", ID, CATALOG).close()
    with root.open(tmp_path / "link", ID) as library:
        (tmp_path / "link").unlink()
        (tmp_path / "link").symlink_to(tmp_path)
        library.check()
        assert library.path == tmp_path / "real"


def test_a_drive_that_goes_and_comes_back(library: Library, tmp_path: Path) -> None:
    away = tmp_path / "away"
    library.path.rename(away)
    with pytest.raises(LibraryOffline):
        library.check()
    library.path.mkdir()  # the empty place where a drive was
    with pytest.raises(LibraryOffline):
        library.check()
    library.path.rmdir()
    away.rename(library.path)
    library.check()


def test_another_drive_in_the_same_place(library: Library, tmp_path: Path) -> None:
    library.path.rename(tmp_path / "away")
    root.make(library.path, "other", "other").close()
    with pytest.raises(LibraryWrong, match="other"):
        library.check()


def test_a_copy_in_the_same_place_is_not_written_to(library: Library, tmp_path: Path) -> None:
    library.path.rename(tmp_path / "away")
    shutil.copytree(tmp_path / "away", library.path)
    with pytest.raises(LibraryOffline):
        library.check()


def test_a_marker_that_was_deleted(library: Library) -> None:
    (library.path / "travel").mkdir()
    (library.path / ".holdfast/library.json").unlink()
    with pytest.raises(MarkerMissing):
        library.check()


def test_the_whole_library_deleted_is_offline_not_an_odd_error(library: Library) -> None:
    shutil.rmtree(library.path)
    with pytest.raises(LibraryOffline):
        library.check()
    with pytest.raises(LibraryOffline), library.told("x"):
        library.enter("travel", make=True)


def test_room_is_asked_for_before_the_first_byte(library: Library) -> None:
    library.require_space(1000, 0)
    free = library.free_bytes()
    with pytest.raises(DiskFull) as full:
        library.require_space(1_000_000, free)
    assert str(library.path) in full.value.message
    assert "1.0 MB" not in full.value.message.split("are needed")[0]  # what is needed is both together
    assert "are free" in full.value.message


def test_a_rebuilt_catalog_is_bound_to_its_library(library: Library) -> None:
    library.bind("catalog-2")
    assert root.peek(library.path) == Marker(library.marker.library_id, "catalog-2")
    assert list((library.path / ".holdfast/incoming").iterdir()) == []
    library.check()


def test_a_closed_library_is_not_used_by_its_path(library: Library) -> None:
    library.close()
    library.close()
    with pytest.raises(LibraryError), library.told("x"):
        library.enter("travel", make=True)
    assert not (library.path / "travel").exists()
