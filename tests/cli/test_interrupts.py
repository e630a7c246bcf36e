"""Ctrl-C, SIGTERM and closed pipes: the work stops cleanly and goes on next time."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person, Terminal

from holdfast.daemon.lock import holder
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.faults import Faults


def fetched(cloud: StandIn | None) -> int:
    assert cloud is not None
    return cloud.asked("delivery") + cloud.asked("download")


@pytest.fixture
def stuck(tmp_path: Path) -> Iterator[Person]:
    """A person whose backups stop in the middle of the twenty-first photo, once, until it is given up."""
    faults = Faults()
    faults.plan("stall", skip=20)
    with StandIn(60, seed=9, nasty=False, faults=faults) as cloud, Person(tmp_path, cloud) as person:
        person.set_up().run("config", "set", "downloads_at_once", "1")
        yield person


def in_the_middle(person: Person, *arguments: str) -> "subprocess.Popen[str]":
    """A backup that has come to the photo that stalls."""
    assert person.cloud is not None
    running = person.start("backup", *arguments)
    person.until(lambda: fetched(person.cloud) > 20)
    return running


def read_until(running: "subprocess.Popen[str]", text: str) -> None:
    """Read its lines until one has the text."""
    assert running.stdout is not None
    lines: list[str] = []
    while not lines or text not in lines[-1]:
        lines.append(running.stdout.readline())
        assert lines[-1], lines


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_backup_and_the_next_one_goes_on(stuck: Person, number: signal.Signals) -> None:
    running = in_the_middle(stuck)
    running.send_signal(number)
    began = stuck.clock.monotonic()
    ended = stuck.finish(running)
    assert stuck.clock.monotonic() - began < 5
    assert ended.code == 130
    ended.says("Stopping", "goes on from here")
    assert holder(stuck.home, stuck.clock) is None
    assert list(stuck.library.rglob("*.part")) == []
    stuck.run("backup").says("All 60 photos are safe.")
    assert fetched(stuck.cloud) <= 60 + 2  # the one that stalled, and one that was on its way, came twice


def test_ctrl_c_at_a_terminal(stuck: Person) -> None:
    screen = Terminal(stuck, "backup")
    screen.await_text("20 of 60 photos")
    screen.press_ctrl_c()
    ended = screen.finish()
    assert ended.code == 130
    ended.says("Stopping")
    stuck.run("backup").says("All 60 photos are safe.")


def test_ctrl_c_while_the_program_is_still_being_loaded(person: Person) -> None:
    person.set_up()
    running = person.start("status")
    maps = Path(f"/proc/{running.pid}/maps")
    if not maps.exists():
        pytest.skip("this system shows no processes as files")
    person.until(lambda: "sqlcipher3" in maps.read_text())  # there are many more modules to come
    running.send_signal(signal.SIGINT)
    assert person.finish(running).code == 130


def test_nobody_reads_the_list(person: Person) -> None:
    person.set_up().run("backup")
    listing = f"{sys.executable} -m holdfast photos"
    ended = subprocess.run(
        ["sh", "-c", f"{listing} | head -n 1"], env=person.environment(), capture_output=True, text=True, cwd="/"
    )
    assert len(ended.stdout.splitlines()) == 1
    assert ended.stderr == ""


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-", "| true", ">/dev/full"])
def test_streams_that_are_closed_or_full_do_not_stop_a_backup(person: Person, closed: str) -> None:
    person.set_up()
    ended = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m holdfast backup {closed}"], env=person.environment(), capture_output=True,
        text=True, cwd="/",
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
    assert "Exception" not in ended.stderr
    person.run("status", "--check").says("All 30 photos are safe.")


def test_watching_another_process_at_work(stuck: Person) -> None:
    """Whoever asks for the same follows the same job; Ctrl-C there ends only the watching."""
    stuck.run("config", "set", "stalled_after_seconds", "20")
    first = in_the_middle(stuck)
    second, third = stuck.start("backup"), stuck.start("backup")
    read_until(third, "of 60 photos")
    third.send_signal(signal.SIGINT)
    ended = stuck.finish(third)
    assert ended.code == 130
    ended.says("no longer watch", "holdfast job cancel")
    read_until(second, "of 60 photos")
    ended = stuck.finish(first)
    ended.says("Copied 60 photos", "All 60 photos are safe.")
    assert (ended.code, stuck.finish(second).code) == (0, 0)
    assert fetched(stuck.cloud) <= 61


def test_whoever_watches_takes_over_when_the_worker_is_killed(stuck: Person) -> None:
    first = in_the_middle(stuck)
    second = stuck.start("backup")
    read_until(second, "of 60 photos")
    first.kill()
    ended = stuck.finish(second)
    assert ended.code == 0
    ended.says("All 60 photos are safe.")


def test_a_job_is_cancelled_from_elsewhere(stuck: Person) -> None:
    first = in_the_middle(stuck)
    stuck.run("job", "list").says("backup", "running", "person")
    stuck.run("job", "cancel").says("will end in a moment")
    ended = stuck.finish(first)
    assert ended.code == 130
    ended.says("Cancelled after 20 photos")
    stuck.run("job", "list").says("Nothing is to be done.")
    stuck.run("backup").says("All 60 photos are safe.")


def test_a_paused_job_goes_on_when_it_is_asked_for_again(stuck: Person) -> None:
    first = in_the_middle(stuck)
    stuck.run("job", "pause").says("will pause in a moment")
    ended = stuck.finish(first)
    assert ended.code == 130
    ended.says("Paused after 20 photos")
    stuck.run("status").says("You paused")
    stuck.run("backup").says("All 60 photos are safe.")


def test_a_source_that_asks_us_to_wait_is_named_with_the_time(person: Person, cloud: StandIn) -> None:
    person.set_up()
    cloud.faults.plan("420:3000", where="listing")
    running = person.start("backup")
    read_until(running, "travel asked us to slow down until")
    running.send_signal(signal.SIGINT)
    assert person.finish(running).code == 130
    person.run("status").says("asked us")
    asked = len(cloud.requests)
    again = person.start("backup")
    read_until(again, "travel asked us to slow down until")
    again.send_signal(signal.SIGINT)
    assert person.finish(again).code == 130
    assert len(cloud.requests) == asked, "a source that asked us to wait is left alone by a new job, too"
