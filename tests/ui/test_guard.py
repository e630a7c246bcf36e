"""H1, H2, H3, H5, H7: who may come in, on every route that exists."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.conftest import HOST, ORIGIN, PORT, Answer, HandClock, Page, call

from holdfast_ui.admission import Admission
from holdfast_ui.guard import CONTENT_SECURITY_POLICY, Guard

STRANGE_HOSTS = [
    None, "", "evil.com", f"evil.com:{PORT}", f"localhost.evil.com:{PORT}", f"127.0.0.1.nip.io:{PORT}",
    f"127.0.0.1.:{PORT}", f"localhost.:{PORT}", "127.0.0.1", "localhost", "[::1]", f"127.0.0.1:{PORT + 1}",
    f"127.0.0.1:0{PORT}", f"::1:{PORT}", f"[::1%lo]:{PORT}", f"[0:0:0:0:0:0:0:1]:{PORT}", f"[::ffff:127.0.0.1]:{PORT}",
    f"127.1:{PORT}", f"2130706433:{PORT}", f"0.0.0.0:{PORT}", f"127.0.0.2:{PORT}", f" {HOST}", f"{HOST} ",
    f"{HOST}, evil.com", f"evil.com, {HOST}", f"user@{HOST}", f"{HOST}/", f"{HOST}#", f"LOCALHOST:{PORT}",
]  # fmt: skip
STRANGE_ORIGINS = [
    "null", "", "http://evil.com", f"https://{HOST}", f"http://127.0.0.1:{PORT + 1}", "http://127.0.0.1",
    f"http://localhost.evil.com:{PORT}", f"http://{HOST}.evil.com", f"http://{HOST}/", f"http://{HOST}, http://evil.com",
    "file://", f"http://user@{HOST}", f"HTTP://{HOST}", "chrome-extension://abcdefghijklmnop",
]  # fmt: skip
STRANGE_SITES = ["cross-site", "same-site", "", "Same-Origin", "nonsense", "none, cross-site"]

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self'; "
    "connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SHELL = {("GET", "/"), ("HEAD", "/"), ("GET", "/assets/a-1.js"), ("HEAD", "/assets/a-1.js")}
SIGN_IN = ("POST", "/api/session")

EXPECTED = {
    "/", "/assets/<string:name>", "/api/openapi.json", "/api/status", "/api/failures", "/api/sessions", "/api/jobs",
    "/api/jobs/<job_id>", "/api/jobs/<job_id>/cancel", "/api/jobs/<job_id>/pause", "/api/jobs/<job_id>/resume",
    "/api/sources", "/api/sources/<source_id>/pause", "/api/sources/<source_id>/resume",
    "/api/sources/<source_id>/accept", "/api/sources/<source_id>/exceptions", "/api/config", "/api/photos",
    "/api/statistics", "/api/health", "/api/events", "/api/session", "/api/folders", "/api/folders/<anything:path>",
    "/api/folders/sync", "/api/photos/<photo_id>", "/api/photos/<photo_id>/thumbnail",
    "/api/photos/<photo_id>/download", "/api/photos/<photo_id>/save", "/api/sync/status", "/api/sync/full",
    "/api/sync/cleanup", "/api/skipped", "/api/library", "/api/library/follow", "/api/library/adopt", "/api/proof",
    "/api/proof/save", "/api/safety", "/api/restores", "/api/restores/begin", "/api/changes",
    "/api/changes/undo", "/api/changes/redo", "/api/photos/<photo_id>/provenance",
    "/api/changes/<number>/redo", "/api/changes/<number>/undo", "/api/collections", "/api/collections/<number>",
    "/api/collections/<number>/photos", "/api/duplicates", "/api/duplicates/<number>",
    "/api/duplicates/<number>/apart", "/api/duplicates/<number>/keep", "/api/duplicates/accept",
    "/api/duplicates/folders", "/api/missing", "/api/missing/<any(date, place, camera, tags):kind>",
    "/api/photos/<photo_id>/marks", "/api/photos/marks", "/api/photos/marks/preview", "/api/search",
    "/api/search/suggest", "/api/shoots", "/api/shoots/<shoot_id>", "/api/shoots/<shoot_id>/dismiss",
    "/api/shoots/<shoot_id>/keep", "/api/shoots/<shoot_id>/merge", "/api/shoots/<shoot_id>/photos",
    "/api/shoots/<shoot_id>/split", "/api/shoots/keep", "/api/statistics/days/<year>", "/api/statistics/figures",
    "/api/about", "/api/accounts", "/api/bandwidth", "/api/daemon/start", "/api/diagnostics", "/api/diagnostics/save",
    "/api/failures/table", "/api/failures/table/save", "/api/log", "/api/map", "/api/map/clusters", "/api/problems",
    "/api/problems/<problem_id>/know", "/api/problems/<problem_id>/look", "/api/receipts", "/api/receipts/<job_id>",
    "/api/receipts/<job_id>/again", "/api/receipts/<job_id>/file", "/api/receipts/<job_id>/save",
    "/api/restores/examples", "/api/security", "/api/security/test", "/api/sessions/days", "/api/setup",
    "/api/setup/adopt", "/api/setup/again", "/api/setup/code", "/api/setup/code/save", "/api/setup/code/typed",
    "/api/setup/library", "/api/setup/place", "/api/setup/point", "/api/setup/rebuild", "/api/setup/restore",
    "/api/setup/speed", "/api/setup/start", "/api/setup/step", "/api/setup/trials", "/api/setup/trials/<string:name>",
    "/api/setup/trials/<string:name>/add", "/api/setup/trials/<string:name>/stop", "/api/setup/unlock",
    "/api/sources/<source_id>", "/api/sources/check", "/api/sources/check/<number>",
    "/api/timeline/geometry", "/api/timeline/pack", "/api/taste", "/api/about/show", "/api/licences",
    "/api/daemon/login", "/api/pause", "/api/photos/<photo_id>/show", "/api/receipts/<job_id>/show", "/api/resume",
    "/api/sources/folder", "/api/sources/sign-in", "/api/sources/sign-in/code",
    "/api/verifications", "/api/verifications/<job_id>",
}  # fmt: skip


def requests(app: Flask) -> Iterator[tuple[str, str]]:
    """Every method of every route, with something in its places."""
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<int[^>]*>", "1", rule.rule).replace("<string:name>", "a-1.js")
        path = re.sub(r"<any[^>]*>", "date", path).replace("<anything:path>", "travel/2019")
        for method in sorted(rule.methods or ()):
            yield method, path


def check_headers(answer: Answer) -> None:
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value
    assert "Cache-Control" in answer.headers
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert "Server" not in answer.headers


def test_the_routes_are_the_ones_that_are_meant(app: Flask) -> None:
    named = {re.sub(r"<int[^:]*:", "<", rule.rule) for rule in app.url_map.iter_rules()}
    assert named == EXPECTED


def test_no_route_takes_a_path(app: Flask) -> None:
    """A folder's path is looked up in the catalog, as the text that it is."""
    for rule in app.url_map.iter_rules():
        assert "path:" not in rule.rule
        assert "OPTIONS" not in (rule.methods or ())


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_strange_host_is_refused_everywhere(app: Flask, page: Page, host: str | None) -> None:
    for method, path in [*requests(app), ("GET", "/no/such/thing"), ("TRACE", "/")]:
        headers = {"Host": host, "Cookie": page.cookie, "X-Holdfast-Token": page.token,
                   "Content-Type": "application/json"}  # fmt: skip
        answer = call(app, method, path, headers, b"{}")
        assert answer.status == 403, (method, path)
        assert method == "HEAD" or answer.code() == "HOST_REFUSED"
        check_headers(answer)


