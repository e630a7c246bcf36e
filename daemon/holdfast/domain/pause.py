"""A pause of all backups: how long it is meant to last, whatever the clock does. Times are Unix milliseconds."""

import re
from dataclasses import dataclass, replace

from holdfast.clock import next_shown
from holdfast.errors import UsageError

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

MORNING = 6
"""The hour at which `tomorrow` begins, as the clocks here show it."""
SOON = HOUR
"""A morning that is nearer than this is not what somebody means who says tomorrow."""
LONGEST = 31 * DAY
"""Whoever wants to pause for longer resumes by hand: a day that far away is forgotten."""
LONG = 3 * DAY
"""A pause that lasts longer says how old the backup is."""

_PART = re.compile(r"(\d{1,6})\s*(m|min|h|d)", re.IGNORECASE)
_TIMES = {"m": MINUTE, "min": MINUTE, "h": HOUR, "d": DAY}
_TIME = re.compile(r"(\d{1,2})(?::(\d\d))?")
_FOR = "Write it like `1h`, `90m` or `2d`."
_UNTIL = "Write `tomorrow`, or a time of day like `18:00`."


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is backed up by itself until then; None: until somebody resumes."""

    since: int
    until: int | None
    after: int = 0
    """The last job that was there when it began: what a person asks for later is done all the same."""
    allowed: tuple[int, ...] = ()
    """Jobs that were there before, and that a person asked for once more."""


def as_of(pause: Pause, now: int) -> Pause | None:
    """The pause as it is now; None: it is over. A clock that was set back behind its begin makes it begin anew: it
    never lasts longer than it was meant to."""
    if pause.until is None:
        return replace(pause, since=min(pause.since, now))
    if now >= pause.until:
        return None
    if now >= pause.since:
        return pause
    return replace(pause, since=now, until=min(pause.until, now + pause.until - pause.since))


def is_long(pause: Pause, now: int) -> bool:
    """It lasts for so long that its photos should be thought of."""
    return now - pause.since > LONG


def duration(text: str) -> int:
    """Milliseconds of `1h`, `90m`, `2d` or `1h 30m`. UsageError says what makes no sense."""
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip():
        raise UsageError(f"{text[:40]!r} is no length of time.", action=_FOR, field="for")
    return require(sum(int(count) * _TIMES[unit.lower()] for count, unit in parts))


def require(length: int) -> int:
    """The length of a pause, if it can be one."""
    if MINUTE <= length <= LONGEST:
        return length
    raise UsageError(
        "A pause lasts from a minute to 31 days.",
        action="For longer, pause without an end and resume when you like.", field="for",
    )  # fmt: skip


def moment(text: str, now: int) -> int:
    """When `tomorrow` begins, or the clocks here show `18:00` next. UsageError says what makes no sense."""
    wanted = text.strip().lower()
    if wanted == "tomorrow":
        return next_shown(now + SOON, MORNING)
    found = _TIME.fullmatch(wanted)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise UsageError(f"{text[:40]!r} is no time of day.", action=_UNTIL, field="until")
    return next_shown(now, hour, minute)
