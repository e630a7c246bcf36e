"""/api/sources/sign-in: the two steps of signing in to SmugMug. No token ever goes out."""

from collections.abc import Iterator
from contextlib import contextmanager

from apiflask import APIBlueprint

from holdfast.engine.report import Json
from holdfast.errors import AuthRevoked, SourceError
from holdfast_ui.api import shapes
from holdfast_ui.desk import Desk
from holdfast_ui.problems import Problem, ProblemError, of_error


def blueprint(desk: Desk) -> APIBlueprint:
    signing = APIBlueprint("signing_in", __name__, url_prefix="/api")

    @signing.post("/sources/sign-in")
    @signing.input(shapes.SignInBegun, arg_name="asked")
    @signing.output(shapes.SignInPage, status_code=201)
    @signing.doc(responses={422: "A field is wrong, the key is refused, or SmugMug cannot be reached"})
    def begin(asked: shapes.SignInBegun) -> dict[str, Json]:
        """Ask SmugMug for a page on which the person lets Holdfast read, and nothing else."""
        with told():
            name, address = desk.sign_ins.begin(asked.api_key, asked.api_secret, asked.endpoint_url, desk.clock)
        return {"sign_in": name, "address": address}

    @signing.post("/sources/sign-in/code")
    @signing.input(shapes.SignInCode, arg_name="asked")
    @signing.output(shapes.SignInDone)
    @signing.doc(responses={422: "The digits are wrong or too late, or SmugMug cannot be reached"})
    def finish(asked: shapes.SignInCode) -> dict[str, Json]:
        """Hand in the six digits. The account can then be looked at and added by the sign-in's name."""
        with told():
            return {"account": desk.sign_ins.finish(asked.sign_in, asked.code, desk.clock)}

    return signing


@contextmanager
def told() -> Iterator[None]:
    """What SmugMug refuses, or that it cannot be reached, is an answer to the person: nothing here is broken."""
    try:
        yield
    except SourceError as error:
        said = of_error(error)
        field = "api_secret" if isinstance(error, AuthRevoked) else None
        raise ProblemError(Problem(422, said.code, said.message, said.action, field=field)) from error
