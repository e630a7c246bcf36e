"""Rows B3, B8 and B9 again: listings that a hostile or broken server makes up, and what they may not do to others."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from invariants import assert_promises
from two_clouds import Bucket, workplace
from workplace import Workplace

from holdfast.catalog import Connection, failures, jobs, noted, sessions, settings
from holdfast.daemon.runner import Runner
from holdfast.domain.photo import Page
from holdfast.engine import ahead, scan
from holdfast.engine.control import Control

PHOTOS = 12
ROW = "<Contents><Key>{key}</Key><ETag>&quot;{etag:032x}&quot;</ETag><Size>{size}</Size></Contents>"


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    made = Bucket(PHOTOS)
    with made.standin:
        yield made


@pytest.fixture
def good() -> Iterator[Bucket]:
    made = Bucket(3)
    with made.standin:
        yield made


@pytest.fixture
def place(tmp_path: Path, bucket: Bucket, good: Bucket) -> Iterator[Workplace]:
    with workplace(tmp_path, bucket, good) as made:
        yield made


def states(place: Workplace, name: str) -> dict[str, str]:
    rows = place.catalog.read(
        Connection.rows,
        "SELECT p.key, p.state FROM photos AS p JOIN sources AS s ON s.id = p.source_id WHERE s.name = ?", (name,),
    )  # fmt: skip
    return {row["key"]: row["state"] for row in rows}


def test_b9_sizes_that_no_sum_can_hold_are_refused_row_by_row(place: Workplace, bucket: Bucket) -> None:
    for number in range(2):
        bucket.standin.insert_row(ROW.format(key=f"big{number}.mp4", etag=number, size=2**63 - 1))
    job = place.backup()
    assert job.state == "done"
    found = states(place, "travel")
    assert {key for key, state in found.items() if state == "failed"} == {"big0.mp4", "big1.mp4"}
    assert set(states(place, "travel1").values()) == {"safe"}
    assert place.status.totals.safe == PHOTOS + 3
    assert_promises(place)


@pytest.mark.parametrize("name", ["shift_jis", "utf-7", "nonsense"])
def test_b8_a_page_in_a_strange_encoding_is_read_or_refused_and_stops_no_other_source(
    place: Workplace, bucket: Bucket, name: str
) -> None:
    bucket.standin.faults.plan(f"encoding:{name}", where="listing", times=50)
    job = place.backup()
    assert (job.state, job.code) in (("done", None), ("failed", "LISTING_BAD"))
    assert set(states(place, "travel1").values()) == {"safe"}


def test_a_mistake_of_our_own_in_one_source_stops_no_other(
    place: Workplace, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever nobody foresaw: it is said plainly, logged with its place, and the next run begins as if nothing was."""
    pages = ahead.one_ahead

    def breaks(given: Iterator[Page], control: Control) -> Iterator[Page]:
        if place.catalog.read(sessions.recent)[0].source == "travel":
            raise LookupError("nobody thought of this")
        return pages(given, control)

    monkeypatch.setattr(scan, "one_ahead", breaks)
    job = place.backup()
    assert (job.state, job.code) == ("failed", "OWN_MISTAKE")
    assert job.message == "Holdfast made a mistake of its own while it worked on travel; the log has the details."
    assert "nobody thought of this" in caplog.text
    assert set(states(place, "travel1").values()) == {"safe"}
    assert {run.outcome for run in place.catalog.read(sessions.recent)} == {"complete", "interrupted"}
    monkeypatch.undo()
    assert place.backup().state == "done"
    assert place.status.totals.safe == PHOTOS + 3
    assert_promises(place)


def test_b3_a_server_that_takes_no_notice_of_cursors_and_makes_up_new_ones(place: Workplace, bucket: Bucket) -> None:
    bucket.standin.forget()
    bucket.standin.faults.plan("deaf", where="listing", times=10**6)
    job = place.backup()
    assert (job.state, job.code) == ("failed", "LISTING_LOOP")
    assert bucket.standin.asked("listing") < 10
    assert set(states(place, "travel1").values()) == {"safe"}


