"""The page's language, theme and letters outlive the window; its menu speaks the same language."""

from pathlib import Path

import pytest
from flask import Flask
from tests.ui.conftest import Page, call

from holdfast.config import Home
from holdfast_ui import menu, taste


def test_what_was_chosen_is_told_with_the_first_byte(app: Flask, page: Page, page_folder: Path) -> None:
    (page_folder / "index.html").write_text('<!doctype html><html lang="en" dir="ltr"><body></body></html>', "utf-8")
    assert b"data-chosen" not in call(app, "GET", "/").body
    assert page.send("PATCH", "/api/taste", {"language": "de", "theme": "dark"}).status == 200
    assert page.send("PATCH", "/api/taste", {"theme": "light"}).json() == {
        "language": "de", "theme": "light", "letters": None,
    }  # fmt: skip
    index = call(app, "GET", "/").body
    assert b'<html data-chosen-language="de" data-chosen-theme="light" lang="en" dir="ltr">' in index


def test_what_is_no_choice_is_refused(page: Page) -> None:
    assert page.send("PATCH", "/api/taste", {"theme": '"><script>'}).status == 422


def test_a_spoilt_file_is_no_choice(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.make()
    for spoilt in ("", "[1]", '{"language": 7, "theme": "\\"><script>", "letters": "alt"}'):
        (home.run_dir / "page.json").write_text(spoilt, "utf-8")
        assert "script" not in taste.worn(b"<html lang>", taste.kept(home)).decode()
    assert taste.kept(home) == {"letters": "alt"}


@pytest.mark.parametrize(("system", "chosen", "spoken"), [
    ("de_AT.UTF-8", None, "de"), ("fr_FR", None, "en"), ("de_DE", "en", "en"), ("C", "de", "de"),
])  # fmt: skip
def test_the_menu_speaks_the_chosen_language_or_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, chosen: str | None, spoken: str
) -> None:
    home = Home(tmp_path)
    home.make()
    monkeypatch.setenv("LANGUAGE", system)
    if chosen is not None:
        taste.keep(home, {"language": chosen})
    assert taste.language(home) == spoken


def test_every_entry_of_the_menu_has_german() -> None:
    entries = [one[0] for _, below in menu.MENUS for one in below if one is not None]
    names = [name for name, _ in menu.MENUS] + entries
    assert [name for name in names if name not in menu.GERMAN] == []
    assert menu.called("Settings", "de") == "Einstellungen"
    assert menu.called("Settings", "en") == "Settings"
