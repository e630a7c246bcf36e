"""POST /api/session: a one-time code for a cookie that shows and a token that changes."""

from apiflask import APIBlueprint
from flask import request
from werkzeug.http import dump_cookie

from holdfast_ui.admission import Admission
from holdfast_ui.api import shapes
from holdfast_ui.problems import CODE_WRONG, CODES_TOO_MANY, ProblemError


def blueprint(admission: Admission) -> APIBlueprint:
    session = APIBlueprint("session", __name__, url_prefix="/api")

    @session.post("/session")
    @session.input(shapes.SignIn, arg_name="asked")
    @session.output(shapes.Token)
    @session.doc(responses={403: "The code is wrong, used or too old", 429: "Too many wrong codes"})
    def sign_in(asked: shapes.SignIn) -> tuple[dict[str, str], int, dict[str, str]]:
        """Sign this page in. A code works once."""
        visit = admission.sign_in(asked.code, admission.cookie_in(request.headers.get("Cookie", "")))
        if isinstance(visit, str):
            raise ProblemError(CODES_TOO_MANY if visit == "too many" else CODE_WRONG)
        cookie = dump_cookie(admission.cookie_name, visit.cookie, path="/", httponly=True, samesite="Strict")
        return {"token": visit.token}, 200, {"Set-Cookie": cookie}

    return session
