"""E10–E13: a drive that refuses to keep bytes, or lets them rot; files that somebody cuts, edits or removes."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hurried import HurriedClock
from invariants import assert_promises, assert_safe_is_true
from storm import holdfast
from workplace import Workplace

from holdfast.catalog import Connection, failures, sources
from holdfast.catalog.jobs import Parameters
from holdfast.engine import setup
from holdfast.standins.cloudinary import StandIn

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
ONE = b"\xff\xd8\xff" + b"a picture of the sea, " * 40 + b"\xff\xd9"
EDIT = b"\xff\xd8\xff" + b"a brighter picture of the sea, " * 40 + b"\xff\xd9"


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(70, seed=3, nasty=False) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud, clock=HurriedClock()) as made:
        yield made


def path_of(place: Workplace, key: str) -> Path:
    rows = place.catalog.read(
        Connection.rows,
        "SELECT o.path FROM photos AS p JOIN originals AS o ON o.id = p.original_id WHERE p.key = ?", (key,),
    )  # fmt: skip
    return place.library / str(rows[0]["path"])


def rot(path: Path) -> bytes:
    """One bit flips; the file's time stays. What is there now."""
    was, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    return bytes(content)


def kept_aside(place: Workplace) -> list[bytes]:
    return [path.read_bytes() for path in (place.library / ".holdfast" / "damaged").rglob("*") if path.is_file()]


def is_held(place: Workplace) -> bool:
    """A person is asked what it means that so many files are gone."""
    return place.status.verification.held is not None


def codes(place: Workplace) -> set[str]:
    return {failure.code for failure in place.catalog.read(failures.page)}


def backup_while_syncing_fails(place: Workplace, which: str) -> tuple[int, str]:
    """A backup by a process in which those calls that make bytes durable report an error, as a failing drive does."""
    calls = "syncfs,fsync,fdatasync"
    failing = f"inject={calls}:error=EIO:when={which}"
    library = ("-P", str(place.library), "-P", str(place.library / ".holdfast" / "incoming"))
    tracer = ("strace", "-f", "-qq", "-o", "/dev/null", *library, "-e", f"trace={calls}", "-e", failing)
    running = holdfast(place, "--key-file", str(place.key_file), "backup", before=tracer)
    said, _ = running.communicate(timeout=120)
    return running.returncode, said


@needs_strace
def test_e10_what_a_failed_sync_left_is_thrown_away_and_fetched_anew(place: Workplace, cloud: StandIn) -> None:
    code, said = backup_while_syncing_fails(place, "1")
    assert code == 0, said
    fetched = cloud.asked("delivery") + cloud.asked("download")
    assert fetched > len(cloud.photos)  # what came before the error was not trusted
    assert place.state() == "safe"
    assert_promises(place)


@needs_strace
def test_e10_a_drive_that_fails_three_times_in_a_row_is_called_failing(place: Workplace, cloud: StandIn) -> None:
    code, said = backup_while_syncing_fails(place, "1+")
    assert code == 4, said
    assert "The drive may be failing" in said
    fetched = cloud.asked("delivery") + cloud.asked("download")
    assert len(cloud.photos) < fetched <= 3 * len(cloud.photos)
    assert (place.status.totals.safe, place.status.totals.failed) == (0, 0)
    place.backup()
    assert place.state() == "safe"
    assert_promises(place)


def test_e11_rot_is_found_within_the_round_and_put_right_without_anybody_asking(
    place: Workplace, cloud: StandIn
) -> None:
    asset = cloud.add("sea/one", ONE)
    place.backup()
    before = place.files()
    rotten = rot(path_of(place, asset.asset_id))
    rounds = 0
    while path_of(place, asset.asset_id).read_bytes() != ONE:
        place.run("rolling_verify")
        rounds += 1
        assert rounds <= 31
    assert kept_aside(place) == [rotten]
    assert place.state() == "safe"
    assert_promises(place, before)


def test_e12_what_is_cut_to_nothing_or_deleted_is_fetched_again_at_the_next_portion(
    place: Workplace, cloud: StandIn
) -> None:
    emptied, gone = cloud.add("sea/one", ONE), cloud.add("sea/two", ONE + b"2")
    place.backup()
    before = place.files()
    os.truncate(path_of(place, emptied.asset_id), 0)
    path_of(place, gone.asset_id).unlink()
    job = place.run("rolling_verify")
    assert (job.result["damaged"], job.result["missing"], job.result["repaired"]) == (1, 1, 2)
    assert_promises(place, before)


