"""Between a source and an S3 server that nobody here wrote: passes requests on as they are, and fails on order."""

import http.client
import time
from collections.abc import Callable
from urllib.parse import parse_qs, unquote

from holdfast.standins.cloud import Cloud, Request
from holdfast.standins.faults import Faults
from holdfast.standins.wire import Asked, Reply

HOPS = {"connection", "content-length", "date", "keep-alive", "transfer-encoding"}


class Middleman(Cloud):
    """Kinds of requests and places of faults: `listing`, `bytes`, `head`, `api`; the key is the object's.

    Faults: `500`, `503`, `429:seconds` answered instead of the server; those of the body as in `standins/wire.py`.
    """

    def __init__(self, port: int, now: Callable[[], float] = time.time) -> None:
        super().__init__(Faults(), now, 0)
        self._upstream = port
        self.revoked = False
        self.forgetful = False
        """Every token of a listing is refused."""
        self.circling = False
        """Every page is the first one again."""
        self._first_page: Reply | None = None

    def _answer(self, asked: Asked) -> Reply:
        path, _, query = asked.target.partition("?")
        key = unquote(path.lstrip("/").partition("/")[2], errors="surrogateescape")
        kind = _kind(asked.method, key, parse_qs(query, keep_blank_values=True))
        fault = "" if self.revoked else self.faults.draw(kind, key)
        reply = self._instead(kind, asked, fault) or self._pass_on(asked)
        if kind == "listing" and self.circling and reply.status == 200:
            reply = self._first_page = self._first_page or reply
        self._note(Request(kind, key, asked.method, path, reply.status, fault, reply.total()))
        reply.fault = fault
        return reply

    def _instead(self, kind: str, asked: Asked, fault: str) -> Reply | None:
        """What is answered without asking the server."""
        status, _, seconds = fault.partition(":")
        if self.revoked:
            return _error(403, "InvalidAccessKeyId")
        if kind == "listing" and self.forgetful and "continuation-token=" in asked.target:
            return _error(400, "InvalidArgument")
        if status in ("500", "503"):
            return _error(int(status), "InternalError" if status == "500" else "ServiceUnavailable")
        if status == "429":
            return _error(429, "TooManyRequests", {"Retry-After": seconds})
        return None

    def _pass_on(self, asked: Asked) -> Reply:
        server = http.client.HTTPConnection("127.0.0.1", self._upstream, timeout=30)
        try:
            server.putrequest(asked.method, asked.target, skip_host=True, skip_accept_encoding=True)
            for name, value in asked.headers.items():
                if name != "connection":
                    server.putheader(name, value)
            server.endheaders(asked.body or None)
            answer = server.getresponse()
            length = answer.getheader("Content-Length")
            headers = {name: value for name, value in answer.getheaders() if name.lower() not in HOPS}
            claimed = int(length) if asked.method == "HEAD" and length else None
            return Reply(answer.status, headers, answer.read(), length=claimed)
        finally:
            server.close()


def _kind(method: str, key: str, query: dict[str, list[str]]) -> str:
    if method == "HEAD":
        return "head"
    if not key:
        return "listing" if "list-type" in query else "api"
    return "bytes" if method == "GET" else "api"


def _error(status: int, code: str, headers: dict[str, str] | None = None) -> Reply:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>On order.</Message></Error>'
    return Reply(status, {"Content-Type": "application/xml", **(headers or {})}, body.encode())
