"""/api/verifications: what was read again because a person asked for it, and each file that was not as stored."""

from apiflask import APIBlueprint

from holdfast.clock import rfc3339
from holdfast.engine import examining
from holdfast.engine.examining import Examined
from holdfast.engine.report import Json, as_json
from holdfast.errors import UsageError
from holdfast_ui.api import shapes
from holdfast_ui.api.shapes import examined as told
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found


def blueprint(desk: Desk) -> APIBlueprint:
    examined = APIBlueprint("examined", __name__, url_prefix="/api")

    @examined.get("/verifications")
    @examined.output(told.Examinations)
    def recent() -> dict[str, Json]:
        """The latest first."""
        return {"verifications": [_told(one) for one in examining.recent(desk.opened)]}

    @examined.get(f"/verifications/<int(max={shapes.MOST_ID}):job_id>")
    @examined.input(told.FileQuery, location="query", arg_name="asked")
    @examined.output(told.Files)
    def look(job_id: int, asked: told.FileQuery) -> dict[str, Json]:
        """The files that were not as stored, by path, and what is to be done with each."""
        try:
            found = examining.findings(desk.opened, job_id)
        except UsageError as error:
            raise not_found(f"verification {job_id}") from error
        end = asked.after + asked.limit
        files: list[Json] = [
            {"path": one.path, "result": one.result, "todo": todo} for one, todo in found[asked.after : end]
        ]
        return {"files": files, "count": len(found), "next": end if end < len(found) else None}

    return examined


def _told(one: Examined) -> dict[str, Json]:
    """As `Examination`."""
    job, asked, count = one.job, one.job.parameters, one.job.result.get
    return {
        "job": job.id, "state": job.state, "asked_at": rfc3339(job.asked_at), "finished_at": rfc3339(job.finished_at),
        "sources": as_json(one.sources), "folder": one.folder, "shoot": one.shoot, "collection": one.collection,
        "query": asked.query, "sample": asked.sample, "of": as_json({
            "sources": asked.sources, "folder": asked.folder, "shoot": asked.shoot, "collection": asked.collection,
            "query": asked.query}),
        "checked": count("checked", 0), "damaged": count("damaged", 0), "missing": count("missing", 0),
        "repaired": count("repaired", 0), "bytes": one.bytes, "code": job.code, "message": job.message,
        "action": job.action,
    }  # fmt: skip
