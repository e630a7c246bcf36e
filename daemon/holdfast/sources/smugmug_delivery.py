"""The bytes of an original at SmugMug, from the address that the listing gave, or from the one that it has by now."""

from collections.abc import Mapping

import urllib3

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.smugmug_account import Account
from holdfast.sources.smugmug_answers import Answer, NotThere, raise_for_all
from holdfast.sources.smugmug_api import Api
from holdfast.sources.smugmug_rows import RENDITION
from holdfast.sources.smugmug_values import text
from holdfast.sources.wire import WireStream, granted_offset, short_body

GONE = (404, 410)


class Delivery:
    """Opens originals, and of a video that is given out as a rendition alone, that one."""

    def __init__(
        self, account: Account, bytes_api: Api, api: Api, clock: Clock, *, minimum_rate: int, window: float
    ) -> None:
        self._account, self._bytes_api, self._api, self._clock = account, bytes_api, api, clock
        self._minimum_rate, self._window = minimum_rate, window

    def open(self, photo: RemotePhoto, offset: int, validator: str | None) -> WireStream:
        """See `Source.open`."""
        known = validator is not None and not validator.startswith("W/")
        wanted = {"Range": f"bytes={offset}-", "If-Range": str(validator)} if offset > 0 and known else {}
        url = photo.locator.get("url", "")
        answer = self._get(photo, url, wanted) if url else None
        if answer is None or answer.status in (401, 403, *GONE):
            if answer is not None:
                answer.close()
            answer = self._get(photo, self._address_now(photo), wanted)
        return self._stream(photo, answer, wanted, offset)

    def _get(self, photo: RemotePhoto, url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        try:
            return self._bytes_api.send(url, headers)
        except errors.ServerError as error:
            raise errors.NetReset(f"{photo.name} could not be copied. {error.message}") from error

    def _address_now(self, photo: RemotePhoto) -> str:
        """Where the API says that it is. GoneUpstream: nowhere. Forbidden: it lies there and is not given out."""
        try:
            url = self._rendition(photo) if photo.locator.get("kind") == RENDITION else self._original(photo)
        except NotThere:
            raise errors.GoneUpstream(f"{self._account.name} has no {photo.name} any more.") from None
        if not url or not url.isprintable():
            raise self._withheld(photo)
        return url

    def _original(self, photo: RemotePhoto) -> str:
        return text(_part(self._api.get(f"/image/{photo.key}"), "Image").get("ArchivedUri"))

    def _rendition(self, photo: RemotePhoto) -> str:
        return text(_part(self._api.get(f"/image/{photo.key}!largestvideo"), "LargestVideo").get("Url"))

    def _withheld(self, photo: RemotePhoto) -> errors.Forbidden:
        return errors.Forbidden(
            f"{self._account.name} withholds the original of {photo.name}.",
            action="See at SmugMug whether the original may be downloaded, then retry. No smaller copy is taken.",
        )

    def _stream(
        self, photo: RemotePhoto, answer: urllib3.BaseHTTPResponse, wanted: Mapping[str, str], offset: int
    ) -> WireStream:
        """The answer as a stream. A part that begins elsewhere is not mended: the whole is asked for."""
        if wanted and (answer.status == 416 or (answer.status == 206 and granted_offset(answer) != offset)):
            answer.close()
            return self.open(photo, 0, None)
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

    def _refusal(self, photo: RemotePhoto, answer: urllib3.BaseHTTPResponse) -> errors.HoldfastError:
        """What an answer that holds no original means."""
        name = self._account.name
        short = Answer(answer.status, answer.headers, short_body(answer, self._clock))
        if short.status >= 500:
            return errors.DeliveryFailed(f"{name} failed to give out {photo.name} (status {short.status}).")
        if short.status == 429:
            raise_for_all(short, self._account, self._clock.now())
        if short.status in GONE:
            return errors.GoneUpstream(f"{name} has no {photo.name} any more.")
        return self._withheld(photo)


def _part(answer: Mapping[str, object], name: str) -> Mapping[str, object]:
    response = answer["Response"]
    found = response.get(name) if isinstance(response, dict) else None
    return found if isinstance(found, dict) else {}
