"""The person's own work by content: read for the library's sidecars, and taken back from them after a rebuild."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from holdfast.catalog import folders, work
from holdfast.catalog.driver import Connection
from holdfast.domain.own import Collection, Decision, Mark, Own, Shoot, Subject, about

MARKED = ("rating", "pick", "colour", "star", "title", "caption", "taken_at", "utc_offset", "latitude", "longitude",
          "place", "hidden")  # fmt: skip
SHOT = ("name", "state", "begins_at", "ends_at", "date", "location", "client", "description")
Headed = Literal["photo_shoots", "collections"]
COLLECTED = ("name", "kind", "description", "query", "position")


def due(db: Connection, limit: int) -> list[tuple[Subject, str]]:
    """What the library is to be told of."""
    return [(row["subject"], row["key"]) for row in db.rows("SELECT subject, key FROM work_due LIMIT ?", (limit,))]


def settle(db: Connection, told: Sequence[Own]) -> None:
    """The library knows these; what was changed since it was read stays due."""
    for own in told:
        subject, key = about(own)
        if as_it_is(db, subject, key, own.told_at) == own:
            db.run("DELETE FROM work_due WHERE subject = ? AND key = ?", (subject, key))


def as_it_is(db: Connection, subject: Subject, key: str, now: int) -> Own:
    """All that there is to say of it now."""
    match subject:
        case "original":
            return _mark(db, key, now)
        case "shoot":
            return _shoot(db, key, now)
        case "collection":
            return _collection(db, key, now)
        case "decision":
            return _decision(db, key, now)


def _mark(db: Connection, sha256: str, now: int) -> Mark:
    row = db.row(
        f"SELECT {', '.join(f'm.{name}' for name in MARKED)}, k.sha256 AS kept FROM originals AS o"
        " JOIN marks AS m ON m.original_id = o.id LEFT JOIN originals AS k ON k.id = m.kept_id WHERE o.sha256 = ?",
        (sha256,),
    )
    tags = db.rows(
        "SELECT t.tag FROM own_tags AS t JOIN originals AS o ON o.id = t.original_id WHERE o.sha256 = ? ORDER BY t.tag",
        (sha256,),
    )
    return Mark(sha256, now, tags=tuple(tag["tag"] for tag in tags), **(dict(row) if row else {}))


def _shoot(db: Connection, uid: str, now: int) -> Shoot:
    """One that is only suggested is no work of the person: it is found again."""
    row = db.row(
        f"SELECT s.id, {', '.join(f's.{name}' for name in SHOT)}, o.sha256 AS cover FROM photo_shoots AS s"
        " LEFT JOIN originals AS o ON o.id = s.cover_id WHERE s.uid = ? AND s.state <> 'suggested'",
        (uid,),
    )
    if row is None:
        return Shoot(uid, now, gone=True)
    photos = db.rows(
        "SELECT o.sha256 FROM photo_shoot_assignments AS a JOIN originals AS o ON o.id = a.original_id"
        " WHERE a.shoot_id = ? ORDER BY o.sha256",
        (row["id"],),
    )
    return Shoot(uid, now, photos=tuple(photo["sha256"] for photo in photos), **_but_id(row))


def _collection(db: Connection, uid: str, now: int) -> Collection:
    row = db.row(
        f"SELECT c.id, {', '.join(f'c.{name}' for name in COLLECTED)}, o.sha256 AS cover, s.uid AS source, f.path"
        " FROM collections AS c LEFT JOIN originals AS o ON o.id = c.cover_id LEFT JOIN folders AS f"
        " ON f.id = c.folder_id LEFT JOIN sources AS s ON s.id = f.source_id WHERE c.uid = ?",
        (uid,),
    )
    if row is None:
        return Collection(uid, now, gone=True)
    photos = db.rows(
        "SELECT o.sha256 FROM photo_collections AS c JOIN originals AS o ON o.id = c.original_id"
        " WHERE c.collection_id = ? ORDER BY c.position, c.original_id",
        (row["id"],),
    )
    said = _but_id(row)
    path = said.pop("path")
    folder = tuple(path.split("/")) if path else ()
    return Collection(uid, now, folder=folder, photos=tuple(photo["sha256"] for photo in photos), **said)


def _decision(db: Connection, key: str, now: int) -> Decision:
    first, second = key.split(" ")
    row = db.row("SELECT decided_at FROM duplicate_decisions WHERE first = ? AND second = ?", (first, second))
    return Decision(first, second, now, gone=True) if row is None else Decision(first, second, now, row["decided_at"])


def _but_id(row: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(row)
    said.pop("id")
    return said


def take(db: Connection, own: Own) -> bool:
    """Let the catalog say what the library was told. Where the catalog knows something later, that stays. False: it
    speaks of photos that this catalog does not have."""
    if _is_later_here(db, own):
        return True
    match own:
        case Mark():
            return _take_mark(db, own)
        case Shoot():
            return _take_shoot(db, own)
        case Collection():
            return _take_collection(db, own)
        case Decision():
            key: work.Values = {"first": own.first, "second": own.second}
            row = None if own.gone else {**key, "decided_at": own.decided_at}
            work.write(db, "duplicate_decisions", key, row)
            return True


def _is_later_here(db: Connection, own: Own) -> bool:
    """A copy of the catalog may hold an act that the library was never told of. What the library was told after the
    last act that is in this catalog is later than all of them."""
    waiting = db.row("SELECT key FROM work_due WHERE subject = ? AND key = ?", about(own))
    return waiting is not None and own.told_at < db.number(
        "SELECT max(max(at), coalesce(max(undone_at), 0)) FROM changes"
    )


def _original(db: Connection, sha256: str | None) -> int | None:
    row = None if sha256 is None else db.row("SELECT id FROM originals WHERE sha256 = ?", (sha256,))
    return None if row is None else int(row["id"])


def _take_mark(db: Connection, mark: Mark) -> bool:
    original = _original(db, mark.sha256)
    if original is None:
        return False
    said = {name: getattr(mark, name) for name in MARKED} | {"kept_id": _original(db, mark.kept)}
    flags = ("star", "hidden")
    empty = not (mark.star or mark.hidden or any(said[name] is not None for name in said if name not in flags))
    key = {"original_id": original}
    work.write(db, "marks", key, None if empty else key | said | {"changed_at": mark.told_at})
    db.run("DELETE FROM own_tags WHERE original_id = ?", (original,))
    for tag in mark.tags:
        work.write(db, "own_tags", key | {"tag": tag}, key | {"tag": tag})
    return True


def _take_shoot(db: Connection, shoot: Shoot) -> bool:
    if shoot.part == 0:
        values = None if shoot.gone else {name: getattr(shoot, name) for name in SHOT}
        _take_head(db, "photo_shoots", "photo_shoot_assignments", "shoot_id", shoot, values)
    return _take_photos(db, "photo_shoots", "photo_shoot_assignments", "shoot_id", shoot)


def _take_collection(db: Connection, collection: Collection) -> bool:
    if collection.part == 0:
        values = None if collection.gone else {name: getattr(collection, name) for name in COLLECTED}
        if values is not None:
            values["name"] = _free_name(db, collection)
            values["folder_id"] = _folder(db, collection)
            if collection.kind == "source" and values["folder_id"] is None:
                values["kind"] = "hand"
        _take_head(db, "collections", "photo_collections", "collection_id", collection, values)
    return _take_photos(db, "collections", "photo_collections", "collection_id", collection)


def _free_name(db: Connection, collection: Collection) -> str:
    """Two collections may have had a name one after the other: it belongs to whoever was told of later. One that was
    told of at the same time gets its own name when its line comes."""
    taken = db.row(
        "SELECT id, uid, changed_at FROM collections WHERE name = ? AND uid <> ?", (collection.name, collection.uid)
    )
    if taken is None:
        return collection.name
    if taken["changed_at"] > collection.told_at:
        return f"{collection.name} ({collection.uid[:8]})"
    aside = f"{collection.name} ({taken['uid'][:8]})"
    db.run("UPDATE collections SET name = ? WHERE id = ?", (aside, taken["id"]))
    return collection.name


def _folder(db: Connection, collection: Collection) -> int | None:
    source = db.row("SELECT id FROM sources WHERE uid = ?", (collection.source,))
    return None if source is None else folders.ensure(db, source["id"], collection.folder)


def _take_head(
    db: Connection, table: Headed, members: str, owner: str, own: Shoot | Collection, values: dict[str, Any] | None
) -> None:
    """The thing itself, without its photos."""
    found = db.row(f"SELECT id FROM {table} WHERE uid = ?", (own.uid,))
    row_id = found["id"] if found else work.fresh_id(db, table)
    db.run(f"DELETE FROM {members} WHERE {owner} = ?", (row_id,))
    row = None if values is None else values | {
        "id": row_id, "uid": own.uid, "cover_id": _original(db, own.cover), "changed_at": own.told_at,
    }  # fmt: skip
    work.write(db, table, {"id": row_id}, row)


def _take_photos(db: Connection, table: str, members: str, owner: str, own: Shoot | Collection) -> bool:
    """Its photos, or this part of them; a part of a longer list than the last one is left from an earlier time."""
    found = db.row(f"SELECT id, changed_at FROM {table} WHERE uid = ?", (own.uid,))
    if found is None or found["changed_at"] != own.told_at:
        return own.gone or own.part > 0
    before = db.number(f"SELECT count(*) FROM {members} WHERE {owner} = ?", (found["id"],))
    known = [number for sha256 in own.photos if (number := _original(db, sha256)) is not None]
    for position, number in enumerate(dict.fromkeys(known), start=before + 1):
        key = {owner: found["id"], "original_id": number}
        work.write(db, members, key, key | {"position": position})
    return len(known) == len(own.photos)
