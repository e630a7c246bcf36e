"""`holdfast search` and `places` as a person uses them."""

import zipfile
from pathlib import Path

from person import Person

from holdfast.standins.cloudinary import StandIn

TOWN = (
    "2988507\tParis\tParis\tPanam\t48.85341\t2.3488\tP\tPPLC\tFR\t\t11\t75\t751\t75056\t2138551\t\t42\tEurope/Paris"
    "\t2022-11-08"
)


def test_photos_are_found_by_what_is_known_of_them(person: Person, cloud: StandIn) -> None:
    person.set_up()
    person.run("backup")
    norway = [photo for photo in cloud.photos if photo.asset_folder.startswith("2019/Norway")]
    found = person.run("search", "folder:2019/Norway", "--json").json
    person_sees = [f"{photo.display_name}.{photo.format}" for photo in norway]
    assert sorted(one["name"] for one in found["photos"]) == sorted(person_sees)
    assert (found["total"], found["total_is_exact"], found["next"]) == (len(norway), True, None)
    person.run("search", "folder:2019/Norway").says("Understood as: Photos in the folder “2019/Norway”.", "2019/Norway")
    person.run("search", "iso:>99999").says("No photo is like that.")
    every = person.run("search", "--json").json["total"]
    assert person.run("search", "-folder:2019/Norway", "--json").json["total"] == every - len(norway)
    person.run("search", "norway", "-rating:>=1").says("Understood as:")
    person.run("search", "--jsn", code=2).says("There is no option --jsn.", "search --help")


def test_all_photos_are_listed_page_by_page(person: Person) -> None:
    person.set_up()
    person.run("backup")
    every = person.run("search", "--json", "--limit", "1000").json["photos"]
    seen, after = [], None
    while True:
        page = person.run("search", "--json", "--limit", "12", *(["--after", after] if after else [])).json
        seen += page["photos"]
        after = page["next"]
        if after is None:
            break
    assert seen == every
    assert len(every) > 12
    person.run("search", "--limit", "12").says("All photos.", "12 of them here.", "There are more: add --after")


def test_the_plain_list_takes_a_query_too(person: Person, cloud: StandIn) -> None:
    person.set_up()
    person.run("backup")
    every = person.run("photos", "--json").json
    assert person.run("photos", "travel", "--json").json == every
    norway = person.run("photos", "folder:2019/Norway", "--json").json
    assert norway
    assert {one["id"] for one in norway} < {one["id"] for one in every}
    assert all(one in every for one in norway)
    assert person.run("photos", "folder:2019/Norway", "--state", "failed", "--json").json == []
    person.run("photos", "iso:>fast", code=2).says("^", "A number is expected here")


def test_an_error_shows_the_character(person: Person) -> None:
    person.set_up()
    said = person.run("search", "harbour iso:>fast", code=2)
    said.says("    harbour iso:>fast\n                 ^", "A number is expected here")
    error = person.run("search", "harbour iso:>fast", "--json", code=2).json["error"]
    assert (error["code"], error["position"]) == ("BAD_QUERY", 13)
    person.run("search", "--order", "beauty", code=2).says("Orders are: taken, added, name, size, rating.")


def test_a_file_of_towns_is_added_as_text_or_zip(person: Person, tmp_path: Path) -> None:
    person.set_up()
    person.run("search", 'near:"Paris",5km', code=2).says("knows no towns yet", "holdfast places add FILE")
    packed = tmp_path / "cities500.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cities500.txt", f"{TOWN}\n")
    person.run("places", "add", str(packed)).says("1 town is known now.")
    person.run("search", 'near:"Paris",5km').says("within 5 km of Paris")
    wrong = tmp_path / "notes.txt"
    wrong.write_text(f"{TOWN}\nmilk, bread\n")
    person.run("places", "add", str(wrong), code=2).says("Line 2 of the file is no town")
    person.run("search", 'near:"Paris",5km')
