"""The job `grouping`: stacks and shoots of a library that was backed up."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from workplace import Workplace

from holdfast.catalog import Connection, stacks, suggestions, words, work
from holdfast.catalog.jobs import Parameters
from holdfast.clock import milliseconds
from holdfast.daemon.schedule import ask_for_upkeep
from holdfast.engine.control import Control
from holdfast.engine.grouping import grouping
from holdfast.errors import Interrupted
from holdfast.standins.cloudinary import StandIn

DAY = {"2026-06-14": ("a", "b", "c"), "2026-06-20": ("d", "e")}


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(0) as running:
        for day, names in DAY.items():
            for name in names:
                running.add(name, f"{day} {name}".encode(), asset_folder="in", display_name=f"{name}.jpg", format="jpg")
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud) as made:
        made.backup()
        for day, names in DAY.items():
            for minute, name in enumerate(names):
                says(made, name, taken_at=f"{day}T10:{minute:02}:00")
        yield made


def original(place: Workplace, name: str) -> int:
    return place.catalog.read(Connection.number, "SELECT original_id FROM photos WHERE name LIKE ?", (f"{name}.%",))


def says(place: Workplace, name: str, **facts: str | float | None) -> None:
    """A file's facts, as the worker that reads files writes them."""
    columns = ", ".join(facts)
    place.catalog.write(
        Connection.run, f"INSERT OR REPLACE INTO exif_data (original_id, read_at, {columns})"
        f" VALUES (?, 1{', ?' * len(facts)})", (original(place, name), *facts.values()),
    )  # fmt: skip


def shoots(place: Workplace, state: str = "suggested") -> list[tuple[str, str]]:
    """Each with the names of its photos."""
    rows = place.catalog.read(
        Connection.rows,
        "SELECT shoot, group_concat(name, '') AS names FROM (SELECT shoot, name, shoot_id, moment FROM photos_by_shoot"
        " WHERE state = ? ORDER BY moment, name) GROUP BY shoot_id ORDER BY min(moment)", (state,),
    )  # fmt: skip
    return [(row["shoot"], row["names"].replace(".jpg", "")) for row in rows]


def test_photos_of_one_day_are_offered_as_a_shoot(place: Workplace) -> None:
    job = place.run("grouping")
    assert (job.state, job.result["shoots"]) == ("done", 2)
    assert shoots(place) == [("in, 14 June 2026", "abc"), ("in, 20 June 2026", "de")]


def test_words_are_written_for_whoever_searches_next(place: Workplace) -> None:
    assert place.catalog.read(words.due) > 0
    place.run("grouping")
    assert place.catalog.read(words.due) == 0


def test_without_the_library_too(place: Workplace) -> None:
    place.library.rename(place.library.with_name("away"))
    assert place.run("grouping").state == "done"
    assert len(shoots(place)) == 2


def test_where_nothing_changed_nothing_is_looked_at_and_numbers_stay(place: Workplace) -> None:
    place.run("grouping")
    numbers = place.catalog.read(suggestions.everything)
    assert not place.catalog.read(stacks.is_due)
    assert place.run("grouping").result == {}
    says(place, "a", taken_at="2026-06-14T10:00:30")
    place.run("grouping")
    assert place.catalog.read(suggestions.everything) == numbers


def test_a_new_photo_joins_the_suggestion_that_is_there(place: Workplace, cloud: StandIn) -> None:
    place.run("grouping")
    numbers = place.catalog.read(suggestions.everything)
    cloud.add("f", b"f", asset_folder="in", display_name="f.jpg", format="jpg")
    place.backup()
    says(place, "f", taken_at="2026-06-20T11:00:00")
    place.run("grouping")
    assert shoots(place) == [("in, 14 June 2026", "abc"), ("in, 20 June 2026", "def")]
    assert place.catalog.read(suggestions.everything) == numbers


