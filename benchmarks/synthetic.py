"""A catalog of as many photos as one likes, made in bulk: years, folders, cameras, places, tags, marks, shoots.

Nothing of it lies in a library. The triggers rest meanwhile; what they keep is computed afterwards by the same rules.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from holdfast.catalog import Catalog, Connection
from holdfast.clock import SystemClock
from holdfast.config import Home
from holdfast.engine import setup
from holdfast.engine.setup import Opened

CHUNK = 100_000
FOLDERS = 2_000
BEGUN = 1_167_609_600
"""1 January 2007."""
YEARS = 19
SPAN = YEARS * 365 * 86_400
ALL = "WITH RECURSIVE n (i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
MIXED = "((i * 2654435761) & 4294967295)"
"""A number that looks like chance, from the number of the photo."""
FORMATS = "CASE i % 50 WHEN 0 THEN 'mp4' WHEN 1 THEN 'cr3' WHEN 2 THEN 'heic' WHEN 3 THEN 'png' ELSE 'jpg' END"


def make(folder: Path, photos: int, say: Callable[[str], object] = str) -> Opened:
    """A home with such a catalog, open."""
    home, clock = Home(folder / "home"), SystemClock()
    setup.init(home, folder / "library", folder / "key", clock)
    opened = setup.open_home(home, folder / "key", clock)
    fill(opened.catalog, photos, say)
    return opened


def fill(catalog: Catalog, photos: int, say: Callable[[str], object] = str) -> None:
    """Photos and all that is known of them, into an empty catalog."""
    resting = catalog.write(_rest)
    catalog.write(_sources)
    for first, last in _chunks(photos):
        for statement in (ORIGINALS, EXIF, PHOTOS, TAGS, OWN_TAGS, MARKS):
            catalog.write(Connection.run, statement, {"first": first, "last": last, "begun": BEGUN, "all": photos})
        say(f"{last:,} photos")
    for statement in (*GROUPS, *SUMS):
        catalog.write(Connection.run, statement, {"all": photos})
    catalog.write(_wake, resting)
    catalog.write(Connection.run, "ANALYZE")
    catalog.fold()


def _chunks(photos: int) -> Iterator[tuple[int, int]]:
    for first in range(1, photos + 1, CHUNK):
        yield first, min(first + CHUNK - 1, photos)


def _rest(db: Connection) -> list[str]:
    """Take the triggers away; their text."""
    found = db.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for row in found:
        db.run(f"DROP TRIGGER {row['name']}")
    return [row["sql"] for row in found]


def _wake(db: Connection, triggers: list[str]) -> None:
    for text in triggers:
        db.run(text)


def _sources(db: Connection) -> None:
    for number, kind in enumerate(("cloudinary", "s3", "folder"), 1):
        db.run("INSERT INTO sources (id, uid, name, kind, folder, added_at) VALUES (?1, 'u' || ?1, ?2, ?2, ?2, 1)",
               (number, kind))  # fmt: skip
        db.run("INSERT INTO folders (id, source_id, path, name) VALUES (?1, ?1, '', '')", (number,))
    db.run(
        f"{ALL} INSERT INTO folders (id, source_id, parent_id, path, name)"
        f" SELECT 3 + i, i % 3 + 1, i % 3 + 1, printf('%d-%04d trip', 2007 + i % {YEARS}, i),"
        f" printf('%d-%04d trip', 2007 + i % {YEARS}, i) FROM n",
        {"first": 1, "last": FOLDERS},
    )
    db.run(f"{ALL} INSERT INTO tags SELECT i, 'tag' || i FROM n", {"first": 1, "last": 500})


ORIGINALS = f"""{ALL} INSERT INTO originals (id, sha256, md5, bytes, path, path_folded, stored_at, verified_at)
 SELECT i, printf('%064x', i), printf('%032x', i), 1000000 + {MIXED} % 9000000, printf('p/%07d.jpg', i),
 printf('p/%07d.jpg', i), 1700000000000 + i * 60000,
 iif(i % 10 = 0, NULL, 1795000000000 - ({MIXED} % 12000000) * 1000) FROM n"""

TAKEN = f"(:begun + (i * {SPAN} / :all) / 7200 * 7200 + {MIXED} % 3600)"
"""About as many in each year, many within the same hour: shoots."""

EXIF = f"""{ALL} INSERT INTO exif_data (original_id, taken_at, taken_from, latitude, longitude, read_at, kind,
 camera_make, camera_model, lens, focal_length, aperture, exposure, iso, width, height, rules)
 SELECT i, strftime('%Y-%m-%dT%H:%M:%S', {TAKEN}, 'unixepoch'), 'DateTimeOriginal',
 iif(i % 5 < 2, 40 + ({MIXED} % 20000) / 1000.0, NULL), iif(i % 5 < 2, ({MIXED} / 7 % 30000) / 1000.0, NULL), 1, 'jpeg',
 CASE {MIXED} % 4 WHEN 0 THEN 'Canon' WHEN 1 THEN 'NIKON CORPORATION' WHEN 2 THEN 'SONY' ELSE 'Apple' END,
 CASE {MIXED} % 4 WHEN 0 THEN 'Canon EOS R' || ({MIXED} % 9) WHEN 1 THEN 'Z ' || ({MIXED} % 9)
 WHEN 2 THEN 'ILCE-' || ({MIXED} % 9)
 ELSE 'iPhone ' || (5 + {MIXED} % 12) END, 'Lens ' || ({MIXED} % 37), 24 + {MIXED} % 200, 2.8, 0.004,
 CAST(100 << ({MIXED} % 8) AS INTEGER), iif({MIXED} % 5, 6000, 4000),
 CASE {MIXED} % 5 WHEN 0 THEN 6000 WHEN 1 THEN 4500 WHEN 2 THEN 3375 ELSE 4000 END, 1 FROM n WHERE i % 20 <> 0"""

PHOTOS = f"""{ALL} INSERT INTO photos (id, source_id, key, name, folder_id, media_type, format, bytes, created_at,
 fingerprint, state, original_id, strength, first_seen_at, seen_in, moment, moment_from, latitude, longitude)
 SELECT i, f.source_id, 'k' || i, printf('IMG_%04d.%s', i % 10000, {FORMATS}), f.id,
 CASE {FORMATS} WHEN 'mp4' THEN 'video' WHEN 'cr3' THEN 'raw' ELSE 'image' END, {FORMATS}, o.bytes,
 (:begun + i) * 1000, '', CASE WHEN i % 1000 = 7 THEN 'failed' WHEN i % 500 = 9 THEN 'gone' ELSE 'safe' END,
 iif(i % 50 = 30, i - 1, i), iif(i % 30 = 0, 'size', 'md5'), 1, 1,
 coalesce(unixepoch(e.taken_at) * 1000, (:begun + i) * 1000),
 coalesce(e.taken_from, 'source'), e.latitude, e.longitude
 FROM n JOIN folders AS f ON f.id = 4 + {MIXED} % {FOLDERS} JOIN originals AS o ON o.id = i
 LEFT JOIN exif_data AS e ON e.original_id = i"""

TAGS = f"""{ALL} INSERT INTO photo_tags SELECT i, 1 + {MIXED} % 500 FROM n WHERE i % 3 = 0"""
OWN_TAGS = f"""{ALL} INSERT INTO own_tags SELECT i, 'mine ' || ({MIXED} % 200) FROM n WHERE i % 17 = 0"""
MARKS = f"""{ALL} INSERT INTO marks (original_id, rating, pick, colour, changed_at)
 SELECT i, {MIXED} % 6, iif(i % 3 = 0, 'pick', NULL), iif(i % 4 = 0, 'red', NULL), 1 FROM n WHERE i % 11 = 0"""

GROUPS = (
    f"""INSERT INTO photo_shoots (id, uid, name, state, begins_at, ends_at, date, changed_at)
 SELECT min(id), 's' || min(id), 'Shoot of ' || date(moment / 1000, 'unixepoch'),
 iif(min(id) % 3 = 0, 'kept', 'suggested'), min(moment), max(moment), date(moment / 1000, 'unixepoch'), 1
 FROM photos WHERE :all > 0 AND id % 20 <> 0 GROUP BY moment / 86400000 / {YEARS}""",
    """INSERT OR IGNORE INTO photo_shoot_assignments
 SELECT s.id, p.original_id FROM photo_shoots AS s JOIN photos AS p ON p.moment BETWEEN s.begins_at AND s.ends_at
 WHERE :all > 0 AND p.id % 20 <> 0""",
    """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
 INSERT INTO collections (id, uid, name, kind, position, changed_at)
 SELECT i, 'c' || i, 'Collection ' || i, 'hand', i, 1 FROM n WHERE :all > 0""",
    """INSERT INTO photo_collections SELECT 1 + original_id % 300, original_id, original_id FROM photos
 WHERE :all > 0 AND id % 5 = 0 OR id % 300 = 1""",
    """INSERT INTO duplicate_groups (id, class, keeper_id, reason, bytes)
 SELECT id, iif(id % 2, 'same', 'similar'), id, '[]', bytes FROM originals WHERE :all > 0 AND id % 50 = 1""",
    """INSERT INTO duplicate_members SELECT id - id % 50 + 1, id, id % 50 - 1 FROM originals
 WHERE :all > 0 AND id % 50 IN (1, 2, 3)""",
)

MIXED_COLOUR = MIXED.replace("i *", "id *")
SUMS = (
    f"""UPDATE photos SET (aspect, colour) = (SELECT t.aspect, unhex(printf('%06x', {MIXED_COLOUR} % 16777216))
 FROM timeline_shown AS t WHERE t.photo_id = photos.id) WHERE :all > 0""",
    """UPDATE photos SET rating = (SELECT rating FROM marks AS m WHERE m.original_id = photos.original_id)
 WHERE :all > 0 AND original_id IN (SELECT original_id FROM marks)""",
    """INSERT INTO failed_downloads SELECT id, 'SOURCE_DOWN', 'It answered 500.', 'It is tried again.', 3, 1, 2, 9
 FROM photos WHERE :all > 0 AND state = 'failed'""",
    """INSERT INTO photo_totals SELECT source_id, media_type, state, count(*), sum(bytes) FROM photos
 WHERE :all > 0 GROUP BY source_id, media_type, state""",
    """INSERT INTO strength_totals SELECT source_id, strength, count(*) FROM photos
 WHERE :all > 0 AND state = 'safe' GROUP BY source_id, strength""",
    """INSERT INTO original_totals SELECT condition, count(*), sum(bytes), count(verified_at) FROM originals
 WHERE :all > 0 GROUP BY condition""",
    """UPDATE folders SET (photos, bytes) = (SELECT count(*), coalesce(sum(p.bytes), 0) FROM photos AS p
 WHERE p.folder_id = folders.id AND p.state <> 'gone') WHERE :all > 0""",
    "UPDATE folders SET subfolders = (SELECT count(*) FROM folders AS f WHERE f.parent_id = folders.id) WHERE :all > 0",
    """INSERT INTO identical_totals SELECT original_id, count(*) FROM photos
 WHERE :all > 0 AND state = 'safe' GROUP BY original_id HAVING count(*) > 1""",
    """INSERT INTO shoot_totals SELECT s.id, count(a.original_id), coalesce(sum(o.bytes), 0) FROM photo_shoots AS s
 LEFT JOIN photo_shoot_assignments AS a ON a.shoot_id = s.id LEFT JOIN originals AS o ON o.id = a.original_id
 WHERE :all > 0 GROUP BY s.id""",
    "INSERT INTO search_due SELECT id FROM photos WHERE :all > 0",
)
