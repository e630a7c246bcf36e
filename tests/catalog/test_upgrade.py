"""A catalog of version 1, with rows in every table, comes up to this version: nothing is lost, counts are right."""

from contextlib import closing
from pathlib import Path

import pytest
from listings import photo, scan

from holdfast import __version__
from holdfast.catalog import Catalog, Connection, jobs, photos, sessions, settings, sources, statistics
from holdfast.catalog.driver import connect
from holdfast.catalog.migrations import SCHEMA_VERSION, upgrade
from holdfast.clock import SystemClock
from holdfast.domain.evidence import Strengths

FIRST = Path(__file__).parent / "schema-version-1.sql"

ROWS = """
INSERT INTO config VALUES ('library_id', '"lib"', 1), ('catalog_id', '"cat"', 1), ('downloads_at_once', '4', 2);
INSERT INTO sources (id, uid, name, kind, folder, settings, credentials, added_at, last_complete_scan_at, held)
  VALUES (1, 'u1', 'travel', 'cloudinary', 'travel', '{"cloud_name": "demo"}', '{"api_key": "k"}', 1, 5, NULL),
         (2, 'u2', 'old', 'cloudinary', 'old', '{}', NULL, 2, NULL,
    '{"code": "MASS_GONE", "message": "m", "absent": 9}');
INSERT INTO folders (id, source_id, parent_id, path, name) VALUES (1, 1, NULL, '', ''), (2, 1, 1, 'a', 'a'),
  (3, 1, 2, 'a/b', 'b'), (4, 1, 1, 'c', 'c'), (5, 2, NULL, '', '');
INSERT INTO originals (id, sha256, md5, bytes, path, path_folded, stored_at, verified_at, condition) VALUES
  (1, printf('%064x', 1), printf('%032x', 1), 101, 'travel/1', 'travel/1', 1, 9, 'intact'),
  (2, printf('%064x', 2), printf('%032x', 2), 102, 'travel/2', 'travel/2', 1, NULL, 'damaged'),
  (3, printf('%064x', 3), printf('%032x', 3), 103, 'travel/3', 'travel/3', 1, NULL, 'intact');
INSERT INTO photos (id, source_id, key, name, folder_id, media_type, bytes, checksum, version, fingerprint, state,
    original_id, strength, label, skip_reason, first_seen_at, safe_at, seen_in, absences, sidecar_due) VALUES
  (1, 1, 'k1', 'IMG_1.jpg', 3, 'image', 101, 'md5:00', '1', 'f1', 'safe', 1, 'md5', NULL, NULL, 1, 2, 1, 0, 0),
  (2, 1, 'k2', 'IMG_2.jpg', 3, 'image', 102, NULL, '1', 'f2', 'failed', 2, 'size', NULL, NULL, 1, 2, 1, 0, 0),
  (3, 1, 'k3', 'IMG_3.mp4', 2, 'video', NULL, NULL, '1', 'f3', 'safe', 3, 'none', 'SIZE_UNKNOWN', NULL, 1, 2, 1, 1, 1),
  (4, 1, 'k4', 'IMG_4.jpg', 4, 'image', 104, NULL, '1', 'f4', 'pending', NULL, NULL, NULL, NULL, 1, NULL, 1, 0, 0),
  (5, 1, 'k5', 'IMG_5.jpg', 4, 'raw', 105, NULL, '1', 'f5', 'gone', 1, 'md5', NULL, NULL, 1, 2, 1, 2, 0),
  (6, 2, 'k6', 'IMG_6.jpg', 5, 'image', 106, NULL, '1', 'f6', 'skipped', NULL, NULL, NULL, 'RULE', 1, NULL, 1, 0, 0),
  (7, 2, 'k7', 'IMG_7.jpg', 5, 'image', 101, NULL, '1', 'f7', 'safe', 1, 'size', NULL, NULL, 1, 2, 1, 0, 0);
INSERT INTO photo_versions (photo_id, original_id, version, checksum, replaced_at) VALUES (1, 3, '0', NULL, 4);
INSERT INTO original_filenames VALUES (1, 'first.jpg', 'upload', 1), (1, 'second.jpg', 'rename', 2);
INSERT INTO jobs (id, kind, parameters, origin, state, result, asked_at, finished_at, code)
  VALUES (1, 'backup', '{}', 'person', 'done', '{"listed": 7}', 1, 2, NULL),
         (2, 'verify', '{"repair": true}', 'schedule', 'waiting', NULL, 3, NULL, NULL);
INSERT INTO backup_sessions (id, kind, source_id, job_id, started_at, finished_at, outcome, listed, message)
  VALUES (1, 'scan', 1, 1, 1, 2, 'complete', 5, NULL), (2, 'verify', NULL, 2, 3, 4, 'incomplete', 0, 'm');
INSERT INTO file_integrity VALUES (2, 2, 'damaged', 4, printf('%064x', 9), 102, 1);
INSERT INTO tags VALUES (1, 'sea'), (2, 'sun');
INSERT INTO photo_tags VALUES (1, 1), (1, 2), (3, 1);
INSERT INTO photo_context VALUES (1, 'context', 'caption', 'At the sea'), (1, 'metadata', 'rating', '5');
INSERT INTO failed_downloads VALUES (2, 'DAMAGED', 'm', 'a', 3, 1, 2, NULL);
INSERT INTO audit_log (id, at, actor, action, subject) VALUES (1, 1, 'person', 'settings', 'downloads_at_once');
"""


