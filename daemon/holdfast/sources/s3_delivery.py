"""The bytes of an S3 object, and what the answer says of them."""

import re
from collections.abc import Callable, Mapping

import urllib3

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.base import Asked
from holdfast.sources.s3_account import Account
from holdfast.sources.s3_answers import Refusal, of_photo
from holdfast.sources.s3_calls import Calls
from holdfast.sources.s3_declared import declared_by, modified_at
from holdfast.sources.s3_quirks import Quirks
from holdfast.sources.s3_signing import encoded_path
from holdfast.sources.wire import WireStream, granted_offset, without_body

KEY_TRUST = 300.0
"""Seconds for which a key that worked is not asked about again, when one photo is refused after the other."""
_VALIDATOR = re.compile(r'("[^"]*")(?: (\S+))?')
"""An ETag, and the version where the bucket keeps versions. A weak ETag is none to go on by."""


class Delivery:
    """Opens objects."""

    def __init__(
        self, account: Account, calls: Calls, quirks: Callable[[], Quirks], ask_key: Callable[[], None], clock: Clock,
        *, minimum_rate: int, window: float,
    ) -> None:
        """`ask_key`: asks the cloud whether the key works, and raises if not."""
        self._account, self._calls, self._quirks, self._ask_key, self._clock = account, calls, quirks, ask_key, clock
        self._minimum_rate, self._window = minimum_rate, window
        self._key_good_at: float | None = None
        self._parts_untold = False

    def open(self, photo: RemotePhoto, offset: int, validator: str | None) -> WireStream:
        """See `Source.open`."""
        known = _VALIDATOR.fullmatch(validator or "")
        if offset > 0 and known is not None:
            going_on = self._go_on(photo, offset, known[1], known[2] or "")
            if going_on is not None:
                return going_on
        answer = self._ask(photo, {})
        if isinstance(answer, Refusal):
            raise self._refused(photo, answer)
        if answer.status != 200 or answer.headers.get("Content-Range"):
            answer.close()
            raise errors.DeliveryFailed(f"{self._account.name} gave only a part of {photo.name}.")
        return self._stream(photo, answer, 0)

    def _go_on(self, photo: RemotePhoto, offset: int, etag: str, version: str) -> WireStream | None:
        """The rest from `offset` on, of the very bytes that `etag` names; None: it has to start over. By its version
        a bucket gives out what was replaced, too: what the listing calls otherwise is not gone on with."""
        if not _is_listed(photo, etag):
            return None
        headers = {"range": f"bytes={offset}-", "if-match": etag}
        answer = self._ask(photo, headers, version)
        if isinstance(answer, Refusal):
            if answer.status in (400, 404, 412, 416, 501):
                return None
            raise self._refused(photo, answer)
        same = answer.headers.get("ETag", "").strip('"') == etag.strip('"')
        if same and answer.status == 206 and granted_offset(answer) == offset:
            return self._stream(photo, answer, offset, self._of_whole(photo, etag, version) or answer.headers)
        if answer.status == 200 and not answer.headers.get("Content-Range"):
            return self._stream(photo, answer, 0)
        answer.close()
        return None

    def _of_whole(self, photo: RemotePhoto, etag: str, version: str) -> urllib3.HTTPHeaderDict | None:
        """What the cloud says of the whole object: of a part it tells no checksums that are kept beside it. None: it
        keeps none, or says nothing."""
        if not self._quirks().asks_checksums:
            return None
        try:
            answer = self._ask(photo, {"if-match": etag}, version, method="HEAD")
        except errors.HoldfastError:
            return None
        if isinstance(answer, Refusal):
            return None
        answer.release_conn()
        return answer.headers

    def plainly(self, photo: RemotePhoto) -> Asked | None:
        """See `Plain.plainly`."""
        if "-" in (photo.version or ""):  # uploaded in parts: their size is asked for, too
            return None
        return self._calls.plain(path_of(photo), self._wishes())

    def answered(self, photo: RemotePhoto, headers: Mapping[str, str]) -> WireStream | None:
        """See `Plain.answered`."""
        stream = self._stream(photo, without_body(headers), 0)
        return None if "-" in (stream.validator or "") else stream

    def _wishes(self) -> dict[str, str]:
        return {"x-amz-checksum-mode": "ENABLED"} if self._quirks().asks_checksums else {}

    def _ask(
        self, photo: RemotePhoto, headers: dict[str, str], version: str = "", method: str = "GET"
    ) -> urllib3.BaseHTTPResponse | Refusal:
        query = [("versionId", version)] if version else ()
        try:
            return self._calls.send(method, path_of(photo), query, {**headers, **self._wishes()})
        except errors.ServerError as error:
            raise errors.NetReset(f"{photo.name} could not be copied. {error.message}") from error

    def _stream(
        self, photo: RemotePhoto, answer: urllib3.BaseHTTPResponse, offset: int,
        of_whole: urllib3.HTTPHeaderDict | None = None,
    ) -> WireStream:  # fmt: skip
        """`of_whole`: what the cloud says of the whole object; None: the answer holds all of it and says so itself."""
        headers, whole = answer.headers, of_whole or answer.headers
        length = headers.get("Content-Length", "")
        size = offset + int(length) if length.isascii() and length.isdigit() else 0
        stream = WireStream(
            answer,
            photo.name,
            self._clock,
            offset=offset,
            as_listed=_is_listed(photo, headers.get("ETag", "")),
            declared=declared_by(
                whole, self._quirks(), lambda parts: self._part_bytes(photo, headers, parts, size),
                whole=not offset or whole is not headers,
            ),
            modified_at=modified_at(headers),
            minimum_rate=self._minimum_rate,
            window=self._window,
        )
        version = headers.get("x-amz-version-id", "null")
        if stream.validator and version != "null":
            stream.validator += f" {version}"
        return stream

    def _part_bytes(self, photo: RemotePhoto, headers: urllib3.HTTPHeaderDict, parts: int, size: int) -> int | None:
        """The size of the parts that an object was uploaded in: S3 tells that of the first, on request."""
        if parts == 1:
            return size or None
        each = None if self._parts_untold else self._first_part(photo, headers.get("x-amz-version-id", "null"))
        return each if each and 0 < each < size and -(-size // each) == parts else None

    def _first_part(self, photo: RemotePhoto, version: str) -> int | None:
        query = [("partNumber", "1"), *([("versionId", version)] if version != "null" else [])]
        try:
            answer = self._calls.send("HEAD", path_of(photo), query)
        except errors.SourceError:
            return None
        if isinstance(answer, Refusal):
            self._parts_untold = answer.status in (400, 405, 501)
            return None
        answer.release_conn()
        length = answer.headers.get("Content-Length", "")
        return int(length) if length.isascii() and length.isdigit() else None

    def _refused(self, photo: RemotePhoto, refusal: Refusal) -> errors.HoldfastError:
        return of_photo(refusal, photo, self._account, self._clock.now(), self._ask_whether_key_works)

    def _ask_whether_key_works(self) -> None:
        """AuthRevoked: it is not this photo, it is the key."""
        now = self._clock.monotonic()
        if self._key_good_at is None or now - self._key_good_at > KEY_TRUST:
            self._ask_key()
            self._key_good_at = now


def _is_listed(photo: RemotePhoto, etag: str) -> bool | None:
    """Whether these are the bytes that the listing named, if it named any; None: the answer does not name them."""
    if not photo.version:
        return True
    return etag.removeprefix("W/").strip('"').lower() == photo.version.lower() if etag else None


def path_of(photo: RemotePhoto) -> str:
    """The photo's key as it stands in an address."""
    return photo.locator.get("path") or encoded_path(photo.key)
