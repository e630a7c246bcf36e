"""Starting and stopping the daemon from another process: the answers, and that nothing is left behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from workplace import Workplace

from holdfast.clock import SystemClock
from holdfast.daemon import process
from holdfast.daemon.lock import WorkerLock, holder
from holdfast.daemon.process import Start, Stop

CLOCK = SystemClock()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(tmp_path) as made:
        yield made
        process.stop(made.home, CLOCK)


def test_started_running_stopped(place: Workplace) -> None:
    assert process.status(place.home, CLOCK) is None
    started = process.start(place.home, None, CLOCK)
    assert started.answer is Start.STARTED
    card = process.status(place.home, CLOCK)
    assert card is not None
    assert (card.pid, card.role) == (started.pid, "daemon")
    again = process.start(place.home, None, CLOCK)
    assert (again.answer, again.pid) == (Start.ALREADY_RUNNING, started.pid)
    assert process.stop(place.home, CLOCK) is Stop.STOPPED
    assert process.status(place.home, CLOCK) is None
    assert process.stop(place.home, CLOCK) is Stop.NOT_RUNNING


def test_it_is_detached_from_whoever_started_it(place: Workplace) -> None:
    started = process.start(place.home, None, CLOCK)
    assert started.pid is not None
    assert os.getsid(started.pid) == started.pid  # a session of its own: closing the terminal does not end it
    assert os.getsid(started.pid) != os.getsid(0)


def test_a_command_at_work_is_not_taken_for_the_daemon(place: Workplace) -> None:
    with WorkerLock(place.home, "command", CLOCK):
        started = process.start(place.home, None, CLOCK)
        assert (started.answer, started.pid) == (Start.BUSY, os.getpid())
        assert process.status(place.home, CLOCK) is None
        assert process.stop(place.home, CLOCK) is Stop.BUSY  # and we still live


def test_one_that_ends_at_once_is_quoted(place: Workplace) -> None:
    place.key_file.chmod(0o644)
    started = process.start(place.home, None, CLOCK)
    assert (started.answer, started.exit_code) == (Start.FAILED, 5)
    assert "chmod 600" in started.said
    assert "Traceback" not in started.said
    assert holder(place.home, CLOCK) is None


def test_only_what_it_said_itself_is_quoted(place: Workplace) -> None:
    place.home.log_file.write_text("an older complaint\n")
    place.key_file.rename(place.folder / "elsewhere")
    started = process.start(place.home, None, CLOCK)
    assert started.answer is Start.FAILED
    assert "older complaint" not in started.said
    assert str(place.key_file) in started.said


def test_one_that_does_not_end_is_not_killed(place: Workplace) -> None:
    started = process.start(place.home, None, CLOCK)
    assert started.pid is not None
    os.kill(started.pid, signal.SIGSTOP)
    try:
        assert process.stop(place.home, CLOCK, patience=0.3) is Stop.STILL_STOPPING
        assert process.status(place.home, CLOCK) is not None
    finally:
        os.kill(started.pid, signal.SIGCONT)
    while holder(place.home, CLOCK) is not None:
        CLOCK.sleep(0.01)


def test_what_another_process_needs_is_given_without_secrets(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLOUDINARY_URL", "CLOUDINARY_API_SECRET"):
        monkeypatch.setenv(name, "canary")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["daemon", "/somewhere"]))
    given = process.environment(place.home, Path("some.key"))
    assert "canary" not in given.values()
    assert given["HOLDFAST_HOME"] == str(place.home.path)
    assert given["HOLDFAST_KEY_FILE"] == str(Path("some.key").absolute())
    assert all(Path(part).is_absolute() for part in given["PYTHONPATH"].split(os.pathsep))
    assert "canary" not in " ".join(process.program())
