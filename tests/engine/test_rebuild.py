"""Losing the catalog never loses a photo (I10): the library alone gives it back."""

import shutil
from contextlib import closing

from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection
from holdfast.catalog.driver import connect
from holdfast.engine import setup
from holdfast.engine.rebuild import rebuild
from holdfast.keys import key_file
from holdfast.standins.cloudinary import StandIn

FACTS = """SELECT p.key, p.name, f.path AS folder, p.media_type, p.delivery, p.format, p.bytes, p.checksum, p.version,
 p.width, p.height, p.created_at, p.original_name, p.locator, p.fingerprint, p.state, p.strength, p.label, o.path,
 o.sha256, o.md5, o.bytes AS held, s.name AS source, s.uid, s.folder AS place,
 (SELECT group_concat(g.name) FROM (SELECT n.name FROM photo_tags AS pt JOIN tags AS n ON n.id = pt.tag_id
  WHERE pt.photo_id = p.id ORDER BY n.name) AS g) AS tags,
 (SELECT group_concat(c.origin || c.name || c.value) FROM photo_context AS c WHERE c.photo_id = p.id) AS said,
 (SELECT group_concat(v.checksum) FROM photo_versions AS v WHERE v.photo_id = p.id) AS earlier
 FROM photos AS p JOIN folders AS f ON f.id = p.folder_id JOIN originals AS o ON o.id = p.original_id
 JOIN sources AS s ON s.id = p.source_id ORDER BY p.key"""


def facts(place: Workplace) -> list[tuple[object, ...]]:
    return [tuple(row) for row in place.catalog.read(Connection.rows, FACTS)]


def test_the_catalog_comes_back_from_the_library_alone(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    changed, renamed = cloud.photos[0], cloud.photos[1]
    cloud.replace(changed.asset_id)
    cloud.rename(renamed.asset_id, "renamed later")
    cloud.add("twin/a", b"\xff\xd8\xff twin \xff\xd9")
    cloud.add("twin/b", b"\xff\xd8\xff twin \xff\xd9")
    place.backup()
    before, files = facts(place), place.files()
    assert len(before) == 42
    place.close()
    shutil.rmtree(place.home.path)

    rebuilt, code = rebuild(place.home, place.library, place.key_file, place.clock)
    assert (rebuilt.sources, rebuilt.photos, rebuilt.damaged, rebuilt.missing) == (1, 42, 0, 0)
    assert code
    place.reopen()
    assert facts(place) == before
    assert place.files() == files
    assert_promises(place)

    cloud.forget()
    setup.add_cloudinary(place.opened, "travel", cloud.url)
    job = place.backup()
    assert (job.result["new"], job.result["changed"], job.result["bytes"]) == (0, 0, 0)
    assert cloud.asked("delivery") == cloud.asked("download") == 0
    assert place.state() == "safe"


def test_what_is_damaged_in_the_library_is_not_called_safe(place: Workplace) -> None:
    place.backup()
    first, second = sorted(place.files())[:2]
    (place.library / first).write_bytes(b"rotten")
    (place.library / second).unlink()
    place.close()
    place.home.catalog_file.unlink()
    rebuilt, _ = rebuild(place.home, place.library, None, place.clock)
    assert (rebuilt.originals, rebuilt.damaged, rebuilt.missing) == (38, 1, 1)
    place.reopen()
    assert place.status.totals.safe == 38
    assert place.status.totals.failed == 2
    assert_promises_but_manifest(place)


def assert_promises_but_manifest(place: Workplace) -> None:
    from invariants import assert_counts_add_up, assert_safe_is_true

    assert_safe_is_true(place.catalog, place.library)
    assert_counts_add_up(place.catalog)


def test_an_old_catalog_is_moved_aside_and_kept(place: Workplace) -> None:
    place.backup()
    before = facts(place)
    place.close()
    rebuild(place.home, place.library, None, place.clock)
    (kept,) = place.home.path.glob("catalog.db.old-*")
    with closing(connect(kept, key_file.read(place.key_file), read_only=True)) as old:
        assert [tuple(row) for row in old.rows(FACTS)] == before
    place.reopen()


def test_what_was_gone_upstream_is_known_as_gone(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    cloud.delete(cloud.photos[0].asset_id)
    place.backup()
    place.backup()
    assert (place.status.totals.listed, place.status.totals.gone) == (39, 1)
    place.close()
    place.home.catalog_file.unlink()
    rebuild(place.home, place.library, None, place.clock)
    place.reopen()
    assert (place.status.totals.listed, place.status.totals.safe, place.status.totals.gone) == (39, 39, 1)
