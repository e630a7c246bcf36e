"""Unfinished files: hashed while written, never left under a name that means something."""

import hashlib
import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.domain.photo import Checksum
from holdfast.errors import Interrupted, LibraryBadPath, LibraryError
from holdfast.library.root import Library
from holdfast.library.writer import Incoming, Written


def parts(library: Library) -> list[Path]:
    return list((library.path / ".holdfast/incoming").iterdir())


@given(st.lists(st.binary(max_size=3000), max_size=8), st.one_of(st.none(), st.integers(0, 20_000)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_what_was_written_is_what_is_there(incoming: Incoming, chunks: list[bytes], size: int | None) -> None:
    content = b"".join(chunks)
    with incoming.new(size) as part:
        for chunk in chunks:
            part.write(chunk)
        written = part.finish()
    expected = Written(hashlib.sha256(content).hexdigest(), hashlib.md5(content).hexdigest(), len(content))
    assert written == part.written == expected
    assert (Path(part.folder.path) / part.name).read_bytes() == content
    part.discard()


def test_room_is_reserved_and_the_rest_given_back(incoming: Incoming, library: Library) -> None:
    with incoming.new(1_000_000) as part:
        assert parts(library)[0].stat().st_blocks * 512 >= 1_000_000
        part.write(b"x")
        part.finish()
    assert parts(library)[0].stat().st_size == 1
    assert parts(library)[0].stat().st_blocks * 512 < 1_000_000


def test_a_part_is_private_until_finished_then_as_the_umask_says(library: Library) -> None:
    before = os.umask(0o027)
    try:
        with Incoming(library) as incoming, incoming.new() as part:
            assert stat.S_IMODE(parts(library)[0].stat().st_mode) == 0o600
            part.finish()
            assert stat.S_IMODE(parts(library)[0].stat().st_mode) == 0o640
    finally:
        os.umask(before)


@pytest.mark.parametrize("modified_ms", [0, 1_600_000_000_123, -2_000_000_000_000])
def test_a_part_gets_the_photos_time(incoming: Incoming, library: Library, modified_ms: int) -> None:
    with incoming.new() as part:
        part.finish(modified_ms)
    assert parts(library)[0].stat().st_mtime_ns == modified_ms * 1_000_000


@pytest.mark.parametrize("modified_ms", [10**30, -(10**30), 10**17])
def test_an_impossible_time_is_left_out(incoming: Incoming, modified_ms: int) -> None:
    with incoming.new() as part:
        assert part.finish(modified_ms).bytes == 0


def test_a_part_that_fails_or_is_not_finished_is_gone(incoming: Incoming, library: Library) -> None:
    part = incoming.new()
    with pytest.raises(TypeError), part:
        part.write("no bytes")  # type: ignore[arg-type]
    assert parts(library) == []
    with incoming.new() as part:
        part.write(b"x")
    assert parts(library) == []
    part.discard()


def test_the_sweep_takes_parts_and_nothing_else(incoming: Incoming, library: Library) -> None:
    place = library.path / ".holdfast/incoming"
    (place / "1.part").write_text("")
    (place / "2.part").write_text("")
    (place / "letter.txt").write_text("")
    (place / "folder.part").mkdir()
    (place / "folder.part/3.part").write_text("")
    (place / "link.part").symlink_to(library.path / ".holdfast/library.json")
    (library.path / "4.part").write_text("")
    assert incoming.sweep() == 2
    assert sorted(path.name for path in place.iterdir()) == ["folder.part", "letter.txt", "link.part"]
    assert (place / "folder.part/3.part").exists()
    assert (library.path / "4.part").exists()
    assert incoming.sweep() == 0


def test_many_threads_write_at_once(incoming: Incoming, library: Library) -> None:
    found: list[tuple[bytes, Written]] = []

    def write(number: int) -> None:
        content = bytes([number]) * 100_000
        with incoming.new(len(content)) as part:
            for start in range(0, len(content), 1000):
                part.write(content[start : start + 1000])
            found.append((content, part.finish()))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(parts(library)) == 8
    assert all(written.sha256 == hashlib.sha256(content).hexdigest() for content, written in found)


def test_incoming_that_leads_elsewhere_is_refused(library: Library, tmp_path: Path) -> None:
    place = library.path / ".holdfast/incoming"
    place.rmdir()
    (tmp_path / "elsewhere").mkdir()
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LibraryBadPath):
        Incoming(library)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_incoming_that_someone_deleted_is_made_again(library: Library) -> None:
    (library.path / ".holdfast/incoming").rmdir()
    with Incoming(library) as incoming, incoming.new() as part:
        part.finish()


def test_incoming_that_vanishes_is_an_error_of_the_library(incoming: Incoming, library: Library) -> None:
    (library.path / ".holdfast/incoming").rmdir()
    with pytest.raises(LibraryError):
        incoming.new()


# From one run to the next


def begun(library: Library, content: bytes) -> tuple[str, str]:
    """A part that an earlier run left: its name, and what it was known by."""
    with Incoming(library) as earlier:
        part = earlier.new(10_000_000)
        part.write(content)
        sha256 = part.keep()
        part.release()
    return part.name, sha256


@pytest.mark.parametrize("size", [100, 5_000_000])
def test_a_part_is_gone_on_with_and_its_sums_are_of_the_whole(library: Library, size: int) -> None:
    first, rest = bytes(range(256)) * (size // 256), b"the rest"
    name, sha256 = begun(library, first)
    declared = Checksum("sha1", "00" * 20)
    with Incoming(library) as incoming:
        part = incoming.take_up(name, len(first), sha256, 10_000_000)
        assert part is not None
        assert (part.size, part.head) == (len(first), first[:512])
        part.expect([declared])
        part.write(rest)
        assert part.finish().sha256 == hashlib.sha256(first + rest).hexdigest()
        assert part.against([declared]) == {declared: hashlib.sha1(first + rest).hexdigest()}
        assert parts(library)[0].read_bytes() == first + rest


def test_bytes_behind_the_note_do_not_count(library: Library) -> None:
    """A kill leaves more than was noted, and room that was reserved."""
    name, _ = begun(library, b"noted and more")
    with Incoming(library) as incoming:
        part = incoming.take_up(name, 5, hashlib.sha256(b"noted").hexdigest(), 100)
        assert part is not None
        part.write(b"!")
        part.finish()
        assert parts(library)[0].read_bytes() == b"noted!"


@pytest.mark.parametrize("harm", ["gone", "rotten", "short", "a link"])
def test_a_part_that_is_not_what_was_noted_is_refused_and_removed(library: Library, harm: str) -> None:
    name, sha256 = begun(library, b"x" * 1000)
    path = library.path / ".holdfast/incoming" / name
    if harm == "rotten":
        path.write_bytes(b"x" * 999 + b"y")
    elif harm == "short":
        path.write_bytes(b"x" * 999)
    else:
        path.unlink()
    if harm == "a link":
        path.symlink_to(library.path / ".holdfast/library.json")
    with Incoming(library) as incoming:
        assert incoming.take_up(name, 1000, sha256) is None
        assert incoming.parts() == set()


def test_a_part_that_somebody_here_still_writes_is_not_taken_up(library: Library, incoming: Incoming) -> None:
    """A thread that hangs in a dead connection may wake any time."""
    part = incoming.new()
    part.write(b"x")
    sha256 = part.keep()
    with Incoming(library) as later:
        assert later.take_up(part.name, 1, sha256) is None
        part.release()
        again = later.take_up(part.name, 1, sha256)
        assert again is not None
        again.discard()


def test_whoever_is_stopped_while_a_part_is_read_back_leaves_it(library: Library) -> None:
    name, sha256 = begun(library, b"x" * 1000)

    def stop() -> None:
        raise Interrupted("stop")

    with Incoming(library) as incoming:
        with pytest.raises(Interrupted):
            incoming.take_up(name, 1000, sha256, look=stop)
        assert incoming.sweep([name]) == 0
        again = incoming.take_up(name, 1000, sha256)
        assert again is not None
        again.discard()
