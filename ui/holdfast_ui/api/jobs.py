"""POST /api/jobs and what hangs below it: asking for work, and stopping it again."""

from collections.abc import Callable
from dataclasses import replace

from apiflask import APIBlueprint

from holdfast.catalog import Connection, jobs, pauses, sources
from holdfast.clock import rfc3339
from holdfast.engine import examining
from holdfast.engine.report import Json
from holdfast.errors import UsageError
from holdfast_ui.api import shapes
from holdfast_ui.api.status import fields_of
from holdfast_ui.desk import Desk
from holdfast_ui.problems import conflict, not_found

ONE = f"/jobs/<int(max={shapes.MOST_ID}):job_id>"


def blueprint(desk: Desk) -> APIBlueprint:
    queue = APIBlueprint("jobs", __name__, url_prefix="/api")

    @queue.post("/jobs")
    @queue.input(shapes.JobRequest, arg_name="asked")
    @queue.output(shapes.JobInFull, status_code=202)
    @queue.doc(responses={404: "There is no such source", 422: "Nothing is meant by it"})
    def ask(asked: shapes.JobRequest) -> dict[str, Json]:
        """Ask for a backup, a retry or a verify. Asked twice, it is done once."""
        part = _part(desk, asked)
        return desk.catalog.write(lambda db: in_full(_enqueue(db, asked, part, desk.now())))

    @queue.get(ONE)
    @queue.output(shapes.JobInFull)
    def look(job_id: int) -> dict[str, Json]:
        """How far it is, or what became of it."""
        return desk.catalog.read(lambda db: in_full(_found(db, job_id)))

    def change(job_id: int, how: Callable[[Connection], jobs.Job]) -> dict[str, Json]:
        return desk.catalog.write(lambda db: in_full(_changed(db, job_id, how)))

    @queue.post(f"{ONE}/cancel")
    @queue.output(shapes.JobInFull, status_code=202)
    @queue.doc(responses={409: "It has ended already"})
    def cancel(job_id: int) -> dict[str, Json]:
        """End it at the next safe point. What is safe stays safe."""
        return change(job_id, lambda db: jobs.wish(db, job_id, "cancel", desk.now()))

    @queue.post(f"{ONE}/pause")
    @queue.output(shapes.JobInFull, status_code=202)
    @queue.doc(responses={409: "It has ended already"})
    def pause(job_id: int) -> dict[str, Json]:
        """Stop at the next safe point until it is told to go on, a restart of the machine included."""
        return change(job_id, lambda db: jobs.wish(db, job_id, "pause", desk.now()))

    @queue.post(f"{ONE}/resume")
    @queue.output(shapes.JobInFull, status_code=202)
    @queue.doc(responses={409: "It has ended already"})
    def resume(job_id: int) -> dict[str, Json]:
        """Let it go on, also while everything else is paused."""

        def go_on(db: Connection) -> jobs.Job:
            pauses.allow(db, job_id, desk.now())
            return jobs.resume(db, job_id)

        return change(job_id, go_on)

    return queue


def _part(desk: Desk, asked: shapes.JobRequest) -> jobs.Parameters:
    """The part of the library that a verify is about; UsageError when there is none."""
    if asked.kind != "verify":
        return jobs.Parameters()
    return examining.request(
        desk.opened, folder=asked.folder, shoot=asked.shoot, collection=asked.collection, query=asked.query
    )


def _enqueue(db: Connection, asked: shapes.JobRequest, part: jobs.Parameters, at: int) -> jobs.Job:
    known = {source.id for source in sources.everything(db)}
    for source_id in asked.sources or ():
        if source_id not in known:
            raise not_found(f"source {source_id}")
    chosen = None if asked.sources is None else tuple(asked.sources)
    parameters = replace(
        part, sources=chosen, repair=asked.repair, keep_edits=asked.keep_edits, leave_edits=asked.leave_edits,
        accept_missing=asked.accept_missing, failure=asked.failure,
        only=None if asked.only is None else tuple(asked.only),
    )  # fmt: skip
    return jobs.enqueue(db, asked.kind, parameters, origin="person", at=at)


def _found(db: Connection, job_id: int) -> jobs.Job:
    try:
        return jobs.by_id(db, job_id)
    except UsageError as error:
        raise not_found(f"job {job_id}") from error


def _changed(db: Connection, job_id: int, how: Callable[[Connection], jobs.Job]) -> jobs.Job:
    if _found(db, job_id).state in jobs.ENDED:
        raise conflict("JOB_ENDED", f"Job {job_id} has ended already.", "Nothing to do. Start a new one if you like.")
    return how(db)


def in_full(job: jobs.Job) -> dict[str, Json]:
    """A job as `JobInFull`."""
    asked: list[Json] | None = None if job.parameters.sources is None else list(job.parameters.sources)
    whole = fields_of(job)
    return {
        **whole,
        **fields_of(job.progress),
        "sources": asked,
        "repair": job.parameters.repair,
        "wait_until": rfc3339(job.not_before),
    }
