"""Groups of duplicates: stars around what is worth keeping, never chains, and never what the person said no to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from holdfast.domain.duplicates import Class, Group, Look, Match, Pair, Worth, classed, grouped, rank, reason

IDS = some.integers(1, 14)
CLASSES: some.SearchStrategy[Class] = some.sampled_from(("same", "similar"))
PAIRS = some.lists(some.builds(Pair, IDS, IDS, CLASSES, some.integers(0, 300)), max_size=40)
WORTHS = some.fixed_dictionaries(
    {
        one: some.builds(
            Worth, some.just(one), rating=some.integers(0, 5), width=some.integers(0, 3), height=some.just(2),
            bytes=some.integers(0, 9), taken_at=some.sampled_from((None, "2020", "2021")),
        )
        for one in range(1, 15)
    }
)  # fmt: skip
APART = some.lists(some.tuples(IDS, IDS), max_size=6)
BIG = Look(6000, 4000, (100, 90, 80))


def members(group: Group) -> set[int]:
    return {group.keeper, *(other for other, _ in group.others)}


@given(PAIRS, WORTHS, APART)
def test_every_picture_of_a_group_resembles_its_keeper(
    pairs: list[Pair], worth: dict[int, Worth], apart: list[tuple[int, int]]
) -> None:
    said = {(frozenset((pair.first, pair.second)), pair.kind) for pair in pairs}
    for group in grouped(pairs, worth, apart):
        assert group.others and all((frozenset((group.keeper, one)), group.kind) in said for one, _ in group.others)


@given(PAIRS, WORTHS)
def test_no_picture_is_in_two_groups_of_a_class_and_none_of_a_same_group_but_its_keeper_in_a_similar_one(
    pairs: list[Pair], worth: dict[int, Worth]
) -> None:
    groups = grouped(pairs, worth)
    for kind in ("same", "similar"):
        of = [one for group in groups if group.kind == kind for one in members(group)]
        assert len(of) == len(set(of))
    hidden = {one for group in groups if group.kind == "same" for one, _ in group.others}
    assert not hidden & {one for group in groups if group.kind == "similar" for one in members(group)}


@given(PAIRS, WORTHS, APART)
def test_the_keeper_is_worth_more_than_what_it_hides(
    pairs: list[Pair], worth: dict[int, Worth], apart: list[tuple[int, int]]
) -> None:
    for group in grouped(pairs, worth, apart):
        assert all(rank(worth[group.keeper]) < rank(worth[one]) for one, _ in group.others)


@given(PAIRS, WORTHS, APART)
def test_no_two_that_the_person_called_different_are_in_one_group(
    pairs: list[Pair], worth: dict[int, Worth], apart: list[tuple[int, int]]
) -> None:
    for group in grouped(pairs, worth, apart):
        assert not any(one != other and {one, other} <= members(group) for one, other in apart)


@given(PAIRS.flatmap(lambda pairs: some.tuples(some.just(pairs), some.permutations(pairs))), WORTHS)
def test_the_order_of_the_pairs_and_of_the_two_in_each_makes_no_difference(
    both: tuple[list[Pair], list[Pair]], worth: dict[int, Worth]
) -> None:
    swapped = [replace(pair, first=pair.second, second=pair.first) for pair in both[1]]
    assert grouped(both[0], worth) == grouped(swapped, worth)


def test_a_chain_is_no_group() -> None:
    worth = {1: Worth(1, width=9, height=9), 2: Worth(2, width=5, height=5), 3: Worth(3, width=2, height=2)}
    pairs = [Pair(1, 2, "same", 3), Pair(2, 3, "same", 3)]
    assert grouped(pairs, worth) == [Group("same", 1, ((2, 3),))]


@given(
    some.builds(Match, some.floats(0.7, 1), some.floats(0.6, 1), some.floats(0, 0.3), some.integers(0, 7)),
    some.builds(Look, some.integers(1, 9), some.integers(1, 9), some.tuples(*[some.integers(0, 255)] * 3)),
    some.builds(Look, some.integers(1, 9), some.integers(1, 9), some.tuples(*[some.integers(0, 255)] * 3)),
)
def test_two_pictures_are_to_each_other_the_same_in_both_directions(match: Match, one: Look, other: Look) -> None:
    assert classed(match, one, other) == classed(match, other, one)


ALIKE = Match(1.0, 0.99, 0.0)


@pytest.mark.parametrize(
    ("match", "other", "expected"),
    [
        (ALIKE, Look(1500, 1000, (100, 90, 80)), "same"),
        (ALIKE, Look(6000, 4000, (92, 92, 92)), "same"),
        (replace(ALIKE, turn=1), Look(4000, 6000, (100, 90, 80)), "same"),
        (Match(0.95, 0.85, 0.1), Look(5700, 3800, (100, 90, 80)), "same"),
        (Match(0.95, 0.85, 0.1), BIG, "similar"),
        (ALIKE, Look(6000, 4000, (150, 140, 130)), "similar"),
        (Match(0.95, 0.76, 0.0), Look(1500, 1000, (100, 90, 80)), "similar"),
        (replace(ALIKE, detail=0.8, turn=1), Look(4000, 6000, (100, 90, 80)), None),
        (ALIKE, Look(1500, 1000, (80, 90, 180)), None),
        (ALIKE, Look(4000, 6000, (100, 90, 80)), None),
        (Match(0.99, 0.5, 0.0), BIG, None),
    ],
)
def test_what_two_pictures_are_to_each_other(match: Match, other: Look, expected: str | None) -> None:
    assert classed(match, BIG, other) == expected


def test_a_greyed_copy_of_a_strong_colour_is_the_same_picture() -> None:
    assert classed(ALIKE, replace(BIG, colour=(200, 40, 40)), replace(BIG, colour=(88, 88, 88))) == "same"


def test_two_photos_of_two_moments_are_never_the_same_however_alike() -> None:
    one, other = (replace(BIG, taken_at=f"2023-06-01T10:00:0{second}") for second in (1, 2))
    assert classed(ALIKE, one, other) == "similar"


@pytest.mark.parametrize(
    ("better", "code"),
    [
        (Worth(2, collections=1, width=10, height=10), "collections"),
        (Worth(2, rating=4, width=10, height=10), "rating"),
        (Worth(2, width=6000, height=4000, bytes=1), "pixels"),
        (Worth(2, width=100, height=100, kind="dng", bytes=10), "format"),
        (Worth(2, width=100, height=100, kind="jpeg", bytes=99_999), "bytes"),
        (Worth(2, width=100, height=100, kind="jpeg", bytes=9000, place=True), "place"),
        (Worth(2, width=100, height=100, kind="jpeg", bytes=9000, camera="X-T5"), "camera"),
        (Worth(2, width=100, height=100, kind="jpeg", bytes=9000, taken_at="2020-01-01T00:00:00"), "oldest"),
    ],
)
def test_the_keeper_is_suggested_for_a_reason_that_is_told(better: Worth, code: str) -> None:
    plain = Worth(1, width=100, height=100, kind="jpeg", bytes=9000)
    assert grouped([Pair(1, 2, "same", 0)], {1: plain, 2: better}) == [Group("same", 2, ((1, 0),))]
    assert code in [said["code"] for said in reason(better, [plain])]
