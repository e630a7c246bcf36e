"""A round of the rolling verification: every file in time, no day with more than its share of four."""

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.rolling import CATCH_UP, portion

SIZES = st.lists(st.integers(1, 1000), min_size=1, max_size=60)


def day(files: dict[int, tuple[int, int | None]], days: int) -> None:
    """What one portion does to files (size, age; None: never read); then a night passes."""
    ages: dict[int, int] = {}
    for size, age in files.values():
        if age is not None:
            ages[age] = ages.get(age, 0) + size
    today = portion(ages, sum(size for size, age in files.values() if age is None), days)
    _read(files, [one for one, (_, age) in files.items() if age is None], today.new)
    old = [one for one, (_, age) in files.items() if age]
    _read(files, sorted(old, key=lambda one: -(files[one][1] or 0)), today.old)
    for one, (size, age) in files.items():
        files[one] = (size, None if age is None else age + 1)


def _read(files: dict[int, tuple[int, int | None]], order: list[int], left: int) -> None:
    for one in order:
        if left <= 0:
            return
        size = files[one][0]
        files[one], left = (size, 0), left - size


@given(SIZES, st.integers(1, 40))
def test_every_file_is_read_in_time_from_the_first_day_on(sizes: list[int], days: int) -> None:
    files: dict[int, tuple[int, int | None]] = {number: (size, None) for number, size in enumerate(sizes)}
    for _ in range(days):
        day(files, days)
    assert all(age is not None for _, age in files.values())
    for _ in range(2 * days + 5):
        day(files, days)
        assert max(age or 0 for _, age in files.values()) <= days


@given(SIZES, st.integers(5, 40), st.integers(1, 10_000))
def test_days_away_are_caught_up_without_a_storm(sizes: list[int], days: int, away: int) -> None:
    share = -(-sum(sizes) // days)
    assert portion({away + days: sum(sizes)}, 0, days).old <= CATCH_UP * share
    files: dict[int, tuple[int, int | None]] = {number: (size, days + away) for number, size in enumerate(sizes)}
    for _ in range(-(-days // CATCH_UP) + 1):
        day(files, days)
    assert max(age or 0 for _, age in files.values()) <= days


def test_all_read_on_one_day_are_spread_over_the_next_round() -> None:
    assert portion({0: 3000}, 0, 30).old == 100
    assert portion({15: 3000}, 0, 30).old == 200


def test_new_photos_keep_no_old_ones_waiting() -> None:
    today = portion({29: 100, 5: 900}, 2000, 30)
    assert (today.new, today.old) == (100, 100)


def test_what_was_read_before_a_restart_counts() -> None:
    today = portion({29: 100}, 200, 30)
    assert today.less(0) == today
    assert (today.new, today.old) == (10, 40)
    assert (today.less(20).new, today.less(20).old) == (0, 30)
    assert (today.less(10**9).new, today.less(10**9).old) == (0, 0)


def test_an_empty_library_has_nothing_to_read() -> None:
    assert (portion({}, 0, 30).new, portion({}, 0, 30).old) == (0, 0)
