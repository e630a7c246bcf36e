"""The only place that reads time. Wall time for schedules, monotonic time for durations."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Time as an argument: tests hand in a clock of their own."""

    def now(self) -> float:
        """Unix seconds, UTC."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never goes back."""

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        """Wait; return early with True when `stop` is set."""


class SystemClock:
    """The real clock."""

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float, stop: threading.Event | None = None) -> bool:
        return (stop or threading.Event()).wait(max(0.0, seconds))


def milliseconds(clock: Clock) -> int:
    """Now, as the catalog keeps times: Unix milliseconds, UTC."""
    return int(clock.now() * 1000)


def rfc3339(at_ms: int | None) -> str | None:
    """A time of the catalog as JSON shows it: `2026-11-20T12:00:00.000Z`. None for what no calendar has, too."""
    if at_ms is None:
        return None
    try:
        moment = EPOCH + timedelta(milliseconds=at_ms)
    except OverflowError:
        return None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def local_time(at_seconds: float) -> str:
    """A moment as a person here reads it: `14:05`, with the day when it is not today."""
    moment = datetime.fromtimestamp(at_seconds).astimezone()
    today = datetime.now().astimezone().date()
    return moment.strftime("%H:%M" if moment.date() == today else "%A %d %B, %H:%M")


def local_hour(at_seconds: float) -> int:
    """The hour that the clocks here show then, from 0 to 23."""
    return datetime.fromtimestamp(at_seconds).astimezone().hour


def local_day(at_ms: int) -> str:
    """The day on which that moment lies here: `2026-11-20`."""
    return datetime.fromtimestamp(at_ms / 1000).astimezone().date().isoformat()


def last_days(at_ms: int, count: int) -> list[str]:
    """So many days up to that of this moment, the oldest first."""
    today = datetime.fromtimestamp(at_ms / 1000).astimezone().date()
    return [(today - timedelta(days=back)).isoformat() for back in range(count - 1, -1, -1)]


def night_before(at_ms: int, hour: int) -> int:
    """The last time at or before this one when the clocks here showed that full hour; Unix milliseconds."""
    here = datetime.fromtimestamp(at_ms / 1000).astimezone()
    night = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    return int((night if night <= here else night - timedelta(days=1)).timestamp() * 1000)


def next_shown(at_ms: int, hour: int, minute: int = 0) -> int:
    """The next time after this one when the clocks here show that hour and minute; Unix milliseconds. Where the clocks
    are put forward over it, it is the moment when they are."""
    here = datetime.fromtimestamp(at_ms / 1000)  # without its zone: each day has its own, in summer another
    shown = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    while int(shown.timestamp() * 1000) <= at_ms:
        shown += timedelta(days=1)
    return int(shown.timestamp() * 1000)
