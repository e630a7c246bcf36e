"""The whole state at a glance, for the command line, the window and scripts: one value, one shape."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Protocol

from holdfast.catalog import (
    Catalog,
    Connection,
    drills,
    integrity,
    jobs,
    pauses,
    problems,
    settings,
    sources,
    statistics,
)
from holdfast.clock import Clock, local_time, milliseconds, rfc3339
from holdfast.domain import status
from holdfast.domain.budget import forecast
from holdfast.domain.evidence import Strengths
from holdfast.domain.pause import Pause
from holdfast.domain.verification import Verification
from holdfast.engine.checked import verification
from holdfast.errors import DiskFull, DrillFailed

HOUR = 3_600_000
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """The place of the library, just now."""

    path: str
    online: bool
    free_bytes: int | None = None
    code: str | None = None
    message: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """Who works through the queue."""

    running: bool
    role: str | None = None
    pid: int | None = None


class Look(Protocol):
    """How the library and the worker are looked at; both may be away."""

    def library(self) -> LibraryStatus: ...

    def worker(self) -> WorkerStatus: ...


@dataclass(frozen=True, slots=True)
class Totals:
    """All sources together, and what the library holds."""

    listed: int
    safe: int
    pending: int
    failed: int
    skipped: int
    gone: int
    bytes: int
    safe_bytes: int
    originals: int
    original_bytes: int
    verified: int
    strengths: Strengths


@dataclass(frozen=True, slots=True)
class Status:
    """The answer with all that it was computed from."""

    state: status.State
    sentence: str
    detail: str
    library: LibraryStatus
    totals: Totals
    sources: tuple[status.SourceStatus, ...]
    types: tuple[statistics.TypeCounts, ...]
    job: status.JobStatus | None
    last_verify: int | None
    """When the last pass over the whole library, asked for by a person, ended."""
    verification: Verification
    worker: WorkerStatus
    problems: int = 0
    """How many need the person, who has not said yet that they know."""
    paused_since: int | None = None
    """When the person paused all backups; None: they did not."""
    paused_until: int | None = None
    """When they go on by themselves; None, while they are paused: when the person says so."""


class _LocalClock(status.Clock):
    def say(self, at: int) -> str:
        return local_time(at / 1000)


def report(catalog: Catalog, look: Look, clock: Clock) -> Status:
    """The state now. Reads a handful of small rows, however large the catalog is."""
    now = milliseconds(clock)
    library, worker = look.library(), look.worker()
    return catalog.read(lambda db: _report(db, library, worker, now))


def _report(db: Connection, library: LibraryStatus, worker: WorkerStatus, now: int) -> Status:
    counts, rows = statistics.per_source(db), sources_now(db, now)
    open_jobs = jobs.open_ones(db)
    library = without_needless(library, rows, open_jobs)
    pause = pauses.now(db, now)
    job = _job(open_jobs, library, frozenset(one.id for one in open_jobs if pauses.holds(db, one.id, now)))
    trouble = None
    if library.code is not None:
        trouble = status.Trouble(library.code, library.message or "", library.action or "")
    checked, at_work = verification(db, library.path, now), job if _at_work(job, worker) else None
    answer = status.headline(rows, at_work, trouble, now, _LocalClock(), drill_trouble(drills.last(db)), checked, pause)
    return Status(
        answer.state, answer.sentence, answer.detail, library, _totals(db, counts, rows), rows,
        tuple(statistics.per_type(db)), job, integrity.last_full_check(db), checked, worker, problems.unknown(db),
        *_paused(pause),
    )  # fmt: skip


def _paused(pause: Pause | None) -> tuple[int | None, int | None]:
    return (None, None) if pause is None else (pause.since, pause.until)


def sources_now(db: Connection, now: int) -> tuple[status.SourceStatus, ...]:
    """Every source in numbers."""
    counts, proved = statistics.per_source(db), statistics.strengths(db)
    stale_before = now - settings.value(db, "stale_after_hours") * HOUR
    fresh = range(stale_before, now + HOUR)
    return tuple(
        _source(db, row, counts.get(row.id, statistics.Counts()), proved.get(row.id, Strengths()), fresh, now)
        for row in sources.everything(db)
    )


def drill_trouble(last: drills.Drill | None) -> status.Trouble | None:
    """What the last drill could not restore; the next one that succeeds settles it."""
    if last is None or last.intact == last.photos:
        return None
    said = drill_failed(last)
    return status.Trouble(said.code, said.message, said.action)


def drill_failed(found: drills.Drill) -> DrillFailed:
    """What is said of a drill from which not all came back."""
    lost = found.photos - found.intact
    return DrillFailed(f"The last drill could not restore {lost:,} of {found.photos:,} photos.")


def _at_work(job: status.JobStatus | None, worker: WorkerStatus) -> bool:
    """A job that nobody holds, because its process died or none was started, is not being worked on; and whether all
    is safe does not depend on every kind."""
    if job is None or job.kind in jobs.BESIDE:
        return False
    return worker.running or job.state not in ("queued", "running")


def _totals(db: Connection, counts: Mapping[int, statistics.Counts], rows: tuple[status.SourceStatus, ...]) -> Totals:
    total = sum(counts.values(), statistics.Counts())
    held = statistics.holdings(db)
    return Totals(
        total.listed, total.safe, total.pending, total.failed, total.skipped, total.gone, total.bytes,
        total.safe_bytes, held.originals, held.bytes, held.verified,
        sum((row.strengths for row in rows), Strengths()),
    )  # fmt: skip


def _source(
    db: Connection, row: sources.SourceRow, counts: statistics.Counts, proved: Strengths, fresh: range, now: int
) -> status.SourceStatus:
    checked = row.last_complete_scan_at
    left_out = statistics.left_out(db, row.id) if counts.skipped else statistics.LeftOut()
    return status.SourceStatus(
        row.id, row.name, row.kind, counts.listed, counts.safe, counts.pending, counts.failed, counts.skipped,
        counts.gone, counts.bytes, counts.safe_bytes, checked, row.paused, row.next_due_at, row.wait_until,
        row.problem, row.held,
        stale=checked is None or checked not in fresh or row.scan_cursor is not None,
        strengths=proved, archived=left_out.archived, markers=left_out.markers,
        budget=None if row.budget is None else forecast(row.budget, row.kind, counts.listed, now),
    )  # fmt: skip


def without_needless(
    library: LibraryStatus, rows: tuple[status.SourceStatus, ...], open_jobs: list[jobs.Job]
) -> LibraryStatus:
    """The library without a trouble that nobody needs to hear of."""
    if library.code == DiskFull.code and not _needs_room(rows, open_jobs):
        return replace(library, code=None, message=None, action=None)
    return library


def _needs_room(rows: tuple[status.SourceStatus, ...], open_jobs: list[jobs.Job]) -> bool:
    """A full drive is no trouble while there is nothing to write there."""
    return any(row.pending for row in rows) or any(job.wait_code == DiskFull.code for job in open_jobs)


SEEN = frozenset({"LIBRARY_OFFLINE", "LIBRARY_WRONG", "MARKER_MISSING", "READ_ONLY"})
"""Troubles of the library that every look at it sees, as long as they last."""


def _why_it_waits(job: jobs.Job, library: LibraryStatus) -> str | None:
    """The reason of a job that waits, as it is now: what is mended is not told on until the job tries again."""
    if job.wait_code not in SEEN or job.wait_code == library.code:
        return job.wait_reason
    return library.message or "The library can be used again."


def _job(open_jobs: list[jobs.Job], library: LibraryStatus, held: frozenset[int]) -> status.JobStatus | None:
    """The first of them, those that a pause of everything holds last: they are shown as what they are, paused."""
    if not open_jobs:
        return None
    job = min(open_jobs, key=lambda one: one.id in held)
    if job.id in held and job.state == "running":
        job = replace(job, wish=job.wish or "pause")
    elif job.id in held:
        job = replace(job, state="paused", not_before=None, wait_code=None, wait_reason=None)
    far = job.progress if job.state != "queued" else jobs.Progress()  # how far it was when it was put back
    return status.JobStatus(
        job.id, job.kind, job.state, far.phase, far.source, far.photos_done, far.photos_total, far.bytes_done,
        far.bytes_total, far.bytes_per_second, far.seconds_left, far.found, far.current,
        None if job.wait_code in jobs.HELD_UP else job.not_before,
        _why_it_waits(job, library), job.wait_code, job.wish, far.calls_left, far.calls_limit, far.finishes_at,
        far.why if job.state == "running" else None,
    )  # fmt: skip


TIMES = frozenset({
    "last_complete_scan", "next_due", "wait_until", "last_verify", "last_attempt", "next_attempt", "started_at",
    "finished_at", "asked_at", "not_before", "since", "verified_at", "resets_at",
    "finishes_at", "listed_at", "known_at", "solved_at", "oldest_check", "next_check", "counted_at",
    "paused_since", "paused_until",
})  # fmt: skip
"""Fields that hold a time: milliseconds inside, RFC 3339 in JSON."""


def as_json(value: object, name: str = "") -> Json:
    """Any of our values as the command line and the API show it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name), field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(item, str(key)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and name in TIMES:
        return rfc3339(value)
    if isinstance(value, Path):
        return str(value)
    assert value is None or isinstance(value, str | int | float | bool), type(value)
    return value
