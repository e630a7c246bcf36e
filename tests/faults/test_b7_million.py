"""B7: a listing of a million objects is streamed, in bounded memory, and goes on where it was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import scanning
from peaks import held, peak
from workplace import Workplace

from holdfast.catalog import Connection
from holdfast.engine import setup
from holdfast.standins.s3 import S3StandIn

PAGE = 1000
MEGABYTE = 1024
"""In kilobytes."""


def start(place: Workplace) -> "subprocess.Popen[bytes]":
    """A process that lists the bucket into the catalog."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, scanning.__file__, str(place.home.path), str(place.key_file)]
    return subprocess.Popen(command, env=environment)


def known(place: Workplace) -> int:
    return place.catalog.read(Connection.number, "SELECT count(*) FROM photos")


def listed_and_killed(folder: Path, keys: int) -> tuple[int, int]:
    """List so many keys, killed in the middle and run again; the memory that both runs took."""
    folder.mkdir(exist_ok=True)
    with S3StandIn(keys) as cloud, Workplace(folder / "place") as place:
        setup.add_s3(
            place.opened, "bucket", {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint},
            {"access_key_id": cloud.key, "secret_access_key": cloud.secret},
        )  # fmt: skip
        cloud.forget()
        child = start(place)
        while cloud.asked("listing") < keys // PAGE // 2 or not known(place):
            assert child.poll() is None
            place.clock.sleep(0.01)
        killed = held(child)
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        before, asked = known(place), cloud.asked("listing")
        assert 0 < before < keys
        assert before % PAGE == 0, "a page and its place are kept together or not at all"
        finished = peak(start(place), code=0)
        again = cloud.asked("listing") - asked
        left = (keys - before) // PAGE
        assert left <= again <= left + 1, "it goes on with the page after the last one that was kept"
        # One more: what the killed run asked with its last breath may be answered after it was counted.
        assert known(place) == keys
        rows = place.catalog.read(
            Connection.rows, "SELECT listed, outcome FROM backup_sessions WHERE kind = 'scan' ORDER BY id"
        )
        assert rows[-1]["outcome"] == "complete"
        assert place.catalog.read(Connection.number, "SELECT sum(photos) FROM folders") == keys
        assert {row["state"] for row in place.catalog.read(Connection.rows, "SELECT DISTINCT state FROM photos")} == {
            "pending"
        }
    return killed, finished


def test_b7_fifty_thousand_keys_killed_in_the_middle_take_no_more_memory_than_five_thousand(tmp_path: Path) -> None:
    small = max(listed_and_killed(tmp_path / "small", 5_000))
    large = max(listed_and_killed(tmp_path / "large", 50_000))
    assert large - small < 40 * MEGABYTE, (small, large)
    assert large < 300 * MEGABYTE


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_b7_a_million_keys_killed_in_the_middle_stay_under_300_megabytes(tmp_path: Path) -> None:
    assert max(listed_and_killed(tmp_path, 1_000_000)) < 300 * MEGABYTE
