"""The settings as a person changes them: each with its effect, seen in the catalog and in the engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SIZES, breaks_of_access, keep
from tests.browser.world import World

from holdfast.catalog import settings, sources
from holdfast.engine import typed_back
from holdfast.keys import catalog_key, recovery_code
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


def test_a_folder_is_added_after_a_live_look_at_it(
    world: World, open_page: Open, faults: Faults, tmp_path: Path
) -> None:
    faults.expected = lambda text: "422" in text
    folder = tmp_path / "Old drive"
    for name in (*(f"2019/Norway/IMG_{number}.jpg" for number in range(12)), "cache/small.jpg", "taxes.pdf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"\xff\xd8\xff" + bytes(5000))
    page = entered(world, open_page)
    at(page, "sources")
    page.get_by_role("button", name="Add a source").click()
    page.get_by_text("A folder or drive").click()
    where = page.get_by_label("Folder", exact=True)
    where.fill("Old drive")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="does not say where it begins")).to_be_visible()
    where.fill(str(folder))
    page.get_by_text("Only some of it").click()
    page.get_by_label("Never copy").fill("cache/")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("We can read 12 photos")).to_be_visible()
    expect(page.get_by_text("neither a photo nor a video")).to_be_visible()
    looked_at(page, "adding-folder")
    page.get_by_role("button", name="Add this source").click()
    expect(page.get_by_role("heading", name="Old drive", exact=True)).to_be_visible()
    row = world.catalog.read(sources.everything)[0]
    assert (row.kind, row.settings["path"], row.settings["exclude"]) == ("folder", str(folder), "cache/")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("heading", name="Rules")).to_be_visible()
    looked_at(page, "folder")


def entered(world: World, open_page: Open) -> Page:
    page = open_page(world.address())
    page.get_by_role("heading", level=1).wait_for()
    return page


def test_numbers_and_hours_count_at_once_and_are_taken_back(world: World, open_page: Open) -> None:
    page = entered(world, open_page)
    at(page, "schedule")
    every = page.get_by_label("Look for new photos every")
    every.fill("6")
    every.press("Enter")
    expect(page.get_by_text("Saved. It counts from now on.")).to_be_visible()
    assert world.catalog.read(settings.value, "check_every_hours") == 6
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("As it was before.")).to_be_visible()
    assert world.catalog.read(settings.value, "check_every_hours") == 24
    every.fill("0")
    every.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="from 1 to 720")).to_be_visible()
    assert world.catalog.read(settings.value, "check_every_hours") == 24
    every.fill("24")
    every.press("Enter")

    page.get_by_role("button", name="00:00 to 01:00").focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_text("Limit in 02:00–05:00")).to_be_visible()
    page.get_by_label("Megabytes per second").fill("1.5")
    looked_at(page, "schedule")
    page.get_by_role("button", name="Limit these hours").click()
    expect(page.get_by_text("Limited in 3 of 24 hours.")).to_be_visible()
    assert world.catalog.read(settings.text, "bandwidth_by_hour") == "2-5:1500000"
    keep(page, "settings-hours-limited")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("No hour is limited.")).to_be_visible()
    assert world.catalog.read(settings.text, "bandwidth_by_hour") == ""


def test_a_backup_may_also_begin_on_battery(world: World, open_page: Open) -> None:
    page = entered(world, open_page)
    at(page, "schedule")
    switch = page.get_by_role("switch", name="Also back up on battery")
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    expect(page.get_by_text("Saved. It counts from now on.")).to_be_visible()
    assert world.catalog.read(settings.value, "also_on_battery") == 1
    expect(page.get_by_role("switch", name="Also back up over a metered connection")).not_to_be_checked()


def test_holdfast_starts_at_login_or_does_not(
    world: World, open_page: Open, faults: Faults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    page = entered(world, open_page)
    at(page, "schedule")
    switch = page.get_by_role("switch", name="Start Holdfast when I log in")
    expect(switch).not_to_be_checked()
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_be_checked()
    written = [path for path in config.rglob("*") if path.is_file()]
    assert len(written) == 1
    expect(page.get_by_text(str(written[0]))).to_be_visible()
    looked_at(page, "at-login")
    page.keyboard.press("Space")
    expect(switch).not_to_be_checked()
    assert not written[0].exists()
    faults.expected = lambda text: "409" in text
    written[0].write_text("somebody's own")
    page.keyboard.press("Space")
    expect(page.get_by_role("alert").filter(has_text="was not written by Holdfast")).to_be_visible()
    expect(switch).not_to_be_checked()
    assert written[0].read_text() == "somebody's own"


def test_the_desktop_tells_of_problems_or_does_not(world: World, open_page: Open) -> None:
    page = entered(world, open_page)
    at(page, "schedule")
    switch = page.get_by_role("switch", name="Tell me on the desktop when a problem needs me")
    expect(switch).to_be_checked()
    switch.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Saved. It counts from now on.")).to_be_visible()
    expect(switch).not_to_be_checked()
    assert world.catalog.read(settings.value, "notices") == 0


def test_the_recovery_code_is_typed_back(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = lambda text: "422" in text
    page = entered(world, open_page)
    at(page, "security")
    expect(page.get_by_text("It was never tested.")).to_be_visible()
    page.get_by_role("button", name="Test my recovery code").click()
    page.get_by_role("textbox", name="Recovery code").fill("ABCD")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert").filter(has_text="8 groups of 8 characters")).to_be_visible()
    looked_at(page, "security")
    opened = world.opened
    code = recovery_code.encode(catalog_key.load(opened.home, opened.bootstrap, None))
    page.get_by_role("textbox", name="Recovery code").fill(code)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("Last tested just now.")).to_be_visible()
    assert typed_back.tested_at(opened) is not None


def test_the_bundle_is_read_before_it_is_saved_and_looks_are_chosen(world: World, open_page: Open) -> None:
    page = entered(world, open_page)
    at(page, "about")
    page.get_by_role("button", name="Look what is in it").click()
    page.get_by_role("button", name="settings.json").click()
    expect(page.get_by_label("settings.json")).to_contain_text('"check_every_hours": 24')
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a file").click()
    assert "check_every_hours" in saved.value.path().read_text("utf-8")
    looked_at(page, "about")
    at(page, "library")
    looked_at(page, "library")
    at(page, "appearance")
    page.get_by_label("Theme").select_option("dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    looked_at(page, "appearance")
    page.get_by_label("Letters as shortcuts").select_option("off")
    assert page.evaluate("localStorage.getItem('holdfast.letters')") == "off"
    page.get_by_label("Language").select_option("de")
    expect(page.get_by_role("heading", level=1, name="Einstellungen")).to_be_visible()


def test_a_new_window_speaks_as_the_one_before_and_names_what_holdfast_is_made_of(
    world: World, open_page: Open
) -> None:
    page = entered(world, open_page)
    at(page, "appearance")
    page.get_by_label("Language").select_option("de")
    expect(page.get_by_role("heading", level=1, name="Einstellungen")).to_be_visible()
    again = open_page(world.address())  # its browser has kept nothing, like the window's
    expect(again.get_by_role("heading", level=1)).to_be_visible()
    assert again.evaluate("document.documentElement.lang") == "de"
    assert again.evaluate("localStorage.getItem('holdfast.language')") is None
    at(again, "about")
    again.get_by_role("button", name="Alle Teile und ihre Lizenzen zeigen").click()
    again.get_by_role("button", name="waitress").click()
    expect(again.get_by_label("waitress", exact=True)).to_contain_text("Zope")
    looked_at(again, "licences-de")
    at(again, "library")
    expect(again.get_by_role("heading", name="Ein anderer Ort")).to_be_visible()
    looked_at(again, "library-de")
