"""The accounts and places that photos come from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.catalog.driver import Connection, Row
from holdfast.domain.budget import Budget
from holdfast.domain.status import HeldBack, Trouble
from holdfast.errors import HoldfastError, UsageError

COLUMNS = """id, uid, name, kind, folder, settings, facts, added_at, paused, next_due_at, scan_cursor, scan_session_id,
 last_complete_scan_at, problem_code, problem_message, problem_action, problem_since, wait_until, held,
 accepted_absent, calls_limit, calls_left, calls_reset_at"""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source, without its credentials."""

    id: int
    uid: str
    name: str
    kind: str
    folder: str
    settings: Mapping[str, str] = field(repr=False)
    facts: Mapping[str, str]
    added_at: int
    paused: bool
    next_due_at: int | None
    scan_cursor: str | None
    scan_session_id: int | None
    last_complete_scan_at: int | None
    problem: Trouble | None
    problem_since: int | None
    wait_until: int | None
    held: HeldBack | None
    accepted_absent: int
    budget: Budget | None
    """What the cloud said last of the calls that it allows."""


def _source(row: Row) -> SourceRow:
    plain = ("id", "uid", "name", "kind", "folder", "added_at", "next_due_at", "scan_cursor", "scan_session_id",
             "last_complete_scan_at", "problem_since", "wait_until", "accepted_absent")  # fmt: skip
    problem = None
    if row["problem_code"]:
        problem = Trouble(row["problem_code"], row["problem_message"], row["problem_action"])
    return SourceRow(
        **{name: row[name] for name in plain},
        settings=json.loads(row["settings"]),
        facts=json.loads(row["facts"]),
        paused=bool(row["paused"]),
        problem=problem,
        held=HeldBack(**json.loads(row["held"])) if row["held"] else None,
        budget=_budget(row),
    )


def _budget(row: Row) -> Budget | None:
    if row["calls_limit"] is None or row["calls_left"] is None:
        return None
    return Budget(row["calls_limit"], row["calls_left"], row["calls_reset_at"])


def add(
    db: Connection,
    *,
    uid: str,
    name: str,
    kind: str,
    folder: str,
    settings: Mapping[str, str],
    credentials: Mapping[str, str] | None,
    at: int,
) -> int:
    """A new source, due at once; UsageError when the name is taken."""
    if db.row("SELECT id FROM sources WHERE name = ?", (name,)):
        raise UsageError(f"There is a source called {name!r} already.", action="Choose another name.")
    return db.insert(
        "INSERT INTO sources (uid, name, kind, folder, settings, credentials, added_at, next_due_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (uid, name, kind, folder, json.dumps(dict(settings)), _secret(credentials), at, at),
    )


def _secret(credentials: Mapping[str, str] | None) -> str | None:
    return None if credentials is None else json.dumps(dict(credentials))


def everything(db: Connection) -> list[SourceRow]:
    """Every source that is not removed, in the order they were added."""
    return [_source(row) for row in db.rows(f"SELECT {COLUMNS} FROM sources WHERE removed_at IS NULL ORDER BY id")]


def by_id(db: Connection, source_id: int) -> SourceRow | None:
    row = db.row(f"SELECT {COLUMNS} FROM sources WHERE id = ? AND removed_at IS NULL", (source_id,))
    return _source(row) if row else None


def by_uid(db: Connection) -> dict[str, int]:
    """Every source by the name that survives a rebuild, removed ones too."""
    return {row["uid"]: row["id"] for row in db.rows("SELECT uid, id FROM sources")}


def start_over(db: Connection, at: int) -> None:
    """No listing goes on where it was, no wait holds, and every source is due: this catalog is of another day."""
    db.run("UPDATE sources SET scan_cursor = NULL, scan_session_id = NULL, wait_until = NULL, next_due_at = ?", (at,))


def by_name(db: Connection, name: str) -> SourceRow:
    """The source of that name; UsageError naming those that exist."""
    row = db.row(f"SELECT {COLUMNS} FROM sources WHERE name = ? AND removed_at IS NULL", (name,))
    if row is None:
        known = ", ".join(source.name for source in everything(db)) or "none yet"
        raise UsageError(f"There is no source called {name!r}.", action=f"Sources are: {known}.")
    return _source(row)


def is_name(db: Connection, name: str) -> bool:
    """Whether a source is called so."""
    return db.row("SELECT 1 FROM sources WHERE name = ? AND removed_at IS NULL", (name,)) is not None


def folders(db: Connection) -> set[str]:
    """The library folders that are given away, removed sources' too."""
    return {row["folder"] for row in db.rows("SELECT folder FROM sources")}


