"""What the person made is in the library, too: a catalog that is lost takes none of it along."""

import dataclasses
import json
import shutil

from workplace import Workplace

from holdfast.catalog import Connection, due, jobs, own, work
from holdfast.clock import milliseconds
from holdfast.daemon.schedule import ask_for_upkeep
from holdfast.domain.own import Collection, Mark, Own
from holdfast.engine.rebuild import rebuild
from holdfast.engine.rescue import restore
from holdfast.library import root, sidecars
from holdfast.library.sidecars import Unread
from holdfast.standins.cloudinary import StandIn

MADE = (
    """SELECT o.sha256, m.rating, m.pick, m.colour, m.star, m.hidden, m.title, m.caption, m.taken_at,
     m.utc_offset, m.latitude, m.longitude, m.place, k.sha256 AS kept FROM marks AS m
     JOIN originals AS o ON o.id = m.original_id
     LEFT JOIN originals AS k ON k.id = m.kept_id ORDER BY 1""",
    "SELECT o.sha256, t.tag FROM own_tags AS t JOIN originals AS o ON o.id = t.original_id ORDER BY 1, 2",
    """SELECT s.uid, s.name, s.state, s.client, s.begins_at, o.sha256 FROM photo_shoots AS s
     LEFT JOIN photo_shoot_assignments AS a ON a.shoot_id = s.id LEFT JOIN originals AS o ON o.id = a.original_id
     ORDER BY 1, 6""",
    """SELECT c.uid, c.name, c.kind, c.query, c.position, f.path, o.sha256, p.position FROM collections AS c
     LEFT JOIN folders AS f ON f.id = c.folder_id LEFT JOIN photo_collections AS p ON p.collection_id = c.id
     LEFT JOIN originals AS o ON o.id = p.original_id ORDER BY 1, 8""",
    "SELECT first, second FROM duplicate_decisions ORDER BY 1, 2",
    "SELECT key, moment, moment_from, latitude FROM photos ORDER BY 1",
)
"""All of it by content: the numbers of a catalog are its own."""


def made(db: Connection) -> list[list[tuple[object, ...]]]:
    return [[tuple(row) for row in db.rows(query)] for query in MADE]


def rate(db: Connection, rating: int) -> None:
    with work.change(db, "Rated", 2) as change:
        change.put("marks", {"original_id": 1}, {"rating": rating})


def make_everything(db: Connection) -> int | None:
    """One of each thing that a person makes."""
    first, second = sorted(row["sha256"] for row in db.rows("SELECT sha256 FROM originals WHERE id IN (1, 2)"))
    with work.change(db, "A day's work", 5) as change:
        change.put(
            "marks", {"original_id": 1},
            {"rating": 4, "pick": "pick", "colour": "red", "star": 1, "title": "Tide", "caption": "Ebb, “low”",
             "taken_at": "2021-06-14T11:02:00", "utc_offset": 120, "latitude": 48.5, "longitude": 2, "place": "Home"},
        )  # fmt: skip
        change.put("marks", {"original_id": 2}, {"kept_id": 1})
        change.put("marks", {"original_id": 5}, {"hidden": 1})
        change.put("own_tags", {"original_id": 3, "tag": "Meer"}, {})
        shoot = change.add("photo_shoots", {"uid": "s-1", "name": "Wedding", "state": "kept", "client": "Ann"})
        for original in (1, 4):
            change.put("photo_shoot_assignments", {"shoot_id": shoot, "original_id": original}, {})
        change.add("photo_shoots", {"uid": "s-2", "name": "No", "state": "dismissed"})
        hand = change.add("collections", {"uid": "c-1", "name": "Best", "kind": "hand", "cover_id": 3})
        for position, original in enumerate((5, 3, 4), start=1):
            change.put("photo_collections", {"collection_id": hand, "original_id": original}, {"position": position})
        change.add("collections", {"uid": "c-2", "name": "Rated", "kind": "rule", "query": "rating:>=4"})
        folder = db.number("SELECT max(id) FROM folders")
        change.add("collections", {"uid": "c-3", "name": "Mirror", "kind": "source", "folder_id": folder})
        change.put("duplicate_decisions", {"first": first, "second": second}, {"decided_at": 5})
    return change.id


