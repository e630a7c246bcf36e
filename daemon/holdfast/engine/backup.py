"""The jobs `backup`, `full_scan` and `retry`: source by source; one source's trouble never stops another."""

import logging
from collections.abc import Callable
from typing import Literal

from holdfast.catalog import Connection, folders, photos, sessions, settings, sources
from holdfast.catalog.jobs import Job
from holdfast.catalog.sources import SourceRow
from holdfast.clock import local_time, milliseconds
from holdfast.domain.plan import DAY
from holdfast.domain.status import WAITS_BY_ITSELF
from holdfast.engine.allowance import calls_are_used, may_ask, may_begin
from holdfast.engine.connect import Link, linked
from holdfast.engine.control import Control
from holdfast.engine.download import Download
from holdfast.engine.room import reserve
from holdfast.engine.scan import Scan
from holdfast.engine.setup import Opened
from holdfast.engine.trouble import Trouble
from holdfast.errors import HoldfastError, Interrupted, OwnMistake, RateLimited, SourceError, Waiting
from holdfast.library.root import Library

log = logging.getLogger(__name__)

WITHOUT_A_WORD = 5 * 60
"""Seconds to wait when a source asks to wait and does not say how long."""

SOON = 5 * 60 * 1000
"""Milliseconds until a source that failed as a whole is tried again by the schedule."""


