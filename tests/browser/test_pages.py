"""Every page of the bar in every language, theme and size: nothing overflows, nothing breaks a rule of access.

With HOLDFAST_SCREENS naming a folder, each is kept there as a picture to be looked at.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser import scenes
from tests.browser.album import album
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, SIZES, SPILLING, breaks_of_access, keep
from tests.browser.world import World

ROUTES = Path(__file__).resolve().parents[2] / "ui" / "web" / "src" / "frame" / "pages.ts"
PAGES = re.findall(r'place\("(\w+)"', ROUTES.read_text("utf-8"))
ADDRESSES = {name: f"#/{name}" for name in PAGES} | {"home": "#/"}

# Letters without an accent, but for what people or clouds named and what is typed as it is.
OWN = "bdi, code, svg, time, [lang=en], .brand, option, input, datalist"
TYPED = r"\b(Holdfast|Cloudinary|SmugMug|S3|Travel|Family archive)\b|\S*[\w/]\.\w+\S*|-?[a-z]+:\S+|`[^`]*`"
STILL_ENGLISH = """([own, typed]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const seen = node.parentElement.checkVisibility() && !node.parentElement.closest(own);
    if (seen && /[A-Za-z]{2,}/.test(node.data.replace(new RegExp(typed, "g"), ""))) found.push(node.data);
  }
  return found;
}"""

# A page that lays itself out in a worker has it a moment later. (`wait_for_function` takes any promise for a yes.)
OUTSIDE = f"""async () => {{
  const until = performance.now() + 3000;
  for (;;) {{
    const found = [...await ({OVERFLOWING})(), ...({SPILLING})()];
    if (found.length === 0 || performance.now() > until) return found;
  }}
}}"""


@pytest.fixture(autouse=True)
def broken_pictures_are_meant(faults: Faults) -> None:
    """The album has files that are no pictures, so that it is seen how they look."""
    faults.expected = lambda text: "Failed to load resource" in text


@pytest.fixture
def lived_in(world: World) -> World:
    """A library with folders, pictures, photos of every state, and runs that ended."""
    album(world)
    source = world.catalog.read(lambda db: db.number("SELECT min(id) FROM sources"))
    for number in range(12):
        name = f"2019/Lofoten/IMG_{4200 + number}.jpg"
        world.failure(source, name, "NOT_A_PHOTO", scenes.WEB_PAGE.format(name), scenes.LOOK)
    refused = f"The source refuses to hand out {scenes.HOSTILE}."
    world.failure(source, scenes.HOSTILE, "FORBIDDEN", refused, scenes.LOOK, tries=5)
    world.session("verify", None, 5 * 3_600_000, 60_000, checked=7_030)
    return world


def at(page: Page, name: str) -> None:
    """The page of that name, with all that it shows."""
    page.evaluate("address => { location.hash = address }", ADDRESSES[name])
    page.locator(f'.pages-link[href="{ADDRESSES[name]}"][aria-current="page"]').first.wait_for(state="attached")
    page.locator(".opening").wait_for(state="detached")
    page.wait_for_load_state("networkidle")


def spoken(open_page: Open, world: World, language: str, **wishes: str) -> Page:
    page = open_page(world.address(), reduced_motion="reduce", **wishes)  # type: ignore[arg-type]
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("language => localStorage.setItem('holdfast.language', language)", language)
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    return page


def outside(page: Page, where: str, *sizes: str) -> list[str]:
    """What reaches out of the window or out of its panel, at these sizes."""
    found = []
    for size in sizes:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{where}, {size}: {each}" for each in page.evaluate(OUTSIDE)]
        keep(page, f"{where}-{size}")
    return found


def test_every_page_is_whole_in_a_language_half_as_long_again(lived_in: World, open_page: Open) -> None:
    page = spoken(open_page, lived_in, "pseudo")
    wrong: list[str] = []
    for name in PAGES:
        at(page, name)
        wrong += [f"{name} says in English: {text}" for text in page.evaluate(STILL_ENGLISH, [OWN, TYPED])]
        wrong += outside(page, f"{name}-pseudo", *SIZES)
    assert not wrong, "\n".join(wrong)


def test_every_page_is_whole_in_german_and_from_right_to_left(lived_in: World, open_page: Open) -> None:
    page = spoken(open_page, lived_in, "de")
    wrong: list[str] = []
    for name in PAGES:
        at(page, name)
        english = "[...document.querySelectorAll('.said[lang=en]')].map((each) => each.textContent)"
        wrong += [f"{name} says in English: {text}" for text in page.evaluate(english)]
        wrong += outside(page, f"{name}-german", "window", "narrow")
    page.evaluate("document.documentElement.dir = 'rtl'")
    for name in PAGES:
        at(page, name)
        wrong += outside(page, f"{name}-rtl", "window", "narrow")
    assert not wrong, "\n".join(wrong)


def test_no_page_breaks_a_rule_of_access(lived_in: World, open_page: Open) -> None:
    page = spoken(open_page, lived_in, "en")
    wrong: list[str] = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for name in PAGES:
            at(page, name)
            rules = () if scheme == SCHEMES[0] else ("color-contrast",)
            wrong += [f"{name}, {scheme}: {rule}" for rule in breaks_of_access(page, *rules)]
            keep(page, f"{name}-{scheme}")
    assert not wrong, "\n".join(wrong)
