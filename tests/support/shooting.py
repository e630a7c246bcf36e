"""Two days of photos with a suggestion each, written as the job `grouping` writes them."""

from holdfast.catalog import Connection, suggestions
from holdfast.catalog.suggestions import Suggestion

NOON = 1_781_438_400_000  # 14 June 2026, 12:00
MINUTE, DAY = 60_000, 86_400_000


def days(db: Connection) -> None:
    """Ten photos, a minute apart, on each of two days; each day is a suggestion."""
    db.run("INSERT INTO sources (id, uid, name, kind, folder, added_at) VALUES (1, 'u', 'n', 's3', 'f', 1)")
    db.run("INSERT INTO folders (id, source_id, path, name) VALUES (1, 1, 'in', 'in')")
    for number in range(1, 21):
        add(db, number, NOON + (number > 10) * DAY + number * MINUTE)
    suggest(db, range(1, 11), "Paris, 14 June 2026")
    suggest(db, range(11, 21), "Paris, 15 June 2026")


def add(db: Connection, number: int, moment: int) -> None:
    """Photo and original of one number."""
    db.run(
        "INSERT INTO originals (id, sha256, md5, bytes, path, path_folded, stored_at) VALUES (?, ?, ?, 5, ?, ?, 1)",
        (number, f"{number:064}", f"{number:032}", f"{number}.jpg", f"{number}.jpg"),
    )
    db.run(
        "INSERT INTO exif_data (original_id, taken_at, read_at, camera_model)"
        " VALUES (?, strftime('%Y-%m-%dT%H:%M:%S', ? / 1000, 'unixepoch'), 1, 'Z 6')", (number, moment),
    )  # fmt: skip
    db.run(
        "INSERT INTO photos (id, source_id, key, name, folder_id, media_type, fingerprint, state, original_id,"
        " first_seen_at, seen_in) VALUES (?, 1, ?, ?, 1, 'image', 'x', 'safe', ?, 1, 1)",
        (number, str(number), f"{number}.jpg", number),
    )


def suggest(db: Connection, ids: range, name: str) -> None:
    moments = [NOON + (one > 10) * DAY + one * MINUTE for one in ids]
    suggestions.offer(db, [Suggestion(name, moments[0], moments[-1], ids[0], frozenset(ids))], 1)