def credentials(db: Connection, source_id: int) -> Mapping[str, str] | None:
    """What the source signs in with; None after a rebuild, until it is given again."""
    row = db.row("SELECT credentials FROM sources WHERE id = ?", (source_id,))
    return json.loads(row["credentials"]) if row and row["credentials"] else None


def sign_in(db: Connection, source_id: int, secret: Mapping[str, str], settings: Mapping[str, str], at: int) -> None:
    """New credentials for a source that we have; it is due at once and its problem is forgotten."""
    db.run(
        "UPDATE sources SET credentials = ?, settings = ?, next_due_at = ? WHERE id = ?",
        (_secret(secret), json.dumps(dict(settings)), at, source_id),
    )
    works(db, source_id)


def learn(db: Connection, source_id: int, facts: Mapping[str, str]) -> None:
    """Keep what `describe` found."""
    db.run("UPDATE sources SET facts = ? WHERE id = ?", (json.dumps(dict(facts)), source_id))


def pause(db: Connection, source_id: int, paused: bool) -> None:
    """Stop, or let go on at once. A paused source is neither listed nor copied."""
    db.run(
        "UPDATE sources SET paused = ?1, next_due_at = CASE ?1 WHEN 1 THEN next_due_at ELSE 0 END WHERE id = ?2",
        (int(paused), source_id),
    )


def is_left(db: Connection, source: SourceRow) -> bool:
    """The person paused or removed the source since this row of it was read."""
    now = by_id(db, source.id)
    return now is None or (now.paused and not source.paused)


def rename(db: Connection, source_id: int, name: str) -> None:
    """Call it otherwise. Its folder stays."""
    db.run("UPDATE sources SET name = ? WHERE id = ?", (name, source_id))


def remove(db: Connection, source_id: int, at: int) -> None:
    """Back it up no more and forget its credentials. Its originals and its records stay."""
    db.run(
        "UPDATE sources SET removed_at = ?, credentials = NULL, name = name || ' (removed ' || id || ')' WHERE id = ?",
        (at, source_id),
    )


def due_next(db: Connection, source_id: int, at: int) -> None:
    """When the schedule wants the next backup of this source."""
    db.run("UPDATE sources SET next_due_at = ? WHERE id = ?", (at, source_id))


def fails(db: Connection, source_id: int, error: HoldfastError, at: int) -> None:
    """Say why the source does not work; the first moment of the same cause is kept."""
    db.run(
        "UPDATE sources SET problem_since = CASE WHEN problem_code = ?1 THEN problem_since ELSE ?4 END,"
        " problem_code = ?1, problem_message = ?2, problem_action = ?3 WHERE id = ?5",
        (error.code, error.message, error.action, at, source_id),
    )


def works(db: Connection, source_id: int) -> None:
    """The source answers again."""
    db.run(
        "UPDATE sources SET problem_code = NULL, problem_message = NULL, problem_action = NULL, problem_since = NULL,"
        " wait_until = NULL WHERE id = ?",
        (source_id,),
    )


def waits(db: Connection, source_id: int, until: int | None) -> None:
    """The source asked to be left alone until then."""
    db.run("UPDATE sources SET wait_until = ? WHERE id = ?", (until, source_id))


def keep_budget(db: Connection, source_id: int, budget: Budget, at: int) -> None:
    """What the cloud says of the calls that are left: it counts for every later run, in whatever process."""
    db.run(
        "UPDATE sources SET calls_limit = ?, calls_left = ?, calls_reset_at = ?, calls_said_at = ? WHERE id = ?",
        (budget.limit, budget.left, budget.resets_at, at, source_id),
    )


def hold(db: Connection, source_id: int, held: HeldBack) -> None:
    """Keep a disappearance back for a person; nothing is called gone."""
    text = json.dumps({"code": held.code, "message": held.message, "absent": held.absent})
    db.run("UPDATE sources SET held = ?, accepted_absent = 0 WHERE id = ?", (text, source_id))


def accept(db: Connection, source_id: int, absent: int) -> None:
    """A person believes that so many photos are gone; the next complete listing may say so, and no more."""
    row = db.row("SELECT held FROM sources WHERE id = ?", (source_id,))
    held = HeldBack(**json.loads(row["held"])) if row and row["held"] else None
    if held is None or held.absent != absent:
        raise UsageError(
            f"{absent} is not the number of photos that disappeared"
            + (f"; it is {held.absent}." if held else ": none are held back.")
        )
    db.run("UPDATE sources SET held = NULL, accepted_absent = ?, next_due_at = 0 WHERE id = ?", (absent, source_id))
