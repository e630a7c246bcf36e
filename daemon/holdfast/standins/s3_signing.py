"""AWS Signature Version 4, checked as S3 checks it: in the header or in a presigned address."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from holdfast.standins.s3_xml import failed, moment
from holdfast.standins.wire import Asked, Reply

ALGORITHM = "AWS4-HMAC-SHA256"
SKEW = 15 * 60
WEEK = 7 * 86_400
_FIELD = re.compile(r"(Credential|SignedHeaders|Signature)=([^,\s]+)")
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Signed:
    """What a request says of its own signature."""

    key: str
    day: str
    region: str
    service: str
    headers: tuple[str, ...]
    signature: str
    at: str
    payload: str
    expires: float | None
    """Seconds that a presigned address lives; None: the signature is in the header."""


class Signatures:
    """Says which requests are not to be answered, and why. Whoever owns it may change the key at any time."""

    def __init__(self, key: str, secret: str, token: str, region: str, now: Callable[[], float]) -> None:
        self.key, self.secret, self.token, self.region, self.now = key, secret, token, region, now
        self.revoked = False
        self.wrong_region = "301"
        """How S3 says that a bucket is in another region: 301 PermanentRedirect, or 400 for a malformed header."""

    def refusal(self, asked: Asked, path: str, pairs: Pairs) -> Reply | None:
        """None: the signature is right."""
        signed = _read(asked, dict(pairs))
        if signed is None:
            return failed(403, "AccessDenied", "Access Denied")
        if signed.key != self.key or self.revoked:
            return failed(
                403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.",
                {"AWSAccessKeyId": signed.key},
            )  # fmt: skip
        return (
            self._stale(signed)
            or self._elsewhere(signed)
            or self._without_token(asked, dict(pairs))
            or self._forged(asked, path, pairs, signed)
        )

    def _stale(self, signed: Signed) -> Reply | None:
        try:
            made = datetime.strptime(signed.at, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
        except ValueError:
            return failed(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header")
        now = self.now()
        if signed.expires is not None:
            over = signed.expires > WEEK or now > made + signed.expires or made > now + SKEW
            return failed(403, "AccessDenied", "Request has expired") if over else None
        if abs(now - made) <= SKEW:
            return None
        return failed(
            403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.",
            {"RequestTime": signed.at, "ServerTime": moment(now), "MaxAllowedSkewMilliseconds": SKEW * 1000},
        )  # fmt: skip

    def _elsewhere(self, signed: Signed) -> Reply | None:
        if signed.region == self.region or not self.region:
            return None
        if self.wrong_region == "301":
            return failed(
                301, "PermanentRedirect",
                "The bucket you are attempting to access must be addressed using the specified endpoint.",
                {"Endpoint": f"s3.{self.region}.amazonaws.com"}, {"x-amz-bucket-region": self.region},
            )  # fmt: skip
        return failed(
            400, "AuthorizationHeaderMalformed",
            f"The authorization header is malformed; the region '{signed.region}' is wrong; expecting '{self.region}'",
            {"Region": self.region}, {"x-amz-bucket-region": self.region},
        )  # fmt: skip

    def _without_token(self, asked: Asked, query: Mapping[str, str]) -> Reply | None:
        given = asked.headers.get("x-amz-security-token") or query.get("X-Amz-Security-Token", "")
        if given == self.token:
            return None
        return failed(400, "InvalidToken", "The provided token is malformed or otherwise invalid.")

    def _forged(self, asked: Asked, path: str, pairs: Pairs, signed: Signed) -> Reply | None:
        unsigned = {name for name in asked.headers if name.startswith("x-amz-")} - set(signed.headers)
        if "host" not in signed.headers or unsigned:
            return failed(403, "AccessDenied", "There were headers present in the request which were not signed")
        if signed.payload not in ("UNSIGNED-PAYLOAD", hashlib.sha256(asked.body).hexdigest()):
            return failed(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match")
        scope = f"{signed.day}/{signed.region}/{signed.service}/aws4_request"
        request = hashlib.sha256(_canonical(asked, path, pairs, signed).encode()).hexdigest()
        to_sign = f"{ALGORITHM}\n{signed.at}\n{scope}\n{request}"
        key = _signing_key(self.secret, signed.day, signed.region, signed.service)
        if hmac.compare_digest(hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest(), signed.signature):
            return None
        return failed(
            403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided.",
            {"AWSAccessKeyId": signed.key, "StringToSign": to_sign},
        )  # fmt: skip


def _read(asked: Asked, query: Mapping[str, str]) -> Signed | None:
    """The signature of a request; None when it carries none."""
    if "X-Amz-Signature" in query:
        credential, headers = query.get("X-Amz-Credential", ""), query.get("X-Amz-SignedHeaders", "")
        signature, at, payload = query["X-Amz-Signature"], query.get("X-Amz-Date", ""), "UNSIGNED-PAYLOAD"
        expires: float | None = float(query["X-Amz-Expires"]) if query.get("X-Amz-Expires", "").isdigit() else 0.0
    else:
        kind, _, value = asked.headers.get("authorization", "").partition(" ")
        fields = dict(_FIELD.findall(value))
        if kind != ALGORITHM or len(fields) != 3:
            return None
        credential, headers, signature = fields["Credential"], fields["SignedHeaders"], fields["Signature"]
        at, payload = asked.headers.get("x-amz-date", ""), asked.headers.get("x-amz-content-sha256", "")
        expires = None
    scope = credential.rsplit("/", 4)
    if len(scope) != 5 or scope[1] != at[:8] or scope[3:] != ["s3", "aws4_request"]:
        return None
    return Signed(scope[0], scope[1], scope[2], scope[3], tuple(headers.split(";")), signature, at, payload, expires)


def _canonical(asked: Asked, path: str, pairs: Pairs, signed: Signed) -> str:
    query = sorted((_encoded(name), _encoded(value)) for name, value in pairs if name != "X-Amz-Signature")
    headers = "".join(f"{name}:{' '.join(asked.headers.get(name, '').split())}\n" for name in signed.headers)
    return "\n".join(
        (
            asked.method,
            quote(unquote_to_bytes(path), safe="/-_.~"),
            "&".join(f"{name}={value}" for name, value in query),
            headers,
            ";".join(signed.headers),
            signed.payload,
        )
    )


def _encoded(value: str) -> str:
    return quote(value.encode("utf-8", "surrogateescape"), safe="-_.~")


@lru_cache(maxsize=64)
def _signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
