"""Cleanup takes away what nobody needs any more, and nothing else."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, folders, jobs, settings, work
from holdfast.catalog import thumbnails as rows
from holdfast.catalog.jobs import Parameters
from holdfast.clock import milliseconds
from holdfast.daemon.schedule import WEEK, ask_for_upkeep
from holdfast.engine import thumbnails
from holdfast.standins.cloudinary import StandIn

YEARS = 10 * 365 * rows.DAY


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with StandIn(24, seed=3) as cloud, Workplace(tmp_path, cloud) as made:
        assert made.backup().state == "done"
        yield made
        thumbnails.close()


def pictures(place: Workplace, count: int) -> list[int]:
    """Originals of which thumbnails can be made."""
    found = place.catalog.read(
        Connection.rows, "SELECT DISTINCT original_id AS id FROM photos WHERE state = 'safe' AND format = 'jpg'"
    )
    assert len(found) >= count
    return [int(row["id"]) for row in found[:count]]


def look(place: Workplace, original: int, size: int, days_ago: int = 0) -> Path:
    """Somebody looked at it, so long ago."""
    path = thumbnails.get(place.opened, original, size)
    assert isinstance(path, Path)
    at = milliseconds(place.clock) - days_ago * rows.DAY
    place.catalog.write(rows.used, original, size, at)
    return path


def grown_old(path: Path) -> Path:
    os.utime(path, (1, 1))
    return path


def count(place: Workplace, table: str) -> int:
    return place.catalog.read(Connection.number, f"SELECT count(*) FROM {table}")


def test_larger_thumbnails_that_nobody_looks_at_go_and_small_ones_stay(place: Workplace) -> None:
    original = pictures(place, 1)[0]
    small, old = look(place, original, 256, 400), look(place, original, 1600, 32)
    fresh = look(place, original, 400, 28)
    before = place.files()
    job = place.run("cleanup")
    assert (job.state, job.result["aged"]) == ("done", 1)
    assert (small.exists(), old.exists(), fresh.exists()) == (True, False, True)
    assert place.catalog.read(rows.find, original, 1600) is None
    place.catalog.write(settings.change, "thumbnail_max_age_days", 7, 1)
    place.run("cleanup")
    assert not fresh.exists()
    assert_promises(place, before)


def test_the_quota_is_held_and_the_least_used_go_first(place: Workplace) -> None:
    first, second = pictures(place, 2)
    older, newer = look(place, first, 400, 3), look(place, second, 400, 1)
    place.catalog.write(Connection.run, "UPDATE thumbnails SET bytes = 900000 WHERE size = 400")
    place.catalog.write(settings.change, "thumbnail_quota_megabytes", 1, 1)
    job = place.run("cleanup")
    assert job.result["over_quota"] == 1
    assert (older.exists(), newer.exists()) == (False, True)


def test_files_without_a_row_rows_without_a_file_and_litter_go(place: Workplace) -> None:
    first, second = pictures(place, 2)
    kept, lost = look(place, first, 256), look(place, second, 256)
    lost.unlink()
    unknown = grown_old(_written(kept.parent / f"{kept.name[:2]}{'0' * 30}-400.jpg"))
    litter = grown_old(_written(kept.parent / "0123.part"))
    under_way = _written(kept.parent / "4567.part")
    job = place.run("cleanup")
    assert (job.result["litter"], job.result["lost"]) == (2, 1)
    assert [path.exists() for path in (kept, unknown, litter, under_way)] == [True, False, False, True]
    assert place.catalog.read(rows.find, second, 256) is None


def _written(path: Path) -> Path:
    path.write_bytes(b"x")
    return path


def test_what_failed_is_tried_once_more_and_what_was_refused_is_not(place: Workplace) -> None:
    first, second = pictures(place, 2)
    place.catalog.write(rows.record, first, 256, rows.Thumbnail("failed"), "THUMB_FAILED", 1)
    place.catalog.write(rows.record, second, 256, rows.Thumbnail("refused"), "THUMB_REFUSED", 1)
    assert place.run("cleanup").result["retried"] == 1
    assert isinstance(thumbnails.get(place.opened, first, 256), Path)
    assert isinstance(thumbnails.get(place.opened, second, 256), thumbnails.Refusal)


def test_records_that_nothing_refers_to_go_and_no_photo_does(place: Workplace) -> None:
    def orphans(db: Connection) -> None:
        folders.ensure(db, 1, ("left", "behind", "deep"))
        db.run("INSERT INTO tags (name) VALUES ('of nobody')")
        old = jobs.enqueue(db, "thumbnails", Parameters(), origin="schedule", at=1)
        jobs.ends(db, old.id, "done", milliseconds(place.clock) - YEARS, {})
        db.run("UPDATE jobs SET finished_at = 1 WHERE kind = 'backup'")  # it led to runs

    before = {table: count(place, table) for table in ("photos", "originals", "folders", "tags", "backup_sessions")}
    place.catalog.write(orphans)
    job = place.run("cleanup")
    assert (job.result["folders"], job.result["tags"], job.result["jobs"]) == (3, 1, 1)
    assert {table: count(place, table) for table in before} == before
    wrong = place.catalog.read(
        Connection.number,
        "SELECT count(*) FROM folders AS f"
        " WHERE subfolders <> (SELECT count(*) FROM folders AS b WHERE b.parent_id = f.id)",
    )
    assert wrong == 0
    kinds = place.catalog.read(Connection.rows, "SELECT kind FROM jobs")
    assert {row["kind"] for row in kinds} == {"backup", "cleanup"}


def test_a_folder_that_a_collection_mirrors_stays_though_it_is_empty(place: Workplace) -> None:
    def mirrored(db: Connection) -> None:
        folder = folders.ensure(db, 1, ("emptied",))
        with work.change(db, "Made", 1) as change:
            change.add("collections", {"uid": "m", "name": "Mirror", "kind": "source", "folder_id": folder})

    place.catalog.write(mirrored)
    job = place.run("cleanup")
    assert (job.state, job.result.get("folders", 0)) == ("done", 0)
    assert place.catalog.read(Connection.number, "SELECT count(*) FROM folders WHERE name = 'emptied'") == 1


def test_a_second_cleanup_finds_nothing_to_do(place: Workplace) -> None:
    look(place, pictures(place, 1)[0], 400, 300)
    place.run("cleanup")
    assert {name: number for name, number in place.run("cleanup").result.items() if number} == {}


def test_the_catalog_gives_back_the_room_it_has_no_use_for(place: Workplace) -> None:
    def fill(db: Connection) -> None:
        db.many(
            "INSERT INTO audit_log (at, actor, action, subject) VALUES (1, 'daemon', 'fill', ?)",
            [(f"{number:01000d}",) for number in range(8000)],
        )

    place.catalog.write(fill)
    place.catalog.fold()
    full = place.home.catalog_file.stat().st_size
    assert full > 8 * 10**6
    place.catalog.write(Connection.run, "DELETE FROM audit_log WHERE action = 'fill'")
    job = place.run("cleanup")
    assert job.result["catalog_bytes"] > 7 * 10**6
    assert place.home.catalog_file.stat().st_size < full - 7 * 10**6
    assert place.catalog.read(Connection.rows, "PRAGMA integrity_check")[0][0] == "ok"  # type: ignore[index]


def test_it_is_written_down_who_wanted_it_and_what_was_done(place: Workplace) -> None:
    look(place, pictures(place, 1)[0], 400, 300)
    place.run("cleanup")
    (line,) = place.catalog.read(Connection.rows, "SELECT actor, detail FROM audit_log WHERE action = 'cleanup'")
    assert line["actor"] == "person"
    assert '"aged": 1' in line["detail"]


def test_it_needs_no_drive(place: Workplace) -> None:
    place.library.rename(place.folder / "unplugged")
    assert place.run("cleanup").state == "done"


def test_the_schedule_asks_for_thumbnails_after_a_backup_and_for_a_cleanup_every_week(place: Workplace) -> None:
    def asked(at: int) -> list[str]:
        place.catalog.write(ask_for_upkeep, at)
        open_ones = [str(job.kind) for job in place.catalog.read(jobs.open_ones)]
        found = [kind for kind in open_ones if kind in ("thumbnails", "cleanup")]
        for job in place.catalog.read(jobs.open_ones):
            place.catalog.write(jobs.ends, job.id, "done", at, {})
        return found

    now = milliseconds(place.clock)
    assert asked(now) == ["thumbnails"]
    assert asked(now + 1) == []
    assert asked(now + WEEK + 1000) == ["cleanup"]
    assert asked(now + WEEK + 2000) == []
    assert asked(now + 9 * WEEK) == ["cleanup"]
    assert asked(now + 9 * WEEK + 1) == []
    backup = place.catalog.write(jobs.enqueue, "backup", Parameters(), origin="schedule", at=now + 9 * WEEK + 2)
    place.catalog.write(jobs.ends, backup.id, "done", now + 9 * WEEK + 3, {})
    assert asked(now + 9 * WEEK + 4) == ["thumbnails"]


def test_cleanup_gives_way_to_whatever_somebody_waits_for(place: Workplace) -> None:
    cleanup = place.catalog.write(jobs.enqueue, "cleanup", Parameters(), origin="schedule", at=1)
    thumbs = place.catalog.write(jobs.enqueue, "thumbnails", Parameters(), origin="schedule", at=1)
    assert not place.catalog.read(jobs.is_outranked, "cleanup", 2)
    assert place.catalog.read(jobs.is_outranked, "thumbnails", 2)
    retry = place.ask("retry")
    assert place.catalog.read(jobs.is_outranked, "cleanup", 2)
    assert not place.catalog.read(jobs.is_outranked, "retry", 2)
    order = []
    while (job := place.catalog.write(jobs.take, 2)) is not None:
        order.append(job.id)
    assert order == [retry.id, cleanup.id, thumbs.id]
