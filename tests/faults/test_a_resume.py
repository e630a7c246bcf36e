"""Downloads that break off and go on where they stopped: rows A1, A7, A8, A9 and E14, and what a kill costs."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invariants import assert_promises
from scenes import scene
from storm import holdfast
from workplace import Workplace

from holdfast.catalog import Connection, jobs, unfinished
from holdfast.catalog.jobs import Job, Progress
from holdfast.catalog.unfinished import Unfinished
from holdfast.clock import SystemClock
from holdfast.daemon.runner import Runner
from holdfast.engine.recover import recover
from holdfast.engine.setup import open_library
from holdfast.standins.account import Asset
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn

MEGABYTE = 1_000_000
FILM = 20 * MEGABYTE
LONG = 200 * MEGABYTE
SOME = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 997


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(2, seed=7, nasty=False) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud) as made:
        yield made


def film(cloud: StandIn, length: int = FILM) -> Asset:
    return cloud.add("film", SOME, resource_type="video", format="mp4", length=length)


def sent(cloud: StandIn, key: str) -> list[tuple[int, int]]:
    """Status and promised bytes of each answer that was to give out this photo."""
    given = [one for one in cloud.requests if one.kind in ("delivery", "download") and one.key == key]
    return [(one.status, one.length) for one in given]


def kept(place: Workplace) -> list[Unfinished]:
    return list(place.catalog.read(unfinished.of_source, 1).values())


def bytes_of(place: Workplace) -> bytes:
    return next(path for path in place.library.rglob("*.mp4")).read_bytes()


def assert_whole(place: Workplace, cloud: StandIn, asset: Asset) -> None:
    assert place.status.totals.safe == 3
    assert bytes_of(place) == cloud.content(asset.asset_id)
    assert kept(place) == []
    assert_promises(place)


# In one run


@pytest.mark.parametrize("fault", ["reset", "truncate"])
def test_a1_after_a_reset_only_the_rest_is_asked_for(place: Workplace, cloud: StandIn, fault: str) -> None:
    asset = film(cloud)
    cloud.faults.plan(fault, key=asset.asset_id)
    assert place.backup().state == "done"
    (first, whole), (second, rest) = sent(cloud, asset.asset_id)
    assert (first, second, whole) == (200, 206, FILM)
    assert FILM // 3 < rest < FILM
    assert_whole(place, cloud, asset)


def test_a7_a_range_answered_with_the_whole_is_not_appended(place: Workplace, cloud: StandIn) -> None:
    asset = film(cloud)
    cloud.faults.plan("reset", key=asset.asset_id)
    cloud.faults.plan("range_ignored", key=asset.asset_id)
    place.backup()
    assert sent(cloud, asset.asset_id) == [(200, FILM), (200, FILM)]
    assert_whole(place, cloud, asset)


def test_a8_a_part_from_elsewhere_is_not_appended(place: Workplace, cloud: StandIn) -> None:
    asset = film(cloud)
    cloud.faults.plan("reset", key=asset.asset_id)
    cloud.faults.plan("range_elsewhere", key=asset.asset_id)
    place.backup()
    assert [status for status, _ in sent(cloud, asset.asset_id)] == [200, 206, 200]
    assert_whole(place, cloud, asset)


def test_a9_replaced_between_two_attempts_the_bytes_are_not_mixed(tmp_path: Path, cloud: StandIn) -> None:
    """The listing named other bytes than there are now: the photo waits for the next one, and is whole then."""
    asset = film(cloud)
    cloud.faults.plan("reset", key=asset.asset_id)
    clock = PauseIn(lambda: len(sent(cloud, asset.asset_id)) == 1,
                    lambda: cloud.replace(asset.asset_id, SOME[::-1] * (FILM // len(SOME))))  # fmt: skip
    with Workplace(tmp_path, cloud, clock=clock) as place:
        place.backup()
        assert clock.happened
        assert_replaced(place, cloud, asset)


class PauseIn(SystemClock):
    """Real time; the first pause of anybody after `due` is when something happens."""

    def __init__(self, due: Callable[[], bool], happens: Callable[[], object]) -> None:
        self._due, self._happens, self._lock, self.happened = due, happens, threading.Lock(), False

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        with self._lock:
            if not self.happened and self._due():
                self.happened = True
                self._happens()
        return super().sleep(seconds, stop)


def assert_replaced(place: Workplace, cloud: StandIn, asset: Asset) -> None:
    failure = place.catalog.read(Connection.row, "SELECT code, message FROM failed_downloads")
    assert failure is not None
    assert failure["code"] == "CHANGED_UPSTREAM"
    assert "film" in failure["message"]
    assert place.backup().state == "done"
    assert_whole(place, cloud, asset)


# From one run to the next


def interrupted(place: Workplace, cloud: StandIn, asset: Asset) -> Unfinished:
    """A backup that the person cancels in the middle of the film, while the cloud keeps it waiting."""
    cloud.faults.plan("stall", key=asset.asset_id)

    def watch(job: Job, progress: Progress) -> None:
        if progress.bytes_done > FILM // 3:
            place.catalog.write(jobs.wish, job.id, "cancel", 1)

    job = Runner(place.opened, place.stop, watch).work_off(place.ask("backup").id)
    assert job.state == "cancelled"
    (one,) = kept(place)
    assert 0 < one.bytes < FILM
    cloud.forget()
    return one


def test_a_run_that_was_cancelled_is_gone_on_with(place: Workplace, cloud: StandIn) -> None:
    asset = film(cloud)
    one = interrupted(place, cloud, asset)
    assert place.backup().state == "done"
    assert sent(cloud, asset.asset_id) == [(206, FILM - one.bytes)]
    assert_whole(place, cloud, asset)


def test_e1_what_is_kept_of_a_film_takes_no_more_room_than_its_bytes(place: Workplace, cloud: StandIn) -> None:
    asset = film(cloud)
    one = interrupted(place, cloud, asset)
    path = place.library / ".holdfast/incoming" / one.part
    assert path.stat().st_size == one.bytes
    assert path.stat().st_blocks * 512 < FILM
    os.truncate(path, FILM)  # as a kill leaves it: with the room for the whole reserved
    with open_library(place.opened) as library:
        recover(place.catalog, library)
    assert path.stat().st_size == one.bytes
    assert place.backup().state == "done"
    assert_whole(place, cloud, asset)


def test_bytes_that_rotted_meanwhile_are_fetched_again(place: Workplace, cloud: StandIn) -> None:
    asset = film(cloud)
    one = interrupted(place, cloud, asset)
    with (place.library / ".holdfast/incoming" / one.part).open("r+b") as part:
        part.seek(one.bytes // 2)
        part.write(b"rotten")
    assert place.backup().state == "done"
    assert sent(cloud, asset.asset_id) == [(200, FILM)]
    assert_whole(place, cloud, asset)


def test_a9_replaced_between_two_runs_it_is_fetched_whole(place: Workplace, cloud: StandIn) -> None:
    asset = film(cloud)
    interrupted(place, cloud, asset)
    cloud.replace(asset.asset_id, SOME[::-1] * (FILM // len(SOME)))
    assert place.backup().state == "done"
    assert [status for status, _ in sent(cloud, asset.asset_id)] == [200]
    assert_whole(place, cloud, asset)


@pytest.mark.parametrize("harm", ["gone", "shorter"])
def test_a_part_that_is_not_what_it_was_is_of_no_use(place: Workplace, cloud: StandIn, harm: str) -> None:
    asset = film(cloud)
    one = interrupted(place, cloud, asset)
    path = place.library / ".holdfast/incoming" / one.part
    if harm == "gone":
        path.unlink()
    else:
        os.truncate(path, one.bytes - 1)
    assert place.backup().state == "done"
    assert sent(cloud, asset.asset_id) == [(200, FILM)]
    assert_whole(place, cloud, asset)


def test_e14_what_nobody_can_go_on_with_is_swept_and_the_rest_is_kept(place: Workplace, cloud: StandIn) -> None:
    """Other work between two runs leaves the begun film alone."""
    asset = film(cloud)
    one = interrupted(place, cloud, asset)
    incoming = place.library / ".holdfast/incoming"
    for name in ("1.part", "2.part", "3.part"):
        (incoming / name).write_bytes(b"of a crash")
    place.run("verify")
    assert [path.name for path in incoming.iterdir()] == [one.part]
    place.backup()
    assert sent(cloud, asset.asset_id) == [(206, FILM - one.bytes)]
    assert_whole(place, cloud, asset)


def test_a_kill_in_the_middle_of_a_long_film_costs_the_bytes_since_the_last_note(tmp_path: Path) -> None:
    with StandIn(2, seed=7, nasty=False) as cloud, Workplace(tmp_path, cloud) as place:
        asset = film(cloud, LONG)
        cloud.faults.plan("stall", key=asset.asset_id)
        running = holdfast(place, "backup")
        while not kept(place):
            assert running.poll() is None
            place.clock.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        running.communicate(timeout=30)
        (one,) = kept(place)
        assert one.bytes >= 64 * 1024 * 1024
        cloud.forget()
        assert place.backup().state == "done"
        assert sent(cloud, asset.asset_id) == [(206, LONG - one.bytes)]
        assert_whole(place, cloud, asset)


# S3, which has ways of its own: If-Match, 412, the version beside the ETag


@pytest.mark.parametrize(
    ("fault", "statuses"),
    [
        pytest.param("", [200, 206], id="A1"),
        pytest.param("range_ignored", [200, 200], id="A7"),
        pytest.param("range_elsewhere", [200, 206, 200], id="A8"),
    ],
)
def test_a1_a7_a8_in_s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, statuses: list[int]) -> None:
    with scene("s3", tmp_path, monkeypatch) as at:
        at.key = at.add("victim", SOME, length=FILM)
        at.fault("reset")
        if fault:
            at.fault(fault)
        assert at.place.backup().state == "done"
        assert [one.status for one in at.given] == statuses
        assert at.held == at.content()
        assert at.row["strength"] == "md5"
        assert_promises(at.place)


def test_a9_in_s3_replaced_between_two_attempts_the_bytes_are_not_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scene("s3", tmp_path, monkeypatch) as at:
        at.key = at.add("victim", SOME, length=FILM)
        at.fault("reset")
        at.before(2, lambda: at.replace(SOME[::-1] * (FILM // len(SOME))))
        at.place.backup()
        assert [one.status for one in at.given][:2] == [200, 412]
        at.place.backup()
        assert at.row["state"] == "safe"
        assert at.held == at.content()
        assert_promises(at.place)


def test_a_film_that_is_gone_on_with_is_proven_as_well_as_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S3 says the checksum kept beside an object with the whole alone, never with a part."""
    with scene("s3", tmp_path, monkeypatch) as at:
        assert isinstance(at.cloud, S3StandIn)
        at.cloud.put(at.key, SOME, length=FILM, checksum="sha256", kms=True)
        at.fault("stall")

        def watch(job: Job, progress: Progress) -> None:
            if progress.bytes_done > FILM // 3:
                at.place.catalog.write(jobs.wish, job.id, "cancel", 1)

        Runner(at.place.opened, at.place.stop, watch).work_off(at.place.ask("backup").id)
        assert len(kept(at.place)) == 1
        at.cloud.forget()
        assert at.place.backup().state == "done"
        assert [one.status for one in at.given] == [206]
        assert (at.held, at.row["strength"]) == (at.content(), "full")
        assert_promises(at.place)
