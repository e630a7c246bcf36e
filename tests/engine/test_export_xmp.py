"""Sidecars say what was said beyond the file, and other programs read it: exiftool here."""

import json
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.test_export import MANIFEST, assert_manifest, failures, files, restored
from workplace import Workplace

from holdfast.catalog import Connection, work
from holdfast.clock import milliseconds
from holdfast.domain import xmp
from holdfast.domain.xmp import Said, sidecar
from holdfast.engine import choice
from holdfast.errors import QueryError, UsageError
from holdfast.standins.cloudinary import StandIn

FULL = Said(
    rating=4, pick="pick", colour="green", title="A <title> & more", caption="Two\nlines", tags=("sea", "Zoë"),
    collections=("Best of 2024", "a|b"), taken_at="2024-05-17T18:30:00", utc_offset=-210, latitude=-33.8568,
    longitude=151.2153, place="Sydney",
)  # fmt: skip


def read_back(*paths: Path) -> list[dict[str, Any]]:
    asked = ["exiftool", "-json", "-n", "-G1", "-struct", *map(str, paths)]
    found: list[dict[str, Any]] = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
    return found


def test_exiftool_reads_every_field_as_it_was_said(tmp_path: Path) -> None:
    (tmp_path / "a.xmp").write_bytes(sidecar(FULL))
    (found,) = read_back(tmp_path / "a.xmp")
    assert "ExifTool:Warning" not in found
    assert (found["XMP-xmp:Rating"], found["XMP-xmp:Label"], found["XMP-digiKam:ColorLabel"]) == (4, "Green", 4)
    assert (found["XMP-xmpDM:Pick"], found["XMP-digiKam:PickLabel"]) == (1, 3)
    assert (found["XMP-dc:Title"], found["XMP-dc:Description"]) == ("A <title> & more", "Two\nlines")
    assert found["XMP-dc:Subject"] == ["Zoë", "sea"]
    assert found["XMP-lr:HierarchicalSubject"] == ["Zoë", "sea", "Collections|Best of 2024", "Collections|a-b"]
    assert found["XMP-digiKam:TagsList"][2:] == ["Collections/Best of 2024", "Collections/a|b"]
    assert found["XMP-exif:DateTimeOriginal"] == found["XMP-photoshop:DateCreated"] == "2024:05:17 18:30:00-03:30"
    assert found["XMP-exif:GPSLatitude"] == pytest.approx(-33.8568, abs=1e-8)
    assert found["XMP-exif:GPSLongitude"] == pytest.approx(151.2153, abs=1e-8)
    assert found["XMP-iptcCore:Location"] == "Sydney"


@given(st.text(), st.text(), st.lists(st.text()), st.floats(-90, 90), st.floats(-180, 180))
def test_whatever_was_said_the_sidecar_is_well_formed_and_the_same_each_time(
    title: str, caption: str, tags: list[str], latitude: float, longitude: float
) -> None:
    said = Said(title=title, caption=caption, tags=tuple(tags), latitude=latitude, longitude=longitude)
    data = sidecar(said)
    read = ElementTree.fromstring(data)
    subjects = [one.text for one in read.iterfind(".//{*}subject/{*}Bag/{*}li")]
    plain = [tag for tag in tags if all(letter.isprintable() for letter in tag) and tag.strip()]
    assert {tag.strip() for tag in plain} <= set(subjects)
    assert data == sidecar(said)


def test_what_was_not_said_is_not_written() -> None:
    assert Said().is_nothing()
    assert not FULL.is_nothing()
    text = sidecar(Said(rating=0)).decode()
    assert "<xmp:Rating>0</xmp:Rating>" in text
    for prefix in set(xmp.SPACES) - {"xmp"}:
        assert f"<{prefix}:" not in text


@pytest.mark.parametrize(("naming", "expected"), [
    ("name.xmp", {"tram.xmp", "tram.jpg.xmp"}), ("name.ext.xmp", {"tram.jpg.xmp", "tram.png.xmp"}),
    ("both", {"tram.xmp", "tram.jpg.xmp", "tram.png.xmp"}), ("none", set())])  # fmt: skip
def test_each_naming_gives_every_photo_its_own_sidecar(
    place: Workplace, cloud: StandIn, tmp_path: Path, naming: str, expected: set[str]
) -> None:
    marked(place, cloud)
    to = tmp_path / "out"
    restored(place, to, match="tram", structure="{name}", xmp=naming)
    assert {path for path in files(to) if path.endswith(".xmp")} == expected
    assert_manifest(to)
    for one in read_back(*(to / path for path in expected)) if expected else ():
        assert one["XMP-xmp:Rating"] == (5 if one["SourceFile"].endswith("jpg.xmp") else 2)  # the newest is the first
        assert "evening" in one["XMP-dc:Subject"]


def marked(place: Workplace, cloud: StandIn) -> None:
    """Two photos whose names differ in their ending alone, each with a rating and a tag of the person's."""
    cloud.add("a/tram", b"\xff\xd8\xff tram \xff\xd9", display_name="tram")
    cloud.add("b/tram", b"\x89PNG\r\n\x1a\n tram", display_name="tram", format="png")
    place.backup()
    rows = place.catalog.read(Connection.rows, "SELECT original_id, name FROM photos WHERE name LIKE 'tram%'")
    assert {row["name"] for row in rows} == {"tram.jpg", "tram.png"}
    now = milliseconds(place.clock)

    def mark(db: Connection) -> None:
        with work.change(db, "Rated", now) as change:
            for row in rows:
                key = {"original_id": row["original_id"]}
                change.put("marks", key, {"rating": 5 if row["name"] == "tram.jpg" else 2, "changed_at": now})
                change.put("own_tags", {**key, "tag": "evening"}, {})

    place.catalog.write(mark)


