"""B16–B18: a folder or drive as a source, with all that a file system may hold and do. Real folders, whole backups."""

import errno
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from workplace import Workplace

from holdfast.catalog import Connection, absences, listing, sessions, sources
from holdfast.clock import milliseconds
from holdfast.engine import setup
from holdfast.engine.rebuild import rebuild
from holdfast.errors import ChangedUpstream, Unreadable, UsageError
from holdfast.sources.folder import FolderSource
from holdfast.sources.folder_disk import Disk, Entry

HEAD = b"\xff\xd8\xff\xe0"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


@pytest.fixture
def place(tmp_path: Path, folder: Path) -> Workplace:
    place = Workplace(tmp_path / "place")
    setup.add_folder(place.opened, "laptop", {"path": str(folder)})
    return place


def photo(path: Path, said: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HEAD + said.encode())
    return path


def states(place: Workplace) -> dict[str, str]:
    rows = place.catalog.read(Connection.rows, "SELECT key, state, coalesce(skip_reason, '') AS why FROM photos")
    return {row["key"]: f"{row['state']} {row['why']}".strip() for row in rows}


def problem(place: Workplace) -> str | None:
    row = place.catalog.read(sources.by_name, "laptop")
    return row.problem.code if row.problem else None


def contents(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {each: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.rglob("*") if each.is_file()}


def test_b16_after_a_rebuild_a_folder_needs_no_key_and_nothing_is_copied_again(place: Workplace, folder: Path) -> None:
    photo(folder / "a.jpg", "a")
    place.backup()
    place.close()
    shutil.rmtree(place.home.path)
    rebuild(place.home, place.library, place.key_file, place.clock)
    place.reopen()
    job = place.backup()
    assert (problem(place), place.state()) == (None, "safe")
    assert (job.result["new"], job.result["changed"], job.result["bytes"]) == (0, 0, 0)


def test_b16_a_file_that_is_being_written_waits_until_it_is_still(place: Workplace, folder: Path) -> None:
    growing = photo(folder / "growing.jpg", "half" * 1_000_000)
    source = FolderSource({"path": str(folder)})
    (listed,) = (each for page in source.list(None) for each in page.photos)
    with closing(source.open(listed)) as stream, growing.open("ab") as writer:
        pieces = stream.chunks()
        next(pieces)
        writer.write(b" and the other half")
        writer.flush()
        with pytest.raises(ChangedUpstream):
            list(pieces)
    with closing(source.open(listed)) as stream:
        assert stream.as_listed is False, "other bytes than were listed wait for the next listing"
    with growing.open("ab") as writer:
        writer.truncate(10)
    with closing(source.open(listed)) as stream:
        assert b"".join(stream.chunks()) == growing.read_bytes()
    place.backup()
    assert states(place) == {"growing.jpg": "safe"}


def test_b16_a_file_that_changed_is_copied_anew_and_the_old_bytes_stay(place: Workplace, folder: Path) -> None:
    edited = photo(folder / "edited.jpg", "as it was taken")
    place.backup()
    photo(edited, "as it was edited")
    place.backup()
    assert states(place) == {"edited.jpg": "safe"}
    assert set(place.files().values()) == {HEAD + b"as it was taken", HEAD + b"as it was edited"}


def test_b17_pipes_sockets_links_and_loops_are_named_and_nobody_waits_for_them(
    place: Workplace, folder: Path
) -> None:
    photo(folder / "a.jpg", "a")
    os.mkfifo(folder / "pipe.jpg")
    (folder / "loop").symlink_to(folder)
    (folder / "link.jpg").symlink_to(folder / "a.jpg")
    (folder / "notes.txt").write_text("not a photo", "utf-8")
    photo(folder / ".hidden.jpg", "hidden")
    photo(folder / "@eaDir" / "a.jpg", "a small picture that a storage box made")
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(folder)  # its whole path may be too long for a socket
        try:
            listener.bind("socket.jpg")
        finally:
            os.chdir(here)
        place.backup()
    assert states(place) == {
        "a.jpg": "safe", "pipe.jpg/": "skipped SPECIAL", "socket.jpg/": "skipped SPECIAL", "loop/": "skipped LINK",
        "link.jpg/": "skipped LINK", "notes.txt": "skipped NO_PHOTO",
    }  # fmt: skip
    assert place.status.totals.safe == 1
    assert list(place.files().values()) == [HEAD + b"a"]


def test_b17_a_file_that_turns_into_a_pipe_is_that_photos_failure(folder: Path) -> None:
    turns = photo(folder / "turns.jpg", "a file yet")
    photo(folder / "stays.jpg", "a file")
    source = FolderSource({"path": str(folder)})
    listed = {each.key: each for page in source.list(None) for each in page.photos}
    turns.unlink()
    os.mkfifo(turns)
    with pytest.raises(Unreadable):
        source.open(listed["turns.jpg"])
    assert b"".join(source.open(listed["stays.jpg"]).chunks()) == HEAD + b"a file"


def test_b18_a_drive_that_is_away_is_waited_for_and_nothing_is_gone(place: Workplace, folder: Path) -> None:
    for number in range(3):
        photo(folder / f"{number}.jpg", f"{number}")
    place.backup()
    away = folder.rename(folder.with_name("in a drawer"))
    for _ in range(3):
        place.backup()
        assert problem(place) == "DRIVE_AWAY"
    assert set(states(place).values()) == {"safe"}
    away.rename(folder)
    photo(folder / "new.jpg", "taken meanwhile")
    place.backup()
    assert problem(place) is None
    assert list(states(place).values()) == ["safe"] * 4


def test_b18_another_drive_at_the_same_place_is_noticed_until_a_person_says_that_it_is_right(
    place: Workplace, folder: Path
) -> None:
    for number in range(3):
        photo(folder / f"{number}.jpg", f"{number}")
    place.backup()
    folder.rename(folder.with_name("the right one"))
    photo(folder / "other.jpg", "of another drive")
    for _ in range(3):
        place.backup()
        assert problem(place) == "DRIVE_OTHER"
    assert states(place) == {f"{number}.jpg": "safe" for number in range(3)}
    setup.add_folder(place.opened, "laptop", {"path": str(folder)})
    place.backup()
    assert problem(place) is None
    assert states(place)["other.jpg"] == "safe"


class Locked(Disk):
    """A real one, but for folders of this name, which the system does not let us into."""

    def entries(self, path: bytes) -> Iterator[Entry]:
        if path.endswith(b"/locked"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return super().entries(path)


def test_b17_what_lies_in_a_folder_that_nobody_lets_us_into_is_not_gone(place: Workplace, folder: Path) -> None:
    for name in ("open/1.jpg", "open/2.jpg", "locked/3.jpg", "locked/below/4.jpg"):
        photo(folder / name, name)
    place.backup()
    (folder / "open/2.jpg").unlink()
    row = place.catalog.read(sources.by_name, "laptop")
    source = FolderSource({"path": str(folder)}, disk=Locked())
    for _ in range(3):
        at = milliseconds(place.clock)
        begun = place.catalog.write(sessions.begin, "scan", row.id, None, at)
        for page in source.list(None):
            place.catalog.write(listing.record_page, row.id, begun, page, at)
        place.catalog.write(absences.finish, row.id, row.name, begun, 4, at)
    assert states(place) == {
        "open/1.jpg": "safe", "open/2.jpg": "gone", "locked/3.jpg": "safe", "locked/below/4.jpg": "safe",
        "locked/": "failed",
    }  # fmt: skip


@pytest.mark.parametrize("where", ["library", "library/inside", "home", "."])
def test_a_folder_of_holdfasts_own_or_around_it_is_refused(place: Workplace, where: str) -> None:
    with pytest.raises(UsageError) as refused:
        setup.add_folder(place.opened, "own", {"path": str(place.folder / where)})
    assert refused.value.field == "path"
    assert str(place.folder) in refused.value.message


def test_nothing_is_written_to_the_folder(place: Workplace, folder: Path) -> None:
    photo(folder / "2019" / "a.jpg", "a")
    (folder / "2019" / "a.xmp").write_text("<x:xmpmeta/>", "utf-8")
    before = contents(folder)
    place.backup()
    place.run("full_scan")
    assert contents(folder) == before
    assert states(place) == {"2019/a.jpg": "safe", "2019/a.xmp": "safe"}


def test_names_that_no_cloud_has_come_whole(place: Workplace, folder: Path) -> None:
    names = [
        b"caf\xc3\xa9.jpg", b"cafe\xcc\x81.jpg", b"bytes \xff\xfe.jpg", b"line\nend.jpg", b"n" * 251 + b".jpg",
        b"CON.jpg", b"back\\slash.jpg", b"a:b?.jpg", b" blank .jpg", b"%41.jpg", b"\xef\xbf\xbdFF.jpg", b"A.JPG",
        b"a.jpg",
    ]  # fmt: skip
    for number, name in enumerate(names):
        photo(folder / os.fsdecode(name), f"{number}")
    photo(folder / os.fsdecode(b"\xfffolder") / "in it.jpg", "in it")
    place.backup()
    assert sorted(states(place).values()) == ["safe"] * (len(names) + 1)
    assert sorted(place.files().values()) == sorted([HEAD + b"%d" % number for number in range(len(names))]
                                                    + [HEAD + b"in it"])  # fmt: skip
