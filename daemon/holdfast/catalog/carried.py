"""What the person said of a picture goes along when its source replaces the picture's bytes."""

from holdfast.catalog import set_aside, work
from holdfast.catalog.driver import Connection

SAID = (
    "rating", "pick", "colour", "title", "caption", "taken_at", "utc_offset", "latitude", "longitude", "place",
)  # fmt: skip
_ANYTHING = """SELECT 1 FROM marks WHERE original_id = ?1 UNION ALL SELECT 1 FROM own_tags WHERE original_id = ?1
 UNION ALL SELECT 1 FROM photo_collections WHERE original_id = ?1
 UNION ALL SELECT 1 FROM photo_shoot_assignments WHERE original_id = ?1 LIMIT 1"""


def go_along(db: Connection, name: str, before: int, now: int, at: int) -> None:
    """Ratings, tags, words, collections and shoots of the bytes before are those of the new ones, too. One act, which
    can be undone; none, where nothing was said."""
    if db.row(_ANYTHING, (before,)) is None:
        return
    what = f"{name} changed at its source, and what you said of it went along"
    with work.change(db, what, at, by_itself=True) as change:
        set_aside.gather(db, change, now, [before])
        row = db.row(f"SELECT star, hidden, {', '.join(SAID)} FROM marks WHERE original_id = ?", (before,))
        own = db.row(f"SELECT star, hidden, {', '.join(SAID)} FROM marks WHERE original_id = ?", (now,))
        if row is not None:
            values = {one: row[one] for one in SAID if row[one] is not None and (own is None or own[one] is None)}
            flags = {one: 1 for one in ("star", "hidden") if row[one]}
            change.put("marks", {"original_id": now}, values | flags)
