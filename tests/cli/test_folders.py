"""`holdfast folders`, `scan` and `thaw`: a source folder by folder."""

import os

from person import Person

from holdfast.standins.cloudinary import StandIn


def test_the_tree_counts_what_is_in_and_below_each_folder(person: Person, cloud: StandIn) -> None:
    person.set_up()
    person.run("folders", code=0).says("travel: nothing is listed yet")
    person.run("backup")
    top, *below = person.run("folders", "--json").json[0]["folders"]
    assert top["photos"] == len(cloud.photos)
    said = [photo for photo in cloud.photos if photo.quirk != "bytes"]
    assert top["bytes"] == sum(len(cloud.content(photo.asset_id)) for photo in said)
    assert top["listed_at"].endswith("Z")
    year = next(one for one in below if one["path"] == "2019")
    inside = [one for one in below if one["path"].startswith("2019/")]
    assert year["photos"] == sum(photo.asset_folder.startswith("2019/") for photo in cloud.photos) > 0
    assert year["subfolders"] == sum(one["depth"] == 2 for one in inside)
    only = person.run("folders", "travel", "2019", "--json").json[0]["folders"]
    assert [one["path"] for one in only] == ["2019", *(one["path"] for one in inside)]
    person.run("folders", "travel").says("  2019/", f"{len(cloud.photos)} photos")


def test_a_folder_that_nobody_knows_is_said_to_be_so(person: Person) -> None:
    person.set_up()
    person.run("folders", "travel", "no/such", code=2).says("no folder 'no/such'", "holdfast scan travel")
    person.run("scan", "--folder", "no/such", code=2).says("no folder 'no/such'")


def test_one_folder_is_scanned_alone_and_its_new_photo_copied(person: Person, cloud: StandIn) -> None:
    person.set_up()
    person.run("backup")
    cloud.add("new1", b"\xff\xd8\xff new \xff\xd9", asset_folder="2019/Norway", display_name="new1")
    cloud.add("new2", b"\xff\xd8\xff other \xff\xd9", asset_folder="2022/Lisbon", display_name="new2")
    said = person.run("scan", "travel", "--folder", "2019", "--json").json
    assert (said["kind"], said["downloaded"]) == ("folder_scan", 1)
    assert [path for path in person.files() if "new" in path] == ["travel/2019/Norway/new1.jpg"]


def test_a_full_scan_begins_anew_and_finds_the_rest(person: Person, cloud: StandIn) -> None:
    person.set_up()
    person.run("backup")
    cloud.add("new2", b"\xff\xd8\xff other \xff\xd9", asset_folder="2022/Lisbon", display_name="new2")
    said = person.run("scan", "--full", "--json").json
    assert (said["kind"], said["downloaded"]) == ("full_scan", 1)


def test_a_folder_needs_one_source(person: Person) -> None:
    person.set_up()
    person.add("other")
    person.run("scan", "--folder", "2019", code=2).says("there are 2 sources", "Name one source.")


def test_where_nothing_is_archived_nothing_is_asked_for(person: Person) -> None:
    person.set_up()
    person.run("backup")
    person.run("thaw", "travel").says("No photo of travel lies in an archive there.")
    person.run("thaw", "travel", "--tier", "at once", code=2).says("Standard, Bulk, Expedited")


def test_tidying_up_touches_no_photo(person: Person) -> None:
    person.set_up()
    person.run("backup")
    before = person.files()
    litter = person.home.path / "thumbnails/00/nobody-knows-this.jpg"
    litter.parent.mkdir(parents=True, exist_ok=True)
    litter.write_bytes(b"litter")
    os.utime(litter, (1, 1))
    said = person.run("cleanup", "--json").json
    assert (said["outcome"], said["litter"]) == ("done", 1)
    assert not litter.exists()
    person.run("cleanup").says("tidy up")
    assert person.files() == before


def test_what_a_cloud_still_allows_is_said_before_a_run_and_in_status(person: Person) -> None:
    with StandIn(30, hourly=500) as counting:
        person.set_up(source=None)
        person.cloud = counting
        person.add("travel")
        first = person.run("backup")
        assert "a complete listing takes" not in first.out.partition("All 30")[0]
        person.run("status").says("of 500 calls left; a complete listing takes 10")
        budget = person.run("status", "--json").json["sources"][0]["budget"]
        assert budget["limit"] == 500
        assert person.run("backup").out.startswith(f"travel: {budget['left']} of 500 calls left")
        dry = person.run("backup", "--dry-run", "--json").json["sources"][0]
        assert dry["calls"] > 0
        person.run("backup", "--dry-run").says("0 new", f"Listing takes {dry['calls']} calls of the cloud's API.")
