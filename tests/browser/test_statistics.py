"""Statistics in a real browser: charts that can be read without seeing them, and lead to the photos."""

import itertools
import re

from playwright.sync_api import expect
from tests.browser import scenes
from tests.browser.conftest import Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World

from holdfast.catalog import Connection


def test_statistics_look_right_and_a_day_leads_to_its_photos(world: World, open_page: Open) -> None:
    scenes.safe(world)
    world.catalog.write(Connection.run, "UPDATE photos SET created_at = 1715904000000 + id * 86400000 WHERE id % 3 > 0")
    for scheme in SCHEMES:
        page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")
        page.get_by_role("link", name="Statistics").click()
        expect(page.get_by_role("heading", name="Day by day")).to_be_visible()
        expect(page.locator(".heat .day[data-level='1']").first).to_be_visible()
        keep(page, f"statistics-{scheme}")
        for closed in page.get_by_role("button", name="As a table").all():
            closed.click()
        for width in (1280, 420):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(OVERFLOWING) == [], (scheme, width)
            keep(page, f"statistics-{width}-{scheme}")
        assert breaks_of_access(page) == [], scheme


NAMES_OF_YEARS = """() => [...document.querySelectorAll(".bar-name")]
  .filter((name) => name.textContent && getComputedStyle(name).visibility === "visible")
  .map((name) => {
    const text = document.createRange();
    text.selectNodeContents(name);
    const { left, right } = text.getBoundingClientRect();
    return [left, right];
  })"""


def test_the_names_of_forty_years_never_lie_on_each_other(world: World, open_page: Open) -> None:
    scenes.safe(world)
    world.catalog.write(Connection.run, "UPDATE photos SET created_at = 450000000000 + (id % 40) * 31557600000")
    page = open_page(world.address())
    page.get_by_role("link", name="Statistics").click()
    page.locator(".bar-name").first.wait_for()
    for width, least in ((1280, 10), (320, 4)):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("(width) => innerWidth === width", arg=width)
        places = page.evaluate(NAMES_OF_YEARS)
        assert len(places) >= least, width
        assert all(one[1] < other[0] for one, other in itertools.pairwise(places)), width
        keep(page, f"statistics-forty-years-{width}")


def test_arrow_keys_move_through_the_year_and_a_day_leads_to_its_photos(world: World, open_page: Open) -> None:
    scenes.safe(world)
    world.catalog.write(Connection.run, "UPDATE photos SET created_at = 1715904000000 WHERE id < 9")
    page = open_page(f"{world.address()}")
    page.get_by_role("link", name="Statistics").click()
    page.get_by_role("combobox", name="Year").select_option("2024")
    expect(page.locator(".heat a.day").first).to_be_visible()
    first = page.locator(".heat .day").first
    first.focus()
    first.press("ArrowRight")
    expect(page.locator(".heat .day").nth(7)).to_be_focused()
    page.locator(".heat a.day").first.focus()
    page.locator(".heat a.day").first.press("Enter")
    expect(page).to_have_url(re.compile(r"#/search\?taken%3A2024-05-17$"))
