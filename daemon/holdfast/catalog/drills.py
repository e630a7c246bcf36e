"""Receipts of drills: photos taken at random through a whole restore, and what came of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from holdfast.catalog import jobs, settings, statistics
from holdfast.catalog.driver import Connection, Row

DAY = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Drilled:
    """One photo of a drill. `result`: `intact`, or the code of what went wrong."""

    source: str
    photo: str
    path: str
    """Where it lies in the library."""
    sha256: str
    bytes: int
    result: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill that came to its end."""

    id: int
    session_id: int
    finished_at: int
    photos: int
    intact: int
    bytes: int
    seconds: float
    receipt: tuple[Drilled, ...]


def record(db: Connection, session_id: int, at: int, seconds: float, receipt: Sequence[Drilled]) -> int:
    """Keep what a drill found."""
    intact = [one for one in receipt if one.result == "intact"]
    return db.insert(
        "INSERT INTO drills (session_id, finished_at, photos, intact, bytes, seconds, receipt)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (session_id, at, len(receipt), len(intact), sum(one.bytes for one in intact), seconds,
         json.dumps([asdict(one) for one in receipt])),
    )  # fmt: skip


def recent(db: Connection, limit: int) -> list[Drill]:
    """The latest drills, newest first."""
    rows = db.rows(
        "SELECT id, session_id, finished_at, photos, intact, bytes, seconds, receipt FROM drills"
        " ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [_drill(row) for row in rows]


def last(db: Connection) -> Drill | None:
    return next(iter(recent(db, 1)), None)


def is_due(db: Connection, now: int) -> bool:
    """The time between two drills is over, the first one a day after the catalog was made; one that did not come about
    is tried again a day later. A time in the future means that the clock was wrong."""
    every = settings.value(db, "drill_every_days") * DAY
    if not every or not statistics.holdings(db).originals:
        return False
    before = last(db)
    done, pause = (settings.made_at(db), DAY) if before is None else (before.finished_at, every)
    tried = jobs.ended_at(db, ("drill",)) or 0
    return not now - pause < done <= now and not now - DAY < tried <= now


def _drill(row: Row) -> Drill:
    plain = ("id", "session_id", "finished_at", "photos", "intact", "bytes", "seconds")
    receipt = tuple(Drilled(**one) for one in json.loads(row["receipt"]))
    return Drill(**{name: row[name] for name in plain}, receipt=receipt)