def test_what_the_person_kept_is_never_touched(place: Workplace) -> None:
    place.run("grouping")
    number = place.catalog.read(suggestions.everything)[0]

    def keep(db: Connection) -> None:
        with work.change(db, "Kept", 1) as change:
            change.put("photo_shoots", {"id": number}, {"state": "kept", "name": "Wedding"})

    place.catalog.write(keep)
    says(place, "a", taken_at="2026-06-20T10:30:00")
    place.run("grouping")
    assert shoots(place, "kept") == [("Wedding", "bca")]
    assert shoots(place) == [("in, 20 June 2026", "de")]


def test_what_the_person_said_no_to_does_not_come_back(place: Workplace, cloud: StandIn) -> None:
    place.run("grouping")
    number = place.catalog.read(suggestions.everything)[0]
    place.catalog.write(Connection.run, "UPDATE photo_shoots SET state = 'dismissed' WHERE id = ?", (number,))
    cloud.add("f", b"f", asset_folder="in", display_name="f.jpg", format="jpg")
    place.backup()
    says(place, "f", taken_at="2026-06-14T11:00:00")
    place.run("grouping")
    assert shoots(place) == [("in, 20 June 2026", "de")]


def test_a_town_of_the_gazetteer_names_a_shoot(place: Workplace) -> None:
    place.catalog.write(
        Connection.run, "INSERT INTO places (name, country, latitude, longitude, population)"
        " VALUES ('Paris', 'FR', 48.85341, 2.3488, 2138551), ('Versailles', 'FR', 48.80359, 2.13424, 85416)",
    )  # fmt: skip
    says(place, "d", taken_at="2026-06-20T10:00:00", latitude=48.86, longitude=2.34)
    place.run("grouping")
    assert [name for name, _ in shoots(place)] == ["in, 14 June 2026", "Paris, 20 June 2026"]


def test_a_live_photo_is_one_picture_and_goes_with_its_shoot(place: Workplace, cloud: StandIn) -> None:
    cloud.add("film", b"film", asset_folder="in", display_name="a.mov", format="mov", resource_type="video")
    place.backup()
    film = place.catalog.read(Connection.number, "SELECT original_id FROM photos WHERE name = 'a.mov'")
    place.catalog.write(
        Connection.run, "INSERT INTO exif_data (original_id, taken_at, duration, read_at)"
        " VALUES (?, '2026-06-14T08:00:01', 2.5, 1)", (film,),
    )  # fmt: skip
    place.run("grouping")
    picture = original(place, "a")
    seen = place.catalog.read(stacks.of_originals, [picture, film])
    assert [(one.kind, one.count, one.top) for one in seen.values()] == [("live", 2, picture)] * 2
    assert shoots(place)[0] == ("in, 14 June 2026", "a.movabc")


def test_a_stack_ends_when_its_files_part(place: Workplace, cloud: StandIn) -> None:
    cloud.add("film", b"film", asset_folder="in", display_name="a.mov", format="mov", resource_type="video")
    place.backup()
    place.run("grouping")
    count = "SELECT count(*) FROM stacks"
    assert place.catalog.read(Connection.number, count) == 1
    place.catalog.write(Connection.run, "UPDATE photos SET name = 'b2.mov' WHERE name = 'a.mov'")
    place.run("grouping")
    assert place.catalog.read(Connection.number, count) == 0


def test_it_gives_way_and_goes_on_later(place: Workplace) -> None:
    job = place.ask("grouping")
    control = Control(place.catalog, job.id, place.clock, threading.Event())
    place.ask("backup", Parameters())
    with pytest.raises(Interrupted):
        grouping(place.opened, job, control)
    assert place.runner().work_off(job.id).state == "done"
    assert len(shoots(place)) == 2


def test_the_schedule_asks_for_it_after_thumbnails_and_only_when_something_changed(place: Workplace) -> None:
    def asked() -> int:
        place.catalog.write(ask_for_upkeep, milliseconds(place.clock))
        return place.catalog.read(Connection.number, "SELECT count(*) FROM jobs WHERE kind = 'grouping'")

    assert asked() == 1
    assert asked() == 1
    place.run("grouping")
    assert asked() == 1
    assert not place.catalog.read(stacks.is_due)
