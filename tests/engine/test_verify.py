"""Verify reads the disk: a flipped byte, a cut file and a missing file are found, and repaired from the source."""

import os

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, failures, integrity, sessions
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.daemon.runner import Runner
from holdfast.errors import Interrupted
from holdfast.standins.cloudinary import StandIn


def spoil(place: Workplace) -> dict[str, str]:
    """Flip a byte (its time kept), cut a file, remove a file."""
    flipped, cut, removed = sorted(path for path, content in place.files().items() if len(content) > 100)[:3]
    file = place.library / flipped
    stat = file.stat()
    content = bytearray(file.read_bytes())
    content[50] ^= 1
    file.write_bytes(content)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    os.truncate(place.library / cut, 20)
    (place.library / removed).unlink()
    return {"flipped": flipped, "cut": cut, "removed": removed}


def test_a_whole_library_is_intact_and_says_when_it_was_read(place: Workplace) -> None:
    place.backup()
    assert place.status.totals.verified == 0
    job = place.run("verify")
    assert (job.result["checked"], job.result["damaged"], job.result["missing"]) == (40, 0, 0)
    assert place.status.totals.verified == 40
    assert place.status.last_verify is not None


def test_damage_is_found_named_and_never_called_safe(place: Workplace) -> None:
    place.backup()
    spoiled = spoil(place)
    job = place.run("verify")
    assert (job.result["checked"], job.result["damaged"], job.result["missing"]) == (40, 2, 1)
    found = {failure.code for failure in place.catalog.read(failures.page)}
    assert found == {"DAMAGED", "EDITED", "MISSING"}
    said = " ".join(failure.message for failure in place.catalog.read(failures.page))
    assert all(path in said for path in spoiled.values())
    assert place.state() == "attention"
    assert place.status.totals.safe == 37
    rows = place.catalog.read(Connection.rows, "SELECT result FROM file_integrity WHERE result <> 'intact'")
    assert sorted(row["result"] for row in rows) == ["damaged", "damaged", "missing"]


def test_repair_fetches_again_and_keeps_the_damaged_bytes(place: Workplace) -> None:
    place.backup()
    before = place.files()
    spoiled = spoil(place)
    damaged = (place.library / spoiled["flipped"]).read_bytes()
    job = place.run("verify", Parameters(repair=True))
    assert job.result["repaired"] == 3
    assert place.files() == before
    kept = [path.read_bytes() for path in (place.library / ".holdfast" / "damaged").rglob("*") if path.is_file()]
    assert damaged in kept
    assert len(kept) == 2
    assert place.state() == "safe"
    assert_promises(place, before)


def test_a_backup_alone_leaves_damaged_files_to_the_person(place: Workplace) -> None:
    place.backup()
    spoiled = spoil(place)
    place.run("verify")
    place.backup()
    assert len((place.library / spoiled["cut"]).read_bytes()) == 20
    assert place.status.totals.failed == 3
    place.run("retry")
    assert [failure.code for failure in place.catalog.read(failures.page)] == ["EDITED"]  # the person's own, perhaps
    place.run("verify", Parameters(repair=True))
    assert place.state() == "safe"
    assert_promises(place)


def test_damage_that_healed_is_safe_again(place: Workplace) -> None:
    place.backup()
    before = place.files()
    spoiled = spoil(place)
    place.run("verify")
    for path in spoiled.values():
        (place.library / path).write_bytes(before[path])
    place.run("verify")
    assert place.state() == "safe"


def test_a_sample_is_a_random_share_and_another_one_each_time(place: Workplace) -> None:
    place.backup()
    shares = []
    for _ in range(3):
        job = place.run("verify", Parameters(sample=25.0))
        assert job.result["checked"] == 10
        session = place.catalog.read(sessions.of_job, job.id)[0].id
        rows = place.catalog.read(
            Connection.rows, "SELECT original_id FROM file_integrity WHERE session_id = ?", (session,)
        )
        shares.append({row["original_id"] for row in rows})
    assert len({frozenset(share) for share in shares}) == 3
    assert place.catalog.read(integrity.last_full_check) is None


def test_a_pass_that_was_stopped_goes_on_where_it_was(place: Workplace, cloud: StandIn) -> None:
    for number in range(60):
        cloud.add(f"more/{number}", b"\xff\xd8\xff" + number.to_bytes(2) * 200_000)
    place.backup()

    def watch(_job: Job, progress: Progress) -> None:
        if progress.photos_done >= 30:
            place.stop.set()

    job = place.ask("verify")
    with pytest.raises(Interrupted):
        Runner(place.opened, place.stop, watch).work_off(job.id)
    place.stop.clear()
    done = place.run("verify")
    assert done.id == job.id
    assert done.result["checked"] == 100
    outcomes = [one.outcome for one in place.catalog.read(sessions.of_job, job.id)]
    assert outcomes == ["interrupted", "complete"]


def test_an_absent_library_marks_nothing_missing(place: Workplace) -> None:
    place.backup()
    place.library.rename(place.folder / "unplugged")
    job = place.run("verify")
    assert (job.state, job.code) == ("failed", "LIBRARY_OFFLINE")
    assert place.status.totals.safe == 40
    assert place.state() == "waiting"
    (place.folder / "unplugged").rename(place.library)
    assert place.state() == "safe"