@pytest.mark.parametrize("origin", STRANGE_ORIGINS)
def test_strange_origin_is_refused_everywhere(app: Flask, page: Page, origin: str) -> None:
    for method, path in requests(app):
        headers = {"Origin": origin, "Cookie": page.cookie, "X-Holdfast-Token": page.token,
                   "Content-Type": "application/json"}  # fmt: skip
        answer = call(app, method, path, headers, b"{}")
        assert answer.status == 403, (method, path)
        assert method == "HEAD" or answer.code() == "ORIGIN_REFUSED"
        check_headers(answer)


@pytest.mark.parametrize("site", STRANGE_SITES)
def test_other_sites_are_refused_everywhere(app: Flask, page: Page, site: str) -> None:
    for method, path in requests(app):
        for mode in ("cors", "no-cors", "same-origin", "websocket"):
            headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": "empty", "Cookie": page.cookie,
                       "X-Holdfast-Token": page.token, "Content-Type": "application/json"}  # fmt: skip
            answer = call(app, method, path, headers, b"{}")
            assert answer.status == 403, (method, path, mode)
            check_headers(answer)


def test_another_site_may_only_send_a_person_to_the_empty_page(app: Flask, page: Page) -> None:
    """The redirect file is another site for a browser."""
    coming = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    for method, path in requests(app):
        answer = call(app, method, path, {**coming, "Cookie": page.cookie, "Content-Type": "application/json"}, b"{}")
        assert answer.status == (200 if (method, path) == ("GET", "/") else 403), (method, path)
    for headers in ({"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Dest": "object"}, {"Sec-Fetch-Mode": "cors"},
                    {"Origin": "null"}, {"Origin": "http://evil.com"}):  # fmt: skip
        assert call(app, "GET", "/", {**coming, **headers}).status == 403


