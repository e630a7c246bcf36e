"""What was said of photos beyond their files: by the person, and where the person said nothing, by the source."""

import json
from collections.abc import Mapping, Sequence

from holdfast.catalog.driver import Connection, Row
from holdfast.domain.xmp import Said

_FIELDS = ("rating", "pick", "colour", "title", "caption", "taken_at", "utc_offset", "latitude", "longitude", "place")
_CONTEXT = """(SELECT c.value FROM photo_context AS c WHERE c.photo_id = p.id AND c.origin = 'context'
 AND c.name = '{}' AND c.value <> '')"""
_SAID = f"""SELECT p.id, m.rating, m.pick, m.colour, m.taken_at, m.utc_offset, m.latitude, m.longitude, m.place,
 coalesce(m.title, {_CONTEXT.format("title")}) AS title,
 coalesce(m.caption, {_CONTEXT.format("caption")}, {_CONTEXT.format("alt")}) AS caption,
 (SELECT json_group_array(tag) FROM (SELECT tag FROM own_tags WHERE original_id = p.original_id
  UNION SELECT t.name FROM photo_tags AS g JOIN tags AS t ON t.id = g.tag_id WHERE g.photo_id = p.id)) AS tags,
 (SELECT json_group_array(name) FROM (SELECT c.name FROM photo_collections AS g JOIN collections AS c
  ON c.id = g.collection_id WHERE g.original_id = p.original_id
  UNION SELECT c.name FROM (WITH RECURSIVE up (id, parent_id) AS
   (SELECT id, parent_id FROM folders WHERE id = p.folder_id UNION ALL
    SELECT f.id, f.parent_id FROM up JOIN folders AS f ON f.id = up.parent_id) SELECT id FROM up) AS u
   CROSS JOIN collections AS c ON c.folder_id = u.id)) AS collections
 FROM photos AS p LEFT JOIN marks AS m ON m.original_id = p.original_id
 WHERE p.id IN (SELECT value FROM json_each(?))"""


def of_photos(db: Connection, photo_ids: Sequence[int]) -> Mapping[int, Said]:
    """What was said of each of these photos. Collections by a rule are searches and not among it."""
    return {row["id"]: _said(row) for row in db.rows(_SAID, (json.dumps(list(photo_ids)),))}


def _said(row: Row) -> Said:
    fields = {name: row[name] for name in _FIELDS}
    return Said(**fields, tags=tuple(json.loads(row["tags"])), collections=tuple(json.loads(row["collections"])))
