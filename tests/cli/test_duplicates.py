"""`holdfast duplicates`: from a backup of real files to groups, and what a person says of them."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from person import Person
from photographs import scene
from PIL import Image

from holdfast.standins.cloudinary import StandIn


def coded(picture: Image.Image, form: str = "JPEG", **how: int) -> bytes:
    out = BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    first, second = scene(2), scene(3)
    lake = coded(first, quality=92)
    files = {
        "2024/lake": lake,
        "2024/meadow": coded(second, quality=92),
        "sent/lake small": coded(first.resize((320, 213)), quality=40),
        "sent/lake turned": coded(first.transpose(Image.Transpose.ROTATE_90), quality=85),
        "again/lake": lake,
        "again/meadow": coded(second, quality=92),
    }
    with StandIn(0) as running:
        for number, (path, data) in enumerate(files.items()):
            folder, name = path.split("/")
            running.add(f"p{number}", data, asset_folder=folder, display_name=name)
        yield running


@pytest.fixture
def somebody(tmp_path: Path, cloud: StandIn) -> Iterator[Person]:
    with Person(tmp_path, cloud) as person:
        person.set_up()
        person.run("backup")
        yield person


def test_copies_are_found_kept_and_brought_back(somebody: Person) -> None:
    found = somebody.run("duplicates", "list", "--find", "--json").json
    assert {one["kind"]: one["groups"] for one in found["sums"]} == {"identical": 2, "same": 1, "similar": 0}
    (group,) = (one for one in found["groups"] if one["kind"] == "same")
    assert group["members"][0]["name"].startswith("lake") and len(group["members"]) == 3
    number = str(group["id"])
    somebody.run("duplicates").says("The same picture", "lake", "960 x 640", "Identical bytes")
    somebody.run("duplicates", "show", number).says("suggested", "960 x 640", "lake small")
    done = somebody.run("duplicates", "keep", number, "--json").json
    assert (done["photos"], done["bytes"]) == (2, group["bytes"])
    somebody.run("duplicates").says("2 photos set aside", "never deleted")
    hidden = str(group["members"][1]["photo_id"])
    somebody.run("duplicates", "back", hidden).says("Brought back 1 photo")
    somebody.run("duplicates", "undo").says("Undone: Brought back 1 photo")
    somebody.run("undo").says("Undone: Kept lake")
    assert somebody.run("duplicates", "accept", "--class", "same", "--json").json["groups"] == 1
    somebody.run("duplicates", "undo")
    somebody.run("duplicates", "apart", number).says("Called 3 photos different")
    again = somebody.run("duplicates", "--find", "--class", "same", "--json").json
    assert again["sums"] == [{"kind": "same", "groups": 0, "bytes": 0}]


def test_a_folder_that_is_wholly_in_another_one_is_named(somebody: Person) -> None:
    found = somebody.run("duplicates", "folders", "--json").json
    assert {(one["folder"], one["other"], one["photos"]) for one in found} == {
        ("travel/2024", "travel/again", 2), ("travel/again", "travel/2024", 2),
    }  # fmt: skip
    somebody.run("duplicates", "folders").says("all 2 photos", "travel/again")


def test_what_makes_no_sense_is_said_in_a_sentence(somebody: Person) -> None:
    somebody.run("duplicates", "show", "99", code=2).says("There is no group 99", "holdfast duplicates")
    somebody.run("duplicates", "--class", "alike", code=2).says("There is no class 'alike'", "identical, same, similar")
    somebody.run("duplicates", "accept", "--class", "identical", code=2).says("--class same")
    somebody.run("duplicates", "accept", code=2).says("There is no such group any more")
