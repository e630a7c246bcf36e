"""Duplicates are found among real pictures, and what the person says of them stands."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from hurried import HurriedClock
from lookalikes import hold, printed
from photographs import SAME, SIMILAR, scene
from PIL import Image
from workplace import Workplace

from holdfast.catalog import Catalog, Connection, duplicates, jobs, prints
from holdfast.catalog.jobs import Parameters
from holdfast.engine import deciding, likeness, marking
from holdfast.engine.control import Control
from holdfast.errors import Interrupted

NOW = 1_000_000


@dataclass
class Room:
    place: Workplace

    @property
    def catalog(self) -> Catalog:
        return self.place.catalog

    def find(self, stop_in_time: bool = False) -> Control:
        self.catalog.write(Connection.run, "DELETE FROM jobs")  # those that a search would give way to
        job = self.catalog.write(jobs.enqueue, "grouping", Parameters(), origin="person", at=NOW)
        stop = threading.Event()
        observer = (lambda _: stop.set()) if stop_in_time else None
        control = Control(self.catalog, job.id, self.place.clock, stop, observer)
        likeness.find(self.place.opened, job, control)
        return control

    def groups(self, kind: duplicates.Kind = "same") -> list[duplicates.GroupSeen]:
        return self.catalog.read(duplicates.page, kind, None, 100).groups

    def found(self, kind: duplicates.Kind = "same") -> list[set[int]]:
        return sorted(({one.original_id for one in group.members} for group in self.groups(kind)), key=min)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with Workplace(tmp_path, clock=HurriedClock()) as made:
        yield Room(made)


@pytest.fixture(scope="module")
def scenes() -> list[Image.Image]:
    return [scene(number) for number in (0, 2, 3, 4)]


def small(picture: Image.Image) -> Image.Image:
    return SAME["resized"](picture, Random(1))


def test_every_copy_of_a_picture_is_found_and_other_pictures_are_left_alone(
    room: Room, scenes: list[Image.Image]
) -> None:
    copies = [change(scenes[0], Random(2)) for change in SAME.values()]
    held = hold(room.catalog, [*scenes, *copies])
    room.find()
    (group,) = room.groups()
    assert {one.original_id for one in group.members} == {held[0], *held[4:]}
    assert room.groups("similar") == []


def test_the_next_of_a_burst_is_similar_and_never_the_same(room: Room, scenes: list[Image.Image]) -> None:
    held = hold(room.catalog, [*scenes, SIMILAR["burst"](scenes[1], Random(3))])
    room.find()
    assert room.found() == [] and room.found("similar") == [{held[1], held[4]}]


def test_the_largest_is_suggested_and_it_is_said_why(room: Room, scenes: list[Image.Image]) -> None:
    held = hold(room.catalog, [small(scenes[2]), scenes[2]])
    room.find()
    (group,) = room.groups()
    assert group.members[0].original_id == held[1] and group.keeper_id == group.members[0].photo_id
    assert group.reason[0] == {"code": "pixels", "value": "960x640"}
    assert group.bytes == group.members[1].bytes


def test_what_is_new_is_compared_with_all_that_is_there(room: Room, scenes: list[Image.Image]) -> None:
    held = hold(room.catalog, [*scenes, *map(small, scenes)])
    late = held[6]
    room.catalog.write(Connection.run, "DELETE FROM picture_hashes WHERE original_id = ?", (late,))
    assert room.find().counts["compared"] == 7 and len(room.groups()) == 3
    kept = {group.id for group in room.groups()}
    room.catalog.write(prints.record, late, printed(small(scenes[2])), NOW)
    assert room.find().counts["compared"] == 1
    assert room.found()[2] == {held[2], late} and kept < {group.id for group in room.groups()}


def test_a_stopped_search_keeps_what_it_found_and_goes_on_there(
    room: Room, scenes: list[Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "BATCH", 3)
    held = hold(room.catalog, [*scenes, *map(small, scenes)])
    with pytest.raises(Interrupted, match="stop"):
        room.find(stop_in_time=True)
    assert room.catalog.read(Connection.number, "SELECT count(*) FROM picture_hashes WHERE compared = 1") == 3
    assert room.find().counts["compared"] == 5
    assert room.found() == [{held[n], held[n + 4]} for n in range(4)]


def test_the_files_of_one_stack_are_no_duplicates(room: Room, scenes: list[Image.Image]) -> None:
    raw, jpeg = hold(room.catalog, [scenes[0], small(scenes[0])])

    def stack(db: Connection) -> None:
        db.run("INSERT INTO stacks VALUES (1, 'raw', ?)", (jpeg,))
        db.many("INSERT INTO stack_members VALUES (?, 1, ?)", [(raw, "raw"), (jpeg, "picture")])

    room.catalog.write(stack)
    room.find()
    assert room.groups() == []


def test_keeping_one_hides_the_others_gives_it_what_they_had_and_can_be_undone(
    room: Room, scenes: list[Image.Image]
) -> None:
    large, little = hold(room.catalog, [scenes[0], small(scenes[0])])
    room.find()

    def describe(db: Connection) -> None:
        db.run("INSERT INTO marks (original_id, rating, caption, changed_at) VALUES (?, 4, 'The lake', 1)", (little,))
        db.run("INSERT INTO own_tags VALUES (?, 'summer')", (little,))

    room.catalog.write(describe)
    (group,) = room.groups()
    done = deciding.keep(room.catalog, group.id, None, NOW)
    assert (done.photos, done.bytes) == (1, group.bytes) and room.groups() == []
    marks = room.catalog.read(
        Connection.rows, "SELECT original_id, rating, caption, kept_id FROM marks ORDER BY original_id"
    )
    assert [tuple(row.values()) for row in map(dict, marks)] == [
        (large, 4, "The lake", None),
        (little, 4, "The lake", large),
    ]
    tags = room.catalog.read(Connection.rows, "SELECT tag FROM own_tags WHERE original_id = ? ORDER BY 1", (large,))
    assert [row["tag"] for row in tags] == ["summer"]
    room.find()
    assert room.groups() == []
    marking.undo(room.catalog, done.change, NOW)
    assert [one.id for one in room.groups()] == [group.id] and room.catalog.read(duplicates.set_aside) == 0


def test_the_keeper_gets_what_source_and_file_said_of_the_others(room: Room, scenes: list[Image.Image]) -> None:
    large, little = hold(room.catalog, [scenes[0], small(scenes[0])])
    room.find()
    for sql in (
        "DELETE FROM photo_context",
        "INSERT INTO photo_context SELECT id, 'context', 'alt', 'The quay' FROM photos WHERE original_id = ?",
        'UPDATE exif_data SET keywords = \'["Sea", "Dusk"]\' WHERE original_id = ?',
    ):
        room.catalog.write(Connection.run, sql, (little,) if "?" in sql else ())
    room.catalog.write(Connection.run, "UPDATE exif_data SET keywords = '[\"Sea\"]' WHERE original_id = ?", (large,))
    (group,) = room.groups()
    deciding.keep(room.catalog, group.id, None, NOW)
    said = "SELECT caption FROM marks WHERE original_id = ?"
    assert [row["caption"] for row in room.catalog.read(Connection.rows, said, (large,))] == ["The quay"]
    tags = room.catalog.read(Connection.rows, "SELECT tag FROM own_tags WHERE original_id = ?", (large,))
    assert [row["tag"] for row in tags] == ["Dusk"]


def test_another_keeper_may_be_chosen(room: Room, scenes: list[Image.Image]) -> None:
    large, little = hold(room.catalog, [scenes[0], small(scenes[0])])
    room.find()
    (group,) = room.groups()
    deciding.keep(room.catalog, group.id, group.members[1].photo_id, NOW)
    row = room.catalog.read(Connection.row, "SELECT original_id FROM marks WHERE kept_id = ?", (little,))
    assert row is not None and row["original_id"] == large


def test_what_was_called_different_is_never_suggested_again(room: Room, scenes: list[Image.Image]) -> None:
    held = hold(room.catalog, [scenes[0], small(scenes[0])])
    room.find()
    deciding.apart(room.catalog, room.groups()[0].id, NOW)
    assert room.groups() == []
    for one, picture in zip(held, (scenes[0], small(scenes[0])), strict=True):
        room.catalog.write(prints.record, one, printed(picture), NOW)
    assert room.find().counts["compared"] == 2 and room.groups() == []


def test_all_suggestions_of_a_class_are_accepted_in_one_step_and_undone_in_one(
    room: Room, scenes: list[Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "BATCH", 2)
    hold(room.catalog, [*scenes, *map(small, scenes)])
    room.find()
    before = room.found()
    done = deciding.accept(room.catalog, "same", NOW)
    assert (done.groups, done.photos) == (4, 4) and room.groups() == []
    assert room.catalog.read(duplicates.set_aside) == 4
    marking.undo(room.catalog, done.change, NOW)
    assert room.found() == before and room.catalog.read(duplicates.set_aside) == 0


def test_a_photo_that_was_set_aside_is_brought_back(room: Room, scenes: list[Image.Image]) -> None:
    hold(room.catalog, [scenes[0], small(scenes[0])])
    room.find()
    (group,) = room.groups()
    deciding.keep(room.catalog, group.id, None, NOW)
    assert deciding.bring_back(room.catalog, [group.members[1].photo_id], NOW).photos == 1
    assert [one.id for one in room.groups()] == [group.id]
