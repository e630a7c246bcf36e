"""Everything that can be answered instead of what was asked: a code, a sentence and a next step, as JSON."""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from apiflask import APIFlask, HTTPError
from flask import Response, jsonify, request

from holdfast.errors import (
    Busy,
    CatalogError,
    Conflict,
    HoldfastError,
    LibraryError,
    LoginItemRefused,
    Missing,
    PhotoError,
    QueryError,
    SourceError,
    TargetError,
    UsageError,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal, ready to be sent."""

    status: int
    code: str
    message: str
    action: str
    position: int | None = None
    field: str | None = None
    """What of a form it is about."""

    def body(self) -> dict[str, str | int]:
        place = {} if self.position is None else {"position": self.position}
        named = {} if self.field is None else {"field": self.field}
        return {"code": self.code, "message": self.message, "action": self.action, **place, **named}

    def status_line(self) -> str:
        return f"{self.status} {HTTPStatus(self.status).phrase}"


class ProblemError(Exception):
    """Raised by a view that answers with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


OPEN_AGAIN = "Close this page and open Holdfast again, from the menu or with `holdfast open`."
RELOAD = "Reload the page."
CORRECT = "Correct it and try again."

HOST_REFUSED = Problem(403, "HOST_REFUSED", "This address is not one of Holdfast's.", OPEN_AGAIN)
ORIGIN_REFUSED = Problem(403, "ORIGIN_REFUSED", "Another site asked for this, not Holdfast's own page.", OPEN_AGAIN)
SIGN_IN_NEEDED = Problem(401, "SIGN_IN_NEEDED", "This page is not signed in to Holdfast.", OPEN_AGAIN)
TOKEN_NEEDED = Problem(403, "TOKEN_NEEDED", "This page may look, but not change anything.", OPEN_AGAIN)
JSON_NEEDED = Problem(403, "JSON_NEEDED", "A change must be sent as application/json.", RELOAD)
TOO_LARGE = Problem(413, "TOO_LARGE", "The request is larger than anything Holdfast needs.", RELOAD)
CODE_WRONG = Problem(403, "CODE_WRONG", "This one-time code is wrong, used or too old.", OPEN_AGAIN)
CODES_TOO_MANY = Problem(
    429, "TOO_MANY_CODES", "Too many wrong one-time codes.", "Wait a minute, then open Holdfast again."
)
STREAMS_TOO_MANY = Problem(
    503, "TOO_MANY_WINDOWS", "Too many pages of Holdfast follow it at once.", "Close pages that you do not need."
)

BY_STATUS = {
    400: Problem(400, "BAD_REQUEST", "The request cannot be read.", RELOAD),
    404: Problem(404, "NOT_FOUND", "Holdfast knows nothing under this name.", RELOAD),
    405: Problem(405, "METHOD_REFUSED", "This cannot be done here.", RELOAD),
    413: TOO_LARGE,
    416: Problem(416, "RANGE_REFUSED", "There is no such part of this photo.", RELOAD),
    415: Problem(415, "JSON_NEEDED", "A change must be sent as application/json.", RELOAD),
}
UNEXPECTED = Problem(
    500,
    "UNEXPECTED",
    "Something in Holdfast went wrong. Your photos are untouched.",
    "Try again. If it stays, run `holdfast doctor`, or look into the log.",
)
STATUS_OF: tuple[tuple[type[HoldfastError], int], ...] = (
    (UsageError, 422),
    (Missing, 404),
    (PhotoError, 503),
    (Busy, 409),
    (Conflict, 409),
    (LoginItemRefused, 409),
    (TargetError, 422),
    (CatalogError, 503),
    (LibraryError, 503),
    (SourceError, 503),
)


def not_found(what: str) -> ProblemError:
    """The thing that was named is not there."""
    return ProblemError(Problem(404, "NOT_FOUND", f"There is no {what}.", RELOAD))


def conflict(code: str, message: str, action: str) -> ProblemError:
    """What was asked does not fit what is there now."""
    return ProblemError(Problem(409, code, message, action))


def of_error(error: HoldfastError) -> Problem:
    """What the page is told of one of our own errors."""
    status = next((status for kind, status in STATUS_OF if isinstance(error, kind)), 500)
    place = error.position if isinstance(error, QueryError) else None
    field = error.field if isinstance(error, UsageError) else None
    return Problem(status, error.code, error.message, _in_the_window(error), place, field)


def _in_the_window(error: HoldfastError) -> str:
    """The next step; nobody typed a command here."""
    return CORRECT if error.action == UsageError.default_action else error.action


def install(app: APIFlask) -> None:
    """Make every answer that is not a success a problem in JSON."""
    app.error_processor(_of_http)
    app.register_error_handler(ProblemError, lambda error: _answer(error.problem))
    app.register_error_handler(HoldfastError, lambda error: _answer(of_error(error)))
    # A deeply nested body exhausts the JSON parser: the sender's fault, not ours.
    app.register_error_handler(RecursionError, lambda _: _answer(BY_STATUS[400]))
    app.register_error_handler(Exception, _unexpected)


def _of_http(error: HTTPError) -> Response:
    status = error.status_code
    if status == 422:
        return _answer(Problem(422, "INVALID", _first_fault(error.detail), CORRECT))
    problem = BY_STATUS.get(status, UNEXPECTED if status >= 500 else BY_STATUS[400])
    response = _answer(Problem(status, problem.code, problem.message, problem.action))
    response.headers.extend({name: value for name, value in dict(error.headers).items() if name == "Allow"})
    return response


def _first_fault(detail: object) -> str:
    """The first fault that validation found, with the name of the field."""
    if isinstance(detail, dict):
        for fields in detail.values():
            for name, faults in fields.items():
                return f"`{name}`: {faults[0] if isinstance(faults, list) and faults else 'not valid'}."
    return "The request is not valid."


def _unexpected(error: Exception) -> Response:
    log.error("Unexpected error in %s %s", request.method, request.path, exc_info=error)
    return _answer(UNEXPECTED)


def _answer(problem: Problem) -> Response:
    response = jsonify(problem.body())
    response.status_code = problem.status
    return response
