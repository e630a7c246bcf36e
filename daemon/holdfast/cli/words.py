"""Numbers as a person reads them."""

from holdfast.clock import local_time
from holdfast.domain.budget import Forecast

PROVEN = {
    "md5": "proven by MD5",
    "full": "proven by checksum",
    "composite": "proven by checksums of its parts",
    "size": "compared by size only",
    "none": "nothing to compare it with",
}
"""What each strength of a comparison says."""
UNITS = ("kB", "MB", "GB", "TB", "PB")
ROUND_MINUTES = (1, 2, 5, 10, 15, 20, 30, 45)


def size(count: int) -> str:
    """Bytes in decimal units: `1.2 GB`."""
    if count < 1000:
        return f"{count} bytes" if count != 1 else "1 byte"
    amount = float(count)
    for unit in UNITS:
        amount /= 1000
        if amount < 999.5 or unit == UNITS[-1]:
            return f"{amount:,.0f} {unit}" if amount >= 99.5 else f"{amount:.1f} {unit}"
    raise AssertionError


def photos(count: int) -> str:
    """`1 photo`, `48,213 photos`."""
    return f"{count:,} photo" + ("" if count == 1 else "s")


def files(count: int) -> str:
    """`1 file`, `48,213 files`."""
    return f"{count:,} file" + ("" if count == 1 else "s")


def sidecars(count: int) -> str:
    """`1 sidecar`, `12 sidecars`."""
    return f"{count:,} sidecar" + ("" if count == 1 else "s")


def copies(count: int) -> str:
    """`1 copy`, `7 copies`."""
    return f"{count:,} cop" + ("y" if count == 1 else "ies")


def calls(count: int) -> str:
    """`1 call`, `500 calls`."""
    return f"{count:,} call" + ("" if count == 1 else "s")


def budget(found: Forecast) -> str:
    """What is left of the calls that a cloud allows, and what that means for the next look at it."""
    said = f"{found.left:,} of {calls(found.limit)} left; a complete listing takes {found.needed:,}"
    if found.needed <= found.left:
        return said
    return f"{said} and finishes about {local_time(found.finishes_at / 1000)}"


def duration(seconds: float) -> str:
    """A time that has passed: `41 s`, `12 min`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    minutes = round(seconds / 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def time_left(seconds: float) -> str:
    """A time to come, as roughly as it is known."""
    minutes = seconds / 60
    if minutes <= 1:
        return "a minute or less left"
    if minutes < 52.5:
        nearest = min(ROUND_MINUTES, key=lambda mark: abs(mark - minutes))
        return f"about {max(2, nearest)} minutes left"
    hours = round(minutes / 60)
    if hours < 48:
        return f"about {hours} hour{'' if hours == 1 else 's'} left"
    return f"about {round(hours / 24)} days left"
