"""OAuth 1.0a as SmugMug speaks it, worked out here once more: signatures, tokens, the six digits."""

import base64
import hashlib
import hmac
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from urllib.parse import parse_qsl, quote, unquote, urlencode

from holdfast.standins.wire import Asked, Reply

PLACE = "/services/oauth/1.0a/"
TOKEN_LIFE = 300.0
"""Seconds in which a request token has to be used."""
SKEW = 300.0
_FIELD = re.compile(r'\s*([a-z_]+)="([^"]*)"\s*')


def refused(problem: str, more: Mapping[str, str] | None = None, status: int = 401) -> Reply:
    body = urlencode({"oauth_problem": problem, **(more or {})}).encode()
    return Reply(status, {"Content-Type": "text/plain", "WWW-Authenticate": "OAuth"}, body)


@dataclass(slots=True)
class Asking:
    """A request token on its way."""

    secret: str
    made: float
    verifier: str = ""
    access: str = "Public"


class OAuth:
    """Who may ask. An application is known by its key; a person by the token that they gave to it."""

    def __init__(
        self, key: str, secret: str, base: Callable[[], str], now: Callable[[], float], seed: int | str
    ) -> None:
        self.key, self.secret, self.base, self.now = key, secret, base, now
        self.tokens: dict[str, str] = {}
        self.granted = ""
        """What the person allowed this application first; asking again does not raise it."""
        self._asking: dict[str, Asking] = {}
        self._nonces: set[tuple[str, str]] = set()
        self._random = Random(f"oauth {seed}")
        self._lock = threading.Lock()

    def give(self, access: str = "Full") -> tuple[str, str]:
        """An access token and its secret, as if the person had gone the whole way."""
        with self._lock:
            self.granted = self.granted or access
            token, secret = self._made(), self._made()
            self.tokens[token] = secret
            return token, secret

    def answer(self, asked: Asked, path: str, query: Mapping[str, str]) -> Reply:
        """The three steps of signing in."""
        step = path.removeprefix(PLACE)
        if step == "authorize":
            return self._page(query)
        if step == "getRequestToken":
            return self._request_token(asked)
        return self._access_token(asked) if step == "getAccessToken" else Reply(404)

    def _request_token(self, asked: Asked) -> Reply:
        given = fields_of(asked)
        if "oauth_callback" not in given:
            return refused("parameter_absent", {"oauth_parameters_absent": "oauth_callback"}, 400)
        if problem := self.problem(asked, token_secret=""):
            return problem
        with self._lock:
            token, secret = self._made(), self._made()
            self._asking[token] = Asking(secret, self.now())
        return _said({"oauth_token": token, "oauth_token_secret": secret, "oauth_callback_confirmed": "true"})

    def _page(self, query: Mapping[str, str]) -> Reply:
        """What the person's browser shows after they said yes: six digits."""
        with self._lock:
            asking = self._asking.get(query.get("oauth_token", ""))
            if asking is None or self._is_late(asking):
                return Reply(400, {"Content-Type": "text/html"}, b"<h1>This request is no longer valid</h1>")
            asking.verifier = f"{self._random.randrange(1_000_000):06d}"
            asking.access = self.granted or query.get("Access", "Public")
        page = f"<!DOCTYPE html><title>SmugMug</title><h1>Your code</h1><p id=code>{asking.verifier}</p>"
        return Reply(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())

    def _access_token(self, asked: Asked) -> Reply:
        given = fields_of(asked)
        with self._lock:
            asking = self._asking.get(given.get("oauth_token", ""))
        if asking is None:
            return refused("token_rejected")
        if problem := self.problem(asked, token_secret=asking.secret):
            return problem
        if self._is_late(asking):
            return refused("token_expired")
        if not asking.verifier or given.get("oauth_verifier") != asking.verifier:
            return refused("verifier_invalid")
        with self._lock:
            self._asking.pop(given["oauth_token"], None)
        token, secret = self.give(asking.access)
        return _said({"oauth_token": token, "oauth_token_secret": secret})

    def problem(self, asked: Asked, token_secret: str | None = None) -> Reply | None:
        """Why this request is refused; None: it is signed as it has to be. `token_secret`: None for one of the API."""
        given = fields_of(asked)
        absent = [name for name in _NEEDED if name not in given]
        if absent:
            return refused("parameter_absent", {"oauth_parameters_absent": "&".join(absent)}, 400)
        if given["oauth_consumer_key"] != self.key:
            return refused("consumer_key_unknown")
        if token_secret is None:
            if given.get("oauth_token", "") not in self.tokens:
                return refused("token_rejected")
            token_secret = self.tokens[given["oauth_token"]]
        made = given["oauth_timestamp"]
        if not made.isdigit() or abs(self.now() - int(made)) > SKEW:
            return refused("timestamp_refused")
        wanted = signature(asked, self.base(), given, self.secret, token_secret)
        if not hmac.compare_digest(wanted, given["oauth_signature"]):
            return refused("signature_invalid")
        return self._used(made, given["oauth_nonce"])

    def _used(self, made: str, nonce: str) -> Reply | None:
        with self._lock:
            if (made, nonce) in self._nonces:
                return refused("nonce_used")
            self._nonces.add((made, nonce))
        return None

    def _is_late(self, asking: Asking) -> bool:
        return self.now() - asking.made > TOKEN_LIFE

    def _made(self) -> str:
        return "".join(self._random.choices("BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz23456789", k=32))


_NEEDED = ("oauth_consumer_key", "oauth_signature_method", "oauth_timestamp", "oauth_nonce", "oauth_signature")


def fields_of(asked: Asked) -> dict[str, str]:
    """What the Authorization header says."""
    kind, _, rest = asked.headers.get("authorization", "").partition(" ")
    found = (_FIELD.fullmatch(part) for part in rest.split(",")) if kind.lower() == "oauth" else ()
    return {each[1]: unquote(each[2]) for each in found if each is not None}


def signature(asked: Asked, base: str, given: Mapping[str, str], secret: str, token_secret: str) -> str:
    """HMAC-SHA1 over method, address and every parameter, or PLAINTEXT."""
    key = f"{_escaped(secret)}&{_escaped(token_secret)}"
    if given.get("oauth_signature_method") == "PLAINTEXT":
        return key
    path, _, query = asked.target.partition("?")
    pairs = [*parse_qsl(query, keep_blank_values=True), *given.items()]
    signed = sorted((_escaped(name), _escaped(value)) for name, value in pairs if name != "oauth_signature")
    joined = "&".join(f"{name}={value}" for name, value in signed)
    text = "&".join((asked.method, _escaped(base + path), _escaped(joined)))
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), hashlib.sha1)).decode()


def _escaped(text: str) -> str:
    return quote(text, safe="~")


def _said(values: Mapping[str, str]) -> Reply:
    return Reply(200, {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(values).encode())
