"""The states that a person may find the page in, each made in a real catalog."""

from collections.abc import Callable
from dataclasses import replace

from tests.browser.world import HOUR, MINUTE, World

from holdfast.catalog import Connection, drills, jobs, rolling, sessions, sources
from holdfast.domain.status import HeldBack
from holdfast.engine import copies
from holdfast.engine.report import WorkerStatus
from holdfast.errors import AuthRevoked, Damaged, RateLimited

GB = 1_000_000_000
WEB_PAGE = "The source sent a web page instead of {}."
LOOK = "Open the photo at the source and look whether it is there; then retry."
HOSTILE = "<img src=x onerror=alert(1)>\u202egpj.exe " + "very-long-name-" * 12 + ".jpg"


def empty(world: World) -> None:
    """Set up, and nothing added yet."""


def safe(world: World) -> None:
    travel, family = world.source("Travel"), world.source("Family archive", "s3", checked=3 * HOUR)
    world.photos(travel, 4_100)
    world.photos(travel, 180, media="video", size=96_000_000, strength="size")
    world.photos(travel, 22, state="skipped")
    world.photos(family, 2_610)
    world.photos(family, 140, media="raw", size=31_000_000)
    world.session("scan", travel, 13 * MINUTE, 9_000, listed=4_302, new=212)
    world.session("download", travel, 12 * MINUTE, 4 * MINUTE + 11_000, downloaded=212, bytes=1_123_000_000)
    world.session("scan", family, 3 * HOUR, 5_000, listed=2_750)
    world.session("verify", None, 5 * HOUR, 22 * MINUTE, checked=7_030, bytes=48 * GB)
    world.catalog.write(
        lambda db: db.run("UPDATE originals SET verified_at = ? WHERE id <= 5200", (world.now - 5 * HOUR,))
    )


def listing(world: World) -> None:
    source = world.source("Travel", checked=None)
    job = world.job()
    world.photos(source, 840, state="pending")
    world.progress(job, jobs.Progress(phase="listing", source="Travel", found=8_400))


def copying(world: World) -> None:
    travel, family = world.source("Travel"), world.source("Family archive", "s3", checked=3 * HOUR)
    world.photos(travel, 4_210)
    world.photos(travel, 6_870, state="pending", size=23_000_000)
    world.photos(family, 2_610)
    calls(world, travel, left=212)
    job = world.job()
    world.progress(
        job,
        jobs.Progress(
            phase="downloading", source="Travel", photos_done=4_210, photos_total=11_080, bytes_done=96 * GB,
            bytes_total=254 * GB, bytes_per_second=41_300_000.0, seconds_left=1_190.0, found=11_080,
            current="2019/Lofoten/IMG_4211.jpg",
        ),
    )  # fmt: skip


def calls(world: World, source: int, left: int) -> None:
    """The cloud said how many calls are left of the 500 that it allows an hour."""
    said = (left, world.now + 40 * MINUTE, world.now, source)
    world.catalog.write(
        lambda db: db.run(
            "UPDATE sources SET calls_limit = 500, calls_left = ?, calls_reset_at = ?, calls_said_at = ? WHERE id = ?",
            said,
        )
    )


def waiting(world: World) -> None:
    source = world.source("Travel")
    world.photos(source, 2_310)
    world.photos(source, 690, state="pending")
    job = world.job()
    until = world.now + 35 * MINUTE
    world.progress(
        job,
        jobs.Progress(phase="downloading", source="Travel", photos_done=2_310, photos_total=3_000,
                      bytes_done=12 * GB, bytes_total=16 * GB),
    )  # fmt: skip
    world.catalog.write(jobs.waits, job, until, "RATE_LIMIT", "Travel asked us to slow down.")
    world.catalog.write(sources.fails, source, RateLimited("Travel asked us to slow down."), world.now)
    world.catalog.write(sources.waits, source, until)


