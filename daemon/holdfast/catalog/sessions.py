"""Runs, with true counts."""

from dataclasses import dataclass
from typing import Literal

from holdfast.catalog.driver import Connection, Row
from holdfast.errors import HoldfastError, Interrupted, RateLimited

Kind = Literal[
    "scan", "download", "verify", "repair", "rebuild", "thumbnails", "cleanup", "thaw", "export", "drill",
    "catalog_copy",
]  # fmt: skip
Outcome = Literal["complete", "incomplete", "waiting", "cancelled", "paused", "interrupted", "failed"]
COUNTS = ("listed", "new", "changed", "moved", "gone", "downloaded", "adopted", "failed", "checked", "damaged",
          "missing", "repaired", "bytes")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Session:
    """One run on one source; verify runs on the library and names none."""

    id: int
    kind: Kind
    source: str | None
    started_at: int
    finished_at: int | None
    outcome: str
    listed: int
    new: int
    changed: int
    moved: int
    gone: int
    downloaded: int
    adopted: int
    failed: int
    checked: int
    damaged: int
    missing: int
    repaired: int
    bytes: int
    code: str | None
    message: str | None


SELECT = (
    "SELECT b.id, b.kind, s.name AS source, b.started_at, b.finished_at, b.outcome,"
    + ",".join(f" b.{name}" for name in COUNTS)
    + ", b.code, b.message FROM backup_sessions AS b LEFT JOIN sources AS s ON s.id = b.source_id"
)


def _session(row: Row) -> Session:
    return Session(**{name: row[name] for name in Session.__slots__})


def begin(db: Connection, kind: Kind, source_id: int | None, job_id: int | None, at: int) -> int:
    """A run starts."""
    return db.insert(
        "INSERT INTO backup_sessions (kind, source_id, job_id, started_at) VALUES (?, ?, ?, ?)",
        (kind, source_id, job_id, at),
    )


def count(db: Connection, session_id: int, **counts: int) -> None:
    """Add to a run's counts, in the transaction that does what is counted."""
    assert set(counts) <= set(COUNTS)
    if counts:
        sums = ", ".join(f"{name} = {name} + :{name}" for name in counts)
        db.run(f"UPDATE backup_sessions SET {sums} WHERE id = :id", {"id": session_id, **counts})


def finish(
    db: Connection, session_id: int, outcome: Outcome, at: int, code: str | None = None, message: str | None = None
) -> None:
    """A run ended, and how."""
    db.run(
        "UPDATE backup_sessions SET outcome = ?, finished_at = ?, code = ?, message = ? WHERE id = ?",
        (outcome, at, code, message, session_id),
    )


WISHES: dict[str, Outcome] = {"cancel": "cancelled", "pause": "paused", "leave": "paused", "stop": "interrupted",
                             "yield": "interrupted", "rest": "paused"}  # fmt: skip


def cut_short(db: Connection, session_id: int, end: HoldfastError | Interrupted, at: int) -> None:
    """A run ended before its end: by a wish, because it has to wait, or by an error."""
    if isinstance(end, Interrupted):
        finish(db, session_id, WISHES[end.wish], at)
    else:
        outcome: Outcome = "waiting" if isinstance(end, RateLimited) else "incomplete"
        finish(db, session_id, outcome, at, end.code, end.message)


def close_stale(db: Connection, at: int) -> None:
    """Runs whose process died are interrupted. Only the holder of the worker lock may say so."""
    db.run("UPDATE backup_sessions SET outcome = 'interrupted', finished_at = ? WHERE outcome = 'running'", (at,))


def by_id(db: Connection, session_id: int) -> Session | None:
    row = db.row(f"{SELECT} WHERE b.id = ?", (session_id,))
    return _session(row) if row else None


def running(db: Connection, kind: Kind) -> int | None:
    """The run of this kind that did not come to its end."""
    row = db.row("SELECT max(id) AS id FROM backup_sessions WHERE kind = ? AND outcome = 'running'", (kind,))
    return row["id"] if row else None


def last_id(db: Connection) -> int:
    """The number of the latest run; no other one ever gets it."""
    return db.number("SELECT max(id) FROM backup_sessions")


CLEAN = "b.outcome = 'complete' AND b.failed = 0 AND b.damaged + b.missing <= b.repaired"
ENDINGS: dict[str, str] = {
    "clean": CLEAN,
    "troubled": f"b.outcome IN ('incomplete', 'failed') OR (b.outcome = 'complete' AND NOT ({CLEAN}))",
    "short": "b.outcome IN ('cancelled', 'paused', 'interrupted', 'waiting')",
}
"""How a run ended, in three words: well; with something that could not be done; before its end."""


def recent(
    db: Connection, limit: int = 50, *, before: int | None = None, source_id: int | None = None,
    ending: str | None = None,
) -> list[Session]:  # fmt: skip
    """The latest runs, newest first; only those before this number, of this source, with this ending, if one is
    named."""
    rows = db.rows(
        f"{SELECT} WHERE (:before IS NULL OR b.id < :before) AND (:source IS NULL OR b.source_id = :source)"
        f" AND ({ENDINGS[ending] if ending else '1'}) ORDER BY b.id DESC LIMIT :limit",
        {"before": before, "source": source_id, "limit": limit},
    )
    return [_session(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that has ended, in short."""

    finished_at: int
    is_check: bool
    """A listing that was complete."""
    is_troubled: bool
    copied: int


def ended_since(db: Connection, at: int) -> list[Ended]:
    """Runs that began at that moment or later and have ended, in order."""
    rows = db.rows(
        "SELECT b.finished_at, b.kind = 'scan' AND b.outcome = 'complete' AS is_check,"
        f" {ENDINGS['troubled']} AS is_troubled, b.downloaded + b.adopted AS copied"
        " FROM backup_sessions AS b WHERE b.started_at >= ? AND b.finished_at IS NOT NULL ORDER BY b.id",
        (at,),
    )
    return [Ended(row["finished_at"], bool(row["is_check"]), bool(row["is_troubled"]), row["copied"]) for row in rows]


def of_job(db: Connection, job_id: int) -> list[Session]:
    """The runs that a job led to, in order."""
    return [_session(row) for row in db.rows(f"{SELECT} WHERE b.job_id = ? ORDER BY b.id", (job_id,))]