def test_b3_pages_without_an_end_and_without_a_photo(place: Workplace, bucket: Bucket) -> None:
    bucket.standin.empty()
    bucket.standin.faults.plan("deaf", where="listing", times=10**6)
    job = place.backup()
    assert (job.state, job.code) == ("failed", "LISTING_LOOP")
    assert not states(place, "travel")


def test_b9_nonsense_said_of_a_photo_that_we_know_is_said_of_that_photo(place: Workplace, bucket: Bucket) -> None:
    """Its key comes encoded: a refused row has the same one as a good row, whatever its length."""
    key = "my photos/" + "ü" * 200 + " b.jpg"
    bucket.add(key, b"\xff\xd8 a \xff\xd9")
    place.backup()
    bucket.standin.misstate(key, etag='"12"')
    bucket.standin.delete(key)
    bucket.standin.insert_row(f"<Contents><Key>my+photos/{'%C3%BC' * 200}%20b.jpg</Key><Size>12x</Size></Contents>")
    for _ in range(3):
        place.backup()
    found = states(place, "travel")
    assert (len(found), found[key]) == (PHOTOS + 1, "safe")
    assert_promises(place)


def test_b11_the_same_bytes_uploaded_in_parts_are_no_earlier_version_of_themselves(tmp_path: Path) -> None:
    bucket = Bucket(0)
    photo = b"\xff\xd8" + b"x" * 30_000
    with bucket.standin, workplace(tmp_path, bucket) as place:
        bucket.standin.put("a.jpg", photo)
        place.backup()
        bucket.standin.put("a.jpg", photo, part_size=10_000)
        place.backup()
        assert states(place, "travel") == {"a.jpg": "safe"}
        assert place.catalog.read(noted.earlier, 1) == []
        bucket.standin.put("a.jpg", photo + b"other")
        place.backup()
        assert [one.original_id for one in place.catalog.read(noted.earlier, 1)] == [1]
        bucket.standin.put("a.jpg", photo, part_size=10_000)
        place.backup()
        assert [one.original_id for one in place.catalog.read(noted.earlier, 1)] == [2]
        assert len(place.files()) == 2
        assert_promises(place)


def test_e1_a_photo_that_the_drive_cannot_hold_fails_alone(place: Workplace, bucket: Bucket) -> None:
    """Its listed size may be true or not: there is room for the others."""
    bucket.standin.insert_row(ROW.format(key="0 huge.mp4", etag=1, size=10**15))
    for _ in range(2):
        job = place.backup()
        assert job.state == "done"
        assert [key for key, state in states(place, "travel").items() if state != "safe"] == ["0 huge.mp4"]
    assert place.status.totals.safe == PHOTOS + 3
    (failure,) = place.catalog.read(failures.page)
    assert failure.code == "NO_ROOM"
    assert failure.message.startswith("0 huge.mp4 is too big") and "1,000,000,000,000,000 bytes" in failure.message
    assert bucket.standin.asked("bytes", "0 huge.mp4") == 0
    assert_promises(place)


def test_e1_without_room_for_anything_the_run_ends(place: Workplace, bucket: Bucket) -> None:
    """A drive that fills up meanwhile: as if all that is free were to be kept free from now on."""
    free = shutil.disk_usage(place.library).free
    bucket.standin.insert_row(ROW.format(key="0 huge.mp4", etag=1, size=10**15))

    def fill(job: jobs.Job, progress: jobs.Progress) -> None:
        if progress.phase == "listing":
            place.catalog.write(settings.change, "reserve_megabytes", free // 10**6 + 100_000, 1)

    job = Runner(place.opened, place.stop, fill).work_off(place.ask("backup").id)
    assert (job.state, job.code) == ("failed", "DISK_FULL")
    assert "failed" not in {state for key, state in states(place, "travel").items() if key != "0 huge.mp4"}
    assert place.state() != "safe"
