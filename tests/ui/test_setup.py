"""A home that does not open: the first run and the ways out over the API, behind the same guard as everything else."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from tests.ui.conftest import HOST, ORIGIN, PORT, Answer, Page, call, sign_in

from holdfast.catalog import settings
from holdfast.clock import SystemClock
from holdfast.config import Home, read_bootstrap
from holdfast.daemon import process
from holdfast.daemon.lock import WorkerLock
from holdfast.engine import copies
from holdfast.engine.setup import Opened, init, open_home
from holdfast.errors import KeyringLocked
from holdfast.standins.cloudinary import StandIn
from holdfast.standins.s3 import S3StandIn
from holdfast_ui.admission import Admission
from holdfast_ui.entrance import Entrance
from holdfast_ui.threshold import Threshold

SECRET = b"s" * 32
CANARY = "canary-secret-of-the-stand-in"


class Door:
    """One home, its door, and our own page in front of it."""

    def __init__(self, place: Path) -> None:
        self.home = Home(place / "home")
        self.key = place / "key"
        self.clock = SystemClock()
        self.library = place / "Photos"
        self.open_it: Callable[[], Opened] = lambda: open_home(self.home, self.key, self.clock)
        self._ends: list[Callable[[], None]] = []

    def page(self) -> Page:
        """The page as it is when the window opens."""
        self.home.make()
        self.entrance = Entrance(self.home, self.key, self.clock, lambda: self.open_it())  # noqa: PLW0108 - a test puts another one in
        self.entrance.try_again()
        threshold = Threshold(self.entrance, Admission(SECRET, "door", self.clock), None)
        self._ends += [threshold.close, self.entrance.close]
        self.app: Flask = threshold.listening_on(PORT)  # type: ignore[assignment]
        return sign_in(self.app, SECRET)

    def made(self) -> str:
        """A library and its catalog; the recovery code."""
        return init(self.home, self.library, self.key, self.clock).recovery_code

    def end(self) -> None:
        for end in self._ends:
            with suppress(Exception):
                end()
        process.stop(self.home, self.clock)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    door = Door(tmp_path)
    yield door
    door.end()


def ok(answer: Answer) -> dict[str, object]:
    assert answer.status < 300, answer.body
    return answer.json()


def finished(door: Door, page: Page) -> dict[str, object]:
    """Wait for what goes on in a thread."""
    worker = door.entrance._worker
    assert worker is not None
    worker.join(60)
    return ok(page.get("/api/setup"))


def damage(home: Home) -> None:
    home.catalog_file.write_bytes(os.urandom(8192))


def test_a_new_home_asks_for_the_library_and_says_so_to_everything_else(door: Door) -> None:
    page = door.page()
    said = ok(page.get("/api/setup"))
    assert (said["stage"], said["trouble"], said["ways"], said["library"]) == ("library", None, [], None)
    for path in ("/api/status", "/api/events", "/api/photos/1", "/api/nothing/of/the/sort"):
        answer = page.get(path)
        assert (answer.status, answer.code()) == (503, "NOT_SET_UP"), path
    assert page.post("/api/jobs", {"kind": "backup"}).code() == "NOT_SET_UP"
    assert not door.home.catalog_file.exists()


@pytest.mark.parametrize("path", ["/api/setup", "/api/status"])
def test_strangers_are_kept_out_of_a_home_that_is_not_open(door: Door, path: str) -> None:
    page = door.page()
    assert call(door.app, "GET", path).code() == "SIGN_IN_NEEDED"
    assert call(door.app, "GET", path, {"Host": "evil.example", "Cookie": page.cookie}).code() == "HOST_REFUSED"
    headers = {"Cookie": page.cookie, "Origin": "http://evil.example", "Content-Type": "application/json"}
    assert call(door.app, "POST", "/api/setup/library", headers, b'{"path": "/tmp/x"}').code() == "ORIGIN_REFUSED"
    without_token = {"Cookie": page.cookie, "Origin": ORIGIN, "Host": HOST, "Content-Type": "application/json"}
    assert call(door.app, "POST", "/api/setup/library", without_token, b'{"path": "/tmp/x"}').code() == "TOKEN_NEEDED"


@pytest.mark.parametrize(
    "body",
    [
        {}, {"path": ""}, {"path": 7}, {"path": "x" * 5000}, {"path": "/a\0b"}, {"path": "/x", "more": 1}, [],
        {"path": "~nobody-there/x"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(door: Door, body: object) -> None:
    page = door.page()
    for way in ("library", "adopt", "speed", "place"):
        if way == "place" and body == {}:
            continue
        answer = page.post(f"/api/setup/{way}", body)
        told = answer.json() if answer.status >= 400 else answer.json()["refusal"]
        assert isinstance(told, dict), (way, answer.body)
        assert told["message"], way
        assert told["code"] != "UNEXPECTED", way
    assert not door.home.catalog_file.exists()


def test_a_place_is_looked_at_and_nothing_is_made(door: Door, tmp_path: Path) -> None:
    page = door.page()
    seen = ok(page.post("/api/setup/place", {"path": str(door.library)}))
    assert (seen["path"], seen["refusal"], seen["library"]) == (str(door.library), None, False)
    assert isinstance(seen["free_bytes"], int)
    synced = ok(page.post("/api/setup/place", {"path": str(tmp_path / "Dropbox")}))
    assert "sync" in synced["notes"]  # type: ignore[operator]
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    full = ok(page.post("/api/setup/place", {"path": str(tmp_path / "full")}))
    assert "is not empty" in full["refusal"]["message"]  # type: ignore[index]
    inside = ok(page.post("/api/setup/place", {"path": str(door.home.path / "Photos")}))
    assert "lie in one another" in inside["refusal"]["message"]  # type: ignore[index]
    assert ok(page.post("/api/setup/speed", {"path": str(door.library)}))["bytes_per_second"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full", "home"]


def test_the_whole_way_from_nothing_to_a_backup(door: Door, capfd: pytest.CaptureFixture[str]) -> None:
    with StandIn(5, nasty=False) as cloud:
        page = door.page()
        assert ok(page.post("/api/setup/library", {"path": str(door.library)}))["stage"] == "source"
        assert page.get("/api/status").status == 200, "the same page, signed in as it was"
        answers = [page.post("/api/setup/trials", {"cloudinary": {"cloud": cloud.url}})]
        trial = ok(answers[0])
        while not ok(page.get(f"/api/setup/trials/{trial['id']}"))["ended"]:
            pass
        answers.append(page.get(f"/api/setup/trials/{trial['id']}"))
        assert (answers[-1].json()["photos"], answers[-1].json()["whole"]) == (5, True)
        assert cloud.asked("delivery") + cloud.asked("download") == 0
        answers.append(page.post(f"/api/setup/trials/{trial['id']}/add", {"name": "Travel"}))
        assert ok(page.get("/api/setup"))["stage"] == "code"
        shown = ok(page.post("/api/setup/code"))
        groups, asked = shown["groups"], shown["asked"]
        assert isinstance(groups, list)
        assert isinstance(asked, list)
        wrong = page.post("/api/setup/code/typed", {"groups": {str(place): "0" for place in asked}})
        assert (wrong.status, wrong.json()["field"]) == (422, str(asked[0]))
        others = [place for place in range(1, 9) if place not in asked][:2]
        assert page.post("/api/setup/code/typed", {"groups": {str(p): groups[p - 1] for p in others}}).status == 422
        assert ok(page.get("/api/setup"))["stage"] == "code"
        right = {str(place): f" {groups[place - 1].lower()} " for place in asked}
        assert ok(page.post("/api/setup/code/typed", {"groups": right}))["stage"] == "schedule"
        for again in ("code", "code/save"):
            assert page.post(f"/api/setup/{again}").status == 409, "it is never shown after it was typed back"
        assert ok(page.post("/api/setup/step", {"stage": "start"}))["stage"] == "start"
        assert page.post("/api/setup/start").status == 202
        assert ok(page.get("/api/setup"))["stage"] == "done"
        assert process.status(door.home, door.clock) is not None
    said = capfd.readouterr()
    everything = b"".join(answer.body for answer in answers) + said.out.encode() + said.err.encode()
    assert CANARY.encode() not in everything + door.home.log_file.read_bytes()


def test_a_folder_is_the_first_source(door: Door, tmp_path: Path) -> None:
    page, pictures = door.page(), tmp_path / "Pictures"
    pictures.mkdir()
    (pictures / "a.jpg").write_bytes(b"\xff\xd8\xff")
    ok(page.post("/api/setup/library", {"path": str(door.library)}))
    own = page.post("/api/setup/trials", {"folder": {"path": str(tmp_path)}})
    assert (own.status, own.json().get("field")) == (422, "path"), own.body
    trial = ok(page.post("/api/setup/trials", {"folder": {"path": str(pictures)}}))
    while not ok(page.get(f"/api/setup/trials/{trial['id']}"))["ended"]:
        pass
    seen = ok(page.get(f"/api/setup/trials/{trial['id']}"))
    assert (seen["name"], seen["photos"], seen["bytes"]) == ("Pictures", 1, 3)
    ok(page.post(f"/api/setup/trials/{trial['id']}/add", {"name": "Pictures"}))
    assert ok(page.get("/api/setup"))["stage"] == "code"


def test_a_first_run_goes_on_where_it_was_left(door: Door) -> None:
    door.page().post("/api/setup/library", {"path": str(door.library)})
    door.entrance.close()
    assert ok(door.page().get("/api/setup"))["stage"] == "source"


def test_the_library_can_lie_elsewhere_while_it_is_empty(door: Door, tmp_path: Path) -> None:
    page = door.page()
    ok(page.post("/api/setup/library", {"path": str(door.library)}))
    ok(page.post("/api/setup/library", {"path": str(tmp_path / "Other")}))
    ok(page.post("/api/setup/library", {"path": str(door.library)}))
    ok(page.post("/api/setup/library", {"path": str(tmp_path / "Other")}))
    status = ok(page.get("/api/status"))["library"]
    assert isinstance(status, dict)
    assert (status["path"], status["online"]) == (str(tmp_path / "Other"), True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"cloudinary": {"cloud": "demo", "api_key": "1"}}, "api_secret"),
        ({"cloudinary": {"cloud": "de mo", "api_key": "1", "api_secret": "2"}}, "cloud"),
        ({"s3": {"bucket": "b", "access_key_id": "1", "secret_access_key": "2"}}, "bucket"),
        ({"folder": {"path": "Pictures"}}, "path"),
        ({"s3": {"bucket": "photos", "access_key_id": "1"}}, "secret_access_key"),
        ({"s3": {"bucket": "photos", "access_key_id": "1", "secret_access_key": "2", "endpoint_url": "http://x.org"}},
         "endpoint_url"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong_is_said_at_its_field(door: Door, typed: object, field: str) -> None:
    page = door.page()
    page.post("/api/setup/library", {"path": str(door.library)})
    answer = page.post("/api/setup/trials", typed)
    assert (answer.status, answer.json().get("field")) == (422, field), answer.body


def test_a_key_that_is_refused_is_said_and_nothing_is_kept(door: Door) -> None:
    page = door.page()
    page.post("/api/setup/library", {"path": str(door.library)})
    with StandIn(1) as cloud, S3StandIn(bucket="photos") as bucket:
        wrong = page.post("/api/setup/trials", {"cloudinary": {"cloud": cloud.url.replace(CANARY, "wrong")}})
        assert (wrong.status, wrong.json()["field"]) == (422, "api_secret")
        key = {"bucket": "photos", "endpoint_url": bucket.endpoint, "access_key_id": bucket.key}
        refused = page.post("/api/setup/trials", {"s3": {**key, "secret_access_key": "wrong"}})
        assert (refused.status, refused.json()["field"]) == (422, "secret_access_key"), refused.body
        right = page.post("/api/setup/trials", {"s3": {**key, "secret_access_key": bucket.secret}})
        trial = ok(right)
        while not ok(page.get(f"/api/setup/trials/{trial['id']}"))["ended"]:  # its thread must not outlive this test
            pass
    assert ok(page.get("/api/sources"))["sources"] == []
    assert page.get("/api/setup/trials/another").status == 404


def test_a_wrong_key_is_put_right_by_the_recovery_code(door: Door) -> None:
    code = door.made()
    door.key.write_text("ab" * 32)
    page = door.page()
    said = ok(page.get("/api/setup"))
    assert (said["stage"], said["ways"]) == ("shut", ["unlock", "anew", "again"])
    assert said["trouble"]["code"] == "KEY_WRONG"  # type: ignore[index]
    assert "mistyped" in str(page.post("/api/setup/unlock", {"code": code[:-1] + "?"}).json()["message"])
    assert ok(page.post("/api/setup/unlock", {"code": code.lower()}))["stage"] == "done"
    assert page.get("/api/status").status == 200


def test_a_lost_code_and_key_begin_anew_from_the_photos(door: Door) -> None:
    before = door.made()
    door.key.unlink()
    page = door.page()
    assert "anew" in ok(page.get("/api/setup"))["ways"]  # type: ignore[operator]
    assert page.post("/api/setup/rebuild", {"new_key": True}).status == 202
    assert finished(door, page)["stage"] == "source", "the sources are to be signed in to again"
    page.post("/api/setup/step", {"stage": "start"})
    assert door.entrance.opened is not None
    assert ok(page.get("/api/status"))["library"]["online"] is True  # type: ignore[index]
    assert before.encode() not in door.key.read_bytes()


def test_a_damaged_catalog_is_restored_from_its_newest_copy(door: Door) -> None:
    door.made()
    opened = door.open_it()
    opened.catalog.write(settings.change, "downloads_at_once", 3, 1)
    copies.make(door.home, opened.catalog, door.clock)
    opened.close()
    damage(door.home)
    page = door.page()
    said = ok(page.get("/api/setup"))
    assert said["ways"] == ["restore", "rebuild", "again"]
    assert said["copy_made_at"] is not None
    assert page.post("/api/setup/restore").status == 202
    assert finished(door, page)["stage"] == "done"
    config = ok(page.get("/api/config"))["settings"]
    assert isinstance(config, list)
    assert {row["name"]: row["value"] for row in config}["downloads_at_once"] == 3


def test_a_spoilt_settings_file_is_written_anew_and_kept(door: Door, tmp_path: Path) -> None:
    door.made()
    door.home.settings_file.write_text("library = [")
    page = door.page()
    assert ok(page.get("/api/setup"))["ways"] == ["point", "again"]
    assert page.post("/api/setup/point", {"path": str(tmp_path)}).status == 503, "no library lies there"
    assert door.home.settings_file.read_text() == "library = ["
    assert ok(page.post("/api/setup/point", {"path": str(door.library)}))["stage"] == "done"
    assert read_bootstrap(door.home) is not None
    assert [path.read_text() for path in door.home.path.glob("settings.toml.old-*")] == ["library = ["]


def test_a_locked_keyring_is_waited_for(door: Door) -> None:
    door.made()
    right = door.open_it

    def locked() -> Opened:
        raise KeyringLocked("The keyring is locked.")

    door.open_it = locked
    page = door.page()
    assert ok(page.get("/api/setup"))["ways"] == ["again"]
    assert ok(page.post("/api/setup/again"))["stage"] == "shut"
    door.open_it = right
    assert ok(page.post("/api/setup/again"))["stage"] == "done"


def test_a_library_that_is_there_already_is_taken_and_not_begun_anew(door: Door, tmp_path: Path) -> None:
    door.made()
    other = Door(tmp_path / "second")
    other.library = door.library
    page = other.page()
    seen = ok(page.post("/api/setup/place", {"path": str(door.library)}))
    assert (seen["library"], seen["refusal"]) == (True, None)
    assert page.post("/api/setup/library", {"path": str(door.library)}).status == 503
    assert page.post("/api/setup/adopt", {"path": str(door.library)}).status == 202
    assert finished(other, page)["stage"] == "source"
    other.end()


def test_an_open_home_refuses_what_is_for_a_shut_one(page: Page) -> None:
    for way, body in (("again", {}), ("restore", {}), ("rebuild", {"new_key": True}), ("unlock", {"code": "x"})):
        assert page.post(f"/api/setup/{way}", body).status == 409, way
    assert ok(page.get("/api/setup"))["stage"] == "done"


def test_the_background_service_is_started_by_a_button(page: Page, opened: Opened) -> None:
    with WorkerLock(opened.home, "command", opened.clock):
        busy = page.post("/api/daemon/start")
        assert (busy.status, busy.code()) == (409, "BUSY")
        assert str(os.getpid()) in str(busy.json()["message"]), "it says who is at work"
    assert ok(page.post("/api/daemon/start"))["answer"] == "started"
    assert ok(page.post("/api/daemon/start"))["answer"] == "already running"
    assert process.stop(opened.home, opened.clock) is process.Stop.STOPPED


def test_the_document_describes_the_first_run(page: Page) -> None:
    paths = json.loads(page.get("/api/openapi.json").body)["paths"]
    assert {"/api/setup", "/api/setup/trials", "/api/setup/restore", "/api/daemon/start"} <= set(paths)


def test_a_catalog_without_its_settings_file_is_no_new_computer(door: Door) -> None:
    door.made()
    door.home.settings_file.unlink()
    page = door.page()
    said = ok(page.get("/api/setup"))
    assert (said["stage"], said["ways"]) == ("shut", ["point", "again"])
    assert page.post("/api/setup/library", {"path": str(door.library.parent / "New")}).status == 409
    door.key.rename(door.home.key_file)
    door.key = door.home.key_file
    assert page.post("/api/setup/place", {"path": "Photos"}).status == 422
    assert ok(page.post("/api/setup/point", {"path": str(door.library)}))["stage"] == "done"
