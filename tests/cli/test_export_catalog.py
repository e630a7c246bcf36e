"""The catalog as a table: every photo once, nothing that a spreadsheet would compute, read back before it is named."""

import csv
import json
import os
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from person import Person
from workplace import Workplace

from holdfast.catalog import Connection
from holdfast.daemon.runner import Runner
from holdfast.domain.table import COLUMNS, FORMS, Tally
from holdfast.engine import facts_export
from holdfast.errors import Interrupted, TargetRefused, UsageError
from holdfast.library import durable
from holdfast.standins.cloudinary import StandIn

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", 'a,"b"\n;c', "naïve 日本", "x\rz", "'", ""]


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Any:  # noqa: ANN401 - a fixture
    with Workplace(tmp_path / "place", cloud) as made:
        yield made


def hostile(place: Workplace) -> None:
    place.backup()
    for number, name in enumerate(HOSTILE, 1):
        place.catalog.write(Connection.run, "UPDATE photos SET name = ? WHERE id = ?", (name, number))
    place.catalog.write(Connection.run, "INSERT INTO marks (original_id, rating, latitude, longitude, changed_at)"
                        " SELECT original_id, 3, -33.8, 151.2, 1 FROM photos WHERE id = 1")  # fmt: skip


def table(place: Workplace, to: Path) -> list[dict[str, Any]]:
    """The rows as somebody else's program reads them."""
    job = place.run("facts_export", facts_export.request(place.opened, to, None))
    assert (job.state, job.message) == ("done", None)
    assert [path.name for path in to.parent.iterdir() if path.name.endswith(".part")] == []
    if to.suffix == ".csv":
        with to.open(encoding="utf-8", newline="") as file:
            found: list[dict[str, Any]] = list(csv.DictReader(file))
    elif to.suffix == ".json":
        found = json.loads(to.read_bytes())
    else:
        found = pyarrow.parquet.read_table(to).to_pylist()
    assert job.result["checked"] == len(found)
    return found


def test_each_form_has_every_photo_and_what_is_known_of_it(place: Workplace, tmp_path: Path) -> None:
    hostile(place)
    listed = place.status.totals.listed
    tables = {form: table(place, tmp_path / f"photos.{form}") for form in FORMS}
    for rows in tables.values():
        assert len(rows) == listed
        assert list(rows[0]) == list(COLUMNS)
        held = {row["sha256"] for row in rows if row["state"] == "safe"}
        known = place.catalog.read(Connection.rows, "SELECT sha256 FROM originals")
        assert held == {row["sha256"] for row in known}
    assert tables["json"] == tables["parquet"]
    first = tables["json"][0]
    assert [row["name"] for row in tables["json"][: len(HOSTILE)]] == HOSTILE
    assert (first["latitude"], first["rating"], type(first["tags"])) == (-33.8, 3, list)


def test_no_cell_of_a_spreadsheet_is_a_formula(place: Workplace, tmp_path: Path) -> None:
    hostile(place)
    rows = table(place, tmp_path / "photos.csv")
    for row, name in zip(rows, HOSTILE, strict=False):
        assert row["name"] == (f"'{name}" if name[:1] in tuple("=+-@\t") and name else name)
        assert not any((row[column] or " ")[0] in "=+-@\t\r" for column, kind in COLUMNS.items() if kind == "text")
    assert rows[0]["latitude"] == "-33.8"


def test_a_place_that_is_taken_or_our_own_is_refused(place: Workplace, tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("mine")
    for to, form in ((tmp_path / "there.csv", None), (tmp_path, "csv"), (tmp_path / "x.doc", None)):
        with pytest.raises(UsageError):
            facts_export.request(place.opened, to, form)
    for to in (place.library / "x.csv", place.home.path / "x.csv", tmp_path / "no" / "x.csv"):
        with pytest.raises(TargetRefused):
            facts_export.request(place.opened, to, None)
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_a_run_that_is_stopped_leaves_nothing_and_the_next_one_is_whole(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_export, "PAGE", 5)
    place.backup()
    to = tmp_path / "photos.json"
    job = place.ask("facts_export", facts_export.request(place.opened, to, None))

    def watch(_job: object, progress: Any) -> None:  # noqa: ANN401 - the observer's own
        if progress.phase == "checking":
            place.stop.set()

    with pytest.raises(Interrupted):
        Runner(place.opened, place.stop, watch).work_off(job.id)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
    place.stop.clear()
    assert place.runner().work_off(job.id).state == "done"
    assert len(json.loads(to.read_bytes())) == place.status.totals.listed


def test_a_file_that_comes_back_otherwise_gets_no_name(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.backup()
    sound = durable.forget_cached

    def spoil(file: int) -> None:  # the drive, between writing and reading
        os.pwrite(file, b"X", os.fstat(file).st_size // 2)
        sound(file)

    monkeypatch.setattr(durable, "forget_cached", spoil)
    job = place.run("facts_export", facts_export.request(place.opened, tmp_path / "photos.csv", None))
    assert (job.state, job.code) == ("failed", "TARGET_SPOILT")
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_parquet_without_its_library_says_what_to_do(
    place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="pyarrow") as refused:
        facts_export.request(place.opened, tmp_path / "photos.parquet", None)
    assert "holdfast[parquet]" in str(refused.value.action)
    facts_export.request(place.opened, tmp_path / "photos.csv", None)


def test_rows_in_another_order_are_other_rows() -> None:
    one, other = Tally(), Tally()
    for number in (1, 2):
        one.add([number, "a"])
        other.add([3 - number, "a"])
    assert (one.rows, one.sha256) != (other.rows, other.sha256)


def test_the_command_says_where_the_table_is(person: Person, cloud: StandIn) -> None:
    person.set_up()
    person.run("backup")
    to = person.folder / "photos.csv"
    said = person.run("catalog", "export", "--to", str(to), "--json").json
    assert (said["rows"], said["outcome"], said["bytes"]) == (len(cloud.photos), "done", to.stat().st_size)
    person.run("catalog", "export", "--to", str(to), code=2).says("already", "Name a new file.")
    person.run("catalog", "export", "--to", str(person.folder / "p.json")).says("read back and compared")
    films = person.folder / "films.json"
    person.run("catalog", "export", "--to", str(films), "--query", "type:video")
    assert {row["media_type"] for row in json.loads(films.read_bytes())} == {"video"}


def test_photos_that_a_search_finds_go_out_with_what_was_said_of_them(person: Person, cloud: StandIn) -> None:
    person.set_up()
    person.run("backup")
    to = person.folder / "out"
    asked = ("export", "--to", str(to), "--query", "type:image", "--xmp", "name.ext.xmp", "--versions")
    said = person.run(*asked, "--json").json
    images = [path for path in to.rglob("*") if path.is_file() and path.suffix not in (".xmp", ".txt")]
    assert 0 < said["photos"] == len(images) < len(cloud.photos)
    assert {path.name.removesuffix(".xmp") for path in to.rglob("*.xmp")} <= {path.name for path in images}
    assert list(to.rglob("*.xmp")), "the cloud's tags were said beyond the files"
    person.run("export", "--to", str(to), "--query", "rating:many", code=2).says("A number is expected here")
    person.run("export", "--to", str(to), "--xmp", "somehow", code=2).says("no way to name sidecars")
