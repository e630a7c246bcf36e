"""Collections: by hand in the person's order, mirrored from a folder, and all of it undone as it was done."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listings import make_safe, make_source, photo, scan

from holdfast.catalog import Catalog, Connection, collections, shoot_acts, work
from holdfast.catalog.collections import Collection
from holdfast.engine import collecting, marking
from holdfast.errors import Conflict, QueryError, UsageError

PHOTOS = 8


@pytest.fixture
def held(catalog: Catalog) -> Catalog:
    """Eight safe photos, the last two in folders of their own, one below the other."""
    source = make_source(catalog)
    listed = [photo(number) for number in range(1, PHOTOS - 1)]
    listed += [photo(PHOTOS - 1, folder=("2025",)), photo(PHOTOS, folder=("2025", "May"))]
    scan(catalog, source, listed)
    make_safe(catalog, source)
    return catalog


def made(catalog: Catalog, name: str = "Best", **how: object) -> Collection:
    number = collecting.make(catalog, name, 1, **how)  # type: ignore[arg-type]
    found = catalog.read(collections.by_id, number)
    assert found is not None
    return found


def shown(catalog: Catalog, collection: Collection, limit: int = 3) -> list[int]:
    """All photos, read in small pages."""
    after, found = None, []
    while True:
        page = catalog.read(collections.page, collection, after, limit)
        found += [one.id for one in page.photos]
        after = page.next
        if after is None:
            return found


def test_photos_come_in_the_order_in_which_they_were_put_in_and_only_once(held: Catalog) -> None:
    best = made(held)
    assert collecting.add(held, best, [5, 2, 5, 7], 2).photos == 3
    assert collecting.add(held, best, [2, 1, 999], 3).passed_over == 1
    assert shown(held, best) == [5, 2, 7, 1]
    found = held.read(collections.by_name, "BEST")
    assert (found.photos, found.cover and found.cover.photo_id) == (4, 5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, PHOTOS), st.one_of(st.none(), st.integers(1, PHOTOS))), max_size=30))
def test_a_photo_stands_where_it_was_moved_however_often(held: Catalog, moves: list[tuple[int, int | None]]) -> None:
    number = collecting.make(held, f"Moved {len(held.read(collections.everything))}", 1)
    album = held.read(collections.by_id, number)
    assert album is not None
    collecting.add(held, album, range(1, PHOTOS + 1), 2)
    expected = list(range(1, PHOTOS + 1))
    for which, before in moves:
        if which == before:
            continue
        collecting.move(held, album, which, before, 3)
        expected.remove(which)
        expected.insert(len(expected) if before is None else expected.index(before), which)
    assert shown(held, album) == expected


def test_removing_is_undone_with_every_photo_in_its_place(held: Catalog) -> None:
    best = made(held)
    collecting.add(held, best, [3, 1, 2], 2)
    act = collecting.remove(held, best, 4)
    assert held.read(collections.everything) == []
    marking.undo(held, act, 5)
    assert shown(held, held.read(collections.by_name, "Best")) == [3, 1, 2]


def test_a_name_that_was_taken_meanwhile_keeps_an_undo_from_going_on(held: Catalog) -> None:
    act = collecting.remove(held, made(held), 4)
    made(held, "best")
    with pytest.raises(Conflict, match="There is a collection “Best” already"):
        marking.undo(held, act, 5)


def test_a_mirror_follows_its_folder_and_all_below_it(held: Catalog) -> None:
    album = made(held, folder_id=held.read(collections.folder_named, "cloud/2025"))
    assert shown(held, album, 1) == [PHOTOS - 1, PHOTOS]
    scan(held, 1, [photo(PHOTOS, folder=("2025", "May")), photo(9, folder=("2025", "June"))], at=5)
    make_safe(held, 1)
    assert set(shown(held, album)) >= {PHOTOS, 9}
    with pytest.raises(Conflict, match="from its source"):
        collecting.add(held, album, [1], 6)


def test_the_top_of_a_source_can_be_mirrored(held: Catalog) -> None:
    album = made(held, folder_id=held.read(collections.folder_named, "cloud"))
    assert sorted(shown(held, album)) == list(range(1, PHOTOS + 1))
    assert album.folder == "cloud"
    assert album.photos == PHOTOS


def test_a_rule_that_makes_no_sense_is_refused(held: Catalog) -> None:
    with pytest.raises(QueryError):
        made(held, query="rating:>=banana")
    with pytest.raises(UsageError, match="needs a name"):
        made(held, "  ")


def test_rules_follow_what_they_name_when_it_is_renamed_and_when_that_is_undone(held: Catalog) -> None:
    best, rule = made(held), made(held, "Rule", query='IMG -(in:best OR rating:5) shoot:"Old name"')
    other = made(held, "Other", query="in:nothing OR in:rule")
    collecting.change(held, best, {"name": "Best of all"}, 2)
    assert queries(held) == {'IMG -(in:"Best of all" OR rating:5) shoot:"Old name"', "in:nothing OR in:rule"}
    act = collecting.change(held, rule, {"name": "Law"}, 3)
    assert queries(held) == {'IMG -(in:"Best of all" OR rating:5) shoot:"Old name"', "in:nothing OR in:Law"}
    marking.undo(held, act, 4)
    assert held.read(collections.by_name, "Rule").id == rule.id
    assert queries(held) == {'IMG -(in:"Best of all" OR rating:5) shoot:"Old name"', other.query}


def test_a_rule_follows_a_shoot_unless_another_one_has_its_name(held: Catalog) -> None:
    made(held, "Rule", query='shoot:"old name"')
    twins = [held.write(shoot_acts.make, "Old name", [number], 1)[0] for number in (1, 2)]
    held.write(shoot_acts.revise, twins[0], {"name": "New"}, 2)
    assert queries(held) == {'shoot:"old name"'}
    held.write(shoot_acts.revise, twins[1], {"name": "Newer"}, 3)
    assert queries(held) == {"shoot:Newer"}


def queries(catalog: Catalog) -> set[str | None]:
    return {one.query for one in catalog.read(collections.everything) if one.query}


def test_what_is_set_aside_is_in_no_album(held: Catalog) -> None:
    best, mirror = made(held), made(held, "All", folder_id=1)
    collecting.add(held, best, [1, 2, 3, 4], 2)
    with_all = held.read(collections.by_name, "All").photos or 0

    def hide(db: Connection) -> None:
        with work.change(db, "Set aside", 3) as change:
            change.put("marks", {"original_id": original(db, 2)}, {"kept_id": original(db, 1)})
            change.put("marks", {"original_id": original(db, PHOTOS)}, {"kept_id": original(db, 1)})

    held.write(hide)
    assert shown(held, best) == [1, 3, 4]
    assert held.read(collections.by_name, "Best").photos == 3
    assert {one.name: one.photos for one in held.read(collections.everything)} == {"Best": 3, "All": with_all - 2}
    assert set(shown(held, mirror)) == set(range(1, PHOTOS)) - {2}


def original(db: Connection, photo_id: int) -> int:
    return db.number("SELECT original_id FROM photos WHERE id = ?", (photo_id,))


def test_name_cover_and_place_among_the_others_are_changed_and_undone(held: Catalog) -> None:
    first, second = made(held, "First"), made(held, "Second")
    collecting.add(held, first, [1, 2], 2)
    act = collecting.change(held, first, {"name": "Sea", "cover_id": 2}, 3)
    sea = held.read(collections.by_name, "Sea")
    assert sea.cover is not None
    assert sea.cover.photo_id == 2
    collecting.reorder(held, second, first.id, 4)
    assert [one.name for one in held.read(collections.everything)] == ["Second", "Sea"]
    marking.undo(held, None, 5)
    marking.undo(held, act, 6)
    assert [one.name for one in held.read(collections.everything)] == ["First", "Second"]
