"""How many bytes may come in a second, by the hours of the day; arithmetic only, time comes in as an argument."""

import re

from holdfast.errors import UsageError

HOURS = 24
Limits = tuple[int | None, ...]
"""Bytes per second for each hour that the clock here shows; None: as many as can come."""

NO_LIMITS: Limits = (None,) * HOURS
LEAST, MOST = 10_000, 10**10

_SPAN = re.compile(r"(\d{1,2})(?::00)?-(\d{1,2})(?::00)?[:= ]\s*(\d{1,15}(?:\.\d{1,15})?)\s*([kKmMgG]?)(?:B(?:/s)?)?")
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_FORM = "Write it like `8-18:2M 22-6:500k`, from one hour to another, in bytes per second; `none` for no limit."


def parse(text: str) -> Limits:
    """The limits that a person wrote; empty or `none`: there is none. UsageError says what makes no sense."""
    limits: list[int | None] = list(NO_LIMITS)
    wanted = text.strip()
    if wanted.lower() in ("", "none"):
        return NO_LIMITS
    for part in re.split(r"[,;]\s*|\s+(?=\d{1,2}(?::00)?-)", wanted):
        begin, end, rate = _span(part.strip())
        for hour in _hours(begin, end):
            limits[hour] = rate
    return tuple(limits)


def spelled(limits: Limits) -> str:
    """The limits as `parse` reads them; empty when there is none."""
    spans: list[str] = []
    begin = 0
    for hour in range(1, HOURS + 1):
        if hour == HOURS or limits[hour] != limits[begin]:
            rate = limits[begin]
            if rate is not None:
                spans.append(f"{begin}-{hour}:{rate}")
            begin = hour
    return " ".join(spans)


def require(limits: Limits) -> None:
    """UsageError when these are no limits."""
    if len(limits) != HOURS:
        raise UsageError(f"There are {HOURS} hours in a day, not {len(limits)}.", field="bandwidth_by_hour")
    for rate in limits:
        if rate is not None and not LEAST <= rate <= MOST:
            raise _wrong(f"A limit goes from {LEAST:,} to {MOST:,} bytes per second, not {rate:,}.")


def _span(part: str) -> tuple[int, int, int]:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise _wrong(f"{part[:40]!r} is no limit for hours.")
    begin, end = int(found[1]), int(found[2])
    if begin >= HOURS or end > HOURS or begin == end:
        raise _wrong(f"{part[:40]!r} names no hours of a day: they go from 0 to 24.")
    rate = int(float(found[3]) * _TIMES[found[4].lower()])
    require((rate, *NO_LIMITS[1:]))
    return begin, end, rate


def _hours(begin: int, end: int) -> list[int]:
    """From one hour to another, over midnight where the second is the smaller one."""
    return [hour % HOURS for hour in range(begin, end if end > begin else end + HOURS)]


def _wrong(message: str) -> UsageError:
    return UsageError(message, action=_FORM, field="bandwidth_by_hour")


class Bucket:
    """Lets through so many bytes per second, all threads together; whoever shares it sees that one asks at a time."""

    BURST = 0.25
    """Seconds that may be saved up while nothing comes."""

    def __init__(self) -> None:
        self._paid_until = 0.0

    def take(self, size: int, rate: int | None, now: float) -> float:
        """So many bytes came at `now`: how many seconds to wait before there may be more."""
        if rate is None:
            self._paid_until = now
            return 0.0
        self._paid_until = max(self._paid_until, now - self.BURST) + size / rate
        return max(0.0, self._paid_until - now)
