"""The Admin API of the stand-in: who may ask, how often, and what a listing looks like."""

import base64
import json
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import formatdate
from urllib.parse import quote

from holdfast.standins.account import Account, Asset, Part
from holdfast.standins.names import PARTS
from holdfast.standins.wire import Asked, Reply

PLAIN = (
    "asset_id", "public_id", "format", "version", "resource_type", "type", "created_at", "bytes",
    "width", "height", "asset_folder", "display_name", "folder", "url", "secure_url",
)  # fmt: skip
"""What a row has when nobody asks for more: no etag, no tags, no context, no metadata."""

ENUM = frozenset(
    (
        "asset_id", "public_id", "asset_folder", "folder", "filename", "format", "version", "version_id",
        "resource_type", "created_at", "uploaded_at", "bytes", "backup_bytes", "width", "height", "access_control",
        "metadata", "context", "tags", "moderation", "url", "secure_url", "status", "etag",
    )
)  # fmt: skip
"""The names that the SDKs list for `fields`."""


def json_reply(status: int, value: object, headers: Mapping[str, str] | None = None) -> Reply:
    body = json.dumps(value, ensure_ascii=True).encode()
    return Reply(status, {"Content-Type": "application/json; charset=utf-8", **(headers or {})}, body)


def refusal(status: int, message: str, headers: Mapping[str, str] | None = None) -> Reply:
    return json_reply(status, {"error": {"message": message}}, {"X-Cld-Error": message, **(headers or {})})


