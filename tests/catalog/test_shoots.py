"""What a person does with shoots: kept, renamed, split, merged, refused; and all of it undone."""

from collections.abc import Callable

import pytest
from shooting import DAY, MINUTE, NOON, add, days

from holdfast.catalog import Catalog, Connection, shoot_acts, shoots, suggestions, work
from holdfast.catalog.suggestions import Suggestion
from holdfast.errors import UsageError


@pytest.fixture
def db(catalog: Catalog) -> Connection:
    catalog.write(days)
    return catalog._writer


def inside(db: Connection) -> dict[int, tuple[str, str, list[int]]]:
    """Every shoot with its state, its name and its photos."""
    return {
        row["id"]: (row["state"], row["name"], members(db, row["id"]))
        for row in db.rows("SELECT id, state, name FROM photo_shoots ORDER BY id")
    }


def members(db: Connection, shoot_id: int) -> list[int]:
    return [photo.id for photo in shoots.photos(db, shoot_id, 0, 100)[0]]


FIRST, SECOND = list(range(1, 11)), list(range(11, 21))


def test_a_suggestion_is_seen_with_its_cover_span_and_camera(db: Connection) -> None:
    one = shoots.page(db, "suggested", 0, 10)[1]
    assert (one.name, one.photos, one.bytes, one.camera) == ("Paris, 14 June 2026", 10, 50, "Z 6")
    assert (one.begins_at, one.ends_at) == (NOON + MINUTE, NOON + 10 * MINUTE)
    assert one.cover is not None
    assert one.cover.photo_id == 1


def test_pages_of_shoots_and_of_photos_lead_through_all_of_them(db: Connection) -> None:
    first, second = (one.id for one in shoots.page(db, "suggested", 0, 10))
    assert [one.id for one in shoots.page(db, "suggested", first, 10)] == [second]
    some, after = shoots.photos(db, second, 0, 6)
    rest, end = shoots.photos(db, second, after or 0, 6)
    assert [photo.id for photo in (*some, *rest)] == FIRST
    assert end is None
    assert shoots.beside(db, second) == (None, first)


def test_what_is_set_aside_is_neither_counted_nor_shown_until_it_is_brought_back(db: Connection) -> None:
    """A mark that only hides, one that says more, and one that is there before the photo comes into the shoot."""
    db.run("INSERT INTO marks (original_id, rating, changed_at) VALUES (2, 3, 9)")
    with work.change(db, "Set aside", 9) as change:
        for one in (2, 3, 4):
            change.put("marks", {"original_id": one}, {"kept_id": 1})
    assert (shoots.by_id(db, 1).photos, shoots.by_id(db, 1).bytes) == (7, 35)
    assert members(db, 1) == [one for one in FIRST if one not in (2, 3, 4)]
    shoot_acts.merge(db, [2, 1], 10)
    assert (shoots.by_id(db, 2).photos, shoots.by_id(db, 2).bytes) == (17, 85)
    work.undo(db, 2, 11)
    work.undo(db, 1, 12)
    assert [(shoots.by_id(db, one).photos, shoots.by_id(db, one).bytes) for one in (1, 2)] == [(10, 50), (10, 50)]
    assert members(db, 1) == FIRST


ACTS: dict[str, Callable[[Connection], object]] = {
    "keep": lambda db: shoot_acts.keep(db, [1, 2], 9),
    "keep under a name": lambda db: shoot_acts.keep(db, [1], 9, "Wedding"),
    "rename": lambda db: shoot_acts.revise(db, 1, {"name": "Wedding", "client": "Ada", "cover_id": 4}, 9),
    "split": lambda db: shoot_acts.split(db, 1, 6, 9),
    "merge": lambda db: shoot_acts.merge(db, [1, 2], 9),
    "dismiss": lambda db: shoot_acts.dismiss(db, [2], 9),
    "make": lambda db: shoot_acts.make(db, "Best", [1, 20], 9),
    "put": lambda db: shoot_acts.put_photos(db, 1, [15], 9),
    "take away": lambda db: shoot_acts.put_photos(db, 1, [1, 5], 9, away=True),
}


@pytest.mark.parametrize("act", ACTS)
def test_whatever_a_person_does_is_undone_to_the_row(db: Connection, act: str) -> None:
    before = inside(db), shoots.by_id(db, 1), shoots.by_id(db, 2)
    ACTS[act](db)
    assert inside(db) != before[0] or shoots.by_id(db, 1) != before[1]
    done = work.latest(db)
    assert done is not None
    work.undo(db, done.id, 10)
    assert (inside(db), shoots.by_id(db, 1), shoots.by_id(db, 2)) == before


