"""A folder leads to what is in it and nowhere else, held open or, as on Windows, by its path."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from holdfast.library.folder import Folder

WAYS = pytest.mark.parametrize("by_handle", [True, False], ids=["held open", "by path"])


@pytest.fixture(params=[True, False], ids=["held open", "by path"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder]:
    (tmp_path / "here").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_text("key")
    with Folder.open(str(tmp_path / "here"), by_handle=request.param) as held:
        yield held


def write(folder: Folder, name: str, text: str) -> None:
    file = folder.open_file(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    os.write(file, text.encode())
    os.close(file)


def refusal(attempt: Callable[..., object], *arguments: object) -> int | None:
    """The error number that an attempt ends with; None when it succeeds."""
    try:
        attempt(*arguments)
    except OSError as error:
        return error.errno
    return None


def test_a_file_is_made_found_moved_and_never_replaced(folder: Folder, tmp_path: Path) -> None:
    write(folder, "a.part", "a")
    write(folder, "b", "b")
    with folder.make("inner") as inner:
        with pytest.raises(FileExistsError):
            folder.rename_new("a.part", folder, "b")
        folder.rename_new("a.part", inner, "a")
        inner.sync()
        assert [entry.name for entry in inner.entries()] == ["a"]
        status = inner.status("a")
        assert status is not None
        assert status.st_size == 1
    assert folder.status("a.part") is None
    assert (tmp_path / "here/b").read_text() == "b"
    assert (tmp_path / "here/inner/a").read_text() == "a"


def test_making_a_folder_again_finds_it(folder: Folder) -> None:
    folder.make("inner").close()
    folder.make("inner").close()
    folder.enter("inner").close()
    with pytest.raises(FileNotFoundError):
        folder.enter("nowhere")


def test_no_link_is_followed(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "here/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "here/file").symlink_to(tmp_path / "outside/secret")
    (tmp_path / "here/new").symlink_to(tmp_path / "outside/new")
    for attempt in (folder.enter, folder.make):
        assert refusal(attempt, "folder") in (errno.ENOTDIR, errno.ELOOP)
    for name, flags in (("file", os.O_RDONLY), ("file", os.O_WRONLY), ("new", os.O_WRONLY | os.O_CREAT)):
        assert refusal(folder.open_file, name, flags) == errno.ELOOP
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["secret"]


@pytest.mark.timeout(10)
def test_a_pipe_or_folder_is_no_file_and_nobody_waits_for_it(folder: Folder, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "here/pipe")
    (tmp_path / "here/folder").mkdir()
    for name in ("pipe", "folder"):
        assert refusal(folder.open_file, name, os.O_RDONLY) == errno.ELOOP


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/etc/passwd", "../outside/secret", "a\0b"])
def test_a_name_that_leads_elsewhere_is_refused(folder: Folder, name: str) -> None:
    for attempt in (folder.enter, folder.make, folder.status, folder.remove_part):
        with pytest.raises(ValueError, match="not a"):
            attempt(name)
    with pytest.raises(ValueError, match="not a name"):
        folder.open_file(name, os.O_RDONLY)


def test_only_unfinished_files_can_be_removed(folder: Folder, tmp_path: Path) -> None:
    write(folder, "a.jpg", "a")
    write(folder, "a.part", "a")
    with pytest.raises(ValueError, match="unfinished"):
        folder.remove_part("a.jpg")
    folder.remove_part("a.part")
    folder.remove_part("a.part")
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["a.jpg"]


def test_two_look_through_a_folder_at_once(folder: Folder) -> None:
    for number in range(300):
        write(folder, str(number), "")
    first, second = folder.entries(), folder.entries()
    found = [(one.name, other.name) for one, other in zip(first, second, strict=True)]
    assert len({one for one, _ in found}) == len({other for _, other in found}) == 300


@WAYS
def test_what_is_no_folder_is_refused(tmp_path: Path, by_handle: bool) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError):
        Folder.open(str(tmp_path / "file"), by_handle)
    with pytest.raises(FileNotFoundError):
        Folder.open(str(tmp_path / "nowhere"), by_handle)


def test_a_moved_folder_is_still_the_one_that_was_opened(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with Folder.open(str(tmp_path / "here")) as held:
        (tmp_path / "here").rename(tmp_path / "there")
        (tmp_path / "here").mkdir()
        write(held, "a", "a")
    assert (tmp_path / "there/a").exists()
    assert not (tmp_path / "here/a").exists()
