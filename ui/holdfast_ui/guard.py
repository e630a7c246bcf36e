"""The door: everything that reaches the page or the API passes here first, before any route is looked up.

In this order: Host, Origin, Sec-Fetch-Site, size, sign-in, right to change. It wraps the whole application
as WSGI, so that no route, error page or redirect of the framework can stand beside it, and it puts the
security headers on every answer.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from holdfast_ui import problems
from holdfast_ui.admission import Admission
from holdfast_ui.problems import Problem

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BODY = 64 * 1024
TOKEN_HEADER = "X-Holdfast-Token"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; "
    "connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
SECURITY_HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
NOT_KEPT = ("Cache-Control", "private, no-store")

_ASSET = re.compile(r"/assets/[A-Za-z0-9._-]+")
_READING = ("GET", "HEAD")


class Guard:
    """A WSGI application that lets through to another what may pass."""

    def __init__(self, application: "WSGIApplication", admission: Admission, port: int) -> None:
        self._application = application
        self._admission = admission
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        start = _with_headers(start_response)
        refused = self._stranger(environ) or self._unwelcome(environ)
        if refused is not None:
            return _refuse(refused, environ, start)
        return self._application(environ, start)

    def _stranger(self, environ: "WSGIEnvironment") -> Problem | None:
        """Why this request does not come from our own page; None when it may."""
        if environ.get("HTTP_HOST") not in self._hosts:
            return problems.HOST_REFUSED
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin not in self._origins:
            return problems.ORIGIN_REFUSED
        if environ.get("HTTP_SEC_FETCH_SITE") not in (None, "same-origin", "none") and not _is_arrival(environ):
            return problems.ORIGIN_REFUSED
        return None

    def _unwelcome(self, environ: "WSGIEnvironment") -> Problem | None:
        """Why the page that sent this may not do it; None when it may."""
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if _body_size(environ) > MOST_BODY:
            return problems.TOO_LARGE
        signing_in = (method, path) == ("POST", "/api/session")
        cookie = self._admission.cookie_in(environ.get("HTTP_COOKIE", ""))
        if cookie is None and not signing_in and not _is_shell(method, path):
            return problems.SIGN_IN_NEEDED
        if method in _READING:
            return None
        if not signing_in and not self._admission.may_change(cookie, environ.get("HTTP_X_HOLDFAST_TOKEN")):
            return problems.TOKEN_NEEDED
        return None if _is_json(environ) or (not signing_in and _says_nothing(environ)) else problems.JSON_NEEDED


def _is_arrival(environ: "WSGIEnvironment") -> bool:
    """A browser that goes to the page itself, in a tab of its own.

    The redirect file does that, and for a browser a file is another site. The page holds no data, cannot be
    framed and keeps no opener; whatever it asks next comes from itself.
    """
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ.get("PATH_INFO") == "/"
        and environ.get("HTTP_ORIGIN") is None
        and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        and environ.get("HTTP_SEC_FETCH_DEST") == "document"
    )


def _is_shell(method: str, path: str) -> bool:
    """The page without any data: what a browser must load before it can sign in."""
    return method in _READING and (path == "/" or _ASSET.fullmatch(path) is not None)


def _is_json(environ: "WSGIEnvironment") -> bool:
    # A form or a no-cors fetch of another site cannot send this type without asking first.
    return str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower() == "application/json"


def _says_nothing(environ: "WSGIEnvironment") -> bool:
    # The token's header is proof enough here: another site cannot send it without asking first.
    named = ("CONTENT_TYPE", "HTTP_TRANSFER_ENCODING")
    return _body_size(environ) == 0 and not any(environ.get(name) for name in named)


def _body_size(environ: "WSGIEnvironment") -> int:
    named = str(environ.get("CONTENT_LENGTH") or "0")
    return int(named) if named.isdecimal() else MOST_BODY + 1


def _with_headers(start_response: "StartResponse") -> "StartResponse":
    def start(
        status: str, headers: list[tuple[str, str]], exc_info: "OptExcInfo | None" = None, /
    ) -> Callable[[bytes], object]:
        named = {name.lower() for name, _ in headers}
        kept = [] if "cache-control" in named else [NOT_KEPT]
        return start_response(status, [*headers, *SECURITY_HEADERS, *kept], exc_info)

    return start


def _refuse(problem: Problem, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    body = json.dumps(problem.body()).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start(problem.status_line(), headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
