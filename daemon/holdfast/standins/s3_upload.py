"""How an object came into the S3 stand-in decides what its ETag and its checksums are worth."""

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random

from holdfast.standins.account import Content
from holdfast.standins.s3_objects import S3Object


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()


def _crc32(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4)


DIGESTS: Mapping[str, Callable[[bytes], bytes]] = {"sha256": _sha256, "sha1": _sha1, "crc32": _crc32}
"""Checksums that are worked out here; CRC32C and CRC64NVME are given by whoever puts the object."""


def whole(made: S3Object, checksum: str) -> S3Object:
    """An object that came in one piece: its ETag is its MD5, unless it is encrypted with a key of KMS."""
    etag = made.content.md5
    if made.kms:
        etag = hashlib.md5(b"encrypted " + etag.encode(), usedforsecurity=False).hexdigest()
    made = replace(made, etag=etag)
    return _with(made, checksum, _of(DIGESTS[checksum](b"".join(made.content.chunks())))) if checksum else made


def in_parts(made: S3Object, part_size: int, checksum: str, *, full: bool, random_etag: bool) -> S3Object:
    """An object of several parts: its ETag is an MD5 of MD5s, a checksum one of checksums unless `full`."""
    pieces = list(_parts(made.content, part_size))
    sizes = tuple(len(piece) for piece in pieces)
    digests = b"".join(hashlib.md5(piece, usedforsecurity=False).digest() for piece in pieces)
    tag = hashlib.md5(digests, usedforsecurity=False).hexdigest()
    if random_etag or made.kms:
        tag = f"{Random(f'{made.key}{tag}').getrandbits(128):032x}"
    made = replace(made, etag=f"{tag}-{len(pieces)}", parts=sizes)
    if not checksum:
        return made
    digest = DIGESTS[checksum]
    if full:
        return _with(made, checksum, _of(digest(b"".join(pieces))))
    value = _of(digest(b"".join(digest(piece) for piece in pieces)))
    return replace(_with(made, checksum, f"{value}-{len(pieces)}"), checksum_type="COMPOSITE")


def _parts(content: Content, size: int) -> Iterator[bytes]:
    data = b"".join(content.chunks())
    return (data[at : at + size] for at in range(0, max(1, len(data)), size))


def _with(made: S3Object, name: str, value: str) -> S3Object:
    return replace(made, checksums={**made.checksums, name: value})


def _of(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
