"""The person's own work by content, as the library is told of it and as it comes back: no number of a catalog in it.

Photos are named by the SHA-256 of their bytes, shoots and collections by their uid. Each value is the whole of its
subject: a later one takes an earlier one's place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Subject = Literal["original", "shoot", "collection", "decision"]

PICKS = ("pick", "reject")
COLOURS = ("red", "yellow", "green", "blue", "purple")
KINDS = ("hand", "rule", "source")

MOST = 20_000
"""Photos named in one value; of a longer list the rest follows in parts."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the person said of one original. Nothing at all: it was taken back."""

    sha256: str
    told_at: int
    rating: int | None = None
    pick: str | None = None
    colour: str | None = None
    star: int = 0
    title: str | None = None
    caption: str | None = None
    taken_at: str | None = None
    utc_offset: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    place: str | None = None
    kept: str | None = None
    """The original in whose favour this one is set aside."""
    tags: tuple[str, ...] = ()
    hidden: int = 0

    def __post_init__(self) -> None:
        _is_one_of("pick", self.pick, (None, *PICKS))
        _is_one_of("colour", self.colour, (None, *COLOURS))
        _lies_in("rating", self.rating, 0, 5)
        _lies_in("star", self.star, 0, 1)
        _lies_in("hidden", self.hidden, 0, 1)
        _lies_in("latitude", self.latitude, -90, 90)
        _lies_in("longitude", self.longitude, -180, 180)


@dataclass(frozen=True, slots=True)
class Shoot:
    """A shoot that the person kept or said no to. `gone`: it is none any more."""

    uid: str
    told_at: int
    name: str = ""
    state: str = "kept"
    begins_at: int | None = None
    ends_at: int | None = None
    date: str | None = None
    location: str | None = None
    client: str | None = None
    description: str | None = None
    cover: str | None = None
    photos: tuple[str, ...] = ()
    part: int = 0
    gone: bool = False

    def __post_init__(self) -> None:
        _is_one_of("state", self.state, ("suggested", "kept", "dismissed"))


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection with its photos in their order; a rule and a mirror have none of their own."""

    uid: str
    told_at: int
    name: str = ""
    kind: str = "hand"
    description: str | None = None
    query: str | None = None
    source: str | None = None
    """Of a mirror: the uid of its source, and the folder there."""
    folder: tuple[str, ...] = ()
    cover: str | None = None
    position: int = 0
    photos: tuple[str, ...] = ()
    part: int = 0
    gone: bool = False

    def __post_init__(self) -> None:
        _is_one_of("kind", self.kind, KINDS)
        if (self.kind == "rule") != (self.query is not None):
            raise ValueError("query")


@dataclass(frozen=True, slots=True)
class Decision:
    """Two pictures that are no duplicates, said the person. `gone`: it was taken back."""

    first: str
    second: str
    told_at: int
    decided_at: int = 0
    gone: bool = False

    def __post_init__(self) -> None:
        if not self.first < self.second:
            raise ValueError("first")


Own = Mark | Shoot | Collection | Decision


def about(own: Own) -> tuple[Subject, str]:
    """The subject and what names it, as `work_due` does."""
    match own:
        case Mark():
            return "original", own.sha256
        case Shoot():
            return "shoot", own.uid
        case Collection():
            return "collection", own.uid
        case Decision():
            return "decision", f"{own.first} {own.second}"


def in_parts(own: Own) -> Iterator[Own]:
    """The value itself, or its parts when it names more photos than one line should."""
    if isinstance(own, Mark | Decision) or len(own.photos) <= MOST:
        yield own
        return
    parts = -(-len(own.photos) // MOST)
    for part in range(parts):
        yield replace(own, photos=own.photos[part * MOST : (part + 1) * MOST], part=part)


def _is_one_of(name: str, value: str | None, allowed: tuple[str | None, ...]) -> None:
    if value not in allowed:
        raise ValueError(name)


def _lies_in(name: str, value: float | None, low: int, high: int) -> None:
    if value is not None and not low <= value <= high:
        raise ValueError(name)
