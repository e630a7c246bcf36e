"""The worker lock: one holder, known by name, gone when its process is."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hurried import HurriedClock

from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.daemon.lock import WorkerLock, alive, holder
from holdfast.errors import Busy

CLOCK = SystemClock()
HOLD = """
import sys
from pathlib import Path
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.daemon.lock import WorkerLock
lock = WorkerLock(Home(Path(sys.argv[1])), sys.argv[2], SystemClock())
print("held" if lock.acquire() else "refused", flush=True)
sys.stdin.read()
lock.release()
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


class Other:
    """Another process that takes the lock, if it can, and keeps it until it is let go."""

    def __init__(self, home: Home, role: str = "daemon") -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(home.path), role], env=environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline().strip()

    def let_go(self) -> None:
        self.process.communicate(timeout=30)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=30)


Another = Callable[[], Other]


@pytest.fixture
def another(home: Home) -> Iterator[Another]:
    """Makes further processes that want the lock; all are ended afterwards."""
    made: list[Other] = []

    def make() -> Other:
        made.append(Other(home))
        return made[-1]

    yield make
    for process in made:
        if process.process.returncode is None:
            process.kill()


@pytest.fixture
def other(another: Another) -> Other:
    """A process that holds the lock."""
    process = another()
    assert process.said == "held"
    return process


def lock_of(home: Home) -> WorkerLock:
    return WorkerLock(home, "command", CLOCK)


def test_nobody_holds_a_lock_that_nobody_took(home: Home) -> None:
    assert holder(home, CLOCK) is None
    assert not home.path.exists()  # a look makes nothing


def test_holder_is_known_by_its_card(home: Home, other: Other) -> None:
    card = holder(home, CLOCK)
    assert card is not None
    assert (card.pid, card.role) == (other.process.pid, "daemon")
    assert abs(card.started_at - CLOCK.now()) < 60
    assert home.worker_card.stat().st_mode & 0o077 == 0


def test_second_one_is_refused_and_told_who(home: Home, other: Other) -> None:
    assert lock_of(home).acquire() is False
    with pytest.raises(Busy) as refused, lock_of(home):
        pass
    assert str(other.process.pid) in refused.value.message
    assert "The daemon" in refused.value.message


def test_released_lock_is_free_at_once(home: Home, other: Other) -> None:
    other.let_go()
    assert holder(home, CLOCK) is None
    assert not home.worker_card.exists()
    with lock_of(home):
        card = holder(home, CLOCK)
        assert card is not None
        assert (card.pid, card.role) == (os.getpid(), "command")
    assert holder(home, CLOCK) is None


def test_card_of_a_killed_holder_is_not_believed(home: Home, other: Other) -> None:
    other.kill()
    assert home.worker_card.exists()
    assert holder(home, CLOCK) is None
    with lock_of(home):
        card = holder(home, CLOCK)
        assert card is not None
        assert card.pid == os.getpid()


def test_card_of_a_living_process_without_the_lock_is_not_believed(home: Home) -> None:
    with lock_of(home):
        said = home.worker_card.read_text()
    home.worker_card.write_text(said)  # our own number: such a process lives
    assert holder(home, CLOCK) is None


@pytest.mark.parametrize("card", ["", "{", "[]", '{"pid": "x"}', json.dumps({"pid": 2**40, "host": "", "role": "?"})])
def test_holder_with_a_spoilt_card_is_still_a_holder(home: Home, other: Other, card: str) -> None:
    home.worker_card.write_text(card)
    found = holder(home, HurriedClock())
    assert found is not None
    assert found.said() == "Another Holdfast"
    with pytest.raises(Busy, match="Another Holdfast is at work"), lock_of(home):
        pass
    assert other.process.poll() is None


def test_looking_neither_disturbs_the_holder_nor_keeps_anyone_out(home: Home, another: Another) -> None:
    """Who looks takes the lock for an instant; who wants it must not be turned away by that."""
    stop, seen = threading.Event(), []

    def look() -> None:
        while not stop.is_set():
            seen.append(holder(home, CLOCK))

    lookers = [threading.Thread(target=look) for _ in range(3)]
    lock = lock_of(home)
    with lock:
        for looker in lookers:
            looker.start()
    try:
        for turn in range(50):
            assert lock.acquire()
            if turn % 25 == 0:
                assert another().said == "refused"
            card = holder(home, CLOCK)
            assert card is not None
            assert card.pid == os.getpid()
            lock.release()
    finally:
        stop.set()
        for looker in lookers:
            looker.join()
    assert None in seen
    assert {card.pid for card in seen if card is not None} == {os.getpid()}


def test_of_many_at_once_one_gets_it(another: Another) -> None:
    with ThreadPoolExecutor(6) as pool:
        others = [future.result() for future in [pool.submit(another) for _ in range(6)]]
    assert sorted(one.said for one in others) == ["held"] + ["refused"] * 5


def test_releasing_what_is_not_held_does_nothing(home: Home, other: Other) -> None:
    lock_of(home).release()
    card = holder(home, CLOCK)
    assert card is not None
    assert card.pid == other.process.pid


def test_full_disk_costs_the_card_not_the_lock(home: Home, another: Another) -> None:
    """Without its card the holder is nameless, and still the only one."""
    home.make()
    home.worker_card.mkdir()  # nothing can be written under that name
    with lock_of(home):
        found = holder(home, CLOCK)
        assert found is not None
        assert found.said() == "Another Holdfast"
        assert another().said == "refused"


def test_which_processes_live() -> None:
    assert alive(os.getpid())
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not alive(ended.pid)
    assert not alive(0)
    assert not alive(-1)
