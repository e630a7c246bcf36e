"""Whatever goes wrong: a sentence that names the thing, a next step, the right exit code, nothing lost."""

import os
import socket
import subprocess
from pathlib import Path

import pytest
from person import CANARY, Done, Person

from holdfast.daemon.lock import WorkerLock
from holdfast.standins.cloudinary import StandIn

URL = "cloudinary://614159265358979@demo"


def is_refused(ended: Done, code: int, *words: str) -> None:
    """Two sentences on standard error: what happened, what to do. Nothing on standard output."""
    assert ended.code == code, ended
    assert ended.out == "", ended
    assert len(ended.err.splitlines()) == 2, ended
    ended.says(*words)


def test_nothing_set_up(person: Person) -> None:
    for command in (("status",), ("backup",), ("daemon", "start")):
        is_refused(person.run(*command, code=5), 5, "not set up", str(person.home.path), "holdfast init")


def test_wrong_secret(person: Person, cloud: StandIn) -> None:
    person.set_up(source=None)
    url = cloud.url.replace(CANARY, "another-secret")
    ended = person.run("source", "add", "cloudinary", "travel", env={"CLOUDINARY_URL": url}, code=3)
    is_refused(ended, 3, "demo", "refuses", "key")
    person.run("source", "list").says("There is no source yet.")


def test_key_revoked_between_two_backups(person: Person, cloud: StandIn) -> None:
    person.set_up().run("backup")
    files = person.files()
    cloud.revoked = True
    ended = person.run("backup", code=3)
    assert "demo" in ended.err
    assert "key" in ended.err
    person.run("status", "--check", code=3).says("Backups have stopped")
    person.run("source", "test", "travel", code=3)
    assert person.files() == files


def test_unreachable_host(person: Person) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        where = f"http://127.0.0.1:{taken.getsockname()[1]}"
        person.set_up(source=None)
        url = f"cloudinary://1:{CANARY}@demo?upload_prefix={where}"
        ended = person.run("source", "add", "cloudinary", "travel", env={"CLOUDINARY_URL": url}, code=1)
    is_refused(ended, 1, "demo", "network")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://res.cloudinary.com/demo", ("Cloudinary URL", "cloudinary://")),
        ("cloudinary://demo", ("@", "cloudinary://")),
        (f"cloudinary://:{CANARY}@demo", ("API key",)),
        (f"cloudinary://1:{CANARY}@", ("cloud name",)),
        (f"cloudinary://1:{CANARY}@demo?upload_prefix=http://example.com", ("example.com", "encryption")),
        ("cloudinary://<your_api_key>:<your_api_secret>@demo", ("placeholder",)),
        ("cloudinary://1:a@[demo", ("cannot be read",)),
        ("", ("--url", "CLOUDINARY_URL")),
    ],
)
def test_malformed_url(person: Person, url: str, words: tuple[str, ...]) -> None:
    person.set_up(source=None)
    ended = person.run("source", "add", "cloudinary", "travel", env={"CLOUDINARY_URL": url}, code=2)
    is_refused(ended, 2, *words)


def test_secret_on_the_command_line_is_refused_and_not_repeated(person: Person, cloud: StandIn) -> None:
    person.set_up(source=None)
    ended = person.run("source", "add", "cloudinary", "travel", "--url", cloud.url, code=2)
    is_refused(ended, 2, "command line", "CLOUDINARY_API_SECRET")


def test_no_secret_and_nobody_to_ask(person: Person) -> None:
    person.set_up(source=None)
    ended = person.run("source", "add", "cloudinary", "travel", "--url", URL, code=2)
    is_refused(ended, 2, "614159265358979", "CLOUDINARY_API_SECRET")
    is_refused(person.run("source", "add", "cloudinary", "travel", code=2), 2, "--url", "CLOUDINARY_URL")


def test_unknown_source(person: Person) -> None:
    person.set_up()
    for command in (("backup", "trips"), ("source", "test", "trips"), ("failures", "trips"), ("verify", "trips")):
        is_refused(person.run(*command, code=2), 2, "'trips'", "travel")
    is_refused(person.run("photos", "--source", "trips", code=2), 2, "'trips'", "travel")


def test_name_given_to_another_account(person: Person, cloud: StandIn) -> None:
    person.set_up()
    env = {"CLOUDINARY_URL": cloud.url.replace("@demo", "@elsewhere")}
    is_refused(person.run("source", "add", "cloudinary", "Travel", env=env, code=2), 2, "Travel", "another name")


