"""The rolling verification: what it reads next, and how far it has come."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.catalog import settings
from holdfast.catalog.driver import Connection
from holdfast.catalog.originals import COLUMNS, UNREAD, Original, from_row

DAY = 86_400_000
AHEAD = DAY
HELD = "library_held"
"""A check that lies further ahead than this was noted by a clock that was wrong: it counts as long ago."""


def ages(db: Connection, now: int) -> tuple[Mapping[int, int], int]:
    """Bytes of the intact originals by the full days since they were read last, and bytes that were never read."""
    rows = db.rows(
        "SELECT CASE WHEN verified_at > :now + :ahead THEN :never ELSE max(0, :now - verified_at) / :day END AS age,"
        " sum(bytes) AS bytes FROM originals WHERE condition = 'intact' GROUP BY age",
        {"now": now, "ahead": AHEAD, "day": DAY, "never": 10**6},
    )
    found = {row["age"]: int(row["bytes"]) for row in rows}
    new = found.pop(None, 0)
    return found, new


def new_ones(db: Connection, runs: list[int], limit: int) -> list[Original]:
    """Intact originals that were never read back and are not of these runs, the newest first."""
    return _some(db, "verified_at IS NULL", "id DESC", runs, limit, 0)


def old_ones(db: Connection, runs: list[int], limit: int, now: int) -> list[Original]:
    """Intact originals that these runs have not read, the oldest check first; before them those whose check lies in
    the future."""
    found = _some(db, "verified_at > :now", "verified_at", runs, limit, now + AHEAD)
    return found or _some(db, "verified_at <= :now", "verified_at, id DESC", runs, limit, now + AHEAD)


def _some(db: Connection, which: str, order: str, runs: list[int], limit: int, now: int) -> list[Original]:
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals AS o WHERE condition = 'intact' AND {which} AND {UNREAD}"
        f" ORDER BY {order} LIMIT :limit",
        {"runs": json.dumps(runs), "limit": limit, "now": now},
    )
    return [from_row(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the reading back of the library has come."""

    never: int = 0
    """Intact originals that were never read back."""
    overdue: int = 0
    """Of the others, those whose last check is older than a round takes."""
    oldest: int | None = None
    """The oldest check of any intact original; Unix milliseconds."""


def reach(db: Connection, now: int) -> Reach:
    """From the index of checks alone: what is not overdue is not counted."""
    never = db.number("SELECT coalesce(sum(originals - verified), 0) FROM original_totals WHERE condition = 'intact'")
    span = {"before": now - settings.value(db, "full_check_days") * DAY, "ahead": now + AHEAD}
    overdue = db.number(
        "SELECT count(*) FROM originals WHERE condition = 'intact' AND verified_at < :before", span
    ) + db.number("SELECT count(*) FROM originals WHERE condition = 'intact' AND verified_at > :ahead", span)
    row = db.row(
        "SELECT verified_at FROM originals WHERE condition = 'intact' AND verified_at IS NOT NULL"
        " ORDER BY verified_at LIMIT 1"
    )
    return Reach(never, overdue, row["verified_at"] if row else None)


@dataclass(frozen=True, slots=True)
class Held:
    """So many files were gone at once that nothing was marked missing: a person has to say what that means."""

    absent: int
    files: int


def hold(db: Connection, one: Held, at: int) -> None:
    """Remember it until the files are back or a person accepts their loss."""
    settings.remember(db, HELD, json.dumps([one.absent, one.files]), at)


def held(db: Connection) -> Held | None:
    """What waits for a person's word."""
    text = settings.identity(db, HELD)
    return None if text is None else Held(*json.loads(text))


def release(db: Connection) -> None:
    """Nothing waits any more."""
    db.run("DELETE FROM config WHERE name = ?", (HELD,))
