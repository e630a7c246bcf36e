"""The folders of a source as a tree, with what lies in and below each of them."""

from dataclasses import dataclass

from holdfast.catalog import thaws
from holdfast.catalog.driver import Connection, Row
from holdfast.catalog.folders import TREE


@dataclass(frozen=True, slots=True)
class Branch:
    """A folder of a source; `photos` and `bytes` of all that is in and below it. Times: Unix ms."""

    id: int
    path: str
    """As the source names it; empty: the top."""
    name: str
    depth: int
    photos: int
    bytes: int
    subfolders: int
    """Right in it."""
    listed_at: int | None


@dataclass(frozen=True, slots=True)
class Archived:
    """Photos that lie in an archive of their source and have to be asked for before they can be copied."""

    photos: int
    bytes: int
    asked: int
    """Of these, asked for already, and to stay out for days that are not over."""
    asked_bytes: int


def find(db: Connection, source_id: int, path: str) -> int | None:
    """The folder's id; None: no listing has named it yet."""
    row = db.row("SELECT id FROM folders WHERE source_id = ? AND path = ?", (source_id, path))
    return row["id"] if row else None


def below(db: Connection, folder_id: int) -> list[Branch]:
    """The folder and all below it, each before its own, by name."""
    rows = db.rows(
        "WITH RECURSIVE tree (id, depth, name) AS (SELECT id, 0, name FROM folders WHERE id = ?"
        " UNION ALL SELECT f.id, tree.depth + 1, f.name FROM folders AS f JOIN tree ON f.parent_id = tree.id"
        " ORDER BY 2 DESC, 3)"
        " SELECT f.id, f.parent_id, f.path, f.name, tree.depth, f.photos, f.bytes, f.subfolders, f.listed_at"
        " FROM tree JOIN folders AS f ON f.id = tree.id",
        (folder_id,),
    )
    sums = {row["id"]: [row["photos"], row["bytes"]] for row in rows}
    for row in reversed(rows):
        if row["parent_id"] in sums:
            above, own = sums[row["parent_id"]], sums[row["id"]]
            above[0], above[1] = above[0] + own[0], above[1] + own[1]
    return [_branch(row, *sums[row["id"]]) for row in rows]


def _branch(row: Row, photos: int, size: int) -> Branch:
    return Branch(row["id"], row["path"], row["name"], row["depth"], photos, size, row["subfolders"], row["listed_at"])


def archived(db: Connection, source_id: int, folder_id: int | None, now: int) -> Archived:
    """What of the source, or of one folder and below, lies in an archive: by its listing, or as was found out when it
    was opened."""
    tree, here = ("", "") if folder_id is None else (TREE, " AND p.folder_id IN tree")
    row = db.row(
        f"{tree} SELECT count(*) AS photos, coalesce(sum(p.bytes), 0) AS bytes, count(t.photo_id) AS asked,"
        " coalesce(sum(p.bytes) FILTER (WHERE t.photo_id IS NOT NULL), 0) AS asked_bytes FROM photos AS p"
        f" LEFT JOIN thaws AS t ON t.photo_id = p.id AND t.asked_at + t.days * {thaws.DAY} >= :now"
        " WHERE p.source_id = :source AND ((p.state = 'skipped' AND p.skip_reason LIKE 'ARCHIVED:%')"
        f" OR (p.state = 'failed' AND p.id IN (SELECT photo_id FROM failed_downloads WHERE code = 'ARCHIVED'))){here}",
        {"source": source_id, "now": now} | ({} if folder_id is None else {"folder": folder_id}),
    )
    return Archived(**{name: row[name] for name in Archived.__slots__}) if row else Archived(0, 0, 0, 0)
