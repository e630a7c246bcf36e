"""When a person is told of a problem outside the window: of what stops a backup at once, of the rest when it lasts.

That all is well is never told: who hears nothing may go on thinking of something else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.domain.plan import DAY
from holdfast.domain.problems import Subject

Key = tuple[str, str, int]

AT_ONCE: frozenset[Subject] = frozenset({"source", "held", "stale", "library", "lost"})
"""Nothing is copied from somewhere, or something is lost: every hour may count."""

PATIENCE = DAY
"""So long what may pass by itself, or waits for the person at leisure, is not told."""

AGAIN = DAY
"""The same cause is told at most once in this time, whether it went and came back or stayed."""


@dataclass(frozen=True, slots=True)
class Open:
    """A problem that there is, as far as it tells whether it is to be told. Times: Unix milliseconds."""

    key: Key
    subject: Subject
    passes: bool
    since: int
    known: bool


def to_tell(problems: Iterable[Open], told: Mapping[Key, int], now: int) -> list[Key]:
    """Which of the open problems are told now, given when each cause was told last. A time that is yet to come was
    said by a clock that went back, and holds nothing up."""
    return [one.key for one in problems if _is_due(one, now) and not 0 <= now - told.get(one.key, now + 1) < AGAIN]


def _is_due(one: Open, now: int) -> bool:
    if one.known:
        return False
    return (one.subject in AT_ONCE and not one.passes) or not 0 <= now - one.since < PATIENCE
