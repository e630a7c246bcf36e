"""/api/proof: the completeness statement, for keeping; the same that `holdfast status --proof` writes."""

from contextlib import ExitStack
from io import TextIOWrapper
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from holdfast.clock import rfc3339
from holdfast.engine import proof
from holdfast.engine.report import Json
from holdfast.library import paper
from holdfast_ui.api import models, shapes
from holdfast_ui.desk import Desk

KINDS = {"text": "text/plain; charset=utf-8", "json": "application/json"}
ENDINGS = {"text": "txt", "json": "json"}
PIECE = 256 * 1024
Answers = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]
ANSWERS: Answers = {200: {"description": "The statement", "content": {"text/plain": {}, "application/json": {}}}}


def blueprint(desk: Desk) -> APIBlueprint:
    proofs = APIBlueprint("proof", __name__, url_prefix="/api")

    @proofs.get("/proof")
    @proofs.input(shapes.ProofQuery, location="query", arg_name="asked")
    @proofs.doc(responses=ANSWERS)
    def statement(asked: shapes.ProofQuery) -> Response:
        """The statement as a file, of this moment."""
        return _handed_out(desk, asked.form)

    @proofs.post("/proof/save")
    @proofs.output(models.Saved)
    @proofs.doc(responses={409: "No window is open here", 422: "Something is there already"})
    def save() -> dict[str, Json]:
        """Ask the person in the window where it is to go, and put it there. Nothing is replaced."""
        target = desk.dialogs.save_as(_name(desk, "text"))
        if target is not None:
            proof.write(desk.opened, target)
        return {"path": None if target is None else str(target)}

    return proofs


def _handed_out(desk: Desk, form: proof.Form) -> Response:
    """Written to a file first: however many photos it names, they are in no memory, and an error comes before the
    first byte is sent."""
    with ExitStack() as stack:
        file = stack.enter_context(paper.scratch(desk.opened.home.run_dir))
        text = TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
        proof.prove(desk.opened, text, form)
        text.detach()
        size = file.tell()
        file.seek(0)
        answer = Response(iter(lambda: file.read(PIECE), b""), content_type=KINDS[form])
        answer.content_length = size
        answer.headers["Content-Disposition"] = f'attachment; filename="{_name(desk, form)}"'
        answer.call_on_close(stack.pop_all().close)
        return answer


def _name(desk: Desk, form: proof.Form) -> str:
    day = (rfc3339(desk.now()) or "")[:10]
    return f"holdfast-statement-{day}.{ENDINGS[form]}"
