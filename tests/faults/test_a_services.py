"""Clouds on a bad day: rows A13, A14, A16–A18, A20–A23 and A25, through whole backups.

A15 (SmugMug's limits) is not here: Holdfast has no such source yet. The certificates of A23 are in
tests/sources/test_outbound.py and test_certificates.py, every redirect of A20 in
tests/sources/test_cloudinary_delivery.py, the breaker of A16 in tests/sources/test_retrying.py, the rate of A21 in
tests/sources/test_wire.py.
"""

import random
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import workplace
from certificates import Authority, fingerprint, let_show
from hurried import HurriedClock
from invariants import assert_promises
from scenes import KINDS, Scene, scene, signed_in, started
from workplace import Workplace

from holdfast import errors
from holdfast.catalog import Connection, failures, jobs, settings
from holdfast.catalog.jobs import Job, Progress
from holdfast.clock import milliseconds
from holdfast.daemon.runner import Runner
from holdfast.engine import setup
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.faults import Faults
from holdfast.standins.s3 import S3StandIn

ALWAYS = 10_000
HOUR = 3_600_000


@pytest.fixture(params=KINDS)
def at(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    with scene(request.param, tmp_path, monkeypatch) as made:
        yield made


def assert_all_safe(at: Scene) -> None:
    assert at.place.status.totals.safe == 3
    assert at.held == at.content()
    assert_promises(at.place)


def one_turn(at: Scene) -> Job:
    """A backup as far as it gets without waiting."""
    asked = at.place.ask("backup")
    at.place.runner().take_one()
    return at.place.catalog.read(jobs.by_id, asked.id)


# Limits


@pytest.mark.parametrize("wait", ["2", "-5", "next week, perhaps", "Wed, 21 Oct 2015 07:28:00 GMT", "1e9", "٣"])
def test_a13_a_short_wait_and_a_senseless_one_are_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait: str
) -> None:
    with scene("s3", tmp_path, monkeypatch) as at:
        at.fault(f"429:{wait}", 2)
        assert at.place.backup().state == "done"
        assert_all_safe(at)


@pytest.mark.parametrize("wait", ["3600", "315360000", "Fri, 21 Oct 2336 07:28:00 GMT"])
def test_a13_a_long_wait_is_shown_with_its_time_and_never_longer_than_six_hours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait: str
) -> None:
    with scene("s3", tmp_path, monkeypatch) as at:
        at.fault(f"429:{wait}", ALWAYS)
        job = one_turn(at)
        assert (job.state, job.wait_code) == ("waiting", "RATE_LIMIT")
        assert re.search(r"travel asked us to slow down until .*\d\d:\d\d", job.wait_reason or "")
        assert job.not_before is not None
        hours = (job.not_before - milliseconds(at.place.clock)) / HOUR
        assert 0.9 < hours < 1.1 if wait == "3600" else 5.9 < hours <= 6
        assert at.place.status.totals.failed == 0
        assert len(at.given) == 1


def test_a14_420_is_a_limit_with_its_hour_and_costs_no_photo_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scene("cloudinary", tmp_path, monkeypatch) as at:
        at.cloud.faults.plan("420:1800", where="listing", times=1)
        job = one_turn(at)
        assert (job.state, job.wait_code) == ("waiting", "RATE_LIMIT")
        assert "travel" in (job.wait_reason or "")
        at.place.clock.sleep(1801)
        at.place.runner().take_one()
        assert_all_safe(at)


# Trouble


@pytest.mark.parametrize("kind", KINDS)
def test_a16_five_in_a_hundred_fail_and_all_photos_arrive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    faults = Faults(16, rate=0.05, kinds=("500", "502", "503"))
    with scene(kind, tmp_path, monkeypatch, faults=faults) as at:
        for number in range(60):
            at.add(f"more {number}", random.Random(number).randbytes(500))
        assert at.place.backup().state == "done"
        assert at.place.status.totals.safe == 63
        assert sum(faults.happened.values()) > 0
        assert_promises(at.place)