def test_any_word_of_the_person_makes_a_suggestion_theirs(db: Connection) -> None:
    shoot_acts.revise(db, 1, {"location": "Paris", "date": "2026-06-14"}, 9)
    one = shoots.by_id(db, 1)
    assert (one.state, one.location, one.date) == ("kept", "Paris", "2026-06-14")
    shoot_acts.revise(db, 1, {"location": None}, 9)
    assert shoots.by_id(db, 1).location is None


def test_a_split_puts_this_photo_and_all_later_ones_into_a_new_shoot(db: Connection) -> None:
    new, _ = shoot_acts.split(db, 1, 6, 9)
    assert (members(db, 1), members(db, new)) == ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])
    assert (shoots.by_id(db, 1).ends_at, shoots.by_id(db, new).begins_at) == (NOON + 5 * MINUTE, NOON + 6 * MINUTE)
    assert {shoots.by_id(db, one).state for one in (1, new)} == {"kept"}
    with pytest.raises(UsageError, match="begins with photo 6"):
        shoot_acts.split(db, new, 6, 9)
    with pytest.raises(UsageError, match="not in"):
        shoot_acts.split(db, new, 1, 9)


def test_a_split_does_not_part_a_live_photo(db: Connection) -> None:
    db.run("INSERT INTO stacks (id, kind, top_id) VALUES (1, 'live', 5)")
    db.run("INSERT INTO stack_members VALUES (5, 1, 'picture'), (6, 1, 'film')")
    new, _ = shoot_acts.split(db, 1, 6, 9)
    assert (members(db, 1), members(db, new)) == ([1, 2, 3, 4], [5, 6, 7, 8, 9, 10])


def test_days_that_are_merged_have_their_dates_in_the_name(db: Connection) -> None:
    shoot_acts.revise(db, 2, {"client": "Ada"}, 9)
    shoot_acts.merge(db, [1, 2], 9)
    assert inside(db) == {1: ("kept", "Paris, 14–15 June 2026", FIRST + SECOND)}
    assert shoots.by_id(db, 1).client == "Ada"


def test_a_number_is_never_used_again(db: Connection) -> None:
    """Undoing the merge brings the second shoot back under its number, whatever was made meanwhile."""
    change = shoot_acts.merge(db, [1, 2], 9)
    made, _ = shoot_acts.make(db, "Best", [3], 9)
    assert made > 2
    work.undo(db, change or 0, 10)
    assert inside(db)[2] == ("suggested", "Paris, 15 June 2026", SECOND)


def test_the_files_of_a_stack_go_together(db: Connection) -> None:
    db.run("INSERT INTO stacks (id, kind, top_id) VALUES (1, 'raw', 5)")
    db.run("INSERT INTO stack_members VALUES (5, 1, 'picture'), (15, 1, 'raw')")
    made, _ = shoot_acts.make(db, "Best", [5], 9)
    assert members(db, made) == [5, 15]


def test_a_shoot_keeps_a_photo_and_a_name(db: Connection) -> None:
    with pytest.raises(UsageError, match="No photo"):
        shoot_acts.put_photos(db, 1, FIRST, 9, away=True)
    with pytest.raises(UsageError, match="characters"):
        shoot_acts.revise(db, 1, {"name": " \n "}, 9)
    with pytest.raises(UsageError, match="no shoot 99"):
        shoot_acts.keep(db, [99], 9)
    with pytest.raises(UsageError, match="cover"):
        shoot_acts.revise(db, 1, {"cover_id": 20}, 9)


def test_a_holiday_is_offered_as_one(db: Connection) -> None:
    """Two days in Rome, and many shoots at home."""
    db.run("UPDATE photos SET latitude = 41.9, longitude = 12.5")
    for number in range(21, 27):
        add(db, number, NOON + (number - 30) * 5 * DAY)
        db.run("UPDATE photos SET latitude = 48.86, longitude = 2.35 WHERE id = ?", (number,))
        suggestions.offer(
            db, [Suggestion("home", NOON + (number - 30) * 5 * DAY, NOON, number, frozenset({number}))], 1
        )
    assert shoots.suggested_holidays(db) == [(1, 2)]