@pytest.mark.parametrize("name", ["two\nlines", "\x1b[31mred", "turned\u202egpj"])
def test_a_name_that_would_not_be_shown_as_it_is(person: Person, cloud: StandIn, name: str) -> None:
    person.set_up(source=None)
    ended = person.run("source", "add", "cloudinary", name, env={"CLOUDINARY_URL": cloud.url}, code=2)
    is_refused(ended, 2, "cannot be shown", "letters, digits")


def test_a_library_without_a_name_is_not_the_folder_where_one_stands(person: Person) -> None:
    is_refused(person.run("init", "--library", "", code=2), 2, "names no folder")
    is_refused(person.run("status", code=5), 5, "not set up")


def test_library_path_that_is_a_file(person: Person, tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("mine")
    is_refused(person.run("init", "--library", str(occupied), code=4), 4, str(occupied), "folder")
    assert occupied.read_text() == "mine"
    assert not person.home.settings_file.exists()
    person.set_up()


def test_library_path_without_a_parent_or_with_something_in_it(person: Person, tmp_path: Path) -> None:
    is_refused(person.run("init", "--library", str(tmp_path / "no" / "such"), code=4), 4, str(tmp_path / "no"))
    full = tmp_path / "full"
    full.mkdir()
    (full / "a.jpg").write_text("mine")
    is_refused(person.run("init", "--library", str(full), code=4), 4, str(full))
    assert [path.name for path in full.iterdir()] == ["a.jpg"]


def test_set_up_twice(person: Person, tmp_path: Path) -> None:
    person.set_up()
    ended = person.run("init", "--library", str(tmp_path / "other"), code=2)
    is_refused(ended, 2, str(person.library), "HOLDFAST_HOME")
    person.run("backup").says("All 30 photos are safe.")


def test_wrong_key(person: Person, tmp_path: Path) -> None:
    person.set_up().run("backup")
    wrong = tmp_path / "wrong.key"
    wrong.write_text("0" * 64)
    wrong.chmod(0o600)
    ended = person.run("--key-file", str(wrong), "status", code=5)
    is_refused(ended, 5, "not the key", str(person.home.catalog_file), "recovery code")
    is_refused(person.run("status", "--key-file", str(wrong), code=5), 5, "not the key")
    is_refused(person.run("status", env={"HOLDFAST_KEY_FILE": str(wrong)}, code=5), 5, "not the key")
    person.run("status").says("All 30 photos are safe.")


def test_key_file_that_is_missing_exposed_or_no_key(person: Person, tmp_path: Path) -> None:
    person.set_up(source=None)
    key = tmp_path / "some.key"
    is_refused(person.run("--key-file", str(key), "status", code=5), 5, str(key), "not there")
    key.write_text("not a key")
    key.chmod(0o600)
    is_refused(person.run("--key-file", str(key), "status", code=5), 5, str(key), "neither a key")
    key.chmod(0o644)
    is_refused(person.run("--key-file", str(key), "status", code=5), 5, str(key), "chmod 600")


def test_no_keyring_is_said_and_a_key_file_made(person: Person) -> None:
    made = person.run("init", "--library", str(person.library))
    made.says("no keyring", str(person.home.key_file), "anyone who can read this file")
    assert person.home.key_file.stat().st_mode & 0o777 == 0o600


def test_key_file_that_exists_is_never_overwritten(person: Person, tmp_path: Path) -> None:
    key = tmp_path / "old.key"
    key.write_text("precious")
    ended = person.run("init", "--library", str(person.library), "--key-file", str(key), code=2)
    is_refused(ended, 2, str(key), "already exists")
    assert key.read_text() == "precious"
    assert not person.library.exists()


def test_damaged_missing_and_newer_catalog_are_three_things(person: Person) -> None:
    person.set_up().run("backup")
    files, catalog = person.files(), person.home.catalog_file
    good = catalog.read_bytes()
    catalog.write_bytes(good[:4096] + b"\0" * (len(good) - 4096))
    is_refused(person.run("status", code=5), 5, "damaged", str(catalog), "holdfast catalog rebuild")
    catalog.write_bytes(b"")
    is_refused(person.run("status", code=5), 5, "missing", str(catalog), "holdfast catalog rebuild")
    catalog.write_bytes(good)
    make_newer(person)
    is_refused(person.run("status", code=5), 5, "made by Holdfast", "Update Holdfast")
    assert person.files() == files


def make_newer(person: Person) -> None:
    from holdfast.catalog.driver import connect

    raw = connect(person.home.catalog_file, bytes.fromhex(person.home.key_file.read_text().strip()))
    raw.run("PRAGMA user_version = 9999")
    raw.close()


def test_settings_file_that_makes_no_sense(person: Person) -> None:
    person.set_up(source=None)
    person.home.settings_file.write_text("library = ")
    ended = person.run("status", code=5)
    is_refused(ended, 5, str(person.home.settings_file))


def test_another_holder(person: Person) -> None:
    person.set_up()
    with WorkerLock(person.home, "command", person.clock):
        is_refused(person.run("daemon", "run", code=6), 6, str(os.getpid()), "Ctrl-C")
        is_refused(person.run("daemon", "start", code=6), 6, str(os.getpid()))
        is_refused(person.run("daemon", "stop", code=6), 6, str(os.getpid()))
        person.run("catalog", "rebuild", code=6).says(str(os.getpid()))
    with WorkerLock(person.home, "daemon", person.clock):
        is_refused(person.run("daemon", "run", code=6), 6, str(os.getpid()), "holdfast daemon stop")


def test_drive_that_is_not_connected(person: Person) -> None:
    person.set_up().run("backup")
    away = person.library.rename(person.folder / "away")
    ended = person.run("backup", code=4)
    ended.says(str(person.library), "drive")
    assert not person.library.exists()
    person.run("verify", code=4).says(str(person.library))
    person.run("status").says("Waiting for your drive")
    away.rename(person.library)
    person.run("backup").says("All 30 photos are safe.")


def test_full_disk(tmp_path: Path) -> None:
    with StandIn(12, seed=5, nasty=False, size=(150_000, 200_000)) as cloud, Person(tmp_path, cloud) as person:
        drive = person.library
        drive.mkdir()
        mounting = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "none", str(drive)]
        if subprocess.run(mounting, capture_output=True).returncode:
            pytest.skip("only root can make a drive that is full")
        try:
            fill(person)
        finally:
            subprocess.run(["umount", "-l", str(drive)], check=True)


