"""The recovery code typed back, what runs here, limits by the hour, and a bundle without a secret in it."""

import zipfile
from pathlib import Path

import pytest
from tests.ui.conftest import Page, add_photos, add_source

from holdfast.catalog import Connection, photos, settings
from holdfast.engine.setup import Opened
from holdfast.keys import catalog_key, recovery_code
from holdfast_ui.desk import Desk

CANARIES = ("canary-of-the-cloud", "Lummerland", "travel-account", "/media/anna")


def code_of(opened: Opened) -> str:
    return recovery_code.encode(catalog_key.load(opened.home, opened.bootstrap, None))


def test_the_code_is_compared_and_only_its_day_is_kept(page: Page, opened: Opened) -> None:
    assert page.get("/api/security").json()["tested_at"] is None
    code = code_of(opened)
    answer = page.post("/api/security/test", {"code": code.lower().replace("-", " ")})
    assert answer.status == 200, answer.body
    assert answer.json()["tested_at"] is not None
    assert code.encode() not in answer.body
    opened.home.key_check_file.write_text("{}")
    assert page.get("/api/security").json()["tested_at"] is None, "another key has another code"


def test_a_wrong_code_is_refused_at_its_field(page: Page, opened: Opened) -> None:
    code = code_of(opened)
    mistyped = ("0" if code[0] != "0" else "1") + code[1:]
    other = recovery_code.encode(bytes(32))
    for typed, word in ((mistyped, "Group 1"), ("abc", "characters"), (other, "not the one of this catalog")):
        answer = page.post("/api/security/test", {"code": typed})
        assert (answer.status, answer.json()["field"]) == (422, "code"), answer.body
        assert word in str(answer.json()["message"])
    assert page.get("/api/security").json()["tested_at"] is None


def test_limits_by_the_hour_are_kept_and_refused(page: Page, opened: Opened) -> None:
    hours: list[int | None] = [None] * 24
    assert page.get("/api/bandwidth").json() == {"hours": hours}
    hours[8:18] = [2_000_000] * 10
    assert page.send("PUT", "/api/bandwidth", {"hours": hours}).json() == {"hours": hours}
    assert opened.catalog.read(settings.text, "bandwidth_by_hour") == "8-18:2000000"
    for wrong in ([1] * 24, [None] * 23, ["2"] * 24):
        assert page.send("PUT", "/api/bandwidth", {"hours": wrong}).status == 422, wrong
    assert page.get("/api/bandwidth").json() == {"hours": hours}


def test_a_setting_out_of_its_bounds_is_told_at_its_field(page: Page) -> None:
    answer = page.send("PATCH", "/api/config", {"check_every_hours": 0})
    assert (answer.status, answer.json()["field"]) == (422, "check_every_hours")


@pytest.fixture
def full_of_secrets(opened: Opened) -> None:
    def fill(db: Connection) -> None:
        for number in add_photos(db, add_source(db, "travel-account"), ["Lummerland.jpg"]):
            photos.fail(db, number, "FORBIDDEN", "The source refuses Lummerland.jpg.", "Allow it.", 1_000, None)

    opened.catalog.write(fill)
    opened.home.log_file.write_text(f"cannot open {' of '.join(CANARIES)}\n")


@pytest.mark.usefixtures("full_of_secrets")
def test_the_bundle_shows_all_that_is_in_it_and_no_secret(page: Page, opened: Opened) -> None:
    parts = page.get("/api/diagnostics").json()["parts"]
    assert isinstance(parts, list)
    assert {"versions.json", "checks.json", "settings.json", "counts.json", "log.txt"} <= {one["name"] for one in parts}
    text = str(parts)
    assert [canary for canary in CANARIES if canary in text] == []
    assert str(opened.home.path) not in text
    named = str(page.get("/api/diagnostics?names=true").json())
    assert "Lummerland.jpg" in named
    assert "canary-of-the-cloud" not in named


class Pointing:
    """A window in which somebody points to a place."""

    def __init__(self, where: Path) -> None:
        self.where = where

    def save_as(self, name: str) -> Path:
        return self.where / name

    def folder(self) -> Path:
        return self.where


@pytest.mark.usefixtures("full_of_secrets")
def test_what_was_shown_is_what_is_saved(page: Page, desk: Desk, tmp_path: Path) -> None:
    assert page.post("/api/diagnostics/save").code() == "NO_WINDOW"
    with desk.dialogs.shown_in(Pointing(tmp_path)):
        saved = page.post("/api/diagnostics/save", {"names": False}).json()["path"]
    shown = page.get("/api/diagnostics").json()["parts"]
    assert isinstance(shown, list)
    with zipfile.ZipFile(str(saved)) as bundle:
        names = set(bundle.namelist())
        whole = b"".join(bundle.read(name) for name in names)
    assert names == {"README.txt", *(one["name"] for one in shown)}
    assert [canary for canary in CANARIES if canary.encode() in whole] == []


def test_what_runs_here(page: Page, opened: Opened) -> None:
    said = page.get("/api/about").json()
    assert (said["home"], said["library"]) == (str(opened.home.path), str(opened.library))
