"""H4, I6, I7: one run through everything with secrets that are known, and then a search for them everywhere.

Every library logs all that it can, the clouds answer with the secrets themselves, and a mistake of our own is planted.
"""

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
import requests
import traced
from person import Person

from holdfast.keys import recovery_code
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn

CLOUDINARY = "canary-cloudinary-1f9c0b77"
S3 = "canary-s3-secret/53aa+0d1e"
TOKEN = "canary-session-token-7c2e"
NAMED = {"cloudinary": CLOUDINARY, "s3": S3, "s3 session": TOKEN}
PHOTO = b"\xff\xd8\xff\xe0 a photo \xff\xd9"
SITE = """
import logging
logging.Logger.setLevel = lambda self, level: setattr(self, "level", logging.DEBUG)  # every library at its loudest
logging.root.level = logging.DEBUG
"""
PLANTED = f"""
import sys
from holdfast.cli import program
def boom() -> None:
    raise RuntimeError(
        "cloudinary://1:{CLOUDINARY}@demo api_secret={CLOUDINARY} Authorization: Bearer {TOKEN} "
        "http://k:{CLOUDINARY}@127.0.0.1/?X-Amz-Security-Token={TOKEN}&signature={TOKEN}"
    )
register = program.commands.register
def registered(app: object, arguments: object) -> None:
    register(app, arguments)
    app.command("boom")(boom)
program.commands.register = registered
sys.exit(program.run(["boom"]))
"""


def spellings(secret: str) -> set[str]:
    """The ways in which a secret may stand somewhere."""
    packed = base64.b64encode(secret.encode()).decode().rstrip("=")
    quoted = {urllib.parse.quote(secret, safe=""), urllib.parse.quote(secret), secret.replace("/", "\\/")}
    return {secret, packed, secret.encode().hex(), *quoted}


class Watched(Person):
    """A person whose every command is traced, on a computer with a home and a temporary folder of their own."""

    def __init__(self, folder: Path, cloud: StandIn) -> None:
        super().__init__(folder, cloud)
        self.traces: list[Path] = []
        self.own = folder / "person"
        for name in ("", "tmp", "run", "site"):
            (self.own / name).mkdir()
        (self.own / "site" / "sitecustomize.py").write_text(SITE)

    def environment(self, more: Mapping[str, str | None] | None = None) -> dict[str, str]:
        known = super().environment(more)
        path = f"{self.own / 'site'}{os.pathsep}{known['PYTHONPATH']}"
        places = {"HOME": str(self.own), "TMPDIR": str(self.own / "tmp"), "XDG_RUNTIME_DIR": str(self.own / "run")}
        xdg = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        quiet = {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "default"}
        return {name: value for name, value in known.items() if name not in xdg} | places | quiet

    def program(self) -> list[str]:
        log = self.folder / f"trace-{len(self.traces)}"
        self.traces.append(log)
        return ["strace", "-o", str(log), *traced.OPTIONS, *super().program()]


@pytest.fixture
def bucket() -> Iterator[S3StandIn]:
    with S3StandIn(4, key="AKIACANARY27182818", secret=S3, token=TOKEN) as running:
        running.put("2024/small.jpg", PHOTO)
        running.put("2024/cold.jpg", PHOTO + b"cold")
        running.archive("2024/cold.jpg", "DEEP_ARCHIVE")
        yield running


@pytest.fixture
def person(tmp_path: Path, cloud: StandIn) -> Iterator[Person]:
    with Person(tmp_path, cloud) as somebody:
        yield somebody


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(12, seed=5, secret=CLOUDINARY) as running:
        yield running


def on_a_bad_day(person: Watched, cloud: StandIn, bucket: S3StandIn) -> None:
    """All that a person does in the first year, with clouds that answer with the secret itself."""
    person.run("init", "--library", str(person.library))
    person.run("source", "add", "cloudinary", "travel", env={"CLOUDINARY_URL": cloud.url})
    secret = {"AWS_ACCESS_KEY_ID": bucket.key, "AWS_SECRET_ACCESS_KEY": S3, "AWS_SESSION_TOKEN": TOKEN}
    place = ("--bucket", bucket.bucket, "--endpoint-url", bucket.endpoint)
    person.run("source", "add", "s3", "attic", *place, env=secret)
    for fault in (f"401:{CLOUDINARY}", f"400:{CLOUDINARY}", "html", f"redirect:http://x:{CLOUDINARY}@127.0.0.1/"):
        cloud.faults.plan(fault, where="delivery", times=2)
    bucket.faults.plan(f"redirect:http://x:{TOKEN}@127.0.0.1/", where="bytes", times=2)
    person.run("backup", code=None)
    person.run("retry", code=None)
    cloud.revoked = True
    person.run("backup", code=3)
    for command in SAID:
        person.run(*command.split(), code=None)


SAID = (
    "verify", "status", "status --json", "failures", "failures --json", "photos", "sessions --json", "doctor",
    "doctor --json", "diagnostics", "diagnostics --show", "source list", "source list --json", "config list", "cleanup",
    "catalog check", "catalog copy", "catalog copies", "drill", "drill --list",
)  # fmt: skip


