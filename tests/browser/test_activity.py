"""Activity: what runs with its steps and sources, thirty days at a glance, every run with its numbers, the log."""

import re

from playwright.sync_api import expect
from tests.browser import scenes
from tests.browser.conftest import Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, SIZES, breaks_of_access, keep
from tests.browser.world import HOUR, MINUTE, World

from holdfast.catalog import Connection, pauses, sessions

DAY = 24 * HOUR


def month(world: World) -> None:
    """Most days checked, one with trouble, some without anything."""
    scenes.copying(world)
    for day in range(1, 28):
        if day in (9, 10, 17):
            continue
        world.session("scan", 1, day * DAY, 8_000, listed=11_000)
        world.session("download", 1, day * DAY - MINUTE, 40_000, downloaded=day * 3, bytes=day * 9_000_000,
                      failed=2 if day == 5 else 0)  # fmt: skip


def test_looks_right_while_something_runs(world: World, open_page: Open) -> None:
    month(world)
    page = open_page(f"{world.address()}", reduced_motion="reduce")
    page.get_by_role("heading", level=1).wait_for()
    page.get_by_role("navigation").get_by_role("link", name="Activity").click()
    page.get_by_role("heading", level=1, name="Activity").wait_for()
    expect(page.locator(".phase[aria-current='step']")).to_have_text("Copy")
    expect(page.locator(".lane")).to_have_count(2)
    expect(page.locator(".lane").first).to_contain_text("4,210 of 11,080 photos, 96 GB of 254 GB")
    expect(page.locator(".lane").last).to_contain_text("its turn comes")
    page.locator(".run").first.get_by_role("button").click()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(OVERFLOWING) == [], (scheme, size)
            keep(page, f"activity-{size}-{scheme}")
        assert breaks_of_access(page) == [], scheme
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("menuitem", name="Until I resume").click()
    expect(page.get_by_text("Pausing after the photos that are on their way…")).to_be_visible()
    pause = world.catalog.read(pauses.now, world.now)
    assert pause is not None
    assert pause.until is None


def test_days_are_walked_by_keyboard_and_read_as_a_table(world: World, open_page: Open) -> None:
    month(world)
    page = open_page(world.address())
    cells = page.locator(".day-cell")
    expect(cells).to_have_count(30)
    expect(page.locator(".day-cell[data-day='troubled']")).to_have_count(1)
    cells.last.focus()
    page.keyboard.press("ArrowLeft")
    expect(cells.nth(28)).to_be_focused()
    said = re.compile(r"\d{4}: Checked completely, 1 complete check, 3 photos copied")
    expect(cells.nth(28)).to_have_accessible_name(said)
    page.keyboard.press("Home")
    expect(cells.first).to_be_focused()
    page.get_by_role("button", name="As a table").click()
    expect(page.locator(".strip-panel tbody tr")).to_have_count(30)
    expect(page.locator(".strip-panel tbody tr").nth(5)).to_contain_text("Finished with problems")


def test_runs_are_found_by_source_and_result_page_by_page(world: World, open_page: Open) -> None:
    source = world.source("Travel")
    for number in range(40):
        world.session("scan", source, (50 - number) * HOUR, 1_000, listed=number)
    world.failure(source, "IMG_0042.jpg", "STALLED", "IMG_0042.jpg stopped coming.", "Nothing to do.")
    tried = world.now - HOUR  # the failure of this world was tried last an hour ago

    def fill(db: Connection) -> None:
        run = sessions.begin(db, "download", source, None, tried - MINUTE)
        sessions.count(db, run, failed=1)
        sessions.finish(db, run, "complete", tried + MINUTE)

    world.catalog.write(fill)
    page = open_page(world.address())
    page.get_by_role("heading", level=1).wait_for()
    page.get_by_role("link", name="All activity").click()
    runs = page.locator(".run")
    expect(runs).to_have_count(30)
    page.get_by_role("button", name="Show older ones").click()
    expect(runs).to_have_count(41)
    page.get_by_label("Result").select_option("With problems")
    expect(runs).to_have_count(1)
    expect(runs.first).to_contain_text("Finished with problems")
    page.locator(".run").get_by_role("button").click()
    expect(page.locator(".long-row")).to_contain_text("IMG_0042.jpg")
    page.get_by_label("Result").select_option("Ended early")
    expect(page.get_by_text("Nothing ran that fits.")).to_be_visible()


def test_the_log_is_shown_without_a_name(world: World, open_page: Open) -> None:
    world.source("Lofoten secret")
    log = world.opened.home.log_file
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("2026-11-20 12:00:00 INFO job 7 (backup) begins: Lofoten secret\n")
    page = open_page(f"{world.address()}")
    page.get_by_role("heading", level=1).wait_for()
    page.get_by_role("link", name="All activity").click()
    page.get_by_role("button", name="Log", exact=True).click()
    lines = page.locator(".log-lines")
    expect(lines).to_contain_text("begins: name-")
    expect(lines).not_to_contain_text("Lofoten")
