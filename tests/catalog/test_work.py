"""What the person does is written through one seam, known to the sidecars, and can be undone."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listings import make_safe, make_source, photo, scan

from holdfast.catalog import Catalog, Connection, work
from holdfast.errors import Conflict

PHOTOS = 3


@pytest.fixture
def held(catalog: Catalog) -> Catalog:
    """A catalog with three safe photos: originals 1 to 3."""
    source = make_source(catalog)
    scan(catalog, source, [photo(number) for number in range(1, PHOTOS + 1)])
    make_safe(catalog, source)
    return catalog


def state(db: Connection) -> dict[str, list[dict[str, object]]]:
    """Every row of the person's work."""
    return {
        table: [dict(row) for row in db.rows(f"SELECT * FROM {table} ORDER BY {', '.join(keys)}")]
        for table, keys in work.KEYS.items()
    }


def rate(db: Connection, original: int, rating: int, now: int = 1) -> int:
    with work.change(db, f"Rated {rating}", now) as change:
        change.put("marks", {"original_id": original}, {"rating": rating})
    return change.id or 0


def album(db: Connection, name: str) -> int:
    with work.change(db, f"Made {name}", 1) as change:
        number = change.add("collections", {"uid": f"uid-{name}", "name": name, "kind": "hand"})
        change.put("photo_collections", {"collection_id": number, "original_id": 1}, {"position": 1})
    return change.id or 0


def due(db: Connection) -> list[tuple[str, str]]:
    return [(row["subject"], row["key"]) for row in db.rows("SELECT subject, key FROM work_due ORDER BY 1, 2")]


def test_an_act_is_undone_and_redone_as_a_whole(held: Catalog) -> None:
    before = held.read(state)
    change = held.write(album, "Sea")
    after = held.read(state)
    assert held.write(work.undo, change, 5).undone_at == 5
    assert held.read(state) == before
    held.write(work.redo, change)
    assert held.read(state) == after


def put_in(db: Connection, collection: int, original: int) -> int:
    with work.change(db, f"Put {original} in", 2) as change:
        change.put("photo_collections", {"collection_id": collection, "original_id": original}, {"position": original})
    return change.id or 0


def take_away(db: Connection, collection: int) -> int:
    with work.change(db, "Removed", 3) as change:
        for row in db.rows("SELECT original_id FROM photo_collections WHERE collection_id = ?", (collection,)):
            change.drop("photo_collections", {"collection_id": collection, "original_id": row["original_id"]})
        change.drop("collections", {"id": collection})
    return change.id or 0


def test_a_collection_that_others_were_put_into_since_is_not_undone_with_them_in_it(held: Catalog) -> None:
    made = held.write(album, "Sea")
    later = held.write(put_in, 1, 2)
    before = held.read(state)
    with pytest.raises(Conflict, match="1 photo came into it later"):
        held.write(work.undo, made, 5)
    assert held.read(state) == before
    held.write(work.undo, later, 6)
    held.write(work.undo, made, 7)
    assert held.read(state)["collections"] == []


def test_a_photo_goes_back_into_no_collection_that_is_gone_nor_into_one_of_another_name(held: Catalog) -> None:
    held.write(album, "Sea")
    later = held.write(put_in, 1, 2)
    held.write(work.undo, later, 5)
    removed = held.write(take_away, 1)
    held.write(album, "Hills")
    with pytest.raises(Conflict, match="was removed later"):
        held.write(work.redo, later)
    held.write(work.undo, removed, 6)
    held.write(work.redo, later)
    names = {row["id"]: row["name"] for row in held.read(state)["collections"]}
    inside = {(names[row["collection_id"]], row["original_id"]) for row in held.read(state)["photo_collections"]}
    assert inside == {("Sea", 1), ("Sea", 2), ("Hills", 1)}


def test_an_act_whose_row_looks_as_it_left_it_waits_for_the_later_ones_all_the_same(held: Catalog) -> None:
    acts = [held.write(rate, 1, rating) for rating in (3, 5, 3)]
    with pytest.raises(Conflict, match=f"“Rated 3” .{acts[2]}. came later"):
        held.write(work.undo, acts[0], 5)
    for act in reversed(acts):
        held.write(work.undo, act, 6)
    assert held.read(state)["marks"] == []


def aside(db: Connection, original: int, keeper: int | None) -> int:
    with work.change(db, "Set aside", 1) as change:
        change.put("marks", {"original_id": original}, {"kept_id": keeper})
    return change.id or 0


def test_no_two_photos_are_hidden_behind_each_other(held: Catalog) -> None:
    held.write(aside, 1, 2)
    back = held.write(aside, 1, None)
    held.write(aside, 2, 1)
    with pytest.raises(Conflict, match="set aside behind one that is set aside"):
        held.write(work.undo, back, 5)
    assert {row["original_id"]: row["kept_id"] for row in held.read(state)["marks"]} == {2: 1}


def test_what_changes_nothing_is_no_act(held: Catalog) -> None:
    held.write(rate, 1, 4)
    assert held.write(rate, 1, 4, 99) == 0
    assert len(held.read(work.recent)) == 1


def test_a_mark_that_says_nothing_more_leaves_no_row(held: Catalog) -> None:
    def unrate(db: Connection) -> None:
        with work.change(db, "No rating", 2) as change:
            change.put("marks", {"original_id": 1}, {"rating": None})

    held.write(rate, 1, 4)
    held.write(unrate)
    assert held.read(state)["marks"] == []


