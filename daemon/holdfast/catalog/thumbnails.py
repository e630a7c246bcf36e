"""Which small pictures there are, and which cannot be made."""

from dataclasses import dataclass
from typing import Literal

from holdfast.catalog.driver import Connection
from holdfast.catalog.originals import COLUMNS, Original
from holdfast.domain.facts import FACTS_RULES

State = Literal["made", "refused", "failed"]
KEPT = 256
"""The size that stays as long as the photo is known."""

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """One row: a file in the home, or why there is none."""

    state: State
    bytes: int = 0
    width: int | None = None
    height: int | None = None
    used_at: int = 0


def find(db: Connection, original_id: int, size: int) -> Thumbnail | None:
    """What is known of an original's thumbnail of this size; None: nobody tried."""
    row = db.row(
        "SELECT state, bytes, width, height, used_at FROM thumbnails WHERE original_id = ? AND size = ?",
        (original_id, size),
    )
    return Thumbnail(**{name: row[name] for name in Thumbnail.__slots__}) if row else None


def record(db: Connection, original_id: int, size: int, made: Thumbnail, code: str | None, at: int) -> None:
    """Keep what became of it, in place of what was known."""
    db.run(
        "INSERT OR REPLACE INTO thumbnails (original_id, size, state, code, bytes, width, height, made_at, used_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (original_id, size, made.state, code, made.bytes, made.width, made.height, at, day(at)),
    )


def used(db: Connection, original_id: int, size: int, at: int) -> None:
    """Somebody looked at it today."""
    db.run("UPDATE thumbnails SET used_at = ? WHERE original_id = ? AND size = ?", (day(at), original_id, size))


def day(at: int) -> int:
    """The day of a moment, so that looking costs one write a day."""
    return at - at % DAY


DUE = f"""condition = 'intact'
 AND NOT (EXISTS (SELECT 1 FROM thumbnails AS t WHERE t.original_id = o.id AND t.size = {KEPT})
  AND EXISTS (SELECT 1 FROM exif_data AS e WHERE e.original_id = o.id AND e.rules = {FACTS_RULES}))
 AND EXISTS (SELECT 1 FROM photos AS p WHERE p.original_id = o.id AND p.state = 'safe')"""


def due(db: Connection, before: int, limit: int) -> list[Original]:
    """Safe originals that nobody tried to make small yet, or whose facts were not read by today's rules; newest first,
    those with an id below `before`."""
    rows = db.rows(
        f"SELECT {COLUMNS} FROM originals AS o WHERE id < ? AND {DUE} ORDER BY id DESC LIMIT ?", (before, limit)
    )
    return [Original(**{name: row[name] for name in Original.__slots__}) for row in rows]


def due_count(db: Connection) -> int:
    """How many originals `due` would give in all."""
    return db.number(f"SELECT count(*) FROM originals AS o WHERE {DUE}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A thumbnail that the catalog says is in the home."""

    original_id: int
    md5: str
    size: int
    bytes: int


def _stored(db: Connection, rest: str, parameters: tuple[str | int, ...]) -> list[Stored]:
    rows = db.rows(
        "SELECT t.original_id, o.md5, t.size, t.bytes FROM thumbnails AS t JOIN originals AS o ON o.id = t.original_id"
        f" WHERE t.state = 'made' AND {rest}",
        parameters,
    )
    return [Stored(**{name: row[name] for name in Stored.__slots__}) for row in rows]


def unused_since(db: Connection, before: int, limit: int) -> list[Stored]:
    """Those on demand that nobody looked at since, longest unused first."""
    return _stored(db, f"t.size <> {KEPT} AND t.used_at < ? ORDER BY t.used_at LIMIT ?", (before, limit))


def bytes_on_demand(db: Connection) -> int:
    """The room that thumbnails on demand take."""
    return db.number(f"SELECT sum(bytes) FROM thumbnails WHERE state = 'made' AND size <> {KEPT}")


def below(db: Connection, prefix: str) -> list[Stored]:
    """Those of originals whose MD5 begins so."""
    return _stored(db, "o.md5 >= ? AND o.md5 < ?", (prefix, f"{prefix}g"))


def forget(db: Connection, gone: list[Stored]) -> None:
    """The files are no longer there, or soon will not be."""
    db.many("DELETE FROM thumbnails WHERE original_id = ? AND size = ?", [(one.original_id, one.size) for one in gone])


def any_failed(db: Connection) -> bool:
    """Some picture could not be decoded."""
    return db.row("SELECT original_id FROM thumbnails WHERE state = 'failed' LIMIT 1") is not None


def try_again(db: Connection, *states: State) -> int:
    """Forget what was refused or failed, so that it is tried once more; how many there were."""
    return sum(db.run("DELETE FROM thumbnails WHERE state = ?", (state,)) for state in states)
