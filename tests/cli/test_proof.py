"""`holdfast status --proof FILE`, as a person has it."""

from person import Person


def test_the_statement_is_written_and_said(person: Person) -> None:
    person.set_up()
    file = person.folder / "proof.txt"
    person.run("status", "--proof", str(file), code=1).says("Not complete", "never listed completely", str(file))
    person.run("backup")
    person.run("status", "--proof", str(file), code=2).says("already", "Name a new file.")
    done = person.run("status", "--proof", str(person.folder / "proof.json"), "--json")
    assert (done.json["complete"], done.json["gaps"]) == (True, [])
    assert done.json["manifest"]["unlisted"] == 0
    assert done.json["sources"][0]["listed"] == 30
