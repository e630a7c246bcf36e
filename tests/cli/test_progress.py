"""How a running job is told: never a guess, never backwards, never more than there is."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from holdfast.catalog.jobs import Job, Parameters, Progress
from holdfast.cli.progress import LEFT_AFTER, LEFT_EVERY, Story


class HandClock:
    """Time that moves when the test says so."""

    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        self.at += seconds
        return stop is not None and stop.is_set()


def job(progress: Progress, state: str = "running", **more: object) -> Job:
    return Job(1, "backup", Parameters(), "person", state, None, progress, **more)  # type: ignore[arg-type]


def copying(done: int, total: int, left: float | None = None) -> Job:
    return job(Progress("downloading", "travel", done, total, done * 1000, total * 1000, 5e6, left))


steps = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 10**6), st.integers(0, 10**6)))


@given(steps)
def test_the_bar_never_runs_back_and_never_over(numbers: list[tuple[int, int, int, int]]) -> None:
    story, before = Story(HandClock()), 0.0
    for done, total, bytes_done, bytes_total in numbers:
        one = job(Progress("downloading", "travel", done, total, bytes_done, bytes_total))
        sentence, fraction = story.sentence(one), story.fraction(one)
        assert "of 0" not in sentence
        assert "100 %" not in sentence or done >= total
        if fraction is not None:
            assert before <= fraction <= 1
            before = fraction


def test_a_listing_has_no_percentage() -> None:
    story = Story(HandClock())
    one = job(Progress("listing", "travel", found=8400))
    assert story.sentence(one) == "Looking at travel. Found 8,400 photos so far…"
    assert story.fraction(one) is None


def test_photos_drive_the_words_and_bytes_the_bar() -> None:
    one = job(Progress("downloading", "travel", 4210, 11_080, 96 * 10**9, 254 * 10**9, 12e6))
    story = Story(HandClock())
    said = "Copying from travel: 37 % · 4,210 of 11,080 photos · 96.0 GB of 254 GB · 12.0 MB/s"
    assert story.sentence(one) == said


def test_no_estimate_in_the_first_minute_nor_before_a_twentieth_is_done() -> None:
    clock = HandClock()
    story = Story(clock)
    assert "left" not in story.sentence(copying(50, 100, 600.0))
    clock.at += LEFT_AFTER
    assert "about 10 minutes left" in story.sentence(copying(51, 100, 600.0))
    late = Story(clock)
    late.sentence(copying(1, 100, 600.0))
    clock.at += LEFT_AFTER
    assert "left" not in late.sentence(copying(4, 100, 600.0))


def test_an_estimate_stands_for_ten_seconds() -> None:
    clock = HandClock()
    story = Story(clock)
    story.sentence(copying(50, 100, 600.0))
    clock.at += LEFT_AFTER
    assert "10 minutes" in story.sentence(copying(50, 100, 600.0))
    clock.at += LEFT_EVERY - 1
    assert "10 minutes" in story.sentence(copying(51, 100, 1200.0))
    clock.at += 1
    assert "20 minutes" in story.sentence(copying(52, 100, 1200.0))


def test_a_new_source_begins_at_nothing() -> None:
    story = Story(HandClock())
    story.sentence(copying(90, 100))
    assert story.fraction(copying(90, 100)) == 0.9
    other = job(Progress("downloading", "archive", 1, 100, 1, 100))
    assert story.sentence(other).startswith("Copying from archive: 1 %")


def test_what_is_left_of_a_clouds_calls_is_said_where_it_counts_them() -> None:
    story = Story(HandClock())
    one = job(Progress("listing", "travel", found=8400, calls_left=212, calls_limit=500))
    assert story.sentence(one).endswith("so far… 212 of 500 calls left")
    later = job(Progress("listing", "travel", calls_left=0, calls_limit=500, finishes_at=1_800_000_000_000))
    assert "0 of 500 calls left, finishes about " in story.sentence(later)
    copying_then = job(Progress("downloading", "travel", 1, 2, 10, 20, calls_left=212, calls_limit=500))
    assert story.sentence(copying_then).endswith(" · 212 of 500 calls left")
    assert "calls" not in story.sentence(copying(1, 2))


def test_waiting_says_why_and_until_when() -> None:
    one = job(Progress(), "waiting", wait_reason="travel asked us to slow down.", not_before=1_800_000_000_000)
    said = Story(HandClock()).sentence(one)
    assert said.startswith("travel asked us to slow down. It goes on at ")
