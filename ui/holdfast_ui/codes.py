"""One-time codes: how a page proves that the person of this installation opened it.

A code is `nonce.expiry.mac` under the installation's secret, so that any process of the person can make one
without asking the server. It travels in a URL's fragment, which no server, log or Referer ever sees.
"""

import hashlib
import hmac
import html
import os
import secrets
import threading
from base64 import urlsafe_b64encode
from pathlib import Path

from holdfast.clock import Clock
from holdfast.config import Home

SECRET_BYTES = 32
WINDOW_LIFE = 30
"""Seconds that a code for the window or the redirect file lives."""
TERMINAL_LIFE = 300
"""Seconds that a code printed on a terminal lives; nothing lives longer."""


def mint(secret: bytes, clock: Clock, life: int = WINDOW_LIFE) -> str:
    """A code that opens the page once, within `life` seconds."""
    if len(secret) < SECRET_BYTES:
        raise ValueError("The installation's secret is too short.")
    signed = f"{secrets.token_urlsafe(16)}.{int(clock.now()) + min(life, TERMINAL_LIFE)}"
    return f"{signed}.{_mac(secret, signed)}"


class CodeBook:
    """Accepts each right code once, and remembers it until it would have expired anyway."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock
        self._used: dict[str, int] = {}
        self._lock = threading.Lock()

    def accept(self, code: str) -> bool:
        """Whether the code is right, in time and new; it is used up by this."""
        nonce, expiry = self._read(code)
        now = self._clock.now()
        if expiry is None or not now < expiry <= now + TERMINAL_LIFE + 1:
            return False
        with self._lock:
            self._used = {used: until for used, until in self._used.items() if until > now}
            if nonce in self._used:
                return False
            self._used[nonce] = expiry
        return True

    def _read(self, code: str) -> tuple[str, int | None]:
        signed, _, mac = code.rpartition(".")
        if not hmac.compare_digest(_mac(self._secret, signed).encode(), mac.encode("utf-8", "replace")):
            return "", None
        nonce, _, expiry = signed.partition(".")
        return nonce, int(expiry)


def redirect_file(home: Home, port: int, code: str) -> Path:
    """A page of ours, readable by its owner alone, that opens the window's page with the code.

    A browser is started with this file's name, because whatever stands in an argument list can be read by
    every user of the machine.
    """
    home.run_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = home.run_dir / "open.html"
    path.unlink(missing_ok=True)
    target = html.escape(f"http://127.0.0.1:{port}/#code={code}", quote=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(REDIRECT_PAGE.replace("TARGET", target))
    return path


REDIRECT_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=TARGET">
<title>Holdfast</title>
<p>Opening Holdfast… If nothing happens, <a rel="noreferrer" href="TARGET">open it here</a>.</p>
</html>
"""


def _mac(secret: bytes, signed: str) -> str:
    digest = hmac.digest(secret, b"holdfast one-time code " + signed.encode("utf-8", "replace"), hashlib.sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
