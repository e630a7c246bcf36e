"""Problems as the window shows them: open, known to the person, or solved."""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Row
from holdfast.domain.plan import DAY
from holdfast.domain.problems import KEPT_DAYS, Found, Since, Subject, solved_by


@dataclass(frozen=True, slots=True)
class Problem:
    """One card. Times: Unix milliseconds."""

    id: int
    subject: Subject
    code: str
    source_id: int | None
    source: str | None
    message: str
    action: str
    photos: int
    passes: bool
    since: int
    known_at: int | None
    solved_at: int | None
    solved_by: str | None

    @property
    def key(self) -> tuple[str, str, int]:
        return self.subject, self.code, self.source_id or 0


SELECT = (
    "SELECT p.id, p.subject, p.code, p.source_id, s.name AS source, p.message, p.action, p.photos, p.passes, p.since,"
    " p.known_at, p.solved_at, p.solved_by FROM problems AS p LEFT JOIN sources AS s ON s.id = p.source_id"
)


def _problem(row: Row) -> Problem:
    values = {name: row[name] for name in Problem.__slots__}
    return Problem(**{**values, "passes": bool(row["passes"])})


def open_ones(db: Connection) -> list[Problem]:
    """Those that are not solved, the oldest first."""
    return [_problem(row) for row in db.rows(f"{SELECT} WHERE p.solved_at IS NULL ORDER BY p.id")]


def solved(db: Connection, limit: int = 100) -> list[Problem]:
    """Those that are, the latest first."""
    rows = db.rows(f"{SELECT} WHERE p.solved_at IS NOT NULL ORDER BY p.solved_at DESC, p.id DESC LIMIT ?", (limit,))
    return [_problem(row) for row in rows]


def by_id(db: Connection, problem_id: int) -> Problem | None:
    row = db.row(f"{SELECT} WHERE p.id = ?", (problem_id,))
    return _problem(row) if row else None


def unknown(db: Connection) -> int:
    """How many need the person, who has not said yet that they know."""
    return db.number("SELECT count(*) FROM problems WHERE solved_at IS NULL AND known_at IS NULL AND passes = 0")


def know(db: Connection, problem_id: int, known: bool, at: int) -> None:
    """The person knows of it, or takes that back. It comes back by itself when more photos are concerned, or when
    something else is said."""
    db.run(
        "UPDATE problems SET known_at = CASE ?1 WHEN 1 THEN ?2 END, known_photos = photos"
        " WHERE id = ?3 AND solved_at IS NULL",
        (int(known), at, problem_id),
    )


def told(db: Connection) -> dict[tuple[str, str, int], int]:
    """When each cause was told outside the window last, also where it was solved and came back since."""
    rows = db.rows(
        "SELECT subject, code, coalesce(source_id, 0) AS source, max(told_at) AS at FROM problems"
        " WHERE told_at IS NOT NULL GROUP BY subject, code, source"
    )
    return {(row["subject"], row["code"], row["source"]): row["at"] for row in rows}


def tell(db: Connection, problem_id: int, at: int) -> None:
    """It was told."""
    db.run("UPDATE problems SET told_at = ? WHERE id = ?", (at, problem_id))


def is_as_kept(db: Connection, now: Iterable[Found]) -> bool:
    """Whether the catalog says already what was found now."""
    kept = {one.key: (one.message, one.action, one.photos, one.passes) for one in open_ones(db)}
    return kept == {one.key: (one.message, one.action, one.photos, one.passes) for one in now}


def settle(db: Connection, now: Iterable[Found], at: int) -> None:
    """Keep what was found: new ones begin, present ones say what is true now, those that are gone are solved."""
    there = {one.key: one for one in now}
    for kept in open_ones(db):
        if kept.key not in there:
            _solve(db, kept, at)
    for one in there.values():
        _keep(db, one, at)
    db.run("DELETE FROM problems WHERE solved_at < ?", (at - KEPT_DAYS * DAY,))


def _keep(db: Connection, one: Found, at: int) -> None:
    db.run(
        "INSERT INTO problems (subject, code, source_id, message, action, photos, passes, since)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (subject, code, coalesce(source_id, 0)) WHERE solved_at IS NULL DO UPDATE SET"
        " known_at = CASE WHEN ?6 <= known_photos AND (subject = 'photos' OR message = ?4) THEN known_at END,"
        " message = ?4, action = ?5, photos = ?6, passes = ?7",
        (one.subject, one.code, one.source_id, one.message, one.action, one.photos, int(one.passes), at),
    )


def _solve(db: Connection, kept: Problem, at: int) -> None:
    if _is_let_be(db, kept):  # it is not solved: nobody asks that source now
        db.run("DELETE FROM problems WHERE id = ?", (kept.id,))
        return
    how = solved_by(kept.subject, kept.code, _since(db, kept))
    db.run("UPDATE problems SET solved_at = ?, solved_by = ? WHERE id = ?", (at, how, kept.id))


def _is_let_be(db: Connection, kept: Problem) -> bool:
    """It is a problem of a source that was paused or removed."""
    row = db.row("SELECT paused, removed_at FROM sources WHERE id = ?", (kept.source_id,))
    return row is not None and bool(row["paused"] or row["removed_at"] is not None)


def _since(db: Connection, kept: Problem) -> Since:
    came = db.number(
        "SELECT EXISTS (SELECT 1 FROM backup_sessions WHERE (finished_at IS NULL OR finished_at >= ?)"
        " AND downloaded + adopted + repaired > 0)",
        (kept.since,),
    )
    said = "SELECT EXISTS (SELECT 1 FROM audit_log WHERE at >= ? AND action = ? AND subject = ?)"
    acts = ("renew keys", "accept disappearance")
    renewed, accepted = (bool(db.number(said, (kept.since, act, kept.source or ""))) for act in acts)
    return Since(bool(came), renewed, accepted)
