"""What a provider's S3 does in its own way, as found by asking it: told to the person in plain words, kept as facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.sources.s3_account import OTHER

SENT, REFUSED = "sent when asked for", "refused: asking for them is an error here"
MD5, NOT_MD5 = "the MD5 of what was uploaded in one part", "not an MD5"
OF_PARTS = "not an MD5 where it was tried: uploaded in parts, or encrypted"
RANDOM = f"{MD5}, random for what was uploaded in several"
RESUMES, NO_RESUME = "yes", "no: a download that breaks off starts over"
UNKNOWN = "not known: nothing to try it on yet"


@dataclass(frozen=True, slots=True)
class Quirks:
    """The ways of one provider, as far as they matter here."""

    provider: str
    asks_checksums: bool
    """`x-amz-checksum-mode` may be sent: no error comes back."""
    has_archive: bool
    """Listings are asked whether archived photos are out."""
    md5_in_listing: bool
    """An ETag that looks like an MD5 is one for sure, whatever the object's encryption."""
    md5_by_headers: bool
    """It is one for sure if the headers name no encryption that hides it."""
    parts_tell: bool
    """An ETag of several parts can be computed again from the bytes."""


_PROVIDERS = {
    "Amazon S3": Quirks("Amazon S3", True, True, False, True, True),
    "Cloudflare R2": Quirks("Cloudflare R2", False, False, True, True, False),
    "Backblaze B2": Quirks("Backblaze B2", False, False, False, False, True),
    "Wasabi": Quirks("Wasabi", False, False, False, False, True),
    "MinIO": Quirks("MinIO", True, False, False, True, True),
    OTHER: Quirks(OTHER, False, True, False, False, True),
}


def quirks_of(provider: str, facts: Mapping[str, str]) -> Quirks:
    """What is known of the provider, and what was found when it was asked: that counts more."""
    usual = _PROVIDERS.get(facts.get("provider", provider), _PROVIDERS[OTHER])
    found = facts.get("checksums")
    is_md5 = facts.get("etag") != NOT_MD5
    asks = usual.asks_checksums if found not in (SENT, REFUSED) else found == SENT
    return Quirks(
        usual.provider, asks, usual.has_archive, usual.md5_in_listing and is_md5, usual.md5_by_headers and is_md5,
        usual.parts_tell,
    )
