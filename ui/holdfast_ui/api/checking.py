"""/api/sources/check: a live look at an account before it is added or changed. Nothing is copied or kept."""

from dataclasses import replace

from apiflask import APIBlueprint

from holdfast.engine import accounts
from holdfast.engine.connect import Signed
from holdfast.engine.examine import Examination
from holdfast.engine.report import Json
from holdfast.errors import UsageError
from holdfast_ui.api import shapes
from holdfast_ui.api.accounts import row_of
from holdfast_ui.api.status import fields_of
from holdfast_ui.checks import Checks
from holdfast_ui.desk import Desk
from holdfast_ui.problems import not_found

LOOK = f"/sources/check/<int(max={shapes.MOST_ID}):number>"


def blueprint(desk: Desk) -> APIBlueprint:
    looking, checks = APIBlueprint("checking", __name__, url_prefix="/api"), Checks()

    @looking.post("/sources/check")
    @looking.input(shapes.CheckRequest, arg_name="asked")
    @looking.output(shapes.AccountCheck, status_code=202)
    @looking.doc(responses={404: "There is no such source", 422: "A field is wrong"})
    def check(asked: shapes.CheckRequest) -> dict[str, Json]:
        """Ask an account whether its key works and count what is there. Nothing is copied, and nothing is kept."""
        kind, signed = _meant(desk, asked)
        examination = Examination(kind, signed, desk.clock)
        return _seen(checks.begin(examination), examination)

    @looking.get(LOOK)
    @looking.output(shapes.AccountCheck)
    def look(number: int) -> dict[str, Json]:
        """How far it is."""
        return _seen(number, _under_way(checks, number))

    @looking.delete(LOOK)
    @looking.output(shapes.AccountCheck)
    def stop(number: int) -> dict[str, Json]:
        """Look no further."""
        found = _under_way(checks, number)
        found.stop()
        return _seen(number, found)

    return looking


def _meant(desk: Desk, asked: shapes.CheckRequest) -> tuple[str, Signed]:
    named = desk.sign_ins.fields(asked.fields)
    if asked.source is not None:
        return row_of(desk, asked.source).kind, accounts.renewed(desk.opened, asked.source, named)
    if asked.kind is None:
        raise UsageError("A look needs a kind of account, or a source.")
    return asked.kind, accounts.found(desk.opened, asked.kind, named)


def _seen(number: int, examination: Examination) -> dict[str, Json]:
    seen = examination.seen
    left_out: list[Json] = [{"reason": reason, "photos": photos} for reason, photos in seen.left_out.items()]
    return {"id": number, **fields_of(replace(seen, left_out={})), "left_out": left_out}


def _under_way(checks: Checks, number: int) -> Examination:
    found = checks.look(number)
    if found is None:
        raise not_found("such look at an account any more")
    return found
