"""Which photos were taken together, on days made by hand and on any others."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.shoots import HOUR, MINUTE, Place, Shot, shoots

PARIS: Place = (48.8566, 2.3522)
VERSAILLES: Place = (48.8049, 2.1204)
LONDON: Place = (51.5074, -0.1278)
NUMBERS = iter(range(1, 10**9))


def at(text: str) -> int:
    """`2026-06-14 18:30` as a watch shows it, in milliseconds."""
    return int((datetime.fromisoformat(text) - datetime(1970, 1, 1)) / timedelta(milliseconds=1))  # noqa: DTZ001


def some(*times: str, day: str = "2026-06-14", place: Place | None = None, camera: str | None = None) -> list[Shot]:
    return [Shot(next(NUMBERS), at(f"{day} {time}"), place=place, camera=camera) for time in times]


def every(minutes: int, begin: str, end: str, camera: str | None = None, place: Place | None = None) -> list[Shot]:
    return [Shot(next(NUMBERS), moment, place=place, camera=camera)
            for moment in range(at(begin), at(end) + 1, minutes * MINUTE)]  # fmt: skip


def found(shots: list[Shot]) -> list[set[int]]:
    return [{shot.id for shot in one} for one in shoots(shots)]


def ids(shots: list[Shot]) -> set[int]:
    return {shot.id for shot in shots}


def test_one_photo_alone_is_a_shoot_of_its_own() -> None:
    assert found(some("10:00")) == [{next(NUMBERS) - 1}]
    assert found([]) == []


def test_midnight_splits_nothing() -> None:
    party = every(20, "2026-06-14 21:00", "2026-06-15 02:40")
    assert found(party) == [ids(party)]


def test_a_night_does() -> None:
    evening, morning = some("20:00", "21:30"), some("08:00", "08:10", day="2026-06-15")
    assert found(evening + morning) == [ids(evening), ids(morning)]


def test_a_wedding_with_a_pause_is_one_shoot() -> None:
    church = every(1, "2026-06-14 11:00", "2026-06-14 12:30", "EOS R5", PARIS)
    dinner = every(2, "2026-06-14 16:00", "2026-06-14 23:50", "EOS R5", PARIS)
    assert found(church + dinner) == [ids(church + dinner)]


def test_after_an_hour_another_place_is_another_shoot() -> None:
    here = every(5, "2026-06-14 09:00", "2026-06-14 10:00", place=PARIS)
    there = every(5, "2026-06-14 11:30", "2026-06-14 13:00", place=VERSAILLES)
    assert found(here + there) == [ids(here), ids(there)]


def test_a_burst_is_never_split_however_far_it_moves() -> None:
    """Out of a train."""
    shots = [Shot(n, n * 10_000, place=(48.0 + n, 2.0), camera="A") for n in range(1, 9)]
    assert found(shots) == [ids(shots)]


def test_another_camera_after_a_long_pause_is_another_shoot() -> None:
    dog, product = some("09:00", "09:30", camera="iPhone"), some("12:15", "12:40", camera="Phase One")
    assert found(dog + product) == [ids(dog), ids(product)]
    assert len(found(dog + some("11:00", camera="Phase One"))) == 1


def test_the_watch_on_the_photographers_wrist_counts_not_the_zone() -> None:
    """A flight to the west: what the watch showed lies together, though nine hours of the world lie between."""
    before, after = some("10:00", "11:00", place=LONDON), some("11:30", "12:00", place=LONDON)
    assert len(found(before + after)) == 1


WALK = ("10:00", "10:01", "10:25", "10:26", "11:07", "11:55", "11:56", "12:20")


def test_two_cameras_an_hour_apart_walk_together() -> None:
    """One was not set to summer time. Without its clock put right the two walks would run into each other."""
    second_walk = ("15:00", "15:20", "15:55", "16:30")
    walk = some(*WALK, *second_walk, camera="Z 6", place=None)
    late = [Shot(next(NUMBERS), (shot.moment or 0) - HOUR + 20_000, camera="X100") for shot in walk]
    own_end = Shot(next(NUMBERS), at("2026-06-14 12:21") - HOUR, camera="X100")
    found_ones = found([*walk, *late, own_end])
    assert len(found_ones) == 1


def test_a_camera_seven_hours_off_still_belongs_to_the_walk() -> None:
    walk = some(*WALK, camera="Z 6")
    off = [Shot(next(NUMBERS), (shot.moment or 0) + 7 * HOUR + 40_000, camera="X100") for shot in walk[1:]]
    assert found(walk + off) == [ids(walk + off)]
    assert len(shoots(walk + off)[0]) == len(walk + off)


def test_a_camera_that_is_off_by_any_constant_is_put_right_when_five_runs_fit() -> None:
    walk = some("10:00", "10:25", "11:07", "11:55", "12:20", "12:47", camera="Z 6")
    by = 6 * HOUR + 23 * MINUTE
    off = [Shot(next(NUMBERS), (shot.moment or 0) + by + 5_000, camera="X100") for shot in walk]
    assert found(walk + off) == [ids(walk + off)]


def test_two_shoots_that_merely_look_alike_stay_two() -> None:
    """Photos without a pause have no pattern, and a pattern in another town is no sign."""
    morning = every(1, "2026-06-14 09:00", "2026-06-14 10:00", "Z 6")
    evening = every(1, "2026-06-14 17:00", "2026-06-14 18:00", "X100")
    assert found(morning + evening) == [ids(morning), ids(evening)]
    here = some(*WALK, camera="Z 6", place=PARIS)
    there = [Shot(next(NUMBERS), (one.moment or 0) + 7 * HOUR, place=LONDON, camera="X100") for one in here]
    assert found(here + there) == [ids(here), ids(there)]


def test_two_people_in_two_towns_have_a_shoot_each() -> None:
    hers = every(10, "2026-06-14 10:00", "2026-06-14 12:00", "hers", PARIS)
    his = every(10, "2026-06-14 10:05", "2026-06-14 12:05", "his", LONDON)
    assert sorted(found(hers + his), key=min) == [ids(hers), ids(his)]


def test_a_holiday_is_a_shoot_for_each_day() -> None:
    days = [every(30, f"2026-08-0{n} 10:00", f"2026-08-0{n} 19:00", "iPhone", LONDON) for n in range(1, 6)]
    assert found([shot for day in days for shot in day]) == [ids(day) for day in days]


def test_what_only_the_source_dates_is_kept_apart_by_folder() -> None:
    """Uploaded in one go is not taken together."""
    came = [Shot(n, at("2026-01-01 12:00") + n, dated=False, folder=n % 2) for n in range(1, 7)]
    taken = [Shot(10, at("2026-01-01 12:00")), Shot(11, None, folder=1)]
    assert sorted(found(came + taken), key=min) == [{1, 3, 5}, {2, 4, 6}, {10}, {11}]


CAMERAS = st.none() | st.sampled_from(["A", "B", "C"])
PLACES = st.none() | st.sampled_from([PARIS, VERSAILLES, LONDON])
SHOTS = st.lists(
    st.tuples(st.none() | st.integers(0, 4_000), st.booleans(), PLACES, CAMERAS, st.integers(0, 2)), max_size=40
).map(
    lambda rows: [
        Shot(number, None if minute is None else minute * MINUTE, dated, place, camera, folder)
        for number, (minute, dated, place, camera, folder) in enumerate(rows)
    ]
)


@given(SHOTS)
def test_every_photo_is_in_exactly_one_shoot(shots: list[Shot]) -> None:
    inside = [shot.id for one in shoots(shots) for shot in one]
    assert sorted(inside) == [shot.id for shot in shots]
    assert all(shoots(shots))


@given(SHOTS, st.randoms(use_true_random=False))
def test_the_order_in_which_photos_come_does_not_matter(shots: list[Shot], chance: object) -> None:
    shuffled = list(shots)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(shoots(shuffled), key=str) == sorted(shoots(shots), key=str)


@given(SHOTS, st.sampled_from([-1, 1]), st.integers(0, 10**6), CAMERAS, PLACES)
def test_a_photo_far_away_changes_no_other_shoot(
    shots: list[Shot], side: int, more: int, camera: str | None, place: Place | None
) -> None:
    far = Shot(-1, (19 * HOUR + more) * side + (4_000 * MINUTE if side > 0 else 0), place=place, camera=camera)
    with_it = shoots([*shots, far])
    assert [one for one in with_it if far in one] == [(far,)]
    assert sorted((one for one in with_it if far not in one), key=str) == sorted(shoots(shots), key=str)


@given(SHOTS)
def test_no_gap_within_an_hour_splits_the_photos_of_one_camera(shots: list[Shot]) -> None:
    own = [Shot(shot.id, shot.moment, True, shot.place, "A") for shot in shots if shot.moment is not None]
    in_order = sorted(own, key=lambda shot: (shot.moment or 0, shot.id))
    where = {shot.id: number for number, one in enumerate(shoots(own)) for shot in one}
    for first, second in pairwise(in_order):
        if (second.moment or 0) - (first.moment or 0) <= HOUR:
            assert where[first.id] == where[second.id]
