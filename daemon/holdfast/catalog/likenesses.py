"""What finding duplicates reads and writes: prints, what is known of the pictures, pairs, and the groups made of them.

All of it is found by rule and can be found again; what the person says of it is written through `work`.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Row
from holdfast.domain.duplicates import Group, Look, Pair, Reason, Worth
from holdfast.domain.likeness import RULES

AT_ONCE = 400
"""Originals asked for in one statement."""


def after(db: Connection, original_id: int, limit: int) -> list[Row]:
    """Prints by today's rules, by id: its hashes and tones."""
    return db.rows(
        "SELECT h.original_id, h.dhash, h.phash, h.tone FROM picture_hashes AS h"
        " WHERE h.original_id > ? AND h.rules = ? ORDER BY h.original_id LIMIT ?",
        (original_id, RULES, limit),
    )


def due(db: Connection) -> list[int]:
    """Originals whose prints have not been compared with all others."""
    found = db.rows("SELECT original_id FROM picture_hashes WHERE compared = 0 AND rules = ?", (RULES,))
    return [row["original_id"] for row in found]


def is_due(db: Connection) -> bool:
    """Some print has not been compared yet."""
    found = db.row("SELECT original_id FROM picture_hashes WHERE compared = 0 AND rules = ? LIMIT 1", (RULES,))
    return found is not None


def looks(db: Connection, ids: Collection[int]) -> dict[int, Look]:
    """What is known of these pictures besides their prints."""
    rows = _of(
        db,
        "SELECT h.original_id AS id, h.colour, e.width, e.height, f.taken_at, e.camera_model FROM picture_hashes AS h"
        " LEFT JOIN exif_data AS e ON e.original_id = h.original_id"
        " JOIN facts_shown AS f ON f.original_id = h.original_id WHERE h.original_id IN (%)",
        ids,
    )
    return {row["id"]: _look(row) for row in rows}


def _look(row: Row) -> Look:
    red, green, blue = row["colour"]
    size = (row["width"] or 0, row["height"] or 0)
    return Look(*size, (red, green, blue), row["taken_at"], row["camera_model"])


def _of(db: Connection, sql: str, ids: Collection[int]) -> Iterable[Row]:
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), AT_ONCE):
        part = wanted[at : at + AT_ONCE]
        yield from db.rows(sql.replace("%", ", ".join("?" * len(part))), part)


def keep(db: Connection, compared: Collection[int], pairs: Iterable[Pair]) -> None:
    """These originals have been compared with all others, and this was found."""
    for one in compared:
        db.run("DELETE FROM likenesses WHERE first = ? OR second = ?", (one, one))
    db.many(
        "INSERT OR REPLACE INTO likenesses VALUES (?, ?, ?, ?)",
        [(min(pair.first, pair.second), max(pair.first, pair.second), pair.kind, pair.distance) for pair in pairs],
    )
    db.many("UPDATE picture_hashes SET compared = 1 WHERE original_id = ?", [(one,) for one in compared])


def pairs(db: Connection) -> list[Pair]:
    """All that resemble each other, but for the files of one stack: these belong together. What the person set aside
    has been dealt with."""
    rows = db.rows(
        "SELECT l.first, l.second, l.class, l.distance FROM likenesses AS l"
        " LEFT JOIN stack_members AS a ON a.original_id = l.first"
        " LEFT JOIN stack_members AS b ON b.original_id = l.second"
        " WHERE (a.stack_id IS NULL OR b.stack_id IS NULL OR a.stack_id <> b.stack_id)"
        " AND NOT EXISTS"
        " (SELECT 1 FROM marks AS m WHERE m.original_id IN (l.first, l.second) AND m.kept_id IS NOT NULL)"
    )
    return [Pair(row["first"], row["second"], row["class"], row["distance"]) for row in rows]


def apart(db: Connection) -> list[tuple[int, int]]:
    """Pairs of which the person said that they are no duplicates."""
    rows = db.rows(
        "SELECT a.id AS one, b.id AS other FROM duplicate_decisions AS d"
        " JOIN originals AS a ON a.sha256 = d.first JOIN originals AS b ON b.sha256 = d.second"
    )
    return [(row["one"], row["other"]) for row in rows]


WORTHS = """SELECT o.id, o.bytes, e.width, e.height, e.kind, f.latitude IS NOT NULL AS place, e.camera_model AS camera,
  f.taken_at, coalesce(f.rating, 0) AS rating,
  iif(m.pick = 'reject', -1, coalesce(m.pick = 'pick' OR m.star = 1, 0)) AS picked,
  (SELECT count(*) FROM photo_collections AS c WHERE c.original_id = o.id) AS collections
FROM originals AS o LEFT JOIN exif_data AS e ON e.original_id = o.id
JOIN facts_shown AS f ON f.original_id = o.id LEFT JOIN marks AS m ON m.original_id = o.id WHERE o.id IN (%)"""


def worths(db: Connection, ids: Collection[int]) -> dict[int, Worth]:
    """What speaks for keeping each of these."""
    return {row["id"]: _worth(row) for row in _of(db, WORTHS, ids)}


def _worth(row: Row) -> Worth:
    return Worth(
        row["id"], row["picked"], row["collections"], row["rating"], row["width"] or 0, row["height"] or 0, row["kind"],
        row["bytes"], bool(row["place"]), row["camera"], row["taken_at"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A group as it stands in the catalog."""

    id: int
    group: Group
    reason: Reason


def standing(db: Connection) -> list[Standing]:
    """All groups of which something is left to say."""
    members: dict[int, list[tuple[int, int]]] = {}
    for row in db.rows("SELECT group_id, original_id, distance FROM duplicate_members ORDER BY distance, original_id"):
        members.setdefault(row["group_id"], []).append((row["original_id"], row["distance"]))
    rows = db.rows("SELECT id, class, keeper_id, reason FROM duplicate_groups WHERE bytes > 0")
    return [Standing(row["id"], _group(row, members.get(row["id"], [])), json.loads(row["reason"])) for row in rows]


def _group(row: Row, members: list[tuple[int, int]]) -> Group:
    keeper = row["keeper_id"]
    return Group(row["class"], keeper, tuple(member for member in members if member[0] != keeper))


def drop(db: Connection, ids: Iterable[int]) -> None:
    """These groups are none any more."""
    gone = [(one,) for one in ids]
    db.many("DELETE FROM duplicate_members WHERE group_id = ?", gone)
    db.many("DELETE FROM duplicate_groups WHERE id = ?", gone)


def add(db: Connection, found: Iterable[tuple[Group, Reason]], sizes: Mapping[int, int]) -> None:
    """New groups, each with why its keeper is suggested."""
    for group, reason in found:
        freed = sum(sizes[one] for one, _ in group.others)
        made = db.insert(
            "INSERT INTO duplicate_groups (class, keeper_id, reason, bytes) VALUES (?, ?, ?, ?)",
            (group.kind, group.keeper, json.dumps(reason), freed),
        )
        members = [(made, group.keeper, 0), *((made, one, far) for one, far in group.others)]
        db.many("INSERT INTO duplicate_members VALUES (?, ?, ?)", members)
