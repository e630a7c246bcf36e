"""The one way in which the person's own work is written: marks, tags, shoots, collections, decisions.

Each act is one row in `changes`, with every row it touched as it was before and after. So it can be undone as a whole,
and the sidecars of the library hear of it (`work_due`). Nothing else writes these tables, but for what is only
suggested by a rule.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from holdfast.catalog import due, ties
from holdfast.catalog.driver import Connection, Row, Value
from holdfast.errors import Conflict, UsageError

Table = Literal[
    "marks", "own_tags", "photo_shoots", "photo_shoot_assignments", "collections", "photo_collections",
    "duplicate_decisions",
]  # fmt: skip
Values = Mapping[str, Value]
Record = dict[str, Any]

KEYS: Mapping[str, tuple[str, ...]] = {
    "marks": ("original_id",),
    "own_tags": ("original_id", "tag"),
    "photo_shoots": ("id",),
    "photo_shoot_assignments": ("shoot_id", "original_id"),
    "collections": ("id",),
    "photo_collections": ("collection_id", "original_id"),
    "duplicate_decisions": ("first", "second"),
}
"""The tables of the person's work, each with what names a row of it."""

OTHERS: Mapping[str, tuple[str, ...]] = {
    "marks": ("rating", "pick", "colour", "star", "title", "caption", "taken_at", "utc_offset", "latitude",
              "longitude", "place", "kept_id", "hidden", "changed_at"),
    "own_tags": (),
    "photo_shoots": ("uid", "name", "state", "begins_at", "ends_at", "date", "location", "client", "description",
                     "cover_id", "changed_at"),
    "photo_shoot_assignments": (),
    "collections": ("uid", "name", "kind", "description", "query", "folder_id", "cover_id", "position", "changed_at"),
    "photo_collections": ("position",),
    "duplicate_decisions": ("decided_at",),
}  # fmt: skip

TOUCHED = "changed_at"
LATER_FIRST = "Undo what came later first, or leave it as it is."


@dataclass(frozen=True, slots=True)
class Done:
    """One act, as it stands in the list of what can be undone."""

    id: int
    at: int
    what: str
    undone_at: int | None
    rows: int


class Change:
    """What one act writes; given by `change`."""

    def __init__(
        self, db: Connection, what: str, now: int, id: int | None = None, by_itself: bool = False
    ) -> None:  # fmt: skip
        self.id = id
        """Of the act, for undoing it; None as long as it changed nothing."""
        self._db = db
        self._what = what
        self._by_itself = by_itself
        self._now = now
        self._numbers: dict[tuple[str, str], int] = {}
        self._next = db.number("SELECT max(number) FROM metadata_history WHERE change_id = ?", (id,))

    def put(self, table: Table, key: Values, values: Values) -> None:
        """Let the row of this key have these values; what is not named stays, or is as in a new row. A row that would
        not change is left alone, and a mark that says nothing more is taken away."""
        before = _row(self._db, table, key)
        key = _key(table, before or key)
        after = _blank(table) | dict(key) | (before or {}) | dict(values)
        if table == "marks" and _says_nothing(after):
            self.drop(table, key)
        elif before is None or _differ(before, after):
            if TOUCHED in OTHERS[table]:
                after[TOUCHED] = self._now
            self._record(table, key, before, after)
            write(self._db, table, key, after)

    def drop(self, table: Table, key: Values) -> None:
        """Take the row of this key away, if there is one. Rows that speak of it go first."""
        before = _row(self._db, table, key)
        if before is not None:
            key = _key(table, before)
            self._record(table, key, before, None)
            write(self._db, table, key, None)

    def add(self, table: Literal["photo_shoots", "collections"], values: Values) -> int:
        """A new row; its id."""
        fresh = fresh_id(self._db, table)
        self.put(table, {"id": fresh}, values)
        return fresh

    def close(self) -> None:
        """What came and went within the act never was."""
        if self.id is not None:
            gone = self._db.run(
                "DELETE FROM metadata_history WHERE change_id = ? AND before IS NULL AND after IS NULL", (self.id,)
            )
            if gone and not self._db.number("SELECT count(*) FROM metadata_history WHERE change_id = ?", (self.id,)):
                self._db.run("DELETE FROM changes WHERE id = ?", (self.id,))
                self.id = None

    def _record(self, table: Table, key: Values, before: Record | None, after: Record | None) -> None:
        due.mark(self._db, table, before or after or {})
        if self.id is None:
            self.id = self._db.insert(
                "INSERT INTO changes (at, what, by_itself) VALUES (?, ?, ?)",
                (self._now, self._what, int(self._by_itself)),
            )
        name = (table, json.dumps(dict(key), sort_keys=True))
        if name in self._numbers:
            self._db.run(
                "UPDATE metadata_history SET after = ? WHERE change_id = ? AND number = ?",
                (_text(after), self.id, self._numbers[name]),
            )
            return
        self._next += 1
        self._numbers[name] = self._next
        self._db.run(
            "INSERT INTO metadata_history (change_id, number, subject, key, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            (self.id, self._next, *name, _text(before), _text(after)),
        )


