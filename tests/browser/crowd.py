"""So many photos in a catalog, quickly: dated, placed, taken with cameras, in folders; their files lie nowhere."""

import hashlib
from collections.abc import Iterator

from tests.browser.world import World

from holdfast.catalog import Connection, folders

DAY = 86_400_000
AT_ONCE = 5_000
CAMERAS = ("X-T4", "ILCE-7M3", "iPhone 14 Pro", "Z 6")
SHAPES = ((4000, 3000), (3000, 4000), (4000, 2250), (3000, 3000))
FOLDERS = 40
Row = tuple[str | int | float | None, ...]


def crowd(world: World, count: int) -> None:
    """Safe photos of ten years, the newest of yesterday. No photo, no source: nothing was added yet."""
    if count == 0:
        return
    source = world.source("Travel", "s3")
    for first in range(1, count + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count + 1))
        world.catalog.write(_fill, source, numbers, world.now, 3650 * DAY // count)


def _fill(db: Connection, source: int, numbers: range, now: int, step: int) -> None:
    places = [folders.ensure(db, source, (f"{2010 + at % 10}", f"Journey {at}"), now) for at in range(FOLDERS)]
    db.many("INSERT INTO originals (id, sha256, md5, bytes, path, path_folded, stored_at, verified_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", list(_originals(numbers, now)))  # fmt: skip
    db.many("INSERT INTO exif_data (original_id, width, height, latitude, longitude, kind, camera_model, iso, read_at)"
            " VALUES (?, ?, ?, ?, ?, 'jpeg', ?, ?, 1)", list(_facts(numbers)))  # fmt: skip
    db.many("INSERT INTO photos (id, source_id, key, name, folder_id, media_type, bytes, width, height, created_at,"
            " fingerprint, state, original_id, strength, first_seen_at, seen_in)"
            " VALUES (?, ?, ?, ?, ?, 'image', ?, ?, ?, ?, '', 'safe', ?, 'md5', ?, 1)",
            list(_photos(numbers, source, places, now, step)))  # fmt: skip


def _originals(numbers: range, now: int) -> Iterator[Row]:
    for n in numbers:
        yield n, hashlib.sha256(b"%d" % n).hexdigest(), f"{n:032x}", 5_300_000, f"{n}.jpg", f"{n}.jpg", now, now - DAY


def _facts(numbers: range) -> Iterator[Row]:
    for n in numbers:
        width, height = SHAPES[n % len(SHAPES)]
        place = (40 + n % 25 + n % 7 / 10, n % 30 - 5 + n % 11 / 10) if n % 3 else (None, None)
        yield n, width, height, *place, CAMERAS[n % len(CAMERAS)], 100 << n % 6


def _photos(numbers: range, source: int, places: list[int], now: int, step: int) -> Iterator[Row]:
    for n in numbers:
        width, height = SHAPES[n % len(SHAPES)]
        at = now - DAY - n * step
        yield (n, source, f"k{n}", f"IMG_{n:06}.jpg", places[n % FOLDERS], 5_300_000, width, height, at, n, now)
