"""When each source is looked at again, by itself, and when Holdfast tidies up after itself."""

from holdfast.catalog import Connection, drills, due, jobs, likenesses, originals, settings, sources, stacks
from holdfast.catalog.jobs import Parameters
from holdfast.catalog.sources import SourceRow
from holdfast.clock import night_before


def ask_for_due_backups(db: Connection, now: int) -> list[int]:
    """Queue one backup for each source whose time has come; a run missed while the computer slept is made up once.

    The next time is pushed on at once, so that a source is never queued twice; the backup sets it anew when it ends.
    """
    interval = settings.value(db, "check_every_hours") * 3_600_000
    due = [row for row in sources.everything(db) if not row.paused and _is_due(row, now, interval)]
    for row in due:
        sources.due_next(db, row.id, now + interval)
        jobs.enqueue(db, "backup", Parameters(sources=(row.id,)), origin="schedule", at=now)
    return [row.id for row in due]


def make_due(db: Connection, wanted: tuple[int, ...] | None, now: int) -> None:
    """What a person wanted and the drive did not let be is wanted still: these sources (None: all) are due now, and the
    schedule's job waits until the drive is back."""
    for row in sources.everything(db):
        if not row.paused and (wanted is None or row.id in wanted):
            sources.due_next(db, row.id, now)


def _is_due(row: SourceRow, now: int, interval: int) -> bool:
    """A time further away than one interval means that the clock was wrong when it was set."""
    return row.next_due_at is None or row.next_due_at <= now or row.next_due_at > now + 2 * interval


WEEK = 7 * 24 * 3_600_000

COPYING: tuple[jobs.Kind, ...] = ("backup", "full_scan", "folder_scan", "retry", "verify", "rolling_verify", "thaw")
"""Kinds after which there may be new originals."""


def ask_for_upkeep(db: Connection, now: int) -> None:
    """Queue thumbnails when a job has ended that may have brought originals, grouping when photos changed, every week
    a cleanup, every month a drill."""
    copied, pictured = jobs.ended_at(db, COPYING, now), jobs.ended_at(db, ("thumbnails",), now)
    if copied is not None and (pictured is None or pictured < copied):
        jobs.enqueue(db, "thumbnails", Parameters(), origin="schedule", at=now)
    if (stacks.is_due(db) or likenesses.is_due(db)) and _may_group(db, now):
        jobs.enqueue(db, "grouping", Parameters(), origin="schedule", at=now)
    cleaned = jobs.ended_at(db, ("cleanup",), now) or settings.made_at(db)
    if not now - WEEK < cleaned <= now:
        jobs.enqueue(db, "cleanup", Parameters(), origin="schedule", at=now)
    if due.is_any(db):
        jobs.enqueue(db, "keep_work", Parameters(), origin="schedule", at=now)
    if _wants_copy(db, now):
        jobs.enqueue(db, "catalog_copy", Parameters(), origin="schedule", at=now)
    if drills.is_due(db, now):
        jobs.enqueue(db, "drill", Parameters(), origin="schedule", at=now)


GROUPED = 10 * 60_000
"""Until photos are grouped anew because of what a person did, who may be dating many."""


def _may_group(db: Connection, now: int) -> bool:
    """After thumbnails were made, at once: what the files say of themselves was read with them."""
    grouped, pictured = jobs.ended_at(db, ("grouping",), now), jobs.ended_at(db, ("thumbnails",), now)
    return grouped is None or grouped < (pictured or 0) or grouped <= now - GROUPED


NIGHT = 3
"""The hour after which the catalog is copied, as the clocks here show it."""

HOUR = 3_600_000
"""Until a copy that did not come about is tried again."""


def _wants_copy(db: Connection, now: int) -> bool:
    """The last night has brought no copy yet: one that the computer slept through is made up once. A time in the
    future means that the clock was wrong."""
    done = jobs.done_at(db, "catalog_copy", now) or settings.made_at(db)
    tried = jobs.ended_at(db, ("catalog_copy",), now) or 0
    return not night_before(now, NIGHT) <= done <= now and not now - HOUR < tried <= now



DAY = 24 * 3_600_000


def ask_for_rolling_verification(db: Connection, now: int) -> None:
    """Queue today's portion of the library, a day after the last one ended. One that is not done yet goes on instead,
    so days on which the computer slept are never made up by more than one job."""
    last = jobs.ended_at(db, ("rolling_verify",), now)
    if originals.count(db) and (last is None or last <= now - DAY):
        jobs.enqueue(db, "rolling_verify", Parameters(), origin="schedule", at=now)
