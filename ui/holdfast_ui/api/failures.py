"""GET /api/failures: what could not be copied, why, and what to do; also as a table for keeping."""

from contextlib import ExitStack
from io import TextIOWrapper

from apiflask import APIBlueprint
from flask import Response

from holdfast.catalog import failures as kept
from holdfast.clock import rfc3339
from holdfast.engine import failures_table
from holdfast.engine.report import Json, as_json
from holdfast.library import paper
from holdfast_ui.api import models, shapes
from holdfast_ui.api.proof import Answers
from holdfast_ui.desk import Desk

PIECE = 256 * 1024
ANSWERS: Answers = {200: {"description": "The table", "content": {"text/csv": {}}}}


def blueprint(desk: Desk) -> APIBlueprint:
    failures = APIBlueprint("failures", __name__, url_prefix="/api")

    @failures.get("/failures")
    @failures.input(shapes.FailureQuery, location="query", arg_name="asked")
    @failures.output(shapes.Failures)
    def page(asked: shapes.FailureQuery) -> dict[str, Json]:
        """A page of failures, all or those with one code, or of one run, and all of them by cause."""
        found, groups = desk.catalog.read(
            lambda db: (
                kept.page(db, asked.after, asked.limit, code=asked.code, named=asked.named, session=asked.session),
                kept.groups(db),
            )
        )
        more = found[-1].id if len(found) == asked.limit else None
        return {"failures": as_json(found), "groups": as_json(groups), "next": more}

    @failures.get("/failures/table")
    @failures.input(shapes.FailureTableQuery, location="query", arg_name="asked")
    @failures.doc(responses=ANSWERS)
    def table(asked: shapes.FailureTableQuery) -> Response:
        """All failures, or those with one code, as CSV."""
        return _handed_out(desk, asked.code)

    @failures.post("/failures/table/save")
    @failures.input(shapes.FailureTableRequest, arg_name="asked")
    @failures.output(models.Saved)
    @failures.doc(responses={409: "No window is open here", 422: "Something is there already"})
    def save(asked: shapes.FailureTableRequest) -> dict[str, Json]:
        """Ask the person in the window where the table is to go, and put it there. Nothing is replaced."""
        target = desk.dialogs.save_as(_name(desk))
        if target is not None:
            failures_table.save(desk.opened, target, asked.code)
        return {"path": None if target is None else str(target)}

    return failures


def _handed_out(desk: Desk, code: str | None) -> Response:
    """Written to a file first: however many there are, they are in no memory."""
    with ExitStack() as stack:
        file = stack.enter_context(paper.scratch(desk.opened.home.run_dir))
        text = TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
        failures_table.write(desk.opened, text, code)
        text.flush()
        text.detach()
        size = file.tell()
        file.seek(0)
        answer = Response(iter(lambda: file.read(PIECE), b""), content_type="text/csv; charset=utf-8")
        answer.content_length = size
        answer.headers["Content-Disposition"] = f'attachment; filename="{_name(desk)}"'
        answer.call_on_close(stack.pop_all().close)
        return answer


def _name(desk: Desk) -> str:
    return f"holdfast-problems-{(rfc3339(desk.now()) or '')[:10]}.csv"
