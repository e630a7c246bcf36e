"""Originals are read as the drive has them, through no link; damaged ones are moved aside and kept."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.errors import Interrupted, LibraryBadPath, LibraryOffline, Missing
from holdfast.library import originals
from holdfast.library.digest import Written
from holdfast.library.root import Library
from holdfast.library.writer import Landing

Store = Callable[[dict[str, bytes]], Landing]


def test_an_original_is_read_and_hashed(store: Store, library: Library) -> None:
    content = os.urandom(2_500_000)
    store({"travel/a/b.jpg": content})
    pieces: list[int] = []
    found = originals.hash_original(library, "travel/a/b.jpg", pieces.append)
    assert found == Written(hashlib.sha256(content).hexdigest(), hashlib.md5(content).hexdigest(), len(content))
    assert sum(pieces) == len(content)
    assert max(pieces) <= originals.CHUNK
    with originals.open_original(library, "travel/a/b.jpg") as file:
        file.seek(1_000_000)
        assert file.read(10) == content[1_000_000:1_000_010]


def test_hashing_can_be_stopped(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"x" * 3_000_000})

    def stop(size: int) -> None:
        raise Interrupted("stop")

    with pytest.raises(Interrupted):
        originals.hash_original(library, "travel/a.jpg", stop)


@pytest.mark.parametrize("kind", ["nothing", "link", "linked folder", "folder", "pipe", "file as folder"])
def test_what_is_no_file_is_missing_and_never_followed(library: Library, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.jpg").write_text("key")
    travel = library.path / "travel"
    if kind == "linked folder":
        travel.symlink_to(secret)
    elif kind == "file as folder":
        travel.write_text("")
    else:
        travel.mkdir()
    if kind == "link":
        (travel / "a.jpg").symlink_to(secret / "a.jpg")
    elif kind == "folder":
        (travel / "a.jpg").mkdir()
    elif kind == "pipe":
        os.mkfifo(travel / "a.jpg")
    with pytest.raises(Missing, match=r"travel/a\.jpg"):
        originals.hash_original(library, "travel/a.jpg")
    assert originals.status(library, "travel/a.jpg") is None
    assert list(originals.walk(library)) == []


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", "travel/../../x", ".holdfast/library.json", "a.jpg", "travel/", ""]
)
def test_a_path_that_no_original_has_is_refused(library: Library, path: str) -> None:
    for use in (originals.hash_original, originals.status, originals.set_aside_damaged, originals.open_original):
        with pytest.raises(LibraryBadPath):
            use(library, path)
    assert (library.path / ".holdfast/library.json").exists()


def test_with_the_library_away_nothing_is_missing(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"x"})
    shutil.rmtree(library.path)
    with pytest.raises(LibraryOffline):
        originals.hash_original(library, "travel/a.jpg")
    with pytest.raises(LibraryOffline):
        originals.set_aside_damaged(library, "travel/a.jpg")


def test_the_status_of_an_original(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"xyz"})
    found = originals.status(library, "travel/a.jpg")
    assert found == originals.Found("travel/a.jpg", 3, 1_600_000_000_000)
    assert originals.status(library, "travel/b.jpg") is None
    assert originals.status(library, "nowhere/b.jpg") is None


def test_damaged_bytes_are_kept_aside_every_time(store: Store, library: Library) -> None:
    for turn in (1, 2, 3):
        store({"travel/a b/c.jpg": b"right"})
        (library.path / "travel/a b/c.jpg").write_bytes(b"wrong %d" % turn)
        new = originals.set_aside_damaged(library, "travel/a b/c.jpg")
        assert new == f".holdfast/damaged/travel/a b/c.jpg~{turn}"
        assert not (library.path / "travel/a b/c.jpg").exists()
    kept = sorted(path.read_bytes() for path in (library.path / ".holdfast/damaged/travel/a b").iterdir())
    assert kept == [b"wrong 1", b"wrong 2", b"wrong 3"]


def test_a_missing_file_cannot_be_moved_aside(library: Library) -> None:
    with pytest.raises(Missing):
        originals.set_aside_damaged(library, "travel/a.jpg")


def test_a_walk_names_files_that_could_be_originals(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"1", "travel/deep/er/b.jpg": b"22", "home/c.jpg": b"333", "home/.hidden": b"4"})
    (library.path / "letter.txt").write_text("at the root nothing is an original")
    (library.path / ".Trash").mkdir()
    (library.path / ".Trash/x").write_text("")
    (library.path / "home/.DS_Store").write_text("")
    (library.path / "home/link").symlink_to(library.path / "travel")
    found = sorted((file.path, file.bytes) for file in originals.walk(library))
    assert found == [("home/.hidden", 1), ("home/c.jpg", 3), ("travel/a.jpg", 1), ("travel/deep/er/b.jpg", 2)]


def test_a_walk_stops_when_the_library_goes(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"1"})
    library.path.rename(library.path.with_name("away"))
    shutil.rmtree(library.path.with_name("away"))
    with pytest.raises(LibraryOffline):
        list(originals.walk(library))
