"""A photographer looks through photos: culls by keyboard alone, enlarges, compares, and finds the place again."""

import io

import pytest
from playwright.sync_api import Page, expect
from tests.browser import album
from tests.browser.conftest import Faults, Open
from tests.browser.test_folders import enter, press
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access, keep
from tests.browser.world import World
from tests.ui.gallery import picture, safe

from holdfast.catalog import Connection, work

SCALE = "() => new DOMMatrix(getComputedStyle(document.querySelector('.viewer-zoomed')).transform).a"
ORIGINAL_IS_THERE = """() => [...document.querySelectorAll('.viewer-picture')]
  .some((image) => image.src.includes('local=1') && image.naturalWidth === 2400)"""

HAS_SOUGHT = """() => {
  const film = document.querySelector('video');
  return !film.seeking && film.currentTime > 1.4;
}"""
WAS_READ = "(part) => performance.getEntriesByType('resource').some((one) => one.name.endsWith(part))"


@pytest.fixture(autouse=True)
def some_have_no_preview(faults: Faults) -> None:
    """The browser reports as a fault what is an answer here: there is no preview, there is nothing left to undo."""
    faults.expected = lambda text: "404 (NOT FOUND)" in text or "422" in text


@pytest.fixture
def shoot(world: World) -> int:
    """Twelve photos of one evening, and a thirteenth; the folder that holds them."""
    source = world.source("Travel")
    for number in range(13):
        content = picture(number, 2400, 1600) if number == 0 else picture(number, 320, 240)
        safe(world.opened, source, album.photo(f"IMG_{number:04}.jpg", "evening"), content)
    return world.catalog.read(lambda db: db.number("SELECT id FROM folders WHERE path = 'evening'"))


def look_at(page: Page, folder: int, name: str = "IMG_0000.jpg") -> None:
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name=name).click()
    page.get_by_role("dialog", name=name).wait_for()
    page.get_by_role("region", name="Your marks").wait_for()


def said(db: Connection) -> list[tuple[str, str | None, int | None, int]]:
    rows = db.rows(
        "SELECT p.name, m.pick, m.rating, m.hidden FROM marks AS m JOIN photos AS p ON p.original_id = m.original_id"
        " ORDER BY p.name"
    )
    return [(row["name"], row["pick"], row["rating"], row["hidden"]) for row in rows]


def first_five(db: Connection, folder: int) -> list[int]:
    rows = db.rows("SELECT id FROM photos WHERE folder_id = ? ORDER BY name LIMIT 5", (folder,))
    return [row["id"] for row in rows]


def standing(world: World) -> int:
    return sum(done.undone_at is None for done in world.catalog.read(work.recent))


def test_twelve_photos_are_culled_by_keyboard_alone_and_all_of_it_is_undone(
    world: World, open_page: Open, shoot: int
) -> None:
    page = open_page(world.address())
    enter(page, f"#/folders/{shoot}")
    page.get_by_role("gridcell", name="IMG_0000.jpg").focus()
    press(page, "Enter")
    page.get_by_role("region", name="Your marks").wait_for()
    for _ in range(4):
        press(page, "Shift+P", "Shift+X", "Shift+Digit4")
    page.get_by_role("dialog", name="IMG_0012.jpg").wait_for()
    press(page, "Delete")
    expect(page.get_by_role("button", name="Hide")).to_have_attribute("aria-pressed", "true")
    page.locator(".viewer .toast", has_text="hidden from the library").wait_for()
    marks = world.catalog.read(said)
    assert [pick for _, pick, _, _ in marks] == ["pick", "reject", None] * 4 + [None]
    assert [rating for _, _, rating, _ in marks] == [None, None, 4] * 4 + [None]
    assert marks[-1] == ("IMG_0012.jpg", None, None, 1)
    press(page, "Escape")
    expect(page.get_by_role("gridcell", name="IMG_0012.jpg")).to_be_focused()
    for _ in range(14):
        press(page, "Control+z")
    page.locator(".toast", has_text="There is nothing to undo.").wait_for()
    assert (world.catalog.read(said), standing(world)) == ([], 0)
    press(page, "Control+Shift+z")
    page.locator(".toast", has_text="Done again: 1 photo: picked.").wait_for()
    assert world.catalog.read(said) == [("IMG_0000.jpg", "pick", None, 0)]