def test_without_a_cookie_only_the_empty_page_is_shown(app: Flask) -> None:
    for method, path in requests(app):
        answer = call(app, method, path, {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}, b"{}")
        if (method, path) in SHELL:
            assert answer.status == 200
        elif (method, path) == SIGN_IN:
            assert answer.status == 422
        else:
            assert answer.status == 401, (method, path)
            assert method == "HEAD" or answer.code() == "SIGN_IN_NEEDED"
        check_headers(answer)


@pytest.mark.parametrize("path", ["/api/nothing", "/nothing", "/api/status/", "/assets", "/assets/", "//api/status"])
def test_a_stranger_does_not_learn_what_exists(app: Flask, path: str) -> None:
    assert call(app, "GET", path).status == 401


COOKIES = ["", "x", "=", "holdfast-0=1", "{name}=", "{name}=x", "{name}=%00", "{other}={value}"]


@pytest.mark.parametrize("cookie", COOKIES)
def test_any_other_cookie_is_no_cookie(app: Flask, page: Page, cookie: str) -> None:
    name, _, value = page.cookie.partition("=")
    sent = cookie.format(name=name, value=value, other=name + "x")
    assert call(app, "GET", "/api/status", {"Cookie": sent}).status == 401


def test_a_cookie_that_another_server_set_before_ours_does_not_lock_us_out(app: Flask, page: Page) -> None:
    name = page.cookie.partition("=")[0]
    assert call(app, "GET", "/api/status", {"Cookie": f"{name}=planted; {page.cookie}"}).status == 200


@pytest.mark.parametrize("token", [None, "", "x", "{cookie}", "{token}x", "é", "{token} "])
def test_the_cookie_alone_changes_nothing(app: Flask, page: Page, token: str | None) -> None:
    sent = None if token is None else token.format(cookie=page.cookie.partition("=")[2], token=page.token)
    for method, path in requests(app):
        if method in ("GET", "HEAD") or (method, path) == SIGN_IN:
            continue
        headers = {"Cookie": page.cookie, "X-Holdfast-Token": sent, "Origin": ORIGIN,
                   "Content-Type": "application/json"}  # fmt: skip
        answer = call(app, method, path, headers, b"{}")
        assert (answer.status, answer.code()) == (403, "TOKEN_NEEDED"), (method, path)
        check_headers(answer)


FORMS = [None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json",
         "application/jsonp", "application/json-patch+json", "application/ json"]  # fmt: skip


@pytest.mark.parametrize("kind", FORMS)
def test_what_a_form_can_send_changes_nothing(app: Flask, page: Page, kind: str | None) -> None:
    for method, path in requests(app):
        if method in ("GET", "HEAD"):
            continue
        headers = {"Cookie": page.cookie, "X-Holdfast-Token": page.token, "Content-Type": kind}
        answer = call(app, method, path, headers, b"{}")
        assert (answer.status, answer.code()) == (403, "JSON_NEEDED"), (method, path)