def lose_the_catalog(place: Workplace) -> int:
    """The whole home goes; how many lines nobody could read."""
    place.close()
    shutil.rmtree(place.home.path)
    rebuilt, _ = rebuild(place.home, place.library, place.key_file, place.clock)
    place.reopen()
    return rebuilt.unread_lines


def test_a_rebuild_brings_all_of_the_persons_work_back(place: Workplace) -> None:
    place.backup()
    place.catalog.write(make_everything)
    assert place.run("keep_work").result == {"told": 10}
    assert not place.catalog.read(due.is_any)
    before = place.catalog.read(made)
    assert all(before)
    assert lose_the_catalog(place) == 0
    assert place.catalog.read(made) == before


def test_what_the_library_was_never_told_is_told_before_a_rebuild(place: Workplace) -> None:
    place.backup()
    place.catalog.write(make_everything)
    before = place.catalog.read(made)
    assert place.catalog.read(due.is_any)
    place.close()
    rebuild(place.home, place.library, place.key_file, place.clock)
    place.reopen()
    assert place.catalog.read(made) == before


def test_what_was_said_of_a_photo_goes_along_when_its_source_replaces_it(place: Workplace, cloud: StandIn) -> None:
    place.backup()
    asset = cloud.photos[0]
    before = place.catalog.read(Connection.number, "SELECT original_id FROM photos WHERE key = ?", (asset.asset_id,))

    def say(db: Connection) -> None:
        with work.change(db, "Said", 5) as change:
            change.put("marks", {"original_id": before}, {"rating": 4, "caption": "At the sea"})
            change.put("own_tags", {"original_id": before, "tag": "sea"}, {})
            album = change.add("collections", {"uid": "c", "name": "Best", "kind": "hand"})
            change.put("photo_collections", {"collection_id": album, "original_id": before}, {"position": 1})

    place.catalog.write(say)
    cloud.replace(asset.asset_id, b"\xff\xd8\xff replaced \xff\xd9")
    place.backup()
    row = place.catalog.read(
        Connection.row,
        "SELECT m.rating, m.caption, t.tag, c.collection_id FROM photos AS p JOIN marks AS m USING (original_id)"
        " JOIN own_tags AS t USING (original_id) JOIN photo_collections AS c USING (original_id) WHERE p.key = ?",
        (asset.asset_id,),
    )
    assert row is not None
    assert (row["rating"], row["caption"], row["tag"]) == (4, "At the sea", "sea")
    (last, _) = place.catalog.read(work.recent)
    assert "changed at its source" in last.what


def test_what_was_undone_is_not_brought_back(place: Workplace) -> None:
    place.backup()
    before = place.catalog.read(made)
    change = place.catalog.write(make_everything)
    place.run("keep_work")
    place.catalog.write(work.undo, change or 0, 9)
    place.run("keep_work")
    assert lose_the_catalog(place) == 0
    assert place.catalog.read(made) == before


def test_what_is_changed_while_the_library_is_told_stays_due(place: Workplace) -> None:
    place.backup()
    place.catalog.write(rate, 3)
    told = place.catalog.read(lambda db: [own.as_it_is(db, *one, 7) for one in own.due(db, 10)])
    place.catalog.write(rate, 4)
    place.catalog.write(own.settle, told)
    assert place.catalog.read(due.is_any)


def test_the_last_line_about_a_thing_counts_also_after_compaction(place: Workplace) -> None:
    place.backup()
    for rating in (1, 2, 3, 4, 5):
        place.catalog.write(rate, rating)
        place.run("keep_work")
    with root.open(place.library, None) as library:
        lines = [line for line in sidecars.read(library, sidecars.OWN_WORK) if isinstance(line, Mark)]
    assert lines[-1].rating == 5
    assert len(lines) == 1


def test_lines_that_make_no_sense_are_passed_over_and_the_rest_comes_back(place: Workplace) -> None:
    place.backup()
    place.catalog.write(rate, 3)
    place.run("keep_work")
    bad: list[dict[str, object]] = [
        {"line": "mark", "sha256": "f" * 64, "told_at": 1, "rating": 3},
        {"line": "mark", "sha256": "f" * 64, "told_at": 1, "rating": 9},
        {"line": "mark", "told_at": 1},
        {"line": "collection", "uid": "x", "told_at": 1, "kind": "rule"},
        {"line": "decision", "first": "b", "second": "a", "told_at": 1},
        {"line": "hologram", "told_at": 1},
    ]
    path = place.library / ".holdfast" / "sidecars" / ".work.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in bad) + path.read_text())
    assert lose_the_catalog(place) == len(bad)
    assert place.catalog.read(made)[0][0][1] == 3


