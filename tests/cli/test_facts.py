"""`holdfast facts`: what any files say of themselves, for a person and for a script."""

from pathlib import Path

from hostile import dated
from person import Person


def test_facts_need_no_library_and_a_bad_file_ends_nothing(person: Person, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jpg", tmp_path / "bad\x1b[31m.jpg"
    good.write_bytes(dated("2020:02:03 04:05:06", gps={1: "N", 2: (48.0, 51.0, 0.0), 3: "E", 4: (2.0, 21.0, 0.0)}))
    bad.write_bytes(b"nothing")
    person.run("facts", str(good)).says("2020-02-03T04:05:06", "DateTimeOriginal", "48.85")
    one, other = person.run("facts", str(bad), str(good), "--json", code=1).json
    assert (one["facts"], one["problem"]) == (None, f"{bad} is no picture and no film that Holdfast knows.")
    assert (other["file"], other["problem"], other["facts"]["taken_at"]) == (str(good), None, "2020-02-03T04:05:06")
    assert "\x1b" not in person.run("facts", str(bad), code=1).err
