"""Values of SmugMug's JSON as they are meant: its numbers come as text now and then."""

import re
from datetime import UTC, datetime

from holdfast.domain.photo import made_at

_WHOLE = re.compile(r"[0-9]{1,18}")
LONGEST = 2000


def text(value: object) -> str:
    """A text, valid and of no endless length; empty for what is none."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")[:LONGEST]


def number(value: object) -> int | None:
    """A whole number that is not negative, as a number or as text."""
    if isinstance(value, bool):
        return None
    said = str(value) if isinstance(value, int) else value.strip() if isinstance(value, str) else ""
    return int(said) if _WHOLE.fullmatch(said) else None


def moment(value: object) -> int | None:
    """Unix milliseconds of an ISO 8601 time."""
    try:
        found = datetime.fromisoformat(text(value))
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return made_at(int(found.timestamp() * 1000))
    except (ValueError, OverflowError):
        return None
