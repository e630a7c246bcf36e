"""Every state of the page, in both themes and at several sizes: nothing overflows, nothing breaks a rule of access.

With HOLDFAST_SCREENS naming a folder, each is kept there as a picture to be looked at.
"""

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.browser.scenes import SCENES
from tests.browser.world import World

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "ui" / "web" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"wide": (1920, 1080), "window": (1280, 800), "small": (800, 600), "narrow": (320, 640)}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

# What reaches out of the window, once it is drawn in its new size; a name that is cut with an ellipsis does not.
OVERFLOWING = """async () => (await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  [...document.querySelectorAll("body *")])
  .filter((element) => element.checkVisibility() && !element.closest(".unseen, .skip, svg"))
  .filter((element) => !element.parentElement.closest("body *")
    || !["hidden", "clip"].includes(getComputedStyle(element.parentElement).overflowX))
  .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5
    || element.getBoundingClientRect().left < -0.5)
  .map((element) => element.outerHTML.slice(0, 120))"""

# What reaches out of its panel, though not out of the window.
SPILLING = """() => [...document.querySelectorAll(".panel")].flatMap((panel) => [...panel.querySelectorAll("*")]
  .filter((element) => element.checkVisibility() && !element.closest(".unseen, svg, wbr"))
  .filter((element) => getComputedStyle(element.parentElement).overflowX === "visible")
  .filter((element) => element.getBoundingClientRect().right > panel.getBoundingClientRect().right + 0.5
    || element.getBoundingClientRect().left < panel.getBoundingClientRect().left - 0.5)
  .map((element) => element.outerHTML.slice(0, 120)))"""

CALM = """async () => {
  const drawn = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const ending = (one) => Number.isFinite(one.effect?.getComputedTiming().endTime ?? Infinity);
  await drawn();
  await Promise.allSettled(document.getAnimations().filter(ending).map((one) => one.finished));
  await drawn();
}"""
"""Every change of looks that has an end has come to it."""


def breaks_of_access(page: Page, *only: str) -> list[str]:
    """What axe-core finds wrong, each with the first element concerned; only these rules, where some are named.

    Colours that still change, as from one theme to the other, are judged when they are there."""
    assert AXE.is_file(), "axe-core is not installed: run `python scripts/build_page.py --checks`."
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate(CALM)
    run = "(only) => axe.run(document, { resultTypes: ['violations'], ...(only.length ? { runOnly: only } : {}) })"
    found = page.evaluate(run, list(only))["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']} {rule['nodes'][0]['failureSummary']}" for rule in found]


def keep(page: Page, name: str, *, whole: bool = True) -> None:
    folder = os.environ.get("HOLDFAST_SCREENS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=whole)


@pytest.mark.parametrize("name", SCENES)
def test_state_looks_right(name: str, world: World, open_page: Open) -> None:
    SCENES[name](world)
    said = None
    for scheme in SCHEMES:
        page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")
        page.get_by_role("heading", level=1).wait_for()
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(OVERFLOWING) + page.evaluate(SPILLING) == [], (scheme, size)
            keep(page, f"{name}-{size}-{scheme}")
        assert breaks_of_access(page) == [], scheme
        said = page.get_by_role("heading", level=1).inner_text()
    assert said
