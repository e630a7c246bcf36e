"""/api/receipts: restores that were asked for, each with its receipt, and the same one asked for again."""

from io import StringIO
from pathlib import Path

from apiflask import APIBlueprint
from flask import Response

from holdfast.catalog import jobs
from holdfast.clock import rfc3339
from holdfast.engine import receipt, restored
from holdfast.engine.report import Json, as_json
from holdfast.engine.restored import Past
from holdfast.errors import UsageError
from holdfast_ui import revealing
from holdfast_ui.api import models, shapes
from holdfast_ui.api.jobs import in_full
from holdfast_ui.api.proof import Answers
from holdfast_ui.api.shapes import out
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found

ONE = f"/receipts/<int(max={shapes.MOST_ID}):job_id>"
ANSWERS: Answers = {200: {"description": "The receipt in words", "content": {"text/plain": {}}}}


def blueprint(desk: Desk) -> APIBlueprint:
    receipts = APIBlueprint("receipts", __name__, url_prefix="/api")

    @receipts.get("/receipts")
    @receipts.output(out.PastRestores)
    def recent() -> dict[str, Json]:
        """The restores that were asked for, the latest first."""
        return {"restores": [_told(desk, past) for past in restored.recent(desk.opened)]}

    @receipts.get(ONE)
    @receipts.input(out.ReceiptQuery, location="query", arg_name="asked")
    @receipts.output(out.Receipt)
    def look(job_id: int, asked: out.ReceiptQuery) -> dict[str, Json]:
        """What could not be put there, by name and reason."""
        _found(desk, job_id)
        failed, _ = receipt.read(desk.opened, job_id)
        end = asked.after + asked.limit
        page: Json = as_json(failed[asked.after : end])
        return {"failed": page, "count": len(failed), "next": end if end < len(failed) else None}

    @receipts.get(f"{ONE}/file")
    @receipts.doc(responses=ANSWERS)
    def file(job_id: int) -> Response:
        """The receipt as a text, for a browser to save."""
        _found(desk, job_id)
        text = StringIO()
        restored.put_receipt(desk.opened, job_id, text)
        answer = Response(text.getvalue(), content_type="text/plain; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{_name(job_id)}"'
        return answer

    @receipts.post(f"{ONE}/save")
    @receipts.output(models.Saved)
    @receipts.doc(responses={409: "No window is open here", 422: "Something is there already"})
    def save(job_id: int) -> dict[str, Json]:
        """Ask the person in the window where the receipt is to go, and put it there. Nothing is replaced."""
        _found(desk, job_id)
        target = desk.dialogs.save_as(_name(job_id))
        if target is not None:
            restored.write_receipt(desk.opened, job_id, target)
        return {"path": None if target is None else str(target)}

    @receipts.post(f"{ONE}/show")
    @receipts.output(models.Saved)
    @receipts.doc(responses={409: "No window is open here, or the folder is not there"})
    def show(job_id: int) -> dict[str, Json]:
        """Show the folder in this computer's file manager."""
        path = Path(_found(desk, job_id).job.parameters.to or "")
        revealing.reveal(desk.dialogs, path)
        return {"path": str(path)}

    @receipts.post(f"{ONE}/again")
    @receipts.output(shapes.JobInFull, status_code=202)
    def again(job_id: int) -> dict[str, Json]:
        """Ask for the same once more: what lies there is read back and proven, what is missing is copied."""
        asked = _found(desk, job_id).job.parameters
        return desk.catalog.write(lambda db: in_full(jobs.enqueue(db, "export", asked, origin="person", at=desk.now())))

    return receipts


def _found(desk: Desk, job_id: int) -> Past:
    try:
        return restored.one(desk.opened, job_id)
    except UsageError as error:
        raise not_found(f"restore {job_id}") from error


def _told(desk: Desk, past: Past) -> dict[str, Json]:
    """As `Past`."""
    job, asked, count = past.job, past.job.parameters, past.job.result.get
    names: Json = None if past.sources is None else list(past.sources)
    return {
        "job": job.id, "state": job.state, "asked_at": rfc3339(job.asked_at), "finished_at": rfc3339(job.finished_at),
        "to": asked.to or "", "is_there": Path(asked.to or "").is_dir(), "sources": names, "query": asked.query,
        "shoot": past.shoot, "collection": past.collection,
        "picked": None if asked.picked is None else len(asked.picked), "since": asked.since, "until": asked.until,
        "structure": asked.structure, "xmp": asked.xmp, "versions": asked.versions, "form": asked.form,
        "checked": count("checked", 0), "there": count("adopted", 0), "failed": count("failed", 0),
        "bytes": count("bytes", 0), "has_receipt": receipt.is_there(desk.opened, job.id), "code": job.code,
        "message": job.message, "action": job.action,
    }  # fmt: skip


def _name(job_id: int) -> str:
    return f"holdfast-receipt-{job_id}.txt"
