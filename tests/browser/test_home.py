"""A person at the page: every button does in the catalog what it says, and the page follows by itself."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser import scenes
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, SIZES, breaks_of_access, keep
from tests.browser.world import HOUR, World

from holdfast.catalog import Connection, jobs, pauses, sources
from holdfast.daemon import process
from holdfast.daemon.manners import BATTERY
from holdfast.daemon.process import Stop
from holdfast.domain.status import HeldBack
from holdfast.engine.report import WorkerStatus

CLICKED_TO_SEEN = """(button) => new Promise((seen) => {
  const before = button.textContent;
  const start = performance.now();
  new MutationObserver(() => { if (button.textContent !== before) seen(performance.now() - start); })
    .observe(button, { childList: true, subtree: true, characterData: true, attributes: true });
  button.click();
})"""


def sentence(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_page_says_what_the_server_says(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    expect(page.get_by_role("status").filter(has_text="All 7,030 photos are safe.")).to_be_visible()
    expect(page).to_have_title("Home · Safe · Holdfast")
    assert "code" not in page.url


def test_check_now_asks_for_a_backup_and_shows_at_once_that_it_did(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    button = page.get_by_role("button", name="Check now")
    button.wait_for()
    assert button.evaluate(CLICKED_TO_SEEN) < 100
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    (job,) = world.catalog.read(jobs.open_ones)
    assert (job.kind, job.origin, job.state) == ("backup", "person", "queued")


def test_progress_is_followed_live_and_never_goes_back(world: World, open_page: Open) -> None:
    scenes.copying(world)
    page = open_page(world.address())
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", "37")
    expect(page.get_by_text("37% · 4,210 of 11,080 photos · 96 of 254 GB")).to_be_visible()
    expect(page.get_by_text("about 20 minutes left")).to_be_visible()
    job = world.catalog.read(jobs.open_ones)[0]
    grown = jobs.Progress(phase="downloading", source="Travel", photos_done=4_300, photos_total=11_392,
                          bytes_done=97_000_000_000, bytes_total=290_000_000_000, found=11_392)  # fmt: skip
    world.progress(job.id, grown)
    expect(page.get_by_text("4,300 of 11,392 photos · 97 of 290 GB · +312 new photos found")).to_be_visible()
    expect(bar).to_have_attribute("aria-valuenow", "37")


def test_listing_counts_without_a_percentage(world: World, open_page: Open) -> None:
    scenes.listing(world)
    page = open_page(world.address())
    expect(page.get_by_role("heading", level=1)).to_contain_text("Found 8,400 photos so far…")
    assert page.get_by_role("progressbar").get_attribute("aria-valuenow") is None
    assert "%" not in page.locator(".hero").inner_text()


def test_everything_is_paused_for_an_hour_by_keyboard_and_resumed(world: World, open_page: Open) -> None:
    scenes.copying(world)
    page = open_page(world.address(), reduced_motion="reduce")
    page.get_by_role("button", name="Pause", exact=True).press("Enter")
    ways = page.get_by_role("menu", name="Pause all backups").get_by_role("menuitem")
    expect(ways).to_have_text(["For 1 hour", "Until tomorrow morning", "Until I resume"])
    expect(ways.first).to_be_focused()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(OVERFLOWING) == [], (scheme, size)
            keep(page, f"pausing-{size}-{scheme}")
        assert breaks_of_access(page) == [], scheme
    page.keyboard.press("ArrowUp")
    expect(ways.last).to_be_focused()
    page.keyboard.press("Escape")
    expect(ways).to_have_count(0)
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pausing after the photos that are on their way…")).to_be_visible()
    pause = world.catalog.read(pauses.now, world.now)
    assert pause is not None
    assert pause.until is not None
    assert pause.until - pause.since == HOUR
    (job,) = world.catalog.read(jobs.open_ones)
    world.catalog.write(jobs.gives_way, job.id, {})  # as the daemon does
    expect(page.get_by_role("heading", level=1)).to_contain_text("You paused all backups until ")
    expect(page.get_by_text("Paused. Everything copied so far is safe.")).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            keep(page, f"paused-until-{size}-{scheme}")
    page.get_by_role("button", name="Resume", exact=True).click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert world.catalog.read(pauses.now, world.now) is None


def test_running_job_is_stopped(world: World, open_page: Open) -> None:
    scenes.copying(world)
    page = open_page(world.address())
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopping after the photos that are on their way…")).to_be_visible()
    assert world.catalog.read(jobs.open_ones)[0].wish == "cancel"


def test_source_is_paused_and_resumed(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    page.get_by_role("button", name="Pause Travel").click()
    page.get_by_role("button", name="Resume Travel").wait_for()
    assert [source.paused for source in world.catalog.read(sources.everything)] == [True, False]
    page.get_by_role("button", name="Resume Travel").click()
    page.get_by_role("button", name="Pause Travel").wait_for()
    assert not any(source.paused for source in world.catalog.read(sources.everything))


def test_all_sources_are_resumed_by_the_one_button(world: World, open_page: Open) -> None:
    scenes.paused(world)
    page = open_page(world.address())
    page.get_by_role("button", name="Resume", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All 2,408 photos are safe.")
    assert not any(source.paused for source in world.catalog.read(sources.everything))


def test_verify_now_asks_for_a_verify(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    page.get_by_role("button", name="Verify now").click()
    page.get_by_role("progressbar").wait_for()
    assert world.catalog.read(jobs.open_ones)[0].kind == "verify"


def test_see_what_to_do_leads_to_the_first_problem(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = open_page(world.address())
    page.get_by_text("The source sent something that is not a photo.").wait_for()
    page.get_by_role("button", name="See what to do").click()
    focused = page.evaluate("document.activeElement.textContent")
    assert "The source sent something that is not a photo." in focused


def test_thousand_failures_with_one_cause_are_one_card_paged(world: World, open_page: Open) -> None:
    source = world.source("Travel")
    for number in range(250):
        name = f"IMG_{number:04}.jpg"
        world.failure(source, name, "STALLED", f"{name} stopped arriving.", "Nothing to do.")
    page = open_page(world.address())
    page.get_by_role("button", name="Show all 250 photos").click()
    expect(page.locator(".failure")).to_have_count(100)
    expect(page.get_by_text("100 of 250 shown")).to_be_visible()
    for shown in (200, 250):
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(".failure")).to_have_count(shown)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)
    last = page.locator(".failure").last
    expect(last).to_contain_text("IMG_0249.jpg")
    expect(last).to_contain_text(re.compile(r"3 attempts · next try (tomorrow )?\d\d:\d\d"))
    page.get_by_role("button", name="Try these again").click()
    page.get_by_role("progressbar").wait_for()
    assert world.catalog.read(jobs.open_ones)[0].kind == "retry"


def test_what_is_left_of_a_cloud_s_calls_is_said(world: World, open_page: Open) -> None:
    source = world.source("Travel")
    world.photos(source, 100)
    scenes.calls(world, source, left=212)
    page = open_page(world.address())
    expect(page.get_by_text("212 of 500 calls left", exact=True)).to_be_visible()
    scenes.calls(world, source, left=3)
    said = re.compile(r"^3 of 500 calls left, so the next check finishes about (tomorrow )?\d\d:\d\d$")
    expect(page.get_by_text(said)).to_be_visible()


def test_safe_claims_no_more_than_was_proved(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    expect(page.get_by_role("status").filter(has_text="180 safe photos were compared by size only")).to_be_visible()
    page.get_by_role("button", name="What does “safe” mean?").click()
    expect(page.get_by_text("Of the safe photos, 6,850 compared by checksum and 180 compared by size only.")
           ).to_be_visible()  # fmt: skip


def test_skipped_photos_say_why_and_what_to_do(world: World, open_page: Open) -> None:
    scenes.safe(world)
    archived = "UPDATE photos SET skip_reason = 'ARCHIVED:GLACIER' WHERE state = 'skipped'"
    world.catalog.write(lambda db: db.run(archived))
    page = open_page(world.address())
    said = "7,030 of 7,052 photos are safe. 22 are archived and not copied."
    expect(page.get_by_role("heading", level=1)).to_have_text(said)
    page.get_by_role("button", name="Why are 22 photos skipped?").click()
    reason = page.get_by_text("22 photos of Travel: archived in GLACIER")
    expect(reason).to_contain_text("holdfast thaw")


def test_twins_are_counted_once(world: World, open_page: Open) -> None:
    world.photos(world.source("Travel"), 1_190)
    other = world.source("Family archive", "s3")
    world.photos(other, 14, state="pending")
    world.catalog.write(
        lambda db: db.run(
            "UPDATE photos SET state = 'safe', strength = 'md5', original_id = id - 1190 WHERE source_id = ?", (other,)
        )
    )
    page = open_page(world.address())
    expect(page.get_by_role("heading", level=1)).to_have_text("All 1,204 photos are safe.")
    expect(page.get_by_text("1,204 photos safe in 1,190 originals: the same photo is kept once.")).to_be_visible()


def test_hostile_names_stay_text(world: World, open_page: Open) -> None:
    scenes.attention(world)
    source = world.source("<script>alert(1)</script>\u202eevil")
    world.photos(source, 3)
    page = open_page(world.address())
    page.get_by_role("button", name="Show the photo").first.click()
    page.get_by_role("button", name="Show the photo").last.click()
    expect(page.locator(".failure")).to_have_count(2)
    assert page.locator("#page img, #page script, #page iframe").count() == 0
    text = page.locator("body").inner_text()
    assert "<img src=x onerror=alert(1)>⟨U+202E⟩gpj.exe" in text
    assert "<script>alert(1)</script>⟨U+202E⟩evil" in text
    assert "\u202e" not in text


def test_disappearance_is_accepted_only_with_its_count(world: World, open_page: Open) -> None:
    scenes.held(world)
    page = open_page(world.address())
    page.get_by_role("button", name="They are meant to be gone…").click()
    field = page.get_by_label("Number of photos")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert").filter(has_text="That is not 3,012.")).to_be_visible()
    field.fill("3012000")
    field.press("Enter")
    assert world.catalog.read(sources.everything)[0].held is not None
    field.fill("3,012")
    field.press("Enter")
    expect(field).to_have_count(0)
    (source,) = world.catalog.read(sources.everything)
    assert (source.held, source.accepted_absent) == (None, 3_012)


def test_count_that_changed_meanwhile_is_refused_in_words(world: World, open_page: Open, faults: Faults) -> None:
    faults.expected = lambda text: "409 (CONFLICT)" in text
    scenes.held(world)
    page = open_page(world.address())
    page.get_by_role("button", name="They are meant to be gone…").click()
    page.route("**/accept", lambda route: _change_then_go_on(world, route))
    page.get_by_label("Number of photos").fill("3012")
    page.get_by_role("button", name="Accept").click()
    refusal = page.get_by_role("alert").filter(has_text="3,013 photos disappeared from Travel, not 3,012.")
    expect(refusal).to_be_visible()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".notice")).to_have_count(0)


def _change_then_go_on(world: World, route: Route) -> None:
    held = HeldBack("MASS_GONE", "Travel says that 3,013 photos are gone.", 3_013)
    world.catalog.write(sources.hold, 1, held)
    route.continue_()


def test_history_shows_the_runs_and_how_they_ended(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    expect(page.locator(".last-run")).to_contain_text("7,030 files checked, all intact")
    page.get_by_role("link", name="All activity").click()
    rows = page.locator(".run")
    expect(rows).to_have_count(4)
    verified = re.compile("Verified.*Complete.*7,030 files checked, all intact.*22 min", re.DOTALL)
    expect(rows.first).to_contain_text(verified)
    expect(page.get_by_text("212 photos copied, 1.12 GB")).to_be_visible()


def test_safe_is_defined_one_click_away(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    page.get_by_role("button", name="What does “safe” mean?").click()
    expect(page.get_by_text("its size and checksum were compared with what the source declares")).to_be_visible()
    expect(page.get_by_text("5,178 of 7,030 originals on your drive were re-read")).to_be_visible()


def test_old_knowledge_turns_amber_by_itself(world: World, open_page: Open) -> None:
    scenes.attention(world)
    page = open_page(world.address())
    stale = page.locator(".fact[data-stale='true']")
    expect(stale).to_have_text(re.compile("Last complete check 9 days ago, too long ago to be sure"))


def test_nobody_works_is_said_with_what_to_do(world: World, open_page: Open) -> None:
    scenes.safe(world)
    page = open_page(world.address())
    page.get_by_role("heading", level=1).wait_for()
    expect(page.get_by_text("background service is not running")).to_have_count(0)
    world.sight.worker_seen = WorkerStatus(False)
    expect(page.get_by_text("Nothing is backed up by itself")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="In a terminal").click()
    expect(page.get_by_text("holdfast daemon start")).to_be_visible()
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text("Nobody works on this yet")).to_be_visible()


def test_one_button_starts_the_background_service(world: World, open_page: Open) -> None:
    scenes.safe(world)
    world.sight.worker_seen = WorkerStatus(False)
    page = open_page(world.address())
    page.get_by_role("button", name="Start backups").click()
    expect(page.get_by_role("button", name="Start backups")).not_to_have_attribute("aria-busy", "true", timeout=60_000)
    assert process.stop(world.opened.home, world.clock) is Stop.STOPPED, "it was at work"


@pytest.mark.parametrize("granted", [True, False], ids=["clipboard allowed", "clipboard refused"])
def test_command_is_copied(world: World, open_page: Open, granted: bool) -> None:
    allowed = ["clipboard-read", "clipboard-write"] if granted else ["clipboard-read"]
    page = open_page(world.address(), permissions=allowed)
    page.get_by_role("button", name="In a terminal").click()
    page.get_by_role("button", name="Copy holdfast source add cloudinary NAME").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == "holdfast source add cloudinary NAME"


def test_a_backup_that_waits_for_power_can_begin_all_the_same(world: World, open_page: Open) -> None:
    scenes.safe(world)
    now = world.now

    def wait(db: Connection) -> int:
        job = jobs.enqueue(db, "backup", jobs.Parameters(), origin="schedule", at=now)
        jobs.waits(db, job.id, now + 60_000, jobs.ON_BATTERY, BATTERY)
        return job.id

    number = world.catalog.write(wait)
    page = open_page(world.address())
    standing = "All 7,030 photos are safe. 22 skipped by rule."
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{BATTERY} {standing}")
    assert breaks_of_access(page) == []
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        keep(page, f"home-battery-{name}")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Back up now anyway").click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    job = world.catalog.read(jobs.by_id, number)
    assert (job.origin, job.state, job.wait_code) == ("person", "queued", None)
