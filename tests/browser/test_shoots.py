"""A person looks at what was found together, keeps it, names it, splits it, and takes it back."""

import re
import threading

import pytest
from hostile import dated
from playwright.sync_api import expect
from tests.browser.album import photo
from tests.browser.conftest import Faults, Open
from tests.browser.test_folders import SIZES, enter, loaded
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World
from tests.ui.gallery import safe

from holdfast.catalog import Connection, jobs
from holdfast.engine.control import Control
from holdfast.engine.grouping import grouping


@pytest.fixture(autouse=True)
def the_film_has_no_preview(faults: Faults) -> None:
    faults.expected = lambda text: "404 (NOT FOUND)" in text


DAYS = {"2019-06-14": 5, "2019-06-20": 4, "2019-07-02": 3}


def taken(world: World, *, live: bool = False) -> None:
    """Photos of three days, and what the job makes of them; `live`: one of them is a Live Photo."""
    source = world.source("Travel", "s3")
    for day, count in DAYS.items():
        for number in range(count):
            content = dated(f"{day.replace('-', ':')} 10:{number:02}:00")
            shown = safe(world.opened, source, photo(f"{day[-2:]}-{number}.jpg", day[:7]), content)
            _says(world, shown, f"{day}T10:{number:02}:00")
    if live:
        film = safe(world.opened, source, photo("14-0.mov", "2019-06", media_type="video", format="mov"), b"film")
        _says(world, film, "2019-06-14T10:00:01", 2.5)
    job = world.catalog.write(jobs.enqueue, "grouping", jobs.Parameters(), origin="person", at=world.now)
    grouping(world.opened, job, Control(world.catalog, job.id, world.clock, threading.Event()))
    world.catalog.write(jobs.ends, job.id, "done", world.now, {})


def _says(world: World, shown: int, at: str, duration: float | None = None) -> None:
    def put(db: Connection) -> None:
        original = db.number("SELECT original_id FROM photos WHERE id = ?", (shown,))
        db.run(
            "INSERT INTO exif_data (original_id, taken_at, duration, read_at) VALUES (?, ?, ?, 1)",
            (original, at, duration),
        )

    world.catalog.write(put)


def test_suggestions_are_kept_named_split_and_taken_back(world: World, open_page: Open) -> None:
    taken(world, live=True)
    page = open_page(world.address())
    enter(page, "#/shoots")
    expect(page.get_by_role("heading", name="3 shoots found")).to_be_visible()
    page.get_by_role("button", name=re.compile("^2019-07, .* is not a shoot")).click()
    expect(page.get_by_role("heading", name="2 shoots found")).to_be_visible()
    page.get_by_role("button", name="Show what you refused").click()
    refused = page.get_by_role("region", name="What you refused")
    refused.get_by_role("button", name=re.compile("^Keep 2019-07, ")).click()
    expect(refused.get_by_text("You have refused none.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(refused.get_by_role("button", name=re.compile("^Keep 2019-07, "))).to_be_visible()
    page.get_by_role("button", name="Keep all").click()
    expect(page.get_by_role("heading", name="Your shoots")).to_be_visible()
    page.get_by_role("link", name=re.compile("14 Jun 2019")).click()
    expect(page.get_by_role("gridcell")).to_have_count(6)
    expect(page.get_by_title(re.compile("^Live: 2 files"))).to_have_count(2)
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Name").fill("Wedding")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wedding")
    page.get_by_role("gridcell", name="14-3.jpg").focus()
    page.keyboard.press("s")
    page.get_by_role("button", name="Split here").click()
    expect(page.get_by_role("gridcell")).to_have_count(4)
    page.get_by_role("button", name="Merge with Wedding (2), the one after").click()
    expect(page.get_by_role("gridcell")).to_have_count(6)
    page.get_by_role("button", name="Details").click()
    page.get_by_label("Client").fill("Ada")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shoots_look_right_and_break_no_rule_of_access(world: World, open_page: Open, scheme: str) -> None:
    taken(world)
    page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    enter(page, "#/shoots")
    page.locator(".shoot").first.wait_for()
    page.get_by_role("button", name="Show what you refused").click()
    page.get_by_text("You have refused none.").wait_for()
    for name in ("shoots", "shoot"):
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            loaded(page)
            assert page.evaluate(OVERFLOWING) == [], (name, size)
            keep(page, f"{name}-{size}-{scheme}")
        assert breaks_of_access(page) == [], name
        if name == "shoots":
            page.get_by_role("link", name=re.compile("14 Jun 2019")).click()
            page.get_by_role("gridcell").first.wait_for()
            page.get_by_role("button", name="Details").click()


def test_where_nothing_was_found_the_page_says_what_finds_it(world: World, open_page: Open) -> None:
    world.source("Travel")
    page = open_page(world.address())
    enter(page, "#/shoots")
    with page.expect_response(re.compile("/api/jobs$")):
        page.get_by_role("button", name="Look for shoots").click()
    expect(page.get_by_text("No shoots were found yet.")).to_be_visible()
    assert world.catalog.read(lambda db: [job.kind for job in jobs.open_ones(db)]) == ["grouping"]
