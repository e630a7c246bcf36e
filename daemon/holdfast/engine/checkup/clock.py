"""Whether this computer's clock can be right, by what is known without asking anybody."""

from pathlib import Path

import holdfast
from holdfast.catalog import Connection, failures, health
from holdfast.clock import Clock, local_time, milliseconds
from holdfast.engine.setup import Opened
from holdfast.errors import ClockSkew

TOLERANCE = 5 * 60_000
"""Milliseconds: clouds accept as much."""


def by_itself(clock: Clock) -> str:
    """Whether it is later than when this Holdfast was installed. ClockSkew: it is earlier."""
    installed = int(Path(holdfast.__file__).stat().st_mtime * 1000)
    if milliseconds(clock) < installed - TOLERANCE:
        raise ClockSkew("The clock of this computer says that it is earlier than when this Holdfast was made.")
    return f"It is {local_time(clock.now())} here."


def by_catalog(opened: Opened) -> str:
    """Compared with what the catalog saw last, and with what the clouds said. ClockSkew: it cannot be right."""
    return opened.catalog.read(_by_catalog, opened.clock)


def _by_catalog(db: Connection, clock: Clock) -> str:
    newest = health.newest_moment(db)
    if newest > milliseconds(clock) + TOLERANCE:
        raise ClockSkew(
            f"The catalog knows of something at {local_time(newest / 1000)}, which by this computer's clock is yet to "
            "come: the clock is behind, or was ahead then."
        )
    refused = next((group for group in failures.groups(db) if group.code == ClockSkew.code), None)
    if refused is not None:
        raise ClockSkew(refused.message)
    return f"It is {local_time(clock.now())} here; no cloud says otherwise, and nothing in the catalog is later."
