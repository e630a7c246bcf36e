"""Where the window stood and how large it was when it was closed, for the next time."""

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from holdfast.config import Home

log = logging.getLogger(__name__)

SIZE = (1100, 760)
SMALLEST = (360, 480)
GRIP = 120
"""So many pixels of the window's top must be on a screen, or nobody could take hold of it."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the desktop."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the window stands when it is not maximised; without `x` and `y` the system chooses."""

    width: int = SIZE[0]
    height: int = SIZE[1]
    x: int | None = None
    y: int | None = None
    maximised: bool = False


def remembered(home: Home, screens: Iterable[Area]) -> Place:
    """The place of the last time, made to fit the screens that there are now; whatever cannot be read is forgotten."""
    try:
        kept = json.loads(_card(home).read_text("utf-8"))
        place = Place(**{name: kept[name] for name in Place.__slots__})
        whole = all(isinstance(value, int) for value in (place.width, place.height, place.maximised))
        whole = whole and all(value is None or isinstance(value, int) for value in (place.x, place.y))
    except (OSError, ValueError, TypeError, KeyError):
        return Place()
    return fitted(place, list(screens)) if whole else Place()


def fitted(place: Place, screens: list[Area]) -> Place:
    """The same place, no larger than the largest screen, and where a hand can take hold of it."""
    widest = max((screen.width for screen in screens), default=place.width)
    highest = max((screen.height for screen in screens), default=place.height)
    width = max(SMALLEST[0], min(place.width, widest))
    height = max(SMALLEST[1], min(place.height, highest))
    x, y = place.x, place.y
    if x is None or y is None or not any(_can_be_held(x, y, width, screen) for screen in screens):
        x = y = None
    return Place(width, height, x, y, place.maximised)


def _can_be_held(x: int, y: int, width: int, screen: Area) -> bool:
    across = min(x + width, screen.x + screen.width) - max(x, screen.x)
    return across >= GRIP and screen.y <= y <= screen.y + screen.height - GRIP


def remember(home: Home, place: Place) -> None:
    """Keep it; that it could not be kept harms nobody."""
    part = _card(home).with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(place), file)
        part.replace(_card(home))
    except OSError as error:
        log.info("the place of the window was not kept: %s", error)


def _card(home: Home) -> Path:
    return home.run_dir / "window.json"
