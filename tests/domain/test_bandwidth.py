"""Limits by the hour: what a person writes is what holds, and no second gets more than its limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.bandwidth import HOURS, NO_LIMITS, Bucket, parse, require, spelled
from holdfast.errors import UsageError

RATES = st.integers(10_000, 10**10)
LIMITS = st.lists(st.none() | RATES, min_size=HOURS, max_size=HOURS).map(tuple)


@given(LIMITS)
def test_what_is_spelled_is_read_again(limits: tuple[int | None, ...]) -> None:
    assert parse(spelled(limits)) == limits


@pytest.mark.parametrize("text", ["", "none", "  "])
def test_nothing_is_no_limit(text: str) -> None:
    assert parse(text) == NO_LIMITS


def test_hours_go_over_midnight_and_later_ones_win() -> None:
    limits = parse("22-6:500k 8:00-18:00: 2 MB/s; 12-13:10M")
    assert [limits[hour] for hour in (21, 22, 23, 0, 5, 6, 8, 12, 13, 17, 18)] == [
        None, 500_000, 500_000, 500_000, 500_000, None, 2_000_000, 10_000_000, 2_000_000, 2_000_000, None,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["8-18", "8-8:2M", "25-26:1M", "8-18:5", "8-18:-3", "fast", "8-18:2M fast", "0-30:1M"])
def test_what_makes_no_sense_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(text)
    assert refused.value.field == "bandwidth_by_hour"


def test_a_day_has_24_hours() -> None:
    with pytest.raises(UsageError):
        require((None,) * 23)


@given(RATES, st.lists(st.tuples(st.integers(1, 1 << 20), st.floats(0, 3)), min_size=1, max_size=60))
def test_no_time_gets_more_than_its_limit(rate: int, pieces: list[tuple[int, float]]) -> None:
    """Whoever waits as told gets, up to any moment, no more than the limit allows and what was saved up."""
    bucket, now, came = Bucket(), 1000.0, 0
    for size, pause in pieces:
        now += pause
        came += size
        now += bucket.take(size, rate, now)
        assert came <= rate * (now - 1000.0 + Bucket.BURST) * 1.000001 + 1


def test_without_a_limit_nobody_waits() -> None:
    bucket = Bucket()
    assert [bucket.take(10**9, None, 5.0) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert bucket.take(1_000, 1_000, 5.0) >= 0.75
