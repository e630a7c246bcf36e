"""Safety in a real browser: one answer, four questions, and the evidence for each."""

from dataclasses import replace
from typing import Literal

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser import scenes
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SIZES, breaks_of_access, keep
from tests.browser.world import HOUR, World

from holdfast.catalog import jobs

SCENES = {scene.__name__: scene for scene in (scenes.empty, scenes.trusted, scenes.doubted, scenes.copying,
                                           scenes.gone_at_once)}  # fmt: skip
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SMALL = {**SIZES, "tablet": (900, 700), "phone": (420, 800)}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in ("trusted", "doubted") else pytest.mark.torture) for name in SCENES]
)
def test_safety_looks_right_in_every_state(name: str, world: World, open_page: Open) -> None:
    SCENES[name](world)
    for scheme in SCHEMES:
        page = open_page(world.address(), width=1280, height=860, color_scheme=scheme, reduced_motion="reduce")
        page.get_by_role("link", name="Safety").click()
        expect(page.get_by_role("heading", name="Is everything here?")).to_be_visible()
        keep(page, f"safety-{name}-{scheme}", whole=False)
        closed = page.get_by_role("button", expanded=False)
        while closed.count():
            closed.first.click()
        for size, (width, height) in SMALL.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(OVERFLOWING) == [], (scheme, size)
            keep(page, f"safety-{name}-{size}-open-{scheme}")
        assert breaks_of_access(page) == [], scheme


def opened_on(world: World, open_page: Open) -> Page:
    page = open_page(world.address())
    page.get_by_role("link", name="Safety").click()
    expect(page.get_by_role("heading", name="Is everything here?")).to_be_visible()
    return page


def test_the_answer_is_the_server_s_and_stands_first(world: World, open_page: Open) -> None:
    scenes.trusted(world)
    page = opened_on(world, open_page)
    expect(page.get_by_role("heading", level=1)).to_have_text("You can rely on your library.")
    expect(page.get_by_text("4,302 listed = 4,280 safe + 22 skipped")).to_be_visible()
    assert page.url.endswith("#/safety")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("You can rely on your library.")


@pytest.mark.parametrize(("button", "under", "kind"), [
    ("Check everything now", "Checking…", "verify"), ("Try it now", "Trying…", "drill"),
    ("Copy it now", "Copying…", "catalog_copy")])  # fmt: skip
def test_each_question_can_be_asked_anew(world: World, open_page: Open, button: str, under: str, kind: str) -> None:
    scenes.trusted(world)
    page = opened_on(world, open_page)
    with page.expect_response("**/api/jobs"):
        page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name=under)).to_be_visible()
    (job,) = world.catalog.read(jobs.open_ones)
    assert (job.kind, job.origin) == (kind, "person")


