"""Restores that were asked for: what each was to be, how it ended, and its receipt as a paper for the person."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from holdfast.catalog import Connection, collections, exports, jobs, shoots
from holdfast.catalog.jobs import Job, Parameters
from holdfast.clock import local_time
from holdfast.engine import receipt
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError
from holdfast.library import manifest, paper

KEPT = 50
"""So many are told of."""


@dataclass(frozen=True, slots=True)
class Past:
    """One of them; `sources`, `shoot` and `collection` by name."""

    job: Job
    sources: tuple[str, ...] | None
    shoot: str | None
    collection: str | None


def recent(opened: Opened) -> list[Past]:
    """The latest first."""
    return opened.catalog.read(lambda db: [named(db, job) for job in jobs.latest(db, ("export",), KEPT)])


def one(opened: Opened, job_id: int) -> Past:
    """The one of this job; UsageError when it is none."""
    return opened.catalog.read(_one, job_id)


def _one(db: Connection, job_id: int) -> Past:
    job = jobs.by_id(db, job_id)
    if job.kind != "export":
        raise UsageError(f"Job {job_id} copied nothing out.")
    return named(db, job)


def named(db: Connection, job: Job) -> Past:
    """A job with what it is about by name."""
    asked = job.parameters
    names = {each.id: each.name for each in exports.origins(db)} if asked.sources is not None else {}
    return Past(
        job,
        None if asked.sources is None else tuple(names.get(source_id, "?") for source_id in asked.sources),
        None if asked.shoot is None else _shoot(db, asked.shoot),
        None if asked.collection is None else _collection(db, asked.collection),
    )


def _shoot(db: Connection, shoot_id: int) -> str:
    try:
        return shoots.by_id(db, shoot_id).name
    except UsageError:
        return "?"


def _collection(db: Connection, collection_id: int) -> str:
    found = collections.by_id(db, collection_id)
    return "?" if found is None else found.name


def write_receipt(opened: Opened, job_id: int, path: Path) -> None:
    """The receipt as a new text file; UsageError: something is there already."""
    with paper.fresh(path.expanduser().absolute()) as out:
        put_receipt(opened, job_id, out)


def put_receipt(opened: Opened, job_id: int, out: IO[str]) -> None:
    """The receipt in words."""
    past = one(opened, job_id)
    failed, summary = receipt.read(opened, job_id)
    if summary is None:
        raise UsageError("This restore has no receipt: it did not come to its end.", action="Let it go on.")
    out.writelines(f"{line}\n" for line in (*_head(past), *_sums(past.job, summary), "", *_named(failed)))


def _head(past: Past) -> Iterator[str]:
    job = past.job
    yield "HOLDFAST RECEIPT OF A RESTORE"
    yield ""
    yield f"Folder:    {job.parameters.to}"
    yield f"Photos:    {meant(past)}"
    yield f"Asked for: {local_time(job.asked_at / 1000)}"
    if job.finished_at is not None:
        yield f"Finished:  {local_time(job.finished_at / 1000)}"
    yield ""


def meant(past: Past) -> str:
    """Which photos were asked for, in words."""
    asked = past.job.parameters
    parts = [_what(past, asked)]
    parts += [] if past.sources is None else [f"of {', '.join(past.sources)}"]
    parts += [] if asked.since is None else [f"from {asked.since}"]
    parts += [] if asked.until is None else [f"to {asked.until}"]
    return ", ".join(parts)


def _what(past: Past, asked: Parameters) -> str:
    if asked.query is not None:
        return f"what the search `{asked.query}` finds"
    if past.shoot is not None:
        return f"the shoot “{past.shoot}”"
    if past.collection is not None:
        return f"the collection “{past.collection}”"
    return "all" if asked.picked is None else f"{len(asked.picked):,} that were chosen one by one"


def _sums(job: Job, summary: receipt.Summary) -> Iterator[str]:
    count = job.result.get
    much = f"{count('checked', 0):,} photos, {count('bytes', 0):,} bytes"
    yield f"{much}, were read back from there and compared by SHA-256."
    if count("adopted", 0):
        yield f"{count('adopted', 0):,} of them lay there before."
    if summary.lacking:
        yield f"Of {summary.lacking:,} the library has no bytes."
    if summary.left_out:
        yield f"{summary.left_out:,} were never to be copied."
    if summary.aside:
        yield f"{summary.aside:,} are hidden or set aside and stayed out."
    yield ""
    yield f"To check it without Holdfast, in that folder: sha256sum -c {manifest.NAME}"


def _named(failed: list[receipt.Failed]) -> Iterator[str]:
    if not failed:
        yield "Nothing is missing."
    for each in failed:
        yield f"{each.code}: {each.source}: {each.photo}: {each.message} {each.action}".rstrip()