def test_names_that_changed_places_come_back_as_they_were_last(place: Workplace) -> None:
    for uid, name in (("1", "Trip"), ("2", "Sea")):
        place.catalog.write(named, uid, name)
    place.run("keep_work")
    for uid, name in (("1", "Old trip"), ("2", "Trip")):
        place.catalog.write(named, uid, name)
    place.run("keep_work")
    lose_the_catalog(place)
    assert [row["name"] for row in place.catalog.read(lambda db: db.rows(NAMES))] == ["Old trip", "Trip"]


NAMES = "SELECT name FROM collections ORDER BY uid"


def named(db: Connection, uid: str, name: str) -> None:
    """A collection of that name, made or renamed."""
    found = db.row("SELECT id FROM collections WHERE uid = ?", (uid,))
    with work.change(db, "Named", 5) as change:
        if found is None:
            change.add("collections", {"uid": uid, "name": name, "kind": "hand"})
        else:
            change.put("collections", {"id": found["id"]}, {"name": name})


def test_a_long_collection_goes_into_parts_and_comes_back_whole(place: Workplace) -> None:
    place.backup()
    place.catalog.write(make_everything)
    whole = place.catalog.read(own.as_it_is, "collection", "c-1", 7)
    with root.open(place.library, None) as library:
        assert not any(isinstance(line, Unread) for line in sidecars.read(library, "travel"))
    assert place.catalog.write(lambda db: [own.take(db, part) for part in parted(whole)]) == [True, True, True, True]
    assert place.catalog.read(own.as_it_is, "collection", "c-1", 7) == whole


def parted(whole: Own) -> list[Own]:
    """One photo in each part, and a part that an earlier, longer list has left."""
    assert isinstance(whole, Collection)
    parts = [dataclasses.replace(whole, photos=(photo,), part=part) for part, photo in enumerate(whole.photos)]
    return [*parts, dataclasses.replace(whole, photos=("0" * 64,), part=3, told_at=1)]


def test_the_schedule_asks_for_it_as_long_as_something_is_due(place: Workplace) -> None:
    place.backup()
    place.catalog.write(rate, 3)
    place.catalog.write(ask_for_upkeep, milliseconds(place.clock))
    asked = [job for job in place.catalog.read(jobs.open_ones) if job.kind == "keep_work"]
    assert len(asked) == 1
    assert place.state() == "safe"
    place.runner().work_off(asked[0].id)
    place.catalog.write(ask_for_upkeep, milliseconds(place.clock))
    assert "keep_work" not in {job.kind for job in place.catalog.read(jobs.open_ones)}


def test_an_older_copy_of_the_catalog_takes_what_the_library_was_told_later(place: Workplace) -> None:
    place.backup()
    place.catalog.write(rate, 3)
    older = place.catalog.read(own.as_it_is, "original", sha256(place), 1)
    assert isinstance(older, Mark)
    place.catalog.write(own.take, dataclasses.replace(older, rating=1))  # told before the act that is still due here
    assert place.catalog.read(made)[0][0][1] == 3
    place.catalog.write(own.take, dataclasses.replace(older, rating=5, told_at=9))
    assert place.catalog.read(made)[0][0][1] == 5


def test_a_restore_from_a_copy_brings_what_was_made_after_it(place: Workplace) -> None:
    place.backup()
    place.run("catalog_copy")
    place.catalog.write(make_everything)
    place.run("keep_work")
    before = place.catalog.read(made)
    place.close()
    place.home.catalog_file.unlink()
    restore(place.home, None, place.clock, lambda _: None)
    place.reopen()
    assert place.catalog.read(made) == before


def sha256(place: Workplace) -> str:
    return str(place.catalog.read(lambda db: db.rows("SELECT sha256 FROM originals WHERE id = 1"))[0]["sha256"])
