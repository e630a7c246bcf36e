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


def test_e13_while_files_that_are_gone_at_once_wait_for_a_word_it_is_not_called_complete(person: Person) -> None:
    person.set_up()
    person.run("backup")
    for path in sorted(person.files())[:25]:
        (person.library / path).unlink()
    person.run("verify", code=4)
    file = person.folder / "proof.txt"
    person.run("status", "--proof", str(file), code=1).says("Not complete", "files are no longer in the library")
    assert "\nComplete" not in file.read_text("utf-8")
