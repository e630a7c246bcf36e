"""Photos that lie in a cloud's archive, and what was asked of it."""

from dataclasses import dataclass, replace

from holdfast.catalog.driver import Connection
from holdfast.catalog.folders import TREE
from holdfast.catalog.photos import REMOTE_COLUMNS, remote
from holdfast.domain.photo import RemotePhoto
from holdfast.errors import Archived

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Frozen:
    """A photo in an archive."""

    id: int
    remote: RemotePhoto


def frozen(
    db: Connection, source_id: int, folder_id: int | None, after: int, now: int, limit: int = 200
) -> list[Frozen]:
    """The next photos in the archive, by id, in that folder and below; not those that were asked for and whose days
    are not over."""
    tree, here = ("", "") if folder_id is None else (TREE, "AND p.folder_id IN tree")
    rows = db.rows(
        f"{tree} SELECT {REMOTE_COLUMNS}, p.skip_reason FROM photos AS p JOIN folders AS f ON f.id = p.folder_id"
        " LEFT JOIN failed_downloads AS d ON d.photo_id = p.id LEFT JOIN thaws AS t ON t.photo_id = p.id"
        f" WHERE p.source_id = :source AND p.id > :after {here}"
        " AND ((p.state = 'skipped' AND p.skip_reason GLOB 'ARCHIVED:*') OR (p.state = 'failed' AND d.code = :code))"
        f" AND (t.photo_id IS NULL OR t.asked_at + t.days * {DAY} < :now) ORDER BY p.id LIMIT :limit",
        {"source": source_id, "folder": folder_id, "after": after, "now": now, "code": Archived.code, "limit": limit},
    )
    return [Frozen(row["id"], replace(remote(row), skip_reason=row["skip_reason"])) for row in rows]


def asked(db: Connection, photo_id: int, tier: str, days: int, at: int) -> None:
    """The archive was asked for this photo. The row goes by itself when the photo is copied, or gone."""
    db.run(
        "INSERT INTO thaws (photo_id, tier, days, asked_at) VALUES (?, ?, ?, ?) ON CONFLICT (photo_id) DO UPDATE"
        " SET tier = excluded.tier, days = excluded.days, asked_at = excluded.asked_at",
        (photo_id, tier, days, at),
    )


def is_under_way(db: Connection, photo_id: int, now: int) -> bool:
    """Whether this photo was asked for and is still to come."""
    return bool(
        db.number(
            "SELECT count(*) FROM thaws AS t JOIN photos AS p ON p.id = t.photo_id AND p.state = 'skipped'"
            f" WHERE t.photo_id = ? AND t.asked_at + t.days * {DAY} >= ?",
            (photo_id, now),
        )
    )


def under_way(db: Connection, now: int) -> dict[tuple[str, str], int]:
    """How many skipped photos were asked for and are to come, by the name of their source and their reason."""
    rows = db.rows(
        "SELECT s.name AS source, p.skip_reason AS reason, count(*) AS photos FROM thaws AS t"
        " JOIN photos AS p ON p.id = t.photo_id AND p.state = 'skipped' JOIN sources AS s ON s.id = p.source_id"
        f" WHERE t.asked_at + t.days * {DAY} >= ? GROUP BY s.id, p.skip_reason",
        (now,),
    )
    return {(row["source"], row["reason"]): row["photos"] for row in rows}