def test_a16_a_cloud_that_only_fails_is_let_be_after_twenty_and_named(at: Scene) -> None:
    for number in range(40):
        at.add(f"more {number}", b"\xff\xd8 %d" % number)
    at.cloud.faults.plan("500", where="bytes", times=ALWAYS)
    job = one_turn(at)
    assert (job.state, job.code) == ("failed", "SERVER_ERROR")
    assert "500" in (job.message or "")
    assert sum(one.status == 500 for one in at.cloud.requests) <= 20 + 8
    at.cloud.faults.clear()
    at.place.clock.sleep(15 * 60 + 1)  # the source rests a minute; a photo that had all its tries by then, longer
    assert at.place.backup().state == "done"
    assert at.place.status.totals.safe == 43


@pytest.mark.parametrize("kind", KINDS)
def test_a17_a_key_revoked_in_the_middle_stops_its_source_at_once_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with scene(kind, tmp_path, monkeypatch) as at:
        other = started("cloudinary", HurriedClock())
        try:
            signed_in(at.place, other, "other")
            cloud = at.cloud
            assert isinstance(cloud, StandIn | S3StandIn)
            for number in range(30):
                at.add_private(f"victim {number}", b"\xff\xd8 %d" % number)
            at.before(5, cloud.revoke)
            job = one_turn(at)
            assert (job.state, job.code) == ("failed", "AUTH_REVOKED")
            assert sum(one.status in (401, 403) for one in cloud.requests) <= 2 * 8 + 2
            totals = at.place.status.totals
            assert totals.failed == 0
            assert {source.name: source.safe for source in at.place.status.sources}["other"] == 2
            (revoked,) = [source for source in at.place.status.sources if source.problem is not None]
            assert revoked.name == "travel"
            assert_promises(at.place)
        finally:
            other.stop()


def test_a18_one_that_went_after_the_listing_is_gone_only_when_two_listings_say_so(at: Scene) -> None:
    at.before(1, at.delete)
    at.place.backup()
    assert (at.failure.code, at.row["state"]) == ("GONE_UPSTREAM", "failed")
    assert "victim" in at.failure.message
    states = []
    for _ in range(2):
        at.place.backup()
        states.append(at.row["state"])
    assert states == ["failed", "gone"]
    assert_promises(at.place)


def test_a18_what_went_from_the_cloud_stays_in_the_library(at: Scene) -> None:
    at.place.backup()
    before = at.place.files()
    at.delete()
    for _ in range(3):
        at.place.backup()
    assert at.row["state"] == "gone"
    assert_promises(at.place, before)


# Ways that lead elsewhere


@pytest.mark.parametrize(
    ("where", "named"),
    [("metadata", "169.254.169.254"), ("loopback", "127.0.0.2"), ("other", "example.invalid"), ("loop", "")],
)
def test_a20_a_redirect_to_anywhere_else_is_that_photos_failure(at: Scene, where: str, named: str) -> None:
    at.fault(f"redirect:{where}", ALWAYS)
    job = one_turn(at)
    assert job.state == "done"
    assert at.failure.code == "REDIRECT_REFUSED"
    assert named in at.failure.message
    assert at.place.status.totals.safe == 2
    assert_promises(at.place)


# Silence


@pytest.mark.parametrize("fault", ["stall", "drip:0.2"])
def test_a21_slower_than_the_settings_is_a_stall_and_the_download_is_begun_anew(at: Scene, fault: str) -> None:
    at.place.catalog.write(settings.change, "minimum_bytes_per_second", 1000, 1)
    at.place.catalog.write(settings.change, "stalled_after_seconds", 1, 1)
    at.fault(fault)
    assert at.place.backup().state == "done"
    assert len(at.given) == 2
    assert_all_safe(at)


