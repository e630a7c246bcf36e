"""Each kind of job has its work, which is there when a job of it is taken."""

import inspect
from typing import get_args

import pytest

from holdfast.catalog import jobs
from holdfast.daemon import work


def test_every_kind_has_one_work() -> None:
    assert sorted([*work.IN_THE_LIBRARY, *work.AT_HOME]) == sorted(get_args(jobs.Kind))


@pytest.mark.parametrize("kind", get_args(jobs.Kind))
def test_the_work_of_a_kind_takes_what_it_is_given(kind: str) -> None:
    found = work.at_home(kind) if kind in work.AT_HOME else work.in_the_library(kind)
    assert len(inspect.signature(found).parameters) == (3 if kind in work.AT_HOME else 4)
