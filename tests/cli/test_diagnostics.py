"""The bundle for somebody who helps: useful, and with nothing in it that belongs to the person."""

import getpass
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from person import CANARY, Person

from holdfast.engine.diagnostics.redact import Redactor, own_words
from holdfast.standins.cloudinary import StandIn

NAMES = ("Grandmother-Ottilie", "Zermatt", "birthday cake", "Ottilie_0042")
PARTS = {
    "README.txt", "versions.json", "checks.json", "settings.json", "counts.json", "failures.json", "sessions.json",
    "jobs.json", "log.txt",
}  # fmt: skip


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(6, seed=5, nasty=False) as running:
        for name in NAMES[1:]:
            running.add(name, b"\xff\xd8\xff " + name.encode())
        yield running


def bundle(person: Person, *arguments: str) -> dict[str, str]:
    person.run("diagnostics", *arguments)
    (made,) = person.home.path.glob("diagnostics-*.zip") if not arguments else [Path(arguments[0])]
    assert made.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(made) as read:
        return {name: read.read(name).decode() for name in read.namelist()}


def test_it_says_what_helps_and_names_nobody(person: Person, cloud: StandIn) -> None:
    person.set_up(source=NAMES[0])
    cloud.faults.plan("500", key=cloud.photos[-1].asset_id, times=50)
    person.run("backup", code=1)
    with person.home.log_file.open("a") as log:
        log.write(f"WARNING {person.library}/{NAMES[1]}/{NAMES[3]}.jpg: anna@example.org, 192.168.7.31\n")
        log.write(f"WARNING {NAMES[2]}.jpg\n")
    cloud.revoked = True
    person.run("backup", code=3)
    found = bundle(person)
    assert found.keys() == PARTS
    whole = "\n".join(found.values())
    private = (*NAMES, "Ottilie", str(person.folder), getpass.getuser(), "anna", "192.168", CANARY, cloud.key)
    assert [word for word in private if word.casefold() in whole.casefold()] == []
    assert json.loads(found["counts.json"])["sources"][0]["failed"] == 1
    assert sum(json.loads(found["failures.json"]).values()) == 1
    assert {check["code"] for check in json.loads(found["checks.json"])} >= {"AUTH_REVOKED"}
    assert "AUTH_REVOKED" in found["log.txt"]


def test_a_traceback_keeps_its_frames_and_loses_the_rest() -> None:
    frame = 'File "/home/anna/.venv/lib/python3.11/site-packages/holdfast/engine/backup.py", line 96, in run'
    text = f"{frame}\nholdfast.errors.library.LibraryOffline: The drive /media/anna/Zermatt is not there."
    assert Redactor([]).text(text).splitlines() == [
        "File holdfast/engine/backup.py, line 96, in run",
        "holdfast.errors.library.LibraryOffline: The drive name-1 is not there.",
    ]


def test_one_name_has_one_token_throughout() -> None:
    redactor = Redactor(["travel"])
    assert redactor.text("travel Zermatt zermatt Travel") == "name-1 name-2 name-2 name-1"
    assert redactor.token("ZERMATT") == "name-2"


@given(st.text(max_size=60))
def test_nothing_that_is_not_our_own_stays(text: str) -> None:
    known = frozenset({"backup", "photos"})
    for word in re.split(r"[\s\"'`()\[\]{}<>,;=]+", Redactor([], known).text(text)):
        core = word.strip(".:!?")
        assert len(core) <= 1 or core in known or core.startswith("name-") or not any(map(str.isalpha, core)), word


def test_the_invented_clouds_lend_no_words() -> None:
    assert {"photos", "catalog", "library"} <= own_words()
    assert "Ottilie" not in own_words()


def test_it_is_shown_before_it_is_given_away(person: Person) -> None:
    person.set_up()
    shown = person.run("diagnostics", "--show")
    assert not list(person.home.path.glob("*.zip"))
    for part in PARTS - {"README.txt"}:
        shown.says(f"== {part}: ")


def test_it_is_made_where_nothing_works(person: Person, tmp_path: Path) -> None:
    person.set_up()
    person.home.key_file.write_text("0" * 64)
    found = bundle(person, str(tmp_path / "help.zip"))
    assert found.keys() == {"README.txt", "versions.json", "checks.json", "log.txt"}
    assert "KEY_WRONG" in found["checks.json"]
    person.run("diagnostics", str(tmp_path / "help.zip"), code=2).says("it was left as it is")
