"""A batch lands whole and durable, or not at all; nothing that lies in the library is ever replaced."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.errors import LibraryBadPath, LibraryOffline, LibraryWrong
from holdfast.library import manifest, root, sidecars
from holdfast.library.manifest import Entry
from holdfast.library.originals import set_aside_damaged
from holdfast.library.records import SourceLine
from holdfast.library.root import Library
from holdfast.library.sidecars import Note
from holdfast.library.writer import Batch, Incoming, Landed, Landing, Part

Arrive = Callable[[bytes], Part]
Store = Callable[[dict[str, bytes]], Landing]
Tree = Callable[[Library], dict[str, bytes]]
NOTE = Note("travel", SourceLine("uid", "Travel", "cloudinary", "travel"))


def parts(library: Library) -> list[str]:
    return [path.name for path in (library.path / ".holdfast/incoming").iterdir()]


def test_a_batch_lands(store: Store, library: Library, tree: Tree) -> None:
    contents = {f"travel/Iceland {number}/IMG.jpg": bytes([number]) * number for number in range(20)}
    landing = store(contents)
    assert [landed.path for landed in landing.landed] == list(contents)
    assert not any(landed.was_there for landed in landing.landed)
    assert landing.taken == ()
    assert tree(library) == contents
    assert parts(library) == []


def test_an_original_keeps_its_time_and_can_be_edited_by_its_owner(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"x"})
    status = (library.path / "travel/a.jpg").stat()
    assert status.st_mtime == 1_600_000_000
    assert status.st_mode & 0o600 == 0o600


def test_the_manifest_is_what_sha256sum_checks(store: Store, library: Library) -> None:
    store({"travel/a b/é 😀.jpg": b"1", "travel/%2E.jpg": b"2", "travel/leer.jpg": b""})
    store({"home/a.jpg": b"3" * 1_000_000})
    command = ["sha256sum", "--strict", "-c", "manifest-sha256.txt"]
    checked = subprocess.run(command, cwd=library.path, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.count(": OK") == 4
    (library.path / "home/a.jpg").write_bytes(b"4" * 1_000_000)
    assert subprocess.run(command, cwd=library.path, capture_output=True).returncode == 1


def test_a_name_in_use_is_not_touched_and_the_part_comes_back(
    arrive: Arrive, batch: Batch, library: Library, tree: Tree
) -> None:
    (library.path / "travel").mkdir()
    (library.path / "travel/a.jpg").write_bytes(b"mine")
    (library.path / "travel/folder.jpg").mkdir()
    (library.path / "travel/link.jpg").symlink_to("a.jpg")
    for name in ("a.jpg", "folder.jpg", "link.jpg", "b.jpg"):
        batch.add(arrive(b"yours"), f"travel/{name}", NOTE)
    landing = batch.commit()
    assert [landed.path for landed in landing.landed] == ["travel/b.jpg"]
    assert [(taken.path, taken.blocker) for taken in landing.taken] == [
        (f"travel/{name}",) * 2 for name in ("a.jpg", "folder.jpg", "link.jpg")
    ]
    assert [entry.path for entry in manifest.read(library)] == ["travel/b.jpg"]
    assert len(list(sidecars.read(library, "travel"))) == 1

    for number, taken in enumerate(landing.taken):
        batch.add(taken.part, f"travel/other {number}.jpg")
    assert len(batch.commit().landed) == 3
    assert tree(library)["travel/a.jpg"] == b"mine"
    assert tree(library)["travel/other 2.jpg"] == b"yours"
    assert parts(library) == []


def test_a_part_that_comes_back_may_be_given_up(arrive: Arrive, batch: Batch, library: Library) -> None:
    (library.path / "travel").mkdir()
    (library.path / "travel/a.jpg").write_bytes(b"mine")
    batch.add(arrive(b"yours"), "travel/a.jpg")
    (taken,) = batch.commit().taken
    taken.part.discard()
    assert parts(library) == []


@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
@pytest.mark.parametrize("depth", [1, 2])
def test_a_folder_that_is_none_blocks_and_is_named(
    arrive: Arrive, batch: Batch, library: Library, tmp_path: Path, kind: str, depth: int
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    blocker = "/".join(["travel", "a", "b"][: depth + 1])
    place = library.path / blocker
    place.parent.mkdir(parents=True)
    if kind == "file":
        place.write_bytes(b"mine")
    else:
        place.symlink_to(outside if kind == "link" else tmp_path / "nowhere")
    batch.add(arrive(b"yours"), "travel/a/b/c/IMG.jpg")
    (taken,) = batch.commit().taken
    assert taken.blocker == blocker
    assert list(outside.iterdir()) == []


def test_the_same_bytes_in_place_are_taken_for_the_original(
    arrive: Arrive, batch: Batch, library: Library, tree: Tree
) -> None:
    (library.path / "travel").mkdir()
    (library.path / "travel/a.jpg").write_bytes(b"same")
    batch.add(arrive(b"same"), "travel/a.jpg")
    landing = batch.commit()
    assert [landed.was_there for landed in landing.landed] == [True]
    assert tree(library) == {"travel/a.jpg": b"same"}
    assert [entry.path for entry in manifest.read(library)] == ["travel/a.jpg"]
    assert parts(library) == []


def test_a_file_that_lies_there_is_adopted(
    store: Store, batch: Batch, library: Library, sha256: Callable[[bytes], str]
) -> None:
    (written,) = (landed.written for landed in store({"travel/a.jpg": b"x"}).landed)
    (library.path / "manifest-sha256.txt").unlink()
    batch.adopt("travel/a.jpg", written, NOTE)
    assert batch.commit().landed == (Landed("travel/a.jpg", written, was_there=True),)
    assert list(manifest.read(library)) == [Entry("travel/a.jpg", sha256(b"x"))]
    assert list(sidecars.read(library, "travel")) == [NOTE.line]


def test_notes_without_bytes_are_written(batch: Batch, library: Library) -> None:
    batch.note(NOTE)
    assert len(batch) == 1
    batch.commit()
    assert list(sidecars.read(library, "travel")) == [NOTE.line]
    assert list(manifest.read(library)) == []


def test_an_empty_batch_is_committed_for_nothing(batch: Batch, library: Library) -> None:
    assert batch.commit().landed == ()
    assert not (library.path / "manifest-sha256.txt").exists()


@pytest.mark.parametrize(
    "path",
    ["a.jpg", "/a/b", "travel//b", "travel/../b", "../b/c", "travel/.", ".holdfast/library.json", "travel/a\0b", ""],
)
def test_a_path_that_no_original_has_is_refused(arrive: Arrive, batch: Batch, library: Library, path: str) -> None:
    part = arrive(b"x")
    with pytest.raises(LibraryBadPath):
        batch.add(part, path)
    part.discard()


def test_an_unfinished_part_is_refused(incoming: Incoming, batch: Batch) -> None:
    with incoming.new() as part, pytest.raises(ValueError, match="not finished"):
        batch.add(part, "travel/a.jpg")


def test_an_absent_or_wrong_library_voids_the_batch(
    arrive: Arrive, batch: Batch, library: Library, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    batch.add(arrive(b"x"), "travel/a.jpg")
    library.path.rename(away)
    library.path.mkdir()
    with pytest.raises(LibraryOffline):
        batch.commit()
    assert list(library.path.iterdir()) == []
    assert not (away / "travel").exists()
    assert list((away / ".holdfast/incoming").iterdir()) == []
    assert len(batch) == 0

    library.path.rmdir()
    root.make(library.path, "other", "other").close()
    batch.add(arrive(b"x"), "travel/a.jpg")
    with pytest.raises(LibraryWrong):
        batch.commit()
    assert not (library.path / "travel").exists()


def test_an_abandoned_batch_leaves_nothing(arrive: Arrive, batch: Batch, library: Library) -> None:
    batch.add(arrive(b"x"), "travel/a.jpg")
    batch.abandon()
    assert parts(library) == []
    assert len(batch) == 0


def test_a_photo_that_was_set_right_again_keeps_its_path(store: Store, library: Library, tree: Tree) -> None:
    store({"travel/a.jpg": b"right"})
    (library.path / "travel/a.jpg").write_bytes(b"wrong")
    set_aside_damaged(library, "travel/a.jpg")
    assert store({"travel/a.jpg": b"right"}).taken == ()
    assert tree(library) == {"travel/a.jpg": b"right"}
    assert (library.path / ".holdfast/damaged/travel/a.jpg~1").read_bytes() == b"wrong"
