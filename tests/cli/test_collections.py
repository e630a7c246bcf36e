"""`holdfast collections`: albums at the command line."""

from person import Person


def test_an_album_is_made_filled_ordered_renamed_and_removed(person: Person) -> None:
    person.set_up()
    person.run("backup")
    person.run("collections").says("There are no collections yet.")
    person.run("collections", "make", "Best").says("Made “Best”, by hand: 0 photos.")
    person.run("collections", "add", "Best", "3", "1", "2").says("3 photos put into “Best”")
    person.run("collections", "move", "Best", "2", "--before", "3")
    person.run("collections", "take", "best", "1").says("1 photo taken out of “Best”")
    person.run("collections", "cover", "Best", "3")
    found = person.run("collections", "show", "Best", "--json").json
    assert ([one["id"] for one in found["photos"]], found["cover"]) == ([2, 3], 3)
    person.run("collections", "rename", "Best", "Sea")
    person.run("collections", "remove", "Sea").says("takes it back")
    assert person.run("collections", "list", "--json").json == []
    person.run("undo").says("Undone: Removed the collection “Sea”.")
    assert [one["id"] for one in person.run("collections", "show", "Sea", "--json").json["photos"]] == [2, 3]


def test_a_mirror_shows_what_its_folder_holds(person: Person) -> None:
    person.set_up()
    person.run("backup")
    made = person.run("collections", "make", "Year", "--mirror", "travel/2019", "--json").json
    year = next(one for one in person.run("folders", "--json").json[0]["folders"] if one["path"] == "2019")
    assert (made["kind"], made["folder"], made["count"]) == ("source", "travel/2019", year["photos"])
    person.run("collections", "add", "Year", "1", code=2).says("from its source")
    person.run("collections", "make", "No", "--mirror", "travel/none", code=2).says("no folder 'none'")
    person.run("collections", "show", "Nobody", code=2).says("There is no collection 'Nobody'.")


def test_a_rule_stays_true_by_itself(person: Person) -> None:
    person.set_up()
    person.run("backup")
    person.run("collections", "make", "Good", "--query", "rating:>=4").says("by rule")
    person.run("collections", "show", "Good").says("Good: 0 photos")
    person.run("mark", "--query", "folder:2019", "--rating", "5")
    year = next(one for one in person.run("folders", "--json").json[0]["folders"] if one["path"] == "2019")
    found = person.run("collections", "show", "Good", "--json").json
    assert 0 < len(found["photos"]) <= year["photos"]
    person.run("undo")
    assert person.run("collections", "show", "Good", "--json").json["photos"] == []
    person.run("collections", "make", "Bad", "--query", "rating:>=banana", code=2)
