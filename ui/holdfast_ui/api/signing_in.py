"""/api/sources/sign-in: the two steps of signing in to SmugMug. No token ever goes out."""

from apiflask import APIBlueprint

from holdfast.engine.report import Json
from holdfast.errors import AuthRevoked
from holdfast_ui.api import shapes
from holdfast_ui.desk import Desk
from holdfast_ui.problems import Problem, ProblemError, of_error


def blueprint(desk: Desk) -> APIBlueprint:
    signing = APIBlueprint("signing_in", __name__, url_prefix="/api")

    @signing.post("/sources/sign-in")
    @signing.input(shapes.SignInBegun, arg_name="asked")
    @signing.output(shapes.SignInPage, status_code=201)
    @signing.doc(responses={422: "A field is wrong, or the key is refused"})
    def begin(asked: shapes.SignInBegun) -> dict[str, Json]:
        """Ask SmugMug for a page on which the person lets Holdfast read, and nothing else."""
        try:
            name, address = desk.sign_ins.begin(asked.api_key, asked.api_secret, asked.endpoint_url, desk.clock)
        except AuthRevoked as error:
            told = of_error(error)
            raise ProblemError(Problem(422, told.code, told.message, told.action, field="api_secret")) from error
        return {"sign_in": name, "address": address}

    @signing.post("/sources/sign-in/code")
    @signing.input(shapes.SignInCode, arg_name="asked")
    @signing.output(shapes.SignInDone)
    @signing.doc(responses={422: "The digits are wrong, or too late"})
    def finish(asked: shapes.SignInCode) -> dict[str, Json]:
        """Hand in the six digits. The account can then be looked at and added by the sign-in's name."""
        return {"account": desk.sign_ins.finish(asked.sign_in, asked.code, desk.clock)}

    return signing
