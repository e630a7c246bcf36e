"""A person looks through their photos: by mouse, by keyboard, with many and with broken ones."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser import album
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World
from tests.ui.gallery import picture, safe

from holdfast.catalog import jobs

SIZES = {"wide": (1600, 1000), "window": (1100, 760), "narrow": (360, 740)}
FOCUSED = "document.activeElement.getAttribute('aria-label')"
TO_THE_END = """() => {
  const height = document.documentElement.scrollHeight;
  scrollTo(0, height);
  return height;
}"""
GROWN = """(height) => document.documentElement.scrollHeight > height
  || document.querySelector("[role=grid]").getAttribute("aria-rowcount") !== "-1" """
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
    page.get_by_role("link", name="Folders", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Folders")
    page.get_by_role("link", name="Travel").click()
    page.get_by_role("link", name=re.compile("^2019")).click()
    page.get_by_role("link", name="Lofoten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lofoten")
    expect(page.get_by_role("navigation", name="Where you are")).to_have_text("FoldersTravel2019")
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
    for name in ("weak.jpg", "IMG_4301.jpg"):
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


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_photos_are_walked_opened_and_closed_by_keyboard(world: World, open_page: Open) -> None:
    page = open_page(world.address(), width=1316, height=760)
    folder = album.album(world)
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name="IMG_4200.jpg").focus()
    press(page, "ArrowRight", "ArrowRight", "ArrowDown")
    assert page.evaluate(FOCUSED) == "IMG_4208.jpg, Safe, compared by checksum"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "2px"
    press(page, "Enter")
    expect(page.get_by_role("dialog", name="IMG_4208.jpg")).to_be_visible()
    press(page, "ArrowRight", "ArrowRight")
    expect(page.get_by_role("dialog", name="IMG_4210.jpg")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(FOCUSED) == "IMG_4210.jpg, Safe, compared by checksum"
    press(page, "Control+End")
    assert page.evaluate(FOCUSED) == "weak.jpg, Safe, compared by size only"
    press(page, "Control+Home", "Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") != "gridcell"


def test_first_and_last_photo_are_reached_from_an_open_one(world: World, open_page: Open) -> None:
    """The focus is on the photo's name, not on a button: no key presses one by accident."""
    folder = album.album(world)
    page = open_page(world.address(), width=1316, height=760)
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name="IMG_4200.jpg").click()
    page.get_by_role("dialog", name="IMG_4200.jpg").wait_for()
    assert page.evaluate("document.activeElement.id") == "viewer-name"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    for key, name in (("ArrowRight", "IMG_4201.jpg"), ("ArrowLeft", "IMG_4200.jpg"), ("End", "weak.jpg"),
                      ("Home", "IMG_4200.jpg")):  # fmt: skip
        press(page, key)
        page.get_by_role("dialog", name=name).wait_for()
    press(page, "Tab", "Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_end_of_a_long_folder_is_one_key_away(world: World, open_page: Open) -> None:
    folder = album.many(world, 2_500)
    page = open_page(world.address(), width=1316, height=760)
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell").first.focus()
    press(page, "Control+End")
    last = page.get_by_role("gridcell", name="IMG_02499.jpg")
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    press(page, "Control+Home")
    expect(page.get_by_role("gridcell", name="IMG_00000.jpg")).to_be_focused()


def test_loading_the_page_again_finds_the_place(world: World, open_page: Open) -> None:
    folder = album.many(world, 1_500)
    page = open_page(world.address(), width=1316, height=760)
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell").first.focus()
    press(page, "Control+End")
    last = page.get_by_role("gridcell", name="IMG_01499.jpg")
    expect(last).to_be_focused()
    height = page.evaluate("scrollY")
    page.reload()
    expect(last).to_be_in_viewport()
    page.wait_for_function("(height) => Math.abs(scrollY - height) <= 1", arg=height)


def test_a_photo_that_is_not_there_says_so(world: World, open_page: Open) -> None:
    folder = album.album(world)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}/99999")
    expect(page.get_by_role("dialog", name="No photo")).to_contain_text("This photo is no longer there.")
    press(page, "Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lofoten")


def test_a_photo_of_another_folder_is_shown_in_its_own(world: World, open_page: Open) -> None:
    folder = album.album(world)
    photo, own = world.catalog.read(lambda db: tuple(db.rows("SELECT id, folder_id FROM photos WHERE id = 1")[0]))
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}/{photo}")
    page.wait_for_function("(address) => location.hash === address", arg=f"#/folders/{own}/{photo}")
    press(page, "Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("2017 Alps")


def test_a_drive_that_is_away_leaves_the_small_picture_and_says_why(
    world: World, open_page: Open, faults: Faults
) -> None:
    faults.expected = lambda text: "404 (NOT FOUND)" in text or "503 (SERVICE UNAVAILABLE)" in text
    folder = album.album(world)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}")
    cell = page.get_by_role("gridcell", name="IMG_4200.jpg")
    cell.wait_for()
    page.wait_for_function("() => document.querySelector('.cell-image')?.naturalWidth > 0")
    library = world.opened.bootstrap.library
    library.rename(library.with_name("unplugged"))
    cell.click()
    dialog = page.get_by_role("dialog", name="IMG_4200.jpg")
    expect(dialog.locator(".viewer-note")).to_contain_text("library")
    assert page.evaluate("document.querySelector('.viewer-small').naturalWidth") > 0
    expect(dialog.get_by_text("No preview")).to_have_count(0)


