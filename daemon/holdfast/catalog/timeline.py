"""What the timeline shows: the shapes of all its pictures at once, and what is said of the few that are seen."""

import json
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.catalog.driver import Connection
from holdfast.domain.timeline import GREY, MOST_SHOOTS, STATES, VIDEO, Columns, Span

_FLAGS = (
    "CASE state " + " ".join(f"WHEN '{state}' THEN {number}" for number, state in enumerate(STATES)) + " END"
    f" + iif(media_type = 'video', {VIDEO}, 0)"
)
ALL = f"""SELECT id, moment, aspect, colour, {_FLAGS} AS flags FROM photos WHERE aspect IS NOT NULL
 ORDER BY moment DESC, id DESC"""
WHOLE = f"""SELECT group_concat(printf('%08x', id), '') AS ids,
 group_concat(iif(moment IS NULL, '', printf('%016x', moment)), '') AS moments,
 group_concat(printf('%04x', aspect), '') AS aspects, group_concat(hex(colour), '') AS colours,
 group_concat(printf('%02x', flags), '') AS flags
 FROM (SELECT id, moment, aspect, coalesce(colour, x'{GREY.hex()}') AS colour, flags FROM ({ALL}))"""
"""Columns as hexadecimal numbers, written by SQLite: row by row Python takes four times as long, and keeps everybody
else waiting meanwhile."""


def version(db: Connection) -> int:
    """A number that is another one as soon as the timeline is."""
    return db.number("SELECT version FROM timeline")


def columns(db: Connection) -> Columns:
    """All pictures, newest first."""
    found = db.rows(WHOLE)[0]
    return Columns(
        _numbers("I", found["ids"]), _numbers("q", found["moments"]), _numbers("H", found["aspects"]),
        bytearray.fromhex(found["colours"] or ""), bytearray.fromhex(found["flags"] or ""),
    )  # fmt: skip


def _numbers(kind: str, digits: str | None) -> "array[int]":
    column = array(kind, bytes.fromhex(digits or ""))
    if sys.byteorder == "little":
        column.byteswap()
    return column


def shoots(db: Connection) -> list[Span]:
    """Shoots that the person keeps or was offered, newest first."""
    rows = db.rows(
        "SELECT id, name, state, begins_at, ends_at FROM photo_shoots WHERE state IN ('kept', 'suggested')"
        " AND begins_at IS NOT NULL ORDER BY begins_at DESC LIMIT ?",
        (MOST_SHOOTS,),
    )
    return [Span(row["id"], row["name"], row["state"] == "kept", row["begins_at"], row["ends_at"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture of the timeline. `md5` None: the library holds no bytes; `thumbnail` None: nobody tried it yet."""

    id: int
    name: str
    moment: int | None
    state: str
    media_type: str
    md5: str | None
    thumbnail: str | None
    rating: int | None
    pick: str | None
    star: bool
    duration: float | None


def seen(db: Connection, ids: Iterable[int]) -> dict[int, Seen]:
    """Those of these photos that there are."""
    rows = db.rows(
        "SELECT p.id, p.name, p.moment, p.state, p.media_type, o.md5, t.state AS thumbnail, p.rating, m.pick,"
        " coalesce(m.star, 0) AS star, e.duration FROM json_each(?) AS asked JOIN photos AS p ON p.id = asked.value"
        " LEFT JOIN originals AS o ON o.id = p.original_id"
        " LEFT JOIN thumbnails AS t ON t.original_id = p.original_id AND t.size = 256"
        " LEFT JOIN marks AS m ON m.original_id = p.original_id"
        " LEFT JOIN exif_data AS e ON e.original_id = p.original_id",
        (json.dumps(list(ids)),),
    )
    return {row["id"]: Seen(**{name: row[name] for name in Seen.__slots__}) for row in rows}
