"""Signed requests to SmugMug, never more than four in a second, and none while it has said that none are left."""

import secrets
import threading
from collections.abc import Mapping
from urllib.parse import urlencode

import urllib3
from oauthlib import oauth1

from holdfast import errors
from holdfast.clock import Clock
from holdfast.sources.outbound import REDIRECTS, Outbound
from holdfast.sources.smugmug_account import Account
from holdfast.sources.smugmug_answers import Answer, is_used_up, judged, limited, reset_at
from holdfast.sources.wire import whole_body

PER_SECOND = 4
API = "/api/v2"


class Pace:
    """Gives each request its turn, a quarter of a second after the one before, whatever thread it comes from."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._next = 0.0
        self._over = threading.Event()

    def wait(self) -> None:
        """Return when it is this request's turn. `Interrupted`: the source was closed meanwhile."""
        with self._lock:
            now = self._clock.monotonic()
            turn = max(now, self._next)
            self._next = turn + 1 / PER_SECOND
        while not self._over.is_set() and (left := turn - self._clock.monotonic()) > 0:
            self._clock.sleep(left, self._over)
        if self._over.is_set():
            raise errors.Interrupted("stop")

    def end(self) -> None:
        """Nobody waits any more."""
        self._over.set()


class Api:
    """Asks; never tries again."""

    def __init__(self, account: Account, outbound: Outbound, clock: Clock, pace: Pace, *, window: float = 60.0) -> None:
        self._account, self._outbound, self._clock, self._pace = account, outbound, clock, pace
        self._window = window
        self._closed_until: float | None = None

    def get(self, path: str, **params: object) -> dict[str, object]:
        """What a call below /api/v2 answers with; whatever else comes raises what it means."""
        self._raise_if_used_up()
        query = {"_verbosity": "1", **{name: str(value) for name, value in params.items()}}
        url = f"{self._account.base}{API}{path}?{urlencode(query)}"
        answer = self.whole(self.send(url, {"Accept": "application/json"}))
        self._closed_until = reset_at(answer, self._clock.now()) if is_used_up(answer) else None
        return judged(answer, self._account, self._clock.now())

    def send(
        self, url: str, headers: Mapping[str, str], *, callback: str | None = None, verifier: str | None = None
    ) -> urllib3.BaseHTTPResponse:
        """The answer to one signed GET, its body unread."""
        self._pace.wait()
        signed = self._signature(url, callback, verifier)
        return self._outbound.get(url, {**headers, **signed}, redirects=REDIRECTS)

    def _signature(self, url: str, callback: str | None, verifier: str | None) -> dict[str, str]:
        client = oauth1.Client(
            self._account.api_key, self._account.api_secret,
            self._account.token or None, self._account.token_secret or None,
            callback_uri=callback, verifier=verifier,
            timestamp=str(int(self._clock.now())), nonce=secrets.token_hex(16),
        )  # fmt: skip
        return dict(client.sign(url)[1])

    def _raise_if_used_up(self) -> None:
        until = self._closed_until
        if until is not None and until > self._clock.now():
            raise limited(self._account, until)

    def whole(self, answer: urllib3.BaseHTTPResponse) -> Answer:
        """The answer with its body, up to the largest size there can be."""
        return Answer(answer.status, answer.headers, whole_body(answer, self._account.name, self._clock, self._window))
