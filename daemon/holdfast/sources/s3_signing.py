"""Signature version 4 as S3 wants it, for the path of the bytes: a twentieth of the time that botocore's takes.

`tests/sources/test_s3_signing.py` holds every signature against botocore's.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Key:
    """What requests are signed with. Nothing of it is in any repr."""

    access_key_id: str = field(repr=False)
    secret_access_key: str = field(repr=False)
    session_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it goes over the wire; `path` and `query` are encoded already."""

    method: str
    host: str
    """As the `Host` header has it, with the port unless it is the usual one."""
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Lower-case names. Those that begin with `x-amz-` are signed."""
    body: bytes = b""

    @property
    def target(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def encoded_path(text: str | bytes) -> str:
    """A key as it stands in a path: every byte but letters, digits and `-_.~/` as %XX. Dots and slashes stay as they
    are, for to S3 they are letters like others."""
    return quote(text, safe="/~")


def encoded_query(pairs: Iterable[tuple[str, str]]) -> str:
    """The query of an address, in the order that is signed."""
    encoded = sorted((quote(name, safe="~"), quote(value, safe="~")) for name, value in pairs)
    return "&".join([f"{name}={value}" for name, value in encoded])


class Signer:
    """Signs for one region after the other; the day's key is made once. Safe to use from several threads."""

    def __init__(self) -> None:
        self._day: tuple[tuple[str, str, str], bytes] = (("", "", ""), b"")

    def __repr__(self) -> str:
        return "Signer()"

    def headers(self, request: Request, key: Key, region: str, at: float) -> dict[str, str]:
        """The headers of `request` with those that sign it. `at`: Unix seconds."""
        stamp = datetime.fromtimestamp(int(at), UTC).strftime("%Y%m%dT%H%M%SZ")
        payload = hashlib.sha256(request.body).hexdigest() if request.body else EMPTY
        sent = {**request.headers, "x-amz-content-sha256": payload, "x-amz-date": stamp}
        if key.session_token:
            sent["x-amz-security-token"] = key.session_token
        amazons = [(name, _folded(value)) for name, value in sent.items() if name[:6] == "x-amz-"]
        signed = sorted([("host", request.host), *amazons])
        names = ";".join([name for name, _ in signed])
        lines = "".join([f"{name}:{value}\n" for name, value in signed])
        said = f"{request.method}\n{request.path}\n{request.query}\n{lines}\n{names}\n{payload}"
        scope = f"{stamp[:8]}/{region}/s3/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(said.encode()).hexdigest()}"
        signature = hmac.digest(self._key_of(key, stamp[:8], region), text.encode(), "sha256").hex()
        sent["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={key.access_key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
        return sent

    def _key_of(self, key: Key, day: str, region: str) -> bytes:
        wanted = (key.secret_access_key, day, region)
        held, made = self._day
        if held != wanted:
            made = f"AWS4{key.secret_access_key}".encode()
            for part in (day, region, "s3", "aws4_request"):
                made = hmac.digest(made, part.encode(), "sha256")
            self._day = (wanted, made)
        return made


def _folded(value: str) -> str:
    return " ".join(value.split())
