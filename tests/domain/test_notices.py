"""Who is told of what, and when: at once of what stops a backup, later of the rest, never twice a day."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.notices import AGAIN, AT_ONCE, PATIENCE, Key, Open, to_tell

NOW = 1_795_000_000_000
SIGN_IN = Open(("source", "AUTH_REVOKED", 1), "source", passes=False, since=NOW, known=False)
PHOTOS = Open(("photos", "SERVER_ERROR", 0), "photos", passes=False, since=NOW, known=False)
DRIVE = Open(("library", "LIBRARY_OFFLINE", 0), "library", passes=True, since=NOW, known=False)

opens = st.builds(
    lambda subject, code, passes, age, known: Open((subject, code, 0), subject, passes, NOW - age, known),
    st.sampled_from(["photos", "source", "held", "stale", "library", "reading", "lost", "drill"]),
    st.text(min_size=1, max_size=3), st.booleans(), st.integers(-10 * PATIENCE, 10 * PATIENCE), st.booleans(),
)  # fmt: skip


def test_a_key_that_is_refused_is_told_at_once() -> None:
    assert to_tell([SIGN_IN], {}, NOW) == [SIGN_IN.key]


def test_photos_that_failed_and_a_drive_that_is_away_wait_a_day() -> None:
    assert to_tell([PHOTOS, DRIVE], {}, NOW + PATIENCE - 1) == []
    assert to_tell([PHOTOS, DRIVE], {}, NOW + PATIENCE) == [PHOTOS.key, DRIVE.key]


def test_the_same_cause_is_told_once_a_day_though_it_went_and_came_back() -> None:
    again = replace(SIGN_IN, since=NOW + 1)
    assert to_tell([again], {SIGN_IN.key: NOW}, NOW + AGAIN - 1) == []
    assert to_tell([again], {SIGN_IN.key: NOW}, NOW + AGAIN) == [SIGN_IN.key]


def test_what_the_person_knows_is_not_told() -> None:
    assert to_tell([replace(SIGN_IN, known=True), replace(PHOTOS, known=True)], {}, NOW + 9 * AGAIN) == []


def test_a_clock_that_went_back_silences_nothing() -> None:
    assert to_tell([SIGN_IN, PHOTOS], {SIGN_IN.key: NOW + AGAIN}, NOW - 1) == [SIGN_IN.key, PHOTOS.key]


@given(st.lists(opens, unique_by=lambda one: one.key), st.integers(0, 3 * AGAIN))
def test_whoever_tells_at_once_has_told_all_that_is_due(problems: list[Open], later: int) -> None:
    now, told = NOW + later, dict[Key, int]()
    for key in to_tell(problems, told, now):
        told[key] = now
    assert to_tell(problems, told, now) == []
    at_once = {one.key for one in problems if one.subject in AT_ONCE and not one.passes and not one.known}
    assert at_once <= told.keys()
    assert not told.keys() & {one.key for one in problems if one.known}