class Budget:
    """So many calls per window; windows begin at whole multiples of their length."""

    def __init__(self, calls: int, window: float, now: Callable[[], float], form: str) -> None:
        self.calls, self.window, self.now, self.form = calls, window, now, form
        self._window = -1.0
        self._used = 0
        self._lock = threading.Lock()

    def take(self) -> tuple[bool, dict[str, str]]:
        """Whether this call is still allowed, and the headers that say so."""
        with self._lock:
            current = self.now() // self.window
            if current != self._window:
                self._window, self._used = current, 0
            self._used += 1
            left = self.calls - self._used
            reset = (current + 1) * self.window
        headers = {
            "X-FeatureRateLimit-Limit": str(self.calls),
            "X-FeatureRateLimit-Remaining": str(max(0, left)),
            "X-FeatureRateLimit-Reset": formatdate(reset, usegmt=True),
        }
        return left >= 0, headers

    def refuse(self, headers: Mapping[str, str]) -> Reply:
        until = (self.now() // self.window + 1) * self.window
        return limited(self.form, until, self.now(), self.calls, headers)


def limited(form: str, until: float, now: float, calls: int = 500, headers: Mapping[str, str] | None = None) -> Reply:
    """Cloudinary's two ways of saying `not now`: 420 with the time in the sentence, 429 with Retry-After."""
    kept = dict(headers or {})
    if form == "420":
        moment = datetime.fromtimestamp(until, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        return refusal(
            420, f"Rate Limit Exceeded. Limit of {calls} api operations reached. Try again on {moment}", kept
        )
    kept["Retry-After"] = {
        "date": formatdate(until, usegmt=True),
        "garbage": "soon, perhaps",
        "ages": str(10 * 365 * 86_400),
        "negative": "-30",
    }.get(form, str(max(1, round(until - now))))
    return refusal(429, "Too many requests", kept)


class Admin:
    """Answers the calls under `/v1_1/<cloud>/` that the product makes, and refuses all others."""

    def __init__(self, account: Account, cloud: str, base: Callable[[], str]) -> None:
        self.account, self.cloud, self.base = account, cloud, base
        self.mode = "dynamic" if account.dynamic else "fixed"
        self.epoch = 0
        self.strict_fields = False
        self.extra_rows: dict[Part, list[dict[str, object]]] = {}

    def config(self, query: Mapping[str, str]) -> Reply:
        said: dict[str, object] = {"cloud_name": self.cloud, "created_at": "2019-02-11T09:00:00Z"}
        if query.get("settings") == "true":
            said["settings"] = {"folder_mode": self.mode}
        return json_reply(200, said)

    def usage(self) -> Reply:
        return json_reply(200, {"plan": "Free", "resources": len(self.account), "rate_limit_allowed": 500})

    def listing(self, part: Part, query: Mapping[str, str], fault: str) -> Reply:
        """One page of one listing, newest first."""
        if part not in PARTS:
            return json_reply(200, {"resources": []})
        size = query.get("max_results", "10")
        if not size.isdigit() or not 1 <= int(size) <= 500:
            return refusal(400, f"Invalid value {size} for parameter max_results; must be between 1 and 500")
        fields = [name for name in query.get("fields", "").split(",") if name]
        if self.strict_fields and not ENUM.issuperset(fields):
            return refusal(400, f"Invalid value for parameter fields: {','.join(sorted(set(fields) - ENUM))}")
        after = None
        if "next_cursor" in query:
            after = self._opened(query["next_cursor"], part)
            if after is None:
                return refusal(400, "Invalid or expired next_cursor")
        return self._page(part, after, int(size), fields, query, fault)

    def _page(
        self, part: Part, after: int | None, size: int, fields: list[str], query: Mapping[str, str], fault: str
    ) -> Reply:
        prefix = query.get("prefix", "")
        assets = self.account.after(part, after, len(self.account) if prefix else size + 1)
        assets = [asset for asset in assets if asset.public_id.startswith(prefix)][: size + 1]
        more, assets = len(assets) > size, assets[:size]
        rows = [self.row(asset, fields, query) for asset in assets]
        if after is None:
            rows = [*self.extra_rows.get(part, []), *rows]
        if fault == "duplicate_rows":
            rows = rows + rows[: len(rows) // 2 + 1]
        said: dict[str, object] = {"resources": rows}
        if more:
            said["next_cursor"] = self._sealed(part, assets[-1].rank)
        if fault == "repeat_cursor":
            said["next_cursor"] = query.get("next_cursor") or self._sealed(part, assets[-1].rank if assets else 0)
        return json_reply(200, said)

    def _sealed(self, part: Part, rank: int) -> str:
        """A cursor: a place in one listing, unreadable by accident only."""
        text = json.dumps([self.epoch, *part, rank]).encode()
        return base64.b16encode(text).decode().lower()

    def _opened(self, cursor: str, part: Part) -> int | None:
        try:
            epoch, resource_type, type_, rank = json.loads(base64.b16decode(cursor.upper()))
        except (ValueError, TypeError):
            return None
        return int(rank) if (epoch, resource_type, type_) == (self.epoch, *part) else None

    def row(self, asset: Asset, fields: list[str], query: Mapping[str, str]) -> dict[str, object]:
        """The asset as a listing shows it: exactly the fields asked for, or the plain ones."""
        whole = self._whole(asset)
        if fields:
            wanted = {"public_id", "asset_id", *fields}
        else:
            wanted = {*PLAIN, "new_field_of_tomorrow"}
            wanted |= {name for name in ("tags", "context", "metadata") if query.get(name) == "true"}
        return {name: value for name, value in whole.items() if name in wanted}

    def _whole(self, asset: Asset) -> dict[str, object]:
        content = self.account.content(asset)
        tail = f".{asset.format}" if asset.format else ""
        path = f"{self.cloud}/{asset.resource_type}/{asset.type}/v{asset.version}/{quote(asset.public_id + tail)}"
        moment = datetime.fromtimestamp(asset.created_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        whole: dict[str, object] = {
            "asset_id": asset.asset_id, "public_id": asset.public_id, "format": asset.format,
            "version": asset.version, "version_id": content.md5, "type": asset.type,
            "resource_type": asset.resource_type, "created_at": moment, "uploaded_at": moment,
            "bytes": content.length, "backup_bytes": 0,
            "width": 1080, "height": 720, "filename": asset.public_id.rpartition("/")[2], "status": "active",
            "tags": list(asset.tags), "context": {"custom": asset.context} if asset.context else {},
            "metadata": asset.metadata, "access_control": None, "new_field_of_tomorrow": {"a": [1, None]},
            "url": f"{self.base()}/{path}", "secure_url": f"{self.base()}/{path}", "etag": content.md5,
        }  # fmt: skip
        if self.mode == "dynamic":
            whole |= {"asset_folder": asset.asset_folder, "display_name": asset.display_name}
        else:
            whole["folder"] = asset.public_id.rpartition("/")[0]
        return self._with_quirks(asset, whole)

    def _with_quirks(self, asset: Asset, whole: dict[str, object]) -> dict[str, object]:
        if asset.resource_type == "raw":
            for name in ("format", "width", "height"):
                whole.pop(name)
        if asset.quirk == "bytes":
            whole["bytes"] = 0
        elif asset.quirk in whole:
            whole.pop(asset.quirk)
        whole.update(asset.said)
        return whole


def credentials(asked: Asked) -> tuple[str, str] | None:
    """Key and secret of a Basic authorisation. None: there is none."""
    kind, _, value = asked.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        key, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return None
    return key, secret
