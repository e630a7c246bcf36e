"""The delivery side of the stand-in: the CDN with its signed URLs, and the API's download route."""

import hmac
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from holdfast.standins.account import Account, Asset, Content
from holdfast.standins.admin import refusal
from holdfast.standins.signing import api_signature, url_signature
from holdfast.standins.wire import Asked, Reply

TYPES = {"jpg": "image/jpeg", "png": "image/png", "mp4": "video/mp4", "pdf": "application/pdf"}
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a delivery URL asks for."""

    resource_type: str
    type: str
    signature: str
    transformation: str
    source: str


def wanted(path: str) -> Wanted | None:
    """The parts of `/<cloud>/<resource_type>/<type>/[s--..--/][transformation/][v1/]<public_id>[.format]`."""
    if "/./" in f"{path}/" or "/../" in f"{path}/":
        path = posixpath.normpath(path)
    parts = path.lstrip("/").split("/")
    if len(parts) < 4:
        return None
    _cloud, resource_type, type_, *rest = parts
    signature = ""
    if len(rest) > 1 and rest[0].startswith("s--") and rest[0].endswith("--"):
        signature, rest = rest[0][3:-2], rest[1:]
    at = next((i for i, part in enumerate(rest[:-1]) if re.fullmatch(r"v\d+", part)), None)
    transformation = "/".join(rest[:at]) if at else ""
    source = "/".join(rest if at is None else rest[at + 1 :])
    return Wanted(resource_type, type_, signature, transformation, unquote(source))


class Delivery:
    """Gives the bytes out: to everyone what is public, to the holder of the secret the rest."""

    def __init__(self, account: Account, key: Callable[[], tuple[str, str]], now: Callable[[], float]) -> None:
        self.account, self.key, self.now = account, key, now
        self.refused: set[str] = set()
        """asset_ids that the CDN withholds even though they are public (access control)."""

    def by_url(self, path: str) -> tuple[Asset | None, str]:
        """Which asset a delivery URL means, and why it is refused; `derived` when it would not be the original."""
        want = wanted(path)
        if want is None:
            return None, "404 Resource not found"
        asset, derived = self._meant(want)
        if asset is None:
            return None, f"404 Resource not found - {want.source}"
        if asset.asset_id in self.refused:
            return asset, "401 deny or ACL failure"
        if asset.type != "upload" and not self._signed(want):
            return asset, "401 deny or ACL failure"
        return asset, "derived" if derived or want.transformation else ""

    def _meant(self, want: Wanted) -> tuple[Asset | None, bool]:
        """The asset, and whether the URL asks for another format than the original's."""
        part = (want.resource_type, want.type)
        if want.resource_type == "raw":
            return self.account.find(part, want.source), False
        stem, _, form = want.source.rpartition(".")
        asset = self.account.find(part, stem)
        if asset is not None:
            return asset, asset.format != form
        return self.account.find(part, want.source), True

    def _signed(self, want: Wanted) -> bool:
        source = f"{want.transformation}/{want.source}" if want.transformation else want.source
        return hmac.compare_digest(want.signature, url_signature(source, self.key()[1]))

    def by_download(self, resource_type: str, query: Mapping[str, str]) -> tuple[Asset | None, Reply | None]:
        """Which asset a signed download call means, or the refusal."""
        key, secret = self.key()
        if query.get("api_key") != key:
            return None, refusal(401, f"Unknown API key {query.get('api_key', '')}")
        if not hmac.compare_digest(query.get("signature", ""), api_signature(query, secret)):
            return None, refusal(401, "Invalid Signature")
        if stale := self._stale(query):
            return None, stale
        asset = self.account.find((resource_type, query.get("type", "upload")), query.get("public_id", ""))
        if asset is None:
            return None, refusal(404, f"Resource not found - {query.get('public_id', '')}")
        if asset.format and not query.get("format"):
            return asset, refusal(400, "Missing required parameter - format")
        return asset, None

    def _stale(self, query: Mapping[str, str]) -> Reply | None:
        made = query.get("timestamp", "")
        if not made.isdigit() or abs(self.now() - int(made)) > 3600:
            return refusal(400, f"Stale request - reported time is {made} which is more than 1 hour ago")
        ends = query.get("expires_at", "")
        if ends and (not ends.isdigit() or int(ends) < self.now()):
            return refusal(401, "The link has expired")
        return None

    def reply(self, asset: Asset, content: Content, asked: Asked) -> Reply:
        """The original, or the part of it that a Range asks for."""
        kind = TYPES.get(asset.format, "application/octet-stream")
        return part_of_bytes({"Content-Type": kind}, content, asked)


def part_of_bytes(headers: Mapping[str, str], content: Content, asked: Asked) -> Reply:
    """The bytes, or the part of them that a Range asks for."""
    tag = f'"{content.md5}"'
    said = {**headers, "ETag": tag, "Accept-Ranges": "bytes"}
    start = _start(asked, tag)
    if start is None:
        return _bytes(200, said, content, 0)
    if start >= content.length:
        return Reply(416, {"Content-Range": f"bytes */{content.length}"})
    said["Content-Range"] = f"bytes {start}-{content.length - 1}/{content.length}"
    return _bytes(206, said, content, start)


def _start(asked: Asked, tag: str) -> int | None:
    """Where to begin; None: the whole, because nothing else was asked or the bytes are other ones by now."""
    found = _RANGE.fullmatch(asked.headers.get("range", ""))
    if found is None or asked.headers.get("if-range", tag) != tag:
        return None
    return int(found[1])


def _bytes(status: int, headers: dict[str, str], content: Content, start: int) -> Reply:
    if content.length == len(content.data):
        return Reply(status, headers, content.data[start:])

    def stream() -> Iterator[bytes]:
        return content.chunks(start)

    return Reply(status, headers, stream=stream, length=content.length - start)
