"""The whole product from the page: a stand-in cloud, the real daemon, the real server, a real browser."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Open
from tests.browser.world import HOUR
from workplace import Workplace

from holdfast.catalog import integrity, photos
from holdfast.clock import milliseconds
from holdfast.daemon import process
from holdfast.daemon.process import Start, Stop
from holdfast.standins.cloudinary import StandIn
from holdfast_ui.codes import mint
from holdfast_ui.desk import desk_of, window_secret
from holdfast_ui.server import serve_in_thread

PHOTOS = 240
LONG = 60_000

RECORD = """() => {
  window.seen = { sentences: [], percents: [] };
  const last = (list, value) => { if (value !== undefined && list.at(-1) !== value) list.push(value); };
  const look = () => {
    last(window.seen.sentences, document.querySelector("h1")?.textContent);
    const bar = document.querySelector("[role=progressbar][aria-valuenow]");
    const copies = window.seen.sentences.at(-1)?.startsWith("Copying");
    if (copies) last(window.seen.percents, bar?.getAttribute("aria-valuenow"));
  };
  new MutationObserver(look).observe(document.body,
    { childList: true, subtree: true, characterData: true, attributes: true });
}"""


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(PHOTOS, seed=7, size=(20_000, 90_000)) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    """A home with that account added, and the daemon at work. Nothing is due but what the person asks for."""
    with Workplace(tmp_path / "place", cloud, "Travel") as made:
        made.catalog.write(lambda db: db.run("UPDATE sources SET next_due_at = ?", (milliseconds(made.clock) + HOUR,)))
        started = process.start(made.home, made.key_file, made.clock)
        assert started.answer is Start.STARTED, started.said
        yield made
        assert process.stop(made.home, made.clock) is Stop.STOPPED


@pytest.fixture
def address(place: Workplace) -> Iterator[str]:
    secret = window_secret(place.catalog, place.clock)
    server = serve_in_thread(desk_of(place.opened), secret, place.home, port=0)
    yield f"{server.url}#code={mint(secret, place.clock)}"
    server.stop()


def headline(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text, timeout=LONG)


def test_one_button_brings_every_photo_home(place: Workplace, address: str, open_page: Open, cloud: StandIn) -> None:
    page = open_page(address)
    headline(page, "Travel has not been looked at completely yet.")
    page.evaluate(RECORD)
    page.get_by_role("button", name="Back up now").click()
    headline(page, f"All {PHOTOS} photos are safe.")
    status = place.status
    assert (status.state, status.totals.listed, status.totals.pending) == ("safe", len(cloud.photos), 0)
    seen = page.evaluate("window.seen")
    assert any("Copying photos from Travel" in sentence for sentence in seen["sentences"]), seen
    percents = [int(percent) for percent in seen["percents"]]
    assert percents == sorted(percents), percents
    assert percents
    assert f"{status.totals.safe:,}" in page.get_by_role("heading", level=1).inner_text()
    assert page.locator("[data-figure='safe'] dd").inner_text() == f"{status.totals.safe:,}"
    expect(page.locator(".newest-photo")).to_have_count(12, timeout=LONG)
    page.get_by_role("link", name="All activity").click()
    expect(page.locator(".run").filter(has_text="Travel")).to_have_count(2)  # the daemon may have read back meanwhile


def test_failures_are_shown_and_tried_again(address: str, open_page: Open, cloud: StandIn) -> None:
    unlucky = [asset.asset_id for asset in cloud.photos[10:13]]
    for key in unlucky:
        cloud.faults.plan("html", key=key, times=1_000)
    page = open_page(address)
    page.get_by_role("button", name="Back up now").click()
    headline(page, "3 need you.")
    page.get_by_role("button", name="Show all 3 photos").click()
    expect(page.locator(".failure")).to_have_count(3)
    cloud.faults.clear()
    page.get_by_role("button", name="Try these again").click()
    headline(page, f"All {PHOTOS} photos are safe.")
    expect(page.get_by_text("What needs you")).to_have_count(0)


def test_damage_is_found_named_and_repaired(place: Workplace, address: str, open_page: Open) -> None:
    page = open_page(address)
    page.get_by_role("button", name="Back up now").click()
    headline(page, f"All {PHOTOS} photos are safe.")
    path = next(path for row in place.catalog.read(photos.page) if (path := row.path))
    file = place.library / path
    right = sha256(file.read_bytes()).hexdigest()
    file.chmod(0o644)
    file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:])
    page.get_by_role("button", name="Verify now").click()
    headline(page, "needs you.")
    expect(page.get_by_text("no longer matches its checksum")).to_be_visible()
    assert place.catalog.read(integrity.last_full_check) is not None
    page.get_by_role("button", name="Repair from source").click()
    headline(page, f"All {PHOTOS} photos are safe.")
    assert sha256(file.read_bytes()).hexdigest() == right


def test_backup_is_paused_and_goes_on(place: Workplace, address: str, open_page: Open, cloud: StandIn) -> None:
    for asset in cloud.photos[20:25]:
        cloud.faults.plan("429:1", key=asset.asset_id)
    page = open_page(address)
    page.get_by_role("button", name="Back up now").click()
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("menuitem", name="Until I resume").click()
    headline(page, "You paused all backups.")
    safe = place.status.totals.safe
    assert safe < len(cloud.photos)
    page.get_by_role("button", name="Resume", exact=True).click()
    headline(page, f"All {PHOTOS} photos are safe.")
    assert place.status.totals.safe + place.status.totals.skipped == len(cloud.photos)
