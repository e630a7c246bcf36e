"""Whether the library can be relied on: never said of what is not safe, not read back, or doubted."""

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.status import Headline, State
from holdfast.domain.trust import Copies, Drill, Evidence, Stored, verdict
from holdfast.domain.verification import HeldLoss, Verification

NOW = 10**12
STATES: tuple[State, ...] = ("safe", "working", "waiting", "paused", "attention", "problem")
HELD = HeldLoss("LIBRARY_WRONG", "9 of 9 files are gone.", "Look.", 9)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    recent, overdue, never, broken = (draw(st.integers(0, 3)) for _ in range(4))
    tried = draw(st.integers(1, 5))
    drill = Drill(NOW - 10**7, tried, draw(st.integers(0, tried)), 10, 1.0)
    state = draw(st.sampled_from(STATES))
    return Evidence(
        Headline(state, f"It is {state}.", ""), Stored(recent + overdue + never + broken, 10, broken),
        Verification(30, recent, overdue, never, held=draw(st.sampled_from([None, HELD]))),
        draw(st.sampled_from([None, drill])), draw(st.sampled_from([Copies(), Copies(1, NOW, 10)])),
    )  # fmt: skip


@given(proved=evidence())
def test_it_is_never_relied_on_beyond_the_headline_and_what_was_found(proved: Evidence) -> None:
    answer = verdict(proved, NOW)
    if answer.state == "safe":
        assert proved.headline.state == "safe"
        assert not (proved.reading.held or proved.stored.broken or proved.reading.overdue)
        assert proved.drill is None or proved.drill.intact == proved.drill.photos
    if "rely on your library." in answer.sentence:
        assert answer.state == "safe"
        assert proved.reading.recent > 0


@given(proved=evidence())
def test_what_was_read_is_not_told_of_files_that_are_gone(proved: Evidence) -> None:
    told = "read again within 30 days." in verdict(proved, NOW).detail
    assert told == (proved.stored.originals > 0 and proved.reading.held is None)
