"""What can be restored: the photos of every source, removed ones too, with the bytes that the library holds of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdfast.catalog.driver import Connection, Row
from holdfast.catalog.folders import TREE
from holdfast.catalog.originals import Original
from holdfast.errors import UsageError

PAGE = 500


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that photos can be restored of."""

    id: int
    name: str
    removed: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo, and the bytes that the library holds of it; None: it holds none."""

    id: int
    source: str
    root: str
    """The source's folder in the library: no two sources share one."""
    key: str
    name: str
    folder: tuple[str, ...]
    media_type: str
    state: str
    day: str | None
    """`YYYY-MM-DD`: as the camera's clock showed it, else when the source says that it was made."""
    tags: tuple[str, ...]
    original: Original | None


def origins(db: Connection) -> list[Origin]:
    """Every source that ever was, in the order they were added; a removed one under the name it had."""
    rows = db.rows("SELECT id, name, removed_at IS NOT NULL AS removed FROM sources ORDER BY id")
    return [Origin(row["id"], _name(row["id"], row["name"], row["removed"]), bool(row["removed"])) for row in rows]


def _name(source_id: int, name: str, removed: int) -> str:
    return name.removesuffix(f" (removed {source_id})") if removed else name


def origin_ids(db: Connection, names: list[str]) -> tuple[int, ...]:
    """The sources of these names, removed ones too; UsageError naming those that exist."""
    known = origins(db)
    found: list[int] = []
    for name in names:
        ids = [one.id for one in known if one.name.casefold() == name.casefold()]
        if not ids:
            said = ", ".join(dict.fromkeys(one.name for one in known)) or "none yet"
            raise UsageError(f"There is no source called {name!r}.", action=f"Sources are: {said}.")
        found += ids
    return tuple(sorted(set(found)))


_ORIGINAL = "o.sha256, o.md5, o.bytes, o.path, o.condition, o.stored_at, o.verified_at"
_CANDIDATE = f"""SELECT p.id, p.source_id, s.name AS source, s.removed_at IS NOT NULL AS removed, s.folder AS root,
 p.key, p.name, f.path AS folder, p.media_type, p.state, o.id AS original_id, {_ORIGINAL},
 coalesce(substr(e.taken_at, 1, 10), date(p.created_at / 1000, 'unixepoch')) AS day,
 (SELECT json_group_array(t.name) FROM photo_tags AS pt JOIN tags AS t ON t.id = pt.tag_id
  WHERE pt.photo_id = p.id) AS tags
 FROM photos AS p JOIN sources AS s ON s.id = p.source_id JOIN folders AS f ON f.id = p.folder_id
 LEFT JOIN originals AS o ON o.id = p.original_id LEFT JOIN exif_data AS e ON e.original_id = o.id"""


def page(
    db: Connection, after: int, source_ids: tuple[int, ...] | None, folder_id: int | None, gone: bool
) -> list[Candidate]:
    """The next photos by id: of these sources (None: of all), or in and below a folder; `gone`: those, too, that their
    source lists no more."""
    where = ["p.id > :after"]
    where += ["p.source_id IN (SELECT value FROM json_each(:sources))"] if source_ids is not None else []
    where += ["p.folder_id IN tree"] if folder_id is not None else []
    where += [] if gone else ["p.state <> 'gone'"]
    rows = db.rows(
        f"{TREE if folder_id is not None else ''} {_CANDIDATE} WHERE {' AND '.join(where)} ORDER BY p.id LIMIT {PAGE}",
        {"after": after, "sources": json.dumps(source_ids), "folder": folder_id},
    )
    return [_candidate(row) for row in rows]


