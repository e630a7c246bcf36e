"""Groups of duplicates as they are shown: their sums, their pictures, and folders that are wholly elsewhere too.

A group is open as long as its `bytes` are not 0: triggers keep them at what the person has not said anything of.
"""

import json
from dataclasses import dataclass
from typing import Literal

from holdfast.catalog.driver import Connection, Row
from holdfast.domain.duplicates import Class, Reason

Kind = Literal["identical"] | Class
KINDS: tuple[Kind, ...] = ("identical", "same", "similar")
LEAST = 2
"""A folder with fewer photos is not called a duplicate."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Of one class: open groups, and the bytes besides their keepers."""

    kind: Kind
    groups: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Member:
    """One picture of a group, as it is compared with the others. `photo_id`: the first photo that has these bytes."""

    original_id: int
    photo_id: int
    md5: str
    name: str
    folder: str
    source: str
    bytes: int
    width: int | None
    height: int | None
    kind: str | None
    taken_at: str | None
    latitude: float | None
    longitude: float | None
    camera: str | None
    rating: int | None
    collections: int
    set_aside: bool
    distance: int


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """A group with its pictures, the suggested keeper first. `id` of identical ones is that of their original."""

    id: int
    kind: Kind
    bytes: int
    keeper_id: int
    """A photo."""
    reason: Reason
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class PageSeen:
    groups: list[GroupSeen]
    next: str | None


@dataclass(frozen=True, slots=True)
class FolderTwice:
    """All safe photos of the first folder are in the second one, byte by byte."""

    folder_id: int
    folder: str
    other_id: int
    other: str
    photos: int
    bytes: int


def identical(db: Connection) -> Sum:
    """Originals that are listed more than once. Their bytes take room in the library once: the sum is what that
    spares."""
    row = db.row(
        "SELECT count(*) AS groups, coalesce(sum((t.photos - 1) * o.bytes), 0) AS bytes"
        " FROM identical_totals AS t JOIN originals AS o ON o.id = t.original_id"
    )
    return Sum("identical", row["groups"], row["bytes"]) if row else Sum("identical", 0, 0)


def sums(db: Connection) -> list[Sum]:
    """How much there is of the classes of which there is something to decide."""
    rows = db.rows(
        "SELECT class, count(*) AS groups, sum(bytes) AS bytes FROM duplicate_groups WHERE bytes > 0 GROUP BY 1"
    )
    found = {row["class"]: row for row in rows}
    return [
        Sum(kind, row["groups"], row["bytes"]) if (row := found.get(kind)) else Sum(kind, 0, 0) for kind in KINDS[1:]
    ]


def page(db: Connection, kind: Kind, after: str | None, limit: int) -> PageSeen:
    """Open groups of a class: most bytes first; identical ones by number. `after`: the last page's `next`."""
    if kind == "identical":
        return _identical_page(db, _place(after)[1] if after else 0, limit)
    size, last = _place(after) if after else (2**62, 0)
    rows = db.rows(
        "SELECT id, class, keeper_id, reason, bytes FROM duplicate_groups WHERE class = ? AND bytes BETWEEN 1 AND ?"
        " AND (bytes < ? OR id > ?) ORDER BY bytes DESC, id LIMIT ?",
        (kind, size, size, last, limit + 1),
    )
    following = f"{rows[limit - 1]['bytes']}-{rows[limit - 1]['id']}" if len(rows) > limit else None
    return PageSeen([_seen(db, row) for row in rows[:limit]], following)


def _place(after: str) -> tuple[int, int]:
    """Where a page ended: bytes and number."""
    size, _, last = after.rpartition("-")
    return int(size or 0), int(last)


def _identical_page(db: Connection, after: int, limit: int) -> PageSeen:
    rows = db.rows(
        "SELECT original_id FROM identical_totals WHERE original_id > ? ORDER BY original_id LIMIT ?",
        (after, limit + 1),
    )
    following = str(rows[limit - 1]["original_id"]) if len(rows) > limit else None
    return PageSeen([_identical(db, row["original_id"]) for row in rows[:limit]], following)


