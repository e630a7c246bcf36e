"""Sorting on the drive gives what sorting in memory gives."""

import tempfile
from itertools import pairwise
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from holdfast.library import lines
from holdfast.library.root import Library
from holdfast.library.sorting import in_order


@given(st.lists(st.tuples(st.binary(max_size=3), st.binary(max_size=30))), st.integers(1, 2000))
def test_runs_merge_to_the_same_order_and_equals_keep_theirs(pairs: list[tuple[bytes, bytes]], run_bytes: int) -> None:
    found = list(in_order(pairs, tempfile.TemporaryFile, run_bytes))
    assert found == sorted(pairs, key=itemgetter(0))


def test_runs_lie_on_the_librarys_drive_without_a_name(library: Library) -> None:
    pairs = ((str(number * 7919 % 10_000).encode(), b"x" * 50) for number in range(10_000))
    ordered = in_order(pairs, lambda: lines.scratch(library), 100_000)
    first = next(ordered)
    assert list((library.path / ".holdfast/incoming").iterdir()) == []
    rest = list(ordered)
    assert len(rest) == 9_999
    assert all(one[0] < other[0] for one, other in pairwise([first, *rest]))
