"""A pause ends when it was meant to, whatever the clock does, and never lasts longer."""

import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.pause import DAY, HOUR, LONGEST, MINUTE, Pause, as_of, duration, is_long, moment
from holdfast.domain.status import Clock, SourceStatus, Trouble, headline
from holdfast.errors import UsageError

NOW = 1_790_000_000_000
LENGTHS = st.integers(MINUTE, LONGEST)


@pytest.fixture(params=["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@given(LENGTHS, st.lists(st.integers(-10 * LONGEST, 10 * LONGEST), max_size=8))
def test_no_jump_of_the_clock_makes_it_longer_than_it_was_meant(length: int, jumps: list[int]) -> None:
    """Each jump may make it begin anew, and none leaves more to wait than the whole of it."""
    pause: Pause | None = Pause(NOW, NOW + length)
    for jump in jumps:
        pause = as_of(pause, NOW + jump) if pause else None
        if pause is None:
            return
        assert pause.until is not None
        assert 0 < pause.until - (NOW + jump) <= length
        assert pause.since <= NOW + jump


@given(LENGTHS, st.integers(0, LONGEST))
def test_it_is_over_when_its_time_has_come(length: int, later: int) -> None:
    found = as_of(Pause(NOW, NOW + length), NOW + later)
    assert (found is None) == (later >= length)
    assert found is None or found == Pause(NOW, NOW + length)


@given(st.integers(-LONGEST, 100 * LONGEST))
def test_one_without_an_end_lasts(later: int) -> None:
    found = as_of(Pause(NOW, None), NOW + later)
    assert found is not None
    assert found.until is None
    assert found.since <= NOW + later


WRITTEN = [("1h", HOUR), ("90m", 90 * MINUTE), ("2d", 2 * DAY), ("1h 30m", 90 * MINUTE), ("31D", 31 * DAY)]


@pytest.mark.parametrize(("text", "length"), WRITTEN)
def test_lengths_as_people_write_them(text: str, length: int) -> None:
    assert duration(text) == length


@pytest.mark.parametrize("text", ["", "0m", "1", "h", "-1h", "1h x", "32d", "999999d", "1.5h", "tomorrow", "١h x"])
def test_what_is_no_length_is_refused_with_a_way_on(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        duration(text)
    assert refused.value.field == "for"
    assert refused.value.action


@pytest.mark.parametrize("text", ["", "24", "25:00", "18:60", "noon", "18:0", "-1", "18:00:00"])
def test_what_is_no_moment_is_refused_with_a_way_on(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        moment(text, NOW)
    assert refused.value.field == "until"
    assert refused.value.action


@given(st.integers(NOW, NOW + 400 * DAY))
def test_tomorrow_is_the_next_morning_that_is_not_all_but_here(now: int) -> None:
    when = moment("tomorrow", now)
    shown = datetime.fromtimestamp(when / 1000).astimezone()
    assert (shown.hour, shown.minute) == (6, 0)
    assert HOUR < when - now <= DAY + 3 * HOUR


def test_a_time_of_day_is_the_next_one_also_where_the_clocks_change(zone: str) -> None:
    """Through a whole year, from hour to hour."""
    for now in range(NOW, NOW + 366 * DAY, 7 * HOUR):
        when = moment("18:00", now)
        assert datetime.fromtimestamp(when / 1000).astimezone().strftime("%H:%M") == "18:00"
        assert 0 < when - now <= DAY + HOUR


FINE = SourceStatus(1, "cloud", "cloudinary", 5, 5, last_complete_scan=NOW - HOUR)


def say(
    pause: Pause, source: SourceStatus = FINE, later: int = 0, library: Trouble | None = None
) -> tuple[str, str, str]:
    found = headline((source,), None, library, NOW + later, Clock(), pause=pause)
    return found.state, found.sentence, found.detail


def test_the_headline_says_until_when_and_whether_photos_are_safe() -> None:
    until = NOW + HOUR
    at = Clock().say(until)
    assert say(Pause(NOW, until))[:2] == ("paused", f"You paused all backups until {at}. 5 of 5 photos are safe.")
    assert say(Pause(NOW, None))[1] == "You paused all backups. 5 of 5 photos are safe."
    away = Trouble("LIBRARY_OFFLINE", "The drive is away.", "x")
    assert say(Pause(NOW, until), library=away)[0] == "paused"  # nothing is waited for


def test_a_pause_hides_nothing_that_needs_the_person() -> None:
    failed = SourceStatus(1, "cloud", "cloudinary", 5, 3, failed=2, last_complete_scan=NOW)
    state, sentence, detail = say(Pause(NOW, NOW + HOUR), failed)
    assert (state, sentence) == ("attention", "3 of 5 photos are safe. 2 need you.")
    assert detail.startswith("You paused all backups until ")


def test_a_long_pause_says_how_old_the_backup_is() -> None:
    pause = Pause(NOW, None)
    assert not is_long(pause, NOW + 3 * DAY)
    state, sentence, _ = say(pause, later=4 * DAY)
    assert state == "paused"
    assert sentence == (
        "You paused all backups. Your sources were last looked at 4 days ago: what came since is not copied."
        " 5 of 5 photos are safe."
    )
    never = SourceStatus(1, "cloud", "cloudinary", 5, 5)
    assert "Nothing was looked at completely before." in say(pause, never, later=4 * DAY)[1]
