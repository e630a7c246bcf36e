"""A person looks through all their photos at once: by wheel, rail and keys, and comes back to where they were."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from tests.browser.album import photo
from tests.browser.conftest import Faults, Open
from tests.browser.test_folders import enter
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World
from tests.ui.gallery import listed, picture, safe

from holdfast.catalog import Connection

DAY = 86_400_000
SHAPES = ((360, 240), (240, 360), (320, 240), (320, 180), (240, 240), (360, 240))
LATEST = 1_592_136_000_000
"""Noon of 14 June 2020."""
SIZES = {"wide": (1920, 1080), "window": (1280, 800), "small": (800, 600), "narrow": (320, 640)}
NAMED = "document.activeElement.getAttribute('aria-label')"
RESTED = """() => {
  const { scrollTop } = document.querySelector(".timeline-scroller");
  if (window.restedAt === scrollTop) return history.state?.timeline?.photo > 0;
  window.restedAt = scrollTop; // still on its way: what was kept until now says nothing of where it ends
  history.replaceState({}, "");
  return false;
}"""
SEEN = """() => [...document.querySelectorAll(".tile > img")].filter((image) => image.src !== "")
  .every((image) => image.complete)"""


@pytest.fixture(autouse=True)
def some_have_no_preview(faults: Faults) -> None:
    faults.expected = lambda text: "404 (NOT FOUND)" in text


def life(world: World, days: int = 24, each: int = 5) -> None:
    """Photos of some days in several years, the newest of 14 June 2020; one is not copied yet."""
    source = world.source("Travel", "s3")
    for day in range(days):
        for number in range(each):
            seed = day * each + number
            width, height = SHAPES[seed % len(SHAPES)]
            one = photo(f"IMG_{seed:04}.jpg", "all", width=width, height=height)
            at = LATEST - (day * 37 * DAY if day else 0) - number * 60_000
            safe(world.opened, source, replace(one, created_at=at), picture(seed, width, height))
    waiting = replace(photo("waiting.jpg", "all", width=300, height=200), created_at=LATEST - each * 60_000)
    listed(world.opened, source, waiting)


def shown(page: Page) -> None:
    """The timeline, with pictures."""
    enter(page, "#/timeline")
    page.locator(".tile > img[src]").first.wait_for()
    page.wait_for_function(SEEN)


def test_a_person_goes_through_years_marks_photos_and_comes_back(world: World, open_page: Open) -> None:
    life(world)
    page = open_page(world.address())
    shown(page)
    expect(page.get_by_text("121 photos, 2018 to 2020")).to_be_visible()
    expect(page.get_by_role("heading", name="June 2020")).to_be_visible()
    waiting = page.get_by_role("gridcell", name="not copied yet")
    expect(waiting.locator("svg")).to_have_count(1)
    expect(page.get_by_role("gridcell", name=re.compile("^IMG_0000")).locator("svg")).to_have_count(0)
    # by keys
    page.get_by_role("gridcell", name=re.compile("^IMG_0000")).focus()
    page.keyboard.press("ArrowRight")
    assert "IMG_0001" in page.evaluate(NAMED)
    page.keyboard.press("y")
    assert "2019" in page.evaluate(NAMED)
    page.keyboard.press("Control+a")
    expect(page.get_by_text("5 photos chosen")).to_be_visible()
    page.keyboard.press("4")
    expect(page.get_by_text("5 photos: rated 4.")).to_be_visible()
    expect(page.get_by_role("gridcell", name="4 stars", selected=True)).to_have_count(5)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("gridcell", name="4 stars")).to_have_count(0)
    page.keyboard.press("Escape")
    # to a date
    page.keyboard.press("g")
    page.get_by_role("textbox", name="Date").fill("2019-01-01")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".tile:focus")).to_have_attribute("aria-label", re.compile("Dec 2018"))
    # the viewer, and back
    name = page.evaluate(NAMED)
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    other = page.get_by_role("dialog").get_by_role("heading", level=2)
    expect(other).to_have_text(name.split(",")[0])
    page.keyboard.press("ArrowRight")
    expect(other).not_to_have_text(name.split(",")[0])
    expect(other).to_have_text(re.compile(r"^IMG_\d{4}\.jpg$"))  # it has no name until it was read
    seen = other.inner_text()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".tile:focus")).to_have_attribute("aria-label", re.compile(f"^{re.escape(seen)}"))
    # a reload
    page.mouse.move(600, 500)
    page.mouse.wheel(0, -40)
    page.wait_for_function(RESTED)
    before = page.locator(".timeline-scroller").evaluate("(one) => one.scrollTop")
    assert before > 0
    page.reload()
    page.locator(".tile > img[src]").first.wait_for()
    page.wait_for_function(f"() => Math.abs(document.querySelector('.timeline-scroller').scrollTop - {before}) < 3")


def test_the_rail_leads_anywhere_by_pointer_and_keys(world: World, open_page: Open) -> None:
    life(world)
    page = open_page(world.address())
    shown(page)
    rail = page.get_by_role("slider", name="Place in time")
    expect(rail).to_have_attribute("aria-valuetext", "June 2020")
    box = rail.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 20, box["y"] + box["height"] - 1)
    expect(page.get_by_role("gridcell", name=re.compile("^IMG_0119"))).to_be_visible()
    rail.focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("gridcell", name=re.compile("^IMG_0000"))).to_be_visible()
    page.keyboard.press("PageDown")
    expect(rail).to_have_attribute("aria-valuetext", re.compile("2019"))


LEAP = """(key) => {
  document.querySelector(".scrubber").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const { scrollTop } = document.querySelector(".timeline-scroller");
  sessionStorage.setItem("leapt", String(scrollTop));
  location.reload();
}"""
IS_BACK = """() => Math.abs(
  document.querySelector(".timeline-scroller")?.scrollTop - Number(sessionStorage.getItem("leapt"))) < 3"""


def test_a_reload_right_after_a_leap_comes_back_there(world: World, open_page: Open) -> None:
    life(world)
    page = open_page(world.address())
    shown(page)
    with page.expect_navigation():
        page.evaluate(LEAP, "End")
    assert int(page.evaluate("sessionStorage.getItem('leapt')").partition(".")[0]) > 0
    page.wait_for_function(IS_BACK)
    expect(page.get_by_role("gridcell", name=re.compile("^IMG_0119"))).to_be_visible()


def test_what_nobody_answered_is_asked_for_again_when_somebody_does(
    world: World, open_page: Open, faults: Faults
) -> None:
    faults.expected = lambda text: "ERR_FAILED" in text or "404 (NOT FOUND)" in text
    life(world, days=3)
    page = open_page(world.address())
    page.route("**/api/timeline/*", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/geometry")):
        enter(page, "#/timeline")
    page.route("**/api/timeline/pack", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/pack")):
        page.unroute("**/api/timeline/*")
    assert page.locator(".tile").count() > 0
    assert page.locator(".tile > img[src]").count() == 0
    page.unroute("**/api/timeline/pack")
    expect(page.locator(".tile > img[src]").first).to_be_visible()


def test_it_is_read_ahead_and_stays_while_other_pages_are_seen(
    world: World, open_page: Open, faults: Faults
) -> None:
    faults.expected = lambda text: "ERR_FAILED" in text or "404 (NOT FOUND)" in text
    life(world, days=3)
    page = open_page(world.address())
    with page.expect_response("**/api/timeline/geometry") as ahead:
        page.get_by_role("heading", level=1).wait_for()
    ahead.value.finished()
    page.route("**/api/timeline/geometry", lambda route: route.abort())
    for _ in range(2):
        enter(page, "#/timeline")
        expect(page.locator(".tile").first).to_be_visible()
        enter(page, "#/")
        expect(page.locator(".tile")).to_have_count(0)


def test_letters_lead_to_shoots_collections_comparison_and_what_is_known(world: World, open_page: Open) -> None:
    life(world, days=6)
    page = open_page(world.address())
    shown(page)
    page.get_by_role("gridcell", name=re.compile("^IMG_0001")).focus()
    page.keyboard.press("Shift+PageDown")
    expect(page.get_by_role("gridcell", name=re.compile("^IMG_0005"))).to_be_focused()
    page.keyboard.press("[")
    expect(page.get_by_role("gridcell", name=re.compile("^IMG_0000"))).to_be_focused()
    page.keyboard.press("c")  # there is nothing to compare it with
    page.keyboard.press("s")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    page.keyboard.press("c")
    compared = page.get_by_role("dialog", name="2 photos beside each other")
    compared.wait_for()
    page.keyboard.press("Escape")
    expect(compared).to_have_count(0)
    page.get_by_role("gridcell", name=re.compile("^IMG_0001")).focus()
    page.keyboard.press("l")
    page.get_by_label("Name of the collection").fill("Best of")
    page.keyboard.press("Enter")
    page.locator(".toast").first.wait_for()
    held = "SELECT count(*) FROM photo_collections"
    assert world.catalog.read(Connection.number, held) == 2
    page.get_by_role("gridcell", name=re.compile("^IMG_0001")).focus()
    page.evaluate("localStorage.setItem('holdfast.viewer.info', 'hidden')")
    page.keyboard.press("i")
    page.get_by_role("region", name="What is known of this photo").wait_for()
    page.keyboard.press("PageDown")
    page.get_by_role("dialog", name="IMG_0005.jpg").wait_for()


def test_new_photos_appear_and_what_is_seen_stays(world: World, open_page: Open) -> None:
    life(world, days=12)
    page = open_page(world.address(), height=500)
    shown(page)
    page.get_by_role("gridcell", name=re.compile("^IMG_0000")).focus()
    page.keyboard.press("Control+End")
    last = page.get_by_role("gridcell", name=re.compile("^IMG_0059"))
    expect(last).to_be_focused()
    before = last.bounding_box()
    source = world.catalog.read(Connection.number, "SELECT max(id) FROM sources")
    for number in range(9):
        one = photo(f"new_{number}.jpg", "all", width=300, height=200)
        safe(world.opened, source, replace(one, created_at=LATEST + DAY), picture(900 + number, 300, 200))
    expect(page.get_by_text("70 photos, 2019 to 2020")).to_be_visible(timeout=60_000)
    expect(last).to_be_focused()
    after = last.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 3


def test_the_timeline_looks_right(world: World, open_page: Open) -> None:
    life(world, days=30, each=7)
    for scheme in SCHEMES:
        page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")
        shown(page)
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(SEEN)
            assert page.evaluate(OVERFLOWING.replace(".unseen", ".timeline-scroller *, .unseen")) == [], (scheme, size)
            keep(page, f"timeline-{size}-{scheme}", whole=False)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_role("button", name="Larger pictures").click()
        page.get_by_role("gridcell", name=re.compile("^IMG_0000")).focus()
        page.keyboard.press("s")
        expect(page.get_by_text("1 photo chosen")).to_be_visible()
        assert breaks_of_access(page) == [], scheme
        keep(page, f"timeline-chosen-{scheme}", whole=False)


def test_an_empty_library_says_where_to_begin(world: World, open_page: Open) -> None:
    page = open_page(world.address())
    enter(page, "#/timeline")
    expect(page.get_by_text(re.compile("Your photos appear here"))).to_be_visible()
    keep(page, "timeline-empty", whole=False)
    assert breaks_of_access(page) == []
    page.get_by_role("link", name="Go to your sources").click()
    expect(page).to_have_url(re.compile("#/$"))


def multitude(world: World, count: int) -> None:
    """So many photos, none of which is copied yet, put in by one statement: what triggers keep is put in, too."""

    def put(db: Connection) -> None:
        source = world._source(db, "Travel", "s3", None)
        db.run("INSERT INTO folders (id, source_id, path, name) VALUES (1, ?, '', '')", (source,))
        resting = [row["sql"] for row in db.rows("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]
        for row in db.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            db.run(f"DROP TRIGGER {row['name']}")
        db.run(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
            " INSERT INTO photos (id, source_id, key, name, folder_id, media_type, fingerprint, state, first_seen_at,"
            " seen_in, moment, aspect) SELECT i, :source, i, printf('%07d.jpg', i), 1, 'image', '', 'pending', 1, 1,"
            " 1500000000000 + i * 300000, iif(i % 3, 1500, 667) FROM n",
            {"count": count, "source": source},
        )
        for sql in resting:
            db.run(sql)

    world.catalog.write(put)


NEAR_THE_END = "(least) => Number(document.querySelector('.scrubber').getAttribute('aria-valuenow')) > least"
NODES = "() => document.querySelectorAll('.tile').length"


def reach_the_last(page: Page, count: int) -> None:
    """By the rail, by key, and by wheel from there; never more nodes than there may be."""
    enter(page, "#/timeline")
    page.get_by_role("gridcell", name=f"{count:07}.jpg").wait_for(timeout=60_000)
    height = page.locator(".timeline-ground").evaluate("(ground) => ground.getBoundingClientRect().height")
    assert height == 8_000_000
    rail = page.get_by_role("slider", name="Place in time")
    rail.focus()
    page.keyboard.press("End")
    last = page.get_by_role("gridcell", name="0000001.jpg")
    expect(last).to_be_in_viewport()
    box = page.locator(".timeline-scroller").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    for by in (-3000, 400, 400, 2600, 5000):
        page.mouse.wheel(0, by)
        page.wait_for_function("() => document.querySelector('.tile')")
        assert page.evaluate(NODES) <= 150
    expect(last).to_be_in_viewport()
    page.wait_for_function(NEAR_THE_END, arg=count - 100)  # the wheel turns on when it was told to
    page.mouse.click(box["x"] + box["width"] + 20, box["y"] + box["height"] / 2)
    half = page.get_by_role("gridcell").first
    half.wait_for()
    place = int(rail.get_attribute("aria-valuenow") or 0)
    assert abs(place - count / 2) < 200
    assert page.evaluate(NODES) <= 150
    page.get_by_role("gridcell").first.focus()
    page.keyboard.press("Control+Home")
    expect(page.get_by_role("gridcell", name=f"{count:07}.jpg")).to_be_focused()


def test_a_page_longer_than_browsers_scroll_is_reached_to_its_last_photo(world: World, open_page: Open) -> None:
    multitude(world, 60_000)
    page = open_page(world.address(), width=900, height=700)
    page.evaluate("sessionStorage.setItem('holdfast.timeline', JSON.stringify({ photo: 0, offset: 0, zoom: 3 }))")
    reach_the_last(page, 60_000)


@pytest.mark.torture
def test_the_last_of_a_million_photos_is_reached(world: World, open_page: Open) -> None:
    multitude(world, 1_000_000)
    page = open_page(world.address())
    reach_the_last(page, 1_000_000)
