"""What a backup learns from the files themselves: of every safe original, in the background, once for each rules."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tagged
from hostile import dated
from invariants import assert_promises
from workplace import Workplace

from holdfast.catalog import Connection, exif, originals, prints
from holdfast.catalog import thumbnails as rows
from holdfast.domain.facts import Facts
from holdfast.engine import facts as reading
from holdfast.engine import thumbnails
from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with StandIn(4, seed=3) as cloud, Workplace(tmp_path, cloud) as made:
        assert made.backup().state == "done"
        yield made
        thumbnails.close()


def put(place: Workplace, name: str, content: bytes) -> int:
    """One more safe photo with these bytes; its original."""
    sha256, md5 = hashlib.sha256(content).hexdigest(), hashlib.md5(content, usedforsecurity=False).hexdigest()
    path = f"more/{name}"
    (place.library / path).parent.mkdir(exist_ok=True)
    (place.library / path).write_bytes(content)

    def add(db: Connection) -> int:
        held = originals.add(db, sha256=sha256, md5=md5, bytes=len(content), path=path, path_folded=path, at=1)
        db.run(
            "INSERT INTO photos (source_id, key, name, folder_id, media_type, fingerprint, state, original_id,"
            " first_seen_at, seen_in, created_at)"
            " SELECT 1, ?, ?, min(id), 'image', '', 'safe', ?, 1, 1, 1500000000000 FROM folders",
            (name, name, held),
        )
        return held

    return place.catalog.write(add)


def facts(place: Workplace, original_id: int) -> Facts:
    found = place.catalog.read(exif.of_original, original_id)
    assert found is not None
    return found


def state(place: Workplace, original_id: int) -> str | None:
    found = place.catalog.read(rows.find, original_id, rows.KEPT)
    return found.state if found else None


def of_photo(place: Workplace, original_id: int, what: str) -> list[object]:
    """These columns of the photo that has this original."""
    names = f"SELECT {what} FROM photos AS p LEFT JOIN original_filenames AS n ON n.photo_id = p.id"
    rows = place.catalog.read(Connection.rows, f"{names} WHERE original_id = ?", (original_id,))
    return [value for row in rows for value in dict(row).values()]


def test_pictures_films_and_raw_files_say_what_they_know_and_other_files_are_asked_once(place: Workplace) -> None:
    picture = put(place, "a.jpg", dated("2020:02:03 04:05:06"))
    film, raw = put(place, "b.mov", tagged.film("mov")), put(place, "c.nef", tagged.raw(b"NIKON CORPORATION"))
    text = put(place, "d.txt", b"hello")
    assert place.run("thumbnails").state == "done"
    assert (facts(place, picture).taken_at, state(place, picture)) == ("2020-02-03T04:05:06", "made")
    assert facts(place, film).duration == pytest.approx(2.0)
    assert state(place, film) == "made"
    assert (facts(place, raw).camera_make, facts(place, raw).kind) == ("NIKON CORPORATION", "nef")
    assert (facts(place, text).kind, state(place, text)) == (None, "refused")
    assert place.catalog.read(prints.of_original, film) is not None
    assert place.run("thumbnails").result == {}


def test_d7_a_photo_is_dated_by_its_file_and_where_that_says_nothing_by_its_source(place: Workplace) -> None:
    told = put(place, "a.jpg", dated("2020:02:03 04:05:06"))
    nonsense = put(place, "b.jpg", dated("0000:00:00 00:00:00"))
    place.run("thumbnails")
    assert of_photo(place, told, "moment, moment_from") == [1580702706000, "DateTimeOriginal"]
    assert of_photo(place, nonsense, "moment, moment_from") == [1500000000000, "source"]


def test_facts_that_older_rules_read_are_read_again_without_making_the_picture_anew(place: Workplace) -> None:
    picture = put(place, "a.jpg", dated("2020:02:03 04:05:06"))
    place.run("thumbnails")
    small = thumbnails.get(place.opened, picture, 256)
    assert isinstance(small, Path)
    made = small.stat().st_mtime_ns
    place.catalog.write(Connection.run, "UPDATE exif_data SET rules = 0, taken_at = NULL")
    assert place.run("thumbnails").result == {}
    assert facts(place, picture).taken_at == "2020-02-03T04:05:06"
    assert small.stat().st_mtime_ns == made
    assert place.catalog.read(rows.due_count) == 0


def test_a_picture_that_has_no_print_yet_gets_one(place: Workplace) -> None:
    picture = put(place, "a.jpg", dated("2020:02:03 04:05:06"))
    place.run("thumbnails")
    place.catalog.write(Connection.run, "DELETE FROM picture_hashes")
    place.catalog.write(Connection.run, "UPDATE exif_data SET rules = 0")
    place.run("thumbnails")
    assert place.catalog.read(prints.of_original, picture) is not None


def test_the_name_that_a_file_remembers_is_kept_with_its_photo(place: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(tagged.still("jpg"))
    tagged.tag(path, "-XMP-xmpMM:PreservedFileName=IMG_0042.JPG")
    original = put(place, "x83kd.jpg", path.read_bytes())
    place.run("thumbnails")
    assert of_photo(place, original, "n.name, n.origin") == ["IMG_0042.JPG", "file"]


def test_reading_changes_nothing_in_the_library(place: Workplace) -> None:
    put(place, "b.mov", tagged.film("mov"))
    before = place.files()
    place.run("thumbnails")
    assert_promises(place, before)


def test_any_files_are_read_without_a_catalog_and_what_cannot_be_read_ends_nothing(
    place: Workplace, tmp_path: Path
) -> None:
    good, broken, text = tmp_path / "good.jpg", tmp_path / "broken.jpg", tmp_path / "a.txt"
    good.write_bytes(dated("2020:02:03 04:05:06"))
    broken.write_bytes(b"\xff\xd8\xff\xe1\xff\xff" + b"Exif\0\0" * 9)
    text.write_text("hello")
    paths = [str(text), str(tmp_path / "none.jpg"), str(tmp_path), str(broken), str(good)]
    found = list(reading.of_files(paths, place.clock))
    assert [one.file for one in found] == paths
    assert "no picture and no film" in (found[0].problem or "")
    assert "No such file" in (found[1].problem or "")
    assert all(one.facts is None and str(tmp_path) in (one.problem or "") for one in found[:3])
    assert found[4].facts is not None
    assert found[4].facts.taken_at == "2020-02-03T04:05:06"