def test_a_file_without_a_preview_says_why(world: World, open_page: Open) -> None:
    folder = album.album(world)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name="broken.jpg").click()
    expect(page.get_by_role("dialog", name="broken.jpg")).to_contain_text("There is no thumbnail of this file")


def test_photo_has_an_address_and_back_closes_it(world: World, open_page: Open) -> None:
    folder = album.album(world)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name="IMG_4203.jpg").click()
    page.get_by_role("dialog", name="IMG_4203.jpg").wait_for()
    page.reload()
    page.get_by_role("dialog", name="IMG_4203.jpg").wait_for()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lofoten")


def test_photo_says_where_it_lies_where_it_came_from_and_what_was_proved(world: World, open_page: Open) -> None:
    folder = album.album(world)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name="weak.jpg").click()
    dialog = page.get_by_role("dialog", name="weak.jpg")
    expect(dialog).to_contain_text("The size is what the source says; it gave no checksum to compare with.")
    expect(dialog).to_contain_text("Kept once, also found in 1 other place")
    expect(dialog).to_contain_text("Family archive / Shared / from-anna.jpg")
    path = dialog.locator(".command-text").inner_text()
    assert (world.opened.bootstrap.library / path).is_file()
    dialog.get_by_role("button", name="Show original").click()
    page.wait_for_function("() => document.querySelector('.viewer-picture')?.naturalWidth === 640")
    assert "download?local=1" in (dialog.get_by_alt_text("The photo").get_attribute("src") or "")
    with page.expect_download() as saved:
        dialog.get_by_role("link", name="Save a copy").click()
    assert saved.value.path().read_bytes() == picture(300)
    cloud = dialog.get_by_role("link", name="Download from the cloud")
    assert (cloud.get_attribute("rel"), cloud.get_attribute("target")) == ("noopener noreferrer", "_blank")


def test_thousands_of_photos_in_one_folder_stay_light(world: World, open_page: Open) -> None:
    folder = album.many(world, 5_000)
    page = open_page(world.address(), width=1316, height=760)
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell").first.wait_for()
    while page.get_by_role("grid").get_attribute("aria-rowcount") == "-1":
        height = page.evaluate(TO_THE_END)
        page.wait_for_function(GROWN, arg=height)
    page.evaluate(TO_THE_END)
    expect(page.get_by_role("gridcell", name="IMG_04999.jpg")).to_be_visible()
    assert page.get_by_role("gridcell").count() <= 150
    last = page.get_by_role("gridcell", name="IMG_04999.jpg")
    last.click()
    press(page, "Escape")
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()


def test_folder_is_found_again_as_it_was_left(world: World, open_page: Open) -> None:
    folder = album.many(world, 3_000)
    page = open_page(world.address(), width=1316, height=760)
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell").first.wait_for()
    page.mouse.move(500, 500)
    page.mouse.wheel(0, 6_000)
    page.wait_for_function("() => scrollY === 6000")
    enter(page, "#/")
    page.get_by_role("region", name="Status").wait_for()
    page.go_back()
    page.wait_for_function("() => scrollY === 6000")


def test_names_stay_text(world: World, open_page: Open) -> None:
    """C10, H6: nothing in a name becomes markup, and nothing unseen turns it round."""
    source = world.source("Travel")
    safe(world.opened, source, album.photo(album.HOSTILE, album.HOSTILE, "line\nbreak"), picture(1))
    page = open_page(world.address())
    folder = world.catalog.read(lambda db: db.number("SELECT max(id) FROM folders"))
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell").click()
    page.locator(".about").wait_for()
    text = page.locator("body").inner_text()
    assert "<img src=x onerror=alert(1)>⟨U+202E⟩gpj.exe" in text
    assert "line⟨U+000A⟩break" in text
    assert "\u202e" not in page.content()
    assert page.locator("img[src='x']").count() == 0


def test_look_for_new_photos_asks_for_a_scan_of_this_folder(world: World, open_page: Open) -> None:
    folder = album.album(world)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}")
    page.get_by_role("button", name="Look for new photos").click()
    expect(page.get_by_role("button", name="Starting…")).to_have_count(0)
    (job,) = world.catalog.read(jobs.open_ones)
    assert (job.kind, job.parameters.folder) == ("folder_scan", folder)


def test_folder_follows_what_happens_to_it(world: World, open_page: Open) -> None:
    folder = album.album(world)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name="IMG_4300.heic, Not copied yet").wait_for()
    safe(world.opened, 1, album.photo("later.jpg", "2019", "Lofoten"), picture(9))
    world.job()
    page.get_by_role("gridcell", name="later.jpg, Safe, compared by checksum").wait_for()


def test_empty_and_missing_folders_say_so(world: World, open_page: Open) -> None:
    page = open_page(world.address())
    enter(page, "#/folders")
    page.get_by_text("There are no photos yet.").wait_for()
    enter(page, "#/folders/77")
    page.get_by_text("This folder is no longer there.").wait_for()
    page.get_by_role("button", name="All folders").click()
    page.get_by_text("There are no photos yet.").wait_for()


def test_photos_stay_when_nobody_answers(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = lambda text: "ERR_" in text or "404" in text
    folder = album.album(world)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell").first.wait_for()
    world.server.stop()
    page.get_by_text("Holdfast is not answering.").wait_for()
    expect(page.get_by_role("gridcell", name="IMG_4200.jpg", include_hidden=True)).to_be_visible()
