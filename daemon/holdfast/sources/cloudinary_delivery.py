"""The bytes of a Cloudinary original: from the CDN where that is public, else by the API's signed download route."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

import urllib3

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.addresses import origin_of
from holdfast.sources.base import Asked
from holdfast.sources.cloudinary_account import Account
from holdfast.sources.cloudinary_answers import Answer, clock_skew, is_page, parsed, plain, raise_for_limit, said_in
from holdfast.sources.cloudinary_api import AdminApi
from holdfast.sources.cloudinary_sdk import download_url
from holdfast.sources.outbound import REDIRECTS, Outbound
from holdfast.sources.wire import WireStream, granted_offset, short_body, without_body

LINK_LIFE = 3600
"""Seconds that a signed address is good for; a download that has begun may last longer."""
KEY_TRUST = 300.0
"""Seconds for which a key that worked is not asked about again, when one photo is refused after the other."""


class Delivery:
    """Opens originals. Never a rendition: an address that could mean one is not used."""

    def __init__(
        self, account: Account, outbound: Outbound, api: AdminApi, clock: Clock, *, minimum_rate: int, window: float
    ) -> None:
        self._account, self._outbound, self._api, self._clock = account, outbound, api, clock
        self._minimum_rate, self._window = minimum_rate, window
        self._key_good_at: float | None = None

    def open(self, photo: RemotePhoto, offset: int, validator: str | None) -> WireStream:
        """See `Source.open`."""
        known = validator is not None and not validator.startswith("W/")
        wanted = {"Range": f"bytes={offset}-", "If-Range": str(validator)} if offset > 0 and known else {}
        public = public_url(photo, self._account)
        if public:
            answer = self._get(photo, public, wanted)
            if answer.status not in (401, 403, 404, 410):
                return self._stream(photo, public, answer, wanted, offset)
            answer.close()
        # The CDN remembers a 404 for long and keeps rules of its own: the API has the last word.
        signed = self.signed_url(photo, LINK_LIFE)
        return self._stream(photo, signed, self._get(photo, signed, wanted), wanted, offset)

    def plainly(self, photo: RemotePhoto) -> Asked | None:
        """See `Plain.plainly`."""
        public = public_url(photo, self._account)
        return self._outbound.asked(*origin_of(public), {}) if public else None

    def answered(self, photo: RemotePhoto, headers: Mapping[str, str]) -> WireStream:
        """See `Plain.answered`."""
        return self._stream(photo, "", without_body(headers), {}, 0)

    def _get(self, photo: RemotePhoto, url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        try:
            return self._outbound.get(url, headers, redirects=REDIRECTS)
        except errors.ServerError as error:
            raise errors.NetReset(f"{photo.name} could not be copied. {error.message}") from error

    def _stream(
        self, photo: RemotePhoto, url: str, answer: urllib3.BaseHTTPResponse, wanted: Mapping[str, str], offset: int
    ) -> WireStream:
        """The answer as a stream. A part that begins elsewhere is not mended: the whole is asked for."""
        if wanted and (answer.status == 416 or (answer.status == 206 and granted_offset(answer) != offset)):
            answer.close()
            return self._stream(photo, url, self._get(photo, url, {}), {}, 0)
        if answer.status != (206 if wanted else 200) and answer.status != 200:
            raise self._refusal(photo, answer)
        return WireStream(
            answer,
            photo.name,
            self._clock,
            offset=offset if answer.status == 206 else 0,
            minimum_rate=self._minimum_rate,
            window=self._window,
        )

    def signed_url(self, photo: RemotePhoto, seconds: int) -> str:
        """See `Signing.signed_url`."""
        now = int(self._clock.now())
        params = {
            "timestamp": str(now),
            "public_id": _located(photo, "public_id"),
            "format": "" if photo.media_type == "raw" else _form(photo),
            "type": _located(photo, "type"),
            "expires_at": str(now + seconds),
        }
        return download_url(self._account, _located(photo, "resource_type"), params)

    def _refusal(self, photo: RemotePhoto, answer: urllib3.BaseHTTPResponse) -> errors.HoldfastError:
        """What an answer that holds no original means."""
        short = Answer(answer.status, answer.headers, short_body(answer, self._clock))
        now = self._clock.now()
        raise_for_limit(short, self._account, now)
        said = said_in(parsed(short.data), self._account)
        said = said or plain(answer.headers.get("X-Cld-Error") or "", self._account)
        because = f" It says: {said}." if said else ""
        name = self._account.name
        if skew := clock_skew(said, answer.headers.get("Date"), now):
            return skew
        if short.status >= 500:
            return errors.DeliveryFailed(f"{name} failed to give out {photo.name} (status {short.status}).")
        if short.status in (404, 410):
            return errors.GoneUpstream(f"{name} has no {photo.name} any more.")
        if short.status in (401, 403):
            self._ask_whether_key_works()
        what = "answered with a web page instead of" if is_page(short) else "withholds"
        return errors.Forbidden(f"{name} {what} {photo.name} (status {short.status}).{because}")

    def _ask_whether_key_works(self) -> None:
        """AuthRevoked: it is not this photo, it is the key."""
        now = self._clock.monotonic()
        if self._key_good_at is None or now - self._key_good_at > KEY_TRUST:
            self._api.get("ping")
            self._key_good_at = now


def public_url(photo: RemotePhoto, account: Account) -> str:
    """The CDN's address of the original; empty when there is none that means the original for sure."""
    url = photo.locator.get("url", "")
    if photo.locator.get("type") != "upload" or not url or _has_dots(_located(photo, "public_id")):
        return ""
    try:
        account.rules.check(origin_of(url)[0])
        path = unquote(urlsplit(url).path, errors="strict")
    except (errors.AddressRefused, ValueError):
        return ""
    form = "" if photo.media_type == "raw" else _form(photo)
    source = _located(photo, "public_id") + (f".{form}" if form else "")
    own = f"(?:/{re.escape(account.cloud_name)})?/{photo.media_type}/upload/(?:v[0-9]+/)?{re.escape(source)}"
    return url if re.fullmatch(own, path) else ""


def _has_dots(public_id: str) -> bool:
    """Whether a part of the name would be resolved away on the road."""
    return any(part in ("", ".", "..") for part in public_id.split("/"))


def _form(photo: RemotePhoto) -> str:
    """The original's format. A row without one still shows it in its address."""
    form = photo.locator.get("format", "")
    if form:
        return form
    path = unquote(urlsplit(photo.locator.get("url", "")).path)
    found = re.search(r"/" + re.escape(_located(photo, "public_id")) + r"\.([A-Za-z0-9]+)$", path)
    return found[1] if found else ""


def _located(photo: RemotePhoto, field: str) -> str:
    value = photo.locator.get(field, "")
    if not value:
        raise errors.BadMetadata(f"Holdfast no longer knows where {photo.name} is: the next listing tells.")
    return value
