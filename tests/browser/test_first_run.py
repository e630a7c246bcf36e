"""From nothing to the first photos on the page, without a terminal and without a mouse; and the ways out of a catalog
that does not open."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, SIZES, breaks_of_access, keep

from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.daemon import process
from holdfast.daemon.process import Stop
from holdfast.engine import thumbnails
from holdfast.engine.setup import init, open_home
from holdfast.standins.cloudinary import StandIn
from holdfast_ui.entrance import Entrance
from holdfast_ui.front import Front

PHOTOS = 12
LONG = 60_000

Door = Callable[[], str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def door(home: Home, tmp_path: Path, faults: Faults) -> Iterator[Door]:
    """Serves the page of a home that does not open; called again, it is closed and opened as by another start."""
    faults.expected = lambda text: "503" in text or "422" in text  # the browser tells of each refusal
    running: list[tuple[Entrance, Front]] = []

    def end() -> None:
        for entrance, front in running:
            front.server.stop()
            entrance.close()
        running.clear()

    def start() -> str:
        end()
        clock, key = SystemClock(), tmp_path / "key"
        entrance = Entrance(home, key, clock, lambda: open_home(home, key, clock))
        entrance.try_again()
        running.append((entrance, Front(entrance, port=0)))
        return running[0][1].link()

    yield start
    end()
    process.stop(home, SystemClock())
    thumbnails.close()


def heading(page: Page, text: str) -> None:
    """The question is there, and has the focus."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(text, timeout=LONG)
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def press(page: Page, name: str) -> None:
    """Go to a button by Tab alone, and press it."""
    button = page.get_by_role("button", name=name)
    expect(button).not_to_have_attribute("aria-disabled", "true", timeout=LONG)
    _to(page, button.element_handle())
    page.keyboard.press("Enter")


def _to(page: Page, wanted: object) -> None:
    for _ in range(40):
        if page.evaluate("(wanted) => document.activeElement === wanted", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never came there")


def type_into(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    _to(page, field.element_handle())
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def looks_right(page: Page, name: str) -> None:
    """Nothing overflows in any size, and axe finds nothing in either theme."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for size, (width, height) in SIZES.items() if scheme == "light" or os.environ.get("HOLDFAST_SCREENS") else ():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(OVERFLOWING) == [], (name, scheme, size)
            keep(page, f"first-run-{name}-{size}-{scheme}", whole=False)
        page.set_viewport_size({"width": 1280, "height": 800})
        assert breaks_of_access(page) == [], (name, scheme)


def test_a_first_run_by_keyboard_alone(door: Door, home: Home, tmp_path: Path, open_page: Open) -> None:
    with StandIn(PHOTOS, pictures=True, nasty=False) as cloud:
        page = open_page(door())
        heading(page, "Where shall your photos live?")
        type_into(page, "Folder for the library", str(tmp_path / "nowhere" / "Photos"))
        expect(page.get_by_text("is not there, so the library cannot be made in it")).to_be_visible(timeout=LONG)
        type_into(page, "Folder for the library", str(tmp_path / "Photos"))
        expect(page.get_by_text("a second")).to_be_visible(timeout=LONG)
        looks_right(page, "library")
        assert not (tmp_path / "Photos").exists(), "looking makes nothing"
        press(page, "Use this folder")

        heading(page, "Where are your photos now?")
        looks_right(page, "source")
        press(page, "Cloudinary")
        heading(page, "Sign in to Cloudinary")
        type_into(page, "Cloud name", cloud.url.replace(cloud.secret, "wrong-secret"))
        press(page, "Check this key")
        expect(page.get_by_text("refuses")).to_be_visible(timeout=LONG)
        looks_right(page, "key")
        type_into(page, "Cloud name", cloud.url)
        press(page, "Check this key")
        heading(page, "It works. We can read")
        expect(page.get_by_text(f"{PHOTOS} photos", exact=True)).to_be_visible(timeout=LONG)
        assert cloud.asked("download") + cloud.asked("delivery") == 0, "counting copies nothing"
        looks_right(page, "counted")
        type_into(page, "Call this source", "Travel")
        press(page, "Add this source")

        heading(page, "Keep this recovery code")
        page.goto("about:blank")
        page.goto(door())  # the window was closed in the middle: it goes on where it was
        heading(page, "Keep this recovery code")
        groups = page.get_by_role("listitem").locator("code").all_inner_texts()
        looks_right(page, "code")
        press(page, "I have kept it")
        heading(page, "Now type two groups back")
        labels = page.locator(".setup-field label").all_inner_texts()
        type_into(page, labels[0], groups[int(labels[0].split()[-1]) - 1].lower())
        type_into(page, labels[1], "00000000")
        press(page, "Continue")
        expect(page.get_by_text("That is not group")).to_be_visible()
        looks_right(page, "typed-back")
        type_into(page, labels[1], groups[int(labels[1].split()[-1]) - 1])
        press(page, "Continue")

        heading(page, "How often shall Holdfast look")
        looks_right(page, "schedule")
        press(page, "Source")  # back, and nothing is lost
        heading(page, "Where are your photos now?")
        expect(page.get_by_text("Travel", exact=True)).to_be_visible()
        press(page, "Schedule")
        heading(page, "How often shall Holdfast look")
        page.keyboard.press("Tab")
        press(page, "Continue")

        heading(page, "Ready to hold your photos fast")
        expect(page.get_by_text(str(tmp_path / "Photos"))).to_be_visible()
        looks_right(page, "start")
        press(page, "Start the first backup")
        heading(page, "Your first backup has begun")
        picture = page.get_by_role("list", name="First photos").get_by_role("img").first
        expect(picture).to_be_visible(timeout=LONG)
        page.wait_for_function("(image) => image.naturalWidth > 0", arg=picture.element_handle(), timeout=LONG)
        looks_right(page, "begun")
        press_link(page, "Go to Home")
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"All {PHOTOS} photos are safe.", timeout=LONG)
    assert process.stop(home, SystemClock()) is Stop.STOPPED


def press_link(page: Page, name: str) -> None:
    _to(page, page.get_by_role("link", name=name).element_handle())
    page.keyboard.press("Enter")


def test_a_damaged_catalog_comes_back_by_a_button(
    door: Door, home: Home, tmp_path: Path, open_page: Open
) -> None:
    init(home, tmp_path / "Photos", tmp_path / "key", SystemClock())
    head = bytearray(home.catalog_file.read_bytes())
    head[4096:8192] = bytes(4096)
    head[:4096] = os.urandom(4096)
    home.catalog_file.write_bytes(head)
    page = open_page(door())
    heading(page, "Your catalog is damaged.")
    expect(page.get_by_text("Your photos are untouched.")).to_be_visible()
    looks_right(page, "damaged")
    press(page, "Rebuild the catalog")
    expect(page.get_by_role("alert").get_by_text("you sign in to each of them again")).to_be_visible()
    press(page, "Yes, go on")
    heading(page, "Where are your photos now?")
    kept = [path for path in home.path.glob("catalog.db.old-*") if path.suffix not in (".wal", ".shm")]
    assert kept, "the damaged one is kept"
