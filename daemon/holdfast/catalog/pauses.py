"""The pause of all backups, as it stands in the catalog: one for every process, and through every restart."""

import json
from dataclasses import asdict, replace

from holdfast.catalog import audit
from holdfast.catalog.driver import Connection
from holdfast.domain.pause import Pause, as_of

NAME = "pause"
"""Its row in `config`."""


def now(db: Connection, at: int) -> Pause | None:
    """The pause as it is at this time; None: there is none, or it is over."""
    kept = _kept(db)
    return None if kept is None else as_of(kept, at)


def begin(db: Connection, until: int | None, at: int) -> Pause:
    """From now on nothing is done by itself. Asked again, the new end counts, and the pause is as old as it was."""
    before = now(db, at)
    last = db.number("SELECT coalesce(max(id), 0) FROM jobs")
    fresh = Pause(at if before is None else before.since, until, last)
    _keep(db, fresh, at)
    audit.note(db, "person", "pause", "", at, {} if until is None else {"until": until})
    return fresh


def end(db: Connection, at: int) -> bool:
    """Let everything go on; False when nothing was paused."""
    was = now(db, at) is not None
    if _kept(db) is not None:
        db.run("DELETE FROM config WHERE name = ?", (NAME,))
        audit.note(db, "person" if was else "daemon", "resume", "", at)
    return was


def is_settled(db: Connection, at: int) -> bool:
    """What stands in the catalog is how it is now."""
    kept = _kept(db)
    return kept is None or as_of(kept, at) == kept


def settle(db: Connection, at: int) -> None:
    """Forget a pause that is over, and let one begin anew whose begin lies in the future: the clock was set back."""
    kept = _kept(db)
    if kept is None:
        return
    present = as_of(kept, at)
    if present is None:
        end(db, at)
    elif present != kept:
        _keep(db, present, at)


def allow(db: Connection, job_id: int, at: int) -> None:
    """A person asked for this job although it was there before the pause: it is done all the same."""
    present = now(db, at)
    if present is not None and job_id <= present.after and job_id not in present.allowed:
        _keep(db, replace(present, allowed=(*present.allowed, job_id)), at)


FREE = "(?{0} IS NULL OR (id > ?{0} AND origin = 'person') OR id IN (SELECT value FROM json_each(?{1})))"
"""The job is not held by the pause whose two values these are."""


def values(db: Connection, at: int) -> tuple[int | None, str]:
    """What `FREE` asks for."""
    present = now(db, at)
    return (None, "[]") if present is None else (present.after, json.dumps(present.allowed))


def holds(db: Connection, job_id: int, at: int) -> bool:
    """Whether this job rests, because everything does."""
    present = now(db, at)
    if present is None:
        return False
    free = FREE.format(2, 3)
    return db.row(f"SELECT id FROM jobs WHERE id = ?1 AND {free}", (job_id, *values(db, at))) is None


def _kept(db: Connection) -> Pause | None:
    row = db.row("SELECT value FROM config WHERE name = ?", (NAME,))
    if row is None:
        return None
    found = json.loads(row["value"])
    return Pause(**{**found, "allowed": tuple(found["allowed"])})


def _keep(db: Connection, pause: Pause, at: int) -> None:
    db.run(
        "INSERT INTO config VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
        " changed_at = excluded.changed_at",
        (NAME, json.dumps(asdict(pause)), at),
    )
