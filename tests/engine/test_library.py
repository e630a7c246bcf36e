"""Where the library lies: followed to another place, known again without its marker, never taken for another one."""

import shutil
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.engine import library
from holdfast.errors import LibraryOffline, LibraryWrong, MarkerMissing
from holdfast.library import root
from holdfast.standins.cloudinary import StandIn


def spoil(place: Workplace, folder: Path, share: int) -> list[Path]:
    """Other bytes in one of so many files."""
    files = sorted(folder / path for path in place.files())[::share]
    for file in files:
        file.write_bytes(b"other")
    return files


def test_e6_the_same_library_at_another_place_is_followed_and_the_backup_goes_on_there(
    place: Workplace, cloud: StandIn, tmp_path: Path
) -> None:
    place.backup()
    before = place.files()
    place.library.rename(tmp_path / "elsewhere")
    assert place.backup().code == "LIBRARY_OFFLINE"
    found = library.follow(place.opened, tmp_path / "elsewhere")
    assert (found.compared, found.differing) == (len(before), ())
    place.library = found.path
    cloud.add("new", b"\xff\xd8 new")
    assert place.backup().state == "done"  # in the very process that was open all the time
    assert before.items() < place.files().items()
    assert place.state() == "safe"
    assert_promises(place, before)


def test_e6_another_library_is_not_followed(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    root.make(tmp_path / "other", "another-library", "another-catalog").close()
    with pytest.raises(LibraryWrong) as refused:
        library.follow(place.opened, tmp_path / "other")
    assert "another-library" in refused.value.message
    assert place.opened.library == place.library


def test_e1_a_copy_on_a_larger_drive_is_followed_only_when_it_is_whole(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    before = place.files()
    shutil.copytree(place.library, tmp_path / "larger")
    for path in sorted(before)[::4]:
        (tmp_path / "larger" / path).unlink()
    with pytest.raises(LibraryWrong) as refused:
        library.follow(place.opened, tmp_path / "larger")
    assert "missing or others, among them" in refused.value.message
    shutil.copytree(place.library, tmp_path / "larger", dirs_exist_ok=True)
    place.library = library.follow(place.opened, tmp_path / "larger").path
    assert place.backup().state == "done"
    assert place.state() == "safe"
    assert_promises(place, before)


def test_e7_a_library_without_its_marker_is_known_again_by_its_photos(place: Workplace) -> None:
    place.backup()
    before = place.files()
    shutil.rmtree(place.library / ".holdfast")
    job = place.backup()
    assert (job.code, place.status.library.code) == ("MARKER_MISSING", "MARKER_MISSING")
    assert "holdfast library adopt" in (job.action or "")
    assert not (place.library / ".holdfast").exists()
    library.adopt(place.opened)
    assert place.backup().state == "done"
    assert place.files() == before
    assert place.state() == "safe"


def test_e7_one_edited_file_makes_it_no_other_library_and_is_named(place: Workplace) -> None:
    place.backup()
    edited = spoil(place, place.library, 1_000)[0]
    (place.library / ".holdfast/library.json").unlink()
    found = library.adopt(place.opened)
    assert found.differing == (edited.relative_to(place.library).as_posix(),)


def test_e7_a_folder_of_other_photos_is_not_adopted_and_nothing_is_written_there(
    place: Workplace, tmp_path: Path
) -> None:
    place.backup()
    shutil.copytree(place.library, tmp_path / "other", ignore=shutil.ignore_patterns(".holdfast"))
    spoil(place, tmp_path / "other", 3)
    with pytest.raises(LibraryWrong):
        library.adopt(place.opened, tmp_path / "other")
    assert not (tmp_path / "other/.holdfast").exists()
    root.make(tmp_path / "others", "another-library", "another-catalog").close()
    with pytest.raises(LibraryWrong):
        library.adopt(place.opened, tmp_path / "others")
    assert root.peek(tmp_path / "others") == root.Marker("another-library", "another-catalog")


def test_e5_an_empty_folder_is_where_a_drive_should_be_and_is_not_adopted(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    (tmp_path / "empty").mkdir()
    for empty in (tmp_path / "empty", tmp_path / "nothing"):
        with pytest.raises(LibraryOffline):
            library.adopt(place.opened, empty)
        with pytest.raises(LibraryOffline):
            library.follow(place.opened, empty)
    assert list((tmp_path / "empty").iterdir()) == []
    with pytest.raises(MarkerMissing):
        library.follow(place.opened, tmp_path)


def test_e6_a_drive_that_got_another_place_is_found_by_its_marker(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drives = tmp_path / "media"
    monkeypatch.setattr(library, "PLACES", ((str(drives), 2),))
    (drives / "anna/Stick/library").mkdir(parents=True)
    assert library.found_elsewhere(place.opened) is None
    root.make(drives / "anna/Stick/library", "another-library", "another-catalog").close()
    (drives / "anna/Photos").mkdir()
    place.library.rename(drives / "anna/Photos/library")
    found = library.found_elsewhere(place.opened)
    assert found == drives / "anna/Photos/library"
    assert library.follow(place.opened, found).path == found
