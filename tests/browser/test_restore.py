"""Restore and export in a real browser: a person takes a collection out, sees what would happen, and has the proof."""

import hashlib
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser import album, scenes
from tests.browser import test_timeline as timeline
from tests.browser.conftest import Faults, Open
from tests.browser.test_folders import enter
from tests.browser.test_looks import OVERFLOWING, SIZES, breaks_of_access, keep
from tests.browser.world import World
from tests.ui.test_saving import Person

from holdfast.catalog import Connection, jobs
from holdfast.daemon.runner import Runner


def opened_on(world: World, open_page: Open) -> Page:
    page = open_page(world.address())
    page.get_by_role("link", name="Restore", exact=False).first.click()
    expect(page.get_by_role("heading", level=1, name="Restore and export")).to_be_visible()
    return page


def work_off(world: World) -> None:
    """What the daemon does."""
    for job in world.catalog.read(jobs.open_ones):
        Runner(world.opened, threading.Event()).work_off(job.id)


@pytest.fixture
def chosen(world: World) -> list[int]:
    """A collection of three photos of a real library, one of them rated."""
    album.album(world)
    rows = world.catalog.read(
        Connection.rows, "SELECT p.id, p.original_id FROM photos AS p WHERE p.name LIKE 'IMG_42%' ORDER BY p.id LIMIT 3"
    )

    def make(db: Connection) -> None:
        number = db.insert(
            "INSERT INTO collections (uid, name, kind, position, changed_at) VALUES ('b', ?, 'hand', 1, 1)",
            ("Best of Lofoten",),
        )
        for at, row in enumerate(rows):
            db.run("INSERT INTO photo_collections (collection_id, original_id, position) VALUES (?, ?, ?)",
                   (number, row["original_id"], at))  # fmt: skip
        db.run("INSERT INTO marks (original_id, rating, changed_at) VALUES (?, 5, 1)", (rows[0]["original_id"],))

    world.catalog.write(make)
    return [row["id"] for row in rows]


@pytest.fixture
def in_the_window(world: World, open_page: Open, tmp_path: Path) -> Iterator[Page]:
    """The page as the desktop window shows it, where dialogs can be asked for; the person points to `tmp_path/out`."""
    place = tmp_path / "out"
    place.mkdir()
    with world.dialogs.shown_in(Person(place)):
        page = open_page("about:blank")
        page.add_init_script("window.pywebview = {}")
        yield page


def test_a_collection_is_taken_out_with_sidecars_under_names_of_one_s_own(
    world: World, chosen: list[int], in_the_window: Page, faults: Faults, tmp_path: Path
) -> None:
    faults.expected = lambda text: "422" in text  # the template that is none
    page, out = in_the_window, tmp_path / "out"
    page.goto(world.address())
    page.get_by_role("link", name="Restore", exact=False).first.click()
    page.get_by_role("radio", name="A collection").check()
    page.get_by_role("combobox", name="Collection").select_option("Best of Lofoten")
    page.get_by_role("radio", name="My own way").check()
    template = page.get_by_role("textbox", name="Folders and names")
    template.fill("best/{yeer}/{name}")
    expect(page.get_by_text("{yeer} is no field of a structure.")).to_be_visible()
    assert breaks_of_access(page) == []
    template.fill("best/{year}/{name}")
    expect(page.get_by_text("best/2019/IMG_4200.jpg")).to_be_visible()
    page.get_by_label("XMP sidecars").select_option("name.ext.xmp")
    page.get_by_label("A table of everything").select_option("csv")
    page.get_by_role("button", name="Choose a folder…").click()
    plan = page.get_by_role("group", name="What would happen")
    expect(plan).to_contain_text(str(out))
    plan.get_by_role("button", name="All of them by name").click()
    expect(plan.get_by_role("listitem")).to_have_count(3)
    assert breaks_of_access(page) == []
    keep(page, "restore-plan-light")
    assert list(out.iterdir()) == [], "nothing is written by looking"
    with page.expect_response("**/api/restores/begin"):
        plan.get_by_role("button", name="Copy them").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    work_off(world)
    expect(page.get_by_text("3 photos read back and right")).to_be_visible()
    assert_out(world, chosen, out)
    page.get_by_role("button", name="Receipt").click()
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    keep(page, "restore-done-light")


def assert_out(world: World, chosen: list[int], out: Path) -> None:
    """Byte for byte what the library holds, sidecars, the table, and a manifest that a stranger's program checks."""
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    names = [f"best/2019/IMG_{4200 + at}.jpg" for at in range(3)]
    assert sorted(found) == sorted([*names, *(f"{name}.xmp" for name in names), "manifest-sha256.txt", "photos.csv"])
    for name, photo in zip(names, chosen, strict=True):
        held = world.catalog.read(
            Connection.row,
            "SELECT o.sha256 FROM photos AS p JOIN originals AS o ON o.id = p.original_id WHERE p.id = ?", (photo,)
        )  # fmt: skip
        assert held is not None
        assert hashlib.sha256(found[name].read_bytes()).hexdigest() == held["sha256"]
    check = ["sha256sum", "--quiet", "--strict", "-c", "manifest-sha256.txt"]
    assert subprocess.run(check, cwd=out, check=False).returncode == 0


