"""A person looks through their photos: by mouse, by keyboard, with many and with broken ones."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser import album
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World

SIZES = {"wide": (1600, 1000), "window": (1100, 760), "narrow": (360, 740)}
FOCUSED = "document.activeElement.getAttribute('aria-label')"
PICTURES_ARE_THERE = """() => [...document.querySelectorAll("img")]
  .filter((image) => { const box = image.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; })
  .every((image) => image.complete)"""


@pytest.fixture(autouse=True)
def some_have_no_preview(faults: Faults) -> None:
    """The browser reports each picture that is not there as a fault; here it is a photo without a preview."""
    faults.expected = lambda text: "404 (NOT FOUND)" in text


def enter(page: Page, address: str) -> None:
    """Go to a place within the page, as a link there does."""
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("(address) => { location.hash = address }", address)


def loaded(page: Page) -> None:
    page.wait_for_function(PICTURES_ARE_THERE)


def test_photos_are_reached_from_home_folder_by_folder(world: World, open_page: Open) -> None:
    album.album(world)
    page = open_page(world.address())
    page.get_by_role("link", name="Photos", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Photos")
    page.get_by_role("link", name="Travel").click()
    page.get_by_role("link", name=re.compile("^2019")).click()
    page.get_by_role("link", name="Lofoten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lofoten")
    expect(page.get_by_role("navigation", name="Where you are")).to_have_text("PhotosTravel2019")
    expect(page.get_by_role("gridcell")).to_have_count(24)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lofoten")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("2019")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("region", name="Status")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_folder_looks_right_and_breaks_no_rule_of_access(world: World, open_page: Open, scheme: str) -> None:
    folder = album.album(world)
    page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    for name, address in (("folders", "#/folders"), ("folder", f"#/folders/{folder}")):
        enter(page, address)
        page.locator(".subfolder").first.wait_for()
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            loaded(page)
            assert page.evaluate(OVERFLOWING) == [], (name, size)
            keep(page, f"{name}-{size}-{scheme}")
        assert breaks_of_access(page) == [], name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_photo_looks_right_and_breaks_no_rule_of_access(world: World, open_page: Open, scheme: str) -> None:
    folder = album.album(world)
    page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    enter(page, f"#/folders/{folder}")
    for name in ("IMG_4202.jpg", "weak.jpg", "IMG_4301.jpg", "broken.jpg"):
        page.set_viewport_size({"width": 1600, "height": 1000})
        page.get_by_role("gridcell", name=name).click()
        dialog = page.get_by_role("dialog", name=name)
        dialog.locator(".about").wait_for()
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            loaded(page)
            page.wait_for_function("() => document.querySelector('.viewer-small') === null")
            keep(page, f"photo-{name.partition('.')[0]}-{size}-{scheme}", whole=False)
        assert breaks_of_access(page) == [], name
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
