"""A SmugMug on loopback: signatures, six digits, rate headers, pages, originals. It is no kinder than the cloud."""

import re
import threading
import time
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote, urlsplit

from holdfast.standins.account import Content
from holdfast.standins.cloud import Cloud, Request
from holdfast.standins.delivery import TYPES, part_of_bytes
from holdfast.standins.faults import Faults
from holdfast.standins.smugmug_account import Account, Image
from holdfast.standins.smugmug_api import API, Api, failed
from holdfast.standins.smugmug_oauth import PLACE, OAuth
from holdfast.standins.spoil import BROKEN_PAGE, LOGIN_PAGE, altered, place
from holdfast.standins.wire import Asked, Reply

_ORIGINAL = re.compile(r"/photos/i-(\w+)/(\d+)/(\w+)/(D|1920)/[^/]+")


class Allowance:
    """So many calls in a window that begins with the first of them."""

    def __init__(self, calls: int, window: float, now: Callable[[], float]) -> None:
        self.calls, self.window, self.now = calls, window, now
        self._begun, self._used = -1.0, 0
        self._lock = threading.Lock()

    def take(self) -> tuple[bool, dict[str, str]]:
        """Whether this call is still allowed, and the headers that say so."""
        with self._lock:
            now = self.now()
            if self._begun < 0 or now >= self._begun + self.window:
                self._begun, self._used = now, 0
            self._used += 1
            left, ends = self.calls - self._used, self._begun + self.window
        headers = {"X-RateLimit-Remaining": str(max(0, left)), "X-RateLimit-Reset": str(int(ends))}
        if left < 0:
            headers["Retry-After"] = str(max(1, int(ends - now + 1)))
        return left >= 0, headers


