"""How a job ended: for the exit code, and for the person."""

from collections.abc import Iterator

from holdfast.catalog import sessions, sources, statistics
from holdfast.catalog.jobs import Job
from holdfast.cli import terminal
from holdfast.domain.status import Clock, Trouble, headline
from holdfast.engine.report import Status
from holdfast.engine.setup import Opened
from holdfast.errors import HoldfastError

FINISHED_WITH_PROBLEMS = 1
INTERRUPTED = 130


def exit_code(opened: Opened, job: Job, concerned: set[int]) -> int:
    """0 only when every photo of these sources is safe or skipped, and each source was listed whole."""
    if job.state == "failed":
        return exit_code_of(job.code)
    if job.state != "done":
        return INTERRUPTED
    return FINISHED_WITH_PROBLEMS if _needs_attention(opened, job, concerned) else 0


def _needs_attention(opened: Opened, job: Job, concerned: set[int]) -> bool:
    counts = opened.catalog.read(statistics.per_source)
    if any(counts[one].failed or counts[one].pending for one in concerned if one in counts):
        return True
    if any(row.held or row.problem for row in opened.catalog.read(sources.everything) if row.id in concerned):
        return True
    # A listing that was cut short and then finished by a later run of the same job is whole.
    last = {(run.kind, run.source): run.outcome for run in opened.catalog.read(sessions.of_job, job.id)}
    return any(result != "complete" for (kind, _), result in last.items() if kind == "scan")


def exit_code_of(code: str | None) -> int:
    """The exit code of an error that the catalog remembers by its code."""
    return next((kind.exit_code for kind in _kinds(HoldfastError) if kind.code == code), HoldfastError.exit_code)


def _kinds(kind: type[HoldfastError]) -> Iterator[type[HoldfastError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _kinds(child)


def verdict(found: Status, now: int) -> str:
    """How the photos stand, computed from counts alone, whatever else is queued."""
    library = found.library
    trouble = Trouble(library.code, library.message or "", library.action or "") if library.code else None
    return headline(found.sources, None, trouble, now, Clock(), verification=found.verification).sentence


def error(job: Job) -> Trouble | None:
    """Why the job ended early."""
    if job.code is None:
        return None
    return Trouble(job.code, job.message or "", job.action or "")


def tell_error(job: Job) -> None:
    """Say it on standard error."""
    trouble = error(job)
    if trouble is not None:
        terminal.complain(trouble.message)
        terminal.complain(trouble.action)


def seconds(job: Job) -> float:
    """From the job's first moment to its last."""
    if job.started_at is None or job.finished_at is None:
        return 0.0
    return (job.finished_at - job.started_at) / 1000
