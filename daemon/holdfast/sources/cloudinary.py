"""Cloudinary as a source: lists by the Admin API, copies originals from the CDN or by the API's download route."""

from collections.abc import Iterator, Mapping

from holdfast.clock import Clock
from holdfast.domain.budget import Budget
from holdfast.domain.photo import Page, RemotePhoto
from holdfast.sources.addresses import Origin
from holdfast.sources.base import Asked, Description, Reached, Stream
from holdfast.sources.cloudinary_account import Account, ParsedUrl, account_of, parse_url
from holdfast.sources.cloudinary_answers import CallRefused
from holdfast.sources.cloudinary_api import AdminApi
from holdfast.sources.cloudinary_delivery import Delivery
from holdfast.sources.cloudinary_folders import Step, Walk, is_step
from holdfast.sources.cloudinary_listing import Listing, Place
from holdfast.sources.outbound import Outbound

__all__ = ["Account", "CloudinarySource", "ParsedUrl", "account_of", "parse_url"]


class CloudinarySource:
    """See `Source`, `Plain` and `Signing`. The settings are `cloud_name`, `upload_prefix` and `private`; the
    credentials `api_key` and `api_secret`, as `parse_url` gives them."""

    def __init__(
        self,
        settings: Mapping[str, object],
        credentials: Mapping[str, object],
        clock: Clock,
        *,
        minimum_rate: int = 1024,
        rate_window: float = 60.0,
        connect_timeout: float = 20.0,
        api_timeout: float = 60.0,
        connections: int = 32,
    ) -> None:
        """`minimum_rate`: bytes per second; slower for `rate_window` seconds, and a download is given up."""
        self._account = account_of(settings, credentials)
        rules = self._account.rules
        # A page of 500 rows may be long in the making; a stall of a download is a matter of the person's settings.
        self._calls = Outbound(rules, connect_timeout=connect_timeout, read_timeout=api_timeout, connections=4)
        self._bytes = Outbound(
            rules, connect_timeout=connect_timeout, read_timeout=rate_window, connections=connections
        )
        self._api = AdminApi(self._account, self._calls, clock, window=api_timeout)
        self._listing = Listing(self._api, self._account)
        self._walk = Walk(self._api, self._account)
        self._delivery = Delivery(
            self._account, self._bytes, self._api, clock, minimum_rate=minimum_rate, window=rate_window
        )
        self._mode: str | None = None

    def __repr__(self) -> str:
        return f"CloudinarySource({self._account.cloud_name!r})"

    def describe(self) -> Description:
        """See `Source.describe`."""
        self._mode = self._ask_mode()
        facts = {"cloud_name": self._account.cloud_name, "folder_mode": self._mode or "unknown"}
        return Description(self._account.name, facts)

    def list(self, cursor: str | None, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        """See `Source.list`."""
        if cursor is not None:
            if folder and is_step(cursor):
                return self._walk.pages(Step.decoded(cursor))
            return self._listing.pages(Place.decoded(cursor), folder)
        if self._mode is None:
            self._mode = self._ask_mode()
        if folder and self._mode == "dynamic":
            return self._walk.pages(Step(("/".join(folder),)))
        return self._listing.pages(Place(0, self._mode), folder)

    def open(self, photo: RemotePhoto, offset: int = 0, validator: str | None = None) -> Stream:
        """See `Source.open`."""
        return self._delivery.open(photo, offset, validator)

    def plainly(self, photo: RemotePhoto) -> Asked | None:
        """See `Plain.plainly`."""
        return self._delivery.plainly(photo)

    def answered(self, photo: RemotePhoto, headers: Mapping[str, str]) -> Stream | None:
        """See `Plain.answered`."""
        return self._delivery.answered(photo, headers)

    def reach(self, origin: Origin) -> Reached:
        """See `Plain.reach`."""
        return self._bytes.reach(origin)

    def budget(self) -> Budget | None:
        """See `Source.budget`. Only the Admin API counts calls; originals cost none."""
        return self._api.budget

    def signed_url(self, photo: RemotePhoto, seconds: int) -> str:
        """See `Signing.signed_url`."""
        return self._delivery.signed_url(photo, seconds)

    def close(self) -> None:
        """See `Source.close`."""
        self._calls.close()
        self._bytes.close()

    def _ask_mode(self) -> str:
        """`dynamic` or `fixed`; empty when the account does not tell, then each row is looked at for itself."""
        try:
            settings = self._api.get("config", settings="true").get("settings")
        except CallRefused:
            self._api.get("ping")
            return ""
        mode = settings.get("folder_mode") if isinstance(settings, dict) else None
        return mode if mode in ("dynamic", "fixed") else ""
