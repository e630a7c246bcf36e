"""Which clock a photo's time was read from: what a file says of it, or what the satellites' time lets conclude."""

import re
from datetime import datetime, timedelta

ZONES = frozenset({*range(-12 * 60, 14 * 60 + 1, 60), -570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765})
"""Minutes east of UTC, of all clocks in the world."""

NEAR = timedelta(minutes=3)
"""How old the satellites' time may be."""

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


def offset(said: object) -> int | None:
    """Minutes east of UTC, of `+02:00`, `-0330` or `Z`; None when no clock shows that."""
    if not isinstance(said, str):
        return None
    said = said.strip("\0 ")
    if said in ("Z", "z"):
        return 0
    found = _OFFSET.fullmatch(said)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    minutes = -minutes if found[1] == "-" else minutes
    return minutes if -12 * 60 <= minutes <= 14 * 60 and int(found[3]) < 60 else None


def apart(said: str) -> str | None:
    """The zone at the end of an ISO time, if it has one."""
    found = re.search(r"\d\d:\d\d(?::\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$", said.strip("\0 "))
    return found[1] if found else None


def by_satellite(local: datetime, satellite: datetime) -> int | None:
    """The zone in which a clock shows `local` when it is `satellite` in UTC; None when no zone of this world fits."""
    between = local - satellite
    nearest = min(ZONES, key=lambda zone: abs(between - timedelta(minutes=zone)))
    return nearest if abs(between - timedelta(minutes=nearest)) <= NEAR else None