def test_every_exception_is_named_with_its_reason_and_names_are_text(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = opened_on(world, open_page)
    page.get_by_role("button", name="The 2 photos that are not safe, by reason and name").click()
    page.get_by_role("button", name="Names: failed").click()
    names = page.get_by_role("list", name="Photos")
    expect(names.get_by_role("listitem")).to_have_count(2)
    expect(names).to_contain_text("<img src=x onerror=alert(1)>⟨U+202E⟩gpj.exe")
    assert page.locator("main img").count() == 0


def test_the_statement_can_be_kept(world: World, open_page: Open) -> None:
    scenes.trusted(world)
    page = opened_on(world, open_page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Save the statement").click()
    assert kept.value.suggested_filename.startswith("holdfast-statement-")
    assert "HOLDFAST COMPLETENESS STATEMENT" in kept.value.path().read_text("utf-8")


def test_what_is_not_as_stored_is_repaired_on_request_alone(world: World, open_page: Open) -> None:
    scenes.doubted(world)
    page = opened_on(world, open_page)
    expect(page.get_by_role("heading", level=1)).to_have_text("2 files in your library are not as stored.")
    assert world.catalog.read(jobs.open_ones) == []
    with page.expect_response("**/api/jobs"):
        page.get_by_role("button", name="Repair from source").click()
    expect(page.get_by_role("button", name="Checking…")).to_be_visible()
    (job,) = world.catalog.read(jobs.open_ones)
    assert (job.kind, job.parameters.repair) == ("verify", True)


def test_the_page_follows_what_happens(world: World, open_page: Open) -> None:
    scenes.trusted(world)
    page = opened_on(world, open_page)
    world.photos(1, 3, state="pending")
    expect(page.get_by_role("main").get_by_text("3 photos are not copied yet.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 photos are not copied yet.")


def test_safety_is_used_by_keyboard_alone(world: World, open_page: Open) -> None:
    scenes.trusted(world)
    page = opened_on(world, open_page)
    assert page.evaluate("document.querySelector('a[href], button').textContent.trim()") == "Skip to the evidence"
    page.get_by_role("link", name="Skip to the evidence").focus()
    said = ["Skip to the evidence"]
    for _ in range(32):
        page.keyboard.press("Tab")
        said.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
    assert said[1].startswith("Safe. You can rely on your library.")
    assert "Check everything now" in said
    page.get_by_role("link", name="Skip to the evidence").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "evidence"


@pytest.mark.parametrize(("code", "button", "path"), [
    ("MARKER_MISSING", "This is my library", "/api/library/adopt"), ("DISK_FULL", "Try again", "/api/jobs"),
    ("READ_ONLY", "Try again", "/api/jobs"), ("PERMISSION", "Try again", "/api/jobs")])  # fmt: skip
def test_every_trouble_of_the_library_has_its_button(
    world: World, open_page: Open, faults: Faults, code: str, button: str, path: str
) -> None:
    scenes.safe(world)
    world.photos(world.source("Not copied yet"), 1, state="pending")  # else a full drive is no trouble
    faults.expected = lambda text: "503" in text  # the photos of this catalog are invented, and not adopted
    world.sight.library_seen = replace(world.sight.library_seen, code=code, message="It is so.", action="Do this.")
    page = open_page(world.address())
    with page.expect_request(lambda request: request.url.endswith(path) and request.method == "POST"):
        page.get_by_role("button", name=button).click()


def test_a_library_that_was_found_elsewhere_is_offered_there(world: World, open_page: Open) -> None:
    scenes.offline(world)
    page = open_page(world.address())

    def found(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "elsewhere": "/media/anna/Photos 4TB/Holdfast"})

    page.route("**/api/library", found)
    page.goto(world.address())
    expect(page.get_by_role("button", name="Use it at /media/anna/Photos 4TB/Holdfast")).to_be_visible()
    expect(page.get_by_role("button", name="Verify now")).to_have_count(0)  # what is away cannot be read
    expect(page.get_by_role("button", name="It lies here now…")).to_have_count(0)


def test_what_many_missing_files_mean_is_asked_with_both_answers(world: World, open_page: Open) -> None:
    scenes.gone_at_once(world)
    page = opened_on(world, open_page)
    expect(page.get_by_text("2,109 of 7,030 files are no longer in the library")).to_be_visible()
    page.get_by_role("button", name="I removed them…").click()
    field = page.get_by_label("Number of files")
    field.fill("2,000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That is not 2,109.")).to_be_visible()
    field.fill("0x83d")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That is not 2,109.")).to_be_visible()
    assert world.catalog.read(jobs.open_ones) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="I removed them…").click()
    field.fill("2109")
    with page.expect_response("**/api/jobs"):
        page.keyboard.press("Enter")
    (job,) = world.catalog.read(jobs.open_ones)
    assert (job.kind, job.parameters.accept_missing, job.parameters.repair) == ("verify", 2_109, True)


def test_the_receipt_of_a_drill_names_each_photo(world: World, open_page: Open) -> None:
    scenes.trusted(world)
    page = opened_on(world, open_page)
    expect(page.get_by_text("Yes: 20 of 20 photos came back byte for byte.")).to_be_visible()
    page.get_by_role("button", name="Receipt").click()
    expect(page.get_by_role("list", name="Receipt").get_by_role("listitem")).to_have_count(20)


def test_a_drill_of_more_than_a_year_ago_is_asked_for_again(world: World, open_page: Open) -> None:
    scenes.trusted(world)
    world.catalog.write(lambda db: db.run("UPDATE drills SET finished_at = ?", (world.now - 400 * 24 * HOUR,)))
    page = opened_on(world, open_page)
    card = page.get_by_role("region", name="Does it come back?")
    expect(card).to_contain_text("Not tried for more than a year.")
    expect(card.get_by_role("button", name="Try it now")).to_have_attribute("data-look", "prominent")
    card.get_by_role("button", name="Receipt").click()
    page.set_viewport_size({"width": 320, "height": 640})
    first = card.get_by_role("list", name="Receipt").get_by_role("listitem").first
    first.scroll_into_view_if_needed()
    assert breaks_of_access(page) == []
    keep(page, "safety-receipt-narrow", whole=False)


def test_home_leads_to_what_its_answer_rests_on(world: World, open_page: Open) -> None:
    scenes.gone_at_once(world)
    page = open_page(world.address())
    expect(page.get_by_role("button", name="I removed them…")).to_be_visible()
    page.get_by_role("link", name="Can I rely on it?").click()
    expect(page.get_by_text("Not for sure: many files are gone from your library.")).to_be_visible()
