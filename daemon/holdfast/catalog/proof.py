"""What the completeness statement is made of: photos that are not safe, one by one, and the state of the originals."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.catalog import originals
from holdfast.catalog.driver import Connection, Row
from holdfast.domain.proof import Exempt, Held, exempt
from holdfast.domain.status import Trouble

PAGE = 1000
STATES = ("failed", "pending", "skipped", "gone")
"""As the statement names them, what needs somebody first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Photos of a source that share state and reason."""

    source: str
    state: str
    code: str
    photos: int


_EXEMPT = """SELECT p.id, CASE f.path WHEN '' THEN p.name ELSE f.path || '/' || p.name END AS photo, p.state,
 p.skip_reason, d.code, d.message, d.action, o.path FROM photos AS p JOIN folders AS f ON f.id = p.folder_id
 LEFT JOIN failed_downloads AS d ON d.photo_id = p.id LEFT JOIN originals AS o ON o.id = p.original_id
 WHERE p.source_id = ? AND p.state = ? AND p.id > ? ORDER BY p.id LIMIT ?"""


def exceptions(db: Connection, source_id: int, source: str) -> Iterator[Exempt]:
    """Every photo of a source that is not safe; a page in memory at a time."""
    for state in STATES:
        after = 0
        while rows := db.rows(_EXEMPT, (source_id, state, after, PAGE)):
            yield from (_exempt(source, row) for row in rows)
            after = rows[-1]["id"]


def named(db: Connection, source_id: int, source: str, state: str, after: int, limit: int) -> list[tuple[int, Exempt]]:
    """The next photos of a source in that state by id, each with its reason."""
    return [(row["id"], _exempt(source, row)) for row in db.rows(_EXEMPT, (source_id, state, after, limit))]


def _exempt(source: str, row: Row) -> Exempt:
    failure = Trouble(row["code"], row["message"], row["action"]) if row["code"] else None
    return exempt(source, row["photo"], row["state"], row["skip_reason"], failure, row["path"])


def groups(db: Connection, source_id: int, source: str) -> list[Group]:
    """The same photos counted by state and reason, the most frequent first."""
    rows = db.rows(
        "SELECT p.state, CASE p.state WHEN 'skipped' THEN p.skip_reason WHEN 'failed' THEN d.code"
        " ELSE upper(p.state) END AS code, count(*) AS photos FROM photos AS p"
        " LEFT JOIN failed_downloads AS d ON d.photo_id = p.id WHERE p.source_id = ?"
        " AND p.state IN ('pending', 'failed', 'skipped', 'gone')"
        " GROUP BY 1, 2 ORDER BY photos DESC, 1, 2",
        (source_id,),
    )
    return [Group(source, row["state"], row["code"] or "", row["photos"]) for row in rows]


def held(db: Connection) -> Held:
    """The originals of the library, and the oldest of their readings."""
    row = db.row(
        "SELECT coalesce(sum(originals), 0) AS originals, coalesce(sum(bytes), 0) AS bytes,"
        " coalesce(sum(verified), 0) AS reread,"
        " coalesce(sum(originals) FILTER (WHERE condition <> 'intact'), 0) AS spoiled,"
        " (SELECT min(verified_at) FROM originals WHERE verified_at IS NOT NULL) AS oldest_reading FROM original_totals"
    )
    assert row is not None
    return Held(**{name: row[name] for name in Held.__slots__})


def every_path(db: Connection) -> Iterator[tuple[str, str]]:
    """Path and SHA-256 of every original, in no order that means anything."""
    after = 0
    while page := originals.paths(db, after):
        yield from ((path, sha256) for _, path, sha256 in page)
        after = page[-1][0]
