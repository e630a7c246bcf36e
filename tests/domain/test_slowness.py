"""The largest cause is named, however causes overlap, and none that was not measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.slowness import ENOUGH, SENTENCES, Cause, Spent, why

CAUSES = st.sampled_from(list(SENTENCES))


@given(st.dictionaries(CAUSES, st.floats(0, 1)), st.integers(1, 16), st.floats(ENOUGH, 1e6))
def test_what_is_named_is_the_largest_and_much(shares: dict[Cause, float], threads: int, elapsed: float) -> None:
    said = why({cause: share * elapsed * threads for cause, share in shares.items()}, elapsed, threads, 10, 10**9)
    largest = max(shares.values(), default=0.0)
    if largest > 0.31:
        assert said in {SENTENCES[cause] for cause, share in shares.items() if share > largest - 0.001}
    if largest < 0.29:
        assert said is not None
        assert said.startswith("Your connection")


@given(st.lists(st.tuples(st.floats(0, 100), CAUSES), max_size=20))
def test_spans_that_overlap_are_counted_each(spans: list[tuple[float, Cause]]) -> None:
    """Every thread that is held up counts for itself; a clock that stands still counts nothing."""
    spent, now, expected = Spent(), 0.0, dict.fromkeys(SENTENCES, 0.0)
    under_way: list[Cause] = []
    for length, cause in spans:
        spent.turn(cause, 1, now)
        under_way.append(cause)
        now += length
        for one in under_way:
            expected[one] += length
    for cause in under_way:
        spent.turn(cause, -1, now)
    found = spent.seconds(now + 1000)
    assert all(found.get(cause, 0.0) == pytest.approx(seconds) for cause, seconds in expected.items())


def test_small_photos_are_named_and_the_first_seconds_say_nothing() -> None:
    assert why({}, ENOUGH - 1, 4, 100, 1) is None
    small = why({}, ENOUGH, 4, 100, 100 * 80_000)
    assert small is not None
    assert small.startswith("There are many small photos")
