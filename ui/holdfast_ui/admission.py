"""Who may come in: one-time codes are exchanged for a cookie that shows and a token that changes.

The cookie alone reads. Cookies are not kept apart by port, so another server on this machine may see it;
whoever changes something must also name the token, which only ever lives in the page's own memory.
"""

import hashlib
import hmac
import secrets
import threading
from collections import deque
from dataclasses import dataclass
from typing import Literal

from werkzeug.http import parse_cookie

from holdfast.clock import Clock
from holdfast_ui.codes import CodeBook

MOST_VISITS = 64
"""Pages signed in at once; the one signed in first is forgotten first."""
WRONG_CODES = 10
PER_SECONDS = 60.0


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """What a page is given when its code was right. Never shown in logs."""

    cookie: str
    token: str


class Admission:
    """Signs pages in and knows them again; forgets all of them when the process ends."""

    def __init__(self, secret: bytes, install_id: str, clock: Clock) -> None:
        self.cookie_name = "holdfast-" + hashlib.sha256(install_id.encode()).hexdigest()[:16]
        self._codes = [CodeBook(secret, clock)]
        self._clock = clock
        self._visits: dict[bytes, Visit] = {}
        self._wrong: deque[float] = deque(maxlen=WRONG_CODES)
        self._lock = threading.Lock()

    def trust(self, secret: bytes) -> None:
        """Accept codes of this secret as well: the catalog that holds it was opened while pages were signed in."""
        self._codes.append(CodeBook(secret, self._clock))

    def sign_in(self, code: str, cookie: str | None) -> Visit | Literal["wrong", "too many"]:
        """Exchange a code for a visit. A page that is signed in already keeps its visit.

        Only wrong codes are counted against the limit: a stranger on this machine must not lock the person out.
        """
        if not any(codes.accept(code) for codes in self._codes):
            return self._count_wrong()
        with self._lock:
            known = self._find(cookie)
            if known is not None:
                return known
            visit = Visit(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
            self._visits[_digest(visit.cookie)] = visit
            while len(self._visits) > MOST_VISITS:
                del self._visits[next(iter(self._visits))]
            return visit

    def cookie_in(self, header: str) -> str | None:
        """The value of a valid cookie of ours in a Cookie header.

        Another server on this machine may have set one of the same name before it, so all are looked at.
        """
        named = parse_cookie(header).getlist(self.cookie_name)
        with self._lock:
            return next((value for value in named if self._find(value) is not None), None)

    def may_change(self, cookie: str | None, token: str | None) -> bool:
        """Whether cookie and token belong together."""
        with self._lock:
            visit = self._find(cookie)
        if visit is None or token is None:
            return False
        return hmac.compare_digest(visit.token.encode(), token.encode("utf-8", "replace"))

    def _find(self, cookie: str | None) -> Visit | None:
        return self._visits.get(_digest(cookie)) if cookie else None

    def _count_wrong(self) -> Literal["wrong", "too many"]:
        now = self._clock.monotonic()
        with self._lock:
            full = len(self._wrong) == WRONG_CODES and now - self._wrong[0] < PER_SECONDS
            if not full:
                self._wrong.append(now)
        return "too many" if full else "wrong"


def _digest(cookie: str) -> bytes:
    # Looked up by digest, so that the time of the look-up tells nothing about the cookie itself.
    return hashlib.sha256(cookie.encode("utf-8", "replace")).digest()
