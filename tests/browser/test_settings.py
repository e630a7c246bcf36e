"""The settings as a person changes them: each with its effect, seen in the catalog and in the engine."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SIZES, breaks_of_access, keep
from tests.browser.world import World

from holdfast.catalog import sources
from holdfast.standins.s3 import S3StandIn


@pytest.fixture
def bucket() -> Iterator[S3StandIn]:
    with S3StandIn() as running:
        for number in range(14):
            running.put(f"trip/IMG_{number}.jpg", b"\xff\xd8\xff" + b"x" * 1000)
        for number in range(5):
            running.put(f"cache/small_{number}.jpg", b"\xff\xd8\xff")
        yield running


def at(page: Page, part: str) -> None:
    page.evaluate(f"location.hash = '#/settings/{part}'")
    page.locator(f".settings-part[data-part={part}]").wait_for()


def looked_at(page: Page, name: str) -> None:
    """Every size: nothing overflows; and nothing breaks a rule of access."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OVERFLOWING) == [], (name, size)
        keep(page, f"settings-{name}-{size}")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert breaks_of_access(page) == []


def test_a_bucket_is_added_with_a_wrong_key_first_then_renamed(
    world: World, open_page: Open, bucket: S3StandIn, faults: Faults
) -> None:
    faults.expected = lambda text: "422" in text
    page = open_page(world.address())
    page.get_by_role("heading", level=1).wait_for()
    at(page, "sources")
    page.get_by_role("button", name="Add a source").click()
    page.get_by_text("S3 storage").click()
    page.get_by_label("Endpoint").fill(bucket.endpoint)
    page.get_by_label("Bucket", exact=True).fill("NOT A BUCKET")
    page.get_by_label("Access key ID").fill(bucket.key)
    page.get_by_label("Secret access key").fill("wrong")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="cannot be the name of a bucket")).to_be_visible()
    page.get_by_label("Bucket", exact=True).fill(bucket.bucket)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="refuse")).to_be_visible()
    page.get_by_label("Secret access key").fill(bucket.secret)
    page.get_by_text("More about this bucket").click()
    page.get_by_label("Never copy").fill("cache/")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("We can read 14 photos")).to_be_visible()
    expect(page.get_by_text("5 photos left out by the rule 'cache/'")).to_be_visible()
    looked_at(page, "adding")
    page.get_by_label("Name", exact=True).fill("Family archive")
    page.get_by_role("button", name="Add this source").click()
    expect(page.get_by_role("heading", name="Family archive")).to_be_visible()
    row = world.catalog.read(sources.everything)[0]
    assert (row.name, row.settings["exclude"]) == ("Family archive", "cache/")

    page.get_by_role("button", name="Change").click()
    page.get_by_label("Name", exact=True).fill("Archive")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", name="Archive", exact=True)).to_be_visible()
    looked_at(page, "source")
    assert world.catalog.read(sources.everything)[0].name == "Archive"
    page.get_by_role("button", name="Remove…").click()
    page.get_by_role("button", name="Remove this source").click()
    expect(page.get_by_text("No source yet")).to_be_visible()
    assert world.catalog.read(sources.everything) == []
