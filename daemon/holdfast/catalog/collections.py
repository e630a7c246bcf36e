"""Collections: albums made by hand, mirrored from a folder of a source, or by a rule that is asked anew each time."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from holdfast.catalog import browse, sources
from holdfast.catalog.browse import Cover, PhotoSeen
from holdfast.catalog.driver import Connection, Row, Value
from holdfast.catalog.folders import TREE
from holdfast.catalog.work import Change
from holdfast.errors import Conflict, UsageError

Kind = Literal["hand", "rule", "source"]

GAP = 1024
"""Between the positions of two photos, so that one can be put between them and the others stay."""

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Collection:
    """One album. `photos`: how many; None: a rule says it. `folder`: of a mirror, the source's name first."""

    id: int
    uid: str
    name: str
    kind: Kind
    description: str | None
    query: str | None
    folder_id: int | None
    folder: str | None
    photos: int | None
    cover: Cover | None
    cover_id: int | None
    position: int


@dataclass(frozen=True, slots=True)
class Page:
    """Photos in the collection's order; `next` is the `after` of the following page."""

    photos: tuple[PhotoSeen, ...]
    next: str | None


_SHOWN = "NOT EXISTS (SELECT 1 FROM marks AS h WHERE h.original_id = {original} AND h.kept_id IS NOT NULL)"
_ONE = "(SELECT min(p.id) FROM photos AS p WHERE p.original_id = {original})"
"""One photo for bytes that several sources list."""
_CHOSEN = f"""SELECT json_array({_ONE.format(original="o.id")}, o.md5) FROM originals AS o WHERE o.id = coalesce(
 c.cover_id, (SELECT m.original_id FROM photo_collections AS m WHERE m.collection_id = c.id
  ORDER BY m.position, m.original_id LIMIT 1),
 (SELECT p.original_id FROM photos AS p WHERE p.folder_id = c.folder_id AND p.original_id IS NOT NULL
  ORDER BY p.name, p.id LIMIT 1))"""
_HIDDEN = """WITH in_album AS MATERIALIZED (SELECT m.collection_id AS id, count(*) AS photos FROM marks AS a
  CROSS JOIN photo_collections AS m ON m.original_id = a.original_id WHERE a.kept_id IS NOT NULL GROUP BY 1),
 in_folder AS MATERIALIZED (SELECT p.folder_id AS id, count(*) AS photos FROM marks AS a
  CROSS JOIN photos AS p ON p.original_id = a.original_id WHERE a.kept_id IS NOT NULL AND p.state <> 'gone' GROUP BY 1)
"""
"""What was set aside: it is in no album, as long as it is hidden."""
_COUNT = """CASE c.kind WHEN 'hand' THEN (SELECT count(*) FROM photo_collections AS m WHERE m.collection_id = c.id)
  - coalesce((SELECT photos FROM in_album WHERE id = c.id), 0)
 WHEN 'source' THEN (WITH RECURSIVE tree (id) AS (SELECT c.folder_id UNION ALL
  SELECT f.id FROM folders AS f JOIN tree ON f.parent_id = tree.id)
  SELECT sum(photos) - (SELECT coalesce(sum(photos), 0) FROM in_folder WHERE id IN tree)
  FROM folders WHERE id IN tree) END"""
_ALL = f"""{_HIDDEN} SELECT c.id, c.uid, c.name, c.kind, c.description, c.query, c.folder_id, c.cover_id, c.position,
 rtrim(s.name || '/' || f.path, '/') AS folder, ({_CHOSEN}) AS cover, {_COUNT} AS photos
 FROM collections AS c LEFT JOIN folders AS f ON f.id = c.folder_id LEFT JOIN sources AS s ON s.id = f.source_id"""


def everything(db: Connection) -> list[Collection]:
    """All collections, as the person ordered them."""
    return [_collection(row) for row in db.rows(f"{_ALL} ORDER BY c.position, c.name, c.id")]


def by_id(db: Connection, collection_id: int) -> Collection | None:
    row = db.row(f"{_ALL} WHERE c.id = ?", (collection_id,))
    return None if row is None else _collection(row)


