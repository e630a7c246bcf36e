"""What a person says of photos: it counts before the file's word, for one photo or thousands, and is undone as one."""

from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listings import make_safe, make_source, photo, scan

from holdfast.catalog import Catalog, Connection, marks, work
from holdfast.domain import marking as rules
from holdfast.domain.marking import Marking
from holdfast.engine import marking
from holdfast.errors import Conflict, UsageError

NOON = "2021-06-14T10:02:00"


@pytest.fixture
def held(catalog: Catalog) -> Catalog:
    """Three photos: 1 and 2 with a time of their own, 2 beside a zone; nobody knows when 3 was taken."""
    source = make_source(catalog)
    scan(catalog, source, [photo(number) for number in range(1, 4)])
    make_safe(catalog, source)
    catalog.write(
        lambda db: db.many(
            "INSERT INTO exif_data (original_id, taken_at, utc_offset, read_at) VALUES (?, ?, ?, 1)",
            [(1, NOON, None), (2, "2021-06-14T23:30:00", 120)],
        )
    )
    return catalog


def times(db: Connection) -> list[tuple[str | None, int | None, str | None]]:
    rows = db.rows("SELECT taken_at, utc_offset, taken_from FROM facts_shown ORDER BY original_id")
    return [(row["taken_at"], row["utc_offset"], row["taken_from"]) for row in rows]


def moments(db: Connection) -> list[int | None]:
    return [row["moment"] for row in db.rows("SELECT moment FROM photos ORDER BY id")]


def test_a_rating_a_colour_a_star_and_tags_are_given_to_all_at_once_and_undone_as_one(held: Catalog) -> None:
    said = Marking({"rating": 4, "colour": "red", "star": 1, "caption": " Tide "}, tags=("sea  side",))
    act = marking.mark(held, [1, 2, 3], said, 5)
    assert (act.photos, act.passed_over) == (3, 0)
    assert act.what == "3 photos: rated 4, coloured red, starred, caption set, tagged “sea side”"
    for number in (1, 2, 3):
        found = held.read(marks.of_original, number)
        assert found is not None
        assert (found.rating, found.colour, found.star, found.caption) == (4, "red", 1, "Tide")
        assert found.tags == ("sea side",)
    marking.undo(held, None, 6)
    assert held.read(lambda db: db.number("SELECT (SELECT count(*) FROM marks) + (SELECT count(*) FROM own_tags)")) == 0


def test_a_time_shift_moves_what_is_shown_and_where_the_photo_stands_and_leaves_the_rest(held: Catalog) -> None:
    before = held.read(times), held.read(moments)
    act = marking.mark(held, [1, 2, 3], Marking(shift=3600), 5)
    assert (act.photos, act.passed_over) == (2, 1)
    assert held.read(times) == [
        ("2021-06-14T11:02:00", None, "person"), ("2021-06-15T00:30:00", 120, "person"), (None, None, None),
    ]  # fmt: skip
    assert [after - was for after, was in zip(held.read(moments)[:2], before[1][:2], strict=True)] == [3_600_000] * 2  # type: ignore[operator]
    marking.undo(held, act.change, 6)
    assert (held.read(times), held.read(moments)) == before


def test_the_preview_says_what_becomes_of_the_first_time(held: Catalog) -> None:
    found = held.read(marks.moved, [1, 2, 3], Marking(shift=3600))
    assert (found.photos, found.timed, found.before, found.after) == (3, 2, NOON, "2021-06-14T11:02:00")


def test_an_offset_alone_leaves_the_watch_as_it_is(held: Catalog) -> None:
    marking.mark(held, [1], Marking(offset=-330), 5)
    assert held.read(times)[0] == (NOON, -330, "person")


def test_a_time_that_is_set_and_taken_back_leaves_the_files_own(held: Catalog) -> None:
    marking.mark(held, [2, 3], Marking({"taken_at": "2020-01-01T00:00:00"}, offset=60), 5)
    assert held.read(times)[1:] == [("2020-01-01T00:00:00", 60, "person")] * 2
    marking.mark(held, [2, 3], Marking({"taken_at": None}), 6)
    assert held.read(times)[1:] == [("2021-06-14T23:30:00", 120, "DateTimeOriginal"), (None, None, None)]


def test_many_photos_are_one_act_in_small_writes(held: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "BATCH", 1)
    act = marking.mark(held, [1, 2, 3], Marking({"rating": 3}), 5)
    assert [done.rows for done in held.read(work.recent)] == [3]
    marking.undo(held, act.change, 6)
    assert held.read(lambda db: db.number("SELECT count(*) FROM marks")) == 0
    marking.redo(held, act.change or 0, 7)
    assert held.read(lambda db: db.number("SELECT count(*) FROM marks")) == 3


def test_an_undo_of_many_that_cannot_be_whole_changes_nothing(held: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "BATCH", 1)
    act = marking.mark(held, [1, 2, 3], Marking({"rating": 3}), 5)
    marking.mark(held, [1], Marking({"rating": 5}), 6)
    with pytest.raises(Conflict, match="rated 5"):
        marking.undo(held, act.change, 7)
    assert held.read(lambda db: db.number("SELECT sum(rating) FROM marks")) == 11


