"""The manifest: GNU's format, true after a crash, and no line of an existing file is ever lost."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.library import manifest
from holdfast.library.manifest import Entry
from holdfast.library.root import Library
from holdfast.library.writer import Landing

Store = Callable[[dict[str, bytes]], Landing]
HASH, OTHER = "a" * 64, "b" * 64


def text(library: Library) -> bytes:
    return (library.path / manifest.NAME).read_bytes()


def names() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(st.lists(st.tuples(names(), st.sampled_from([HASH, OTHER])), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_lines_are_read_back(library: Library, lines: list[tuple[str, str]]) -> None:
    (library.path / manifest.NAME).unlink(missing_ok=True)
    entries = [Entry(path, sha256) for path, sha256 in lines]
    manifest.append(library, entries)
    assert list(manifest.read(library)) == entries


def test_lines_look_as_sha256sum_writes_them(library: Library) -> None:
    names = ["plain.jpg", "two  blanks", "back\\slash", "line\nfeed", "carriage\rreturn", "é\u202e😀", "*star"]
    for name in names:
        (library.path / name).write_bytes(name.encode())
    theirs = subprocess.run(["sha256sum", "--", *names], cwd=library.path, capture_output=True, check=True).stdout
    (library.path / manifest.NAME).write_bytes(theirs)
    entries = list(manifest.read(library))
    assert [entry.path for entry in entries] == names
    (library.path / manifest.NAME).unlink()
    manifest.append(library, entries)
    ours = text(library)
    if b"\\r" in theirs:  # older ones did not escape a carriage return, though they read it
        assert ours == theirs
    command = ["sha256sum", "--strict", "--quiet", "-c", manifest.NAME]
    assert subprocess.run(command, cwd=library.path, capture_output=True).stderr == b""


def test_names_that_are_no_text_are_kept_as_bytes(library: Library) -> None:
    (library.path / manifest.NAME).write_bytes(HASH.encode() + b"  travel/\xff.jpg\n")
    entries = list(manifest.read(library))
    (library.path / manifest.NAME).unlink()
    manifest.append(library, entries)
    assert text(library) == HASH.encode() + b"  travel/\xff.jpg\n"


@pytest.mark.parametrize("tail", [b"abc", HASH.encode()[:40], HASH.encode() + b"  travel/cut", b"\0" * 70_000, b"\0"])
def test_a_torn_last_line_is_not_seen_and_cut_off(store: Store, library: Library, tail: bytes) -> None:
    store({"travel/a.jpg": b"a"})
    with (library.path / manifest.NAME).open("ab") as file:
        file.write(tail)
    assert [entry.path for entry in manifest.read(library)] == ["travel/a.jpg"]
    store({"travel/b.jpg": b"b"})
    assert [entry.path for entry in manifest.read(library)] == ["travel/a.jpg", "travel/b.jpg"]
    assert text(library).count(b"\n") == 2
    assert b"\0" not in text(library)


def test_a_last_line_that_only_lacks_its_end_is_kept(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"a"})
    (library.path / manifest.NAME).write_bytes(text(library).rstrip(b"\n"))
    store({"travel/b.jpg": b"b"})
    assert [entry.path for entry in manifest.read(library)] == ["travel/a.jpg", "travel/b.jpg"]


def test_a_manifest_of_nothing_but_a_torn_line_is_mended(library: Library) -> None:
    (library.path / manifest.NAME).write_bytes(b"x" * 200_000)
    assert list(manifest.read(library)) == []
    manifest.append(library, [Entry("travel/a.jpg", HASH)])
    assert text(library) == HASH.encode() + b"  travel/a.jpg\n"


def test_lines_that_make_no_sense_are_passed_over(library: Library) -> None:
    whole = HASH.encode() + b"  travel/a.jpg\n"
    (library.path / manifest.NAME).write_bytes(b"\n# comment\n" + whole + b"XYZ  b\n" + b"z" * 64 + b"  c\n")
    assert list(manifest.read(library)) == [Entry("travel/a.jpg", HASH)]


def test_compaction_merges_sorts_and_believes_the_catalog(store: Store, library: Library) -> None:
    store({"travel/b.jpg": b"b", "travel/a.jpg": b"a", "home/é.jpg": b"c"})
    manifest.append(library, [Entry("travel/b.jpg", OTHER), Entry("travel/gone.jpg", HASH)])
    known = [Entry("travel/b.jpg", HASH), Entry("travel/lost but known.jpg", HASH)]
    assert manifest.compact(library, iter(known)) == 4
    entries = {entry.path: entry.sha256 for entry in manifest.read(library)}
    assert list(entries) == ["home/é.jpg", "travel/a.jpg", "travel/b.jpg", "travel/lost but known.jpg"]
    assert entries["travel/b.jpg"] == HASH
    assert list((library.path / ".holdfast/incoming").iterdir()) == []


def test_compaction_keeps_what_somebody_else_listed(library: Library) -> None:
    (library.path / "own").mkdir()
    (library.path / "own/letter.txt").write_text("x")
    (library.path / "own/link").symlink_to("letter.txt")
    foreign = [
        Entry("own/letter.txt", HASH),
        Entry("own/letter.txt", OTHER),
        Entry("own/link", HASH),
        Entry("../x", HASH),
    ]
    manifest.append(library, foreign)
    manifest.compact(library, [])
    assert list(manifest.read(library)) == [Entry("own/letter.txt", OTHER)]


def test_compaction_that_fails_leaves_the_old_manifest(store: Store, library: Library) -> None:
    store({"travel/a.jpg": b"a"})
    before = text(library)

    def broken() -> list[Entry]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        manifest.compact(library, (entry for _ in "x" for entry in broken()))
    assert text(library) == before
    assert list((library.path / ".holdfast/incoming").iterdir()) == []


def test_a_manifest_that_is_a_link_is_not_followed(library: Library, tmp_path: Path) -> None:
    from holdfast.errors import LibraryBadPath

    (tmp_path / "victim").write_text("mine")
    (library.path / manifest.NAME).symlink_to(tmp_path / "victim")
    with pytest.raises(LibraryBadPath):
        manifest.append(library, [Entry("travel/a.jpg", HASH)])
    assert (tmp_path / "victim").read_text() == "mine"
