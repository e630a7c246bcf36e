"""The map in a real browser: photos where they were taken, moved by mouse and keys, and the grid follows."""

import re

from playwright.sync_api import Page, expect
from tests.browser import album
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World

from holdfast.catalog import Connection


def placed(world: World, open_page: Open, faults: Faults, **wishes: object) -> Page:
    """The map of somebody with 12 photos in Norway, some in Lisbon, others without a place."""
    faults.expected = lambda text: "404 (NOT FOUND)" in text
    album.album(world)

    def put(db: Connection) -> None:
        said = "INSERT INTO marks (original_id, latitude, longitude, changed_at) SELECT original_id, {}, 1 FROM photos"
        db.run(f"{said.format('68.1 + (id % 7) / 10.0, 13.5 + (id % 5) / 4.0')}"
               " WHERE name LIKE 'IMG_42%' AND id % 3 > 0")  # fmt: skip
        db.run(f"{said.format('38.72, -9.14')} WHERE name = 'IMG_0001.jpg'")

    world.catalog.write(put)
    return open_page(world.address(), **wishes)  # type: ignore[arg-type]


def test_the_map_shows_where_photos_were_taken_and_leads_to_them(
    world: World, open_page: Open, faults: Faults
) -> None:
    page = placed(world, open_page, faults)
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_text("16 photos in this part of the map").first).to_be_visible()
    expect(page.get_by_role("gridcell")).to_have_count(16)
    expect(page.locator(".map-land")).to_have_count(3)
    page.get_by_role("button", name=re.compile(r"^4 photos near 38\.7° N, 9\.1° W")).click()
    expect(page.get_by_text("4 photos in this part of the map").first).to_be_visible()
    expect(page.get_by_role("gridcell")).to_have_count(4)
    page.get_by_role("gridcell").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Home", exact=True).click()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_text("4 photos in this part of the map").first).to_be_visible()
    page.get_by_role("button", name="Show all places").click()
    expect(page.get_by_text("16 photos in this part of the map").first).to_be_visible()


def test_the_map_is_moved_by_keys_alone_and_looks_right(world: World, open_page: Open, faults: Faults) -> None:
    placed(world, open_page, faults)
    for scheme in SCHEMES:
        page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")
        page.get_by_role("link", name="Map", exact=True).click()
        globe = page.get_by_role("group", name=re.compile("^Map"))
        expect(page.get_by_text("in this part of the map").first).to_be_visible()
        expect(page.locator(".marker").first).to_be_visible()
        for width in (1280, 800, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(OVERFLOWING.replace(".unseen", ".unseen, .map")) == [], (scheme, width)
            keep(page, f"map-{width}-{scheme}", whole=False)
        assert breaks_of_access(page) == [], scheme
        globe.focus()
        for _ in range(6):
            page.keyboard.press("+")
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_text("No photos in this part of the map").first).to_be_visible()
