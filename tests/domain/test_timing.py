"""When to try again."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.domain import timing
from holdfast.domain.timing import LONGEST_WAIT, Breaker, Policy, backoff

NOW = 1_795_000_000.0
policies = st.builds(
    Policy,
    first_pause=st.floats(0.001, 100),
    longest_pause=st.floats(0.001, 10_000),
    breaker_after=st.integers(1, 50),
    breaker_rest=st.floats(0.1, 1000),
)


def date(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


@settings(deadline=None)
@given(st.integers(-5, 10_000), st.floats(0, 1), policies)
def test_a_pause_is_never_negative_and_never_beyond_the_ceiling(attempt: int, chance: float, policy: Policy) -> None:
    assert 0 <= backoff(attempt, chance, policy) <= policy.longest_pause


@settings(deadline=None)
@given(st.integers(1, 100), policies)
def test_the_ceiling_doubles_until_it_is_reached(attempt: int, policy: Policy) -> None:
    before, after = backoff(attempt, 1.0, policy), backoff(attempt + 1, 1.0, policy)
    assert after == pytest.approx(min(before * 2, policy.longest_pause))


def test_jitter_is_full_anything_from_nothing_to_the_ceiling() -> None:
    policy = Policy(first_pause=2, longest_pause=100)
    assert [backoff(3, chance, policy) for chance in (0.0, 0.5, 1.0)] == [0.0, 4.0, 8.0]


@settings(deadline=None)
@given(st.text() | st.none())
def test_whatever_a_header_says_the_wait_is_bounded_or_there_is_none(value: str | None) -> None:
    for until in (timing.retry_after(value, NOW), timing.http_date(value, NOW), timing.try_again_on(value or "", NOW)):
        assert until is None or NOW <= until <= NOW + LONGEST_WAIT


@settings(deadline=None)
@given(st.integers(0, int(LONGEST_WAIT)))
def test_seconds_and_a_date_that_mean_the_same_are_the_same(seconds: int) -> None:
    assert timing.retry_after(str(seconds), NOW) == NOW + seconds
    assert timing.retry_after(date(NOW + seconds), NOW) == (NOW + seconds if seconds else None)


@pytest.mark.parametrize("value", ["soon, perhaps", "", " ", "-30", "1e9", "0x10", "٣٠", "NaN", "Mon, 99 Foo 20", None])
def test_garbage_says_nothing(value: str | None) -> None:
    assert timing.retry_after(value, NOW) is None


@pytest.mark.parametrize("value", [str(10 * 365 * 86_400), "9" * 18, date(NOW + 10 * 365 * 86_400)])
def test_ten_years_are_six_hours(value: str) -> None:
    assert timing.retry_after(value, NOW) == NOW + 6 * 3600


def test_a_date_in_the_past_says_nothing() -> None:
    assert timing.retry_after(date(NOW - 60), NOW) is None


def test_cloudinarys_sentence_is_read() -> None:
    said = "Rate Limit Exceeded. Limit of 500 api operations reached. Try again on 2026-11-18 12:00:00 UTC"
    moment = datetime(2026, 11, 18, 12, tzinfo=UTC).timestamp()
    assert timing.try_again_on(said, moment - 100) == moment
    assert timing.try_again_on(said, moment - 86_400) == moment - 86_400 + LONGEST_WAIT
    assert timing.try_again_on(said, moment + 1) is None


@pytest.mark.parametrize("moment", ["2026-13-40 99:99:99", "0000-00-00 00:00:00", "tomorrow"])
def test_a_sentence_with_an_impossible_time_says_nothing(moment: str) -> None:
    assert timing.try_again_on(f"Try again on {moment} UTC", NOW) is None


# The circuit breaker


@settings(deadline=None)
@given(policies, st.lists(st.booleans(), max_size=200))
def test_it_opens_after_so_many_in_a_row_and_not_before(policy: Policy, outcomes: list[bool]) -> None:
    breaker, in_a_row = Breaker(), 0
    for good in outcomes:
        breaker = breaker.succeeded() if good else breaker.failed(NOW, policy)
        in_a_row = 0 if good else in_a_row + 1
        assert breaker.is_open(NOW, policy) == (in_a_row >= policy.breaker_after)


def test_after_the_rest_one_failure_opens_it_again_and_one_success_closes_it() -> None:
    policy = Policy(breaker_after=3, breaker_rest=60)
    opened = Breaker().failed(0, policy).failed(0, policy).failed(10, policy)
    assert opened.is_open(10 + 59.9, policy)
    assert not opened.is_open(10 + 60, policy)
    assert opened.failed(80, policy).is_open(80, policy)
    assert not opened.succeeded().failed(81, policy).is_open(81, policy)
