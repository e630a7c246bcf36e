"""Originals whose bytes in the library are damaged or gone, and the photos of any source that can bring them back."""

import json
from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Row
from holdfast.catalog.photos import REMOTE_COLUMNS, Wanted, remote
from holdfast.domain.verification import Lost


@dataclass(frozen=True, slots=True)
class Wish:
    """Which of them are to be put right."""

    edited: bool = False
    """Also those that look like the person's own edit."""
    keep_edits: bool = False
    """An edited file stays where it is; the original comes beside it."""
    source_ids: tuple[int, ...] | None = None
    """Only originals that a photo of these sources has or had."""
    chosen: tuple[int, ...] | None = None
    """Only these originals."""


BROKEN = """o.condition <> 'intact' AND (:edited OR NOT EXISTS
 (SELECT 1 FROM file_integrity AS i WHERE i.original_id = o.id AND i.looks_edited = 1))
 AND (:chosen IS NULL OR o.id IN (SELECT value FROM json_each(:chosen)))"""

OF_SOURCES = """(:sources IS NULL OR EXISTS (SELECT 1 FROM photos AS q WHERE q.original_id = o.id
 AND q.source_id IN (SELECT value FROM json_each(:sources))) OR EXISTS (SELECT 1 FROM photo_versions AS v
 JOIN photos AS q ON q.id = v.photo_id WHERE v.original_id = o.id
 AND q.source_id IN (SELECT value FROM json_each(:sources))))"""

PAIRS = """WITH pairs (photo, original) AS (
 SELECT p.id, o.id FROM photos AS p JOIN originals AS o ON o.id = p.original_id
  WHERE p.source_id = :source AND p.state = 'failed' AND p.id > :after AND {broken}
 UNION SELECT p.id, o.id FROM photos AS p JOIN originals AS o ON o.md5 = substr(p.checksum, -32) AND o.bytes = p.bytes
  WHERE p.source_id = :source AND p.state IN ('failed', 'pending') AND p.id > :after AND p.original_id IS NULL
  AND p.checksum IN ('md5:' || o.md5, 'md5?:' || o.md5) AND {broken}
 UNION SELECT p.id, o.id FROM photos AS p JOIN originals AS o ON o.sha256 = substr(p.checksum, -64)
  WHERE p.source_id = :source AND p.state IN ('failed', 'pending') AND p.id > :after AND p.original_id IS NULL
  AND p.checksum = 'sha256:' || o.sha256 AND {broken}
 ORDER BY 1 LIMIT :limit)"""
"""Photos that had these bytes when they were copied, and those whose source declares them."""


def _asked(wish: Wish) -> dict[str, int | str | None]:
    sources = None if wish.source_ids is None else json.dumps(list(wish.source_ids))
    chosen = None if wish.chosen is None else json.dumps(list(wish.chosen))
    return {"edited": int(wish.edited), "sources": sources, "chosen": chosen}


def count(db: Connection, wish: Wish) -> int:
    """How many originals are to be put right."""
    return db.number(f"SELECT count(*) FROM originals AS o WHERE {BROKEN} AND {OF_SOURCES}", _asked(wish))


def origins(db: Connection, wish: Wish, source_id: int, after: int, limit: int) -> list[Wanted]:
    """Photos of one source that bring such bytes, by id."""
    pairs = PAIRS.format(broken=f"{BROKEN} AND {OF_SOURCES}")
    rows = db.rows(
        f"{pairs} SELECT {REMOTE_COLUMNS}, coalesce(d.attempts, 0) AS attempts, o.path AS lost_path,"
        " o.sha256 AS lost_sha256,"
        " EXISTS (SELECT 1 FROM file_integrity AS i WHERE i.original_id = o.id AND i.looks_edited = 1) AS edited"
        " FROM pairs JOIN photos AS p ON p.id = pairs.photo JOIN originals AS o ON o.id = pairs.original"
        " JOIN folders AS f ON f.id = p.folder_id LEFT JOIN failed_downloads AS d ON d.photo_id = p.id ORDER BY p.id",
        {**_asked(wish), "source": source_id, "after": after, "limit": limit},
    )
    return [_wanted(row, wish) for row in rows]


def _wanted(row: Row, wish: Wish) -> Wanted:
    """Without a path of its own, the original does not ask the file that lies there to make room."""
    path = None if row["edited"] and wish.keep_edits else row["lost_path"]
    return Wanted(row["id"], remote(row), row["attempts"], path, row["lost_sha256"])


UNLISTED = """FROM originals AS o WHERE o.condition <> 'intact'
 AND NOT EXISTS (SELECT 1 FROM photos AS p WHERE p.original_id = o.id AND p.state IN ('failed', 'pending'))"""


def unlisted(db: Connection, limit: int) -> tuple[int, list[Lost]]:
    """How many there are, and the first of them: photos that are gone from their source, and earlier versions."""
    rows = db.rows(f"SELECT o.path, o.condition {UNLISTED} ORDER BY o.id LIMIT ?", (limit,))
    total = len(rows) if len(rows) < limit else db.number(f"SELECT count(*) {UNLISTED}")
    return total, [Lost(row["path"], row["condition"]) for row in rows]
