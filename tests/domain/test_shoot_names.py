"""How a shoot is called before the person says so, and which days are one holiday."""

import pytest

from holdfast.domain.shoot_names import Day, dates, holidays, home, redated, suggested

DAY, HOUR = 86_400_000, 3_600_000
FIRST = 1_781_395_200_000  # 14 June 2026, midnight
PARIS, ROME, OSTIA = (48.8566, 2.3522), (41.9028, 12.4964), (41.7300, 12.2800)


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [(0, HOUR, "14 June 2026"), (20 * HOUR, DAY + 3 * HOUR, "14 June 2026"), (0, 2 * DAY, "14–15 June 2026"),
     (0, 20 * DAY, "14 June – 3 July 2026"), (0, 300 * DAY, "14 June 2026 – 9 April 2027")],
)  # fmt: skip
def test_dates_are_said_as_people_say_them(begins: int, ends: int, said: str) -> None:
    """Who is up until three in the morning calls it the day before."""
    assert dates(FIRST + begins, FIRST + ends) == said


def test_a_name_is_the_place_or_the_folder_and_the_date() -> None:
    assert suggested("Paris", "DCIM", FIRST, FIRST) == "Paris, 14 June 2026"
    assert suggested(None, "Wedding", FIRST, FIRST) == "Wedding, 14 June 2026"
    assert suggested(None, "Scans", None, None) == "Scans"
    assert suggested(None, None, None, None) == "Photos without a date"


def test_another_span_changes_the_dates_in_a_name_and_nothing_else() -> None:
    after = (FIRST, FIRST + 2 * DAY)
    assert redated("Paris, 14 June 2026", (FIRST, FIRST), after) == "Paris, 14–15 June 2026"
    assert redated("Wedding", (FIRST, FIRST), after) == "Wedding"


def test_days_in_a_row_away_from_home_are_one_holiday() -> None:
    days = [
        Day(n, FIRST + n * DAY, FIRST + n * DAY + HOUR, PARIS if n in (0, 9) else (ROME, OSTIA)[n % 2])
        for n in range(10)
    ]
    assert holidays(days, PARIS) == [tuple(range(1, 9))]
    assert holidays(days, None) == []
    assert holidays(days[:2], PARIS) == []


def test_home_is_where_most_shoots_are_and_nobody_has_one_after_a_single_shoot() -> None:
    assert home([PARIS, ROME, PARIS]) == (48.9, 2.4)
    assert home([PARIS]) is None
    assert home([]) is None
