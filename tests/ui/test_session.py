"""POST /api/session: what a code is exchanged for."""

import http.client
import json
import logging

import pytest
from flask import Flask
from tests.ui.conftest import ORIGIN, Answer, Page, call, sign_in

from holdfast.clock import SystemClock
from holdfast.engine.setup import Opened
from holdfast_ui.codes import mint
from holdfast_ui.server import Server


def ask(app: Flask, value: object, cookie: str = "") -> Answer:
    headers = {"Content-Type": "application/json", "Origin": ORIGIN, "Cookie": cookie}
    return call(app, "POST", "/api/session", headers, json.dumps(value).encode())


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(app: Flask, secret: bytes) -> None:
    cookie = ask(app, {"code": mint(secret, SystemClock())}).headers["Set-Cookie"]
    name, _, rest = cookie.partition("=")
    assert name.startswith("holdfast-")
    assert set(rest.split("; ")[1:]) == {"HttpOnly", "SameSite=Strict", "Path=/"}


def test_a_code_works_once(app: Flask, secret: bytes) -> None:
    code = mint(secret, SystemClock())
    assert ask(app, {"code": code}).status == 200
    again = ask(app, {"code": code})
    assert (again.status, again.code()) == (403, "CODE_WRONG")
    assert "Set-Cookie" not in again.headers


def test_the_cookie_alone_never_gets_the_token(app: Flask, page: Page) -> None:
    for value in ({"code": "x"}, {}, {"code": page.token}, {"code": page.cookie.partition("=")[2]}):
        answer = ask(app, value, page.cookie)
        assert answer.status in (403, 422)
        assert page.token.encode() not in answer.body


def test_no_answer_holds_the_token_but_the_one_to_a_code(page: Page) -> None:
    for path in ("/", "/api/status", "/api/config", "/api/health", "/api/openapi.json", "/api/session"):
        assert page.token.encode() not in page.get(path).body


def test_wrong_codes_are_slowed_down(app: Flask, secret: bytes) -> None:
    statuses = [ask(app, {"code": f"wrong{n}"}).status for n in range(12)]
    assert statuses == [403] * 10 + [429] * 2
    assert sign_in(app, secret).get("/api/status").status == 200


@pytest.mark.parametrize("value", [None, [], "code", 5, {"code": 5}, {"code": None}, {"code": ""}, {"code": "x" * 257},
                                   {"code": "x", "more": 1}])  # fmt: skip
def test_nonsense_is_said_to_be_nonsense(app: Flask, value: object) -> None:
    answer = ask(app, value)
    assert answer.status == 422
    assert set(answer.json()) == {"code", "message", "action"}


def test_surrogates_and_nul_in_a_code_are_only_wrong(app: Flask) -> None:
    for body in (b'{"code": "\\ud800"}', b'{"code": "\\u0000"}', '{"code": "é.1.é"}'.encode()):
        answer = call(app, "POST", "/api/session", {"Content-Type": "application/json"}, body)
        assert answer.status in (403, 422)


def test_the_page_sees_the_same_under_two_sign_ins(app: Flask, secret: bytes) -> None:
    one, other = sign_in(app, secret), sign_in(app, secret)
    assert one.cookie != other.cookie
    assert one.get("/api/config").body == other.get("/api/config").body


def test_neither_code_nor_cookie_nor_token_nor_question_is_logged(
    server: Server, secret: bytes, opened: Opened, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """H4: grep everything that is written for what must not be."""
    caplog.set_level(logging.DEBUG)
    code = mint(secret, SystemClock())
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)

    def ask_there(method: str, path: str, headers: dict[str, str], body: str | None = None) -> bytes:
        connection.request(method, path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        cookies.append(str(answer.getheader("Set-Cookie")).partition(";")[0])
        return answer.read()

    cookies: list[str] = []
    token = json.loads(ask_there("POST", "/api/session", {}, json.dumps({"code": code})))["token"]
    signed_in = {"Cookie": cookies[0], "X-Holdfast-Token": token}
    ask_there("POST", "/api/session", {}, json.dumps({"code": code}))
    ask_there("GET", "/api/photos?state=canary-question", signed_in)
    opened.catalog.write(lambda db: db.run("DROP VIEW download_statistics"))
    assert json.loads(ask_there("GET", "/api/status?canary-question", signed_in))["code"] == "UNEXPECTED"
    connection.close()
    written = caplog.text + "".join(capfd.readouterr())
    assert "download_statistics" in written
    for canary in (code, code.partition(".")[0], token, cookies[0].partition("=")[2], secret.hex(), "canary-question"):
        assert canary not in written
