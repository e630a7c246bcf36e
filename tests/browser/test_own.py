"""A person marks photos, makes a collection, says what is missing, and takes it back: by mouse and by keyboard."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World
from tests.ui.conftest import add_source
from tests.ui.gallery import picture, safe

from holdfast.catalog import Connection, marks, work
from holdfast.domain.photo import RemotePhoto


@pytest.fixture(autouse=True)
def some_have_no_preview(faults: Faults) -> None:
    faults.expected = lambda text: "404 (NOT FOUND)" in text


@pytest.fixture
def ids(world: World) -> list[int]:
    """Four photos of which little is known."""
    source = world.opened.catalog.write(add_source)
    photos = [RemotePhoto(key=f"k{number}", name=f"{number}.jpg", folder=("sea",)) for number in range(4)]
    return [safe(world.opened, source, photo, picture(number, 320, 240)) for number, photo in enumerate(photos)]


def enter(page: Page, address: str) -> None:
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("(address) => { location.hash = address }", address)


def names(page: Page) -> list[str]:
    return [cell.split(",")[0] for cell in page.get_by_role("gridcell").evaluate_all(
        "(cells) => cells.map((cell) => cell.getAttribute('aria-label'))")]  # fmt: skip


def test_what_is_missing_is_said_of_many_photos_at_once_and_taken_back(
    world: World, open_page: Open, ids: list[int]
) -> None:
    page = open_page(world.address())
    enter(page, "#/missing/4")
    expect(page.get_by_role("link", name="No tags 4 photos")).to_have_attribute("aria-current", "page")
    page.get_by_role("button", name="Choose all that are shown").click()
    page.get_by_label("Tags to give").fill("sea, tide")
    page.get_by_label("Taken at").fill("2021-06-14T10:02:00")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="No tags 0 photos")).to_be_visible()
    enter(page, "#/missing/2")
    page.get_by_role("button", name="Choose all that are shown").click()
    page.get_by_label("Move the time by").fill("+1:00")
    expect(page.get_by_text("4 photos: 14 Jun 2021, 10:02 becomes 14 Jun 2021, 11:02.")).to_be_visible()
    enter(page, "#/missing/4")
    page.keyboard.press("Control+z")
    expect(page.get_by_role("link", name="No tags 4 photos")).to_be_visible()


def test_a_collection_is_made_ordered_by_keyboard_and_brought_back(
    world: World, open_page: Open, ids: list[int]
) -> None:
    page = open_page(world.address())
    enter(page, "#/collections")
    page.get_by_role("button", name="Make a collection").click()
    page.get_by_label("Name").fill("Best")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Best")
    enter(page, "#/missing/2")
    page.get_by_role("button", name="Choose all that are shown").click()
    page.get_by_role("button", name="Put in").click()
    enter(page, "#/collections")
    page.get_by_role("link", name="Best").click()
    expect(page.get_by_role("gridcell")).to_have_count(4)
    page.get_by_role("gridcell").nth(2).focus()
    page.keyboard.press("s")
    page.get_by_role("button", name="Move earlier").click()
    expect(page.get_by_role("gridcell").nth(1)).to_have_attribute("aria-label", "2.jpg, Safe, compared by checksum")
    assert names(page) == ["0.jpg", "2.jpg", "1.jpg", "3.jpg"]
    page.get_by_role("button", name="Take out").click()
    expect(page.get_by_role("gridcell")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("gridcell")).to_have_count(4)
    page.get_by_role("button", name="Remove the collection").click()
    expect(page.get_by_text("This collection is no longer there.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("gridcell")).to_have_count(4)


def test_a_photo_is_rated_picked_and_coloured_by_key_in_the_viewer(
    world: World, open_page: Open, ids: list[int]
) -> None:
    page = open_page(world.address())
    enter(page, "#/missing/2")
    page.get_by_role("gridcell").first.click()
    marks = page.get_by_role("region", name="Your marks")
    expect(marks.get_by_role("button", name="None (0)")).to_be_visible()
    for key, name in (("4", "4 stars (4)"), ("p", "Pick (P)"), ("8", "Green (8)"), ("f", "Star (F)")):
        page.keyboard.press(key)
        expect(marks.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+z")
    expect(marks.get_by_role("button", name="Star (F)")).to_have_attribute("aria-pressed", "false")


def test_a_double_click_is_one_act_and_ctrl_z_in_the_viewer_leaves_the_page_s_act_alone(
    world: World, open_page: Open, ids: list[int]
) -> None:
    page = open_page(world.address())
    enter(page, "#/missing/4")
    page.get_by_role("button", name="Choose all that are shown").click()
    page.get_by_label("Name of the place").fill("Home")
    page.get_by_role("button", name="Apply").dblclick()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert [one.what for one in world.catalog.read(work.recent)] == ["4 photos: place named"]
    page.get_by_role("gridcell").first.click()
    marks = page.get_by_role("region", name="Your marks")
    expect(marks.get_by_role("button", name="3 stars (3)")).to_be_visible()
    page.keyboard.press("3")
    expect(marks.get_by_role("button", name="3 stars (3)")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+z")
    expect(marks.get_by_role("button", name="3 stars (3)")).to_have_attribute("aria-pressed", "false")
    assert [one.undone_at is None for one in world.catalog.read(work.recent)] == [False, True]


def test_what_was_done_long_ago_is_listed_taken_back_and_done_again(
    world: World, open_page: Open, ids: list[int]
) -> None:
    world.catalog.write(rated, 1, 4)
    page = open_page(world.address())
    enter(page, "#/missing/4")
    page.get_by_role("button", name="What you did lately").click()
    page.get_by_role("button", name="Undo Rated 4").click()
    page.get_by_role("button", name="Do it again Rated 4").wait_for()
    assert world.catalog.read(marks.of_original, 1).rating is None  # type: ignore[union-attr]
    page.get_by_role("button", name="Do it again Rated 4").click()
    page.get_by_role("button", name="Undo Rated 4").wait_for()
    assert world.catalog.read(marks.of_original, 1).rating == 4  # type: ignore[union-attr]
    assert breaks_of_access(page) == []


def rated(db: Connection, original: int, rating: int) -> None:
    with work.change(db, f"Rated {rating}", 1) as change:
        change.put("marks", {"original_id": original}, {"rating": rating})


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_pages_fit_and_can_be_reached_by_everybody(
    world: World, open_page: Open, ids: list[int], scheme: str
) -> None:
    page = open_page(world.address(), width=360, height=740, color_scheme=scheme)  # type: ignore[arg-type]
    for address, name in (("#/missing", "missing"), ("#/collections", "collections")):
        enter(page, address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if name == "missing":
            page.get_by_role("button", name="Choose all that are shown").click()
        else:
            page.get_by_role("button", name="Make a collection").click()
        assert page.evaluate(OVERFLOWING) == []
        assert breaks_of_access(page) == []
        keep(page, f"own-{name}-{scheme}")


def test_the_worklist_is_reached_from_the_statistics(world: World, open_page: Open, ids: list[int]) -> None:
    page = open_page(world.address())
    enter(page, "#/statistics")
    page.get_by_role("link", name="Missing facts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Missing facts")
