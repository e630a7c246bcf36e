"""G8 and F9: the program is killed in the middle of an upgrade, or a newer one meets the daemon of an older one."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kill_at import killed_at
from person import Person

from holdfast import __version__
from holdfast.catalog import Catalog
from holdfast.catalog.driver import connect
from holdfast.catalog.migrations import SCHEMA_VERSION, scripts
from holdfast.clock import SystemClock
from holdfast.daemon.lock import holder
from holdfast.keys import key_file
from holdfast.standins.cloudinary import StandIn

FIRST = Path(__file__).parents[1] / "catalog" / "schema-version-1.sql"
KEY = bytes(range(32))
ROWS = """
INSERT INTO config VALUES ('library_id', '"lib"', 1), ('catalog_id', '"cat"', 1);
INSERT INTO sources (id, uid, name, kind, folder, added_at) VALUES (1, 'u', 'travel', 'cloudinary', 'travel', 1);
INSERT INTO folders (id, source_id, parent_id, path, name) VALUES (1, 1, NULL, '', '');
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
INSERT INTO originals (id, sha256, md5, bytes, path, path_folded, stored_at)
  SELECT i, printf('%064x', i), printf('%032x', i), i, 'travel/' || i, 'travel/' || i, 1 FROM n;
INSERT INTO photos (source_id, key, name, folder_id, media_type, fingerprint, state, original_id, strength,
    first_seen_at, seen_in)
  SELECT 1, 'k' || id, 'n' || id, 1, 'image', 'f', 'safe', id, 'md5', 1, 1 FROM originals;
"""
PROGRAM = """
import sys
from pathlib import Path
from holdfast.catalog import Catalog
from holdfast.clock import SystemClock
Catalog.open(Path(sys.argv[1]), bytes(range(32)), SystemClock()).close()
"""
ELDER = """
import signal, sys
from pathlib import Path
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.daemon.lock import WorkerLock
signal.signal(signal.SIGTERM, lambda *_: None)
with WorkerLock(Home(Path(sys.argv[1])), "daemon", SystemClock()):
    signal.pause()
"""
"""A daemon that knows nothing of today's tables: it holds the lock and ends when it is asked."""
EVERY = {"rename": 1, "fsync": 1, "unlink": 1, "pwrite64": 29}
"""Each call of a kind is tried, or every so-many-th."""


@pytest.mark.parametrize("call", EVERY)
def test_g8_a_kill_in_the_middle_of_an_upgrade_loses_nothing(tmp_path: Path, call: str) -> None:
    old = tmp_path / "old.db"
    with closing(connect(old, KEY)) as db:
        db.script(f"BEGIN;\n{FIRST.read_text('utf-8')}\n{ROWS}\nCOMMIT;")
    number, kills = 1, 0
    while True:
        place = tmp_path / f"{call} {number}"
        place.mkdir()
        shutil.copy(old, place / "catalog.db")
        if not killed_at(call, number, PROGRAM, place / "catalog.db"):
            break
        kills += 1
        number += EVERY[call]
        with closing(Catalog.open(place / "catalog.db", KEY, SystemClock())) as catalog:
            assert catalog.read(lambda db: db.number("PRAGMA user_version")) == SCHEMA_VERSION
            assert catalog.read(lambda db: db.number("SELECT count(*) FROM photos")) == 400
            assert catalog.read(lambda db: db.rows("PRAGMA integrity_check")[0]["integrity_check"]) == "ok"
        with closing(connect(place / "catalog.db.version-1", KEY, read_only=True)) as before:
            assert before.number("SELECT count(*) FROM photos") == 400
    assert kills > 0


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with StandIn(5, seed=2) as cloud, Person(tmp_path, cloud) as made:
        made.set_up()
        yield made


def pretend(person: Person, version: str) -> int:
    """The daemon at work says that it is of that version; its process number."""
    card = json.loads(person.home.worker_card.read_text())
    person.home.worker_card.write_text(json.dumps({**card, "version": version}))
    return int(card["pid"])


@pytest.mark.parametrize("version", ["0.0.1", "99.0"])
def test_f9_a_daemon_of_another_version_makes_room_for_one_of_this(person: Person, version: str) -> None:
    person.run("daemon", "start")
    card = holder(person.home, person.clock)
    assert card is not None and card.version == __version__
    other = pretend(person, version)
    person.run("daemon", "start").says("The daemon runs now")
    now = holder(person.home, person.clock)
    assert now is not None
    assert (now.version, now.pid == other) == (__version__, False)


def test_f9_an_older_catalog_is_upgraded_only_when_the_older_daemon_has_ended(person: Person) -> None:
    """As after an update of the program: its first command finds the daemon of yesterday at work."""
    person.run("backup")
    elder = subprocess.Popen([sys.executable, "-c", ELDER, str(person.home.path)], env=person.environment())
    person.until(lambda: holder(person.home, person.clock) is not None, "the daemon of yesterday")
    other = pretend(person, "0.0.1")
    older(person)
    assert person.run("status", "--json").json["totals"]["safe"] == 5
    assert elder.wait(10) == 0
    now = holder(person.home, person.clock)
    assert now is not None
    assert (now.role, now.version, now.pid == other) == ("daemon", __version__, False)


def older(person: Person) -> None:
    """The catalog is one version back: what the last migration brought is taken out again, the last of it first."""
    script = scripts()[SCHEMA_VERSION]
    before = "".join(text for version, text in sorted(scripts().items()) if version < SCHEMA_VERSION)
    with closing(connect(person.home.catalog_file, key_file.read(person.home.key_file))) as db:
        for kind, name in reversed(re.findall(r"CREATE (?:VIRTUAL )?(TABLE|INDEX|VIEW|TRIGGER) (\w+)", script)):
            db.run(f"DROP {kind} IF EXISTS {name}")
        for table, column in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", script):
            db.run(f"ALTER TABLE {table} DROP COLUMN {column}")
        for index in re.findall(r"^DROP INDEX (\w+);", script, re.MULTILINE):
            db.run(re.findall(rf"CREATE INDEX {index} [^;]+", before)[-1])
        db.run(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
