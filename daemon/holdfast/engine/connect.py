"""From a source's row to the object that speaks with its cloud. A new kind of source is one more line here.

A kind is loaded when it is spoken with: no other command waits for it.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from holdfast.catalog import Catalog, Connection, settings, sources
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock
from holdfast.domain.photo import NOTHING
from holdfast.domain.timing import Policy
from holdfast.errors import AuthRevoked, UsageError
from holdfast.sources.base import Source
from holdfast.sources.retrying import RetryingSource


@dataclass(frozen=True, slots=True)
class Slowest:
    """The rate below which a download is stalled, and for how long it may be."""

    bytes_per_second: int = 1024
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class Signed:
    """A place, the key to it, and what was found there before."""

    place: Mapping[str, str]
    secret: Mapping[str, str] = field(repr=False)
    facts: Mapping[str, str] = field(default_factory=lambda: NOTHING)


Maker = Callable[[Signed, Clock, Slowest], Source]


def _cloudinary(signed: Signed, clock: Clock, slowest: Slowest) -> Source:
    from holdfast.sources.cloudinary import CloudinarySource

    rate, seconds = slowest.bytes_per_second, float(slowest.seconds)
    return CloudinarySource(signed.place, signed.secret, clock, minimum_rate=rate, rate_window=seconds)


def _s3(signed: Signed, clock: Clock, slowest: Slowest) -> Source:
    from holdfast.sources.s3 import S3Source

    rate, seconds = slowest.bytes_per_second, float(slowest.seconds)
    return S3Source(
        signed.place, signed.secret, clock, facts=signed.facts, minimum_rate=rate, rate_window=seconds
    )


def _smugmug(signed: Signed, clock: Clock, slowest: Slowest) -> Source:
    from holdfast.sources.smugmug import SmugMugSource

    rate, seconds = slowest.bytes_per_second, float(slowest.seconds)
    return SmugMugSource(signed.place, signed.secret, clock, minimum_rate=rate, rate_window=seconds)


def _folder(signed: Signed, _clock: Clock, _rate: Slowest) -> Source:
    from holdfast.sources.folder import FolderSource

    return FolderSource(signed.place)


def _slowest(db: Connection) -> Slowest:
    return Slowest(settings.value(db, "minimum_bytes_per_second"), settings.value(db, "stalled_after_seconds"))


KINDS: Mapping[str, Maker] = {"cloudinary": _cloudinary, "s3": _s3, "smugmug": _smugmug, "folder": _folder}

WITHOUT_KEY = frozenset({"folder"})
"""Kinds that nobody signs in to."""


def plain(kind: str, signed: Signed, clock: Clock, slowest: Slowest = Slowest()) -> Source:
    """A source that neither waits nor tries again: for one question asked by a person."""
    maker = KINDS.get(kind)
    if maker is None:
        raise UsageError(f"This Holdfast cannot speak with a source of kind {kind!r}.", action="Update Holdfast.")
    return maker(signed, clock, slowest)


def connect(catalog: Catalog, row: SourceRow, clock: Clock, stop: threading.Event) -> RetryingSource:
    """The source with its credentials, wrapped so that passing faults are tried again until `stop` is set."""
    secret, slowest = catalog.read(lambda db: (sources.credentials(db, row.id), _slowest(db)))
    if secret is None:
        raise no_key(row)
    signed = Signed(row.settings, secret, row.facts)
    return RetryingSource(plain(row.kind, signed, clock, slowest), clock, Policy(), stop)


@dataclass(frozen=True, slots=True)
class Link:
    """A source in use. `over` ends every wait of it, in whatever thread."""

    source: RetryingSource
    over: threading.Event


@contextmanager
def linked(catalog: Catalog, row: SourceRow, clock: Clock) -> Iterator[Link]:
    """The source for as long as the block lasts; no thread of it asks the cloud anything afterwards."""
    over = threading.Event()
    source = connect(catalog, row, clock, over)
    try:
        yield Link(source, over)
    finally:
        over.set()
        source.close()


def no_key(row: SourceRow) -> AuthRevoked:
    """The refusal to work with a source that nobody has signed in to since its catalog was rebuilt."""
    return AuthRevoked(
        f"Holdfast has no key for {row.name}.",
        action=f"Run `holdfast source add {row.kind} {row.name}` to sign in again.",
    )
