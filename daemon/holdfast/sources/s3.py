"""S3 and all that speaks it as a source: Amazon, Backblaze B2, Cloudflare R2, MinIO, Wasabi, any endpoint."""

from collections.abc import Iterator, Mapping

from holdfast.clock import Clock
from holdfast.domain.budget import Budget
from holdfast.domain.photo import NOTHING, Page, RemotePhoto
from holdfast.domain.skips import is_unlisted
from holdfast.sources.addresses import Origin
from holdfast.sources.base import Asked, Description, Reached, Stream
from holdfast.sources.outbound import Outbound
from holdfast.sources.s3_account import account_of, s3_place, s3_secret
from holdfast.sources.s3_answers import Refusal, of_photo
from holdfast.sources.s3_calls import Calls
from holdfast.sources.s3_delivery import Delivery, path_of
from holdfast.sources.s3_keys import keys_of
from holdfast.sources.s3_listing import Listing
from holdfast.sources.s3_probe import Probe
from holdfast.sources.s3_quirks import UNKNOWN, Quirks, quirks_of
from holdfast.sources.s3_sdk import signed_address
from holdfast.sources.s3_signing import Signer, encoded_query

__all__ = ["S3Source", "s3_place", "s3_secret"]

LONGEST_LINK = 7 * 24 * 3600
"""Seconds; S3 signs for no longer."""
NAMES = "http://s3.amazonaws.com/doc/2006-03-01/"
THERE_ALREADY = {"RestoreAlreadyInProgress", "InvalidObjectState"}
"""It is on its way, or not in an archive any more."""


class S3Source:
    """See `Source`, `Plain`, `Signing` and `Thawing`. The settings are those of `s3_account.SETTINGS`; the credentials
    `access_key_id`, `secret_access_key` and `session_token`, or none where the AWS tools have them."""

    def __init__(
        self,
        settings: Mapping[str, str],
        credentials: Mapping[str, str],
        clock: Clock,
        *,
        facts: Mapping[str, str] = NOTHING,
        minimum_rate: int = 1024,
        rate_window: float = 60.0,
        connect_timeout: float = 20.0,
        call_timeout: float = 60.0,
        connections: int = 32,
        page: int = 1000,
    ) -> None:
        """`facts`: what `describe` found before. `page`: keys to a page, 1,000 at most. `minimum_rate`: bytes per
        second; slower for `rate_window` seconds, and a download is given up."""
        self._account, self._clock = account_of(settings, facts.get("region", ""), facts.get("prefix")), clock
        self._facts = dict(facts)
        self._keys = keys_of(self._account.profile, credentials)
        rules, signer = self._account.rules, Signer()
        # A page of 1,000 keys may be long in the making; a stall of a download is a matter of the person's settings.
        self._asking = Outbound(rules, connect_timeout=connect_timeout, read_timeout=call_timeout, connections=4)
        self._fetching = Outbound(
            rules, connect_timeout=connect_timeout, read_timeout=rate_window, connections=connections
        )
        self._calls = Calls(self._account, self._asking, self._keys, signer, clock)
        self._listing = Listing(self._account, self._calls, self._quirks, clock, window=call_timeout, page=page)
        self._probe = Probe(self._account, self._calls, self._listing, clock, call_timeout)
        bytes_calls = Calls(self._account, self._fetching, self._keys, signer, clock)
        self._delivery = Delivery(
            self._account, bytes_calls, self._quirks, self._probe.reach, clock,
            minimum_rate=minimum_rate, window=rate_window,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"S3Source({self._account.bucket!r})"

    def _quirks(self) -> Quirks:
        return quirks_of(self._account.provider, self._facts)

    def describe(self) -> Description:
        """See `Source.describe`. What is known already is not asked for again."""
        if self._facts and UNKNOWN not in self._facts.values():
            self._probe.reach()
        else:
            self._facts = self._probe.facts()
        return Description(self._account.name, dict(self._facts))

    def list(self, cursor: str | None, folder: tuple[str, ...] = ()) -> Iterator[Page]:
        """See `Source.list`."""
        return self._listing.pages(cursor, folder)

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
        return self._fetching.reach(origin)

    def budget(self) -> Budget | None:
        """See `Source.budget`. S3 counts no calls, it charges for them."""
        return None

    def signed_url(self, photo: RemotePhoto, seconds: int) -> str:
        """See `Signing.signed_url`."""
        payer = [("x-amz-request-payer", "requester")] if self._account.requester_pays else []
        region, life = self._calls.region, max(1, min(seconds, LONGEST_LINK))
        origin, request = self._calls.request(region, "GET", path_of(photo), encoded_query(payer))
        return signed_address(f"{origin.scheme}://{request.host}{request.target}", self._keys(), region, life)

    def thaw(self, photo: RemotePhoto, days: int, tier: str) -> bool:
        """See `Thawing.thaw`."""
        # Only a class that is an archive by itself takes days; what Amazon has moved there by its own rules does not.
        by_class = photo.skip_reason and not is_unlisted(photo.skip_reason)
        stay = f"<Days>{days}</Days>" if by_class else ""
        speed = f"<GlacierJobParameters><Tier>{tier}</Tier></GlacierJobParameters>"
        body = f'<RestoreRequest xmlns="{NAMES}">{stay}{speed}</RestoreRequest>'.encode()
        answer = self._calls.send("POST", path_of(photo), [("restore", "")], body=body)
        if not isinstance(answer, Refusal):
            answer.close()
            return answer.status == 202
        if answer.code in THERE_ALREADY:
            return False
        raise of_photo(answer, photo, self._account, self._clock.now(), self._probe.reach)

    def close(self) -> None:
        """See `Source.close`."""
        self._asking.close()
        self._fetching.close()

