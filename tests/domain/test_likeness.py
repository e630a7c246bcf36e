"""A print says the same of the same picture, whatever became of its file."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from holdfast.domain import likeness, likeness_measure, likeness_search

Grey = some.binary(min_size=1024, max_size=1024)


def drawn(shade: Callable[[int, int], float]) -> bytes:
    return bytes(min(255, max(0, round(shade(x, y)))) for y in range(32) for x in range(32))


HILL = drawn(lambda x, y: 255 - (x - 11) ** 2 / 3 - (y - 20) ** 2 / 2)


@given(Grey)
def test_hashes_fit_into_a_signed_column(grey: bytes) -> None:
    made = likeness.of(grey, (1, 2, 3))
    assert -(2**63) <= made.dhash < 2**63 and -(2**63) <= made.phash < 2**63
    assert len(made.tone) == 256 and made.colour == bytes((1, 2, 3))


@given(Grey)
def test_both_hashes_follow_from_the_tones_that_are_kept(grey: bytes) -> None:
    made = likeness.of(grey, (0, 0, 0))
    assert (made.dhash, made.phash) == (likeness.dhash(made.tone), likeness.phash(made.tone))


def test_a_brighter_and_flatter_copy_has_nearly_the_same_print() -> None:
    one = likeness.of(HILL, (0, 0, 0))
    other = likeness.of(bytes(40 + grey * 3 // 4 for grey in HILL), (0, 0, 0))
    assert likeness.apart(one.dhash, other.dhash) <= 6 and likeness.apart(one.phash, other.phash) <= 8


def test_it_is_brighter_to_the_right_everywhere_or_nowhere() -> None:
    rising = likeness.of(drawn(lambda x, _: x * 8), (0, 0, 0))
    falling = likeness.of(drawn(lambda x, _: 255 - x * 8), (0, 0, 0))
    assert (rising.dhash, falling.dhash) == (-1, 0)
    assert likeness.apart(rising.dhash, falling.dhash) == 64


def test_a_picture_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="32 by 32"):
        likeness.of(bytes(1000), (0, 0, 0))


def test_many_prints_are_hashed_as_one_is() -> None:
    grey = np.random.default_rng(3).integers(0, 256, (200, 1024), dtype=np.uint8)
    prints = [likeness.of(one.tobytes(), (0, 0, 0)) for one in grey]
    tones = np.frombuffer(b"".join(one.tone for one in prints), np.uint8).reshape(-1, 16, 16).astype(float)
    assert likeness_search.dhashes(tones).view(np.int64).tolist() == [one.dhash for one in prints]
    assert likeness_search.phashes(tones).view(np.int64).tolist() == [one.phash for one in prints]


def test_no_pair_at_all_is_measured_like_many() -> None:
    """Photos of which none is near another one ended the whole grouping with an error."""
    nothing = np.empty((0, 16, 16))
    assert len(likeness_measure.measured(nothing, nothing).whole) == 0
