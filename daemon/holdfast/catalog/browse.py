"""Looking through the folders of the sources and at their photos, page by page, however many there are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from holdfast.catalog import originals, sources
from holdfast.catalog.driver import Connection, Row
from holdfast.catalog.originals import Original
from holdfast.catalog.photos import REMOTE_COLUMNS, remote
from holdfast.catalog.sources import SourceRow
from holdfast.domain.photo import RemotePhoto


@dataclass(frozen=True, slots=True)
class Cover:
    """An image to know a folder by: among its first photos, or the first ones of the nearest folders below it; for the
    top of a source, among those that were copied last."""

    photo_id: int
    md5: str


@dataclass(frozen=True, slots=True)
class FolderSeen:
    """A folder with its counts; they are of what lies right in it, markers of folders left out. `path` begins with the
    source's own folder."""

    id: int
    name: str
    path: str
    parent_id: int | None
    source: str
    photos: int
    subfolders: int
    bytes: int
    first_seen_at: int
    changed_at: int
    listed_at: int | None
    cover: Cover | None


@dataclass(frozen=True, slots=True)
class PhotoSeen:
    """A photo as it stands in a folder. `md5`: of the original that the library holds; None: it holds none."""

    id: int
    name: str
    key: str
    media_type: str
    format: str | None
    bytes: int | None
    first_seen_at: int
    created_at: int | None
    state: str
    strength: str | None
    label: str | None
    skip_reason: str | None
    md5: str | None
    thumbnail: str | None
    taken_at: str | None
    latitude: float | None
    longitude: float | None
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Another photo with the very same bytes."""

    id: int
    name: str
    source: str
    folder: str
    state: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a photo could not be copied."""

    code: str
    message: str
    action: str
    next_attempt: int | None


@dataclass(frozen=True, slots=True)
class PhotoWhole:
    """All that is known of one photo."""

    seen: PhotoSeen
    source: SourceRow
    folder: FolderSeen
    original: Original | None
    failure: Failed | None
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """How many photos of a source are not copied for one reason, as `RemotePhoto.skip_reason` names it."""

    source: str
    reason: str
    photos: int


@dataclass(frozen=True, slots=True)
class Contents:
    """A page of a folder: first its folders by name, then its photos by name."""

    folders: tuple[FolderSeen, ...]
    photos: tuple[PhotoSeen, ...]
    next: str | None
    """What `after` of the following page is; None: this is the last one."""


_PICTURE = """SELECT json_array(p.id, o.md5) FROM ({photos}) AS p
 JOIN originals AS o ON o.id = p.original_id WHERE p.media_type = 'image' LIMIT 1"""
_IN_FOLDER = "SELECT id, media_type, original_id FROM photos WHERE folder_id = b.id ORDER BY name, id LIMIT 20"
_LATEST = """SELECT id, media_type, original_id FROM photos
 WHERE source_id = f.source_id AND state = 'safe' ORDER BY id DESC LIMIT 20"""
_COVER = f"""iif(f.parent_id IS NULL, ({_PICTURE.format(photos=_LATEST)}), (
 WITH RECURSIVE below(id, name, depth) AS (SELECT f.id, '', 0 UNION ALL
  SELECT c.id, c.name, below.depth + 1 FROM below JOIN folders AS c ON c.parent_id = below.id ORDER BY 3, 2 LIMIT 30)
 SELECT found FROM (SELECT ({_PICTURE.format(photos=_IN_FOLDER)}) AS found FROM below AS b)
 WHERE found IS NOT NULL LIMIT 1))"""
_FOLDER = f"""f.id, f.parent_id, f.path, f.name, f.photos, f.subfolders, f.bytes, f.first_seen_at, f.changed_at,
 f.listed_at, s.name AS source, s.folder AS root, {_COVER} AS cover"""
_FOLDERS = f"SELECT {_FOLDER} FROM folders AS f JOIN sources AS s ON s.id = f.source_id AND s.removed_at IS NULL"

_PHOTO = """p.id, p.name, p.key, p.media_type, p.format, coalesce(o.bytes, p.bytes) AS bytes, p.first_seen_at,
 p.created_at, p.state, p.strength, p.label, p.skip_reason, o.md5, t.state AS thumbnail, e.taken_at, e.latitude,
 e.longitude, coalesce(e.width, p.width) AS width, coalesce(e.height, p.height) AS height"""
_PHOTOS = f"""SELECT {_PHOTO} FROM photos AS p LEFT JOIN originals AS o ON o.id = p.original_id
 LEFT JOIN thumbnails AS t ON t.original_id = p.original_id AND t.size = 256
 LEFT JOIN exif_data AS e ON e.original_id = p.original_id"""


