"""The timeline shows each picture once, as triggers keep it, whatever happens in the catalog and in which order."""

import random

import pytest

from holdfast.catalog import Catalog, Connection, timeline
from holdfast.domain.timeline import NO_DAY, VIDEO

KEPT = "SELECT id, aspect, colour FROM photos WHERE aspect IS NOT NULL ORDER BY id"
SEEN = "SELECT id, aspect, colour, moment, state FROM photos WHERE aspect IS NOT NULL ORDER BY id"
OUGHT = "SELECT photo_id AS id, aspect, colour FROM timeline_shown ORDER BY photo_id"
MOVES = (
    (
        "INSERT INTO photos (source_id, key, name, folder_id, media_type, fingerprint, state, original_id, skip_reason,"
        " first_seen_at, seen_in, width, height, created_at) VALUES (1, :key, :key, 1, :media, '', :state, :original,"
        " 'EXCLUDED', 1, 1, :width, :height, :moment)"
    ),
    "UPDATE photos SET state = :state, original_id = :original, skip_reason = 'EXCLUDED' WHERE id = :photo",
    "UPDATE photos SET width = :width, height = :height, media_type = :media WHERE id = :photo",
    "INSERT OR REPLACE INTO exif_data (original_id, width, height, read_at) VALUES (:held, :height, :width, 1)",
    (
        "INSERT OR REPLACE INTO picture_hashes (original_id, dhash, phash, tone, colour, rules)"
        " VALUES (:held, 1, 1, x'00', :colour, 1)"
    ),
    (
        "INSERT INTO marks (original_id, kept_id, changed_at) SELECT :held, :kept, 1"
        " WHERE NOT EXISTS (SELECT 1 FROM marks WHERE original_id = :held)"
    ),
    "UPDATE marks SET kept_id = :kept WHERE original_id = :held",
    "UPDATE marks SET hidden = 1 - hidden WHERE original_id = :held",
    "DELETE FROM marks WHERE original_id = :held",
    "INSERT OR IGNORE INTO stacks (id, kind, top_id) VALUES (:held, 'raw', :held)",
    (
        "INSERT OR REPLACE INTO stack_members (original_id, stack_id, role) SELECT :held, id, 'raw' FROM stacks"
        " ORDER BY id LIMIT 1"
    ),
    "DELETE FROM stacks WHERE id = :held",
    (
        "UPDATE stacks SET top_id = :held WHERE id = (SELECT min(id) FROM stacks)"
        " AND NOT EXISTS (SELECT 1 FROM stacks WHERE top_id = :held)"
    ),
)


def ground(db: Connection) -> None:
    db.run("INSERT INTO sources (id, uid, name, kind, folder, added_at) VALUES (1, 'u', 'Travel', 's3', 'travel', 1)")
    db.run("INSERT INTO folders (id, source_id, path, name) VALUES (1, 1, '', '')")
    for number in range(1, 9):
        db.run(
            "INSERT INTO originals (id, sha256, md5, bytes, path, path_folded, stored_at)"
            " VALUES (?1, printf('%064x', ?1), printf('%032x', ?1), 1, ?1, ?1, 1)",
            (number,),
        )


