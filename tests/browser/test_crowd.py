"""Every page of the bar with no photo, a dozen, thousands: whole, within bounds, without a break of a rule of access.

With HOLDFAST_SCREENS naming a folder, each is kept there as a picture to be looked at.
"""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Response, expect
from tests.browser.conftest import Faults, Open
from tests.browser.crowd import crowd
from tests.browser.test_looks import breaks_of_access
from tests.browser.test_pages import ADDRESSES, PAGES, outside
from tests.browser.world import World

MOST_NODES = 2_500
MOST_BYTES = 250_000
COUNTED = ("home", "timeline", "folders", "statistics", "safety")
"""The pages that say how many photos there are."""

# What was asked for and is not answered yet; the one stream of events never is.
COUNT_ASKED = """
  window.awaited = 0;
  const ask = window.fetch;
  window.fetch = (...about) => {
    if (`${about[0]?.url ?? about[0]}`.includes("/api/events")) return ask(...about);
    window.awaited += 1;
    return ask(...about).finally(() => { setTimeout(() => { window.awaited -= 1; }); });
  };
"""
# The page has what it asked for, asks for nothing more, and says of nothing that it is still being read.
UNREAD = """async () => {
  const until = performance.now() + 20000;
  const said = () => document.querySelector("main")?.innerText ?? "Opening…";
  const reading = () => /(Loading|Looking|Counting|Opening)[^.]*…/.exec(said())?.[0] ?? null;
  const opening = () => document.querySelector(".opening, .folder-loading")?.innerText ?? null;
  const why = () => opening() ?? reading() ?? (window.awaited || null);
  for (let rested = 0; rested < 4 && performance.now() < until; rested = why() === null ? rested + 1 : 0) {
    await new Promise((next) => requestAnimationFrame(next));
  }
  return why();
}"""


@dataclass
class Answers:
    """How large what the server answered was."""

    large: list[str] = field(default_factory=list)

    def hear(self, response: Response) -> None:
        length = int(response.headers.get("content-length", 0))
        if "/api/" in response.url and length > MOST_BYTES:
            self.large.append(f"{response.url}: {length}")


def at(page: Page, name: str) -> None:
    """The page of that name, truly read."""
    page.evaluate("address => { location.hash = address }", ADDRESSES[name])
    current = page.locator(f'.pages-link[href="{ADDRESSES[name]}"][aria-current="page"]')
    current.first.wait_for(state="attached")
    assert page.evaluate(UNREAD) is None


def judged(page: Page, name: str, count: int, *sizes: str) -> list[str]:
    """What is wrong with the page."""
    at(page, name)
    if count and name in COUNTED:
        expect(page.locator("main, .hero").filter(has_text=f"{count:,}").first).to_be_visible()
    nodes = page.evaluate("document.querySelectorAll('*').length")
    wrong = [f"{name} has {nodes} nodes"] if nodes > MOST_NODES else []
    wrong += outside(page, f"{name}-{count}", *sizes)
    return wrong + [f"{name}: {rule}" for rule in breaks_of_access(page)]


@pytest.mark.parametrize("count", [0, 12, 3_000, pytest.param(100_000, marks=pytest.mark.torture)])
def test_every_page_holds_so_many_photos(world: World, open_page: Open, faults: Faults, count: int) -> None:
    faults.expected = lambda text: "Failed to load resource" in text  # the files lie nowhere
    crowd(world, count)
    page = open_page("about:blank", reduced_motion="reduce")
    page.add_init_script(COUNT_ASKED)
    answers = Answers()
    page.on("response", answers.hear)
    page.goto(world.address())
    page.get_by_role("heading", level=1).wait_for()
    wrong = [each for name in PAGES for each in judged(page, name, count, "narrow", "window")]
    assert not wrong + answers.large, "\n".join(wrong + answers.large)
