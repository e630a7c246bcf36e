"""The window's place over two starts, links that lead out, and the wish to see a window that is open."""

import queue
import webbrowser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.config import Home
from holdfast_ui import menu, outside, raising
from holdfast_ui.window_place import GRIP, SMALLEST, Area, Place, fitted, remember, remembered

SCREEN = Area(0, 0, 1920, 1080)
NUMBERS = st.integers(-5000, 10_000)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path / "home")
    found.make()
    return found


def test_a_place_is_found_again(home: Home) -> None:
    place = Place(900, 700, 100, 80, True)
    remember(home, place)
    assert remembered(home, [SCREEN]) == place


@pytest.mark.parametrize("text", ["", "{", "[]", '{"width": 1}', '{"width":"a","height":2,"x":1,"y":1,"maximised":0}'])
def test_what_cannot_be_read_is_forgotten(home: Home, text: str) -> None:
    (home.run_dir / "window.json").write_text(text)
    assert remembered(home, [SCREEN]) == Place()


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.lists(st.builds(Area, NUMBERS, NUMBERS, st.just(1280), st.just(800))))
def test_the_window_can_always_be_held(width: int, height: int, x: int, y: int, screens: list[Area]) -> None:
    found = fitted(Place(width, height, x, y), screens)
    assert found.width >= SMALLEST[0]
    assert found.height >= SMALLEST[1]
    if screens:
        assert found.width <= 1280
        assert found.height <= 800
    if found.x is not None and found.y is not None:
        assert any(
            screen.y <= found.y < screen.y + screen.height
            and min(found.x + found.width, screen.x + 1280) - max(found.x, screen.x) >= GRIP
            for screen in screens
        )


def test_a_screen_that_was_taken_away_leaves_the_choice_to_the_system() -> None:
    assert fitted(Place(900, 700, 2500, 80), [SCREEN]) == Place(900, 700)


@pytest.mark.parametrize(("address", "may"), [
    ("https://example.org/a", True), ("http://example.org", True), ("mailto:anna@example.org", True),
    ("HTTPS://example.org", True), ("file:///etc/passwd", False), ("javascript:alert(1)", False), ("smb://x", False),
    ("", False), ("http:[", True), ("vscode://x", False), ("//example.org", False)])  # fmt: skip
def test_only_what_a_browser_is_for_is_handed_to_the_system(address: str, may: bool) -> None:
    assert outside.may_open(address) is may


def test_the_page_never_leaves_its_own_address() -> None:
    here = "http://127.0.0.1:4711/"
    assert outside.stays_here(f"{here}#/timeline", here)
    assert not outside.stays_here("http://127.0.0.1:47110/", here)
    assert not outside.stays_here("https://example.org/?http://127.0.0.1:4711/", here)


def test_pywebview_opens_addresses_through_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", webbrowser.open)
    outside.keep_watch()
    assert webbrowser.open("file:///etc/passwd") is False


@pytest.mark.parametrize("page", [None, "problems"])
def test_who_asks_is_heard_once(home: Home, page: raising.Page | None) -> None:
    raising.ask(home, "timeline")  # before the window opened: nobody is there to come
    came: queue.Queue[str | None] = queue.Queue()
    with raising.watched(home, came.put):
        raising.ask(home, page)
        assert came.get(timeout=60) == page
    assert came.empty()


def test_a_word_that_is_no_page_only_brings_the_window_forward(home: Home) -> None:
    came: queue.Queue[str | None] = queue.Queue()
    with raising.watched(home, came.put):
        (home.run_dir / "window.raise").write_bytes(b"javascript:alert(1)\xff")
        assert came.get(timeout=60) is None


def test_every_entry_of_the_menu_says_a_word_that_the_page_knows() -> None:
    page = (Path(__file__).parents[2] / "ui/web/src/frame/desktop.ts").read_text("utf-8")
    words = [entry[1].split(" ")[0] for _, entries in menu.MENUS for entry in entries if entry is not None]
    assert {word for word in words if f'verb === "{word}"' not in page} == {"close"}