def photo(db: Connection, state: str = "safe", original: int | None = None, **more: object) -> int:
    """A photo as it is listed, with its original if it has one."""
    number = db.number("SELECT count(*) + 1 FROM photos")
    values = {"media_type": "image", "width": 600, "height": 400, "created_at": number * 86_400_000, **more}
    columns = {"source_id": 1, "key": f"k{number}", "name": f"{number}.jpg", "folder_id": 1, "fingerprint": "",
               "state": state, "original_id": original, "first_seen_at": 1, "seen_in": 1, **values}  # fmt: skip
    return db.insert(f"INSERT INTO photos ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                     list(columns.values()))  # type: ignore[arg-type]  # fmt: skip


def told(db: Connection, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.rows(sql)]


def shown(db: Connection) -> list[int]:
    return list(timeline.columns(db).ids)


@pytest.mark.parametrize("seed", range(3))
def test_what_triggers_keep_is_what_the_rule_says_after_any_moves(catalog: Catalog, seed: int) -> None:
    chance = random.Random(seed)
    catalog.write(ground)

    def go(db: Connection) -> None:
        for turn in range(120):
            photos = db.number("SELECT count(*) FROM photos")
            held = chance.randint(1, 8)
            state = chance.choice(("safe", "pending", "failed", "skipped", "gone"))
            version, before = timeline.version(db), told(db, SEEN)
            db.run(chance.choice(MOVES[:1] if turn < 6 else MOVES), {
                "key": f"k{turn}", "media": chance.choice(("image", "image", "video", "raw")), "state": state,
                "original": held if state == "safe" else chance.choice((None, held)), "held": held,
                "kept": chance.choice((None, held % 8 + 1)), "width": chance.choice((None, 0, 30, 900)),
                "height": chance.choice((None, 0, 400, 9000)), "moment": chance.choice((None, turn * 1000)),
                "colour": bytes(chance.randrange(256) for _ in range(3)), "photo": chance.randint(1, photos + 1),
            })  # fmt: skip
            assert told(db, KEPT) == told(db, OUGHT)
            assert timeline.version(db) > version or told(db, SEEN) == before

    catalog.write(go)


def test_each_picture_is_there_once_and_what_is_none_is_not(catalog: Catalog) -> None:
    def go(db: Connection) -> None:
        ground(db)
        first = photo(db, original=1)
        photo(db, original=1)
        waiting, film = photo(db, "pending"), photo(db, original=2, media_type="video")
        photo(db, "skipped", skip_reason="EXCLUDED")
        photo(db, "gone")
        photo(db, original=3, media_type="raw")
        raw, jpeg = photo(db, original=4), photo(db, original=5)
        assert shown(db) == [jpeg, raw, film, waiting, first]
        db.run("INSERT INTO stacks (id, kind, top_id) VALUES (1, 'raw', 5)")
        db.run("INSERT INTO stack_members VALUES (4, 1, 'raw'), (5, 1, 'picture')")
        db.run("INSERT INTO marks (original_id, kept_id, changed_at) VALUES (2, 1, 1)")
        assert shown(db) == [jpeg, waiting, first]
        db.run("UPDATE marks SET kept_id = NULL, hidden = 1")
        db.run("DELETE FROM stacks")
        assert shown(db) == [jpeg, raw, waiting, first]
        db.run("UPDATE marks SET hidden = 0")
        assert shown(db) == [jpeg, raw, film, waiting, first]

    catalog.write(go)


def test_a_twin_whose_source_lost_it_gives_way_to_the_other(catalog: Catalog) -> None:
    def go(db: Connection) -> None:
        ground(db)
        lost, kept = photo(db, original=1), photo(db, original=1)
        assert shown(db) == [lost]
        db.run("UPDATE photos SET state = 'gone' WHERE id = ?", (lost,))
        assert shown(db) == [kept]

    catalog.write(go)


def test_shapes_are_those_that_are_looked_at_and_colours_those_of_the_pictures(catalog: Catalog) -> None:
    def go(db: Connection) -> None:
        ground(db)
        photo(db, original=1, media_type="video", created_at=None)
        photo(db, "failed", width=90_000, height=10)
        photo(db, "pending", width=None)
        db.run("INSERT INTO exif_data (original_id, width, height, read_at) VALUES (1, 400, 600, 1)")
        db.run("INSERT INTO picture_hashes VALUES (1, 1, 1, x'00', x'204060', 1, 0)")
        found = timeline.columns(db)
        assert list(found.aspects) == [1333, 4000, 666]
        assert bytes(found.colours[6:]) == bytes.fromhex("204060")
        assert list(found.flags) == [1, 2, VIDEO]
        assert len(found.moments) == 2
        assert min(found.moments) > NO_DAY

    catalog.write(go)


def test_it_is_read_off_one_index_that_holds_all_of_it(catalog: Catalog) -> None:
    plan = catalog.read(lambda db: [row["detail"] for row in db.rows(f"EXPLAIN QUERY PLAN {timeline.WHOLE}")])
    assert "SCAN photos USING COVERING INDEX photos_on_timeline" in plan
    assert not any("TEMP B-TREE" in step for step in plan)