def chosen(
    db: Connection, photo_ids: Sequence[int], source_ids: tuple[int, ...] | None, folder_id: int | None, gone: bool
) -> list[Candidate]:
    """Of these photos, those that `page` would give, by id."""
    where = ["p.id IN (SELECT value FROM json_each(:ids))"]
    where += ["p.source_id IN (SELECT value FROM json_each(:sources))"] if source_ids is not None else []
    where += ["p.folder_id IN tree"] if folder_id is not None else []
    where += [] if gone else ["p.state <> 'gone'"]
    rows = db.rows(
        f"{TREE if folder_id is not None else ''} {_CANDIDATE} WHERE {' AND '.join(where)} ORDER BY p.id",
        {"ids": json.dumps(list(photo_ids)), "sources": json.dumps(source_ids), "folder": folder_id},
    )
    return [_candidate(row) for row in rows]


def with_stacks(db: Connection, photo_ids: Sequence[int]) -> list[int]:
    """These photos, and those that are one picture with them: a search shows of each picture one file."""
    rows = db.rows(
        "SELECT value AS id FROM json_each(:ids) UNION SELECT q.id FROM json_each(:ids) AS j"
        " CROSS JOIN photos AS p ON p.id = j.value JOIN stack_members AS m ON m.original_id = p.original_id"
        " JOIN stack_members AS n ON n.stack_id = m.stack_id"
        " JOIN photos AS q ON q.original_id = n.original_id ORDER BY id",
        {"ids": json.dumps(list(photo_ids))},
    )
    return [row["id"] for row in rows]


def versions(db: Connection, photo_ids: Sequence[int]) -> Mapping[int, list[Original]]:
    """The earlier bytes of these photos, the oldest first."""
    rows = db.rows(
        f"SELECT v.photo_id, o.id AS original_id, {_ORIGINAL} FROM photo_versions AS v JOIN originals AS o"
        " ON o.id = v.original_id JOIN photos AS p ON p.id = v.photo_id WHERE v.photo_id IN"
        " (SELECT value FROM json_each(?)) AND v.original_id IS NOT p.original_id ORDER BY v.photo_id, v.id",
        (json.dumps(list(photo_ids)),),
    )
    found: dict[int, list[Original]] = {}
    for row in rows:
        found.setdefault(row["photo_id"], []).append(_original(row))
    return found


def of_original(db: Connection, original_id: int) -> Candidate | None:
    """The first photo that has these bytes."""
    row = db.row(f"{_CANDIDATE} WHERE p.original_id = ? ORDER BY p.id LIMIT 1", (original_id,))
    return _candidate(row) if row else None


def original_from(db: Connection, original_id: int) -> int | None:
    """The first original of at least this id that some photo has now."""
    row = db.row(
        "SELECT o.id FROM originals AS o WHERE o.id >= ? AND EXISTS (SELECT 1 FROM photos AS p"
        " WHERE p.original_id = o.id AND p.state = 'safe') ORDER BY o.id LIMIT 1",
        (original_id,),
    )
    return row["id"] if row else None


def last_original(db: Connection) -> int:
    """The highest id of an original; 0: there is none."""
    return db.number("SELECT max(id) FROM originals")


def everything(
    db: Connection, source_ids: tuple[int, ...] | None, folder_id: int | None, gone: bool
) -> Iterator[Candidate]:
    """All of them, a page in memory at a time."""
    after = 0
    while found := page(db, after, source_ids, folder_id, gone):
        yield from found
        after = found[-1].id


def _candidate(row: Row) -> Candidate:
    original = None if row["original_id"] is None else _original(row)
    return Candidate(
        row["id"], _name(row["source_id"], row["source"], row["removed"]), row["root"], row["key"], row["name"],
        tuple(row["folder"].split("/")) if row["folder"] else (), row["media_type"], row["state"], row["day"],
        tuple(json.loads(row["tags"])), original,
    )  # fmt: skip


def _original(row: Row) -> Original:
    plain = ("sha256", "md5", "bytes", "path", "condition", "stored_at", "verified_at")
    return Original(id=row["original_id"], **{name: row[name] for name in plain})
