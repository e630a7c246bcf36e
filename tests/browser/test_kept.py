"""What a person is in the middle of stays, whatever else happens meanwhile: what is chosen, unfolded, typed."""

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser import scenes
from tests.browser.conftest import Faults, Open
from tests.browser.test_folders import enter
from tests.browser.test_shoots import taken
from tests.browser.world import MINUTE, World
from tests.ui.test_saving import Person

from holdfast.catalog import Connection, photos
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import thumbnails
from holdfast.engine.setup import init, open_home
from holdfast_ui.entrance import Entrance
from holdfast_ui.front import Front


def test_what_is_chosen_of_failed_photos_stays_when_another_one_comes(world: World, open_page: Open) -> None:
    source = world.source("Travel")
    for number in range(4):
        name = f"IMG_{number}.jpg"
        world.failure(source, name, "NOT_A_PHOTO", scenes.WEB_PAGE.format(name), scenes.LOOK)
    page = open_page(world.address())
    enter(page, "#/problems")
    page.get_by_role("button", name="Show all 4 photos").click()
    page.get_by_role("searchbox", name="Find by name").fill("IMG")
    for name in ("IMG_1.jpg", "IMG_2.jpg"):
        page.get_by_role("checkbox", name=f"Choose {name}").check()
    world.catalog.write(no_failure_any_more, "IMG_0.jpg")
    expect(page.locator(".card-count")).to_have_text("3 photos")
    expect(page.get_by_role("checkbox")).to_have_count(3)
    expect(page.get_by_text("2 chosen")).to_be_visible()
    world.catalog.write(no_failure_any_more, "IMG_1.jpg")
    expect(page.get_by_text("1 chosen")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Choose IMG_2.jpg")).to_be_checked()
    expect(page.get_by_role("searchbox", name="Find by name")).to_have_value("IMG")


def no_failure_any_more(db: Connection, name: str) -> None:
    photos.by_rule(db, db.number("SELECT id FROM photos WHERE name = ?", (name,)), "EXCLUDED")


def test_older_runs_stay_in_sight_when_a_newer_one_ends(world: World, open_page: Open) -> None:
    source = world.source("Travel")
    for number in range(40):
        world.session("scan", source, (50 - number) * MINUTE, 1_000, listed=number)
    page = open_page(world.address())
    enter(page, "#/activity")
    runs = page.locator(".run")
    expect(runs).to_have_count(30)
    page.get_by_role("button", name="Show older ones").click()
    expect(runs).to_have_count(40)
    world.session("verify", None, MINUTE, 1_000, checked=7)
    world.job()
    expect(runs.first).to_contain_text("7")
    expect(runs).to_have_count(41)


def test_what_is_typed_of_a_shoot_outlives_another_act(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = lambda text: "404 (NOT FOUND)" in text
    taken(world)
    page = open_page(world.address())
    enter(page, "#/shoots/1")
    page.get_by_role("button", name="Details").click()
    page.get_by_label("Client").fill("Anna")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Undo")).to_be_visible()
    expect(page.get_by_label("Client")).to_have_value("Anna")
    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Save")).not_to_have_attribute("aria-disabled", "true")
    expect(page.get_by_label("Client")).to_have_value("Anna")
    kept = world.catalog.read(lambda db: db.rows("SELECT client FROM photo_shoots WHERE id = 1"))
    assert [row["client"] for row in kept] == ["Anna"]


def test_a_folder_dialog_that_is_closed_chooses_nothing(tmp_path: Path, open_page: Open, faults: Faults) -> None:
    faults.expected = lambda text: "503" in text
    home, clock = Home(tmp_path / "home"), SystemClock()
    init(home, tmp_path / "Holdfast", tmp_path / "key", clock)
    home.settings_file.write_text("library = [")
    entrance = Entrance(home, tmp_path / "key", clock, lambda: open_home(home, tmp_path / "key", clock))
    entrance.try_again()
    front = Front(entrance, port=0)
    person = Person(None)
    with entrance.dialogs.shown_in(person):
        page = open_page("about:blank")
        page.add_init_script("window.pywebview = {}")
        page.goto(front.link())
        closes_the_dialog(page)
    assert home.settings_file.read_text() == "library = [", "nothing was pointed to"
    front.server.stop()
    entrance.close()
    thumbnails.close()


def closes_the_dialog(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    button = page.locator(".setup-way").first.get_by_role("button")
    with page.expect_response("**/api/setup/place"):
        button.click()
    expect(button).not_to_have_attribute("aria-busy", "true")
    assert "point" not in asked