def paused(world: World) -> None:
    for name, kind in (("Travel", "cloudinary"), ("Family archive", "s3")):
        source = world.source(name, kind)
        world.photos(source, 1_204)
        world.catalog.write(sources.pause, source, True)


def attention(world: World) -> None:
    travel, family = world.source("Travel"), world.source("Family archive", "s3", checked=9 * 24 * HOUR)
    world.photos(travel, 4_816)
    world.photos(family, 2_610)
    for number in range(20):
        name = f"2019/Lofoten/IMG_{4200 + number}.jpg"
        world.failure(travel, name, "NOT_A_PHOTO", WEB_PAGE.format(name), LOOK)
    world.failure(family, HOSTILE, "FORBIDDEN", f"The source refuses to hand out {HOSTILE}.",
                  "Allow delivery of this photo in the account's settings, then retry.", tries=5)  # fmt: skip
    name = "صور/عائلة.jpg"
    said = f"{name} no longer matches its checksum."
    world.failure(family, name, Damaged.code, said, Damaged.default_action, tries=1)


def held(world: World) -> None:
    source = world.source("Travel")
    world.photos(source, 31_40)
    message = "Travel says that 3,012 of your 3,140 photos are gone. We kept all copies and changed nothing."
    world.catalog.write(sources.hold, source, HeldBack("MASS_GONE", message, 3_012))


def problem(world: World) -> None:
    travel, family = world.source("Travel", checked=30 * HOUR), world.source("Family archive", "s3")
    world.photos(travel, 4_816)
    world.photos(travel, 1_204, state="pending")
    world.photos(family, 2_610)
    error = AuthRevoked("Cloudinary no longer accepts the key of Travel. 1,204 photos are waiting.")
    world.catalog.write(sources.fails, travel, error, world.now)


def offline(world: World) -> None:
    safe(world)
    world.sight.library_seen = replace(
        world.sight.library_seen, online=False, free_bytes=None, code="LIBRARY_OFFLINE",
        message="The drive of your library is not connected.", action="Connect the drive. Holdfast goes on by itself.",
    )  # fmt: skip


def nobody(world: World) -> None:
    safe(world)
    world.sight.worker_seen = WorkerStatus(False)


def trusted(world: World) -> None:
    """All is safe, most of it read back lately, and the catalog was copied."""
    safe(world)
    world.catalog.write(lambda db: db.run("UPDATE originals SET verified_at = ?", (world.now - 5 * HOUR,)))
    copies.make(world.opened.home, world.catalog, world.clock)
    tried = [
        drills.Drilled("Travel", f"2019/Lofoten/IMG_{4200 + n}.jpg", f"travel/{n}.jpg", f"{n:02x}" * 32, 5_300_000,
                       "intact") for n in range(20)
    ]  # fmt: skip
    world.catalog.write(_drill, tried, world.now - 12 * 24 * HOUR)


def _drill(db: Connection, tried: list[drills.Drilled], at: int) -> None:
    run = sessions.begin(db, "drill", None, None, at)
    drills.record(db, run, at, 3.4, tried)


def gone_at_once(world: World) -> None:
    """Three of ten files are not there any more."""
    trusted(world)
    world.catalog.write(rolling.hold, rolling.Held(2_109, 7_030), world.now)


def doubted(world: World) -> None:
    """Files that are not as stored, files that were not read for long, photos that are not safe, no copy."""
    attention(world)
    old = world.now - 50 * 24 * HOUR

    def spoil(db: Connection) -> None:
        db.run("UPDATE originals SET verified_at = ? WHERE id % 3 = 0", (world.now - HOUR,))
        db.run("UPDATE originals SET verified_at = ? WHERE id % 3 = 1", (old,))
        db.run("UPDATE originals SET condition = 'damaged' WHERE id IN (7, 70)")

    world.catalog.write(spoil)


SCENES: dict[str, Callable[[World], None]] = {
    scene.__name__: scene
    for scene in (empty, safe, listing, copying, waiting, paused, attention, held, problem, offline, nobody)
}