def test_a21_a_stall_that_lasts_is_said(at: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    at.place.catalog.write(settings.change, "stalled_after_seconds", 1, 1)
    at.fault("stall", ALWAYS)
    at.place.backup()
    assert at.failure.code == "STALLED"
    assert "victim" in at.failure.message
    assert at.place.status.totals.safe == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a22_a_network_that_goes_counts_no_failure_and_the_backup_goes_on_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with scene(kind, tmp_path, monkeypatch) as at:
        for number in range(30):
            at.add(f"more {number}", b"\xff\xd8 %d" % number)
        gone = threading.Event()

        def watch(_: Job, progress: Progress) -> None:
            if progress.phase == "downloading" and not gone.is_set():
                gone.set()
                at.cloud.stop()

        at.place.catalog.write(settings.change, "downloads_at_once", 1, 1)
        job = Runner(at.place.opened, at.place.stop, watch).work_off(at.place.ask("backup").id)
        assert (job.state, job.code) == ("failed", "OFFLINE")
        status = at.place.status
        assert status.totals.failed == 0
        assert 0 < status.totals.pending < status.totals.listed
        assert at.place.catalog.read(failures.page) == []
        (source,) = status.sources
        assert source.next_due is not None
        soon = at.place.catalog.read(Connection.number, "SELECT next_due_at FROM sources") - milliseconds(
            at.place.clock
        )
        assert soon <= 5 * 60 * 1000


# Certificates and clocks


def test_a23_an_endpoint_that_vouches_for_itself_is_refused_by_name(tmp_path: Path) -> None:
    """A NAS with its own certificate; nothing is added, and there is no switch to look away."""
    with S3StandIn(3) as cloud, Workplace(tmp_path / "place") as place:
        let_show(cloud._server, Authority.made(tmp_path).certificate("localhost", by_itself=True))
        with pytest.raises(errors.TlsRefused, match="localhost"):
            add_nas(place, cloud)
        assert not place.status.sources
        assert cloud.requests == []


def add_nas(place: Workplace, cloud: S3StandIn, **more: str) -> None:
    where = {"bucket": cloud.bucket, "endpoint_url": f"https://localhost:{cloud.port}", "private": "yes", **more}
    setup.add_s3(place.opened, "nas", where, {"access_key_id": cloud.key, "secret_access_key": cloud.secret})


def test_a23_the_certificate_that_the_person_named_is_good_until_it_changes(tmp_path: Path) -> None:
    """Then nothing is asked, nothing is lost, and naming the new one lets the backup go on."""
    authority = Authority.made(tmp_path)
    first, second = (authority.certificate("localhost", by_itself=own) for own in (True, False))
    with S3StandIn(3) as cloud, Workplace(tmp_path / "place") as place:
        context = let_show(cloud._server, first)
        add_nas(place, cloud, certificate=fingerprint(first))
        assert place.backup().state == "done"
        before = place.files()
        context.load_cert_chain(*second)
        cloud.forget()
        job = place.backup()
        assert (job.state, job.code) == ("failed", "TLS")
        assert "localhost changed" in (job.message or "")
        assert cloud.requests == []
        assert place.status.totals.failed == 0
        cloud.put("new.jpg", b"\xff\xd8 new")
        add_nas(place, cloud, certificate=fingerprint(second))
        assert place.backup().state == "done"
        assert place.status.totals.safe == 4
        assert len(place.status.sources) == 1
        assert_promises(place, before)


@pytest.mark.parametrize(("ahead", "said"), [(61, "61 minutes fast"), (-95, "95 minutes slow")])
def test_a25_a_wrong_clock_is_named_with_its_minutes_by_s3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: int, said: str
) -> None:
    clock = HurriedClock()
    with S3StandIn(2) as cloud:
        monkeypatch.setattr(workplace, "SystemClock", lambda: clock)
        with Workplace(tmp_path) as place:
            signed_in(place, cloud)
            clock._ahead = ahead * 60.0
            job = place.backup()
            assert (job.state, job.code) == ("failed", "CLOCK_SKEW")
            assert said in (job.message or "")
            assert place.status.totals.failed == 0


def test_a25_a_wrong_clock_is_named_with_its_minutes_by_cloudinary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its API does not mind; the signed downloads of private photos do."""
    clock = HurriedClock()
    with StandIn(2, nasty=False) as cloud:
        monkeypatch.setattr(workplace, "SystemClock", lambda: clock)
        cloud.add("private", b"\xff\xd8 private", type="private")
        with Workplace(tmp_path) as place:
            signed_in(place, cloud)
            clock._ahead = 95 * 60.0
            job = place.backup()
            assert (job.state, job.code) == ("failed", "CLOCK_SKEW")
            assert "95 minutes fast" in (job.message or "")
            assert place.status.totals.failed == 0
