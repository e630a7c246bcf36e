"""Photos of which something is not known: when, where or with what they were taken, or that have no tags."""

from dataclasses import asdict, dataclass
from typing import Literal, get_args

from holdfast.catalog import browse
from holdfast.catalog.browse import PhotoSeen
from holdfast.catalog.driver import Connection

Kind = Literal["date", "place", "camera", "tags"]
KINDS: tuple[Kind, ...] = get_args(Kind)

WINDOW = 5_000
"""Photos that are looked at in one statement."""

WINDOWS = 8
"""Looked through for one page: where few photos lack something, a page may be short, and the next one goes on."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many photos lack what; one photo may lack several things."""

    date: int
    place: int
    camera: int
    tags: int

    def as_fields(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Page:
    """`next`: the `after` of the following page; None: there is none."""

    photos: tuple[PhotoSeen, ...]
    next: int | None


def counts(db: Connection) -> Counts:
    """Goes through all photos: a second or two in a catalog of a million."""
    row = db.row("SELECT " + ", ".join(f"coalesce(sum(no_{kind}), 0) AS {kind}" for kind in KINDS)
                 + " FROM photos_missing_metadata")  # fmt: skip
    assert row is not None
    return Counts(**dict(row))


def page(db: Connection, kind: Kind, after: int, limit: int) -> Page:
    """Photos that lack this, by number."""
    last = db.number("SELECT max(id) FROM photos")
    found: list[int] = []
    for _ in range(WINDOWS):
        end = after + WINDOW
        found += ids(db, kind, after, end, limit - len(found))
        after = found[-1] if len(found) == limit else end
        if len(found) == limit or end >= last:
            break
    return Page(browse.chosen(db, found), after if after < last else None)


def ids(db: Connection, kind: Kind, after: int, end: int, limit: int) -> list[int]:
    """The numbers of those that lack this, above `after`, up to `end`."""
    rows = db.rows(
        f"SELECT photo_id FROM photos_missing_metadata WHERE photo_id > ? AND photo_id <= ? AND no_{kind}"
        " ORDER BY photo_id LIMIT ?",
        (after, end, limit),
    )
    return [row["photo_id"] for row in rows]