def backup(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Every source of the job, one after the other; those that this job has finished already are left out."""
    library.require_space(0, reserve(opened.catalog, library))  # before a source is asked anything
    rows = _rows(opened, job)
    return each_source(opened, control, rows, lambda row: look_and_copy(opened, library, row, job, control))


def full_scan(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """As `backup`, but every source is listed from its start, whatever place a listing that was cut short has kept."""
    library.require_space(0, reserve(opened.catalog, library))
    rows = _rows(opened, job)
    return each_source(
        opened, control, rows, lambda row: look_and_copy(opened, library, row, job, control, anew=True)
    )


def retry(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Fetch again what failed, now, whatever the next attempt says; nothing is listed anew. A person may mean the
    failures of one cause, or some photos, alone."""
    asked = job.parameters
    codes = () if asked.failure is None else (asked.failure,)
    opened.catalog.write(lambda db: photos.ask_again(db, _wanted(job), codes, asked.only))
    rows = _rows(opened, job)
    return each_source(opened, control, rows, lambda row: _download_only(opened, library, row, control))


def _wanted(job: Job) -> list[int] | None:
    return None if job.parameters.sources is None else list(job.parameters.sources)


def each_source(
    opened: Opened, control: Control, rows: list[SourceRow], work: Callable[[SourceRow], None]
) -> list[Trouble]:
    """Do the work for these sources. What stops one is remembered with it; one that asks us to wait makes the job wait
    when all others are done."""
    troubles: list[Trouble] = []
    waits: list[Waiting] = []
    for row in rows:
        if opened.catalog.read(sources.is_left, row):
            continue
        control.works_on(row)
        try:
            may_begin(row, milliseconds(opened.clock))
            work(row)
        except SourceError as error:
            _remember(opened, row, error, troubles, waits)
        except Interrupted as wish:
            if wish.wish != "leave":
                raise
        except (HoldfastError, Waiting):
            raise
        except Exception:
            log.exception("a mistake of our own, while %s was worked on", row.name)
            opened.catalog.write(sessions.close_stale, milliseconds(opened.clock))
            _remember(opened, row, _mistake(row), troubles, waits)
        finally:
            control.works_on(None)
    if waits:
        raise min(waits, key=lambda wait: wait.until)
    return troubles


def _mistake(row: SourceRow) -> SourceError:
    """What a person is told of an error that nobody foresaw: the other sources go on."""
    return OwnMistake(f"Holdfast made a mistake of its own while it worked on {row.name}; the log has the details.")


def _rows(opened: Opened, job: Job) -> list[SourceRow]:
    """The sources that the job still has to do."""
    wanted = job.parameters.sources

    def left(db: Connection) -> list[SourceRow]:
        done = {session.source for session in sessions.of_job(db, job.id)
                if session.kind == "download" and session.outcome == "complete"}  # fmt: skip
        rows = sources.everything(db)
        named = set(wanted or ()) if job.origin == "person" else set()  # a person who names a paused one means it
        chosen = [row for row in rows if row.id in named or (not row.paused and (wanted is None or row.id in wanted))]
        return [row for row in chosen if row.name not in done]

    return opened.catalog.read(left)


def _remember(
    opened: Opened, row: SourceRow, error: SourceError, troubles: list[Trouble], waits: list[Waiting]
) -> None:
    """Keep why the source stopped; when it asked us to wait, the job goes on then."""
    now = milliseconds(opened.clock)
    if isinstance(error, RateLimited):
        until = int((error.until or opened.clock.now() + WITHOUT_A_WORD) * 1000)
        reason = f"{row.name} asked us to slow down until {local_time(until / 1000)}."
        opened.catalog.write(lambda db: sources.waits(db, row.id, until))
        waits.append(Waiting(until, error.code, reason))
        return
    troubles.append(Trouble(row, error))
    opened.catalog.write(lambda db: _fails(db, row, error, now))


def _fails(db: Connection, row: SourceRow, error: HoldfastError, now: int) -> None:
    sources.fails(db, row.id, error, now)
    sources.due_next(db, row.id, now + (SOON if error.transient or error.code in WAITS_BY_ITSELF else _interval(db)))


def _interval(db: Connection) -> int:
    return settings.value(db, "check_every_hours") * 3_600_000


def look_and_copy(
    opened: Opened, library: Library, row: SourceRow, job: Job, control: Control, *,
    anew: bool = False, folder: folders.Place | None = None,
) -> None:  # fmt: skip
    """List one source (`anew`: from its start; or one folder of it), then fetch what is pending there."""
    scans = _scans(opened, row, job)
    is_listed = any(_counts_still(scan, milliseconds(opened.clock)) for scan in scans)
    with linked(opened.catalog, row, opened.clock) as link:
        scan = Scan(opened.catalog, row, link.source, control, opened.clock, folder)
        wait = None if is_listed else _listed(opened, row, link, control, scan, anew=anew and not scans)
        _download(opened, library, row, link, control, "download", folder, ends="incomplete" if wait else "complete")
    if wait is not None:
        raise wait
    if folder is not None:
        return
    next_due = milliseconds(opened.clock) + opened.catalog.read(_interval)
    opened.catalog.write(lambda db: sources.due_next(db, row.id, next_due))


def _listed(
    opened: Opened, row: SourceRow, link: Link, control: Control, scan: Scan, *, anew: bool
) -> RateLimited | None:
    """List the source. When no call is left, the rest of the listing has to wait, and what comes back says until when;
    the photos listed so far need not wait with it: their bytes cost no calls."""
    try:
        may_ask(row, milliseconds(opened.clock))
        facts = control.obeying(link.source.describe).facts
        opened.catalog.write(lambda db: sources.learn(db, row.id, facts))
        scan.run(anew=anew)
    except RateLimited as wait:
        now_known = opened.catalog.read(sources.by_id, row.id)
        if now_known is None or not calls_are_used(now_known, milliseconds(opened.clock)):
            raise
        return wait
    return None


def _counts_still(scan: sessions.Session, now: int) -> bool:
    """Whether the job need not list again. A job that was cut short, or waited for its drive, may be taken up days
    later: whoever asks for a backup then wants the cloud to be looked at."""
    return scan.outcome == "complete" and scan.finished_at is not None and 0 <= now - scan.finished_at <= DAY


def _scans(opened: Opened, row: SourceRow, job: Job) -> list[sessions.Session]:
    """The listings that the job has begun already: one that had to wait goes on, a complete one is not done again."""
    runs = opened.catalog.read(lambda db: sessions.of_job(db, job.id))
    return [run for run in runs if run.kind == "scan" and run.source == row.name]


def _download_only(opened: Opened, library: Library, row: SourceRow, control: Control) -> None:
    with linked(opened.catalog, row, opened.clock) as link:
        _download(opened, library, row, link, control, "download")


def _download(
    opened: Opened, library: Library, row: SourceRow, link: Link, control: Control, kind: sessions.Kind,
    folder: folders.Place | None = None, ends: Literal["complete", "incomplete"] = "complete",
) -> None:  # fmt: skip
    """`ends`: incomplete when more photos will be listed by this job, so that it comes back to this source."""
    Download(opened, library, row, link, control, folder).run(kind, ends)
    opened.catalog.write(lambda db: sources.works(db, row.id))