def roots(db: Connection) -> tuple[FolderSeen, ...]:
    """The top folder of every source, by the name of the source."""
    return _folders(db, db.rows(f"{_FOLDERS} WHERE f.parent_id IS NULL ORDER BY s.name, f.id"))


def folder(db: Connection, folder_id: int) -> FolderSeen | None:
    return next(iter(_folders(db, db.rows(f"{_FOLDERS} WHERE f.id = ?", (folder_id,)))), None)


def folder_at(db: Connection, path: str) -> FolderSeen | None:
    """The folder whose path this is: the source's folder in the library, then the folder as the source names it."""
    root, _, inner = path.partition("/")
    return next(iter(_folders(db, db.rows(f"{_FOLDERS} WHERE s.folder = ? AND f.path = ?", (root, inner)))), None)


def above(db: Connection, seen: FolderSeen) -> tuple[FolderSeen, ...]:
    """The folders that this one lies in, the outermost first."""
    found: list[FolderSeen] = []
    parent = seen.parent_id
    while parent is not None and (one := folder(db, parent)) is not None:
        found.append(one)
        parent = one.parent_id
    return tuple(reversed(found))


def contents(db: Connection, folder_id: int, after: str | None, limit: int) -> Contents:
    """A page of what lies right in a folder; `after` is the `next` of the page before."""
    kind, last = _place(after)
    folders = _subfolders(db, folder_id, last, limit) if kind == "folder" else ()
    rest = limit - len(folders)
    photos = _photos(db, folder_id, last if kind == "photo" else 0, rest) if rest else ()
    return Contents(folders, photos, _next(folders, photos) if len(folders) + len(photos) == limit else None)


def _place(after: str | None) -> tuple[Literal["folder", "photo"], int]:
    """What a page starts after: `folder-12` or `photo-34`."""
    kind, _, number = (after or "folder-0").partition("-")
    return "photo" if kind == "photo" else "folder", int(number)


def _next(folders: tuple[FolderSeen, ...], photos: tuple[PhotoSeen, ...]) -> str:
    return f"photo-{photos[-1].id}" if photos else f"folder-{folders[-1].id}"


def _subfolders(db: Connection, parent_id: int, after: int, limit: int) -> tuple[FolderSeen, ...]:
    beyond = "AND (f.name, f.id) > (SELECT name, id FROM folders WHERE id = :after)" if after else ""
    rows = db.rows(
        f"{_FOLDERS} WHERE f.parent_id = :parent {beyond} ORDER BY f.name, f.id LIMIT :limit",
        {"parent": parent_id, "after": after, "limit": limit},
    )
    return _folders(db, rows)


def below(db: Connection, folders: Sequence[FolderSeen]) -> Mapping[int, int]:
    """How many photos there are in each of these folders and all below it, markers left out; by the folder's id."""
    ids = json.dumps([seen.id for seen in folders])
    tree = """WITH RECURSIVE tree(top, id, photos) AS (
     SELECT id, id, photos FROM folders WHERE id IN (SELECT value FROM json_each(:ids))
     UNION ALL SELECT tree.top, f.id, f.photos FROM tree JOIN folders AS f ON f.parent_id = tree.id)"""
    rows = db.rows(
        f"""{tree}, marked(id, markers) AS ({_MARKERS.format(folders=_THEIR_SOURCES)} GROUP BY folder_id)
        SELECT tree.top, sum(tree.photos) - coalesce(sum(marked.markers), 0) AS photos
        FROM tree LEFT JOIN marked ON marked.id = tree.id GROUP BY tree.top""",
        {"ids": ids},
    )
    return {row["top"]: row["photos"] for row in rows}


_THEIR_SOURCES = "SELECT DISTINCT source_id FROM folders WHERE id IN (SELECT value FROM json_each(:ids))"
_MARKERS = """SELECT folder_id AS id, count(*) AS markers FROM photos
 WHERE state = 'skipped' AND skip_reason = 'FOLDER_MARKER' AND source_id IN ({folders})"""


def _folders(db: Connection, rows: Sequence[Row]) -> tuple[FolderSeen, ...]:
    """A marker stands for a folder that is shown as one: it is no photo in the folder it lies in."""
    here = " AND +folder_id IN (SELECT value FROM json_each(:ids)) GROUP BY folder_id"
    asked = {"ids": json.dumps([row["id"] for row in rows])}
    marked = {row["id"]: row["markers"] for row in db.rows(_MARKERS.format(folders=_THEIR_SOURCES) + here, asked)}
    return tuple(replace(_folder(row), photos=row["photos"] - marked.get(row["id"], 0)) for row in rows)


