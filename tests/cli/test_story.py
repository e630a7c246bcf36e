"""The whole way of a person with an account, command by command."""

import os
from pathlib import Path

from person import Person

from holdfast.standins.cloudinary import StandIn


def test_from_nothing_to_safe_to_damaged_to_repaired(person: Person, cloud: StandIn) -> None:
    person.run("init", "--library", str(person.library)).says(str(person.library), "recovery code", "source add")
    person.add("travel").says("travel: the key works", "Cloudinary cloud demo")

    person.run("backup", "--dry-run").says("30 photos listed: 30 new", "would copy 30 photos")
    assert person.files() == {}
    assert cloud.asked("delivery") + cloud.asked("download") == 0

    person.run("backup").says("Copied 30 photos", "All 30 photos are safe.")
    files = person.files()
    assert len(files) >= 28  # two of the cloud's photos may be the same bytes
    person.run("status", "--check").says("All 30 photos are safe.")

    cloud.forget()
    person.run("backup").says("Nothing new. All 30 photos are safe.")
    assert cloud.asked("delivery") + cloud.asked("download") == 0
    assert person.files() == files
    person.run("verify").says("all as stored")

    hurt, gone = [path for path in files if path.endswith(".jpg")][:2]
    flip_a_byte(person.library / hurt)
    (person.library / gone).unlink()
    found = person.run("verify", code=1)
    found.says(f"damaged: {hurt}", f"missing: {gone}", "1 damaged, 1 missing", "verify --repair")
    person.run("status", "--check", code=1).says("28 of 30 photos are safe. 2 need you.")
    person.run("failures").says("DAMAGED", "MISSING", "--repair")
    person.run("verify", "--repair").says("2 repaired", f"damaged: {hurt}, repaired", f"missing: {gone}, repaired")
    assert person.files() == files
    person.run("status", "--check").says("All 30 photos are safe.")


def flip_a_byte(path: Path) -> None:
    """As a failing drive does it: the file's time stays."""
    was, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def test_a_photo_that_the_account_withholds_is_told_and_retried(person: Person, cloud: StandIn) -> None:
    withheld = next(photo for photo in cloud.photos if photo.part == ("image", "upload"))
    person.set_up()
    cloud.faults.plan("404", key=withheld.asset_id, times=100)
    ended = person.run("backup", code=1)
    ended.says("Copied 29 photos", "29 of 30 photos are safe. 1 needs you.", "holdfast failures")
    person.run("failures").says("1 photo: GONE_UPSTREAM")
    cloud.faults.clear()
    person.run("retry").says("Copied 1 photo", "All 30 photos are safe.")
    person.run("failures").says("No photo is waiting for you.")


def test_a_new_key_is_given_under_the_old_name(person: Person, cloud: StandIn) -> None:
    person.set_up().run("backup")
    cloud.secret = "canary-secret-of-the-stand-in-2"
    person.run("backup", code=3).says("key")
    person.add("travel").says("the key works")
    person.run("backup").says("Nothing new. All 30 photos are safe.")


def test_sources_are_paused_resumed_tested_and_removed(person: Person) -> None:
    person.set_up()
    person.run("source", "test", "travel").says("the key works")
    person.run("source", "pause", "travel").says("travel is paused.")
    person.run("status").says("You paused all backups.")
    person.run("source", "resume", "travel").says("travel is backed up again.")
    person.run("backup", "travel").says("All 30 photos are safe.")
    files = person.files()
    person.run("source", "remove", "travel").says("no longer backed up", "stay in the library")
    person.run("source", "list").says("There is no source yet.")
    assert person.files() == files


def test_a_disappearance_is_held_back_until_a_person_names_its_size(person: Person, cloud: StandIn) -> None:
    person.set_up().run("backup")
    cloud.account.empty()
    person.run("backup", code=1).says("30")
    person.run("status").says("holdfast source accept travel --absent 30")
    person.run("source", "accept", "travel", "--absent", "29", code=2).says("it is 30")
    person.run("source", "accept", "travel", "--absent", "30").says("their copies stay in the library")
    person.run("backup", code=None)
    assert person.run("status", "--json").json["sources"][0]["held"] is None
    assert len(person.files()) >= 28


def test_lost_catalog_is_rebuilt_from_the_library(person: Person) -> None:
    person.set_up().run("backup")
    files = person.files()
    for tail in ("", "-wal", "-shm"):
        Path(f"{person.home.catalog_file}{tail}").unlink(missing_ok=True)
    person.run("status", code=5).says("catalog is missing", "holdfast catalog rebuild")
    person.run("catalog", "rebuild").says("30 photos of 1 source", "recovery code", "source add")
    assert person.files() == files
    person.run("status").says("30")
    person.add("travel")
    person.run("backup").says("All 30 photos are safe.")
    assert person.files() == files


def test_settings_are_listed_changed_and_kept_in_bounds(person: Person) -> None:
    person.set_up(source=None)
    person.run("config", "list").says("downloads_at_once", "How many photos")
    person.run("config", "set", "downloads_at_once", "3").says("downloads_at_once is 3 now.")
    assert person.run("config", "get", "downloads_at_once").out == "3\n"
    person.run("config", "set", "downloads_at_once", "0", code=2).says("from 1 to 32")
    person.run("config", "set", "downloads_at_once", "many", code=2).says("whole number", "'many'")
    person.run("config", "set", "colour", "3", code=2).says("'colour'", "downloads_at_once")
