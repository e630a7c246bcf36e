"""GET /api/sync/status and asking for listings and cleanups: the queue, in the words of the API's seed."""

from collections.abc import Mapping

from apiflask import APIBlueprint

from holdfast.catalog import Connection, browse, jobs
from holdfast.clock import rfc3339
from holdfast.engine.report import Json
from holdfast_ui.api import models
from holdfast_ui.desk import Desk

SHOWN = 20
TYPES: Mapping[str, str] = {
    "full_scan": "full_scan", "backup": "full_scan", "retry": "full_scan",
    "folder_scan": "folder_scan", "cleanup": "cleanup",
}  # fmt: skip
"""A backup and a retry go through all sources, as a full scan does. The other kinds ask no cloud and are not shown."""
STATUSES = {"running": "running", "done": "completed", "failed": "failed", "cancelled": "failed"}


def blueprint(desk: Desk) -> APIBlueprint:
    sync = APIBlueprint("sync", __name__, url_prefix="/api/sync")

    def ask(kind: jobs.Kind) -> dict[str, Json]:
        def enqueue(db: Connection) -> dict[str, Json]:
            return shown(db, jobs.enqueue(db, kind, jobs.Parameters(), origin="person", at=desk.now()))

        return desk.catalog.write(enqueue)

    @sync.get("/status")
    @sync.output(models.SyncStatus)
    def status() -> dict[str, Json]:
        """What is being synced now, and what was lately."""
        return desk.catalog.read(_status)

    @sync.post("/full")
    @sync.output(models.SyncJob, status_code=202)
    def full() -> dict[str, Json]:
        """List every source from its start, and copy what is new."""
        return ask("full_scan")

    @sync.post("/cleanup")
    @sync.output(models.SyncJob, status_code=202)
    def cleanup() -> dict[str, Json]:
        """Remove old thumbnails and what nothing refers to any more. Never a photo."""
        return ask("cleanup")

    return sync


def _status(db: Connection) -> dict[str, Json]:
    found = [shown(db, job) for job in jobs.latest(db, tuple(TYPES), SHOWN)]
    opened = [shown(db, job) for job in jobs.open_ones(db) if job.kind in TYPES]
    listed: list[Json] = [*found]
    return {"current": opened[0] if opened else None, "jobs": listed}


def shown(db: Connection, job: jobs.Job) -> dict[str, Json]:
    """A job as `SyncJob`."""
    folder = browse.folder(db, job.parameters.folder) if job.parameters.folder else None
    done, total = _items(job)
    message = "You stopped it." if job.state == "cancelled" else job.message
    return {
        "id": job.id, "type": TYPES[job.kind], "status": STATUSES.get(job.state, "pending"),
        "folder_path": folder.path if folder else None, "started_at": rfc3339(job.started_at),
        "completed_at": rfc3339(job.finished_at), "error_message": message,
        "processed_items": done, "total_items": total, "kind": job.kind,
    }  # fmt: skip


def _items(job: jobs.Job) -> tuple[int, int]:
    """How many are done of how many; of an ended job, of all its sources together. While a source is listed nobody
    knows how many there are: 0."""
    far, handled = job.progress, sum(job.result.get(name, 0) for name in ("downloaded", "adopted", "failed"))
    if job.state == "done" and job.result:
        every = max(job.result.get("listed", 0), handled)
        return every, every
    if far.phase != "listing":
        return far.photos_done, far.photos_total
    return far.found, far.found if job.state == "done" else 0
