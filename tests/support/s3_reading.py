"""Reading from an S3 stand-in as a backup does."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

from holdfast.clock import SystemClock
from holdfast.domain.photo import RemotePhoto
from holdfast.sources.s3 import S3Source
from holdfast.standins.s3 import S3StandIn

DATA = b"\xff\xd8" + bytes(range(256)) * 40 + b"\xff\xd9"
Connect = Callable[..., S3Source]
"""A source for a stand-in; `facts` as found before, further names are settings."""


@contextmanager
def connecting() -> Iterator[Connect]:
    """Every source that is made is closed at the end."""
    with ExitStack() as stack:

        def connected(cloud: S3StandIn, facts: dict[str, str] | None = None, **place: str) -> S3Source:
            where = {"bucket": cloud.bucket, "endpoint_url": cloud.endpoint, **place}
            key = {"access_key_id": cloud.key, "secret_access_key": cloud.secret}
            return stack.enter_context(closing(S3Source(where, key, SystemClock(), facts=facts or {})))

        yield connected


def one(source: S3Source) -> RemotePhoto:
    """The only photo there is."""
    (found,) = [photo for page in source.list(None) for photo in page.photos]
    return found


def declared(source: S3Source) -> list[str]:
    """The checksums that come with the bytes of the only photo."""
    with closing(source.open(one(source))) as stream:
        assert b"".join(stream.chunks())
        return [checksum.text for checksum in stream.declared]


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()
