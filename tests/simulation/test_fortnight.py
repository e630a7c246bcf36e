"""Fourteen days of a daemon under a clock of ours: photos come and go, the cloud asks to wait and is away, the drive is
pulled for days, fills up and rots, the lid is shut, the clock on the wall jumps ten years and back
(F7, F8, I8)."""

import json
import sys
from pathlib import Path

import pytest
from calendar_world import DAY, LONGEST_NAP
from fortnight import DAYS, Fortnight
from invariants import assert_manifest_holds, assert_nothing_unfinished, assert_safe_is_true

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the drive's calls are looked at as Linux has them")

MEGABYTE = 1024
"""In kilobytes."""


def require_a_good_fortnight(folder: Path, photos: int, nap: float) -> Fortnight:
    lived = Fortnight(folder, photos, nap)
    lived.run()
    print(json.dumps({
        "photos at the beginning": photos, "states": lived.states, "memory in kB": lived.memory,
        "bytes of the catalog": lived.sizes, "asked of the cloud": lived.asked, "naps": lived.naps,
        "lines of the log": dict(lived.log), "runs": dict(lived.runs), "copies": lived.copies,
    }))  # fmt: skip
    assert lived.world.now >= DAYS * DAY
    assert_all_is_well_in_the_end(lived)
    assert_it_said_so_when_it_was_not(lived)
    assert_nothing_grows_but_the_library(lived, nap)
    return lived


def assert_all_is_well_in_the_end(lived: Fortnight) -> None:
    assert lived.end.state == "safe", lived.end.sentence
    totals = lived.end.totals
    assert (totals.safe, totals.failed) == (totals.listed, 0)
    assert totals.listed >= len(list(lived.cloud.keys())) - 5, "but for those of the last evening"
    assert_manifest_holds(lived.world.library)
    assert_nothing_unfinished(lived.world.library)


def assert_it_said_so_when_it_was_not(lived: Fortnight) -> None:
    """I9: the pulled drive on days 4 and 5, the photo that is withheld on day 10."""
    assert set(lived.states[4:6]) == {"waiting"}
    assert lived.states[10] == "attention"


def assert_nothing_grows_but_the_library(lived: Fortnight, nap: float) -> None:
    """I8: no busy loop, no burst of questions, and memory, catalog, copies and log of a bounded size."""
    naps = [later - earlier for earlier, later in zip(lived.naps, lived.naps[1:], strict=False)]
    assert max(naps) < 40 * DAY / nap, naps
    asked = [later - earlier for earlier, later in zip(lived.asked, lived.asked[1:], strict=False)]
    assert max(asked) < 60 + lived.pages, asked
    assert max(lived.memory) - lived.memory[1] < 40 * MEGABYTE, lived.memory
    assert max(lived.sizes) < 8_000_000 + 4_000 * lived.end.totals.listed, lived.sizes
    assert lived.copies <= 7
    assert lived.log.total() < DAYS * 400, lived.log
    assert lived.runs["scan"] < 3 * DAYS, lived.runs


def test_f7_f8_i8_a_fortnight_of_a_small_account(tmp_path: Path) -> None:
    require_a_good_fortnight(tmp_path, photos=40, nap=LONGEST_NAP)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_f7_f8_i8_a_fortnight_of_a_larger_account(tmp_path: Path) -> None:
    lived = require_a_good_fortnight(tmp_path, photos=1500, nap=60.0)
    assert_safe_is_true_again(lived)


def assert_safe_is_true_again(lived: Fortnight) -> None:
    with lived.reopened() as opened:
        assert_safe_is_true(opened.catalog, lived.world.library)