def test_e12_an_edit_is_left_alone_until_the_person_says_what_to_do_with_it(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.add("sea/one", ONE)
    place.backup()
    edited = path_of(place, asset.asset_id)
    edited.write_bytes(EDIT)
    job = place.run("rolling_verify")
    assert (job.result["damaged"], job.result["repaired"]) == (1, 0)
    assert (edited.read_bytes(), codes(place), place.state()) == (EDIT, {"EDITED"}, "attention")
    place.run("rolling_verify")
    place.backup()
    assert edited.read_bytes() == EDIT

    place.run("verify", Parameters(repair=True, keep_edits=True))
    assert edited.read_bytes() == EDIT
    assert path_of(place, asset.asset_id) != edited
    assert place.state() == "safe"
    assert_promises(place)


def test_e12_repairing_the_rest_or_trying_again_leaves_an_edit_alone(place: Workplace, cloud: StandIn) -> None:
    asset, other = cloud.add("one", ONE), cloud.add("other", ONE[::-1])
    place.backup()
    edited = path_of(place, asset.asset_id)
    edited.write_bytes(EDIT)
    path_of(place, other.asset_id).unlink()
    place.run("verify", Parameters())
    place.run("retry")
    assert (edited.read_bytes(), codes(place)) == (EDIT, {"EDITED"})
    place.run("verify", Parameters(repair=True, leave_edits=True))
    assert (edited.read_bytes(), codes(place)) == (EDIT, {"EDITED"})
    assert kept_aside(place) == []


def test_e12_a_repair_by_hand_fetches_all_and_keeps_the_edit_aside(place: Workplace, cloud: StandIn) -> None:
    asset = cloud.add("sea/one", ONE)
    place.backup()
    edited = path_of(place, asset.asset_id)
    edited.write_bytes(EDIT)
    place.run("verify", Parameters(repair=True))
    assert (edited.read_bytes(), kept_aside(place)) == (ONE, [EDIT])
    assert_promises(place)


def test_e13_three_in_ten_gone_at_once_is_a_wrong_library_and_not_as_many_repairs(
    place: Workplace, cloud: StandIn
) -> None:
    place.backup()
    before = place.files()
    elsewhere = place.folder / "elsewhere"
    gone = sorted(before)[:30]
    for number, path in enumerate(gone):
        elsewhere.mkdir(exist_ok=True)
        (place.library / path).rename(elsewhere / str(number))
    cloud.forget()
    for parameters in (Parameters(), Parameters(repair=True), Parameters(sample=10.0), Parameters(accept_missing=29)):
        job = place.run("verify", parameters)
        assert (job.state, job.code) == ("failed", "LIBRARY_WRONG")
        assert (place.status.totals.failed, cloud.requests) == (0, [])
    status = place.status
    assert (status.state, status.verification.held and status.verification.held.absent) == ("attention", 30)
    assert "30 of 70 files are no longer in the library" in status.sentence

    for number, path in enumerate(gone):
        (elsewhere / str(number)).rename(place.library / path)
    place.run("verify")
    assert place.state() == "safe"
    assert_promises(place, before)


def test_e13_a_person_who_removed_them_says_so_and_then_they_are_repaired(place: Workplace) -> None:
    place.backup()
    before = place.files()
    for path in sorted(before)[:30]:
        (place.library / path).unlink()
    place.run("verify")
    assert is_held(place)
    job = place.run("verify", Parameters(accept_missing=30))
    assert (job.state, job.result["missing"], is_held(place)) == ("done", 30, False)
    place.run("verify", Parameters(repair=True))
    assert place.state() == "safe"
    assert_promises(place, before)


def test_e13_the_daemons_own_check_waits_and_goes_on_by_itself_when_they_are_back(place: Workplace) -> None:
    place.backup()
    (place.library / "travel").rename(place.folder / "travel")
    now = int(place.clock.now() * 1000)
    place.catalog.write(
        Connection.run, "INSERT INTO jobs (kind, origin, asked_at) VALUES ('rolling_verify', 'schedule', ?)", (now,)
    )
    place.runner().take_one()
    assert is_held(place)
    assert place.status.totals.failed == 0
    (place.folder / "travel").rename(place.library / "travel")
    place.catalog.write(Connection.run, "UPDATE jobs SET not_before = 1 WHERE state = 'waiting'")
    place.runner().take_one()
    assert (is_held(place), place.state()) == (False, "safe")


@pytest.mark.parametrize("trouble", ["paused", "gone there", "refused", "away"])
def test_e11_whichever_source_has_the_bytes_brings_them_back(
    place: Workplace, cloud: StandIn, trouble: str
) -> None:
    with StandIn(0, cloud="second") as second:
        first, twin = cloud.add("sea/one", ONE), second.add("elsewhere/one", ONE)
        place.backup()
        setup.add_cloudinary(place.opened, "second", second.url)
        place.backup()
        rotten = rot(path_of(place, first.asset_id))
        if trouble == "paused":
            place.catalog.write(sources.pause, 1, True)
        elif trouble == "gone there":
            cloud.delete(first.asset_id)
        elif trouble == "refused":
            cloud.faults.plan("403", key=first.asset_id, times=1000)
        else:
            cloud.stop()
        job = place.run("verify", Parameters(repair=True))
        assert (job.state, job.result["repaired"]) == ("done", 1)
        assert path_of(place, twin.asset_id).read_bytes() == ONE
        assert kept_aside(place) == [rotten]
        assert_safe_is_true(place.catalog, place.library)


def test_e11_a_photo_that_was_never_copied_brings_its_twins_bytes_back(place: Workplace, cloud: StandIn) -> None:
    first = cloud.add("sea/one", ONE)
    place.backup()
    path = path_of(place, first.asset_id)
    rot(path)
    place.run("verify")
    cloud.delete(first.asset_id)
    twin = cloud.add("sea/two", ONE)
    cloud.faults.plan("404", key=twin.asset_id, times=1000)
    place.backup()
    cloud.faults.clear()
    job = place.run("verify", Parameters(repair=True))
    assert (job.result["repaired"], path.read_bytes()) == (1, ONE)
    assert_promises(place)


def test_e11_a_file_that_no_source_has_any_more_is_named_with_what_can_be_done(
    place: Workplace, cloud: StandIn
) -> None:
    asset = cloud.add("sea/one", ONE)
    place.backup()
    path = path_of(place, asset.asset_id)
    cloud.delete(asset.asset_id)
    place.backup()
    place.backup()
    rot(path)
    place.run("verify", Parameters(repair=True))
    found = place.status
    assert (found.verification.lost, found.verification.lost_files[0].condition) == (1, "damaged")
    assert path.as_posix().endswith(found.verification.lost_files[0].path)
    assert "1 file of photos that no source has any more" in found.detail
    path.write_bytes(ONE)
    place.run("verify")
    assert place.status.verification.lost == 0


def test_e11_a_rotten_file_whose_bytes_came_elsewhere_is_not_in_the_manifest_any_more(
    place: Workplace, cloud: StandIn
) -> None:
    asset = cloud.add("sea/one", ONE)
    place.backup()
    path = path_of(place, asset.asset_id)
    rotten = rot(path)
    place.run("verify")
    cloud.add("sea/two", ONE)
    place.backup()  # a plain backup moves nothing aside
    assert (path.read_bytes(), path_of(place, asset.asset_id).read_bytes()) == (rotten, ONE)
    assert_promises(place)


def test_a_verify_that_is_paused_after_a_repair_repairs_what_it_finds_later(place: Workplace, cloud: StandIn) -> None:
    first, second = cloud.add("sea/one", ONE), cloud.add("sea/two", ONE + b"2")
    place.backup()
    rot(path_of(place, first.asset_id))
    job = place.run("verify", Parameters(repair=True))
    rot(path_of(place, second.asset_id))
    place.catalog.write(Connection.run, "DELETE FROM file_integrity")
    place.catalog.write(Connection.run, "UPDATE jobs SET state = 'queued' WHERE id = ?", (job.id,))
    assert place.runner().work_off(job.id).result["repaired"] == 2
    assert place.state() == "safe"


def test_d14_other_bytes_of_the_same_size_and_time_are_found_by_their_hash(place: Workplace, cloud: StandIn) -> None:
    asset, other = cloud.add("sea/one", ONE), cloud.add("sea/two", ONE[:-4] + b"!!\xff\xd9")
    place.backup()
    one, two = path_of(place, asset.asset_id), path_of(place, other.asset_id)
    assert (one.read_bytes(), one.stat().st_size) == (ONE, two.stat().st_size)
    was = one.stat()
    one.write_bytes(two.read_bytes())
    os.utime(one, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert place.run("verify").result["damaged"] == 1
    place.run("verify", Parameters(repair=True))
    assert one.read_bytes() == ONE
    assert_promises(place)
