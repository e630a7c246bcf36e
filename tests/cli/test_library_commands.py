"""`holdfast library`: where it is, and the ways on, as a person types them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person

from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with StandIn(6, seed=4) as cloud, Person(tmp_path / "person", cloud) as made:
        made.set_up().run("backup")
        yield made


def test_it_says_where_the_library_is_and_how_much_room_it_has(person: Person) -> None:
    person.run("library").says(str(person.library), "are free on its drive")
    found = person.run("library", "--json").json
    assert (found["path"], found["online"], found["elsewhere"]) == (str(person.library), True, None)


def test_e6_a_moved_library_is_followed_with_the_command_that_the_error_names(person: Person) -> None:
    moved = person.folder / "elsewhere"
    person.library.rename(moved)
    person.run("backup", code=4).says("holdfast library follow DIR")
    person.run("library", code=4).says(str(person.library), "holdfast library follow")
    person.run("library", "follow", str(person.folder), code=4).says(f"holdfast library follow '{moved}'")
    person.run("library", "adopt", str(person.folder / "nowhere"), code=4).says("There is no folder", "nowhere")
    person.run("library", "follow", str(moved)).says(str(moved), "6 of 6 photos")
    person.run("status", "--check")
    person.run("backup")


def test_e7_a_library_without_its_marker_is_adopted_with_the_command_that_the_error_names(person: Person) -> None:
    shutil.rmtree(person.library / ".holdfast")
    person.run("backup", code=4).says("holdfast library adopt")
    found = person.run("library", "adopt", "--json").json
    assert (found["path"], found["compared"], found["differing"]) == (str(person.library), 6, [])
    person.run("backup")
    person.run("status", "--check")