class SmugMugStandIn(Cloud):
    """Kinds of requests: oauth, user, albums, listing (an album's images; key: the album's), image, bytes (key: the
    image's), rendition, other. Faults have a place: `listing`, `bytes`, `api`."""

    def __init__(
        self,
        photos: int = 60,
        *,
        seed: int | str = 1,
        nickname: str = "ada",
        key: str = "HoldfastStandInKey0123456789abcd",
        secret: str = "canary-secret-of-the-smugmug-stand-in",
        clashing: int = 4,
        odd: bool = True,
        pictures: bool = False,
        calls: int = 100_000,
        window: float = 3600.0,
        faults: Faults | None = None,
        port: int = 0,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(faults, now, port)
        self.account = Account(photos, seed, nickname, clashing=clashing, odd=odd, pictures=pictures)
        self.oauth = OAuth(key, secret, lambda: self.base, now, seed)
        self.api = Api(self.account, lambda: self.base, lambda: self.oauth.granted == "Full")
        self.allowance = Allowance(calls, window, now)
        self.moments: list[float] = []
        """When each request came."""
        self.revoked = False

    # What an owner of the account does

    @property
    def key(self) -> str:
        return self.oauth.key

    @property
    def secret(self) -> str:
        return self.oauth.secret

    @property
    def url(self) -> str:
        """Key, secret and place in one line, for whoever starts it by hand."""
        return f"http://{self.key}:{self.secret}@127.0.0.1:{self.port}/"

    def content(self, key: str) -> bytes:
        """The bytes of an image as they were uploaded."""
        return b"".join(self.account.content(self._found(key)).chunks())

    def keys(self) -> list[str]:
        return [image.key for image in self.account.images()]

    def add(self, name: str, data: bytes, album: str | None = None) -> str:
        return self.account.add(name, data, album).key

    def replace(self, key: str, data: bytes) -> Image:
        return self.account.replace(key, data)

    def rename(self, key: str, name: str) -> Image:
        return self.account.change(key, name=f"{name}.{self._found(key).kind}")

    def delete(self, key: str) -> None:
        self.account.remove(key)

    def empty(self) -> None:
        self.account.empty()

    def revoke(self) -> None:
        """The person takes the application's permission back."""
        self.revoked = True

    def _found(self, key: str) -> Image:
        image = self.account.image(key)
        if image is None:
            raise KeyError(key)
        return image

    # Answering

    def _answer(self, asked: Asked) -> Reply:
        target = urlsplit(asked.target)
        path = unquote(target.path)
        query = dict(parse_qsl(target.query, keep_blank_values=True))
        self.moments.append(self.now())
        kind, key = _kind(path)
        where = {"listing": "listing", "bytes": "bytes", "rendition": "bytes"}.get(kind, "api")
        fault = self.faults.draw(where, key)
        if asked.method != "GET":
            reply, fault = failed(405, "Only reading here"), ""
        elif kind == "oauth":
            reply = self._spoilt(fault) or self.oauth.answer(asked, path, query)
        else:
            reply, fault = self._signed(asked, path, query, kind, fault)
        self._note(Request(kind, key, asked.method, path, reply.status, fault, reply.total()))
        reply.fault = fault
        return reply

    def _signed(self, asked: Asked, path: str, query: dict[str, str], kind: str, fault: str) -> tuple[Reply, str]:
        refused = failed(401, "Unauthorized") if self.revoked else self.oauth.problem(asked)
        if refused is not None:
            return refused, ""
        if kind in ("bytes", "rendition"):
            return self._spoilt(fault) or self._bytes(path, asked, fault), fault
        allowed, headers = self.allowance.take()
        if not allowed:
            reply, fault = failed(429, "Too many requests"), ""
        else:
            reply = self._spoilt(fault) or self.api.answer(path, query, fault)
            if fault == "cut_json":
                reply.body = reply.body[: len(reply.body) // 2]
        reply.headers = {**headers, **reply.headers}
        return reply, fault

    def _bytes(self, path: str, asked: Asked, fault: str) -> Reply:
        found = _ORIGINAL.fullmatch(path)
        image = self.account.image(found[1]) if found else None
        if found is None or image is None or str(image.serial) != found[2]:
            return failed(404, "Not Found")
        if found[4] == "1920":
            return self._sent(self.account.rendition(image), "mp4", asked, fault)
        if image.withheld:
            return failed(403, "Forbidden")
        return self._sent(self.account.content(image), image.kind, asked, fault)

    @staticmethod
    def _sent(content: Content, form: str, asked: Asked, fault: str) -> Reply:
        headers = {"Content-Type": TYPES.get(form, "application/octet-stream")}
        return part_of_bytes(headers, altered(content, fault), asked)

    def _spoilt(self, fault: str) -> Reply | None:
        """The answer when something else is sent than what was asked for; None when the fault is of another kind."""
        kind, _, value = fault.partition(":")
        if kind in ("500", "502", "503"):
            return Reply(int(kind), {"Content-Type": "text/html"}, BROKEN_PAGE)
        if kind == "429":
            return Reply(429, {"Content-Type": "application/json", "Retry-After": value or "60"}, b'{"Code":429}')
        if kind in ("400", "401", "403", "404"):
            return failed(int(kind), value or "So it is")
        if kind == "html":
            return Reply(200, {"Content-Type": "text/html; charset=utf-8"}, LOGIN_PAGE)
        if kind == "redirect":
            return Reply(302, {"Location": place(value, self.port, self.base, "/loop")})
        return None


def _kind(path: str) -> tuple[str, str]:
    """What is asked for, and of whom."""
    if path.startswith(PLACE):
        return "oauth", path.removeprefix(PLACE)
    if found := _ORIGINAL.fullmatch(path):
        return ("bytes" if found[4] == "D" else "rendition"), found[1]
    call = path.removeprefix(API)
    if call == "!authuser":
        return "user", ""
    if call.endswith("!albums"):
        return "albums", ""
    kind, _, rest = call.lstrip("/").partition("/")
    if kind == "album" and rest.endswith("!images"):
        return "listing", rest.partition("!")[0]
    return ("image", rest.partition("-")[0]) if kind == "image" else ("other", path)
