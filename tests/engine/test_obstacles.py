"""One photo, one file or one name in the way: the others go on."""

import shutil
import subprocess
import sys

import pytest
from invariants import assert_promises
from limits import largest_file
from workplace import Workplace

from holdfast.catalog import Connection, failures, jobs, sources
from holdfast.catalog.jobs import Parameters
from holdfast.daemon.schedule import ask_for_due_backups
from holdfast.engine import setup
from holdfast.engine.rebuild import rebuild
from holdfast.standins.cloudinary import StandIn


def test_e16_a_file_too_big_for_the_drive_fails_alone_and_by_its_name(place: Workplace, cloud: StandIn) -> None:
    cloud.add("films/long", b"film", resource_type="video", format="mp4", length=9_000_000, display_name="long")
    with largest_file(8_000_000):
        job = place.backup()
    assert job.state == "done"
    assert place.status.totals.safe == 40
    (failure,) = place.catalog.read(failures.page)
    assert failure.code == "FILE_TOO_BIG"
    assert "long" in failure.message
    assert_promises(place)
    place.run("retry")
    assert place.state() == "safe"
    assert_promises(place)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_e10_a_file_that_the_drive_cannot_read_is_found_and_repaired(place: Workplace) -> None:
    place.backup()
    before = place.files()
    bad = max(before, key=lambda path: len(before[path]))
    job = place.ask("verify", Parameters(repair=True))
    place.close()
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", str(place.library / bad), "-e", "trace=read", "-e",
               "inject=read:error=EIO", sys.executable, "-m", "holdfast", "verify", "--repair"]  # fmt: skip
    environment = {"HOLDFAST_HOME": str(place.home.path), "PYTHONPATH": ":".join(sys.path), "PATH": "/usr/bin:/bin"}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd="/")
    assert "Traceback" not in ended.stderr
    place.reopen()
    done = place.catalog.read(jobs.by_id, job.id)
    assert (done.state, done.result["damaged"], done.result["repaired"]) == ("done", 1, 1), ended.stdout + ended.stderr
    assert place.files() == before
    assert place.state() == "safe"
    assert_promises(place, before)


def test_sources_that_had_the_same_name_come_back_with_two(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    place.catalog.write(sources.remove, 1, 1)
    setup.add_cloudinary(place.opened, "travel", cloud.url)
    place.backup()
    before = place.files()
    place.close()
    place.home.catalog_file.unlink()
    rebuilt, _ = rebuild(place.home, place.library, None, place.clock)
    assert (rebuilt.sources, rebuilt.photos, rebuilt.unread_lines) == (2, 80, 0)
    place.reopen()
    assert len({row.name for row in place.catalog.read(sources.everything)}) == 2
    assert place.files() == before
    assert_promises(place)


def test_a_source_that_was_paused_meanwhile_is_left_alone_by_the_schedule(place: Workplace, cloud: StandIn) -> None:
    place.catalog.write(ask_for_due_backups, int(place.clock.now() * 1000))
    place.catalog.write(sources.pause, 1, True)
    cloud.forget()
    assert place.runner().take_one()
    assert cloud.requests == []
    job = place.run("backup", Parameters(sources=(1,)))  # a person who names it means it
    assert (job.state, job.origin) == ("done", "person")
    assert place.status.totals.safe == 40


def test_a_person_who_asks_for_what_the_schedule_waits_with_hears_why(place: Workplace) -> None:
    away = place.folder / "unplugged"
    place.library.rename(away)
    place.catalog.write(ask_for_due_backups, int(place.clock.now() * 1000))
    assert place.runner().take_one()
    (waiting,) = place.catalog.read(jobs.open_ones)
    assert waiting.state == "waiting"
    job = place.run("backup", Parameters(sources=(1,)))
    assert (job.id, job.state, job.code) == (waiting.id, "failed", "LIBRARY_OFFLINE")
    away.rename(place.library)
    assert place.run("backup", Parameters(sources=(1,))).state == "done"


def test_a_job_that_was_to_be_cancelled_when_its_holder_died_says_when_it_ended(place: Workplace) -> None:
    job = place.ask("backup")
    place.catalog.write(jobs.take, 1)
    place.catalog.write(jobs.wish, job.id, "cancel", 1)
    place.runner().begin()
    ended = place.catalog.read(jobs.by_id, job.id)
    assert ended.state == "cancelled"
    assert ended.finished_at is not None
    assert not place.catalog.read(Connection.number, "SELECT count(*) FROM jobs WHERE state = 'running'")