def _photos(db: Connection, folder_id: int, after: int, limit: int) -> tuple[PhotoSeen, ...]:
    beyond = "AND (p.name, p.id) > (SELECT name, id FROM photos WHERE id = :after)" if after else ""
    rows = db.rows(
        f"{_PHOTOS} WHERE p.folder_id = :folder AND p.skip_reason IS NOT 'FOLDER_MARKER' {beyond}"
        " ORDER BY p.name, p.id LIMIT :limit",
        {"folder": folder_id, "after": after, "limit": limit},
    )
    return tuple(map(_photo, rows))


def chosen(db: Connection, ids: Sequence[int]) -> tuple[PhotoSeen, ...]:
    """These photos in this order, as they stand in a folder; those that are not there are left out."""
    rows = db.rows(f"{_PHOTOS} WHERE p.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    found = {row["id"]: _photo(row) for row in rows}
    return tuple(found[one] for one in ids if one in found)


def photo(db: Connection, photo_id: int) -> PhotoWhole | None:
    """Everything about one photo of a source that is backed up."""
    row = db.row(f"{_PHOTOS} WHERE p.id = ?", (photo_id,))
    place = db.row("SELECT source_id, folder_id, original_id FROM photos WHERE id = ?", (photo_id,))
    if row is None or place is None:
        return None
    source, lies_in = sources.by_id(db, place["source_id"]), folder(db, place["folder_id"])
    if source is None or lies_in is None:
        return None
    origins = _origins(db, photo_id, place["original_id"])
    return PhotoWhole(_photo(row), source, lies_in, original(db, photo_id), _failure(db, photo_id), origins)


def original(db: Connection, photo_id: int) -> Original | None:
    """The original that a photo of a source has in the library."""
    row = db.row(
        "SELECT p.original_id FROM photos AS p JOIN sources AS s ON s.id = p.source_id"
        " WHERE p.id = ? AND p.original_id IS NOT NULL AND s.removed_at IS NULL",
        (photo_id,),
    )
    return originals.by_id(db, row["original_id"]) if row else None


def listed(db: Connection, photo_id: int) -> tuple[SourceRow, RemotePhoto] | None:
    """A photo as its source described it, with that source."""
    row = db.row(
        f"SELECT p.source_id, {REMOTE_COLUMNS} FROM photos AS p JOIN folders AS f ON f.id = p.folder_id WHERE p.id = ?",
        (photo_id,),
    )
    source = sources.by_id(db, row["source_id"]) if row else None
    return (source, remote(row)) if row and source else None


def skipped(db: Connection) -> list[Skipped]:
    """The reasons for which photos are not copied, the most frequent first."""
    rows = db.rows(
        "SELECT s.name AS source, p.skip_reason AS reason, count(*) AS photos FROM sources AS s"
        " JOIN photos AS p ON p.source_id = s.id AND p.state = 'skipped'"
        " WHERE s.removed_at IS NULL GROUP BY s.id, p.skip_reason ORDER BY photos DESC, s.name, reason"
    )
    return [Skipped(row["source"], row["reason"], row["photos"]) for row in rows]


def _failure(db: Connection, photo_id: int) -> Failed | None:
    row = db.row("SELECT code, message, action, next_attempt FROM failed_downloads WHERE photo_id = ?", (photo_id,))
    return Failed(**{name: row[name] for name in Failed.__slots__}) if row else None


def _origins(db: Connection, photo_id: int, original_id: int | None) -> tuple[Origin, ...]:
    rows = db.rows(
        "SELECT p.id, p.name, s.name AS source, f.path AS folder, p.state FROM photos AS p"
        " JOIN sources AS s ON s.id = p.source_id JOIN folders AS f ON f.id = p.folder_id"
        " WHERE p.original_id = ? AND p.id <> ? ORDER BY p.id LIMIT 100",
        (original_id, photo_id),
    )
    return tuple(Origin(**{name: row[name] for name in Origin.__slots__}) for row in rows)


def _folder(row: Row) -> FolderSeen:
    plain = ("id", "parent_id", "source", "photos", "subfolders", "bytes", "first_seen_at", "changed_at", "listed_at")
    is_root = row["parent_id"] is None
    return FolderSeen(
        **{name: row[name] for name in plain},
        name=row["source"] if is_root else row["name"],
        path=row["root"] if is_root else f"{row['root']}/{row['path']}",
        cover=_cover(row["cover"]),
    )


def _cover(text: str | None) -> Cover | None:
    photo_id, md5 = json.loads(text) if text else (0, None)
    return Cover(photo_id, md5) if md5 else None


def _photo(row: Row) -> PhotoSeen:
    return PhotoSeen(**{name: row[name] for name in PhotoSeen.__slots__})
