"""Many photos are brought by a courier. Whatever befalls it, the end is the same as without one."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from certificates import Authority, fingerprint, let_show
from children import couriers_of, is_gone
from invariants import assert_promises
from scenes import KINDS, PHOTO, SUMMED, Scene, scene
from storm import holdfast
from workplace import Workplace

from holdfast.engine import setup
from holdfast.engine.errands import ENOUGH
from holdfast.standins.s3 import S3StandIn

MANY = ENOUGH + 20
SECOND = 2  # photos that each cloud has by itself


@pytest.fixture(params=KINDS)
def at(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    with scene(request.param, tmp_path, monkeypatch) as made:
        for number in range(MANY):
            made.add(f"photo-{number}", PHOTO + number.to_bytes(2))
        yield made


def assert_all_safe(at: Scene) -> None:
    assert at.place.status.totals.safe == MANY + 1 + SECOND
    held = set(at.place.files().values())
    assert {PHOTO + number.to_bytes(2) for number in range(MANY)} <= held
    assert_promises(at.place)


def test_many_photos_are_brought_by_a_courier_that_is_gone_then(at: Scene) -> None:
    seen: list[int] = []
    at.before(50, lambda: seen.extend(couriers_of(os.getpid())), "photo-")

    assert at.place.backup().state == "done"

    assert_all_safe(at)
    (courier,) = seen
    assert is_gone(courier)
    assert at.place.status.totals.strengths.md5 == MANY + 1 + SECOND


def test_few_photos_start_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scene("s3", tmp_path, monkeypatch) as at:
        seen: list[int] = []
        at.before(1, lambda: seen.extend(couriers_of(os.getpid())))
        assert at.place.backup().state == "done"
        assert (len(at.given), seen) == (1, [])


def test_a_courier_that_is_killed_costs_nothing(at: Scene) -> None:
    def kill() -> None:
        (courier,) = couriers_of(os.getpid())
        os.kill(courier, signal.SIGKILL)

    at.before(50, kill, "photo-")

    assert at.place.backup().state == "done"

    assert_all_safe(at)


@pytest.mark.parametrize("seed", range(3))
def test_faults_of_all_kinds_end_as_without_it(at: Scene, seed: int) -> None:
    at.cloud.faults.seed = seed
    at.cloud.faults.rates["bytes"] = (0.15, ("reset", "truncate", "no_length_cut", "500", "503", "html", "wrong_bytes"))

    assert at.place.backup().state == "done"

    assert sum(at.cloud.faults.happened.values()) > 5
    assert_all_safe(at)


LASTING = [
    ("reset", "NET_RESET"), ("truncate", "NET_TRUNCATED"), ("long_body", "SIZE_MISMATCH"), ("html", "NOT_A_PHOTO"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "code"), LASTING)
def test_what_lasts_is_told_as_without_it(at: Scene, fault: str, code: str) -> None:
    at.fault(fault, 99)

    assert at.place.backup().state == "done"

    assert (at.failure.code, at.row["path"]) == (code, None)
    assert at.place.status.totals.safe == MANY + SECOND
    assert_promises(at.place)


@pytest.mark.parametrize("at", ["s3"], indirect=True)  # an address of Cloudinary names the version
def test_bytes_that_were_replaced_after_the_listing_wait_for_the_next(at: Scene) -> None:
    at.before(1, lambda: at.replace(PHOTO[:-2] + b"other bytes of another size"), "photo-")

    assert at.place.backup().state == "done"

    assert at.failure.code == "CHANGED_UPSTREAM"
    assert at.place.backup().state == "done"
    assert_all_safe(at)


def test_a_kill_of_holdfast_takes_the_courier_with_it_and_loses_nothing(at: Scene) -> None:
    found: list[int] = []

    def kill() -> None:
        found.extend(couriers_of(running.pid))
        running.kill()

    at.before(60, kill, "photo-")
    running = holdfast(at.place, "--key-file", str(at.place.key_file), "backup")
    running.communicate(timeout=60)

    (courier,) = found
    assert is_gone(courier)
    at.place.reopen()
    assert at.place.backup().state == "done"
    assert_all_safe(at)


def test_a_certificate_that_was_named_is_good_for_the_courier_too(tmp_path: Path) -> None:
    shown = Authority.made(tmp_path).certificate("localhost", by_itself=True)
    with Workplace(tmp_path / "place") as place, S3StandIn(2) as cloud:
        let_show(cloud._server, shown)
        where = {
            "bucket": cloud.bucket, "endpoint_url": f"https://localhost:{cloud.port}",
            "certificate": fingerprint(shown), "private": "yes",
        }  # fmt: skip
        setup.add_s3(place.opened, "nas", where, {"access_key_id": cloud.key, "secret_access_key": cloud.secret})
        for number in range(MANY):
            cloud.put(f"photo-{number}.jpg", PHOTO + number.to_bytes(2), **SUMMED)
        at, seen = Scene("s3", cloud, place), list[int]()
        at.before(50, lambda: seen.extend(couriers_of(os.getpid())), "photo-")

        assert place.backup().state == "done"

        assert len(seen) == 1
        assert_all_safe(at)
