"""What a person does every week, by keyboard alone: a cull, a review of duplicates, a retry, the form of an export."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser import album
from tests.browser.conftest import Faults, Open
from tests.browser.hands import Hands
from tests.browser.test_duplicates import pairs  # noqa: F401 - a fixture
from tests.browser.test_viewer import said
from tests.browser.world import World
from tests.ui.gallery import picture, safe
from workplace import Workplace

from holdfast.catalog import duplicates, jobs, work
from holdfast.standins.cloudinary import StandIn
from holdfast_ui.codes import mint
from holdfast_ui.desk import desk_of, window_secret
from holdfast_ui.server import serve_in_thread


def seated(page: Page) -> Hands:
    page.get_by_role("heading", level=1).wait_for()
    return Hands(page)


def turn_to(hands: Hands, name: str) -> None:
    """Another page, by its link in the bar; its heading is read out, and the next Tab leads into it."""
    page = hands.page
    hands.use(page.get_by_role("navigation", name="Pages").get_by_role("link", name=name))
    heading = page.get_by_role("heading", level=1, name=name)
    expect(heading).to_be_focused()


def test_a_shoot_is_culled(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = lambda text: "404 (NOT FOUND)" in text or "422" in text  # no preview; a search half typed
    source = world.source("Travel")
    for number in range(12):
        safe(world.opened, source, album.photo(f"IMG_{number:04}.jpg", "evening"), picture(number, 320, 240))
    page = open_page(world.address())
    hands = seated(page)
    turn_to(hands, "Folders")
    hands.use(page.get_by_role("main").get_by_role("link", name="Travel"))
    hands.use(page.get_by_role("link", name="evening"))
    hands.to(page.get_by_role("gridcell", name="IMG_0000.jpg"))
    hands.press("Enter")
    page.get_by_role("region", name="Your marks").wait_for()
    hands.press("p", "ArrowRight", "x", "ArrowRight", "4", "ArrowRight", "Shift+P", "Shift+P", "x")
    page.get_by_role("dialog", name="IMG_0005.jpg").wait_for()
    page.locator(".viewer .toast", has_text="rejected").wait_for()
    hands.press("Control+z")
    page.locator(".viewer .toast", has_text="Undone: 1 photo: rejected.").wait_for()
    assert world.catalog.read(said) == [
        ("IMG_0000.jpg", "pick", None, 0), ("IMG_0001.jpg", "reject", None, 0), ("IMG_0002.jpg", None, 4, 0),
        ("IMG_0003.jpg", "pick", None, 0), ("IMG_0004.jpg", "pick", None, 0),
    ]  # fmt: skip
    hands.press("Escape")
    expect(page.get_by_role("gridcell", name="IMG_0005.jpg")).to_be_focused()
    hands.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    hands.write("pick:picked")
    expect(page.get_by_role("gridcell")).to_have_count(3)
    hands.to(page.get_by_role("gridcell").first)
    hands.press("ArrowRight", "Enter")
    page.get_by_role("dialog", name="IMG_0003.jpg").wait_for()
    hands.press("ArrowRight")
    expect(page.locator(".viewer-top")).to_contain_text("3 of 3")
    hands.press("Enter")
    expect(page.get_by_role("gridcell").nth(2)).to_be_focused()


def test_duplicates_are_reviewed(pairs: World, open_page: Open, faults: Faults) -> None:  # noqa: F811
    faults.expected = lambda text: "404 (NOT FOUND)" in text  # a group that was decided elsewhere
    page = open_page(pairs.address())
    hands = seated(page)
    turn_to(hands, "Duplicates")
    hands.use(page.get_by_role("button", name="Not duplicates").first)
    expect(page.get_by_role("button", name="Not duplicates")).to_have_count(1)
    hands.sees_focus("the row is gone")
    expect(page.locator(".twins-row :focus")).to_have_count(1)
    hands.use(page.get_by_role("button", name="Undo"))
    expect(page.get_by_role("button", name="Not duplicates")).to_have_count(2)
    hands.sees_focus("the button of the undo is gone")
    hands.use(page.get_by_role("link", name="Compare").first)
    expect(page.get_by_role("button", name="Keep this one (1)")).to_have_attribute("aria-pressed", "true")
    hands.use(page.get_by_role("button", name="Keep this one (2)"))
    expect(page.get_by_role("button", name="Keep this one (2)")).to_have_attribute("aria-pressed", "true")
    hands.use(page.get_by_role("button", name="Keep the chosen one and go on"))
    expect(page).to_have_url(page.url.split("#")[0] + "#/duplicates/2")
    expect(page.get_by_role("button", name="Keep this one (1)")).to_have_attribute("aria-pressed", "true")
    apart = page.get_by_role("button", name="Not duplicates")
    expect(apart).not_to_have_attribute("aria-disabled", "true")
    hands.sees_focus("the next group")
    hands.press("x")
    expect(page.get_by_text("No duplicates are known.")).to_be_visible()
    hands.sees_focus("the last group")
    assert pairs.catalog.read(duplicates.set_aside) == 1
    hands.press("Control+z", "Control+z")
    expect(page.get_by_role("link", name="Compare")).to_have_count(2)
    hands.sees_focus("the undo")
    assert pairs.catalog.read(duplicates.set_aside) == 0
    assert all(done.undone_at is not None for done in pairs.catalog.read(work.recent))


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(6, nasty=False) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path / "place", cloud, "Travel") as made:
        yield made


@pytest.fixture
def address(place: Workplace) -> Iterator[str]:
    secret = window_secret(place.catalog, place.clock)
    server = serve_in_thread(desk_of(place.opened), secret, place.home, port=0)
    yield f"{server.url}#code={mint(secret, place.clock)}"
    server.stop()


def test_failed_downloads_are_retried(place: Workplace, cloud: StandIn, address: str, open_page: Open) -> None:
    for asset in cloud.photos[:3]:
        cloud.faults.plan("html", key=asset.asset_id, times=1_000)
    place.backup()
    cloud.faults.clear()
    page = open_page(address)
    hands = seated(page)
    turn_to(hands, "Problems")
    hands.use(page.get_by_role("button", name="Show all 3 photos"))
    hands.to(page.get_by_role("checkbox").nth(1))
    hands.press("Space")
    expect(page.get_by_text("1 chosen")).to_be_visible()
    hands.to(page.get_by_role("button", name="Retry these"), "Shift+Tab")
    hands.press("Enter")
    expect(page.get_by_text("They are being tried again.")).to_be_visible()
    hands.sees_focus("the button is gone with what was chosen")
    work_off(place)
    expect(page.locator(".card-count")).to_have_text("2 photos")
    hands.sees_focus("one of the photos came")
    hands.to(page.get_by_role("button", name="Try these again"), "Shift+Tab")
    hands.press("Enter")
    work_off(place)
    expect(page.get_by_role("heading", name="Nothing needs you")).to_be_visible()
    hands.sees_focus("the card is gone")
    assert place.status.totals.safe == len(cloud.photos)


def work_off(place: Workplace) -> None:
    """What the daemon does."""
    while not (asked := place.catalog.read(jobs.open_ones)):
        place.stop.wait(0.05)
    for job in asked:
        place.runner().work_off(job.id)


def test_the_form_of_an_export_is_filled_in_and_left(
    world: World, open_page: Open, faults: Faults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults.expected = lambda text: "422" in text  # a search half typed
    monkeypatch.setenv("HOME", str(tmp_path))
    source = world.source("Travel")
    safe(world.opened, source, album.photo("IMG_0001.jpg", "2019"), picture(1))
    page = open_page(world.address())
    hands = seated(page)
    turn_to(hands, "Restore")
    hands.to(page.get_by_role("radio", name="Everything"))
    hands.to(page.get_by_role("radio", name="A search"), "ArrowDown")
    hands.to(page.get_by_role("searchbox"))
    hands.write("type:image")
    expect(page.get_by_text("1 photo found.")).to_be_visible()
    hands.use(page.get_by_role("button", name="Into a new folder in Downloads"))
    plan = page.get_by_role("group", name="What would happen")
    expect(plan).to_contain_text("Holdfast 20")
    hands.sees_focus("the plan stands where the button was")
    hands.use(plan.get_by_role("button", name="Leave it"))
    expect(page.get_by_role("button", name="Into a new folder in Downloads")).to_be_focused()
    assert world.catalog.read(jobs.open_ones) == []
