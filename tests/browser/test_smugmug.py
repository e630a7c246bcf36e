"""SmugMug in the window: the sign-in page, the six digits, the live look, and the source is there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from smugmug_person import digits
from tests.browser.conftest import Faults, Open
from tests.browser.test_settings import at, looked_at
from tests.browser.world import World

from holdfast.catalog import sources
from holdfast.standins.smugmug import SmugMugStandIn


@pytest.fixture
def smug() -> Iterator[SmugMugStandIn]:
    with SmugMugStandIn(9, odd=False) as running:
        yield running


def test_smugmug_is_signed_in_to_with_its_six_digits_looked_at_and_added(
    world: World, open_page: Open, smug: SmugMugStandIn, faults: Faults
) -> None:
    faults.expected = lambda text: "422" in text
    page = open_page(world.address())
    page.get_by_role("heading", level=1).wait_for()
    at(page, "sources")
    page.get_by_role("button", name="Add a source").click()
    page.get_by_text("SmugMug", exact=True).click()
    page.get_by_label("API key").fill(smug.key)
    page.get_by_label("API secret").fill(smug.secret)
    page.get_by_role("button", name="Address").click()
    page.get_by_label("Address", exact=True).fill(smug.base)
    page.get_by_role("button", name="Next", exact=True).click()
    address = page.get_by_role("link", name="Open SmugMug").get_attribute("href")
    assert address is not None
    page.get_by_label("Six digits").fill("12")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="has six digits")).to_be_visible()
    looked_at(page, "smugmug-digits")
    page.get_by_label("Six digits").fill(digits(address))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("We can read 9 photos")).to_be_visible(timeout=30_000)
    looked_at(page, "smugmug-found")
    page.get_by_role("button", name="Add this source").click()
    expect(page.get_by_role("heading", name="SmugMug", level=3)).to_be_visible(timeout=30_000)
    kinds = [row.kind for row in world.opened.catalog.read(sources.everything)]
    assert kinds.count("smugmug") == 1
