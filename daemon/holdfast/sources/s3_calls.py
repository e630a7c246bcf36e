"""One request to a bucket: put together, signed, sent; to the right region, once that is known."""

import re
from collections.abc import Iterable, Iterator, Mapping

import urllib3

from holdfast import errors
from holdfast.clock import Clock
from holdfast.sources.addresses import Origin
from holdfast.sources.base import Asked
from holdfast.sources.outbound import Outbound
from holdfast.sources.s3_account import Account
from holdfast.sources.s3_answers import Refusal, refusal_of
from holdfast.sources.s3_keys import Keys
from holdfast.sources.s3_signing import Request, Signer, encoded_query
from holdfast.sources.wire import WireStream

GOOD = frozenset({200, 202, 204, 206})
_REGION = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Calls:
    """Asks; never retries, but for a bucket that lives in another region than was thought."""

    def __init__(self, account: Account, outbound: Outbound, keys: Keys, signer: Signer, clock: Clock) -> None:
        self._account, self._outbound, self._keys, self._signer, self._clock = account, outbound, keys, signer, clock
        self.region = account.region
        self._origins: dict[tuple[str, bool], tuple[Origin, str]] = {}
        self._always = {"x-amz-request-payer": "requester"} if account.requester_pays else {}

    def send(
        self, method: str, path: str, query: Iterable[tuple[str, str]] = (), headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> urllib3.BaseHTTPResponse | Refusal:
        """The answer, its body unread. `path`: the key as it stands in a path, empty for the bucket itself."""
        asked = (method, path, encoded_query(query), {**self._always, **(headers or {})}, body)
        region = self.region
        answer = self._once(region, *asked)
        if isinstance(answer, Refusal) and answer.status in (301, 307, 400, 403) and self._moves(answer, region):
            answer = self._once(answer.region, *asked)
        return answer

    def _once(
        self, region: str, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
    ) -> urllib3.BaseHTTPResponse | Refusal:
        origin, request = self.request(region, method, path, query, headers, body)
        sent = self._signer.headers(request, self._keys(), region, self._clock.now())
        answer = self._outbound.send(method, origin, request.target, sent, body)
        return answer if answer.status in GOOD else refusal_of(answer, self._clock, has_body=method != "HEAD")

    def plain(self, path: str, headers: Mapping[str, str]) -> Asked:
        """A signed GET that somebody else may send."""
        region = self.region
        origin, request = self.request(region, "GET", path, "", {**self._always, **headers})
        signed = self._signer.headers(request, self._keys(), region, self._clock.now())
        return self._outbound.asked(origin, request.target, signed)

    def request(
        self, region: str, method: str, path: str, query: str = "", headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> tuple[Origin, Request]:
        """Where it goes, and what goes there, still unsigned."""
        # Two slashes at the beginning are taken for a host on the road: such a key is asked for below the bucket.
        virtual = self._account.virtual and path[:1] != "/"
        origin, host = self._origins.get((region, virtual)) or self._learn_origin(region, virtual)
        whole = f"/{path}" if virtual else f"/{self._account.bucket}/{path}" if path else f"/{self._account.bucket}"
        return origin, Request(method, host, whole, query, headers or {}, body)

    def _learn_origin(self, region: str, virtual: bool) -> tuple[Origin, str]:
        origin = self._account.origin(region, virtual)
        return self._origins.setdefault((region, virtual), (origin, origin.header))

    def _moves(self, refusal: Refusal, asked: str) -> bool:
        """Whether the bucket lives in another region; from now on it is asked there."""
        if not _REGION.fullmatch(refusal.region) or refusal.region == asked:
            return False
        self.region = refusal.region
        return True

    def body(self, answer: urllib3.BaseHTTPResponse, largest: int, window: float) -> Iterator[bytes]:
        """The whole of a short answer, piece by piece. ListingBad: it has more than `largest` bytes."""
        stream = WireStream(answer, "an answer", self._clock, window=window)
        got = 0
        try:
            for piece in stream.chunks():
                got += len(piece)
                if got > largest:
                    raise errors.ListingBad(f"{self._account.name} sent an answer of more than {largest:,} bytes.")
                yield piece
        except errors.PhotoError as error:
            raise errors.ServerError(f"{self._account.name} broke off in the middle of an answer.") from error
        finally:
            stream.close()
