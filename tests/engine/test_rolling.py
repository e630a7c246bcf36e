"""The rolling verification: a portion a day, whatever the clock, the computer and other jobs do meanwhile."""

import ctypes
import os
import platform
import sys
import threading
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, jobs, sessions
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.clock import SystemClock
from holdfast.daemon.runner import Runner
from holdfast.daemon.schedule import ask_for_rolling_verification, ask_for_upkeep
from holdfast.errors import Interrupted
from holdfast.library import idle
from holdfast.standins.cloudinary import StandIn

DAY = 86_400
YEAR = 365 * DAY


class MovedClock(SystemClock):
    """Shows another time."""

    def __init__(self) -> None:
        self.off = 0.0

    def now(self) -> float:
        return super().now() + self.off


@pytest.fixture
def clock(place: Workplace) -> MovedClock:
    made = place.clock = MovedClock()
    place.reopen()
    place.backup()
    return made


def look(place: Workplace) -> list[Job]:
    """One look of the daemon at its schedule, and all that it queued there worked off; what of that was ours."""
    now = int(place.clock.now() * 1000)
    place.catalog.write(ask_for_rolling_verification, now)
    place.catalog.write(ask_for_upkeep, now)
    queued = place.catalog.read(jobs.open_ones)
    while place.runner().take_one():
        pass
    return [place.catalog.read(jobs.by_id, job.id) for job in queued if job.kind == "rolling_verify"]


def test_a_month_of_days_reads_everything_and_says_so(place: Workplace, clock: MovedClock) -> None:
    assert place.status.verification.never == 40
    for _ in range(30):
        (job,) = look(place)
        assert (job.state, look(place)) == ("done", [])
        clock.off += DAY
    found = place.status.verification
    assert (found.recent, found.never, found.overdue, found.lost) == (40, 0, 0, 0)
    assert found.oldest_check is not None
    assert found.next_check is not None
    assert place.status.last_verify is None  # that is what a person's full pass says
    assert_promises(place)


def test_f10_ninety_days_off_are_one_job_and_are_said(place: Workplace, clock: MovedClock) -> None:
    for _ in range(30):
        look(place)
        clock.off += DAY
    clock.off += 90 * DAY
    assert place.status.verification.overdue == 40
    assert "40 files were not read back for more than 30 days." in place.status.detail
    (job,) = look(place)
    assert 0 < job.result["checked"] < 20
    for _ in range(9):
        clock.off += DAY
        look(place)
    assert place.status.verification.overdue == 0


def test_f10_a_computer_that_is_awake_for_moments_gets_through_all_the_same(
    place: Workplace, clock: MovedClock, cloud: StandIn
) -> None:
    for number in range(60):
        cloud.add(f"more/{number}", b"\xff\xd8\xff" + number.to_bytes(2) * 2_000_000)
    place.backup()
    kills = 0
    for _ in range(60):
        place.catalog.write(ask_for_rolling_verification, int(place.clock.now() * 1000))

        def pull_the_plug(_job: Job, progress: Progress) -> None:
            if progress.photos_done:
                place.stop.set()

        try:
            Runner(place.opened, place.stop, pull_the_plug).take_one()
        except Interrupted:
            kills += 1
        place.stop.clear()
        clock.off += DAY
    assert kills
    found = place.status.verification
    assert found.never == 0
    assert found.recent >= 90  # of 100, though it was stopped whenever it had hardly begun
    rows = place.catalog.read(Connection.rows, "SELECT count(*) AS n FROM jobs WHERE kind = 'rolling_verify'")
    assert rows[0]["n"] <= 60


@pytest.mark.parametrize(
    "leap", [10 * YEAR, -14 * 3600.0, *(pytest.param(more, marks=pytest.mark.torture) for more in (-10 * YEAR, 3600.0))]
)
def test_f8_a_clock_that_leaps_and_comes_back_brings_neither_a_storm_nor_silence(
    place: Workplace, clock: MovedClock, leap: float
) -> None:
    look(place)
    clock.off += leap
    assert len(look(place)) + len(look(place)) + len(look(place)) <= 1
    clock.off -= leap
    assert len(look(place)) + len(look(place)) + len(look(place)) <= 1
    kinds = [row["kind"] for row in place.catalog.read(Connection.rows, "SELECT kind FROM jobs")]
    assert all(kinds.count(kind) <= 4 for kind in kinds)
    clock.off += DAY + 1
    assert len(look(place)) == 1
    for _ in range(32):
        clock.off += DAY
        look(place)
    assert place.status.verification.recent == 40


def test_it_gives_way_to_whoever_waits_and_goes_on(place: Workplace, clock: MovedClock, cloud: StandIn) -> None:
    ours = place.ask("rolling_verify")
    asked: list[Job] = []
    order: list[str] = []

    def watch(job: Job, progress: Progress) -> None:
        if job.kind not in order:
            order.append(job.kind)
        if job.kind == "rolling_verify" and not asked:
            asked.append(place.ask("backup"))

    for number in range(40):
        cloud.add(f"more/{number}", b"\xff\xd8\xff" + number.to_bytes(2) * 2_000_000)
    place.backup()
    runner = Runner(place.opened, place.stop, watch)
    while runner.take_one():
        pass
    outcomes = [one.outcome for one in place.catalog.read(sessions.of_job, ours.id)]
    assert place.catalog.read(jobs.by_id, asked[0].id).state == "done"
    assert outcomes[-1] == "complete"


def test_nothing_is_queued_for_an_empty_library(tmp_path: Path) -> None:
    with Workplace(tmp_path / "w") as place:
        assert look(place) == []


def test_a_paused_source_and_an_absent_drive_are_no_findings(place: Workplace, clock: MovedClock) -> None:
    place.catalog.write(ask_for_rolling_verification, int(place.clock.now() * 1000))
    place.library.rename(place.folder / "unplugged")
    assert place.runner().take_one()
    (job,) = place.catalog.read(jobs.open_ones)
    assert (job.state, job.wait_code, place.status.totals.failed) == ("waiting", "LIBRARY_OFFLINE", 0)
    (place.folder / "unplugged").rename(place.library)
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1")
    assert place.runner().take_one()
    assert place.catalog.read(jobs.by_id, job.id).state == "done"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of reading")
def test_its_threads_read_when_nobody_else_does() -> None:
    get = {"x86_64": 252, "aarch64": 31, "riscv64": 31}[platform.machine()]
    seen: list[tuple[int, int]] = []

    def stand_back() -> None:
        idle.step_back()
        priority = ctypes.CDLL(None).syscall(get, 1, 0)
        seen.append((priority >> 13, os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))

    thread = threading.Thread(target=stand_back)
    thread.start()
    thread.join()
    assert seen == [(3, os.getpriority(os.PRIO_PROCESS, 0) + idle.NICE)]


def test_the_same_wish_with_other_parameters_is_another_job(place: Workplace) -> None:
    assert place.ask("verify", Parameters(accept_missing=3)).parameters.accept_missing == 3
    assert place.ask("verify", Parameters(repair=True, keep_edits=True)).parameters.keep_edits
