"""The parent believes nothing that a worker says."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import halves, saved

from holdfast.clock import SystemClock
from holdfast.errors import Interrupted, ThumbnailFailed, ThumbnailsStopped
from holdfast.thumbnails import maker as module
from holdfast.thumbnails import process
from holdfast.thumbnails.cache import PREFIXES, Cache
from holdfast.thumbnails.maker import Maker

HELLO = "import sys; from holdfast.thumbnails import frame; out = sys.stdout.buffer; "
ASKED = "frame.send(out, {}, 0, []); frame.receive(sys.stdin.buffer, 10**9); "

LIES = {
    "an endless body": ASKED + "out.write(frame.LENGTHS.pack(2, 2**40) + b'{}'); out.flush(); sys.stdin.read()",
    "an endless head": ASKED + "out.write(frame.LENGTHS.pack(2**31, 0)); out.flush(); sys.stdin.read()",
    "no JSON": ASKED + "out.write(frame.LENGTHS.pack(2, 0) + b'{['); out.flush(); sys.stdin.read()",
    "a list": ASKED + "out.write(frame.LENGTHS.pack(2, 0) + b'[]'); out.flush(); sys.stdin.read()",
    "active content": ASKED + "frame.send(out, {'state': 'made', 'width': 9, 'height': 9, 'facts': {}}, 4, [b'<svg'])",
    "no size": ASKED + "frame.send(out, {'state': 'made', 'facts': {}}, 3, [bytes((255, 216, 255))])",
    "an unknown word": ASKED + "frame.send(out, {'state': 'hello'}, 0, [])",
    "half an answer": ASKED + "out.write(frame.LENGTHS.pack(2, 10) + b'{}' + b'123'); out.flush()",
}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo"
    path.write_bytes(saved(halves(), "JPEG"))
    return path


@pytest.fixture
def maker() -> Iterator[Maker]:
    one = Maker(SystemClock(), patience=10)
    yield one
    one.close()


@pytest.mark.parametrize("lie", LIES)
def test_d3_a_lie_is_a_failure_of_one_picture(
    maker: Maker, photo: Path, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    monkeypatch.setattr(module, "program", lambda: [sys.executable, "-c", HELLO + LIES[lie]])
    with photo.open("rb") as file, pytest.raises(ThumbnailFailed):
        maker.make(file, 256)
    monkeypatch.undo()
    maker._end()
    with photo.open("rb") as file:
        assert maker.make(file, 256).width == 64


def test_facts_of_a_wrong_kind_are_dropped(maker: Maker, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {"width": "x", "taken_at": 5, "latitude": 45.5, "longitude": 7.5, "iso": -3, "no": 1}
    said = {"state": "made", "width": 9, "height": 9, "facts": facts}
    answer = f"frame.send(out, {said!r}, 3, [bytes((255, 216, 255))])"
    monkeypatch.setattr(module, "program", lambda: [sys.executable, "-c", HELLO + ASKED + answer])
    with photo.open("rb") as file:
        found = maker.make(file, 256).facts
    assert (found.width, found.taken_at, found.latitude, found.iso) == (None, None, 45.5, None)


def test_a_worker_that_cannot_start_is_no_fault_of_a_picture(
    maker: Maker, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "program", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
    with photo.open("rb") as file, pytest.raises(ThumbnailsStopped):
        maker.make(file, 256)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_there(pid: int) -> bool:
    """Also true of a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_d3_an_idle_worker_that_is_killed_blames_no_photo_and_leaves_no_zombie(maker: Maker, photo: Path) -> None:
    with photo.open("rb") as file:
        maker.make(file, 256)
        first = maker.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert maker.make(file, 256).width == 64  # at once, when its death may not be known yet
        second = maker.pid
        assert second is not None
        os.kill(second, signal.SIGKILL)
        until(lambda: not is_there(second))  # though nobody asks for anything
        assert maker.pid is None
        assert maker.make(file, 256).width == 64
    until(lambda: not is_there(first))


def test_d3_a_worker_that_is_killed_at_work_is_tried_once_more(maker: Maker, photo: Path, tmp_path: Path) -> None:
    with photo.open("rb") as file:
        maker.make(file, 256)
        assert maker.pid is not None
        os.kill(maker.pid, signal.SIGSTOP)
        stopped = maker.pid
        killer = threading.Timer(0.3, os.kill, (stopped, signal.SIGKILL))
        killer.start()
        assert maker.make(file, 256).width == 64
    killer.join()
    assert maker.pid != stopped


FORKED = "import os, time; child = os.fork(); pid = os.getpid(); open({path!r}, 'a').write(f'{{pid}} '); time.sleep(60)"


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
@pytest.mark.parametrize("when", ["before it is ready", "at a picture", "at a picture, and dies itself"])
def test_d3_patience_cannot_be_escaped_by_a_child(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """The child has the pipes as well: the parent would read on, were the child not ended too."""
    pids = tmp_path / "pids"
    code = FORKED.format(path=str(pids))
    if when != "before it is ready":
        code = HELLO + ASKED + code
    if when.endswith("itself"):
        code = code.replace("child = os.fork()", "os._exit(1) if os.fork() else None")
    monkeypatch.setattr(module, "program", lambda: [sys.executable, "-c", code])
    monkeypatch.setattr(module, "STARTING", 2)
    one = Maker(SystemClock(), patience=2)
    began = time.monotonic()
    with photo.open("rb") as file, pytest.raises((ThumbnailFailed, ThumbnailsStopped)):
        one.make(file, 256)
    assert time.monotonic() - began < 15  # twice a start and its patience, and not a minute
    one.close()
    until(lambda: not any(is_there(int(pid)) for pid in pids.read_text().split()) if pids.exists() else True)


def test_after_close_nothing_is_started(maker: Maker, photo: Path) -> None:
    maker.close()
    with photo.open("rb") as file, pytest.raises(Interrupted):
        maker.make(file, 256)
    assert maker.pid is None


def test_a_worker_that_has_grown_is_replaced(maker: Maker, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with photo.open("rb") as file:
        maker.make(file, 256)
        assert maker.pid is not None
        monkeypatch.setattr(module, "GROWN", 1)
        file.seek(0)
        maker.make(file, 256)
    assert maker.pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the worker is asked itself")
def test_a_worker_is_not_taken_for_grown_because_its_parent_is_large(
    maker: Maker, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GROWN", 250 * 1024**2)
    large = bytearray(b"x") * (300 * 1024**2)
    with photo.open("rb") as file:
        maker.make(file, 256)
    assert len(large) > module.GROWN
    assert maker.pid is not None


def test_the_cache_has_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "thumbnails")
    md5 = "0f" * 16
    assert [list(cache.walk(prefix)) for prefix in PREFIXES] == [[]] * 256
    path = cache.put(md5, 256, b"one")
    assert path == cache.put(md5, 256, b"two")
    assert path.read_bytes() == b"two"
    assert sys.platform == "win32" or path.stat().st_mode & 0o777 == 0o600
    (path.parent / "other.jpg").write_bytes(b"x")
    assert sorted((kept.md5 or "", kept.size) for kept in cache.walk("0f")) == [("", 0), (md5, 256)]
    cache.remove(md5, 256)
    cache.remove(md5, 256)
    assert not path.exists()


def test_a_holdfast_that_is_one_program_is_its_own_worker(
    maker: Maker, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "program", lambda: [sys.executable, "-m", "holdfast", process.WORD])
    with photo.open("rb") as file:
        assert maker.make(file, 256).width == 64