def everything(db: Connection, columns: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    """All rows of these tables, in these columns."""
    return {
        table: sorted((tuple(row) for row in db.rows(f"SELECT {', '.join(names)} FROM {table}")), key=repr)
        for table, names in columns.items()
    }


def tables(db: Connection) -> dict[str, list[str]]:
    names = [row["name"] for row in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: [row["name"] for row in db.rows(f"PRAGMA table_info({name})")] for name in names}


@pytest.fixture
def before(tmp_path: Path, key: bytes) -> dict[str, list[tuple[object, ...]]]:
    """What the old catalog holds; it lies at `catalog.db`."""
    old = connect(tmp_path / "catalog.db", key)
    old.script(f"BEGIN;\n{FIRST.read_text('utf-8')}\n{ROWS}\nCOMMIT;")
    found = everything(old, tables(old))
    assert all(found.values()), [name for name, rows in found.items() if not rows]  # no table is empty
    old.close()
    return found


@pytest.fixture
def upgraded(before: dict[str, list[tuple[object, ...]]], tmp_path: Path, key: bytes) -> Catalog:
    return Catalog.open(tmp_path / "catalog.db", key, SystemClock())


def test_nothing_is_lost(
    before: dict[str, list[tuple[object, ...]]], upgraded: Catalog, tmp_path: Path, key: bytes
) -> None:
    copy = connect(tmp_path / "catalog.db.version-1", key, read_only=True)
    old = tables(copy)
    assert everything(copy, old) == before
    copy.close()
    after = upgraded.read(everything, old)
    migrations = [row for row in after["audit_log"] if "migrate" in row]
    after["audit_log"] = [row for row in after["audit_log"] if row not in migrations]
    assert len(migrations) == SCHEMA_VERSION - 1
    after["config"] = [row for row in after["config"] if row[0] != settings.PROGRAM]
    assert upgraded.read(settings.identity, settings.PROGRAM) == __version__
    assert after == before
    upgraded.close()


def test_references_and_pages_are_sound(upgraded: Catalog) -> None:
    assert upgraded.read(Connection.rows, "PRAGMA foreign_key_check") == []
    assert [tuple(row) for row in upgraded.read(Connection.rows, "PRAGMA integrity_check")] == [("ok",)]
    upgraded.close()


def test_new_counts_are_right_from_the_first_moment(upgraded: Catalog) -> None:
    assert upgraded.read(statistics.strengths) == {1: Strengths(md5=1, none=1), 2: Strengths(size=1)}
    below = upgraded.read(Connection.rows, "SELECT path, subfolders FROM folders WHERE source_id = 1 ORDER BY path")
    assert [(row["path"], row["subfolders"]) for row in below] == [("", 2), ("a", 1), ("a/b", 0), ("c", 0)]
    found = upgraded.read(statistics.per_source)
    assert (found[1].listed, found[1].safe, found[1].pending, found[1].failed, found[1].gone) == (4, 2, 1, 1, 1)
    assert (found[2].listed, found[2].safe, found[2].skipped) == (2, 1, 1)
    upgraded.close()


def test_photos_of_the_version_before_have_their_moment_and_their_place(tmp_path: Path, key: bytes) -> None:
    """As most catalogs are: dated by the source, some with facts of the file."""
    old = connect(tmp_path / "catalog.db", key)
    old.script(f"BEGIN;\n{FIRST.read_text('utf-8')}\n{ROWS}\nCOMMIT;")
    upgrade(old, tmp_path / "catalog.db", 1, target=3)
    old.run("UPDATE photos SET created_at = 1000 * id")
    old.run(
        "INSERT INTO exif_data (original_id, taken_at, latitude, longitude, read_at) VALUES (1, ?, 48.5, 2.5, 1)",
        ("2021-06-14T10:02:00",),
    )
    old.close()
    with closing(Catalog.open(tmp_path / "catalog.db", key, SystemClock())) as catalog:
        found = catalog.read(
            Connection.rows, "SELECT id, moment, moment_from, latitude FROM photos WHERE id IN (1, 4) ORDER BY id"
        )
        assert [dict(row) for row in found] == [
            {"id": 1, "moment": 1_623_664_920_000, "moment_from": "DateTimeOriginal", "latitude": 48.5},
            {"id": 4, "moment": 4000, "moment_from": "source", "latitude": None},
        ]
        assert catalog.read(Connection.number, "SELECT count(*) FROM search_due") == 7
        assert catalog.read(Connection.number, "SELECT count(*) FROM grouping_due") > 0


def test_work_goes_on_where_it_was(upgraded: Catalog) -> None:
    assert [job.kind for job in upgraded.read(jobs.open_ones)] == ["verify"]
    assert [run.outcome for run in upgraded.read(sessions.recent)] == ["incomplete", "complete"]
    (row, _) = upgraded.read(sources.everything)
    assert (row.budget, row.last_complete_scan_at) == (None, 5)
    listed = [photo(number, key=f"k{number}", folder=("a", "b")) for number in range(1, 6)]
    scan(upgraded, row.id, listed)
    assert upgraded.read(statistics.per_source)[row.id].listed == 5
    (wanted, *_) = upgraded.read(photos.wanted, row.id, "pending", 0, 5, 0)
    assert wanted.remote.folder == ("a", "b")
    assert upgraded.read(Connection.rows, "PRAGMA foreign_key_check") == []
    upgraded.close()