def test_a_change_that_needs_no_words_needs_no_body_but_the_token(app: Flask, page: Page) -> None:
    for path in ("/api/sync/full", "/api/sync/cleanup"):
        cookie = {"Cookie": page.cookie}
        assert call(app, "POST", path, cookie).code() == "TOKEN_NEEDED"
        with_token = {**cookie, "X-Holdfast-Token": page.token}
        assert call(app, "POST", path, with_token).status == 202
        assert call(app, "POST", path, {**with_token, "Transfer-Encoding": "chunked"}).code() == "JSON_NEEDED"
        assert call(app, "POST", path, {**with_token, "Content-Type": "text/plain"}).code() == "JSON_NEEDED"
    assert call(app, "POST", "/api/session").code() == "JSON_NEEDED"
    assert call(app, "POST", "/api/config", {"Cookie": page.cookie, "X-Holdfast-Token": page.token}).status >= 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_every_other_method_is_a_change(app: Flask, page: Page, method: str) -> None:
    for path in ("/", "/assets/a-1.js", "/api/status", "/api/photos", "/nothing"):
        assert call(app, method, path, {"Content-Type": "application/json"}).status == 401
        headers = {"Cookie": page.cookie, "Content-Type": "application/json"}
        assert call(app, method, path, headers).status == 403
        answer = call(app, method, path, {**headers, "X-Holdfast-Token": page.token})
        assert answer.status == (404 if path == "/nothing" else 405)
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_refused_method_says_which_are_allowed(page: Page) -> None:
    answer = page.send("DELETE", "/api/config")
    assert answer.status == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "PATCH", "POST"}


@pytest.mark.parametrize("origin", [f"http://127.0.0.1:{PORT}", f"http://localhost:{PORT}", f"http://[::1]:{PORT}"])
def test_our_own_page_is_let_in_under_each_of_its_names(app: Flask, page: Page, origin: str) -> None:
    host = origin.removeprefix("http://")
    headers = {"Host": host, "Origin": origin, "Cookie": page.cookie, "Sec-Fetch-Site": "same-origin"}
    assert call(app, "GET", "/api/status", headers).status == 200


PATHS = [
    "/photo/..%2f..%2fetc/passwd", "/assets/../index.html", "/assets/..", "/assets/.", "/assets/../../secret.txt",
    "/assets/..%2fsecret.txt", "/assets/a-1.js%00.css", "/assets/a-1.js\x00", "/assets//etc/passwd",
    "/assets/\\etc\\passwd", "/api/photos/../../etc/passwd", "/api/jobs/../1", "/api/jobs/-1", "/api/jobs/1.0",
    "/api/jobs/%31", "/api/jobs/NUL", "/api/jobs/99999999999999999999999999", "/secret.txt", "/assets/linked.js",
    "/assets/CON", "/etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_nothing_but_ids_and_listed_names_leads_anywhere(page: Page, page_folder: Path, path: str) -> None:
    (page_folder / "assets" / "linked.js").symlink_to(page_folder / "secret.txt")
    answer = page.get(path)
    assert answer.status == 404, path
    assert b"not for anyone" not in answer.body
    check_headers(answer)


def test_the_policy_is_the_one_that_was_decided() -> None:
    assert SECURITY_HEADERS["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


REACHED = b"reached"


def bare() -> Flask:
    """The guard alone, before an application that lets everything through."""
    app = Flask("bare", static_folder=None)

    def anything(environ: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [])
        return [REACHED]

    app.wsgi_app = Guard(anything, Admission(bytes(32), "install", HandClock()), PORT)  # type: ignore[method-assign]
    return app


OURS = {f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"}
HEADER_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)
NEAR = st.sampled_from(sorted(OURS)).flatmap(
    lambda host: st.builds(str.replace, st.just(host), HEADER_TEXT, HEADER_TEXT)
)


@given(HEADER_TEXT | NEAR)
def test_no_other_host_is_ever_let_in(host: str) -> None:
    assert (call(bare(), "GET", "/", {"Host": host}).body == REACHED) == (host in OURS)


@given(HEADER_TEXT | NEAR.map("http://".__add__))
def test_no_other_origin_is_ever_let_in(origin: str) -> None:
    reached = call(bare(), "GET", "/", {"Origin": origin}).body == REACHED
    assert reached == (origin in {f"http://{host}" for host in OURS})


@given(st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]) | HEADER_TEXT, HEADER_TEXT.map("/".__add__))
def test_a_stranger_never_gets_past_the_empty_page(method: str, path: str) -> None:
    answer = call(bare(), method, path, {"Cookie": "holdfast=1", "X-Holdfast-Token": "1"})
    plain = path.partition("?")[0]
    shell = plain == "/" or re.fullmatch(r"/assets/[A-Za-z0-9._-]+", plain) is not None
    assert (answer.body == REACHED) == (method in ("GET", "HEAD") and shell)
