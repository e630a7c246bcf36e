"""D7 and D8: what a file says of its picture is believed only when it can be true."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.facts import degrees, plausible_place, plausible_time

NOW = datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC)
ANYTHING = st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.binary(), st.tuples(st.floats(), st.text()))


@given(st.lists(ANYTHING))
def test_d7_nothing_that_a_file_says_breaks_us(said: list[object]) -> None:
    assert plausible_time(said, NOW) is None or isinstance(plausible_time(said, NOW), str)


@given(st.datetimes(min_value=datetime(1826, 1, 2), max_value=datetime(2026, 6, 2)))  # noqa: DTZ001
def test_d7_a_time_that_can_be_is_kept_to_the_second(time: datetime) -> None:
    said = time.strftime("%Y:%m:%d %H:%M:%S").rjust(19, "0")
    found = plausible_time((None, said), NOW)
    assert found in (time.replace(microsecond=0).isoformat(), None)
    assert found is not None or time.replace(microsecond=0).time().isoformat() == "00:00:00"


def test_d7_tomorrow_can_be_and_the_day_after_cannot() -> None:
    tomorrow, later = (
        (NOW + timedelta(hours=hours)).strftime("%Y:%m:%d %H:%M:%S") for hours in (23, 25)
    )
    assert plausible_time((tomorrow,), NOW)
    assert plausible_time((later,), NOW) is None


@given(ANYTHING, ANYTHING)
def test_d8_nothing_that_a_file_says_of_its_place_breaks_us(parts: object, half: object) -> None:
    found = degrees(parts, half)
    assert found is None or isinstance(found, float | int)


@given(st.none() | st.floats(), st.none() | st.floats())
def test_d8_a_place_is_on_the_globe_or_unknown(latitude: float | None, longitude: float | None) -> None:
    found = plausible_place(latitude, longitude)
    if found == (None, None):
        return
    assert found == (latitude, longitude)
    assert found[0] is not None
    assert found[1] is not None
    assert abs(found[0]) <= 90
    assert abs(found[1]) <= 180
    assert found != (0, 0)


@pytest.mark.parametrize(("half", "sign"), [("N", 1), ("S", -1), ("e\0", 1), (" w", -1)])
def test_d8_degrees_minutes_and_seconds_are_one_number(half: str, sign: int) -> None:
    assert degrees((10, 30, 36), half) == pytest.approx(sign * 10.51)
