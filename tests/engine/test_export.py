"""Restoring: every source's tree in full, proven by reading it back, and nothing anywhere is ever replaced."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, exports, sources
from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.daemon.runner import Runner
from holdfast.engine import choice, receipt, setup
from holdfast.engine import export as engine_export
from holdfast.engine.copying import Errand
from holdfast.engine.export import extent
from holdfast.engine.receipt import Failed
from holdfast.errors import HoldfastError, Interrupted, TargetRefused
from holdfast.standins.cloudinary import StandIn

MANIFEST = "manifest-sha256.txt"


def restored(place: Workplace, to: Path, **asked: object) -> Job:
    return place.run("export", choice.request(place.opened, to, **asked))  # type: ignore[arg-type]


def failures(place: Workplace, job: Job) -> list[Failed]:
    return receipt.read(place.opened, job.id)[0]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def assert_manifest(folder: Path) -> None:
    """It names every file, and a stranger's program finds all of them right."""
    lines = (folder / MANIFEST).read_bytes().splitlines()
    assert len(lines) == len(set(lines)) == len(files(folder))
    check = ["sha256sum", "--quiet", "--strict", "-c", MANIFEST]
    assert subprocess.run(check, cwd=folder, capture_output=True).returncode == 0


def held(place: Workplace) -> list[str]:
    """The SHA-256 of every photo's bytes, a twin's too."""
    rows = place.catalog.read(
        Connection.rows, "SELECT o.sha256 FROM photos AS p JOIN originals AS o ON o.id = p.original_id"
    )
    return sorted(row["sha256"] for row in rows)


def sums(folder: Path) -> list[str]:
    return sorted(hashlib.sha256(content).hexdigest() for content in files(folder).values())


