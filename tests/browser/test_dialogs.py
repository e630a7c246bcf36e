"""Every dialog in languages that are longer than English, in a wide window and in a narrow one."""

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import breaks_of_access
from tests.browser.test_pages import at, lived_in, outside, spoken  # noqa: F401 - a fixture among them
from tests.browser.world import World

DIALOG = "dialog[open]"


@pytest.fixture(autouse=True)
def broken_pictures_are_meant(faults: Faults) -> None:
    faults.expected = lambda text: "Failed to load resource" in text


def look_at(page: Page, name: str, dialogs: int) -> list[str]:
    """What is wrong with the dialog that has just been opened, the so many of those that lie over each other."""
    page.locator(DIALOG).nth(dialogs - 1).wait_for()
    page.wait_for_load_state("networkidle")
    wrong = outside(page, name, "narrow", "window")
    wrong += [f"{name}: {rule}" for rule in breaks_of_access(page)]
    if dialogs == page.locator(DIALOG).count():
        return wrong
    return [*wrong, f"{name}: {page.locator(DIALOG).count()} dialogs are open"]


@pytest.mark.parametrize("language", ["de", "pseudo"])
def test_every_dialog_is_whole_in_another_language(lived_in: World, open_page: Open, language: str) -> None:  # noqa: F811
    page = spoken(open_page, lived_in, language)
    at(page, "timeline")
    page.locator(".tile").first.wait_for()
    wrong: list[str] = []
    page.locator(".tile[tabindex='0']").first.focus()
    for key, name in (("g", "date"), ("?", "keys")):
        page.keyboard.press(key)
        wrong += look_at(page, f"{name}-{language}", 1)
        page.keyboard.press("Escape")
        page.locator(DIALOG).wait_for(state="detached")
    page.locator(".tile[tabindex='0']").first.focus()
    page.keyboard.press("Enter")
    page.locator(".about").wait_for()
    wrong += look_at(page, f"viewer-{language}", 1)
    for key, name in (("l", "collection"), ("t", "tags"), ("c", "compare"), ("?", "keys-viewer")):
        page.keyboard.press(key)
        wrong += look_at(page, f"{name}-{language}", 2)
        page.keyboard.press("Escape")
        page.wait_for_function("document.querySelectorAll('dialog[open]').length === 1")
    assert not wrong, "\n".join(wrong)
