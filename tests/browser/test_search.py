"""A person searches: results while typing, the error at its character, filters, and a search that is kept."""

from playwright.sync_api import Page, expect
from tests.browser import album
from tests.browser.conftest import Faults, Open
from tests.browser.test_looks import OVERFLOWING, SCHEMES, breaks_of_access
from tests.browser.world import World


def searching(world: World, open_page: Open, faults: Faults) -> Page:
    """The page Search of somebody with some photos, some of which have no preview."""
    faults.expected = lambda text: "404 (NOT FOUND)" in text or "422" in text
    album.album(world)
    page = open_page(world.address())
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_role("gridcell").first).to_be_visible()
    return page


def test_photos_appear_while_one_types_and_the_error_is_shown_at_its_place(
    world: World, open_page: Open, faults: Faults
) -> None:
    page = searching(world, open_page, faults)
    field = page.get_by_role("searchbox", name="Search your photos")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("folder:Lofoten type:image")
    understood = page.get_by_role("region", name="How it was understood")
    expect(understood).to_contain_text("Photos in the folder “Lofoten”, of the type image")
    assert page.evaluate("decodeURIComponent(location.hash)") == "#/search?folder:Lofoten type:image"
    before = page.get_by_role("gridcell").count()
    understood.get_by_role("button", name="Do without: of the type image").click()
    expect(field).to_have_value("folder:Lofoten")
    page.go_back()
    expect(field).to_have_value("folder:Lofoten type:image")
    expect(page.get_by_role("gridcell")).to_have_count(before)
    field.fill("folder:Lofoten iso:>fast")
    expect(page.get_by_role("alert").filter(has_text="A number is expected here")).to_contain_text("At character 21")
    expect(page.locator(".search-marked mark")).to_have_text("f")


def test_a_filter_writes_into_the_query_a_photo_opens_and_the_search_is_kept(
    world: World, open_page: Open, faults: Faults
) -> None:
    page = searching(world, open_page, faults)
    page.get_by_label("Type").select_option("Pictures")
    field = page.get_by_role("searchbox", name="Search your photos")
    expect(field).to_have_value("type:image")
    page.get_by_role("gridcell").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(field).to_have_value("type:image")
    page.get_by_role("button", name="Keep this search as a collection").click()
    page.get_by_label("Name").fill("Pictures")
    page.get_by_role("button", name="Save as collection").click()
    page.get_by_role("link", name="Saved as Pictures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pictures")
    expect(page.get_by_role("gridcell").first).to_be_visible()


def test_everybody_can_read_and_reach_it(world: World, open_page: Open, faults: Faults) -> None:
    page = searching(world, open_page, faults)
    page.get_by_role("searchbox").fill("folder:Lofoten IMG_43 state:safe -weak -broken")
    expect(page.get_by_role("region", name="How it was understood")).to_contain_text("not with “broken”")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": 360, "height": 740})
        assert breaks_of_access(page) == []
        assert page.evaluate(OVERFLOWING) == []
