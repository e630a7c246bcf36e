"""What it means when S3 does not do what it was asked for: its code and status as one of our errors."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import urllib3

from holdfast import errors
from holdfast.clock import Clock, local_time
from holdfast.domain import timing
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.s3_account import Account
from holdfast.sources.wire import short_body

_FIELD = r"<{}>([A-Za-z0-9_.-]{{1,64}})</{}>"
SKEWED = {"RequestTimeTooSkewed", "RequestExpired"}
SLOWER = {"SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests"}
KEY_REFUSED = {
    "InvalidAccessKeyId": "does not know the access key ID",
    "SignatureDoesNotMatch": "refuses the secret access key: it does not belong to the access key ID",
    "ExpiredToken": "says that the sign-in has run out",
    "TokenRefreshRequired": "says that the sign-in has run out",
    "InvalidToken": "does not accept the session token",
    "InvalidSecurity": "does not accept the key",
    "Unauthorized": "does not accept the key",
    "AccountProblem": "says that there is a problem with the account",
    "NotSignedUp": "says that the account is not signed up for storage",
}
MOVED = {301, 302, 303, 307, 308}
ARCHIVES = {"GLACIER", "DEEP_ARCHIVE", "ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS"}
"""Tiers whose photos have to be asked for hours before they can be read."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is not what was asked for. Only the code is S3's own word: a plain one that can be looked up."""

    status: int
    code: str = ""
    """Empty after a HEAD, which has no body, and where no S3 speaks."""
    region: str = ""
    """Where the bucket lives, if the answer says so."""
    tier: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def said(self) -> str:
        return f"{self.code}, status {self.status}" if self.code else f"status {self.status}"


def refusal_of(answer: urllib3.BaseHTTPResponse, clock: Clock, *, has_body: bool) -> Refusal:
    """Take the short body in, and give the connection back."""
    body = short_body(answer, clock).decode("utf-8", "replace") if has_body else ""
    if not has_body:
        answer.release_conn()
    region = answer.headers.get("x-amz-bucket-region") or _in(body, "Region")
    tier = _in(body, "AccessTier") or _in(body, "StorageClass")
    return Refusal(answer.status, _in(body, "Code"), region, tier, answer.headers)


def _in(body: str, name: str) -> str:
    found = re.search(_FIELD.format(name, name), body)
    return found[1] if found else ""


def of_source(refusal: Refusal, account: Account, now: float) -> errors.SourceError:
    """What it says of the bucket as a whole."""
    if found := _of_everything(refusal, account, now):
        return found
    if refusal.status >= 500:
        return errors.ServerError(f"{account.name} has a problem of its own ({refusal.said}).")
    if refusal.status in (401, 403):
        return errors.AuthRevoked(
            f"{account.name} does not let this key list it ({refusal.said}).",
            action="Give the key the rights s3:ListBucket and s3:GetObject, or add the source again with another key.",
        )
    if refusal.status in MOVED:
        return errors.SourceError(
            f"{account.name} is somewhere else and does not say where ({refusal.said}).",
            action="Give the bucket's region and endpoint when adding the source.",
        )
    return errors.ListingBad(f"{account.name} does not accept a call ({refusal.said}).")


def of_photo(
    refusal: Refusal, photo: RemotePhoto, account: Account, now: float, ask_whether_key_works: Callable[[], None]
) -> errors.HoldfastError:
    """What it says of one photo. A refusal that may be the key's makes us ask: `ask_whether_key_works` raises then."""
    if found := _of_everything(refusal, account, now):
        return found
    if refusal.status >= 500:
        return errors.DeliveryFailed(f"{account.name} failed to give out {photo.name} ({refusal.said}).")
    if refusal.code == "InvalidObjectState":
        return archived(photo, refusal.tier)
    if refusal.status in (404, 410):
        return errors.GoneUpstream(f"{account.name} has no {photo.name} any more.")
    if refusal.status in MOVED:
        return errors.RedirectRefused(f"{account.name} sends Holdfast elsewhere for {photo.name}{_where(refusal)}.")
    if refusal.status in (401, 403):
        ask_whether_key_works()
    return errors.Forbidden(
        f"{account.name} withholds {photo.name} ({refusal.said}).",
        action="Allow this key to read the object (s3:GetObject; where it is encrypted, kms:Decrypt), then retry.",
    )


def _where(refusal: Refusal) -> str:
    """To which host, if it says so."""
    try:
        return f", to {urlsplit(refusal.headers.get('Location') or '').hostname or 'nowhere'}"
    except ValueError:
        return ""


def archived(photo: RemotePhoto, tier: str) -> errors.Archived:
    message = f"{photo.name} lies in the archive{f' {tier}' if tier else ''}: it cannot be read at once."
    return errors.Archived(message, tier=tier)


def _of_everything(refusal: Refusal, account: Account, now: float) -> errors.SourceError | None:
    """What a refusal says whatever was asked for; None: it depends on that."""
    if refusal.status == 429 or refusal.code in SLOWER:
        until = timing.retry_after(refusal.headers.get("Retry-After"), now)
        when = "for a while" if until is None else f"until {local_time(until)}"
        return errors.RateLimited(f"{account.name} asks Holdfast to wait {when}: too many requests.", until=until)
    if refusal.code in SKEWED:
        return _clock_skew(refusal, account, now)
    if refusal.code in KEY_REFUSED:
        return errors.AuthRevoked(f"{account.name} {KEY_REFUSED[refusal.code]}.")
    if refusal.code == "NoSuchBucket":
        return errors.SourceError(
            f"There is no bucket {account.bucket} {_there(account)}.",
            action="Check the bucket's name, the endpoint and the account that the key belongs to.",
        )
    return None


def _there(account: Account) -> str:
    return f"on {account.endpoint.host}" if account.endpoint else "at Amazon S3"


def _clock_skew(refusal: Refusal, account: Account, now: float) -> errors.ClockSkew:
    theirs = timing.parse_http_date(refusal.headers.get("Date"))
    if theirs is None or abs(now - theirs) < 60:
        return errors.ClockSkew(f"The clock of this computer is wrong: {account.name} finds our requests too old.")
    minutes = round((now - theirs) / 60)
    way = "fast" if minutes > 0 else "slow"
    return errors.ClockSkew(
        f"The clock of this computer is {abs(minutes)} minutes {way}, so {account.name} refuses requests."
    )