def test_a_whole_source_comes_back_byte_for_byte_and_reads_so(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    before, to = place.files(), tmp_path / "back"
    job = restored(place, to)
    assert (job.state, job.result["checked"], job.result["failed"]) == ("done", len(held(place)), 0)
    assert sums(to) == held(place)
    assert_manifest(to)
    times = {path: (place.library / path).stat().st_mtime_ns for path in before if (to / path).exists()}
    assert times
    assert {path: (to / path).stat().st_mtime_ns for path in times} == times
    assert {path.name for path in to.iterdir()} == {"travel", MANIFEST}
    assert_promises(place, before)


def test_twins_are_written_in_full_in_each_sources_tree(place: Workplace, tmp_path: Path) -> None:
    with StandIn(0, seed=4) as second:
        data = b"\xff\xd8\xff one photo in two clouds \xff\xd9"
        assert place.cloud is not None
        place.cloud.add("trip/one", data)
        second.add("other/name", data)
        setup.add_cloudinary(place.opened, "second", second.url)
        place.backup()
        assert list(place.files().values()).count(data) == 1
        restored(place, tmp_path / "back")
        assert sorted(path for path, content in files(tmp_path / "back").items() if content == data) == [
            "second/other/name.jpg", "travel/trip/one.jpg",
        ]  # fmt: skip


def test_a_second_run_writes_nothing_and_proves_it_again(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    to = tmp_path / "back"
    restored(place, to)
    made = {path: (to / path).stat().st_ino for path in files(to)}
    job = restored(place, to)
    assert job.result["adopted"] == job.result["checked"] == len(made)
    assert {path: (to / path).stat().st_ino for path in files(to)} == made
    assert_manifest(to)


def test_what_is_missing_is_all_that_a_second_run_writes(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    to = tmp_path / "back"
    restored(place, to)
    for path in list(files(to))[:3]:
        (to / path).unlink()
    job = restored(place, to)
    assert job.result["checked"] - job.result["adopted"] == 3
    assert sums(to) == held(place)
    assert_manifest(to)


def test_a_file_of_the_persons_own_keeps_its_place(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    path = next(path for path in place.files() if path.count("/") == 1)
    to = tmp_path / "back"
    (to / path).parent.mkdir(parents=True)
    (to / path).write_bytes(b"my own")
    for _ in range(2):
        job = restored(place, to)
        assert (to / path).read_bytes() == b"my own"
        assert job.result["failed"] == 0
        assert sums(to) == sorted([*held(place), hashlib.sha256(b"my own").hexdigest()])


def test_a_link_in_the_folder_leads_nowhere(place: Workplace, tmp_path: Path) -> None:
    """I7: nothing is made outside of the folder."""
    place.backup()
    to, elsewhere = tmp_path / "back", tmp_path / "elsewhere"
    to.mkdir()
    elsewhere.mkdir()
    (to / "travel").symlink_to(elsewhere)
    job = restored(place, to)
    assert list(elsewhere.iterdir()) == []
    assert {one.code for one in failures(place, job)} == {"TARGET_TAKEN"}
    assert job.result["failed"] == len(held(place))


def test_damaged_and_missing_originals_are_named_and_the_others_come(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    flipped, cut, gone = sorted(path for path, content in place.files().items() if len(content) > 100)[:3]
    content = bytearray((place.library / flipped).read_bytes())
    content[50] ^= 1
    (place.library / flipped).write_bytes(content)
    os.truncate(place.library / cut, 20)
    (place.library / gone).unlink()
    to = tmp_path / "back"
    job = restored(place, to)
    found = {one.path: one.code for one in failures(place, job)}
    assert found == {flipped: "DAMAGED", cut: "DAMAGED", gone: "MISSING"}
    assert all(one.message and one.action for one in failures(place, job))
    assert job.result["checked"] == len(held(place)) - len(failures(place, job))
    assert bytes(content) not in files(to).values()
    assert_manifest(to)


def test_photos_that_never_arrived_are_named(place: Workplace, cloud: StandIn, tmp_path: Path) -> None:
    cloud.faults.plan("500", key=cloud.photos[0].asset_id, times=1000)
    place.backup()
    job = restored(place, tmp_path / "back")
    (one,) = failures(place, job)
    assert (one.code, one.path) == ("NOT_IN_LIBRARY", "")


def test_what_the_cloud_lost_and_a_source_that_was_removed_come_back(
    place: Workplace, cloud: StandIn, tmp_path: Path
) -> None:
    place.backup()
    cloud.delete(cloud.photos[0].asset_id)
    place.backup()
    place.backup()
    assert place.status.totals.gone == 1
    place.catalog.write(sources.remove, 1, 1)
    ids = place.catalog.read(exports.origin_ids, ["travel"])
    assert restored(place, tmp_path / "all", sources=ids, gone=True).result["checked"] == 40
    assert restored(place, tmp_path / "listed", sources=ids).result["checked"] == 39


def test_a_choice_by_day_folder_and_words(place: Workplace, cloud: StandIn, tmp_path: Path) -> None:
    cloud.add("Lisbon/2024/tram", b"\xff\xd8\xff tram \xff\xd9")
    place.backup()
    place.catalog.write(Connection.run, "UPDATE photos SET created_at = 1715904000000 WHERE name = 'tram.jpg'")
    folder = place.catalog.read(Connection.number, "SELECT id FROM folders WHERE path = 'Lisbon'")
    wanted: list[dict[str, object]] = [
        {"since": "2024-05-17", "until": "2024-05-17"}, {"folder": folder, "sources": (1,)}, {"match": "lisbon TRAM"},
    ]  # fmt: skip
    for number, asked in enumerate(wanted):
        to = tmp_path / str(number)
        restored(place, to, structure="{year}/{month}/{name}", **asked)
        assert files(to) == {"2024/05/tram.jpg": b"\xff\xd8\xff tram \xff\xd9"}


def test_places_that_cannot_be_are_refused_before_anything_is_made(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    before = place.files()
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(place.library / "travel")
    other = tmp_path / "other"
    other.mkdir()
    with Workplace(other):
        pass
    for to in (
        place.library, place.library / "back", place.library.parent, tmp_path / "link", tmp_path / "link" / "x",
        place.home.path, place.home.path / "x", tmp_path / "file", tmp_path / "no" / "where", other / "library" / "x",
    ):  # fmt: skip
        with pytest.raises(TargetRefused):
            choice.request(place.opened, to)
    assert place.files() == before
    assert not (tmp_path / "no").exists()


def test_a_list_that_is_no_manifest_is_not_written_to(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    to = tmp_path / "back"
    to.mkdir()
    (to / MANIFEST).write_text("my shopping list\n")
    job = restored(place, to)
    assert (job.state, job.code) == ("failed", "TARGET_REFUSED")
    assert (to / MANIFEST).read_text() == "my shopping list\n"
    assert [path.name for path in to.iterdir()] == [MANIFEST]


def test_a_manifest_that_is_the_librarys_own_by_a_link_is_not_added_to(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    to = tmp_path / "back"
    to.mkdir()
    os.link(place.library / MANIFEST, to / MANIFEST)
    before = (place.library / MANIFEST).read_bytes()
    job = restored(place, to)
    assert (job.state, job.code) == ("failed", "TARGET_REFUSED")
    assert (place.library / MANIFEST).read_bytes() == before
    assert [path.name for path in to.iterdir()] == [MANIFEST]


def test_an_absent_library_restores_nothing_and_says_so(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    place.library.rename(place.folder / "unplugged")
    job = restored(place, tmp_path / "back")
    assert (job.state, job.code) == ("failed", "LIBRARY_OFFLINE")
    assert place.status.totals.failed == 0


def test_it_stops_when_asked_leaves_no_litter_and_goes_on(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_export, "BATCH", 30)
    place.backup()
    for number in range(100):
        assert place.cloud is not None
        place.cloud.add(f"more/{number}", b"\xff\xd8\xff" + number.to_bytes(2) * 1000)
    place.backup()
    to = tmp_path / "back"

    def watch(_job: Job, progress: Progress) -> None:
        if 0 < progress.photos_done < progress.photos_total:
            place.stop.set()

    job = place.ask("export", choice.request(place.opened, to))
    with pytest.raises(Interrupted):
        Runner(place.opened, place.stop, watch).work_off(job.id)
    assert 0 < len(files(to)) < 140
    assert list(to.rglob("*.part")) == []
    place.stop.clear()
    done = place.runner().work_off(job.id)
    assert done.state == "done"
    assert sums(to) == held(place)
    assert_manifest(to)


def test_the_space_is_asked_for_before_anything_is_written(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    place.catalog.write(Connection.run, "UPDATE originals SET bytes = 1000000000000000 WHERE id = 1")
    to = tmp_path / "back"
    job = restored(place, to)
    assert (job.state, job.code) == ("failed", "TARGET_FULL")
    assert "needed" in (job.message or "")
    assert list(to.iterdir()) == []


def test_a_dry_run_says_what_a_run_then_does(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    asked = choice.request(place.opened, tmp_path / "back")
    foreseen = extent(place.opened, asked, None)
    paths = {one.path for one in choice.Choice(place.opened, asked).each() if isinstance(one, Errand)}
    assert not (tmp_path / "back").exists()
    job = place.run("export", asked)
    assert (foreseen.photos, foreseen.bytes) == (job.result["checked"], job.result["bytes"])
    assert paths == files(tmp_path / "back").keys()


def test_a_restore_says_nothing_of_whether_all_is_safe(place: Workplace, tmp_path: Path) -> None:
    place.backup()
    place.ask("export", Parameters(to=str(tmp_path / "back")))
    assert place.state() == "safe"
    with pytest.raises(HoldfastError):
        choice.request(place.opened, tmp_path / "back", structure="{nonsense}")
