"""What was done day by day, as the calendar here has the days."""

from dataclasses import dataclass

from holdfast.catalog import Connection, sessions
from holdfast.clock import last_days, local_day

DAY = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class DayOfRuns:
    """One day: complete listings, runs that ended in all, those with trouble, and photos that were copied."""

    day: str
    checks: int = 0
    runs: int = 0
    troubled: int = 0
    copied: int = 0


def of_runs(db: Connection, now: int, count: int) -> list[DayOfRuns]:
    """The last days up to today, those without a run too."""
    found: dict[str, list[sessions.Ended]] = {day: [] for day in last_days(now, count)}
    for run in sessions.ended_since(db, now - (count + 1) * DAY):
        found.get(local_day(run.finished_at), []).append(run)
    return [_day(day, runs) for day, runs in found.items()]


def _day(day: str, runs: list[sessions.Ended]) -> DayOfRuns:
    return DayOfRuns(
        day, sum(run.is_check for run in runs), len(runs), sum(run.is_troubled for run in runs),
        sum(run.copied for run in runs),
    )  # fmt: skip
