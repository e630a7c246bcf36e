"""I10, G6: a new catalog from the library alone, killed on the way, reads each file once and ends with all of it."""

import hashlib
import os
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from peaks import held
from person import Person

from holdfast.catalog.driver import connect
from holdfast.domain.photo import RemotePhoto
from holdfast.keys import key_file
from holdfast.library import manifest, root, sidecars
from holdfast.library.manifest import Entry
from holdfast.library.records import PhotoLine, SourceLine, StoredOriginal
from holdfast.library.sidecars import Note

SIZES = [2000, pytest.param(100_000, marks=[pytest.mark.torture, pytest.mark.timeout(7200)])]
KILLS = (0.0, 0.3, 0.8)
"""What part of the files was read when it is killed; 0: while the sidecars are read."""
MOST_MEMORY = 160_000
"""Kilobytes, for any number of originals."""


def library_of(place: Path, number: int) -> None:
    """A library as backups leave it: so many originals, their sidecar and the manifest."""
    with root.make(place, "the library", "a catalog that is lost") as library:
        sidecars.append(library, [Note("travel", SourceLine("uid", "travel", "cloudinary", "travel", {}, 1))])
        for start in range(0, number, 5000):
            lines = [_stored(place, each) for each in range(start, min(number, start + 5000))]
            sidecars.append(library, [Note("travel", line) for line in lines])
            manifest.append(library, [Entry(line.original.path, line.original.sha256) for line in lines])


def _stored(place: Path, number: int) -> PhotoLine:
    path = f"travel/{number // 500}/IMG_{number}.jpg"
    content = b"\xff\xd8\xff" + str(number).encode() * 40
    (place / path).parent.mkdir(parents=True, exist_ok=True)
    (place / path).write_bytes(content)
    sha256, md5 = hashlib.sha256(content).hexdigest(), hashlib.md5(content, usedforsecurity=False).hexdigest()
    photo = RemotePhoto(
        key=f"key {number}", name=f"IMG_{number}.jpg", folder=(str(number // 500),), media_type="image",
        bytes=len(content), tags=(f"tag {number % 7}",),
    )  # fmt: skip
    return PhotoLine("uid", photo, StoredOriginal(path, sha256, md5, len(content), 2), "md5", safe_at=3)


def readings(path: Path, person: Person) -> dict[int, int]:
    """When each original was read, as a catalog says; nothing while there is none."""
    if not path.exists():
        return {}
    with closing(connect(path, key_file.read(person.home.key_file), read_only=True)) as db:
        rows = db.rows("SELECT original_id, checked_at FROM file_integrity")
    return {row["original_id"]: row["checked_at"] for row in rows}


def number_read(path: Path, person: Person) -> int:
    """How many originals were read, as a catalog says; 0 while there is none."""
    if not path.exists():
        return 0
    with closing(connect(path, key_file.read(person.home.key_file), read_only=True)) as db:
        return db.number("SELECT count(*) FROM file_integrity")


def start(person: Person, *arguments: str) -> "subprocess.Popen[str]":
    """The command, in a home of its own that knows of no keyring."""
    return person.start("catalog", "rebuild", "--library", str(person.library), *arguments)


def kill_when(person: Person, share: float, number: int) -> tuple[dict[int, int], int]:
    """Kill a rebuild when that part of the files was read: what it had read by then, and the most memory it held."""
    making = person.home.path / "catalog.db.rebuilding"
    running = start(person)
    most = 0

    def far_enough() -> bool:
        nonlocal most
        most = max(most, held(running))
        assert running.poll() is None, person.finish(running)
        return making.exists() and number_read(making, person) >= share * number

    deadline = person.clock.monotonic() + 60 + number / 50
    while not far_enough():
        assert person.clock.monotonic() < deadline
        person.clock.sleep(0.2 if number > 2000 else 0.02)
    running.kill()
    person.finish(running)
    return readings(making, person), most


@pytest.mark.parametrize("number", SIZES)
def test_a_rebuild_that_is_killed_goes_on_and_reads_no_file_twice(tmp_path: Path, number: int) -> None:
    with Person(tmp_path) as person:
        library_of(person.library, number)
        before: dict[int, int] = {}
        for share in KILLS:
            now, memory = kill_when(person, share, number)
            assert before.items() <= now.items(), "a file was read again"
            assert memory < MOST_MEMORY
            before = now
        assert len(before) >= 0.8 * number
        person.run("backup", code=5).says("catalog rebuild")
        ended = person.finish(start(person))
        ended.says("Going on where it was cut short", f"{number:,} photos of 1 source")
        ended.says(f"{number:,} files read and right")
        assert ended.code == 0
        after = readings(person.home.catalog_file, person)
        assert before.items() <= after.items(), "a file was read again"
        assert len(after) == number
        assert person.run("status", "--json").json["totals"]["safe"] == number
        person.run("catalog", "check", "--full").says("whole")


def test_a_rebuild_begun_with_another_key_is_begun_anew(tmp_path: Path) -> None:
    with Person(tmp_path) as person:
        library_of(person.library, 300)
        kill_when(person, 0.2, 300)
        person.home.key_file.unlink()
        made = person.run("catalog", "rebuild", "--new-key", "--json").json
        assert (made["originals"], made["resumed"]) == (300, False)
        assert person.run("status", "--json").json["totals"]["safe"] == 300


def already_read(person: Person) -> list[Path]:
    """The files that a rebuild has read, by when it did."""
    making = person.home.path / "catalog.db.rebuilding"
    with closing(connect(making, key_file.read(person.home.key_file), read_only=True)) as db:
        rows = db.rows("SELECT path FROM originals JOIN file_integrity ON original_id = id ORDER BY checked_at, id")
    return [person.library / row["path"] for row in rows]


def test_what_changed_after_it_was_read_is_read_again_when_a_rebuild_goes_on(tmp_path: Path) -> None:
    with Person(tmp_path) as person:
        library_of(person.library, 300)
        kill_when(person, 0.2, 300)
        gone, shorter, edited, *kept = already_read(person)
        gone.unlink()
        shorter.write_bytes(shorter.read_bytes()[:-1])
        before = edited.stat()
        edited.write_bytes(edited.read_bytes()[:-4] + b"oops")
        os.utime(edited, ns=(before.st_atime_ns, before.st_mtime_ns))  # as copying tools leave it
        ended = person.finish(start(person))
        assert ended.code == 1
        ended.says(f"Going on where it was cut short: {len(kept)} files are read already.")
        ended.says("297 files read and right, 2 damaged, 1 missing.")
        assert person.run("status", "--json", code=None).json["totals"]["safe"] == 297


def test_what_was_read_more_than_a_day_ago_is_read_again(tmp_path: Path) -> None:
    with Person(tmp_path) as person:
        library_of(person.library, 300)
        before, _ = kill_when(person, 0.2, 300)
        making = person.home.path / "catalog.db.rebuilding"
        with closing(connect(making, key_file.read(person.home.key_file))) as db:
            db.run("UPDATE originals SET verified_at = verified_at - 90000000")
        ended = person.finish(start(person))
        ended.says("Going on where it was cut short: 0 files are read already.", "300 files read and right")
        after = readings(person.home.catalog_file, person)
        assert all(after[original] > at for original, at in before.items())
