"""A clock that was wrong and is set right: nothing waits for years, nothing is taken for read that was not (F8)."""

import threading
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, jobs, originals, photos
from holdfast.clock import SystemClock, rfc3339
from holdfast.daemon.runner import Runner
from holdfast.engine import setup
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn

YEAR = 365 * 24 * 3600.0


class WrongClock(SystemClock):
    """Off by so many seconds."""

    def __init__(self) -> None:
        self.off = 0.0

    def now(self) -> float:
        return super().now() + self.off


class Skewed(Workplace):
    """A place whose clock can be set."""

    def __init__(self, folder: Path, cloud: StandIn) -> None:
        super().__init__(folder, cloud)
        self.clock = self.wrong = WrongClock()
        cloud.now = cloud.budget.now = cloud.delivery.now = self.wrong.now  # else it would tell us that we are wrong
        self.reopen()


def test_f8_a_wait_that_is_years_away_is_over(tmp_path: Path, cloud: StandIn) -> None:
    with Skewed(tmp_path, cloud) as place:
        job = place.ask("backup")
        place.wrong.off = 10 * YEAR
        far = int(place.clock.now() * 1000) + 3_600_000
        place.catalog.write(jobs.take, far - 1)
        place.catalog.write(jobs.waits, job.id, far, "RATE_LIMIT", "Wait.")
        place.wrong.off = 0.0
        now = int(place.clock.now() * 1000)
        assert place.catalog.read(jobs.is_ready, now)
        assert place.runner().work_off(job.id).state == "done"
        assert_promises(place)


def test_f8_a_failed_photo_is_tried_again_though_its_time_is_years_away(tmp_path: Path, cloud: StandIn) -> None:
    with Skewed(tmp_path, cloud) as place:
        cloud.faults.plan("404", key=cloud.photos[0].asset_id, times=1000)
        place.wrong.off = 10 * YEAR
        place.catalog.write(Connection.run, "UPDATE sources SET next_due_at = 0")
        place.backup()
        assert place.status.totals.failed == 1
        cloud.faults.clear()
        place.wrong.off = 0.0
        assert place.catalog.read(photos.still_to_fetch, 1, int(place.clock.now() * 1000))[0] == 1
        place.backup()
        assert place.state() == "safe"


def test_f8_a_full_pass_reads_every_file_once_whatever_the_clock_does(tmp_path: Path, cloud: StandIn) -> None:
    for number in range(60):
        cloud.add(f"more/{number}", b"\xff\xd8\xff picture %d \xff\xd9" % number)
    with Skewed(tmp_path, cloud) as place:
        place.backup()
        place.run("verify")
        stop = threading.Event()

        class Back(WrongClock):
            """Goes back ten years as soon as the pass has begun."""

            def now(self) -> float:
                began = place.catalog.read(Connection.number, "SELECT count(*) FROM jobs WHERE state = 'running'")
                return SystemClock.now(self) - (10 * YEAR if began else 0.0)

        before = place.catalog.read(Connection.rows, "SELECT original_id, session_id FROM file_integrity")
        place.clock = Back()
        place.reopen()
        place.stop = stop
        done = place.run("verify")
        assert done.result["checked"] == 100
        after = place.catalog.read(Connection.rows, "SELECT original_id, session_id FROM file_integrity")
        assert {row["session_id"] for row in after}.isdisjoint({row["session_id"] for row in before})
        assert place.catalog.read(originals.count) == 100


def test_f8_a_check_that_is_years_ahead_is_stale(tmp_path: Path, cloud: StandIn) -> None:
    with Skewed(tmp_path, cloud) as place:
        place.wrong.off = 10 * YEAR
        place.backup()
        assert place.state() == "safe"
        place.wrong.off = 0.0
        assert place.state() != "safe"


@given(st.integers(-(2**63), 2**63 - 1))
def test_b9_every_number_that_the_catalog_can_hold_is_shown_as_a_time_or_as_none(at_ms: int) -> None:
    shown = rfc3339(at_ms)
    assert shown is None or (shown.endswith("Z") and datetime.fromisoformat(shown).tzinfo is not None)


def test_a_time_is_shown_to_the_millisecond_also_before_1970() -> None:
    assert rfc3339(1_795_262_694_250) == "2026-11-21T12:04:54.250Z"
    assert (rfc3339(-1), rfc3339(0)) == ("1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z")
    assert rfc3339(-62_135_647_200_000) is None


@pytest.mark.parametrize(("before", "after"), [(-10 * YEAR, 0.0), (0.0, -5 * 24 * 3600.0)])
def test_f8_a_clock_that_is_set_while_photos_fail_makes_no_photo_be_tried_twice(
    tmp_path: Path, before: float, after: float
) -> None:
    """Two photos of the same bytes, both withheld: the second waits for the first, and then the list is read again."""
    with S3StandIn() as cloud, Workplace(tmp_path / "w") as place:
        clock = place.clock = WrongClock()
        cloud.now = cloud.signatures.now = clock.now
        clock.off = before
        place.reopen()
        for key in ("a.jpg", "b.jpg"):
            cloud.put(key, b"the same")
            cloud.faults.plan("403", key=key, times=10**6)
        setup.add_s3(place.opened, "bucket", {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint},
                     {"access_key_id": cloud.key, "secret_access_key": cloud.secret})  # fmt: skip
        place.backup()
        place.catalog.write(Connection.run, "UPDATE failed_downloads SET next_attempt = 0")
        cloud.forget()

        def watch(job: jobs.Job, progress: jobs.Progress) -> None:
            if progress.phase == "downloading":
                clock.off = after
            if cloud.asked("bytes") > 20:
                place.stop.set()

        job = Runner(place.opened, place.stop, watch).work_off(place.ask("backup").id)
        assert (job.state, job.result["failed"]) == ("done", 2)
