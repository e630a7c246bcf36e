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


def page(
    db: Connection, after: int = 0, limit: int = 200, source_ids: list[int] | None = None, code: str | None = None
) -> list[Failure]:
    """Failures by photo id, all or those with one cause; `after` is the last id of the page before."""
    chosen = "" if source_ids is None else "AND p.source_id IN (SELECT value FROM json_each(:sources))"
    chosen += "" if code is None else " AND d.code = :code"
    rows = db.rows(
        "SELECT p.id, s.name AS source, CASE f.path WHEN '' THEN p.name ELSE f.path || '/' || p.name END AS photo,"
        " d.code, d.message, d.action, d.attempts, d.last_attempt, d.next_attempt FROM failed_downloads AS d"
        " CROSS JOIN photos AS p ON p.id = d.photo_id JOIN sources AS s ON s.id = p.source_id"
        f" JOIN folders AS f ON f.id = p.folder_id WHERE d.photo_id > :after AND s.removed_at IS NULL {chosen}"
        " ORDER BY d.photo_id LIMIT :limit",
        {"after": after, "limit": limit, "sources": json.dumps(source_ids or []), "code": code},
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
