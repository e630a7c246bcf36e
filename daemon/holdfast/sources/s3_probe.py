"""What kind of S3 this is: a few cheap questions that change nothing, and the answers in plain words."""

import hashlib
import re

import urllib3

from holdfast import errors
from holdfast.clock import Clock
from holdfast.domain.photo import RemotePhoto
from holdfast.domain.skips import is_excluded
from holdfast.sources.s3_account import OTHER, Account
from holdfast.sources.s3_answers import Refusal
from holdfast.sources.s3_calls import Calls
from holdfast.sources.s3_declared import is_hidden
from holdfast.sources.s3_delivery import path_of
from holdfast.sources.s3_listing import Listing
from holdfast.sources.s3_quirks import MD5, NO_RESUME, NOT_MD5, OF_PARTS, RANDOM, REFUSED, RESUMES, SENT, UNKNOWN
from holdfast.sources.s3_rows import Terms, photo_of
from holdfast.sources.wire import granted_offset

LOOK = 50
"""Objects among which one is looked for to try things on."""
SMALL = 1024 * 1024
"""An object to try things on has at most so many bytes."""
_MD5 = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)


class Probe:
    """Asks one bucket."""

    def __init__(self, account: Account, calls: Calls, listing: Listing, clock: Clock, window: float) -> None:
        self._account, self._calls, self._listing, self._clock = account, calls, listing, clock
        self._window = window

    def reach(self) -> None:
        """One question: does the key work? Raises what is wrong."""
        self._listing.ask(self._account.prefix, None, 1)

    def facts(self) -> dict[str, str]:
        """What there is to know, and how it is known. Raises when the bucket cannot be read at all."""
        prefix = self._prefix()
        page = self._listing.ask(prefix, None, LOOK)
        terms = Terms(self._account.above, self._account.choice, False, page.head.get("EncodingType") == "url")
        sample = _sample([photo_of(row, terms) for row in page.rows])
        facts = {"provider": self._provider(), "region": self._calls.region, "versioning": self._versioning()}
        if self._account.said_prefix.startswith("/"):
            facts["prefix"] = prefix
        if self._account.requester_pays:
            facts["requests"] = "paid by you, not by the bucket's owner"
        return {
            **facts,
            "checksums": self._checksums(sample),
            "resume": self._resume(sample),
            "etag": RANDOM if self._account.provider == "Cloudflare R2" else self._etag(sample),
        }

    def _prefix(self) -> str:
        """A slash that was said in front belongs to the prefix where keys begin with it; else it is left away."""
        said = self._account.said_prefix
        if not said.startswith("/"):
            return self._account.prefix
        return said if self._listing.ask(said, None, 1).rows else said.removeprefix("/")

    def _provider(self) -> str:
        """By its host, else by how its server calls itself."""
        if self._account.provider != OTHER:
            return self._account.provider
        answer = self._calls.send("HEAD", "")
        headers = answer.headers
        if not isinstance(answer, Refusal):
            answer.release_conn()
        return "MinIO" if "minio" in (headers.get("Server") or "").lower() else OTHER

    def _versioning(self) -> str:
        answer = self._calls.send("GET", "", [("versioning", "")])
        if isinstance(answer, Refusal):
            return "not known: it does not say" if answer.status != 403 else "not known: this key may not ask"
        text = b"".join(self._calls.body(answer, SMALL, self._window))
        found = re.search(rb"<Status>(Enabled|Suspended)</Status>", text)
        return "off" if found is None else {b"Enabled": "on", b"Suspended": "suspended"}[found[1]]

    def _checksums(self, sample: RemotePhoto | None) -> str:
        """Whether checksums may be asked for: some providers answer that with an error."""
        if sample is None:
            return UNKNOWN
        answer = self._calls.send("HEAD", path_of(sample), headers={"x-amz-checksum-mode": "ENABLED"})
        if isinstance(answer, Refusal):
            return REFUSED if answer.status in (400, 501) else UNKNOWN
        answer.release_conn()
        return SENT

    def _resume(self, sample: RemotePhoto | None) -> str:
        if sample is None:
            return UNKNOWN
        answer = self._calls.send("GET", path_of(sample), headers={"range": "bytes=1-"})
        if isinstance(answer, Refusal):
            return NO_RESUME if answer.status in (400, 416, 501) else UNKNOWN
        granted = answer.status == 206 and granted_offset(answer) == 1
        answer.close()
        return RESUMES if granted else NO_RESUME

    def _etag(self, sample: RemotePhoto | None) -> str:
        """Read the small object and compare."""
        if sample is None or not sample.version:
            return UNKNOWN
        if not _MD5.fullmatch(sample.version):
            return OF_PARTS
        answer = self._calls.send("GET", path_of(sample))
        if isinstance(answer, Refusal):
            return UNKNOWN
        etag, got = answer.headers.get("ETag", "").strip('"').lower(), self._digest(answer)
        if got is None:
            return UNKNOWN
        return MD5 if got == etag else OF_PARTS if is_hidden(answer.headers) else NOT_MD5

    def _digest(self, answer: urllib3.BaseHTTPResponse) -> str | None:
        try:
            whole = b"".join(self._calls.body(answer, SMALL, self._window))
        except errors.SourceError:
            return None
        return hashlib.md5(whole, usedforsecurity=False).hexdigest()


def _sample(found: list[object]) -> RemotePhoto | None:
    """A small object that can be read, one that was uploaded in one part if there is any."""
    rows = (row for row in found if isinstance(row, RemotePhoto) and 1 < (row.bytes or 0) <= SMALL)
    usable = [row for row in rows if row.skip_reason is None or is_excluded(row.skip_reason)]
    usable.sort(key=lambda photo: (photo.checksum is None, photo.bytes))
    return usable[0] if usable else None


