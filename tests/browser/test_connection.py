"""Signing in, being signed out, and a server that goes away and comes back."""

from playwright.sync_api import Page, expect
from tests.browser import scenes
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import SCHEMES, breaks_of_access, keep
from tests.browser.world import World

from holdfast.errors import CatalogDamaged
from holdfast_ui.codes import mint

BRIDGE = """
  window.arrive = () => {
    window.pywebview = { api: { sign_in_code: async () => %r } };
    window.dispatchEvent(new Event("pywebviewready"));
  };
"""


def failed_loads(text: str) -> bool:
    """What a browser itself says of an answer that is not a success."""
    return text.startswith("Failed to load resource")


def test_code_signs_in_once_and_leaves_no_trace(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = failed_loads
    scenes.safe(world)
    code = mint(world.secret, world.clock)
    page = open_page(world.address(code))
    expect(page.get_by_role("heading", level=1)).to_contain_text("are safe")
    assert page.url == world.server.url
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("are safe")
    with page.expect_response("**/api/jobs") as answer:
        page.get_by_role("button", name="Check now").click()
    assert answer.value.status == 202  # the token came with the code
    stranger = open_page(world.address(code))
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Please open Holdfast again")


def test_signed_out_page_says_how_to_come_in(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = failed_loads
    for scheme in SCHEMES:
        page = open_page(world.server.url, color_scheme=scheme, reduced_motion="reduce")
        expect(page.get_by_text("holdfast open")).to_be_visible()
        keep(page, f"signed-out-{scheme}")
        assert breaks_of_access(page) == []


def test_window_hands_over_a_code_when_its_bridge_is_there(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = failed_loads
    scenes.safe(world)
    page = open_page(world.server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Please open Holdfast again")
    page.evaluate(BRIDGE % mint(world.secret, world.clock))
    page.evaluate("window.arrive()")
    expect(page.get_by_role("heading", level=1)).to_contain_text("are safe")
    with page.expect_response("**/api/jobs") as answer:
        page.get_by_role("button", name="Check now").click()
    assert answer.value.status == 202  # the token came with the code


def test_a_used_code_takes_nothing_from_a_page_that_is_signed_in(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = failed_loads
    scenes.safe(world)
    page = open_page(world.server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Please open Holdfast again")
    page.evaluate(BRIDGE % mint(world.secret, world.clock))
    page.evaluate("window.arrive()")
    expect(page.get_by_role("heading", level=1)).to_contain_text("are safe")
    with page.expect_response("**/api/session") as refused:
        page.evaluate("window.arrive()")
    assert refused.value.status == 403
    with page.expect_response("**/api/jobs") as answer:
        page.get_by_role("button", name="Check now").click()
    assert answer.value.status == 202


def test_page_without_a_token_is_told_so_in_words(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = failed_loads
    scenes.safe(world)
    page = open_page(world.address())
    page.get_by_role("button", name="Check now").wait_for()
    page.evaluate("sessionStorage.clear()")
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("alert").filter(has_text="This page may look, but not change anything.")).to_be_visible()
    keep(page, "notice")


def test_server_that_is_gone_is_said_and_followed_again(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = failed_loads
    scenes.safe(world)
    page = open_page(world.address())
    headline = page.get_by_role("heading", level=1)
    expect(headline).to_contain_text("are safe")
    page.context.set_offline(True)
    drop_stream(page)
    expect(headline).to_have_text("Holdfast is not answering.", timeout=15_000)
    expect(page.get_by_text("All 7,030 photos are safe.")).to_contain_text("Last heard")
    keep(page, "lost")
    assert page.locator("main").get_attribute("inert") is not None
    assert page.title() == "Holdfast"
    page.context.set_offline(False)
    expect(headline).to_have_text("All 7,030 photos are safe. 22 skipped by rule.", timeout=15_000)


def drop_stream(page: Page) -> None:
    """Being offline does not end what is open already; leaving the page for a moment does."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_page_that_nobody_sees_gives_its_stream_back(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page("about:blank")
    with page.expect_response("**/api/events"):
        page.goto(world.address())
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/api/events")):
        page.evaluate("""() => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""")
    with page.expect_request("**/api/events"):
        page.evaluate("""() => {
          delete document.hidden;
          document.dispatchEvent(new Event("visibilitychange"));
        }""")


def test_what_the_server_cannot_do_is_said_with_its_next_step(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = failed_loads
    scenes.safe(world)
    page = open_page(world.address())
    headline = page.get_by_role("heading", level=1)
    expect(headline).to_contain_text("are safe")
    world.sight.trouble = CatalogDamaged("The catalog cannot be opened. Your photos are untouched.")
    expect(headline).to_have_text("The catalog cannot be opened. Your photos are untouched.", timeout=15_000)
    expect(page.get_by_text("holdfast catalog rebuild", exact=True)).to_be_visible()
    world.sight.trouble = None
    expect(headline).to_contain_text("are safe", timeout=15_000)


def test_fault_of_the_page_itself_is_said_in_words(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = lambda text: True
    page = open_page(world.server.url)
    page.route("**/api/status", lambda route: route.fulfill(json={"state": "safe"}))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Something on this page went wrong.")
    page.unroute("**/api/status")
    page.get_by_role("button", name="Load again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please open Holdfast again")


def test_page_asks_nobody_but_its_own_server(world: World, open_page: Open) -> None:
    scenes.safe(world)
    asked: list[str] = []
    page = open_page("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(world.address())
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert {url.split("#")[0].startswith(world.server.url) for url in asked} == {True}
    assert page.evaluate("document.fonts.check('16px \"Inter Variable\"')")
    assert any(url.endswith(".woff2") for url in asked)