def at_the_page(person: Watched) -> dict[str, str]:
    """Everything that the page shows; gives the secrets of the visit, and what the page was answered as `answers`."""
    serving = person.start("serve", "--port", "0")
    assert serving.stdout is not None
    said = ""
    while "#code=" not in said:
        line = serving.stdout.readline()
        assert line, "the page is not served"
        said += line
    found = re.search(r"(http://[^/]+)/#code=(\S+)", said)
    assert found
    visit = requests.Session()
    token = visit.post(f"{found[1]}/api/session", json={"code": found[2]}, timeout=30).json()["token"]
    wrong = {"s3": {"access_key_id": TOKEN, "secret_access_key": CLOUDINARY, "bucket": "no/such/bucket"}}
    refused = visit.post(f"{found[1]}/api/config", json=wrong, headers={"X-Holdfast-Token": token}, timeout=30)
    answers = [visit.get(found[1], timeout=30).text, refused.text]
    answers += [visit.get(f"{found[1]}/api/{path}", timeout=30, allow_redirects=False).text for path in SHOWN]
    ended(person, serving)
    return {"code": found[2], "cookie": next(iter(visit.cookies.get_dict().values())) or "", "token": token,
            "answers": "\n".join(answers)}  # fmt: skip


SHOWN = (
    "status", "failures", "sessions", "sources", "config", "photos", "folders", "skipped", "statistics", "health",
    "sync/status", "openapi.json", "photos/1", "photos/1/thumbnail?size=1600", "photos/1/download?local=1", "nothing",
)  # fmt: skip


def ended(person: Watched, serving: "subprocess.Popen[str]") -> None:
    """End the process that serves the page, not the one that traces it: the first of the trace. Again and again, as
    a signal that finds the main thread stopped by the tracer goes to another thread, where nothing wakes up of it."""
    served = int(person.traces[-1].read_text("utf-8", "replace").partition(" ")[0])

    def asked() -> bool:
        with suppress(ProcessLookupError):
            os.kill(served, signal.SIGTERM)
        return serving.poll() is not None

    person.until(asked, "the end of the page")
    person.finish(serving)


def hits(secrets: Mapping[str, str], text: bytes) -> set[str]:
    """Which of these secrets stand in a text, however they are spelled."""
    return {name for name, secret in secrets.items() for spelled in spellings(secret) if spelled.encode() in text}


def kept_files(person: Watched) -> Iterator[Path]:
    """All that is left behind but the key file, which is meant to hold a key, and our own traces and trap."""
    known = {person.home.key_file, person.own / "site" / "sitecustomize.py", *person.traces}
    yield from (path for path in sorted(person.folder.rglob("*")) if path.is_file() and path not in known)


def planted_mistake(person: Watched) -> None:
    """A mistake of our own with every secret in its words, and the crash report that it leaves."""
    command = [sys.executable, "-c", PLANTED]
    done = subprocess.run(command, env=person.environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    person.heard.append(done.stdout + done.stderr)
    assert "RuntimeError" in person.home.log_file.read_text("utf-8")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.timeout(600)
def test_h4_no_secret_is_anywhere_and_nothing_is_made_elsewhere(
    tmp_path: Path, cloud: StandIn, bucket: S3StandIn
) -> None:
    with Watched(tmp_path, cloud) as person:
        on_a_bad_day(person, cloud, bucket)
        visit = at_the_page(person)
        planted_mistake(person)
        shown = visit.pop("answers")
        secrets = {**NAMED, **visit, "key of the catalog": person.home.key_file.read_text().strip()}

        # I6: in nothing that was said, shown, kept, or handed to a program.
        assert hits({**secrets, "code": "-" * 40}, "".join(person.heard).encode()) == set()
        assert hits({**secrets, "code": visit["code"]}, shown.encode()) == set()
        paper = recovery_code.encode(bytes.fromhex(secrets["key of the catalog"]))
        found = {path: hits({**secrets, "recovery code": paper}, path.read_bytes()) for path in kept_files(person)}
        assert {path: which for path, which in found.items() if which} == {}
        assert {"catalog.db", "holdfast.log", "manifest-sha256.txt"} <= {path.name for path in found}
        assert any("copies" in path.parts for path in found)
        log = person.home.log_file.read_text("utf-8")
        assert "DEBUG" in log
        assert cloud.key not in log
        assert "cloudinary://1:***@demo api_secret=*** Authorization: Bearer ***" in log
        assert re.findall(r"(?i)signature['\"]?[=:] ?(?!\*\*\*)\S+", log) == []
        for trace in map(traced.read, person.traces):
            assert [line for line in trace.started()[1:] if hits(secrets, line.encode())] == []

        # I7: nothing but the home and the library was touched.
        changed = set().union(*(traced.read(log).changed() for log in person.traces))
        assert {path for path in changed if not is_ours(person, path)} == set()
        assert person.home.catalog_file in changed
        assert [path for path in person.own.rglob("*") if path.is_file() and path.name != "sitecustomize.py"] == []


@pytest.mark.parametrize("name", NAMED)
def test_h4_a_secret_would_be_found_however_it_is_spelled(name: str) -> None:
    secret = NAMED[name]
    for spelled in (secret, urllib.parse.quote(secret, safe=""), base64.b64encode(secret.encode()).decode()):
        assert hits(NAMED, f"a line with {spelled} in it".encode()) == {name}
    assert hits(NAMED, b"a line without") == set()


@pytest.mark.skipif(sys.platform != "linux", reason="limits are read from /proc")
def test_h4_a_crash_leaves_no_memory_behind(person: Person) -> None:
    person.set_up().run("daemon", "start")
    card = json.loads(person.home.worker_card.read_text("utf-8"))
    limits = Path(f"/proc/{card['pid']}/limits").read_text("utf-8")
    assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)


def is_ours(person: Watched, path: Path) -> bool:
    """In the home, in the library, or no file at all."""
    return path.is_relative_to(person.home.path) or path.is_relative_to(person.library) or path == Path("/dev/null")
