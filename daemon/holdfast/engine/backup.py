"""The job `backup` (and `retry`): scan and download source by source; one source's trouble never stops another."""

from collections.abc import Callable
from dataclasses import dataclass

from holdfast.catalog import Connection, photos, sessions, settings, sources
from holdfast.catalog.jobs import Job
from holdfast.catalog.sources import SourceRow
from holdfast.clock import local_time, milliseconds
from holdfast.engine.connect import Link, linked
from holdfast.engine.control import Control
from holdfast.engine.download import Download
from holdfast.engine.scan import Scan
from holdfast.engine.setup import Opened
from holdfast.errors import Damaged, HoldfastError, Interrupted, Missing, RateLimited, SourceError, Waiting
from holdfast.library.root import Library

WITHOUT_A_WORD = 5 * 60
"""Seconds to wait when a source asks to wait and does not say how long."""

SOON = 5 * 60 * 1000
"""Milliseconds until a source that failed as a whole is tried again by the schedule."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why one source did not get through."""

    source: SourceRow
    error: HoldfastError


def backup(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Every source of the job, one after the other; those that this job has finished already are left out."""
    library.require_space(0, opened.catalog.read(reserve))  # before a source is asked anything
    return _each_source(opened, job, control, lambda row: _whole(opened, library, row, job, control))


def retry(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Fetch again what failed, now, whatever the next attempt says; nothing is listed anew."""
    opened.catalog.write(lambda db: photos.ask_again(db, _wanted(job)))
    return _each_source(opened, job, control, lambda row: _download_only(opened, library, row, control))


def fetch_again(opened: Opened, library: Library, job: Job, control: Control) -> list[Trouble]:
    """Put back what verify found damaged or missing; the damaged bytes are moved aside and kept."""
    codes = (Damaged.code, Missing.code)
    if not opened.catalog.write(lambda db: photos.ask_again(db, _wanted(job), codes)):
        return []
    return _each_source(opened, job, control, lambda row: _download_only(opened, library, row, control, "repair"))


def _wanted(job: Job) -> list[int] | None:
    return None if job.parameters.sources is None else list(job.parameters.sources)


def _each_source(opened: Opened, job: Job, control: Control, work: Callable[[SourceRow], None]) -> list[Trouble]:
    troubles: list[Trouble] = []
    waits: list[Waiting] = []
    for row in _rows(opened, job):
        if opened.catalog.read(sources.is_left, row):
            continue
        control.works_on(row)
        try:
            work(row)
        except SourceError as error:
            _remember(opened, row, error, troubles, waits)
        except Interrupted as wish:
            if wish.wish != "leave":
                raise
        finally:
            control.works_on(None)
    if waits:
        raise min(waits, key=lambda wait: wait.until)
    return troubles


def _rows(opened: Opened, job: Job) -> list[SourceRow]:
    """The sources that the job still has to do."""
    wanted = job.parameters.sources

    def left(db: Connection) -> list[SourceRow]:
        done = {session.source for session in sessions.of_job(db, job.id)
                if session.kind in ("download", "repair") and session.outcome == "complete"}  # fmt: skip
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
    sources.due_next(db, row.id, now + (SOON if error.transient else _interval(db)))


def reserve(db: Connection) -> int:
    """Bytes that are left free on the library's drive."""
    return settings.value(db, "reserve_megabytes") * 10**6


def _interval(db: Connection) -> int:
    return settings.value(db, "check_every_hours") * 3_600_000


def _whole(opened: Opened, library: Library, row: SourceRow, job: Job, control: Control) -> None:
    with linked(opened.catalog, row, opened.clock) as link:
        facts = control.obeying(link.source.describe).facts
        opened.catalog.write(lambda db: sources.learn(db, row.id, facts))
        if not _listed_in_this_job(opened, row, job):
            Scan(opened.catalog, row, link.source, control, opened.clock).run()
        _download(opened, library, row, link, control, "download")
    next_due = milliseconds(opened.clock) + opened.catalog.read(_interval)
    opened.catalog.write(lambda db: sources.due_next(db, row.id, next_due))


def _listed_in_this_job(opened: Opened, row: SourceRow, job: Job) -> bool:
    """A job that had to wait during its downloads does not list again."""
    done = opened.catalog.read(lambda db: sessions.of_job(db, job.id))
    return any(one.kind == "scan" and one.source == row.name and one.outcome == "complete" for one in done)


def _download_only(
    opened: Opened, library: Library, row: SourceRow, control: Control, kind: sessions.Kind = "download"
) -> None:
    with linked(opened.catalog, row, opened.clock) as link:
        _download(opened, library, row, link, control, kind)


def _download(
    opened: Opened, library: Library, row: SourceRow, link: Link, control: Control, kind: sessions.Kind
) -> None:
    Download(opened, library, row, link, control).run(kind)
    opened.catalog.write(lambda db: sources.works(db, row.id))
