"""Folders with real pictures in them, as a backup would have left them."""

import random

from tests.browser.world import World
from tests.ui.gallery import listed, picture, safe

from holdfast.catalog import Connection, folders, photos
from holdfast.domain.photo import RemotePhoto
from holdfast.errors import Forbidden

HOSTILE = "<img src=x onerror=alert(1)>\u202egpj.exe"
SHAPES = ((640, 480), (480, 640), (640, 360), (640, 640))


def photo(name: str, *folder: str, **other: object) -> RemotePhoto:
    return RemotePhoto(key="/".join((*folder, name)), name=name, folder=folder, created_at=1_561_900_000_000, **other)  # type: ignore[arg-type]


def album(world: World) -> int:
    """A source with some folders; the one called Lofoten holds photos of every state. Its id."""
    source = world.source("Travel", "s3")
    world.catalog.write(lambda db: db.run("UPDATE sources SET folder = 'Travel' WHERE id = ?", (source,)))
    for name in ("2017 Alps", "2018 Lisbon", "2020 At home", HOSTILE):
        safe(world.opened, source, photo("IMG_0001.jpg", name), picture(len(name)))
    for number in range(18):
        width, height = SHAPES[number % 4]
        safe(world.opened, source, photo(f"IMG_{4200 + number}.jpg", "2019", "Lofoten", width=width, height=height),
             picture(100 + number, width, height))  # fmt: skip
    safe(world.opened, source, photo("Night.jpg", "2019", "Lofoten", "By night"), picture(77))
    odd(world, source)
    world.catalog.write(lambda db: db.run("UPDATE folders SET listed_at = ?", (world.now - 12 * 60_000,)))
    return world.catalog.read(lambda db: db.number("SELECT id FROM folders WHERE path = '2019/Lofoten'"))


def odd(world: World, source: int) -> None:
    """Those that are not simply safe."""
    listed(world.opened, source, photo("IMG_4300.heic", "2019", "Lofoten"))
    failed = listed(world.opened, source, photo("IMG_4301.jpg", "2019", "Lofoten"))
    said = ("FORBIDDEN", "The source refuses to hand out IMG_4301.jpg.", Forbidden.default_action)
    world.catalog.write(photos.fail, failed, *said, world.now, None)
    skipped = listed(world.opened, source, photo("IMG_4302.jpg", "2019", "Lofoten"))
    video = listed(world.opened, source, photo("MOV_0001.mp4", "2019", "Lofoten", media_type="video"))
    safe(world.opened, source, photo("broken.jpg", "2019", "Lofoten"), b"\xff\xd8\xffnot a picture at all")
    weak = safe(world.opened, source, photo("weak.jpg", "2019", "Lofoten"), picture(300))
    twin = world.source("Family archive", "cloudinary")
    safe(world.opened, twin, photo("from-anna.jpg", "Shared"), picture(300))

    def settle(db: Connection) -> None:
        db.run("UPDATE photos SET state = 'skipped', skip_reason = 'ARCHIVED:GLACIER' WHERE id = ?", (skipped,))
        db.run("UPDATE photos SET strength = 'size' WHERE id = ?", (weak,))
        db.run("UPDATE photos SET state = 'gone' WHERE id = ?", (video,))

    world.catalog.write(settle)


def many(world: World, count: int) -> int:
    """A folder with so many photos, all with one of few pictures. Its id."""
    source = world.source("Travel")
    held = [safe(world.opened, source, photo(f"{n}.jpg", "some"), picture(n, 320, 240)) for n in range(8)]

    def fill(db: Connection) -> int:
        folder = folders.ensure(db, source, ("full",), world.now)
        originals = [db.number("SELECT original_id FROM photos WHERE id = ?", (one,)) for one in held]
        chance = random.Random(1)
        db.many(
            "INSERT INTO photos (source_id, key, name, folder_id, media_type, fingerprint, state, original_id,"
            " strength, first_seen_at, seen_in) VALUES (?, ?, ?, ?, 'image', '', 'safe', ?, 'md5', 1, 1)",
            [(source, f"n{n}", f"IMG_{n:05}.jpg", folder, chance.choice(originals)) for n in range(count)],
        )
        return folder

    return world.catalog.write(fill)