def by_name(db: Connection, name: str) -> Collection:
    """The collection that is called so; UsageError when there is none."""
    row = db.row(f"{_ALL} WHERE c.name = ?", (name,))
    if row is None:
        raise UsageError(f"There is no collection {name!r}.", action="`holdfast collections` shows all of them.")
    return _collection(row)


def make(db: Connection, change: Change, uid: str, name: str, *, query: str | None, folder_id: int | None) -> int:
    """A new collection at the end: by rule with a query, a mirror with a folder, else by hand."""
    kind: Kind = "rule" if query is not None else "source" if folder_id is not None else "hand"
    last = db.number("SELECT max(position) FROM collections")
    values: dict[str, Value] = {"uid": uid, "name": named(name), "kind": kind, "query": query, "folder_id": folder_id}
    return change.add("collections", {**values, "position": last + GAP})


def named(name: str) -> str:
    """A name as it is kept; UsageError when it is none."""
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME:
        raise UsageError("A collection needs a name.", action=f"Give it one of at most {LONGEST_NAME} letters.")
    return kept


def remove(db: Connection, change: Change, collection_id: int, most: int) -> bool:
    """Take so many photos out of a collection that is to go, and when there are no more, the collection itself. True
    when it is gone; the photos stay where they are."""
    members = _members(db, collection_id)
    for original_id in members[:most]:
        change.drop("photo_collections", {"collection_id": collection_id, "original_id": original_id})
    if len(members) > most:
        return False
    change.drop("collections", {"id": collection_id})
    return True


def require_hand(collection: Collection) -> None:
    """Conflict when its photos are not put in by hand."""
    if collection.kind != "hand":
        way = "a rule" if collection.kind == "rule" else "its source"
        raise Conflict(
            f"“{collection.name}” gets its photos from {way}.", action="Make a collection by hand for your own choice."
        )


def add(db: Connection, change: Change, collection_id: int, original_ids: Sequence[int]) -> int:
    """Put these at the end; how many were not there."""
    last = db.number("SELECT max(position) FROM photo_collections WHERE collection_id = ?", (collection_id,))
    there = _members(db, collection_id, original_ids)
    fresh = [original_id for original_id in dict.fromkeys(original_ids) if original_id not in there]
    for place, original_id in enumerate(fresh, start=1):
        key = {"collection_id": collection_id, "original_id": original_id}
        change.put("photo_collections", key, {"position": last + place * GAP})
    return len(fresh)


def take(db: Connection, change: Change, collection_id: int, original_ids: Sequence[int]) -> int:
    """Take these out; how many were in it."""
    there = _members(db, collection_id, original_ids)
    for original_id in there:
        change.drop("photo_collections", {"collection_id": collection_id, "original_id": original_id})
    return len(there)


