"""Can the library be relied on? One state and one sentence, computed from what was proved and nothing else.

It never says more than the headline does (`domain/status.py`): what is not safe there is not relied on here.
"""

from dataclasses import dataclass

from holdfast.domain.status import Headline, State, ago
from holdfast.domain.verification import Verification


@dataclass(frozen=True, slots=True)
class Stored:
    """What the library should hold."""

    originals: int = 0
    """Damaged and missing ones, too."""
    bytes: int = 0
    broken: int = 0
    """Not as they were stored when they were read last, or not there."""


@dataclass(frozen=True, slots=True)
class Drill:
    """The last time that photos were taken through a whole restore."""

    finished_at: int
    photos: int
    intact: int
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of the catalog. Each was opened and read whole when it was made."""

    count: int = 0
    newest: int | None = None
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the answer rests on."""

    headline: Headline
    stored: Stored
    reading: Verification
    drill: Drill | None
    copies: Copies


def verdict(proved: Evidence, now: int) -> Headline:
    """The answer; its detail says what it rests on."""
    state, sentence = _answer(proved)
    said = [_drilled(proved.drill, now), _copied(proved.copies, now)]
    if proved.reading.held is None:  # what was read before says nothing of files that are gone
        said.insert(0, _read(proved))
    return Headline(state, sentence, " ".join(said) if proved.stored.originals else "")


def _answer(proved: Evidence) -> tuple[State, str]:
    headline, stored, reading, drill = proved.headline, proved.stored, proved.reading, proved.drill
    if reading.held is not None:
        return "attention", f"{_files(reading.held.absent)} are gone from your library at once. Say what that means."
    if stored.broken:
        return "attention", f"{_files(stored.broken)} in your library {_is(stored.broken)} not as stored."
    if drill is not None and drill.intact < drill.photos:
        return "attention", f"The last drill brought back only {drill.intact:,} of {_photos(drill.photos)} whole."
    if headline.state != "safe":
        return headline.state, headline.sentence
    if not stored.originals:
        return "waiting", "There is nothing in your library yet to rely on."
    if reading.overdue:
        days = f"for more than {reading.days} days"
        return "waiting", f"{_files(reading.overdue)} {_have(reading.overdue)} not been read {days}. That is made up."
    if not reading.recent:
        return "safe", "Everything your sources list is here. It has still to be read back from your drive."
    return "safe", "You can rely on your library."


def _read(proved: Evidence) -> str:
    whole, reading = proved.stored.originals, proved.reading
    return f"{reading.recent:,} of {_files(whole)} {_was(whole)} read again within {_days(reading.days)}."


def _drilled(drill: Drill | None, now: int) -> str:
    if drill is None:
        return "No drill has tried yet to bring photos back."
    when = ago(now - drill.finished_at)
    return f"The last drill, {when}, brought back {drill.intact:,} of {_photos(drill.photos)} byte for byte."


def _copied(copies: Copies, now: int) -> str:
    if copies.newest is None:
        return "There is no copy of the catalog yet."
    return f"The catalog was last copied {ago(now - copies.newest)}."


def _files(count: int) -> str:
    return f"{count:,} file" + ("" if count == 1 else "s")


def _photos(count: int) -> str:
    return f"{count:,} photo" + ("" if count == 1 else "s")


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
