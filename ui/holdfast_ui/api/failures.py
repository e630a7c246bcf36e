"""GET /api/failures: what could not be copied, why, and what to do."""

from apiflask import APIBlueprint

from holdfast.catalog import failures as kept
from holdfast.engine.report import Json, as_json
from holdfast_ui.api import shapes
from holdfast_ui.desk import Desk


def blueprint(desk: Desk) -> APIBlueprint:
    failures = APIBlueprint("failures", __name__, url_prefix="/api")

    @failures.get("/failures")
    @failures.input(shapes.FailureQuery, location="query", arg_name="asked")
    @failures.output(shapes.Failures)
    def page(asked: shapes.FailureQuery) -> dict[str, Json]:
        """A page of failures, all or those with one code, and all of them by cause."""
        found, groups = desk.catalog.read(
            lambda db: (kept.page(db, asked.after, asked.limit, code=asked.code), kept.groups(db))
        )
        more = found[-1].id if len(found) == asked.limit else None
        return {"failures": as_json(found), "groups": as_json(groups), "next": more}

    return failures
