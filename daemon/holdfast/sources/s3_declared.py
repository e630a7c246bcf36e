"""What an answer of S3 says of an object's checksums, each for what it is worth."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping

from holdfast.domain.photo import Algorithm, Checksum
from holdfast.sources.s3_quirks import Quirks

SIZES: Mapping[Algorithm, int] = {"sha256": 32, "sha1": 20, "crc64nvme": 8, "crc32c": 4, "crc32": 4}
"""Bytes of each checksum that S3 can keep beside an object, strongest first."""

PartBytes = Callable[[int], int | None]
"""Given the number of parts: the size of each but the last, if the cloud tells."""

_ETAG = re.compile(r"([0-9a-f]{32})(?:-([0-9]{1,5}))?", re.IGNORECASE)
_KEPT = re.compile(r"([A-Za-z0-9+/=]{4,})(?:-([0-9]{1,5}))?")
_SECONDS = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,9})?")


def declared_by(
    headers: Mapping[str, str], quirks: Quirks, part_bytes: PartBytes, *, whole: bool
) -> tuple[Checksum, ...]:
    """Every checksum of the whole original. `whole`: the answer holds all of it; checksums of pieces are left out."""
    kept = _kept(headers, part_bytes) if whole and quirks.asks_checksums else ()
    return (*kept, *_by_rclone(headers), *_etag(headers, quirks, part_bytes))


def _kept(headers: Mapping[str, str], part_bytes: PartBytes) -> Iterator[Checksum]:
    """The `x-amz-checksum-*`: sure where S3 says that they are of the full object."""
    kind = headers.get("x-amz-checksum-type", "")
    for algorithm, size in SIZES.items():
        found = _KEPT.fullmatch(headers.get(f"x-amz-checksum-{algorithm}", ""))
        digest = _unpacked(found[1], size) if found else None
        if found is None or digest is None:
            continue
        if found[2] is None and kind != "COMPOSITE":
            yield Checksum(algorithm, digest, sure=kind == "FULL_OBJECT")
        elif found[2] is not None and kind != "FULL_OBJECT" and (each := part_bytes(int(found[2]))):
            yield _of_parts(algorithm, digest, int(found[2]), each)


def _by_rclone(headers: Mapping[str, str]) -> Iterator[Checksum]:
    """What rclone wrote beside an object that it uploaded in parts. Others may have changed the object since."""
    if digest := _unpacked(headers.get("x-amz-meta-md5chksum", ""), 16):
        yield Checksum("md5", digest, sure=False)


def _etag(headers: Mapping[str, str], quirks: Quirks, part_bytes: PartBytes) -> Iterator[Checksum]:
    """An MD5 of the bytes, or of the MD5s of parts; nothing where encryption makes it something else."""
    found = _ETAG.fullmatch(headers.get("ETag", "").strip('"'))
    if found is None or is_hidden(headers):
        return
    digest = found[1].lower()
    if found[2] is None:
        yield Checksum("md5", digest, sure=quirks.md5_by_headers)
    elif quirks.parts_tell and (each := part_bytes(int(found[2]))):
        yield _of_parts("md5", digest, int(found[2]), each)


def _of_parts(algorithm: Algorithm, digest: str, parts: int, part_bytes: int) -> Checksum:
    """Never sure: only the first part's size is told, and parts need not be of one size."""
    return Checksum(algorithm, digest, sure=False, parts=parts, part_bytes=part_bytes)


def is_hidden(headers: Mapping[str, str]) -> bool:
    """Whether the object is encrypted in a way that makes the ETag no MD5: by KMS, or with a key of the customer's."""
    named = headers.get("x-amz-server-side-encryption", "AES256")
    return named != "AES256" or "x-amz-server-side-encryption-customer-algorithm" in headers


def _unpacked(text: str, size: int) -> str | None:
    """Hex digits from base64; None: these are not so many bytes."""
    try:
        digest = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return digest.hex() if len(digest) == size else None


def modified_at(headers: Mapping[str, str]) -> int | None:
    """When the file that was uploaded was changed last, if rclone wrote it down; Unix milliseconds."""
    text = headers.get("x-amz-meta-mtime", "")
    return int(float(text) * 1000) if _SECONDS.fullmatch(text) else None