def test_what_hinders_is_said_before_it_begins(world: World, in_the_window: Page) -> None:
    """The drive is too small for these photos, which are invented, and names and what is missing are told."""
    scenes.attention(world)
    world.catalog.write(lambda db: db.run("UPDATE originals SET bytes = bytes * 1000000"))
    page = in_the_window
    page.goto(world.address())
    page.get_by_role("link", name="Restore", exact=False).first.click()
    page.get_by_role("button", name="Choose a folder…").click()
    expect(page.get_by_text("There is not enough room:", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Copy them")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="cannot come along", exact=False).click()
    expect(page.get_by_text("Could not be copied so far; Problems says why.").first).to_be_visible()
    assert breaks_of_access(page) == []
    page.get_by_role("button", name="Leave it").click()
    expect(page.get_by_role("button", name="Choose a folder…")).to_be_visible()
    assert world.catalog.read(jobs.open_ones) == []


def test_a_search_says_how_it_was_understood_and_a_browser_gets_a_folder_of_its_own(
    world: World, chosen: list[int], open_page: Open, faults: Faults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults.expected = lambda text: "422" in text  # the search that is none
    monkeypatch.setenv("HOME", str(tmp_path))
    page = opened_on(world, open_page)
    page.get_by_role("radio", name="A search").check()
    field = page.get_by_role("searchbox")
    field.fill("rating:>=9x")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("rating:>=4 folder:2019/Lofoten")
    expect(page.get_by_text("1 photo found.")).to_be_visible()
    expect(
        page.get_by_text("holdfast export --to FOLDER --query 'rating:>=4 folder:2019/Lofoten' --gone")
    ).to_be_visible()
    page.get_by_role("button", name="Into a new folder in Downloads").click()
    expect(page.get_by_role("group", name="What would happen")).to_contain_text(f"{tmp_path}/Holdfast 20")


def plan_of(page: Page, kind: str, count: int) -> None:
    """The page has the choice, and the plan counts it."""
    expect(page.get_by_role("heading", level=1, name="Restore and export")).to_be_visible()
    expect(page.get_by_role("radio", name=kind)).to_be_checked()
    page.get_by_role("button", name="Choose a folder…").click()
    photos = page.get_by_role("group", name="What would happen").locator("dl div").filter(has_text="Photos")
    expect(photos.locator("dd")).to_have_text(str(count))


def test_a_collection_a_search_some_found_photos_and_the_one_in_the_viewer(
    world: World,
    chosen: list[int],
    in_the_window: Page,
    faults: Faults,
) -> None:
    faults.expected = lambda text: "404 (NOT FOUND)" in text  # some have no preview
    page = in_the_window
    page.goto(world.address())
    enter(page, "#/collections/1")
    page.get_by_role("button", name="Export…").click()
    plan_of(page, "A collection", 3)
    enter(page, "#/search?folder%3A%222018%20Lisbon%22")
    page.get_by_role("button", name="Export…").click()
    plan_of(page, "A search", 1)
    enter(page, "#/search?folder%3A2019%2FLofoten")
    for name in ("IMG_4200", "IMG_4201"):
        page.get_by_role("gridcell", name=name).click(modifiers=["Control"])
    assert breaks_of_access(page) == []
    keep(page, "export-found-light")
    page.get_by_text("2 photos chosen").locator("..").get_by_role("button", name="Export…").click()
    plan_of(page, "Your choice", 2)
    expect(page.get_by_text("2 photos that you chose one by one.")).to_be_visible()
    page.go_back()
    page.get_by_role("gridcell").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Export…").click()
    plan_of(page, "Your choice", 1)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_choice_in_the_timeline_lasts_over_a_reload(world: World, open_page: Open) -> None:
    timeline.life(world)
    page = open_page(world.address())
    timeline.shown(page)
    page.get_by_role("gridcell").first.focus()
    page.keyboard.press("Control+a")
    page.get_by_role("region", name="What can be done with the chosen photos").get_by_role(
        "button", name="Export…"
    ).click()
    expect(page.get_by_role("radio", name="Your choice")).to_be_checked()
    said = page.get_by_text("that you chose one by one.").inner_text()
    page.reload()
    expect(page.get_by_text(said)).to_be_visible()


@pytest.mark.parametrize("name", ["empty", pytest.param("trusted", marks=pytest.mark.torture)])
def test_the_page_looks_right(name: str, world: World, open_page: Open) -> None:
    {"empty": scenes.empty, "trusted": scenes.trusted}[name](world)
    for scheme in ("light", "dark"):
        page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")
        page.get_by_role("link", name="Restore", exact=False).first.click()
        expect(page.get_by_role("heading", level=1, name="Restore and export")).to_be_visible()
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(OVERFLOWING) == [], (scheme, size)
            keep(page, f"restore-{name}-{size}-{scheme}")
        assert breaks_of_access(page) == [], scheme


def test_a_collection_is_read_again_and_its_damaged_file_is_named_with_what_to_do(
    world: World, chosen: list[int], open_page: Open
) -> None:
    row = world.catalog.read(
        Connection.row, "SELECT o.path FROM photos AS p JOIN originals AS o ON o.id = p.original_id WHERE p.id = ?",
        (chosen[1],),
    )  # fmt: skip
    assert row is not None
    (world.opened.library / row["path"]).write_bytes(b"another thing")
    page = open_page(world.address())
    enter(page, "#/safety")
    page.get_by_role("button", name="Check a part of it").click()
    page.get_by_role("radio", name="A collection").check()
    page.get_by_role("combobox", name="Collection").select_option("Best of Lofoten")
    with page.expect_response("**/api/jobs"):
        page.get_by_role("button", name="Check it now").click()
    work_off(world)
    page.get_by_role("button", name="Checked before, once").click()
    expect(page.get_by_text("3 files read", exact=False)).to_contain_text("1 not as stored")
    page.get_by_role("button", name="The file, and what to do").click()
    named = page.get_by_role("list", name="Files that are not as they were stored")
    expect(named.get_by_role("listitem")).to_have_count(1)
    expect(named).to_contain_text(row["path"].rpartition("/")[2])
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OVERFLOWING) == []
        keep(page, f"safety-part-{width}")
    assert breaks_of_access(page) == []