def test_an_undo_that_was_cut_short_goes_on(held: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "BATCH", 1)
    act = marking.mark(held, [1, 2, 3], Marking({"rating": 3}), 5)
    done = held.read(work.by_id, act.change or 0)
    held.write(work.put_back, done, (3, 3), True)
    marking.undo(held, act.change, 7)
    assert held.read(lambda db: db.number("SELECT count(*) FROM marks")) == 0


WRONG = (
    Marking({"rating": 6}), Marking({"rating": True}), Marking({"pick": "maybe"}), Marking({"id": 1}), Marking(),
    Marking({"latitude": 91, "longitude": 0}), Marking({"latitude": 1}), Marking(offset=5000),
    Marking({"latitude": float("nan"), "longitude": 1}), Marking({"taken_at": "2021-02-30T10:00:00"}),
    Marking({"taken_at": "1021-02-20T10:00:00"}), Marking(tags=(" ",)), Marking(tags=("a\nb\x00",)),
)  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_said_of_a_photo_is_refused_in_words(held: Catalog, wrong: Marking) -> None:
    with pytest.raises(UsageError) as refused:
        marking.mark(held, [1], wrong, 5)
    assert refused.value.message.endswith(".")
    assert held.read(work.recent) == []


LONG_AGO = datetime(1850, 1, 1)  # noqa: DTZ001 - as a watch shows it
MOMENTS = st.datetimes(min_value=LONG_AGO).map(lambda moment: moment.replace(microsecond=0).isoformat())
SPANS = st.integers(-400 * 86_400, 400 * 86_400)


@given(MOMENTS, SPANS)
def test_a_time_moved_forth_and_back_is_the_same(moment: str, seconds: int) -> None:
    there = rules.shifted(moment, seconds)
    assert there is None or rules.shifted(there, -seconds) == moment


@given(SPANS)
def test_a_span_is_read_as_it_is_shown(seconds: int) -> None:
    assert rules.shift(rules.shown_shift(seconds)) == seconds


@given(st.integers(-18 * 60, 18 * 60))
def test_an_offset_is_read_as_it_is_shown(minutes: int) -> None:
    assert rules.offset(rules.shown_offset(minutes)) == minutes


@given(st.text(max_size=12))
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    for read in (rules.shift, rules.offset, rules.taken, rules.place, rules.tag):
        with suppress(ValueError):
            assert read(text) is not None


def test_a_thousand_acts_are_taken_back_one_by_one_and_done_again(held: Catalog) -> None:
    held.write(_rate_often)
    last = held.read(_ratings)
    held.write(_undo_all)
    assert held.read(_ratings) == []
    with pytest.raises(UsageError, match="nothing to undo"):
        marking.undo(held, None, 7)
    held.write(_redo_all)
    assert held.read(_ratings) == last
    with pytest.raises(UsageError, match="nothing to do again"):
        marking.redo(held, None, 9)


def _rate_often(db: Connection) -> None:
    for number in range(1_000):
        _rate(db, 1 + number % 3, number % 5 + 1)


def _undo_all(db: Connection) -> None:
    """As the key does it, press after press, and in one transaction for the sake of the test's time."""
    while (done := work.latest(db)) is not None:
        work.undo(db, done.id, 6)


def _redo_all(db: Connection) -> None:
    while (done := work.next_undone(db)) is not None:
        work.redo(db, done.id)


def _rate(db: Connection, original: int, rating: int) -> None:
    with work.change(db, f"Rated {rating}", 5) as change:
        change.put("marks", {"original_id": original}, {"rating": rating})


def _ratings(db: Connection) -> list[tuple[int, int]]:
    return [(row["original_id"], row["rating"]) for row in db.rows("SELECT original_id, rating FROM marks ORDER BY 1")]


def test_after_a_new_act_nothing_that_was_undone_before_it_is_done_again(held: Catalog) -> None:
    marking.mark(held, [1], Marking({"rating": 4}), 5)
    marking.undo(held, None, 6)
    marking.mark(held, [2], Marking({"hidden": 1}), 7)
    with pytest.raises(UsageError, match="nothing to do again"):
        marking.redo(held, None, 8)
    assert next(done.what for done in held.read(work.recent)) == "1 photo: hidden from the library"
    marking.undo(held, None, 9)
    assert marking.redo(held, None, 10).what == "1 photo: hidden from the library"
    with pytest.raises(UsageError, match="nothing to do again"):
        marking.redo(held, None, 11)


def test_an_act_of_an_older_version_which_knew_fewer_columns_is_undone_and_done_again(held: Catalog) -> None:
    act = marking.mark(held, [1], Marking({"rating": 4}), 5)
    held.write(lambda db: db.run("UPDATE metadata_history SET after = json_remove(after, '$.hidden')"))
    marking.undo(held, act.change, 6)
    assert held.read(_ratings) == []
    marking.redo(held, act.change, 7)
    assert held.read(_ratings) == [(1, 4)]
