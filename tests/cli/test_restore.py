"""`holdfast restore` and `export`, as a person has them."""

import hashlib
import json
import subprocess
from pathlib import Path

from person import Person


def sums(files: dict[str, bytes]) -> set[str]:
    return {hashlib.sha256(content).hexdigest() for content in files.values()}


def there(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "manifest-sha256.txt")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_source_is_restored_in_full_and_a_stranger_agrees(person: Person) -> None:
    person.set_up()
    person.run("backup")
    to = person.folder / "back"
    person.run("restore", "travel", "--to", str(to)).says("Restored 30 photos", "compared by SHA-256", "sha256sum")
    assert sums(there(to)) == sums(person.files())
    check = ["sha256sum", "--quiet", "--strict", "-c", "manifest-sha256.txt"]
    assert subprocess.run(check, cwd=to, capture_output=True).returncode == 0
    again = person.run("restore", "--to", str(to), "--json").json
    assert (again["photos"], again["there"], again["failed"], again["outcome"]) == (30, 30, [], "done")


def test_what_cannot_be_restored_is_named_and_the_code_says_so(person: Person) -> None:
    person.set_up()
    person.run("backup")
    lost = next(path for path in person.files() if path.isascii())
    (person.library / lost).unlink()
    done = person.run("restore", "--to", str(person.folder / "back"), code=1)
    done.says("MISSING", lost, "verify --repair", "1 photo could not be restored")
    found = person.run("restore", "--to", str(person.folder / "back"), "--json", code=1).json
    assert [one["path"] for one in found["failed"]] == [lost]


def test_a_dry_run_writes_nothing_and_says_where_each_would_go(person: Person) -> None:
    person.set_up()
    person.run("backup")
    to = person.folder / "back"
    structure = ("--structure", "{year}/{sha256:12}{ext}")
    person.run("export", "--to", str(to), "--dry-run").says("30 photos", "Nothing was written.")
    listed = json.loads(person.run("export", "--to", str(to), *structure, "--dry-run", "--json").out)
    assert not to.exists()
    person.run("export", "--to", str(to), *structure)
    assert {one["path"] for one in listed} == there(to).keys()


def test_what_cannot_be_is_said_in_a_sentence(person: Person) -> None:
    person.set_up()
    inside = str(person.library / "travel")
    person.run("restore", "--to", inside, code=2).says("lie in one another", "Name a folder beside it.")
    person.run("restore", "nobody", "--to", "/tmp/x", code=2).says("no source called 'nobody'", "travel")
    elsewhere = str(person.folder / "x")
    person.run("export", "--to", elsewhere, "--structure", "{nam}", code=2).says("{nam} is no field", "year")
    person.run("export", "--to", elsewhere, "--since", "May", code=2).says("no day")
    person.run("export", "--to", elsewhere, "--folder", "nowhere", code=2).says("No folder 'nowhere'")
    person.run("export", "--to", elsewhere, "--since", "2025", "--until", "2024", code=2).says("before --since 2025")
    for command in ("restore", "export"):
        person.run(command, "--to", "", code=2).says("--to names no folder")
    assert not Path(elsewhere).exists()


def test_where_no_photo_fits_it_is_said_and_nothing_is_made(person: Person) -> None:
    person.set_up()
    to = person.folder / "x"
    person.run("restore", "--to", str(to), code=2).says("No photo fits", "holdfast photos")
    person.run("backup")
    person.run("export", "--to", str(to), "--match", "zzzz", code=2).says("No photo fits", "holdfast photos")
    assert not to.exists()


def test_a_drill_says_what_came_back_and_keeps_the_receipt(person: Person) -> None:
    person.set_up()
    person.run("drill").says("No photo was taken through a drill.")
    person.run("backup")
    person.run("drill", "--photos", "5").says("5 of 5 photos came back whole", "drill-1.txt")
    listed = person.run("drill", "--list", "--json").json
    assert [(one["photos"], one["intact"]) for one in listed] == [(5, 5)]
    person.run("drill", "--list").says("5 of 5 photos came back whole")
    found = person.run("drill", "--json").json
    assert (found["outcome"], found["drill"]["photos"]) == ("done", 20)


def test_where_the_daemon_runs_it_does_the_work_and_the_command_tells(person: Person) -> None:
    person.set_up()
    person.run("backup")
    person.run("daemon", "start")
    person.run("restore", "--to", str(person.folder / "back")).says("Restored 30 photos", "compared by SHA-256")
    assert sums(there(person.folder / "back")) == sums(person.files())
