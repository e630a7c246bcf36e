"""Duplicates in a real browser: the suggested one and why, by mouse and by keys, with undo."""

from io import BytesIO
from random import Random

import pytest
from photographs import SAME, scene
from PIL import Image
from playwright.sync_api import Page, expect
from tests.browser.album import photo
from tests.browser.conftest import Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World
from tests.ui.gallery import safe

from holdfast.catalog import Connection, duplicates, likenesses
from holdfast.domain.duplicates import Group, Reason

WHY: Reason = [{"code": "pixels", "value": "960x640"}, {"code": "collections", "value": 2}]


def hold(world: World, source: int, number: int, image: Image.Image) -> int:
    """The picture is in the library; the number of its original."""
    out = BytesIO()
    image.save(out, "JPEG")
    photo_id = safe(world.opened, source, photo(f"IMG_{number}.jpg", "2024"), out.getvalue())

    def read(db: Connection) -> int:
        original = db.number("SELECT original_id FROM photos WHERE id = ?", (photo_id,))
        db.run(
            "INSERT INTO exif_data (original_id, width, height, kind, read_at) VALUES (?, ?, ?, 'jpeg', 1)",
            (original, image.width, image.height),
        )
        return original

    return world.catalog.write(read)


@pytest.fixture
def pairs(world: World) -> World:
    """Two pictures and their smaller copies, as the search writes them down."""
    large = [scene(2), scene(3)]
    source = world.source("Travel")
    held = [
        hold(world, source, number, one)
        for number, one in enumerate([*large, *(SAME["resized"](one, Random(1)) for one in large)])
    ]
    found = [(Group("same", held[at], ((held[at + 2], 12),)), WHY) for at in range(2)]
    world.catalog.write(likenesses.add, found, {held[2]: 15_000, held[3]: 14_000})
    return world


def opened(world: World, open_page: Open) -> Page:
    page = open_page(world.address(), reduced_motion="reduce")
    page.get_by_role("link", name="Duplicates").click()
    expect(page.get_by_role("heading", name="The same picture")).to_be_visible()
    return page


def test_duplicates_look_right_in_both_lights_and_to_a_screen_reader(pairs: World, open_page: Open) -> None:
    for scheme in SCHEMES:
        page = opened(pairs, open_page)
        page.emulate_media(color_scheme=scheme)
        for name in ("duplicates", "comparison"):
            for width in (1280, 420):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(OVERFLOWING) == [], (scheme, width, name)
                keep(page, f"{name}-{width}-{scheme}")
            assert breaks_of_access(page) == [], (scheme, name)
            page.evaluate("location.hash = '#/duplicates/1'")
            expect(page.get_by_role("button", name="Keep this one (2)")).to_be_visible()


def test_all_suggestions_are_accepted_in_one_step_and_undone(pairs: World, open_page: Open) -> None:
    page = opened(pairs, open_page)
    expect(page.get_by_text("2 groups, 29 kB could go out of sight")).to_be_visible()
    page.get_by_role("button", name="Accept 2 suggestions").click()
    expect(page.get_by_text("Nothing was deleted.")).to_be_visible()
    expect(page.get_by_text("2 photos set aside so far.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Accept 2 suggestions")).to_be_visible()
    assert pairs.catalog.read(duplicates.set_aside) == 0


def test_a_keyboard_decides_group_after_group(pairs: World, open_page: Open) -> None:
    page = opened(pairs, open_page)
    page.get_by_role("link", name="Compare").first.click()
    first = page.get_by_role("button", name="Keep this one (1)")
    second = page.get_by_role("button", name="Keep this one (2)")
    expect(first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("2")
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(page.locator("tr[data-differs]").filter(has_text="Pixels")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url.split("#")[0] + "#/duplicates/2")
    expect(first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("x")
    expect(page.get_by_text("No duplicates are known.")).to_be_visible()
    assert pairs.catalog.read(duplicates.set_aside) == 1
