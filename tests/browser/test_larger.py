"""Letters twice as large on every page."""

import pytest
from playwright.sync_api import Browser
from tests.browser.chrome import browser
from tests.browser.conftest import Faults, Open
from tests.browser.test_pages import PAGES, at, lived_in, outside, spoken  # noqa: F401 - a fixture among them
from tests.browser.world import World


@pytest.fixture(autouse=True)
def broken_pictures_are_meant(faults: Faults) -> None:
    faults.expected = lambda text: "Failed to load resource" in text


@pytest.fixture(scope="session")
def chromium() -> Browser:
    """Of a person who wants letters twice as large, and said so to their browser: the page is laid out for it, too."""
    return browser("--blink-settings=defaultFontSize=32")


def test_every_page_is_whole_with_letters_twice_as_large(lived_in: World, open_page: Open) -> None:  # noqa: F811
    page = spoken(open_page, lived_in, "en")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    wrong: list[str] = []
    for name in PAGES:
        at(page, name)
        wrong += outside(page, f"{name}-twice", "window", "narrow")
    assert not wrong, "\n".join(wrong)
