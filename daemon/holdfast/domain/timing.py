"""When to try again: pure arithmetic. Time and randomness are arguments; times are Unix seconds."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 6 * 3600.0
"""No service makes us wait longer than this in one go, whatever it says."""

_TRY_AGAIN = re.compile(r"try again (?:on|at|after) (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC", re.IGNORECASE | re.ASCII)
_SECONDS = re.compile(r"[0-9]{1,18}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class Policy:
    """How stubborn to be with a source."""

    tries: int = 5
    first_pause: float = 1.0
    longest_pause: float = 60.0
    patience: float = 60.0
    """A source that asks to wait longer than this is left alone until then."""
    breaker_after: int = 20
    """So many failures in a row, whatever the photo, mean that the source is down."""
    breaker_rest: float = 60.0
    """A source that is down is not asked for so long."""


def backoff(attempt: int, random: float, policy: Policy) -> float:
    """Pause after the `attempt`-th failure (1, 2, ...), full jitter: anything from nothing to the doubled ceiling."""
    doublings = min(max(attempt, 1) - 1, 32)
    return random * min(policy.longest_pause, policy.first_pause * 2.0**doublings)


def capped(until: float, now: float) -> float:
    """`until`, but never more than the longest wait away."""
    return min(until, now + LONGEST_WAIT)


def retry_after(value: str | None, now: float) -> float | None:
    """Until when a `Retry-After` header asks to wait: seconds or an HTTP date. None: it says nothing usable."""
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return capped(now + float(text), now)
    return http_date(text, now)


def http_date(value: str | None, now: float) -> float | None:
    """A moment to come as an HTTP date names it, capped. None for the past and for garbage."""
    moment = parse_http_date(value)
    if moment is None or moment <= now:
        return None
    return capped(moment, now)


def parse_http_date(value: str | None) -> float | None:
    """The moment that an HTTP date names. None for garbage."""
    try:
        moment = parsedate_to_datetime(value or "")
        return _seconds(moment)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def try_again_on(message: str, now: float) -> float | None:
    """Until when a sentence like `Try again on 2026-11-20 14:00:00 UTC` asks to wait. None: it does not say."""
    found = _TRY_AGAIN.search(message)
    if found is None:
        return None
    try:
        moment = _seconds(datetime.strptime(f"{found[1]} +0000", "%Y-%m-%d %H:%M:%S %z"))
    except (ValueError, OverflowError):
        return None
    return capped(moment, now) if moment > now else None


def _seconds(moment: datetime) -> float:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = moment.timestamp()
    if not math.isfinite(seconds):
        raise ValueError("not a time")
    return seconds


@dataclass(frozen=True, slots=True)
class Breaker:
    """Failures in a row of one source, and whether they are enough to leave it alone. Times are monotonic."""

    failures: int = 0
    opened_at: float | None = None

    def failed(self, now: float, policy: Policy) -> "Breaker":
        """One more failure. A failure after the rest opens it again at once."""
        failures = self.failures + 1
        return Breaker(failures, now if failures >= policy.breaker_after else self.opened_at)

    def succeeded(self) -> "Breaker":
        """The source answers: all is forgotten."""
        return Breaker() if self.failures or self.opened_at is not None else self

    def is_open(self, now: float, policy: Policy) -> bool:
        """Whether the source is to be left alone now. After the rest it may be asked again."""
        return self.opened_at is not None and now - self.opened_at < policy.breaker_rest
