"""The parent believes nothing that a worker says."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import halves, saved

from holdfast.clock import SystemClock
from holdfast.errors import Interrupted, ThumbnailFailed, ThumbnailsStopped
from holdfast.thumbnails import maker as module
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
    facts = {"width": "x", "taken_at": 5, "latitude": 45.5, "no": 1}
    said = {"state": "made", "width": 9, "height": 9, "facts": facts}
    answer = f"frame.send(out, {said!r}, 3, [bytes((255, 216, 255))])"
    monkeypatch.setattr(module, "program", lambda: [sys.executable, "-c", HELLO + ASKED + answer])
    with photo.open("rb") as file:
        found = maker.make(file, 256).facts
    assert (found.width, found.taken_at, found.latitude) == (None, None, 45.5)


def test_a_worker_that_cannot_start_is_no_fault_of_a_picture(
    maker: Maker, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "program", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
    with photo.open("rb") as file, pytest.raises(ThumbnailsStopped):
        maker.make(file, 256)


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


def test_the_cache_has_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "thumbnails")
    md5 = "0f" * 16
    assert [list(cache.walk(prefix)) for prefix in PREFIXES] == [[]] * 256
    path = cache.put(md5, 256, b"one")
    assert path == cache.put(md5, 256, b"two")
    assert path.read_bytes() == b"two"
    (path.parent / "other.jpg").write_bytes(b"x")
    assert sorted((kept.md5 or "", kept.size) for kept in cache.walk("0f")) == [("", 0), (md5, 256)]
    cache.remove(md5, 256)
    cache.remove(md5, 256)
    assert not path.exists()


def test_a_holdfast_that_is_one_program_is_its_own_worker(
    maker: Maker, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "program", lambda: [sys.executable, "-m", "holdfast", module.WORD])
    with photo.open("rb") as file:
        assert maker.make(file, 256).width == 64
