"""Photos that could not be copied, and why."""

import json
from dataclasses import dataclass

from holdfast.catalog.driver import Connection


@dataclass(frozen=True, slots=True)
class Failure:
    """One photo with its reason, its next step and its next try."""

    id: int
    source: str
    photo: str
    code: str
    message: str
    action: str
    attempts: int
    last_attempt: int
    next_attempt: int | None


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """All failures with one cause."""

    code: str
    message: str
    action: str
    photos: int


@dataclass(frozen=True, slots=True)
class Tries:
    """What was done already about the failures of one cause, and when they are tried again by themselves."""

    attempts: int
    last_attempt: int
    next_attempt: int | None
    names: tuple[str, ...]
    """The first of them."""


NAMED = 3
OF_RUN = """AND EXISTS (SELECT 1 FROM backup_sessions AS b WHERE b.id = :session AND p.source_id = b.source_id
 AND d.last_attempt >= b.started_at AND (b.finished_at IS NULL OR d.last_attempt <= b.finished_at))"""


def tries(db: Connection, code: str) -> Tries | None:
    """None: nothing fails with this code."""
    row = db.row(
        "SELECT max(d.attempts) AS attempts, max(d.last_attempt) AS last, min(d.next_attempt) AS next FROM"
        " failed_downloads AS d JOIN photos AS p ON p.id = d.photo_id JOIN sources AS s ON s.id = p.source_id"
        " WHERE d.code = ? AND s.removed_at IS NULL",
        (code,),
    )
    if row is None or row["last"] is None:
        return None
    names = tuple(one.photo for one in page(db, limit=NAMED, code=code))
    return Tries(row["attempts"], row["last"], row["next"], names)


def page(
    db: Connection, after: int = 0, limit: int = 200, source_ids: list[int] | None = None, code: str | None = None,
    named: str | None = None, session: int | None = None,
) -> list[Failure]:  # fmt: skip
    """Failures by photo id, all or those with one cause, or whose name has `named` in it, or that were tried last
    in the run `session`; `after` is the last id of the page before."""
    chosen = "" if source_ids is None else "AND p.source_id IN (SELECT value FROM json_each(:sources))"
    chosen += "" if code is None else " AND d.code = :code"
    chosen += "" if named is None else " AND instr(lower(f.path || '/' || p.name), lower(:named)) > 0"
    chosen += "" if session is None else " " + OF_RUN
    rows = db.rows(
        "SELECT p.id, s.name AS source, CASE f.path WHEN '' THEN p.name ELSE f.path || '/' || p.name END AS photo,"
        " d.code, d.message, d.action, d.attempts, d.last_attempt, d.next_attempt FROM failed_downloads AS d"
        " CROSS JOIN photos AS p ON p.id = d.photo_id JOIN sources AS s ON s.id = p.source_id"
        f" JOIN folders AS f ON f.id = p.folder_id WHERE d.photo_id > :after AND s.removed_at IS NULL {chosen}"
        " ORDER BY d.photo_id LIMIT :limit",
        {
            "after": after,
            "limit": limit,
            "sources": json.dumps(source_ids or []),
            "code": code,
            "named": named,
            "session": session,
        },
    )
    return [Failure(**{name: row[name] for name in Failure.__slots__}) for row in rows]


def groups(db: Connection) -> list[FailureGroup]:
    """One line per cause, the most frequent first."""
    rows = db.rows(
        "SELECT d.code, min(d.message) AS message, min(d.action) AS action, count(*) AS photos"
        " FROM failed_downloads AS d CROSS JOIN photos AS p ON p.id = d.photo_id"
        " JOIN sources AS s ON s.id = p.source_id WHERE s.removed_at IS NULL GROUP BY d.code ORDER BY photos DESC"
    )
    return [FailureGroup(row["code"], row["message"], row["action"], row["photos"]) for row in rows]