def move(db: Connection, change: Change, collection_id: int, original_id: int, before: int | None) -> None:
    """Put a photo before another one of the collection, or at the end. Without room between two, all are numbered
    anew."""
    order = [row for row in _positions(db, collection_id) if row["original_id"] != original_id]
    ids = [row["original_id"] for row in order]
    if before is not None and before not in ids:
        raise UsageError("That photo is not in this collection.", action="Name one that is.")
    place = len(ids) if before is None else ids.index(before)
    low = order[place - 1]["position"] if place else 0
    high = order[place]["position"] if place < len(order) else low + 2 * GAP
    if high - low > 1:
        _put(change, collection_id, original_id, (low + high) // 2)
        return
    for number, each in enumerate([*ids[:place], original_id, *ids[place:]], start=1):
        _put(change, collection_id, each, number * GAP)


def reorder(db: Connection, change: Change, collection_id: int, before: int | None) -> None:
    """Put a collection before another one, or at the end."""
    ids = [row["id"] for row in db.rows("SELECT id FROM collections ORDER BY position, name, id")]
    ids.remove(collection_id)
    ids.insert(len(ids) if before is None or before not in ids else ids.index(before), collection_id)
    for number, each in enumerate(ids, start=1):
        change.put("collections", {"id": each}, {"position": number * GAP})


def _put(change: Change, collection_id: int, original_id: int, position: int) -> None:
    key = {"collection_id": collection_id, "original_id": original_id}
    change.put("photo_collections", key, {"position": position})


def _positions(db: Connection, collection_id: int) -> list[Row]:
    return db.rows(
        "SELECT original_id, position FROM photo_collections WHERE collection_id = ? ORDER BY position, original_id",
        (collection_id,),
    )


def _members(db: Connection, collection_id: int, among: Iterable[int] | None = None) -> list[int]:
    chosen = "" if among is None else " AND original_id IN (SELECT value FROM json_each(:among))"
    rows = db.rows(
        f"SELECT original_id FROM photo_collections WHERE collection_id = :id{chosen}",
        {"id": collection_id, "among": json.dumps(list(among or ()))},
    )
    return [row["original_id"] for row in rows]


def page(db: Connection, collection: Collection, after: str | None, limit: int) -> Page:
    """Photos of a collection by hand, in its order, or of a mirror: folder after folder, by name. Those of a rule are
    found by `engine.collecting.page`."""
    if collection.kind == "hand":
        return _by_hand(db, collection.id, after, limit)
    ids = _mirrored(db, collection.folder_id or 0, _number(after), limit)
    return Page(browse.chosen(db, ids), str(ids[-1]) if len(ids) == limit else None)


def _number(after: str | None) -> int:
    return int(after) if after is not None and after.isdecimal() else 0


def _by_hand(db: Connection, collection_id: int, after: str | None, limit: int) -> Page:
    position, _, last = (after or "").partition("-")
    rows = db.rows(
        f"SELECT m.original_id, m.position, {_ONE.format(original='m.original_id')} AS photo_id"
        " FROM photo_collections AS m WHERE m.collection_id = ?1 AND (m.position, m.original_id) > (?2, ?3)"
        f" AND {_SHOWN.format(original='m.original_id')}"
        " ORDER BY m.position, m.original_id LIMIT ?4",
        (collection_id, _number(position) if after else -1, _number(last), limit),
    )
    photos = browse.chosen(db, [row["photo_id"] for row in rows if row["photo_id"] is not None])
    return Page(photos, f"{rows[-1]['position']}-{rows[-1]['original_id']}" if len(rows) == limit else None)


def _mirrored(db: Connection, folder_id: int, after: int, limit: int) -> list[int]:
    """Folder after folder in the order of their paths, so that no page sorts a large source."""
    folders = [
        row["id"] for row in db.rows(
            f"{TREE} SELECT id FROM folders WHERE id IN tree AND photos > 0 ORDER BY path, id", {"folder": folder_id}
        )
    ]  # fmt: skip
    last = db.row("SELECT folder_id, name, id FROM photos WHERE id = ?", (after,))
    begun = folders.index(last["folder_id"]) if last is not None and last["folder_id"] in folders else 0
    found: list[int] = []
    for number, each in enumerate(folders[begun:]):
        low = (last["name"], last["id"]) if last is not None and number == 0 else ("", 0)
        rows = db.rows(
            "SELECT id FROM photos WHERE folder_id = ? AND (name, id) > (?, ?) AND state <> 'gone'"
            f" AND skip_reason IS NOT 'FOLDER_MARKER' AND {_SHOWN.format(original='photos.original_id')}"
            " ORDER BY name, id LIMIT ?",
            (each, *low, limit - len(found)),
        )
        found += [row["id"] for row in rows]
        if len(found) == limit:
            break
    return found


def folder_named(db: Connection, path: str) -> int:
    """The folder that a mirror is to show: the source's name, then the folder there. UsageError: there is none."""
    name, _, inner = path.partition("/")
    source = sources.by_name(db, name)
    row = db.row("SELECT id FROM folders WHERE source_id = ? AND path = ?", (source.id, inner.strip("/")))
    if row is None:
        raise UsageError(f"{name} has no folder {inner!r}.", action="`holdfast folders` shows all folders.")
    return int(row["id"])


def _collection(row: Row) -> Collection:
    said = {name: row[name] for name in Collection.__slots__ if name != "cover"}
    return Collection(**said, cover=Cover(*json.loads(row["cover"])) if row["cover"] else None)
