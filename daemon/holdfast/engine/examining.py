"""Verifications that a person asked for: what each was about, what it found, and what is to be done with each file."""

from dataclasses import dataclass
from typing import Literal

from holdfast.catalog import Connection, folders, integrity, jobs, sessions
from holdfast.catalog.integrity import Finding
from holdfast.catalog.jobs import Job, Parameters
from holdfast.engine import restored
from holdfast.engine.choice import checked_query, require_one
from holdfast.engine.part import part_of
from holdfast.engine.setup import Opened
from holdfast.errors import UsageError

KEPT = 20
"""So many are told of."""

Todo = Literal["done", "repair", "edited", "yours"]
"""What is to be done with a file: nothing more; fetch it again; say what becomes of your edit; put a copy there."""


def request(
    opened: Opened, sources: tuple[int, ...] | None = None, *, folder: int | None = None, shoot: int | None = None,
    collection: int | None = None, query: str | None = None, repair: bool = False, sample: float | None = None,
    keep_edits: bool = False, leave_edits: bool = False, accept_missing: int | None = None,
) -> Parameters:  # fmt: skip
    """What a `verify` job is to be asked for; UsageError when it means nothing. Changes nothing."""
    require_one(opened, query, shoot, collection, None)
    asked = Parameters(
        sources, folder=folder, shoot=shoot, collection=collection, query=checked_query(query), repair=repair,
        sample=sample, keep_edits=keep_edits, leave_edits=leave_edits, accept_missing=accept_missing,
    )  # fmt: skip
    chosen = part_of(opened.catalog, asked).chosen
    if chosen is not None and not chosen:
        raise UsageError("The library holds no file of what was chosen.", action="Choose something else.")
    return asked


@dataclass(frozen=True, slots=True)
class Examined:
    """A verification that was asked for. What it was about stands here by name; None: not by that."""

    job: Job
    sources: tuple[str, ...] | None
    folder: str | None
    shoot: str | None
    collection: str | None
    bytes: int


def recent(opened: Opened) -> list[Examined]:
    """The latest first."""
    return opened.catalog.read(lambda db: [_examined(db, job) for job in jobs.latest(db, ("verify",), KEPT)])


def _examined(db: Connection, job: Job) -> Examined:
    past = restored.named(db, job)
    size = sum(run.bytes for run in sessions.of_job(db, job.id) if run.kind == "verify")
    place = None if job.parameters.folder is None else folders.place(db, job.parameters.folder)
    path = None if job.parameters.folder is None else "?" if place is None else "/".join(place.segments)
    return Examined(job, past.sources, path, past.shoot, past.collection, size)


def findings(opened: Opened, job_id: int) -> list[tuple[Finding, Todo]]:
    """Each file that is not as it was stored, by its path in the library; those that were put right, too. UsageError:
    the job was no verification."""

    def read(db: Connection) -> list[Finding]:
        if jobs.by_id(db, job_id).kind != "verify":
            raise UsageError(f"Job {job_id} verified nothing.")
        return integrity.findings(db, job_id)

    return [(one, _todo(one)) for one in opened.catalog.read(read)]


def _todo(one: Finding) -> Todo:
    if one.repaired:
        return "done"
    if not one.is_listed:
        return "yours"
    return "edited" if one.looks_edited else "repair"