def fresh_id(db: Connection, table: Literal["photo_shoots", "collections"]) -> int:
    """A number that no row of the table has or ever had: what was undone may name it."""
    used = db.number("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
    return max(used, db.number(f"SELECT max(id) FROM {table}")) + 1


@contextmanager
def change(
    db: Connection, what: str, now: int, going_on: int | None = None, *, by_itself: bool = False
) -> Iterator[Change]:  # fmt: skip
    """One act of the person, in the transaction of the caller. An act on many photos is written in several
    transactions: the later ones name it in `going_on`, and do not touch a row that an earlier one has touched.
    `by_itself`: nobody did it."""
    made = Change(db, what, now, going_on, by_itself)
    yield made
    made.close()


def undo(db: Connection, change_id: int, now: int) -> Done:
    """Put every row of the act back as it was, in the transaction of the caller. Conflict when a later act has changed
    one of them: that one is undone first, newest before oldest. For an act on many photos: `engine.marking.undo`."""
    return _turned(db, change_id, now, undone=True)


def redo(db: Connection, change_id: int) -> Done:
    """Take an undo back."""
    return _turned(db, change_id, None, undone=False)


def _turned(db: Connection, change_id: int, at: int | None, *, undone: bool) -> Done:
    done = by_id(db, change_id)
    require_state(done, undone=not undone)
    put_back(db, done, (1, last_number(db, change_id)), undone)
    return settle(db, change_id, at)


def require_state(done: Done, *, undone: bool) -> None:
    """Conflict unless the act is undone, or is not."""
    if (done.undone_at is not None) != undone:
        raise Conflict(f"“{done.what}” is {'not undone' if undone else 'undone already'}.")


def last_number(db: Connection, change_id: int) -> int:
    """Of the rows that the act has touched."""
    return db.number("SELECT max(number) FROM metadata_history WHERE change_id = ?", (change_id,))


def check_back(db: Connection, done: Done, numbers: tuple[int, int], undone: bool) -> None:
    """Conflict when one of these rows of the act is neither as the act left it nor as it is to be."""
    for entry in _entries(db, done.id, numbers, newest_first=undone):
        _is_back(db, done, entry, undone)


def put_back(db: Connection, done: Done, numbers: tuple[int, int], undone: bool) -> None:
    """Let these rows of the act be as they were before it, or after it. Those that are so already are left alone."""
    for entry in _entries(db, done.id, numbers, newest_first=undone):
        if not _is_back(db, done, entry, undone):
            due.mark(db, entry["subject"], entry["before"] or entry["after"])
            ties.require_shown(db, entry["subject"], entry["before" if undone else "after"])
            write(db, entry["subject"], entry["key"], entry["before" if undone else "after"])


def settle(db: Connection, change_id: int, undone_at: int | None) -> Done:
    """All rows are back: the act is undone, or it is done again."""
    db.run("UPDATE changes SET undone_at = ? WHERE id = ?", (undone_at, change_id))
    return by_id(db, change_id)


COUNTED = (
    "SELECT c.id, c.at, c.what, c.undone_at, (SELECT count(*) FROM metadata_history AS h WHERE h.change_id = c.id)"
    " AS rows FROM changes AS c"
)


def by_id(db: Connection, change_id: int) -> Done:
    """The act; UsageError when there is none of that number."""
    row = db.row(f"{COUNTED} WHERE c.id = ?", (change_id,))
    if row is None:
        raise UsageError(f"There is no change {change_id}.")
    return Done(**dict(row))


def is_known(db: Connection, change_id: int) -> bool:
    """There is such an act."""
    return db.row("SELECT id FROM changes WHERE id = ?", (change_id,)) is not None


def recent(db: Connection, limit: int = 50) -> list[Done]:
    """What was done last, newest first; what was undone is among it."""
    return [Done(**dict(row)) for row in db.rows(f"{COUNTED} ORDER BY c.id DESC LIMIT ?", (limit,))]


def latest(db: Connection) -> Done | None:
    """What an undo without a number means."""
    return _one(db, "c.undone_at IS NULL AND c.by_itself = 0 ORDER BY c.id DESC LIMIT 1")


def next_undone(db: Connection) -> Done | None:
    """What a redo without a number means: of the acts after all that stands, the one whose undo came last."""
    later = "c.id > (SELECT coalesce(max(id), 0) FROM changes WHERE undone_at IS NULL AND by_itself = 0)"
    later += " AND c.undone_at IS NOT NULL"
    return _one(db, f"{later} ORDER BY c.undone_at DESC, c.id LIMIT 1")


def _one(db: Connection, where: str) -> Done | None:
    row = db.row(f"{COUNTED} WHERE {where}")
    return None if row is None else Done(**dict(row))


def write(db: Connection, table: str, key: Values, row: Values | None) -> None:
    """Let the row be so, or be none. What the person does goes through `change`; this is for putting rows back."""
    names, others = KEYS[table], OTHERS[table]
    chosen = tuple(key[name] for name in names)
    where = " AND ".join(f"{name} = ?" for name in names)
    if row is None:
        db.run(f"DELETE FROM {table} WHERE {where}", chosen)
        return
    if table == "collections":
        _require_free_name(db, row)
    update = ", ".join(f"{name} = ?" for name in others or names)
    values = tuple(row[name] for name in others or names)
    if db.run(f"UPDATE {table} SET {update} WHERE {where}", (*values, *chosen)) == 0:
        every = (*names, *others)
        db.run(  # an ON CONFLICT here would be that of the triggers, too
            f"INSERT INTO {table} ({', '.join(every)}) VALUES ({', '.join('?' * len(every))})",
            tuple(row[name] for name in every),
        )


def _require_free_name(db: Connection, row: Values) -> None:
    name = str(row["name"])
    if db.row("SELECT id FROM collections WHERE name = ? AND id <> ?", (name, row["id"])) is not None:
        raise Conflict(f"There is a collection “{name}” already.", action="Give it another name.")


def _entries(db: Connection, change_id: int, numbers: tuple[int, int], *, newest_first: bool) -> list[Record]:
    rows = db.rows(
        "SELECT subject, key, before, after FROM metadata_history WHERE change_id = ? AND number BETWEEN ? AND ?"
        f" ORDER BY number {'DESC' if newest_first else 'ASC'}",
        (change_id, *numbers),
    )
    return [
        {"subject": row["subject"], "key": json.loads(row["key"])}
        | {name: _kept(row["subject"], row[name]) for name in ("before", "after")}
        for row in rows
    ]


def _kept(table: str, text: str | None) -> Record | None:
    """A row as an act has kept it. An older version knew fewer columns: those are as in a new row."""
    return None if text is None else _blank(table) | json.loads(text)


def _is_back(db: Connection, done: Done, entry: Record, undone: bool) -> bool:
    """The row is as it is to be. Conflict: a later act that stands has touched it, or something else has."""
    found, wanted = (entry["after"], entry["before"]) if undone else (entry["before"], entry["after"])
    later = _later(db, done, entry)
    if later is not None:
        raise _hindered(done, f"“{later['what']}” ({later['id']}) came later")
    now = _row(db, entry["subject"], entry["key"])
    if now == wanted:
        return True
    if not (_is_alike(now, found) or _is_alike(now, wanted)):
        raise _hindered(done, "something else changed it since")
    reason = ties.hindrance(db, done.id, entry["subject"], entry["key"], wanted)
    if reason is not None:
        raise _hindered(done, reason)
    return False


def _hindered(done: Done, reason: str) -> Conflict:
    return Conflict(f"“{done.what}” ({done.id}) cannot be put back: {reason}.", action=LATER_FIRST)


def _is_alike(one: Record | None, other: Record | None) -> bool:
    return one is other if one is None or other is None else not _differ(one, other)


def _later(db: Connection, done: Done, entry: Record) -> Row | None:
    """The last act after this one that touched the row and stands; the row may look as this one left it, too."""
    return db.row(
        "SELECT c.what, c.id FROM metadata_history AS h JOIN changes AS c ON c.id = h.change_id"
        " WHERE h.subject = ? AND h.key = ? AND h.change_id > ? AND c.undone_at IS NULL"
        " ORDER BY h.change_id DESC LIMIT 1",
        (entry["subject"], json.dumps(entry["key"], sort_keys=True), done.id),
    )


def _row(db: Connection, table: str, key: Values) -> Record | None:
    names = KEYS[table]
    found = db.row(
        f"SELECT {', '.join((*names, *OTHERS[table]))} FROM {table}"
        f" WHERE {' AND '.join(f'{name} = ?' for name in names)}",
        tuple(key[name] for name in names),
    )
    return None if found is None else dict(found)


def _key(table: str, row: Values) -> Values:
    """What names the row, as it is written there: a tag is found in whatever case it is typed."""
    return {name: row[name] for name in KEYS[table]}


def _blank(table: str) -> Record:
    blank: Record = dict.fromkeys((*KEYS[table], *OTHERS[table]))
    blank |= {"star": 0, "hidden": 0} if table == "marks" else {}
    return blank | ({"position": 0} if "position" in blank else {})


def _says_nothing(mark: Values) -> bool:
    said = set(OTHERS["marks"]) - {TOUCHED, "star", "hidden"}
    return not (mark["star"] or mark["hidden"]) and all(mark[name] is None for name in said)


def _differ(one: Values, other: Values) -> bool:
    return any(one[name] != other[name] for name in one if name != TOUCHED)


def _text(row: Record | None) -> str | None:
    return None if row is None else json.dumps(row)
