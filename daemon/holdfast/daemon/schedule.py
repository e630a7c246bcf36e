"""When each source is looked at again, by itself."""

from holdfast.catalog import Connection, jobs, settings, sources
from holdfast.catalog.jobs import Parameters
from holdfast.catalog.sources import SourceRow


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


def _is_due(row: SourceRow, now: int, interval: int) -> bool:
    """A time further away than one interval means that the clock was wrong when it was set."""
    return row.next_due_at is None or row.next_due_at <= now or row.next_due_at > now + 2 * interval
