"""How many calls a cloud still allows, and what that means for when a run is done. Times are Unix milliseconds."""

from dataclasses import dataclass

WINDOW = 3_600_000
"""Clouds that count calls count them by the hour; none says so in its answers."""

FAR = 6 * WINDOW
"""A window that ends later than this is no window: a clock was wrong."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a cloud says of the calls that it allows."""

    limit: int
    """Calls per window."""
    left: int
    resets_at: int | None
    """Unix milliseconds: when the window ends and all calls are there again; None: it does not say."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the budget means for the next complete listing."""

    limit: int
    left: int
    """At this moment."""
    resets_at: int | None
    needed: int
    """Calls that the listing takes at most."""
    finishes_at: int
    """When the last of them may be made, were it begun now."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a listing of a kind of source takes in calls."""

    page: int
    """Photos per call."""
    listings: int
    """So many listings make up the whole; each has a last page that may be nearly empty."""
    probe: int
    """Calls before the first page."""


COSTS = {"cloudinary": Cost(page=500, listings=9, probe=1)}
"""The kinds of sources that count calls."""


def needed(kind: str, photos: int) -> int:
    """Calls that a complete listing of so many photos takes at most. Copying photos takes none."""
    cost = COSTS.get(kind)
    return 0 if cost is None else cost.probe + cost.listings + photos // cost.page


def now_left(budget: Budget, now: int) -> int:
    """Calls that are left at this moment: all of them, when the window is over."""
    return budget.limit if _is_over(budget, now) else budget.left


def opens_at(budget: Budget, now: int) -> int | None:
    """When the next call may be made; None: now, as far as we know."""
    if budget.left > 0 or budget.limit <= 0 or _is_over(budget, now):
        return None
    return budget.resets_at


def done_at(budget: Budget, calls: int, now: int) -> int:
    """When the last of so many calls may be made, if each window's calls are used as soon as they are there."""
    short = calls - now_left(budget, now)
    if short <= 0:
        return now
    windows = -(-short // max(1, budget.limit))
    opens = now + WINDOW if budget.resets_at is None or _is_over(budget, now) else budget.resets_at
    return opens + (windows - 1) * WINDOW


def forecast(budget: Budget, kind: str, photos: int, now: int) -> Forecast:
    """The next listing of a source of this kind with so many photos."""
    calls = needed(kind, photos)
    resets_at = None if _is_over(budget, now) else budget.resets_at
    return Forecast(budget.limit, now_left(budget, now), resets_at, calls, done_at(budget, calls, now))


def _is_over(budget: Budget, now: int) -> bool:
    return budget.resets_at is not None and not now < budget.resets_at <= now + FAR
