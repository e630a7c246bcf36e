"""Everything by keyboard, at twice the text, without motion; and the theme that the person chose."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser import scenes
from tests.browser.conftest import Open
from tests.browser.test_looks import OVERFLOWING, breaks_of_access, keep
from tests.browser.world import HOUR, MINUTE, World

from holdfast.catalog import jobs, sources

FOCUSED = "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()"
RING = "getComputedStyle(document.activeElement).outlineWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, input:not(.unseen), .segment")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.textContent || element.ariaLabel, element.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""


def walk(page: Page, steps: int) -> list[str]:
    """Press Tab so often; what had the focus, and that it could be seen."""
    names = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        names.append(page.evaluate(FOCUSED))
        assert page.evaluate(RING) == "2px" or page.locator(".segment:has(:focus-visible)").count(), names
    return names


def test_answer_comes_first_then_its_button(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = open_page(world.address())
    page.get_by_text("The source sent something that is not a photo.").wait_for()
    names = walk(page, 5)
    assert names[0] == "Skip to your sources"
    assert names[1].startswith("Attention. 7,426 of 7,448 photos are safe. 22 need you.")
    assert names[2:] == ["See what to do", "Back up now", "Pause"]


def test_skip_link_leads_to_the_sources(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    page.get_by_role("heading", level=1).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Pause Travel"


def test_whole_page_works_by_keyboard_alone(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = open_page(world.address())
    page.get_by_text("The source sent something that is not a photo.").wait_for()
    for name in ("Show all 20 photos", "Pause Travel", "As a table", "Verify now"):
        press(page, name)
    expect(page.locator(".failure")).to_have_count(20)
    expect(page.get_by_role("button", name="Resume Travel")).to_be_visible()
    expect(page.get_by_text("Nothing has run yet.")).to_be_visible()
    expect(page.locator(".strip-panel tbody tr")).to_have_count(30)
    page.get_by_role("progressbar").wait_for()
    assert world.catalog.read(sources.everything)[0].paused
    assert world.catalog.read(jobs.open_ones)[0].kind == "verify"


def press(page: Page, name: str) -> None:
    """Tab to the thing of this name and press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached by Tab.")


def test_opened_parts_break_no_rule_of_access(world: World, open_page: Open) -> None:
    scenes.attention(world)
    world.session("download", 1, HOUR, 4 * MINUTE, downloaded=4_816, failed=20, bytes=25_000_000_000)
    world.session("scan", 1, HOUR + MINUTE, 41_000, listed=4_836, new=4_836)
    page = open_page(world.address(), color_scheme="dark", reduced_motion="reduce")
    page.get_by_role("button", name="Show all 20 photos").click()
    page.get_by_role("button", name="What does “safe” mean?").click()
    page.get_by_role("button", name="As a table").click()
    expect(page.locator(".failure")).to_have_count(20)
    expect(page.locator(".strip-panel tbody tr")).to_have_count(30)
    keep(page, "opened")
    assert breaks_of_access(page) == []


def test_disappearance_form_breaks_no_rule_of_access(world: World, open_page: Open) -> None:
    scenes.held(world)
    page = open_page(world.address())
    page.get_by_role("button", name="They are meant to be gone…").click()
    page.get_by_role("button", name="Accept").click()
    keep(page, "accepting")
    assert breaks_of_access(page) == []
    page.keyboard.press("Shift+Tab")
    page.get_by_label("Number of photos").press("Escape")
    expect(page.get_by_role("button", name="They are meant to be gone…")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_text_at_twice_its_size_still_fits(world: World, open_page: Open, width: int) -> None:
    scenes.attention(world)
    page = open_page(world.address(), width=width)
    page.get_by_text("The source sent something that is not a photo.").wait_for()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(OVERFLOWING) == []


def test_page_reads_from_right_to_left_where_that_is_the_way(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = open_page(world.address())
    page.get_by_text("The source sent something that is not a photo.").wait_for()
    page.evaluate("document.documentElement.dir = 'rtl'")
    keep(page, "right-to-left")
    assert page.evaluate(OVERFLOWING) == []
    pages, answer = page.locator(".bar").bounding_box(), page.locator(".headline").bounding_box()
    assert pages
    assert answer
    assert pages["x"] > answer["x"] + answer["width"]


def test_targets_are_large_enough(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = open_page(world.address(), width=320)
    page.get_by_role("button", name="Show all 20 photos").wait_for()
    assert page.evaluate(SMALL_TARGETS) == []


def test_theme_is_chosen_and_kept(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address(), color_scheme="light")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate(background) == "rgb(242, 242, 242)"
    page.get_by_title("Dark").click()
    assert page.evaluate(background) == "rgb(30, 30, 30)"
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate(background) == "rgb(30, 30, 30)"
    page.get_by_role("radio", name="Auto").focus()
    page.keyboard.press("Space")
    assert page.evaluate(background) == "rgb(242, 242, 242)"


def test_nothing_moves_for_who_wants_no_motion(world: World, open_page: Open) -> None:
    scenes.listing(world)
    page = open_page(world.address(), reduced_motion="reduce")
    page.get_by_role("progressbar").wait_for()
    page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished)).then(() => true)")
    assert page.evaluate("document.getAnimations().length") == 0


def test_more_contrast_is_given_to_who_asks(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = open_page(world.address(), contrast="more")
    page.get_by_text("The source sent something that is not a photo.").wait_for()
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    assert breaks_of_access(page) == []