def test_every_pixel_is_seen_at_the_cursor_and_the_picture_is_moved(world: World, open_page: Open, shoot: int) -> None:
    page = open_page(world.address(), width=1280, height=800)
    look_at(page, shoot)
    page.wait_for_function("() => document.querySelector('.viewer-small') === null")
    stage = page.locator(".viewer-frame").bounding_box()
    assert stage is not None
    page.mouse.move(stage["x"] + stage["width"] / 4, stage["y"] + stage["height"] / 2)
    press(page, "z")
    page.wait_for_function(ORIGINAL_IS_THERE)
    expect(page.get_by_text("100 %")).to_be_visible()
    page.wait_for_function(f"() => ({SCALE})() > 2")
    press(page, "ArrowRight")
    page.get_by_role("dialog", name="IMG_0000.jpg").wait_for()
    page.mouse.dblclick(stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
    page.wait_for_function(f"() => ({SCALE})() === 1")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(f"() => ({SCALE})() > 2")
    press(page, "Space")
    page.wait_for_function(f"() => ({SCALE})() === 1")
    press(page, "ArrowRight")
    page.get_by_role("dialog", name="IMG_0001.jpg").wait_for()


def test_the_place_is_kept_by_reload_back_and_escape_and_the_next_photos_are_read_ahead(
    world: World, open_page: Open
) -> None:
    folder = album.many(world, 300)
    page = open_page(world.address())
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name="IMG_00002.jpg").click()
    page.get_by_role("dialog", name="IMG_00002.jpg").wait_for()
    strip = page.get_by_role("navigation", name="The photos beside it")
    expect(strip.get_by_role("button", name="IMG_00002.jpg")).to_have_attribute("aria-current", "true")
    assert 3 <= strip.get_by_role("button").count() <= 40
    for photo in world.catalog.read(first_five, folder):
        page.wait_for_function(WAS_READ, arg=f"/api/photos/{photo}")
    strip.get_by_role("button", name="IMG_00004.jpg").click()
    page.get_by_role("dialog", name="IMG_00004.jpg").wait_for()
    expect(page.get_by_role("dialog").get_by_role("status").first).to_contain_text("IMG_00004.jpg")
    expect(page.get_by_role("dialog").get_by_role("status").first).to_contain_text("5 of 300")
    page.reload()
    page.get_by_role("dialog", name="IMG_00004.jpg").wait_for()
    press(page, "b", "i")
    expect(page.get_by_role("navigation", name="The photos beside it")).to_have_count(0)
    expect(page.locator(".about")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("gridcell", name="IMG_00007.jpg").click()
    page.get_by_role("dialog", name="IMG_00007.jpg").wait_for()
    press(page, "End")
    page.get_by_role("dialog", name="IMG_00299.jpg").wait_for()
    press(page, "Enter")
    expect(page.get_by_role("gridcell", name="IMG_00299.jpg")).to_be_focused()
    expect(page.get_by_role("gridcell", name="IMG_00299.jpg")).to_be_in_viewport()


def test_a_photo_is_put_into_a_new_collection_tagged_and_compared(world: World, open_page: Open, shoot: int) -> None:
    page = open_page(world.address())
    look_at(page, shoot)
    press(page, "l")
    page.get_by_label("Name of the collection").fill("Best of")
    press(page, "Enter")
    page.locator(".toast").first.wait_for()
    press(page, "t")
    page.get_by_label("Further tags").fill("dusk, pier")
    press(page, "Enter")
    page.get_by_role("button", name="Take pier away").wait_for()
    press(page, "Escape")
    expect(page.get_by_role("dialog", name="Your tags")).to_have_count(0)
    press(page, "c")
    page.get_by_role("dialog", name="2 photos beside each other").wait_for()
    expect(page.get_by_role("button", name="IMG_0001.jpg").first).to_be_attached()
    press(page, "ArrowRight", "x")
    expect(page.locator(".compare-name", has_text="IMG_0001.jpg")).to_contain_text("rejected")
    press(page, "z")
    page.wait_for_function("() => document.querySelectorAll('.compare .viewer-frame[data-near=true]').length === 2")
    assert breaks_of_access(page) == []
    press(page, "Escape")
    page.get_by_role("dialog", name="IMG_0000.jpg").wait_for()
    assert ("IMG_0001.jpg", "reject", None, 0) in world.catalog.read(said)
    found = world.catalog.read(lambda db: [row["tag"] for row in db.rows("SELECT tag FROM own_tags ORDER BY tag")])
    assert found == ["dusk", "pier"]
    assert world.catalog.read(lambda db: db.number("SELECT count(*) FROM photo_collections")) == 1


def test_letters_can_be_switched_off_and_the_sheet_says_so(world: World, open_page: Open, shoot: int) -> None:
    page = open_page(world.address())
    look_at(page, shoot)
    press(page, "?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Letters count at once")
    assert breaks_of_access(page) == []
    keep(page, "shortcuts", whole=False)
    press(page, "Escape")
    expect(sheet).to_have_count(0)
    page.evaluate("localStorage.setItem('holdfast.letters', 'alt')")
    press(page, "p", "Alt+x")
    expect(page.get_by_role("button", name="Reject (X)")).to_have_attribute("aria-pressed", "true")
    page.evaluate("localStorage.setItem('holdfast.letters', 'on')")
    page.locator(".viewer .toast", has_text="rejected").wait_for()
    press(page, "/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [done.what for done in world.catalog.read(work.recent)] == ["1 photo: rejected"]


def test_it_says_where_a_photo_comes_from_and_who_says_what(world: World, open_page: Open, shoot: int) -> None:
    page = open_page(world.address())
    look_at(page, shoot)
    press(page, "3")
    page.get_by_role("button", name="Where it comes from and what proves it").click()
    proof = page.locator(".proof")
    expect(proof).to_contain_text("compared with the source and stored")
    expect(proof).to_contain_text("evening/IMG_0000.jpg")
    sha256 = world.catalog.read(lambda db: db.rows("SELECT sha256 FROM originals ORDER BY id LIMIT 1")[0]["sha256"])
    expect(proof.get_by_text(sha256)).to_be_visible()
    page.get_by_role("button", name="Who says what of it").click()
    expect(page.get_by_role("row", name="Rating")).to_contain_text("3 stars")
    assert breaks_of_access(page) == []


def test_a_film_is_played_by_space_and_seeks(world: World, open_page: Open) -> None:
    source = world.source("Travel")
    film = safe(world.opened, source, album.photo("MOV.webm", "films", media_type="video", format="webm"), webm())
    page = open_page(world.address())
    folder = world.catalog.read(lambda db: db.number("SELECT folder_id FROM photos WHERE id = ?", (film,)))
    enter(page, f"#/folders/{folder}/{film}")
    page.wait_for_function("() => document.querySelector('video')?.readyState >= 1")
    press(page, "Space")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0")
    press(page, "Space")
    page.wait_for_function("() => document.querySelector('video').paused")
    page.evaluate("document.querySelector('video').currentTime = 1.5")
    page.wait_for_function(HAS_SOUGHT)


def webm() -> bytes:
    """Two seconds of grey."""
    import av
    from PIL import Image

    file = io.BytesIO()
    with av.open(file, "w", format="webm") as out:
        stream = out.add_stream("libvpx", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for shade in range(20):
            frame = av.VideoFrame.from_image(Image.new("RGB", (64, 48), (shade * 10,) * 3))  # type: ignore[no-untyped-call]
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return file.getvalue()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_photo_looks_right_at_every_size(world: World, open_page: Open, scheme: str) -> None:
    folder = album.album(world)
    page = open_page(world.address(), color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    enter(page, f"#/folders/{folder}")
    page.get_by_role("gridcell", name="IMG_4203.jpg").click()
    page.locator(".about").wait_for()
    page.wait_for_function("() => document.querySelector('.viewer-small') === null")
    for width, height in ((1920, 1080), (1280, 800), (800, 600), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function("(width) => innerWidth === width", arg=width)
        keep(page, f"viewer-{width}-{scheme}", whole=False)
        assert page.evaluate(OVERFLOWING) == [], width
    assert breaks_of_access(page) == []
