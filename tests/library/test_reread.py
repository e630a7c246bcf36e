"""Reading many originals one after the other: what is there, what is not, and that nothing stays open."""

from pathlib import Path

import pytest

from holdfast.errors import Missing
from holdfast.library import originals, root
from holdfast.library.reread import HEAD, PIECE, Rereader
from holdfast.library.root import Library


@pytest.fixture
def filled(tmp_path: Path) -> Library:
    library = root.make(tmp_path / "library", "library", "catalog")
    for name, content in {"a/b/1": b"one", "a/b/2": b"", "a/3": b"x" * (3 * PIECE + 7), "c/4": b"four" * 99}.items():
        path = library.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return library


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.parametrize("ahead", [False, True])
def test_every_file_is_read_as_it_is_and_nothing_stays_open(filled: Library, ahead: bool) -> None:
    paths, before = ["a/b/1", "a/b/2", "a/3", "c/4"], open_files()
    with Rereader(filled) as reader:
        if ahead:
            reader.fetch_ahead([*paths, "a/b/gone", "gone/5"])
        for path in paths:
            pieces: list[int] = []
            found, stored = reader.read(path, pieces.append), originals.hash_original(filled, path)
            assert (found.sha256, found.size, sum(pieces)) == (stored.sha256, stored.bytes, stored.bytes)
            assert found.head == (filled.path / path).read_bytes()[:HEAD]
    assert open_files() == before


def test_what_was_asked_for_ahead_and_never_read_is_let_go(filled: Library) -> None:
    before = open_files()
    with Rereader(filled) as reader:
        reader.fetch_ahead(["a/3", "c/4"])
    assert open_files() == before


@pytest.mark.parametrize("path", ["a/b/gone", "gone/1", "a/b/1/x"])
def test_what_is_not_there_is_missing(filled: Library, path: str) -> None:
    with Rereader(filled) as reader:
        assert reader.status(path) is None
        reader.fetch_ahead([path])
        with pytest.raises(Missing):
            reader.read(path)


def test_no_link_is_followed(filled: Library) -> None:
    (filled.path / "a/link").symlink_to("/etc/hostname")
    (filled.path / "d").symlink_to(filled.path / "a")
    with Rereader(filled) as reader:
        assert (reader.status("a/link"), reader.status("d/3")) == (None, None)
        for path in ("a/link", "d/3"):
            with pytest.raises(Missing):
                reader.read(path)
        found = reader.status("a/3")
        assert found is not None
        assert found.bytes == 3 * PIECE + 7
