"""Problems as a person meets them: one card per cause, one thing to do, and what is mended goes away by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser import scenes
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, SIZES, breaks_of_access, keep
from tests.browser.world import World
from workplace import Workplace

from holdfast.catalog import Connection, jobs, photos, sources
from holdfast.domain.status import HeldBack
from holdfast.errors import AuthRevoked, Offline
from holdfast.standins.cloudinary import StandIn
from holdfast_ui.codes import mint
from holdfast_ui.desk import desk_of, window_secret
from holdfast_ui.server import serve_in_thread


def see(page: Page) -> None:
    """Go to Problems by the bar."""
    page.get_by_role("navigation").get_by_role("link", name=re.compile("^Problems")).click()
    page.get_by_role("heading", level=1, name="Problems").wait_for()




def much(world: World) -> None:
    """Something of every kind."""
    scenes.attention(world)
    old, new = world.source("Old account"), world.source("Client work", "s3")
    world.photos(old, 1_204, state="pending")
    revoked = AuthRevoked("Cloudinary no longer accepts the key of Old account.")
    world.catalog.write(sources.fails, old, revoked, world.now)
    world.catalog.write(sources.fails, new, Offline("Client work cannot be reached."), world.now)
    message = "Travel says that 3,012 of your 3,140 photos are gone. We kept all copies and changed nothing."
    world.catalog.write(sources.hold, 1, HeldBack("MASS_GONE", message, 3_012))


def test_looks_right_with_much_and_with_nothing(world: World, open_page: Open) -> None:
    page = open_page(world.address(), reduced_motion="reduce")
    page.get_by_role("heading", level=1).wait_for()
    see(page)
    expect(page.get_by_role("heading", name="Nothing needs you")).to_be_visible()
    assert breaks_of_access(page) == []
    keep(page, "problems-none-window-light")
    much(world)
    expect(page.locator(".card")).to_have_count(7, timeout=15_000)
    page.get_by_role("button", name="Details").first.click()
    page.get_by_role("button", name="Show all 20 photos").click()
    expect(page.locator(".long-row").first).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(OVERFLOWING) == [], (scheme, size)
            keep(page, f"problems-{size}-{scheme}")
        assert breaks_of_access(page) == [], scheme


def fail_many(db: Connection, count: int) -> None:
    db.run(
        "INSERT INTO failed_downloads (photo_id, code, message, action, attempts, first_attempt, last_attempt,"
        " next_attempt) SELECT id, 'FORBIDDEN', 'The source refuses to hand out ' || name || '.', 'Allow it.', 3, 1, 2,"
        " NULL FROM photos ORDER BY id LIMIT ?",
        (count,),
    )
    db.run("UPDATE photos SET state = 'failed' WHERE id IN (SELECT photo_id FROM failed_downloads)")


def test_ten_thousand_failures_are_one_screen(world: World, open_page: Open) -> None:
    world.photos(world.source("Travel"), 10_000, state="pending")
    world.catalog.write(fail_many, 10_000)
    page = open_page(world.address())
    expect(page.get_by_role("heading", level=1)).to_contain_text("10,000 need you")
    see(page)
    card = page.locator(".card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("10,000 photos IMG_0001.jpg, IMG_0002.jpg, IMG_0003.jpg and 9,997 more")
    box = card.bounding_box()
    assert box is not None
    assert box["height"] < 800
    page.get_by_role("button", name="Show all 10,000 photos").click()
    rows = page.locator(".long-row")
    expect(rows.first).to_contain_text("IMG_0001.jpg")
    page.locator(".long").evaluate("list => { list.scrollTop = list.scrollHeight }")
    expect(rows.filter(has_text="IMG_0200.jpg")).to_have_count(1)
    assert rows.count() < 60
    page.get_by_role("searchbox", name="Find by name").fill("IMG_98")
    expect(rows.first).to_contain_text("IMG_9800.jpg")
    rows.nth(0).get_by_role("checkbox").check()
    rows.nth(2).get_by_role("checkbox").check()
    expect(page.get_by_text("2 chosen")).to_be_visible()
    page.get_by_role("button", name="Retry these").click()
    expect(page.get_by_text("They are being tried again.")).to_be_visible()
    (job,) = world.catalog.read(jobs.open_ones)
    assert (job.kind, job.parameters.only) == ("retry", (9800, 9802))
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as table…").click()
    assert len(Path(saved.value.path()).read_text("utf-8").splitlines()) == 10_001


def test_what_is_known_is_not_counted_and_comes_back(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = open_page(world.address())
    badge = page.locator(".pages-count")
    expect(badge).to_have_text("4", timeout=15_000)
    see(page)
    page.get_by_role("button", name="I know").last.click()
    expect(badge).to_have_text("3")
    expect(page.get_by_role("heading", name="You know of these")).to_be_visible()
    expect(page.locator(".strip")).to_contain_text("22 need you.")  # what is counted never depends on it
    page.get_by_role("button", name="Count it again").click()
    expect(badge).to_have_text("4")


def test_what_is_mended_goes_by_itself_and_says_when(world: World, open_page: Open) -> None:
    source = world.source("Travel")
    world.photos(source, 12)
    world.failure(source, "IMG_0042.jpg", "NOT_A_PHOTO", "The source sent a web page instead of IMG_0042.jpg.", "Look.")
    page = open_page(world.address())
    see(page)
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card")).to_contain_text("Tried up to 3 times")

    def came(db: Connection) -> None:
        number = db.number("SELECT photo_id FROM failed_downloads")
        photos.by_rule(db, number, "EXCLUDED")

    world.catalog.write(came)
    expect(page.get_by_role("heading", name="Nothing needs you")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Solved in the last 90 days (1)").click()
    expect(page.locator(".solved-card")).to_contain_text("They are not to be copied any more")
    expect(page.locator(".solved-card")).to_contain_text(re.compile(r"Solved \d\d:\d\d"))


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(3, nasty=False) as running:
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


def test_a_new_key_is_tried_before_it_is_kept(place: Workplace, address: str, open_page: Open, faults: Faults) -> None:
    faults.expected = lambda text: "422" in text
    held = place.catalog.read(sources.credentials, 1)
    assert held is not None
    place.catalog.write(sources.fails, 1, AuthRevoked("Travel no longer accepts our key."), 1)
    page = open_page(address)
    see(page)
    page.get_by_role("button", name="Sign in again").click()
    expect(page.get_by_label("API key")).to_be_focused()
    page.keyboard.type(held["api_key"])
    page.get_by_label("API secret").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="refuses the key")).to_be_visible()
    page.get_by_label("API secret").fill(held["api_secret"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".card")).to_have_count(0)
    page.get_by_role("button", name="Solved in the last 90 days (1)").click()
    expect(page.locator(".solved-card")).to_contain_text("You signed in again.")
