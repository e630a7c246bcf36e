"""`holdfast shoots`: from a backup to shoots of one's own, with no daemon."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import dated
from person import Person

from holdfast.standins.cloudinary import StandIn

DAYS = {"2019:06:14": 4, "2019:06:20": 3}


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(0) as running:
        for day, count in DAYS.items():
            for number in range(count):
                name = f"{day[-2:]}-{number}"
                running.add(name, dated(f"{day} 10:{number:02}:00"), asset_folder="2019", display_name=name)
        yield running


@pytest.fixture
def somebody(tmp_path: Path, cloud: StandIn) -> Iterator[Person]:
    with Person(tmp_path, cloud) as person:
        person.set_up()
        person.run("backup")
        yield person


def test_after_a_backup_the_days_are_there_as_suggestions(somebody: Person) -> None:
    found = somebody.run("shoots", "--json").json
    assert [(one["state"], one["photos"], one["begins_at"]) for one in found] == [
        ("suggested", 3, "2019-06-20T10:00:00"), ("suggested", 4, "2019-06-14T10:00:00"),
    ]  # fmt: skip
    said = somebody.run("shoots", "list", "--suggested", "--find")
    said.says("14 June 2019", "20 June 2019", "holdfast shoots keep ID")


def test_a_suggestion_is_kept_split_described_and_all_of_it_undone(somebody: Person) -> None:
    later, earlier = (str(one["id"]) for one in somebody.run("shoots", "--json").json)
    kept = somebody.run("shoots", "keep", earlier, "--name", "Wedding", "--json").json
    assert kept["shoots"][0]["name"] == "Wedding"
    photos = somebody.run("shoots", "show", earlier, "--json").json["photo_list"]
    assert [photo["taken_at"][-5:] for photo in photos] == ["00:00", "01:00", "02:00", "03:00"]
    parts = somebody.run("shoots", "split", earlier, "--at", str(photos[1]["id"]), "--json").json
    assert [one["photos"] for one in parts["shoots"]] == [1, 3]
    somebody.run("shoots", "set", earlier, "--client", "Ada", "--date", "2019-06-13", "--location", "Paris")
    somebody.run("shoots", "show", earlier).says("Ada", "2019-06-13", "Paris")
    new = str(parts["shoots"][1]["id"])
    merged = somebody.run("shoots", "merge", earlier, new, later, "--json").json
    assert [one["photos"] for one in merged["shoots"]] == [7]
    somebody.run("undo", str(merged["change"])).says("Merged 3 shoots")
    assert len(somebody.run("shoots", "--json").json) == 3
    somebody.run("shoots", "dismiss", later).says("holdfast undo")
    assert somebody.run("shoots", "--suggested", "--json").json == []


def test_a_shoot_of_ones_own_is_made_and_changed(somebody: Person) -> None:
    found = somebody.run("shoots", "--json").json[0]
    photos = [str(one["id"]) for one in somebody.run("shoots", "show", str(found["id"]), "--json").json["photo_list"]]
    made = somebody.run("shoots", "make", "Best of", photos[0], "--json").json["shoots"][0]
    number = str(made["id"])
    assert somebody.run("shoots", "add", number, *photos[1:], "--json").json["shoots"][0]["photos"] == 3
    assert somebody.run("shoots", "remove", number, photos[0], "--json").json["shoots"][0]["photos"] == 2
    somebody.run("shoots", "remove", number, *photos[1:], code=2).says("No photo")
    somebody.run("shoots", "show", "99", code=2).says("There is no shoot 99.", "holdfast shoots list")
    somebody.run("shoots", "set", number, "--date", "14.6.2019", code=2).says("2026-06-14")
