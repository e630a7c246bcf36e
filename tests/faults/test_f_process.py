"""Rows F1, F4, F6, F7, F11 and F12: what becomes of processes, sleep and streams. Kills and power cuts are in
`tests/crash/`, clocks in `tests/engine/test_clock.py`."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person
from workplace import Workplace

from holdfast.catalog import Connection, sessions
from holdfast.daemon.lock import Card, WorkerLock, holder
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.faults import Faults

HOURS = 3_600_000


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    faults = Faults()
    faults.plan("stall", skip=20)
    with StandIn(60, seed=9, nasty=False, faults=faults) as running:
        yield running


@pytest.fixture
def person(tmp_path: Path, cloud: StandIn) -> Iterator[Person]:
    """Somebody whose backups stop in the middle of the twenty-first photo, once, until it is given up."""
    with Person(tmp_path, cloud) as one:
        one.set_up().run("config", "set", "downloads_at_once", "1")
        yield one


def in_the_middle(person: Person, cloud: StandIn) -> "subprocess.Popen[str]":
    """A daemon that has come to the photo that stalls."""
    running = person.start("daemon", "run")
    person.until(lambda: cloud.asked("delivery") + cloud.asked("download") > 20)
    return running


def runs(person: Person) -> list[tuple[str, str, str | None]]:
    """What the catalog says of each run: its kind, how it ended, and why."""
    found = person.run("sessions", "--json").json
    return [(run["kind"], run["outcome"], run["code"]) for run in found]


def test_f1_sigterm_in_the_middle_of_a_photo_ends_it_in_five_seconds_and_is_remembered(
    person: Person, cloud: StandIn
) -> None:
    running = in_the_middle(person, cloud)
    began = person.clock.monotonic()
    running.send_signal(signal.SIGTERM)
    ended = person.finish(running)
    assert person.clock.monotonic() - began < 5 and ended.code == 0
    assert ("download", "interrupted", None) in runs(person)
    assert list(person.library.rglob("*.part")) == []
    person.run("backup").says("All 60 photos are safe.")
    assert cloud.asked("delivery") + cloud.asked("download") <= 60 + 2


def test_f4_a_daemon_that_is_killed_for_want_of_memory_is_gone_on_from(person: Person, cloud: StandIn) -> None:
    running = in_the_middle(person, cloud)
    running.kill()  # as the system does: SIGKILL, without a word
    running.communicate()
    again = person.start("daemon", "run")
    person.until(lambda: person.run("status", "--json").json["state"] == "safe")
    assert holder(person.home, person.clock) is not None
    again.send_signal(signal.SIGTERM)
    person.finish(again)
    assert cloud.asked("delivery") + cloud.asked("download") <= 60 + 20 + 2  # the batch under way came again


def test_f6_a_lock_left_by_a_dead_process_is_taken_over_silently_whoever_has_its_number_now(person: Person) -> None:
    """The lock is the system's and dies with its holder. What is left is a card, which may name a living process."""
    lock = WorkerLock(person.home, "daemon", person.clock)
    assert lock.acquire()
    card = json.loads(person.home.worker_card.read_text())
    lock.release()
    person.home.worker_card.write_text(json.dumps({**card, "pid": os.getppid(), "started_at": 1.0}))
    assert holder(person.home, person.clock) is None
    ended = person.run("status")
    assert "is at work" not in ended.out
    with WorkerLock(person.home, "command", person.clock):
        found = holder(person.home, person.clock)
        assert isinstance(found, Card) and found.pid == os.getpid()


def test_f7_stopped_and_woken_it_fetches_on_with_no_failure(person: Person, cloud: StandIn) -> None:
    """As a laptop that sleeps in the middle of a photo: its sockets are dead when it wakes."""
    person.run("config", "set", "stalled_after_seconds", "2")
    running = in_the_middle(person, cloud)
    running.send_signal(signal.SIGSTOP)
    cloud.drop_connections()
    running.send_signal(signal.SIGCONT)
    person.until(lambda: person.run("status", "--json").json["state"] == "safe")
    running.send_signal(signal.SIGTERM)
    person.finish(running)
    assert [run for run in runs(person) if run[1] == "failed"] == []
    assert cloud.asked("delivery") + cloud.asked("download") <= 60 + 2


def test_f7_a_job_that_was_cut_short_days_ago_looks_at_the_cloud_again(tmp_path: Path) -> None:
    """Found by the simulation: it went on with what it had listed back then, and said that all was safe."""
    with StandIn(10, seed=2, nasty=False) as cloud, Workplace(tmp_path, cloud) as place:
        job = place.backup()
        place.catalog.write(Connection.run, "UPDATE jobs SET state = 'running', finished_at = NULL")
        place.catalog.write(
            Connection.run,
            f"UPDATE backup_sessions SET outcome = 'complete', finished_at = finished_at - {30 * HOURS}"
            " WHERE kind = 'scan'",
        )
        place.catalog.write(Connection.run, "DELETE FROM backup_sessions WHERE kind = 'download'")
        cloud.add("new", b"\xff\xd8\xff new \xff\xd9")
        assert place.runner().work_off(job.id).state == "done"
        assert place.status.totals.safe == 11
        assert len([run for run in place.catalog.read(sessions.of_job, job.id) if run.kind == "scan"]) == 2


def test_f12_a_log_that_cannot_be_written_stops_nothing(person: Person, cloud: StandIn) -> None:
    """A full disk under the log: /dev/full refuses every byte."""
    cloud.faults.clear()
    person.home.log_file.parent.mkdir(parents=True, exist_ok=True)
    person.home.log_file.symlink_to("/dev/full")
    person.run("backup").says("All 60 photos are safe.")


@pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&- <&-", ">/dev/full 2>/dev/full"])
def test_f12_a_daemon_whose_streams_are_closed_or_full_works(person: Person, cloud: StandIn, closed: str) -> None:
    cloud.faults.clear()
    running = subprocess.Popen(
        ["sh", "-c", f"exec {sys.executable} -m holdfast daemon run {closed}"], env=person.environment(), cwd="/"
    )
    try:
        person.until(lambda: person.run("status", "--json").json["state"] == "safe")
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) == 0
    finally:
        running.kill()
        running.wait()


def test_f12_the_log_of_a_daemon_does_not_grow_without_bounds(tmp_path: Path) -> None:
    """Old logs are dropped: at most four files of five megabytes, whatever is said."""
    code = (
        "import logging, sys; from pathlib import Path;"
        "from holdfast.cli import journal; from holdfast.config import Home;"
        "journal.LARGEST = 5000; journal.keep_rotated(Home(Path(sys.argv[1])), False);"
        "[logging.getLogger('holdfast').warning('line %d', n) for n in range(5000)]"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    logs = sorted((tmp_path / "logs").iterdir())
    assert len(logs) == 4
    assert sum(log.stat().st_size for log in logs) < 4 * 5000 + 500
    assert "line 4999" in (tmp_path / "logs" / "holdfast.log").read_text()