def test_an_older_act_is_not_undone_over_a_later_one_and_the_later_is_named(held: Catalog) -> None:
    first = held.write(rate, 1, 4)
    held.write(rate, 1, 5)
    with pytest.raises(Conflict, match="Rated 5"):
        held.write(work.undo, first, 9)
    assert held.read(state)["marks"][0]["rating"] == 5


def test_an_act_is_undone_though_others_came_later_elsewhere(held: Catalog) -> None:
    first = held.write(rate, 1, 4)
    held.write(rate, 2, 5)
    held.write(work.undo, first, 9)
    assert [row["original_id"] for row in held.read(state)["marks"]] == [2]


def test_undone_twice_is_said(held: Catalog) -> None:
    change = held.write(rate, 1, 4)
    held.write(work.undo, change, 9)
    with pytest.raises(Conflict, match="undone already"):
        held.write(work.undo, change, 9)


def test_the_sidecars_are_to_hear_of_an_act_and_of_its_undoing(held: Catalog) -> None:
    change = held.write(album, "Sea")
    assert held.read(due) == [("collection", "uid-Sea")]
    held.write(lambda db: db.run("DELETE FROM work_due"))
    held.write(work.undo, change, 9)
    assert held.read(due) == [("collection", "uid-Sea")]


def test_a_tag_in_another_case_is_the_same_tag(held: Catalog) -> None:
    def tag(db: Connection, text: str, *, away: bool = False) -> int:
        with work.change(db, "Tagged", 1) as change:
            if away:
                change.drop("own_tags", {"original_id": 1, "tag": text})
            else:
                change.put("own_tags", {"original_id": 1, "tag": text}, {})
        return change.id or 0

    held.write(tag, "Sea")
    assert held.write(tag, "SEA") == 0
    gone = held.write(tag, "sea", away=True)
    held.write(work.undo, gone, 3)
    assert held.read(state)["own_tags"] == [{"original_id": 1, "tag": "Sea"}]


ORIGINAL = st.integers(1, PHOTOS)
STEP = st.one_of(
    st.tuples(st.just("rate"), ORIGINAL, st.one_of(st.none(), st.integers(0, 5))),
    st.tuples(st.just("star"), ORIGINAL, st.integers(0, 1)),
    st.tuples(st.just("tag"), ORIGINAL, st.sampled_from(["sea", "SEA", "sun"])),
    st.tuples(st.just("untag"), ORIGINAL, st.sampled_from(["sea", "Sun"])),
    st.tuples(st.just("album"), ORIGINAL, st.sampled_from(["Sea", "Alps"])),
    st.tuples(st.just("drop"), ORIGINAL, st.sampled_from(["Sea", "Alps"])),
)
ACTS = st.lists(st.lists(STEP, min_size=1, max_size=4), max_size=6)


def act(db: Connection, steps: list[tuple[str, int, object]], now: int) -> int | None:
    with work.change(db, "An act", now) as change:
        for step in steps:
            take(db, change, *step)
    return change.id


def take(db: Connection, change: work.Change, kind: str, original: int, value: object) -> None:
    match kind:
        case "rate" | "star":
            change.put("marks", {"original_id": original}, {"rating" if kind == "rate" else "star": value})  # type: ignore[dict-item]
        case "tag":
            change.put("own_tags", {"original_id": original, "tag": str(value)}, {})
        case "untag":
            change.drop("own_tags", {"original_id": original, "tag": str(value)})
        case _:
            shelve(db, change, original, str(value), away=kind == "drop")


def shelve(db: Connection, change: work.Change, original: int, name: str, *, away: bool) -> None:
    """The photo comes into the album of this name, or the album goes."""
    row = db.row("SELECT id FROM collections WHERE name = ?", (name,))
    if away and row is not None:
        for number in range(1, PHOTOS + 1):
            change.drop("photo_collections", {"collection_id": row["id"], "original_id": number})
        change.drop("collections", {"id": row["id"]})
    elif not away:
        values = {"uid": f"uid-{name}", "name": name, "kind": "hand"}
        number = change.add("collections", values) if row is None else int(row["id"])
        change.put("photo_collections", {"collection_id": number, "original_id": original}, {"position": original})


class _Back(Exception):
    """Thrown to leave the catalog as it was for the next example."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_any_acts_undone_newest_first_leave_what_was_there_and_redone_what_they_made(
    held: Catalog, acts: list[list[tuple[str, int, object]]]
) -> None:
    def one_after_another(db: Connection) -> None:
        states = [state(db)]
        done = [change for number, steps in enumerate(acts) for change in kept(db, states, steps, number)]
        for change, before in zip(reversed(done), reversed(states[:-1]), strict=True):
            work.undo(db, change, 100)
            assert state(db) == before
        for change, after in zip(done, states[1:], strict=True):
            work.redo(db, change)
            assert state(db) == after
        raise _Back

    with pytest.raises(_Back):
        held.write(one_after_another)


def kept(
    db: Connection, states: list[dict[str, list[dict[str, object]]]], steps: list[tuple[str, int, object]], now: int
) -> Iterator[int]:
    change = act(db, steps, now)
    if change is not None:
        states.append(state(db))
        yield change
