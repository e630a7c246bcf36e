"""A Cloudinary on loopback that speaks what the real SDK sends, and is no kinder than the cloud."""

import time
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from holdfast.standins import folders
from holdfast.standins.account import Account, Asset, content_of
from holdfast.standins.admin import Admin, Budget, credentials, json_reply, limited, refusal
from holdfast.standins.cloud import Cloud, Request
from holdfast.standins.delivery import Delivery
from holdfast.standins.faults import Faults
from holdfast.standins.spoil import BROKEN_PAGE, LOGIN_PAGE, altered, elsewhere, place
from holdfast.standins.wire import Asked, Reply


class StandIn(Cloud):
    """A cloud with `photos` invented assets.

    Kinds of requests: config, ping, usage, listing, delivery, derived, download, other; the key is the asset_id.
    """

    def __init__(
        self,
        photos: int = 24,
        *,
        seed: int | str = 1,
        folder_mode: str = "dynamic",
        cloud: str = "demo",
        key: str = "614159265358979",
        secret: str = "canary-secret-of-the-stand-in",
        nasty: bool = True,
        pictures: bool = False,
        size: tuple[int, int] = (600, 4000),
        faults: Faults | None = None,
        hourly: int = 1_000_000,
        window: float = 3600.0,
        limit_form: str = "420",
        port: int = 0,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(faults, now, port)
        self.account = Account(photos, seed, folder_mode=folder_mode, nasty=nasty, pictures=pictures, size=size)
        self.cloud, self.key, self.secret = cloud, key, secret
        self.revoked = False
        self.admin = Admin(self.account, cloud, lambda: self.base)
        self.delivery = Delivery(self.account, lambda: (self.key, self.secret), now)
        self.budget = Budget(hourly, window, now, limit_form)
        self._loop = f"/{cloud}/round/and/round"

    @property
    def url(self) -> str:
        """What a person would paste: key, secret, cloud and where it is."""
        return f"cloudinary://{quote(self.key)}:{quote(self.secret)}@{self.cloud}?upload_prefix={self.base}"

    # What the account holds, and what was asked of it

    @property
    def photos(self) -> list[Asset]:
        """Every asset there is now."""
        return list(self.account.assets())

    def content(self, asset_id: str) -> bytes:
        """The original's bytes, whole."""
        return b"".join(self.account.content(self.account.by_id(asset_id)).chunks())

    # What an owner of the account does while it is backed up

    def replace(self, asset_id: str, data: bytes | None = None) -> Asset:
        """Upload other bytes over it: new etag, new version, same asset_id."""
        asset = self.account.by_id(asset_id)
        changed = self.account.change(asset, revision=asset.revision + 1, version=asset.version + 1000)
        if data is not None:
            self.account.set_content(changed, content_of(data))
        return changed

    def rename(self, asset_id: str, name: str) -> Asset:
        """Another name in the same folder. In a dynamic account only what is shown changes."""
        asset = self.account.by_id(asset_id)
        if self.account.dynamic:
            return self.account.change(asset, display_name=name)
        folder = asset.public_id.rpartition("/")[0]
        return self.account.change(asset, public_id=f"{folder}/{name}" if folder else name, version=asset.version + 1)

    def move(self, asset_id: str, folder: str) -> Asset:
        """The same asset in another folder. In a dynamic account neither public_id nor URL nor version changes."""
        asset = self.account.by_id(asset_id)
        if self.account.dynamic:
            return self.account.change(asset, asset_folder=folder)
        name = asset.public_id.rpartition("/")[2]
        return self.account.change(asset, public_id=f"{folder}/{name}" if folder else name, version=asset.version + 1)

    def delete(self, asset_id: str) -> None:
        self.account.remove(self.account.by_id(asset_id))

    def add(
        self,
        public_id: str,
        data: bytes,
        *,
        resource_type: str = "image",
        type: str = "upload",
        format: str = "jpg",
        length: int | None = None,
        **fields: object,
    ) -> Asset:
        """A new asset with these bytes; with `length`, repeated up to it without holding them."""
        form = "" if resource_type == "raw" else format
        return self.account.add(public_id, (resource_type, type), form, content_of(data, length), **fields)

    def misstate(self, asset_id: str, **fields: object) -> Asset:
        """Let the listing say something else than what is true, e.g. `bytes="12"` or `etag="00"`."""
        asset = self.account.by_id(asset_id)
        return self.account.change(asset, said={**asset.said, **fields})

    def insert_row(self, row: dict[str, object], resource_type: str = "image", type: str = "upload") -> None:
        """A row of the listing as it is, however mad."""
        self.admin.extra_rows.setdefault((resource_type, type), []).append(row)

    def withhold(self, asset_id: str) -> None:
        """Let the CDN refuse this one although it is public (access control, strict delivery)."""
        self.delivery.refused.add(asset_id)

    def empty(self) -> None:
        """As a suspended account: status 200, and nothing in it."""
        self.account.empty()

    def revoke(self) -> None:
        """The key works no longer."""
        self.revoked = True

    def expire_cursors(self) -> None:
        """Every cursor given out so far is refused from now on."""
        self.admin.epoch += 1

    # Answering

    def _answer(self, asked: Asked) -> Reply:
        target = urlsplit(asked.target)
        query = dict(parse_qsl(target.query, keep_blank_values=True))
        parts = target.path.split("/")
        if asked.method != "GET":
            reply, kind, key, fault = refusal(405, "Only reading here"), "other", target.path, ""
        elif len(parts) > 3 and parts[1] == "v1_1":
            reply, kind, key, fault = self._api(asked, unquote(parts[2]), parts[3:], query)
        else:
            reply, kind, key, fault = self._deliver(asked, target.path)
        self._note(Request(kind, key, asked.method, target.path, reply.status, fault, reply.total()))
        return reply

    def _api(self, asked: Asked, cloud: str, call: list[str], query: dict[str, str]) -> tuple[Reply, str, str, str]:
        if len(call) == 2 and call[1] == "download":
            return self._download(asked, cloud, call[0], query)
        kind = "listing" if call[0] == "resources" else call[0] if call[0] in ("config", "usage", "ping") else "other"
        key = "/".join(call[1:3])
        fault = self.faults.draw("listing" if kind == "listing" else "api", key)
        refused = self._refused(asked, cloud)
        if refused is not None:
            return refused, kind, key, ""
        allowed, headers = self.budget.take()
        if not allowed:
            return self.budget.refuse(headers), kind, key, ""
        reply = self._spoilt(fault) or self._call(kind, call, query, fault)
        reply.headers.update(headers)
        if fault == "cut_json":
            reply.body = reply.body[: len(reply.body) // 2]
        reply.fault = fault
        return reply, kind, key, fault

    def _call(self, kind: str, call: list[str], query: dict[str, str], fault: str) -> Reply:
        if kind == "listing" and call[1:2] == ["by_asset_folder"]:
            return folders.photos_in(self.admin, query)
        if kind == "listing":
            resource_type, type_ = (*call[1:3], "upload")[:2] if len(call) > 1 else ("image", "upload")
            return self.admin.listing((resource_type, type_), query, fault)
        if call[0] == "folders" and len(call) > 1:
            return folders.folders_in(self.admin, call[1:], query)
        if kind == "config":
            return self.admin.config(query)
        if kind == "usage":
            return self.admin.usage()
        return json_reply(200, {"status": "ok"}) if kind == "ping" else refusal(404, "No such call")

    def _refused(self, asked: Asked, cloud: str) -> Reply | None:
        """The 401 that the wrong key, secret or cloud gets."""
        given = credentials(asked)
        if given is None:
            return refusal(401, "Missing or invalid authorization", {"WWW-Authenticate": 'Basic realm="Cloudinary"'})
        if cloud != self.cloud:
            return refusal(401, "cloud_name mismatch")
        if given[0] != self.key or self.revoked:
            return refusal(401, "unknown api_key")
        return None if given[1] == self.secret else refusal(401, "api_secret mismatch")

    def _download(
        self, asked: Asked, cloud: str, resource_type: str, query: dict[str, str]
    ) -> tuple[Reply, str, str, str]:
        if cloud != self.cloud:
            return refusal(401, "cloud_name mismatch"), "download", "", ""
        if self.revoked:
            return refusal(401, f"Unknown API key {query.get('api_key', '')}"), "download", "", ""
        asset, refused = self.delivery.by_download(resource_type, query)
        if asset is None or refused is not None:
            key = asset.asset_id if asset else ""
            return refused or refusal(404, "Resource not found"), "download", key, ""
        derived = bool(asset.format) and asset.format != query.get("format")
        reply, fault = self._bytes(asset, asked, derived)
        return reply, "derived" if derived else "download", asset.asset_id, fault

    def _deliver(self, asked: Asked, path: str) -> tuple[Reply, str, str, str]:
        if path == self._loop:
            return Reply(302, {"Location": self.base + self._loop}), "other", path, ""
        asset, why = self.delivery.by_url(path)
        if asset is None or why[:1] == "4":
            status, _, message = why.partition(" ")
            headers = {"X-Cld-Error": message.encode("ascii", "replace").decode(), "Content-Type": "text/plain"}
            return Reply(int(status), headers), "delivery", asset.asset_id if asset else "", ""
        reply, fault = self._bytes(asset, asked, why == "derived")
        return reply, why or "delivery", asset.asset_id, fault

    def _bytes(self, asset: Asset, asked: Asked, derived: bool) -> tuple[Reply, str]:
        fault = self.faults.draw("bytes", asset.asset_id)
        spoilt = self._spoilt(fault)
        if spoilt is not None:
            return spoilt, fault
        content = self.account.content(asset)
        if derived:
            content = content_of(b"\xff\xd8\xff\xe0 a rendition \xff\xd9")
        reply = self.delivery.reply(asset, altered(content, fault), asked)
        if fault == "range_ignored":
            reply = self.delivery.reply(asset, content, Asked("GET", asked.target, {}))
        if fault == "range_elsewhere":
            reply = elsewhere(reply, content)
        if fault == "gzip":
            reply.headers["Content-Encoding"] = "gzip"
        reply.fault = fault
        return reply, fault

    def _spoilt(self, fault: str) -> Reply | None:
        """The answer when something else is sent than what was asked for; None when the fault is of another kind."""
        kind, _, value = fault.partition(":")
        if kind in ("500", "502", "503"):
            return Reply(int(kind), {"Content-Type": "text/html"}, BROKEN_PAGE)
        if kind in ("420", "429"):
            wait = float(value) if value.replace(".", "").isdigit() else 3600.0
            return limited("420" if kind == "420" else value, self.now() + wait, self.now())
        if kind in ("400", "401", "403", "404"):
            return refusal(int(kind), value or "So it is")
        if kind == "html":
            return Reply(200, {"Content-Type": "text/html; charset=utf-8"}, LOGIN_PAGE)
        if kind == "redirect":
            return Reply(302, {"Location": place(value, self.port, self.base, self._loop)})
        return None
