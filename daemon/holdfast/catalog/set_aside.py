"""What the person says of duplicates, within an act: keep one and hide the others, or call them different."""

from collections.abc import Collection, Iterable, Sequence

from holdfast.catalog.driver import Connection, Row, Value
from holdfast.catalog.work import Change

NEAR = 0.01
"""Degrees, about a kilometre: places that differ by less are one place."""


def keep(db: Connection, change: Change, keeper: int, others: Sequence[int]) -> None:
    """Hide the others, never deleted; what is known of them is the keeper's now, too."""
    merge(db, change, keeper, others)
    change.put("marks", {"original_id": keeper}, {"kept_id": None})
    for one in others:
        for row in db.rows("SELECT original_id FROM marks WHERE kept_id = ?", (one,)):
            if row["original_id"] != keeper:
                change.put("marks", {"original_id": row["original_id"]}, {"kept_id": keeper})
        change.put("marks", {"original_id": one}, {"kept_id": keeper})


def apart(db: Connection, change: Change, ids: Sequence[int], now: int) -> None:
    """These are no duplicates of each other, for ever: it is remembered by their bytes. None hides another one."""
    some = _marks(ids)
    found = f"SELECT original_id FROM marks WHERE original_id IN ({some}) AND kept_id IN ({some})"
    hidden = db.rows(found, (*ids, *ids))
    bring_back(db, change, [row["original_id"] for row in hidden])
    rows = db.rows(f"SELECT sha256 FROM originals WHERE id IN ({_marks(ids)}) ORDER BY sha256", ids)
    sums = [row["sha256"] for row in rows]
    for at, first in enumerate(sums):
        for second in sums[at + 1 :]:
            change.put("duplicate_decisions", {"first": first, "second": second}, {"decided_at": now})


def are_apart(db: Connection, one: int, others: Sequence[int]) -> bool:
    """The person has said of this one and another of them that they are no duplicates."""
    return bool(db.number(
        "SELECT count(*) FROM originals AS a JOIN originals AS b JOIN duplicate_decisions AS d"
        " ON d.first = min(a.sha256, b.sha256) AND d.second = max(a.sha256, b.sha256)"
        f" WHERE a.id = ? AND b.id IN ({_marks(others)})", (one, *others),
    ))  # fmt: skip


def bring_back(db: Connection, change: Change, ids: Iterable[int]) -> int:
    """Show these again; how many were hidden."""
    hidden = [one for one in ids if db.row("SELECT 1 FROM marks WHERE original_id = ? AND kept_id IS NOT NULL", (one,))]
    for one in hidden:
        change.put("marks", {"original_id": one}, {"kept_id": None})
    return len(hidden)


def merge(db: Connection, change: Change, keeper: int, others: Sequence[int]) -> None:
    """Collections, shoots, tags and the best rating; words, time and place where the keeper has none."""
    gather(db, change, keeper, others)
    values = _marks_merged(db, keeper, others)
    if values:
        change.put("marks", {"original_id": keeper}, values)


_COLLECTIONS = """SELECT c.collection_id, min(c.position) AS position FROM photo_collections AS c
 JOIN collections AS k ON k.id = c.collection_id AND k.kind = 'hand' WHERE c.original_id IN (%)
 AND NOT EXISTS (SELECT 1 FROM photo_collections AS h WHERE h.collection_id = c.collection_id AND h.original_id = ?)
 GROUP BY c.collection_id"""
_SHOOTS = """SELECT DISTINCT a.shoot_id FROM photo_shoot_assignments AS a
 JOIN photo_shoots AS s ON s.id = a.shoot_id AND s.state = 'kept' WHERE a.original_id IN (%)
 AND NOT EXISTS (SELECT 1 FROM photo_shoot_assignments AS h JOIN photo_shoots AS k ON k.id = h.shoot_id
   WHERE h.original_id = ? AND k.state = 'kept') ORDER BY a.shoot_id LIMIT 1"""