def test_a_second_run_finds_the_sidecars_and_replaces_none(place: Workplace, cloud: StandIn, tmp_path: Path) -> None:
    marked(place, cloud)
    to = tmp_path / "out"
    asked = {"match": "tram", "structure": "{name}", "xmp": "name.ext.xmp"}
    restored(place, to, **asked)
    (to / "tram.jpg.xmp").write_text("the person's own")
    before = files(to)
    job = restored(place, to, **asked)
    assert files(to) == before
    (one,) = failures(place, job)
    assert (one.code, "tram.jpg.xmp" in one.photo) == ("TARGET_TAKEN", True)


def test_what_was_said_since_is_in_the_sidecars_of_the_next_run(
    place: Workplace, cloud: StandIn, tmp_path: Path
) -> None:
    """The manifest then speaks of each sidecar once, and a stranger's program finds all of it right."""
    marked(place, cloud)
    to = tmp_path / "out"
    asked = {"match": "tram", "structure": "{name}", "xmp": "name.ext.xmp"}
    restored(place, to, **asked)
    before = files(to)
    place.catalog.write(lambda db: db.run("UPDATE marks SET rating = 1"))
    job = restored(place, to, **asked)
    assert (failures(place, job), job.result["failed"]) == ([], 0)
    assert {path for path, content in files(to).items() if before[path] != content} == {
        path for path in before if path.endswith(".xmp")
    }
    assert [one["XMP-xmp:Rating"] for one in read_back(*sorted(to.glob("*.xmp")))] == [1, 1]
    assert_manifest(to)


def test_a_manifest_that_a_crash_left_with_two_lines_of_a_sidecar_is_put_right(
    place: Workplace, cloud: StandIn, tmp_path: Path
) -> None:
    marked(place, cloud)
    to = tmp_path / "out"
    asked = {"match": "tram", "structure": "{name}", "xmp": "name.ext.xmp"}
    restored(place, to, **asked)
    text = (to / MANIFEST).read_text()
    (to / MANIFEST).write_text(f"{'0' * 64}  tram.jpg.xmp\n{text}")
    restored(place, to, **asked)
    assert_manifest(to)


def test_a_sidecar_that_could_not_be_written_is_no_photo_that_could_not(
    place: Workplace, cloud: StandIn, tmp_path: Path
) -> None:
    marked(place, cloud)
    to = tmp_path / "out"
    asked = {"match": "tram", "structure": "{name}", "xmp": "name.ext.xmp"}
    restored(place, to, **asked)
    (to / "tram.jpg.xmp").write_text("the person's own")
    job = restored(place, to, **asked)
    assert [one.what for one in failures(place, job)] == ["sidecar"]
    assert job.result["failed"] == 0


def test_earlier_versions_come_beside_the_photo(place: Workplace, cloud: StandIn, tmp_path: Path) -> None:
    photo = cloud.photos[0]
    place.backup()
    old = cloud.content(photo.asset_id)
    cloud.replace(photo.asset_id, b"\xff\xd8\xff changed \xff\xd9")
    place.backup()
    restored(place, tmp_path / "out", structure="{name}", versions=True)
    restored(place, tmp_path / "now", structure="{name}")
    found, now = files(tmp_path / "out"), files(tmp_path / "now")
    (earlier,) = found.keys() - now.keys()
    assert found[earlier] == old
    stem, _, ending = earlier.rpartition("~1")
    assert found[stem + ending] == b"\xff\xd8\xff changed \xff\xd9"


def test_a_naming_that_is_none_is_refused_before_anything_is_made(place: Workplace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no way to name sidecars"):
        choice.request(place.opened, tmp_path / "out", xmp="xmp.name")
    assert not (tmp_path / "out").exists()


def test_what_a_search_finds_is_exported_and_the_whole_picture(
    place: Workplace, cloud: StandIn, tmp_path: Path
) -> None:
    marked(place, cloud)
    restored(place, tmp_path / "best", structure="{name}", query="rating:5")
    assert set(files(tmp_path / "best")) == {"tram.jpg"}
    rows = place.catalog.read(Connection.rows, "SELECT original_id FROM photos WHERE name LIKE 'tram%' ORDER BY name")

    def stack(db: Connection) -> None:
        db.run("INSERT INTO stacks VALUES (7, 'raw', ?)", (rows[0]["original_id"],))
        for row, role in zip(rows, ("picture", "raw"), strict=True):
            db.run("INSERT INTO stack_members VALUES (?, 7, ?)", (row["original_id"], role))

    place.catalog.write(stack)
    restored(place, tmp_path / "stack", structure="{name}", query="rating:5")
    assert set(files(tmp_path / "stack")) == {"tram.jpg", "tram.png"}


def test_a_query_without_a_meaning_is_refused_where_it_stands(place: Workplace, tmp_path: Path) -> None:
    with pytest.raises(QueryError):
        choice.request(place.opened, tmp_path / "out", query="rating:many")
