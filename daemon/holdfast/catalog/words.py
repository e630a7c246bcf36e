"""The words by which a photo is found: its names, its folder, its tags, what is written of it, camera, lens, place.

Triggers note in `search_due` whose words changed; `catch_up` writes them anew. What is searched for is written by
`match` in the language of SQLite's full-text index, quoted, so that nothing in it is taken for an operator.
"""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from holdfast.catalog import places
from holdfast.catalog.driver import Connection, Row

BATCH = 250
"""Photos whose words are written in one transaction."""

APART = " \ue000 "
"""Stands between two names, so that no phrase is found half in one and half in the other."""

Towns = Callable[[float, float], str]
COLUMNS = ("name", "folder", "tags", "caption", "camera", "lens", "place")
FINE = 2
"""Digits of a degree within which photos have one nearest town: about a kilometre."""

_WORDS = """SELECT p.id, p.name, p.original_name, s.name AS source, f.path AS folder, p.latitude, p.longitude,
 (SELECT json_group_array(n.name) FROM original_filenames AS n WHERE n.photo_id = p.id) AS names,
 (SELECT json_group_array(t.name) FROM photo_tags AS pt JOIN tags AS t ON t.id = pt.tag_id
  WHERE pt.photo_id = p.id) AS tags,
 (SELECT json_group_array(tag) FROM own_tags WHERE original_id = p.original_id) AS own,
 coalesce(e.keywords, '[]') AS keywords,
 (SELECT json_group_array(c.value) FROM photo_context AS c WHERE c.photo_id = p.id) AS context,
 m.title, m.caption, m.place, e.title AS file_title, e.caption AS file_caption, e.creator, e.camera_make,
 e.camera_model, e.lens
 FROM photos AS p JOIN sources AS s ON s.id = p.source_id JOIN folders AS f ON f.id = p.folder_id
 LEFT JOIN exif_data AS e ON e.original_id = p.original_id LEFT JOIN marks AS m ON m.original_id = p.original_id
 WHERE p.id IN (SELECT value FROM json_each(?))"""


def due(db: Connection) -> int:
    """How many photos, up to a thousand, have words that the index does not know yet."""
    return db.number("SELECT count(*) FROM (SELECT 1 FROM search_due LIMIT 1000)")


def catch_up(db: Connection, limit: int = BATCH) -> int:
    """Write the words of so many photos that changed; how many there were."""
    ids = [row["photo_id"] for row in db.rows("SELECT photo_id FROM search_due ORDER BY photo_id LIMIT ?", (limit,))]
    if not ids:
        return 0
    some = json.dumps(ids)
    town = _towns(db)
    db.run("DELETE FROM photo_words WHERE rowid IN (SELECT value FROM json_each(?))", (some,))
    db.many(
        f"INSERT INTO photo_words (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(row["id"], *_words(row, _town(row, town))) for row in db.rows(_WORDS, (some,))],
    )
    db.run("DELETE FROM search_due WHERE photo_id IN (SELECT value FROM json_each(?))", (some,))
    return len(ids)


def _words(row: Row, town: str) -> tuple[str, ...]:
    return (
        _joined(row["name"], row["original_name"], *json.loads(row["names"])),
        _joined(row["source"], row["folder"]),
        _joined(*json.loads(row["tags"]), *json.loads(row["own"]), *json.loads(row["keywords"])),
        _joined(row["title"], row["caption"], row["file_title"], row["file_caption"], row["creator"],
                *json.loads(row["context"])),
        _joined(" ".join(part for part in (row["camera_make"], row["camera_model"]) if part)),
        _joined(row["lens"]),
        _joined(row["place"], town),
    )  # fmt: skip


def _joined(*texts: object) -> str:
    """Each of them once, apart from each other. NUL would end what SQLite reads."""
    return APART.join(dict.fromkeys(str(text).replace("\0", " ") for text in texts if text))


def _town(row: Row, at: Towns | None) -> str:
    if at is None or row["latitude"] is None or row["longitude"] is None:
        return ""
    return at(round(row["latitude"], FINE), round(row["longitude"], FINE))


def _towns(db: Connection) -> Towns | None:
    """The words of the nearest town, asked for once for each spot. None: no towns are known."""
    return lru_cache(maxsize=1024)(partial(_named, db)) if places.count(db) else None


def _named(db: Connection, latitude: float, longitude: float) -> str:
    town = places.nearest(db, latitude, longitude)
    return "" if town is None else APART.join(part for part in (town.name, town.region, town.country) if part)


def match(text: str, *, exact: bool, column: str | None = None) -> str:
    """What the index is asked for: these words in a row; not `exact`: the last of them may go on."""
    phrase = '"' + text.replace('"', '""').replace("\0", " ") + '"'
    where = f"{{{column}}} : " if column else ""
    return f"{where}{phrase}" if exact else f"{where}{phrase} *"


def all_of(matches: Sequence[str]) -> str:
    """What all of these find."""
    return " AND ".join(f"({one})" for one in matches)