_TAGS = """SELECT tag FROM own_tags WHERE original_id IN (%)
 UNION SELECT t.name FROM photos AS p JOIN photo_tags AS g ON g.photo_id = p.id JOIN tags AS t ON t.id = g.tag_id
   WHERE p.original_id IN (%)
 UNION SELECT k.value FROM exif_data AS e, json_each(e.keywords) AS k WHERE e.original_id IN (%) AND k.value <> ''
 EXCEPT SELECT t.name FROM photos AS p JOIN photo_tags AS g ON g.photo_id = p.id JOIN tags AS t ON t.id = g.tag_id
   WHERE p.original_id = ?
 EXCEPT SELECT k.value FROM exif_data AS e, json_each(e.keywords) AS k WHERE e.original_id = ?"""
"""What the person, the sources and the files call the others, and not the keeper."""


def gather(db: Connection, change: Change, keeper: int, others: Sequence[int]) -> None:
    """The keeper is in the collections and shoots of the others, and has their tags."""
    some = _marks(others)
    for row in db.rows(_COLLECTIONS.replace("%", some), (*others, keeper)):
        key = {"collection_id": row["collection_id"], "original_id": keeper}
        change.put("photo_collections", key, {"position": row["position"]})
    for row in db.rows(_SHOOTS.replace("%", some), (*others, keeper)):
        change.put("photo_shoot_assignments", {"shoot_id": row["shoot_id"], "original_id": keeper}, {})
    for row in db.rows(_TAGS.replace("%", some), (*others, *others, *others, keeper, keeper)):
        change.put("own_tags", {"original_id": keeper, "tag": row["tag"]}, {})


_SHOWN = """SELECT f.original_id AS id, f.rating, f.title, f.caption, (SELECT c.value FROM photos AS p
  JOIN photo_context AS c ON c.photo_id = p.id AND c.origin = 'context' AND c.name IN ('caption', 'alt')
  WHERE p.original_id = f.original_id ORDER BY c.name = 'alt', p.id LIMIT 1) AS told,
 f.taken_at, f.utc_offset, f.latitude, f.longitude,
 m.pick, m.colour, coalesce(m.star, 0) AS star, m.place FROM facts_shown AS f
 LEFT JOIN marks AS m ON m.original_id = f.original_id
 WHERE f.original_id IN (%) ORDER BY f.original_id"""


def _marks_merged(db: Connection, keeper: int, others: Sequence[int]) -> dict[str, Value]:
    every = (keeper, *others)
    rows = {row["id"]: row for row in db.rows(_SHOWN.replace("%", _marks(every)), every)}
    own, rest = rows[keeper], [rows[one] for one in others if one in rows]
    values: dict[str, Value] = {}
    best = max((row["rating"] or 0 for row in rest), default=0)
    if best > (own["rating"] or 0):
        values["rating"] = best
    if not own["star"] and any(row["star"] for row in rest):
        values["star"] = 1
    if own["pick"] is None and any(row["pick"] == "pick" for row in rest):
        values["pick"] = "pick"
    for word in ("title", "caption", "colour"):
        if not own[word] and (said := next((row[word] for row in rest if row[word]), None)):
            values[word] = said
    if not own["caption"] and not own["told"] and "caption" not in values:
        values |= {"caption": told} if (told := next((row["told"] for row in rest if row["told"]), None)) else {}
    times = {(row["taken_at"], row["utc_offset"]) for row in rest if row["taken_at"]}
    if own["taken_at"] is None and len(times) == 1:
        values["taken_at"], values["utc_offset"] = times.pop()
    return values | _place(own["latitude"], [row for row in rest if row["latitude"] is not None])


def _place(own: float | None, rest: Collection[Row]) -> dict[str, Value]:
    """Where the others were taken, if they agree and the keeper does not say."""
    places = [(row["latitude"], row["longitude"], row["place"]) for row in rest]
    if own is not None or not places:
        return {}
    latitude, longitude, name = places[0]
    if any(abs(there[0] - latitude) > NEAR or abs(there[1] - longitude) > NEAR for there in places):
        return {}
    return {"latitude": latitude, "longitude": longitude} | ({"place": name} if name else {})


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
