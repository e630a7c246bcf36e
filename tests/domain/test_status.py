"""The headline can never contradict the counts (I9)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.budget import Forecast
from holdfast.domain.evidence import Strengths
from holdfast.domain.status import Clock, Headline, HeldBack, JobStatus, SourceStatus, Trouble, ago, headline

NOW = 10**12
TROUBLES = st.sampled_from(
    [None, Trouble("AUTH_REVOKED", "The key is refused.", "x"), Trouble("OFFLINE", "No network.", "x")]
)
LIBRARY = st.sampled_from(
    [None, Trouble("LIBRARY_OFFLINE", "The drive is away.", "x"), Trouble("DISK_FULL", "The disk is full.", "x")]
)


@st.composite
def source(draw: st.DrawFn) -> SourceStatus:
    safe, pending, failed, skipped = (draw(st.integers(0, 5)) for _ in range(4))
    checked = draw(st.sampled_from([None, NOW - 1000, NOW - 10**9]))
    archived = draw(st.integers(0, skipped))
    return SourceStatus(
        1, "cloud", "cloudinary", safe + pending + failed + skipped, safe, pending, failed, skipped,
        archived=archived, markers=draw(st.integers(0, skipped - archived)),
        last_complete_scan=checked, paused=draw(st.booleans()), problem=draw(TROUBLES),
        held=draw(st.sampled_from([None, HeldBack("MASS_GONE", "9 photos are no longer in cloud.", 9)])),
        stale=checked is None or checked < NOW - 10**6,
    )  # fmt: skip


JOBS = st.one_of(
    st.none(),
    st.builds(
        JobStatus, st.just(1), st.just("backup"), st.sampled_from(["queued", "running", "waiting", "paused"]),
        st.sampled_from(["", "listing", "downloading", "checking", "finishing"]), st.just("cloud"),
        wait_until=st.sampled_from([None, NOW + 5]),
    ),
)  # fmt: skip


@given(sources=st.lists(source(), max_size=4).map(tuple), job=JOBS, library=LIBRARY)
def test_safe_is_said_only_of_what_is_safe(
    sources: tuple[SourceStatus, ...], job: JobStatus | None, library: Trouble | None
) -> None:
    answer = headline(sources, job, library, NOW, Clock())
    if answer.state == "safe":
        assert sources and library is None
        assert all(one.listed == one.safe + one.skipped for one in sources)
        assert all(
            not one.paused and not one.stale and not one.held and not one.problem for one in sources if not one.paused
        )
        assert all(one.safe or one.listed == one.markers for one in sources if not one.paused)
        assert not answer.sentence.startswith("All ") or not any(one.archived for one in sources)
        assert f"{sum(one.safe for one in sources):,}" in answer.sentence or sum(one.safe for one in sources) < 2
    else:
        assert not answer.sentence.startswith("All ")
    assert answer.sentence.endswith((".", "…"))


@given(sources=st.lists(source(), min_size=1, max_size=4).map(tuple), library=LIBRARY)
def test_an_open_failure_is_never_green_and_never_hidden_by_a_pause(
    sources: tuple[SourceStatus, ...], library: Trouble | None
) -> None:
    answer = headline(sources, None, library, NOW, Clock())
    if any(one.failed for one in sources):
        assert answer.state in ("problem", "attention")


def say(sources: tuple[SourceStatus, ...], job: JobStatus | None = None, library: Trouble | None = None) -> Headline:
    return headline(sources, job, library, NOW, Clock())


def test_the_sentences_of_the_six_states() -> None:
    fine = SourceStatus(1, "cloud", "cloudinary", 5, 5, last_complete_scan=NOW - 720_000)
    safe = say((fine,))
    assert (safe.state, safe.sentence, safe.detail) == (
        "safe",
        "All 5 photos are safe.",
        "Last complete check 12 minutes ago.",
    )
    failed = SourceStatus(1, "cloud", "cloudinary", 48213, 48190, failed=23, last_complete_scan=NOW)
    assert say((failed,)).sentence == "48,190 of 48,213 photos are safe. 23 need you."
    job = JobStatus(1, "backup", "running", "listing", "cloud", found=8400)
    assert say((fine,), job).sentence == "Looking at cloud. Found 8,400 photos so far…"
    away = Trouble("LIBRARY_OFFLINE", "The library is not at /media/x.", "Connect it.")
    assert say((fine,), None, away).state == "waiting"
    assert say((SourceStatus(1, "cloud", "cloudinary", 5, 5, paused=True),)).state == "paused"
    assert say(()).sentence == "There is nothing to back up yet. Add your first source."


def test_ages_in_words() -> None:
    assert [ago(ms) for ms in (0, 60_000, 7_200_000, 86_400_000 * 3)] == [
        "just now",
        "1 minute ago",
        "2 hours ago",
        "3 days ago",
    ]


def test_what_only_sizes_prove_is_said_and_changes_no_state() -> None:
    """The claim does not exceed the evidence, and is no alarm either."""
    proven = SourceStatus(1, "a", "s3", 900, 900, last_complete_scan=NOW, strengths=Strengths(md5=700, composite=200))
    sizes = SourceStatus(2, "b", "s3", 301, 301, last_complete_scan=NOW, strengths=Strengths(size=300, none=1))
    assert say((proven,)).detail == "Last complete check just now."
    both = say((proven, sizes))
    assert (both.state, both.sentence) == ("safe", "All 1,201 photos are safe.")
    assert both.detail == (
        "Last complete check just now. 300 safe photos were compared by size only; 1 safe photo was copied with nothing"
        " to compare with."
    )


def test_calls_are_named_while_they_are_used_and_before_they_run_out() -> None:
    known = SourceStatus(1, "cloud", "cloudinary", 5, 5, last_complete_scan=NOW)
    job = JobStatus(1, "backup", "running", "listing", calls_left=212, calls_limit=500, finishes_at=NOW + 3_600_000)
    assert say((known,), job).detail.endswith("212 of 500 calls left, finishes about 02:46 UTC.")
    short = replace(known, budget=Forecast(500, 212, NOW + 60_000, 310, NOW + 60_000))
    assert "takes up to 310 calls, 212 of 500 are left: begun now, it finishes about 01:47 UTC." in say((short,)).detail
    assert "calls" not in say((replace(short, paused=True),)).detail
    assert "calls" not in say((replace(known, budget=Forecast(500, 310, None, 310, NOW)),)).detail


def test_what_lies_in_an_archive_is_said_apart_and_never_called_safe() -> None:
    cold = SourceStatus(1, "nas", "s3", 4, 1, skipped=3, archived=3, last_complete_scan=NOW)
    assert (say((cold,)).state, say((cold,)).sentence) == (
        "safe", "1 of 4 photos are safe. 3 are archived and not copied.",
    )  # fmt: skip
    both = replace(cold, listed=6, skipped=5)
    assert say((both,)).sentence == "1 of 4 photos are safe. 3 are archived and not copied. 2 skipped by rule."


def test_a_source_of_which_nothing_is_copied_is_no_safe_one() -> None:
    fine = SourceStatus(1, "cloud", "cloudinary", 5, 5, last_complete_scan=NOW)
    ruled = SourceStatus(2, "nas", "s3", 30, skipped=30, last_complete_scan=NOW)
    assert say((ruled,)).state == "attention"
    assert say((ruled,)).sentence == "Nothing of nas is copied. All 30 photos are left out by its rules."
    assert say((fine, ruled)).sentence.endswith("left out by its rules. 5 of 35 photos are safe.")
    cold = replace(ruled, listed=1, skipped=1, archived=1)
    assert say((cold,)).sentence == "Nothing of nas is copied. Its one photo is archived."
    assert "12 of 30 photos are archived, its rules" in say((replace(ruled, archived=12),)).sentence


def test_an_account_with_markers_of_folders_alone_is_empty() -> None:
    bare = SourceStatus(1, "nas", "s3", 2, skipped=2, markers=2, last_complete_scan=NOW)
    assert (say((bare,)).state, say((bare,)).sentence[:20]) == ("safe", "The account is empty")


def test_a_marker_of_a_folder_is_counted_as_no_photo() -> None:
    marked = SourceStatus(1, "nas", "s3", 9, 5, skipped=4, markers=3, last_complete_scan=NOW)
    assert say((marked,)).sentence == "All 5 photos are safe. 1 skipped by rule."
    failed = replace(marked, listed=10, failed=1)
    assert say((failed,)).sentence == "5 of 7 photos are safe. 1 needs you."