_MEMBER = """SELECT o.id AS original_id, p.id AS photo_id, o.md5, p.name, d.path AS folder, s.name AS source, o.bytes,
 coalesce(e.width, p.width) AS width, coalesce(e.height, p.height) AS height, coalesce(e.kind, p.format) AS kind,
 f.taken_at, f.latitude, f.longitude,
 e.camera_model AS camera, f.rating, (SELECT count(*) FROM photo_collections AS c WHERE c.original_id = o.id)
   AS collections, m.kept_id IS NOT NULL AS set_aside, {distance} AS distance
FROM {origin} JOIN folders AS d ON d.id = p.folder_id JOIN sources AS s ON s.id = p.source_id
LEFT JOIN exif_data AS e ON e.original_id = o.id JOIN facts_shown AS f ON f.original_id = o.id
LEFT JOIN marks AS m ON m.original_id = o.id WHERE {which}"""
_OF_GROUP = _MEMBER.format(
    distance="g.distance",
    origin="duplicate_members AS g JOIN originals AS o ON o.id = g.original_id JOIN photos AS p ON p.id ="
    " (SELECT min(q.id) FROM photos AS q WHERE q.original_id = o.id)",
    which="g.group_id = ? ORDER BY g.distance, o.id",
)
_OF_BYTES = _MEMBER.format(
    distance="0",
    origin="photos AS p JOIN originals AS o ON o.id = p.original_id",
    which="p.original_id = ? AND p.state = 'safe' ORDER BY p.id",
)


def _members(db: Connection, sql: str, which: int) -> tuple[Member, ...]:
    rows = (dict(row) for row in db.rows(sql, (which,)))
    return tuple(Member(**{**row, "set_aside": bool(row["set_aside"])}) for row in rows)


def _seen(db: Connection, row: Row) -> GroupSeen:
    members = sorted(_members(db, _OF_GROUP, row["id"]), key=lambda one: one.original_id != row["keeper_id"])
    keeper = next((one.photo_id for one in members if one.original_id == row["keeper_id"]), 0)
    return GroupSeen(row["id"], row["class"], row["bytes"], keeper, json.loads(row["reason"]), tuple(members))


def _identical(db: Connection, original_id: int) -> GroupSeen:
    members = _members(db, _OF_BYTES, original_id)
    spared = sum(one.bytes for one in members[1:])
    why: Reason = [{"code": "identical", "value": len(members)}]
    return GroupSeen(original_id, "identical", spared, members[0].photo_id, why, members)


def group(db: Connection, group_id: int) -> GroupSeen | None:
    """One group of pictures that resemble each other, open or not."""
    row = db.row("SELECT id, class, keeper_id, reason, bytes FROM duplicate_groups WHERE id = ?", (group_id,))
    return _seen(db, row) if row else None


def set_aside(db: Connection) -> int:
    """How many originals are hidden, because another one is kept for them."""
    return db.number("SELECT count(*) FROM marks WHERE kept_id IS NOT NULL")


_TWICE = f"""WITH held AS (SELECT a.folder_id, b.folder_id AS other_id, count(DISTINCT a.original_id) AS photos
  FROM identical_totals AS t
  CROSS JOIN photos AS a INDEXED BY photos_alike ON a.original_id = t.original_id AND a.state = 'safe'
  CROSS JOIN photos AS b INDEXED BY photos_alike ON b.original_id = t.original_id AND b.state = 'safe'
    AND b.folder_id <> a.folder_id
  GROUP BY a.folder_id, b.folder_id HAVING count(DISTINCT a.original_id) >= {LEAST})
SELECT h.folder_id, s.name || '/' || f.path AS folder, h.other_id, z.name || '/' || g.path AS other, h.photos,
  (SELECT sum(o.bytes) FROM photos AS p JOIN originals AS o ON o.id = p.original_id
    WHERE p.folder_id = h.folder_id AND p.state = 'safe') AS bytes
FROM held AS h JOIN folders AS f ON f.id = h.folder_id JOIN folders AS g ON g.id = h.other_id
JOIN sources AS s ON s.id = f.source_id JOIN sources AS z ON z.id = g.source_id
WHERE NOT EXISTS (SELECT 1 FROM photos AS p WHERE p.folder_id = h.folder_id AND p.state = 'safe'
  AND NOT EXISTS (SELECT 1 FROM identical_totals AS t WHERE t.original_id = p.original_id))
AND h.photos =
  (SELECT count(DISTINCT p.original_id) FROM photos AS p WHERE p.folder_id = h.folder_id AND p.state = 'safe')
  AND NOT EXISTS (SELECT 1 FROM photos AS p WHERE p.folder_id = h.folder_id AND p.state NOT IN ('safe', 'gone'))
ORDER BY bytes DESC, h.folder_id, h.other_id LIMIT ?"""  # fmt: skip


def folders(db: Connection, limit: int = 200) -> list[FolderTwice]:
    """Folders all of whose photos are in another one too, largest first. Of two equal folders both are named."""
    return [FolderTwice(**dict(row)) for row in db.rows(_TWICE, (limit,))]
