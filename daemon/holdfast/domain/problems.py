"""What needs the person, as cards: one per cause, however many photos it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from holdfast.domain.status import DRIVE_AWAY, WAITS_BY_ITSELF, SourceStatus, Trouble
from holdfast.domain.verification import Verification

Subject = Literal["photos", "source", "held", "stale", "library", "reading", "lost", "drill"]
Solved = Literal[
    "copied", "repaired", "left", "signed_in", "answers", "accepted", "back", "checked", "usable", "read", "there",
    "drilled",
]  # fmt: skip

KEPT_DAYS = 90
"""So long a solved problem is remembered."""

LOST_CODES = frozenset({"DAMAGED", "EDITED", "MISSING"})
"""Failures that a reading found: the bytes were in the library once."""

STALE = "STALE"
LOST = "LOST_FILES"


@dataclass(frozen=True, slots=True)
class Cause:
    """All failures with one code."""

    code: str
    message: str
    action: str
    photos: int


@dataclass(frozen=True, slots=True)
class Found:
    """A problem that there is now."""

    subject: Subject
    code: str
    source_id: int | None
    message: str
    action: str
    photos: int = 0
    passes: bool = False
    """By itself, without anybody doing anything."""

    @property
    def key(self) -> tuple[str, str, int]:
        return self.subject, self.code, self.source_id or 0


def found(
    causes: Iterable[Cause], sources: Iterable[SourceStatus], library: Trouble | None, reading: Verification,
    drill: Trouble | None,
) -> list[Found]:  # fmt: skip
    """Everything that is wrong, from the same facts as the headline: what stops all first, single photos last."""
    rows = tuple(sources)
    cards = [] if library is None else [_of_library(library)]
    cards += [one for row in rows for one in _of_source(row)]
    cards += _of_reading(reading)
    if drill is not None:
        cards.append(Found("drill", drill.code, None, drill.message, drill.action))
    return cards + [Found("photos", one.code, None, one.message, one.action, one.photos) for one in causes]


def _of_library(library: Trouble) -> Found:
    return Found("library", library.code, None, library.message, library.action, passes=library.code in DRIVE_AWAY)


def _of_source(row: SourceStatus) -> list[Found]:
    cards = []
    if row.problem is not None and not row.paused:
        passes = row.problem.code in WAITS_BY_ITSELF
        cards.append(
            Found("source", row.problem.code, row.id, row.problem.message, row.problem.action, row.pending, passes)
        )
    if row.held is not None:
        action = "Look at the account first. If the photos are really meant to be gone, say so here."
        cards.append(Found("held", row.held.code, row.id, row.held.message, action, row.held.absent))
    if row.stale and row.last_complete_scan is not None and row.problem is None and not row.paused:
        said = f"{row.name} has not been checked completely of late: new photos may be missing here."
        cards.append(Found("stale", STALE, row.id, said, "Back up now: that checks it."))
    return cards


def _of_reading(reading: Verification) -> list[Found]:
    cards = []
    if reading.held is not None:
        held = reading.held
        cards.append(Found("reading", held.code, None, held.message, held.action, held.absent))
    if reading.lost:
        files = "1 file is" if reading.lost == 1 else f"{reading.lost:,} files are"
        said = f"{files} damaged or missing, and no source has {'it' if reading.lost == 1 else 'them'} any more."
        action = "Put copies of your own in their place if you have any, then verify."
        cards.append(Found("lost", LOST, None, said, action, reading.lost))
    return cards


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since a problem began, as far as it tells how the problem ended."""

    photos_came: bool = False
    keys_renewed: bool = False
    accepted: bool = False


def solved_by(subject: Subject, code: str, since: Since) -> Solved:
    """What ended a problem that is there no more."""
    if subject == "photos":
        if not since.photos_came:
            return "left"
        return "repaired" if code in LOST_CODES else "copied"
    if subject == "source":
        return "signed_in" if since.keys_renewed else "answers"
    if subject == "held":
        return "accepted" if since.accepted else "back"
    others: dict[str, Solved] = {"stale": "checked", "library": "usable", "reading": "read", "lost": "there"}
    return others.get(subject, "drilled")
