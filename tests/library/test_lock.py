"""F5 and F6: one Holdfast at a time writes into a library, and nobody who crashed is in the way."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from holdfast.clock import SystemClock
from holdfast.errors import LibraryInUse
from holdfast.library import lock, processes, root
from holdfast.library.lock import Card, LibraryLock, holder
from holdfast.library.processes import Process, machine, myself

HOLDING = """
import sys
from pathlib import Path
from holdfast.clock import SystemClock
from holdfast.library import root
from holdfast.library.lock import LibraryLock
with root.open(sys.argv[1], None) as library, LibraryLock(library, Path("/other/home"), SystemClock()):
    print("held", flush=True)
    sys.stdin.read()
"""
CLOCK = SystemClock()
HOME = Path("/my/home")
ELSEWHERE = Process(4711, "another-boot", "123")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[root.Library]:
    with root.make(tmp_path / "library", "library", "catalog") as made:
        yield made


@contextmanager
def held_elsewhere(library: root.Library, *before: str) -> Iterator[subprocess.Popen[str]]:
    """Another process of this computer, with another home, at work in the library."""
    command = [*before, sys.executable, "-c", HOLDING, str(library.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def card(library: root.Library, said: Card) -> None:
    (library.path / ".holdfast/lock").write_text(json.dumps(asdict(said)), "utf-8")


def test_f5_a_second_home_is_told_who_writes_and_since_when(library: root.Library) -> None:
    with held_elsewhere(library) as process:
        with pytest.raises(LibraryInUse) as refused, LibraryLock(library, HOME, CLOCK):
            pass
        for word in ("/other/home", socket.gethostname(), f"process {process.pid}", "since", str(library.path)):
            assert word in refused.value.message
        assert (refused.value.code, refused.value.exit_code) == ("LIBRARY_IN_USE", 6)
        found = holder(library)
        assert found is not None
        assert found.process.pid == process.pid


def test_f5_whoever_has_finished_is_named_no_more(library: root.Library) -> None:
    with LibraryLock(library, HOME, CLOCK):
        assert holder(library) is not None
    assert holder(library) is None
    with LibraryLock(library, HOME, CLOCK):
        pass


def test_f6_a_killed_writer_is_out_of_the_way_at_once(library: root.Library) -> None:
    with held_elsewhere(library) as process:
        process.kill()
        process.wait()
        assert holder(library) is not None  # its card is left behind
        with LibraryLock(library, HOME, CLOCK):
            pass


def test_f6_a_card_from_before_this_computer_was_started_anew_does_not_count(
    library: root.Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "machine-id").write_text("0123456789abcdef\n", "ascii")
    monkeypatch.setattr(processes, "NUMBER", tmp_path / "machine-id")
    card(library, Card(socket.gethostname(), "/other", ELSEWHERE, CLOCK.now(), CLOCK.now(), machine()))
    with LibraryLock(library, HOME, CLOCK):
        pass


@pytest.mark.parametrize(("age", "counts"), [(5.0, True), (lock.STALE + 5, False)])
def test_f5_f6_another_computer_counts_as_long_as_it_renews_its_card(
    library: root.Library, age: float, counts: bool
) -> None:
    """As on a network drive whose locks do not reach from one computer to the other."""
    at = CLOCK.now() - age
    card(library, Card("another-computer", "/home/anna", ELSEWHERE, at, at))
    if not counts:
        with LibraryLock(library, HOME, CLOCK):
            assert "another-computer" not in (library.path / ".holdfast/lock").read_text("utf-8")
        return
    with pytest.raises(LibraryInUse) as refused, LibraryLock(library, HOME, CLOCK):
        pass
    assert "another-computer" in refused.value.message


def test_f5_a_card_is_renewed_while_the_work_goes_on(
    library: root.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "RENEWED", 0.01)
    with LibraryLock(library, HOME, CLOCK):
        first = holder(library)
        assert first is not None
        deadline = CLOCK.monotonic() + 30
        while (now := holder(library)) is None or now.renewed <= first.renewed:
            assert CLOCK.monotonic() < deadline
        assert replace(now, renewed=first.renewed) == first


@pytest.mark.parametrize("text", ["", "{", '{"host": 1}', "[]", "x" * 5000])
def test_f6_a_torn_card_is_nobodys(library: root.Library, text: str) -> None:
    (library.path / ".holdfast/lock").write_text(text, "utf-8")
    assert holder(library) is None
    with LibraryLock(library, HOME, CLOCK):
        found = holder(library)
    assert found is not None
    assert found.process == myself()


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_f5_f6_where_the_drive_knows_no_locks_the_card_of_a_living_process_keeps_others_out(
    library: root.Library,
) -> None:
    without = ["strace", "-f", "-qq", "-o", "/dev/null", "-etrace=flock", "-einject=flock:error=ENOLCK"]
    with held_elsewhere(library, *without):
        first = holder(library)
        assert first is not None
        second = subprocess.run(
            [*without, sys.executable, "-c", HOLDING, str(library.path)], capture_output=True, text=True, input=""
        )
        assert f"LibraryInUse: The library {library.path} is in use" in second.stderr
        assert f"process {first.process.pid}" in second.stderr
    with suppress(ProcessLookupError):  # strace may have taken it along
        os.kill(first.process.pid, signal.SIGKILL)
    third = subprocess.run(
        [*without, sys.executable, "-c", HOLDING, str(library.path)], capture_output=True, text=True, input=""
    )
    assert third.stdout == "held\n", third.stderr


def test_f5_another_computer_of_the_same_name_counts(library: root.Library) -> None:
    card(library, Card(socket.gethostname(), "/home/anna", ELSEWHERE, CLOCK.now(), CLOCK.now(), "another-machine"))
    with pytest.raises(LibraryInUse) as refused, LibraryLock(library, HOME, CLOCK):
        pass
    assert "/home/anna" in refused.value.message
    found = holder(library)
    assert found is not None
    assert found.home == "/home/anna"


def test_this_computer_is_the_same_one_in_every_process() -> None:
    asked = "from holdfast.library.processes import machine; print(machine())"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.strip() == machine()


def test_f5_whoever_slept_and_was_followed_writes_no_more_and_leaves_the_other_alone(
    library: root.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It slept past ten minutes, and another computer that sees no locks from here took over, as it should."""
    monkeypatch.setattr(lock, "RENEWED", 0.01)
    other = Card("nas", "/home/nas", ELSEWHERE, CLOCK.now(), CLOCK.now(), "nas-machine")
    with LibraryLock(library, HOME, CLOCK):
        library.check()
        card(library, other)
        for writing in (True, False):
            with pytest.raises(LibraryInUse) as stopped:
                library.check(writing=writing)
            assert "/home/nas" in stopped.value.message
        renewing = [thread for thread in threading.enumerate() if thread.name == "library-lock"]
        for thread in renewing:
            thread.join(30)
            assert not thread.is_alive()
        assert holder(library) == other
    assert holder(library) == other
    library.check()


def test_f6_what_a_crash_left_while_we_slept_stops_nobody(
    library: root.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "RENEWED", 0.01)
    at = CLOCK.now() - lock.STALE - 5
    with LibraryLock(library, HOME, CLOCK):
        card(library, Card("nas", "/home/nas", ELSEWHERE, at, at, "nas-machine"))
        library.check()
        deadline = CLOCK.monotonic() + 30
        while (now := holder(library)) is None or now.process != myself():
            assert CLOCK.monotonic() < deadline
    assert holder(library) is None
