"""What is left of a cloud's calls says when a listing ends: never sooner than the calls allow, never for ever."""

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.budget import FAR, WINDOW, Budget, done_at, forecast, needed, now_left, opens_at

NOW = 10**12
BUDGETS = st.builds(
    lambda limit, used, reset: Budget(limit, max(0, limit - used), reset),
    st.integers(1, 2000), st.integers(0, 3000), st.one_of(st.none(), st.integers(NOW - WINDOW, NOW + WINDOW)),
)  # fmt: skip


def by_hand(budget: Budget, calls: int) -> int:
    """Use calls as soon as they are there, window after window."""
    at, left = NOW, now_left(budget, NOW)
    over = budget.resets_at is None or budget.resets_at <= NOW
    reset = NOW + WINDOW if over else budget.resets_at or 0
    while calls > left:
        calls, left, at, reset = calls - left, budget.limit, reset, reset + WINDOW
    return at


@given(budget=BUDGETS, calls=st.integers(0, 10_000))
def test_the_forecast_is_what_using_the_calls_one_by_one_leads_to(budget: Budget, calls: int) -> None:
    assert done_at(budget, calls, NOW) == by_hand(budget, calls)


@given(budget=BUDGETS, calls=st.integers(0, 10_000), more=st.integers(0, 1000))
def test_more_calls_never_end_sooner(budget: Budget, calls: int, more: int) -> None:
    assert NOW <= done_at(budget, calls, NOW) <= done_at(budget, calls + more, NOW)


@given(budget=BUDGETS)
def test_no_call_is_made_before_the_window_opens_and_none_is_kept_back_after(budget: Budget) -> None:
    opens = opens_at(budget, NOW)
    assert (opens is None) == (now_left(budget, NOW) > 0 or budget.resets_at is None)
    if opens is not None:
        assert NOW < opens <= NOW + WINDOW
        assert opens_at(budget, opens) is None
        assert now_left(budget, opens) == budget.limit


def test_a_window_that_never_ends_is_a_wrong_clock() -> None:
    assert opens_at(Budget(500, 0, NOW + FAR + 1), NOW) is None
    assert opens_at(Budget(500, 0, NOW + FAR), NOW) == NOW + FAR


def test_a_plan_without_calls_is_no_plan() -> None:
    assert opens_at(Budget(0, 0, NOW + WINDOW), NOW) is None
    assert done_at(Budget(0, 0, None), 3, NOW) == NOW + 3 * WINDOW


@given(photos=st.integers(0, 10**6))
def test_a_listing_takes_its_pages_and_a_little_more(photos: int) -> None:
    assert photos / 500 <= needed("cloudinary", photos) <= photos / 500 + 10
    assert needed("s3", photos) == 0


def test_what_a_person_is_told_of_the_next_listing() -> None:
    found = forecast(Budget(500, 212, NOW + 600_000), "cloudinary", 150_000, NOW)
    assert (found.limit, found.left, found.needed) == (500, 212, 310)
    assert found.finishes_at == found.resets_at == NOW + 600_000
    later = forecast(Budget(500, 212, NOW - 1), "cloudinary", 150_000, NOW)
    assert (later.left, later.resets_at, later.finishes_at) == (500, None, NOW)
