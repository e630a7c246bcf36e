"""What is left of the calls that a cloud allows: kept in the catalog, so that the next run knows before it asks."""

from holdfast.catalog import Catalog, Connection, foresight, sources
from holdfast.catalog.jobs import Progress
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock, local_time, milliseconds
from holdfast.domain.budget import done_at, needed, now_left, opens_at
from holdfast.domain.timing import LONGEST_WAIT
from holdfast.errors import RateLimited
from holdfast.sources.base import Source


class Allowance:
    """The calls of one source during one listing."""

    def __init__(self, catalog: Catalog, row: SourceRow, source: Source, clock: Clock) -> None:
        self._row, self._source, self._clock = row, source, clock
        self._began = clock.monotonic()
        self._calls = 0
        self._expected = needed(row.kind, catalog.read(foresight.extent, row.id)) if row.last_complete_scan_at else 0

    def keep(self, db: Connection) -> None:
        """Write down what the cloud said last, in the transaction of the page that came with it."""
        self._calls += 1
        budget = self._source.budget()
        if budget is not None:
            sources.keep_budget(db, self._row.id, budget, milliseconds(self._clock))

    def progress(self, found: int) -> Progress:
        """How far the listing is, and when it is done, as far as the last one tells how long it is."""
        now, budget = milliseconds(self._clock), self._source.budget()
        if budget is None:
            return Progress(phase="listing", source=self._row.name, found=found)
        return Progress(
            phase="listing", source=self._row.name, found=found, calls_left=now_left(budget, now),
            calls_limit=budget.limit, finishes_at=self._finishes(now) if self._expected else None,
        )  # fmt: skip

    def _finishes(self, now: int) -> int | None:
        budget = self._source.budget()
        to_come = max(0, self._expected - self._calls)
        pace = (self._clock.monotonic() - self._began) / max(1, self._calls)
        return None if budget is None else done_at(budget, to_come, now) + int(to_come * pace * 1000)


def may_begin(row: SourceRow, now: int) -> None:
    """RateLimited when the source asked us, in whatever job, to leave it alone until a time that is still ahead."""
    until = row.wait_until
    if until is not None and now < until <= now + LONGEST_WAIT * 1000:  # else the clock was wrong when it was set
        raise RateLimited(f"{row.name} asked us to slow down.", until=until / 1000)


def calls_are_used(row: SourceRow, now: int) -> bool:
    """Whether the cloud said that no call is left, and its window is not over."""
    return row.budget is not None and opens_at(row.budget, now) is not None


def may_ask(row: SourceRow, now: int) -> None:
    """RateLimited when the cloud said, in whatever process, that no call is left, and its window is not over."""
    opens = None if row.budget is None else opens_at(row.budget, now)
    if opens is not None:
        said = f"All calls that {row.name} allows for now are used; there are new ones at {local_time(opens / 1000)}."
        raise RateLimited(said, until=opens / 1000)