def fill(person: Person) -> None:
    person.set_up()
    is_full = person.run("backup", code=4)
    is_full.says(str(person.library), "space")  # the reserve alone is more than this drive has
    assert person.files() == {}
    person.run("config", "set", "reserve_megabytes", "0")
    person.run("config", "set", "downloads_at_once", "1")  # eight at once could reserve all the room and finish none
    person.run("backup", code=4).says(str(person.library), "Free some space")
    status = person.run("status", "--json").json
    safe = status["totals"]["safe"]
    assert 0 < safe < 12
    assert len(person.files()) == safe
    person.run("verify", code=0).says("all as stored")
    subprocess.run(["mount", "-o", "remount,size=8m", str(person.library)], check=True)
    person.run("backup").says("All 12 photos are safe.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bakcup",), ("bakcup",)),
        (("backup", "--fast"), ("--fast",)),
        (("verify", "--sample", "200%"), ("200%", "percent")),
        (("verify", "--sample", "some"), ("some",)),
        (("photos", "--state", "lost"), ("'lost'", "safe")),
        (("photos", "--limit", "0"), ("--limit", "1")),
        (("serve", "--port", "70000"), ("--port", "65535")),
        (("source", "accept", "travel"), ("--absent",)),
        (("job", "cancel", "99"), ("99",)),
        (("--key-file",), ("--key-file",)),
        ((), ("command",)),
    ],
)
def test_wrong_use(person: Person, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    person.set_up()
    is_refused(person.run(*arguments, code=2), 2, *words)


def test_port_that_is_taken(person: Person) -> None:
    person.set_up(source=None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        is_refused(person.run("serve", "--port", port, code=2), 2, port, "another port")


def test_home_that_cannot_be_made(person: Person, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    where = str(tmp_path / "file" / "home")
    ended = person.run("init", "--library", str(person.library), env={"HOLDFAST_HOME": where}, code=2)
    is_refused(ended, 2, where, "another place")
    ended = person.run("status", env={"HOLDFAST_HOME": "~no-such-user/home"}, code=2)
    is_refused(ended, 2, "path")
