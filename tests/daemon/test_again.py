"""Started by the desktop's own library, killed, started again, and ended when asked; given up when it is hopeless."""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from workplace import Workplace

from holdfast.clock import SystemClock
from holdfast.daemon import login, process
from holdfast.daemon.again import PAUSE, TIMES, Keeper
from holdfast.daemon.lock import alive

CLOCK = SystemClock()
PATIENCE = 60.0


class Restless:
    """Waits for nothing, and remembers how long it would have."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def now(self) -> float:
        return CLOCK.now()

    def monotonic(self) -> float:
        return sum(self.waited)

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self.waited.append(seconds)
        return stop is not None and stop.is_set()


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """The keeper hears signals; the tests have their own again afterwards."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path) as made:
        yield made


def until(condition: object) -> None:
    assert callable(condition)
    begun = CLOCK.monotonic()
    while not condition():
        assert CLOCK.monotonic() - begun < PATIENCE
        CLOCK.sleep(0.05)


def launch(desktop_entry: str) -> None:
    """As a desktop does at login: with the GLib that every one of them is made of, or is compatible with."""
    gio = ctypes.CDLL("libgio-2.0.so.0")
    gio.g_desktop_app_info_new_from_filename.restype = ctypes.c_void_p
    found = gio.g_desktop_app_info_new_from_filename(desktop_entry.encode())
    assert found, "the desktop does not take this entry"
    launched = gio.g_app_info_launch(ctypes.c_void_p(found), None, None, None)
    assert launched


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_started_by_the_desktop_killed_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "Jürgen's 100% \"config\""))
    with Workplace(tmp_path / 'a "b" $c %d') as place:
        entry = login.install(place.home, None)
        launch(entry.place)
        until(lambda: process.status(place.home, CLOCK) is not None)
        first = process.status(place.home, CLOCK)
        assert first is not None
        keeper = parent_of(first.pid)
        try:
            os.kill(first.pid, signal.SIGKILL)
            until(lambda: (card := process.status(place.home, CLOCK)) is not None and card.pid != first.pid)
            second = process.status(place.home, CLOCK)
            assert second is not None
            assert parent_of(second.pid) == keeper
        finally:
            os.kill(keeper, signal.SIGTERM)
        until(lambda: not alive(keeper) and process.status(place.home, CLOCK) is None)


def keeper(code: str, clock: Restless, stop: threading.Event) -> Keeper:
    return Keeper([sys.executable, "-c", code], os.environ, stop, clock)


def test_what_crashes_at_once_is_given_up() -> None:
    clock = Restless()
    assert keeper("raise SystemExit(1)", clock, threading.Event()).keep() == 1
    assert len(clock.waited) == TIMES - 1
    assert clock.waited[0] == PAUSE
    assert clock.waited == sorted(set(clock.waited))  # each waits longer than the one before


@pytest.mark.parametrize("code", [0, 2, 5, 6])
def test_what_starting_again_does_not_mend_is_left(code: int) -> None:
    clock = Restless()
    assert keeper(f"raise SystemExit({code})", clock, threading.Event()).keep() == code
    assert clock.waited == []


def test_one_that_is_asked_to_end_before_it_began_ends() -> None:
    stop = threading.Event()
    stop.set()
    assert keeper("import signal; signal.pause()", Restless(), stop).keep() == 0
