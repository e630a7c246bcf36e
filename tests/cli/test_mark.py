"""`holdfast mark` and `holdfast undo`: what a person says of photos at the command line, and takes back."""

from person import Person


def test_marks_are_given_listed_and_taken_back(person: Person) -> None:
    person.set_up()
    person.run("backup")
    said = ("--rating", "4", "--pick", "--tag", "sea", "--place", "48.85,2.35")
    act = person.run("mark", "1", "2", *said, "--json").json
    assert (act["photos"], act["passed_over"]) == (2, 0)
    person.run("mark", "1", "--untag", "SEA", "--taken", "2023-06-01T10:00", "--offset", "-03:30").says("holdfast undo")
    person.run("mark", "1", "--time", "-0:30").says("1 photo: time moved by -0:30")
    listed = person.run("undo", "--list", "--json").json
    assert [one["what"] for one in listed] == [
        "1 photo: time moved by -0:30",
        "1 photo: time set to 2023-06-01 10:00:00, tag “SEA” taken away, clock set to UTC-03:30",
        "2 photos: rated 4, place set, picked, tagged “sea”",
    ]
    person.run("undo", str(act["change"]), code=2).says("came later")
    person.run("undo").says("Undone: 1 photo: time moved by -0:30.")
    again = person.run("undo", str(listed[0]["id"]), "--redo", "--json").json
    assert again["undone_at"] is None


def test_what_makes_no_sense_is_said_in_a_sentence(person: Person) -> None:
    person.set_up()
    person.run("backup")
    person.run("mark", "1", code=2).says("Nothing is said of these photos.")
    person.run("mark", "1", "--rating", "7", code=2).says("7 is no rating.")
    person.run("mark", "1", "--time", "later", code=2).says("no span of time", "+1:00")
    person.run("mark", "1", "--pick", "--reject", code=2).says("picked, rejected or neither")
    person.run("mark", "9999", "--rating", "3").says("Passed over 1 photo", "Nothing changed")
    person.run("undo", code=2).says("There is nothing to undo.")


def test_the_worklist_names_what_is_missing_until_it_is_said(person: Person) -> None:
    person.set_up()
    person.run("backup")
    before = person.run("missing", "--json").json
    assert before["place"] > 2
    first, second, *_ = person.run("missing", "place", "--json").json["photos"]
    person.run("mark", str(first["id"]), "--place", "48.85,2.35")
    assert person.run("missing", "--json").json["place"] == before["place"] - 1
    assert person.run("missing", "place", "--limit", "1", "--json").json["photos"] == [second]
    person.run("missing", "everything", code=2).says("nothing that photos lack")
    person.run("mark", "--rating", "3", code=2).says("Which photos?")


def test_the_library_is_told_at_once_where_no_daemon_runs(person: Person) -> None:
    person.set_up()
    person.run("backup")
    person.run("mark", "1", "--rating", "4")
    told = person.library / ".holdfast" / "sidecars" / ".work.jsonl"
    assert '"rating":4' in told.read_text()
    person.run("undo")
    assert '"rating"' not in told.read_text().splitlines()[-1]
