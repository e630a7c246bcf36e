"""From a source's row to the object that speaks with its cloud. A new kind of source is one more line here."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from holdfast.catalog import Catalog, Connection, settings, sources
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock
from holdfast.domain.timing import Policy
from holdfast.errors import AuthRevoked, UsageError
from holdfast.sources.base import Source
from holdfast.sources.cloudinary import CloudinarySource
from holdfast.sources.retrying import RetryingSource


@dataclass(frozen=True, slots=True)
class Slowest:
    """The rate below which a download is stalled, and for how long it may be."""

    bytes_per_second: int = 1024
    seconds: int = 60


Maker = Callable[[Mapping[str, str], Mapping[str, str], Clock, Slowest], Source]


def _cloudinary(place: Mapping[str, str], secret: Mapping[str, str], clock: Clock, slowest: Slowest) -> Source:
    return CloudinarySource(
        place, secret, clock, minimum_rate=slowest.bytes_per_second, rate_window=float(slowest.seconds)
    )


def _slowest(db: Connection) -> Slowest:
    return Slowest(settings.value(db, "minimum_bytes_per_second"), settings.value(db, "stalled_after_seconds"))


KINDS: Mapping[str, Maker] = {"cloudinary": _cloudinary}


def plain(
    kind: str, place: Mapping[str, str], secret: Mapping[str, str], clock: Clock, slowest: Slowest = Slowest()
) -> Source:
    """A source that neither waits nor tries again: for one question asked by a person."""
    maker = KINDS.get(kind)
    if maker is None:
        raise UsageError(f"This Holdfast cannot speak with a source of kind {kind!r}.", action="Update Holdfast.")
    return maker(place, secret, clock, slowest)


def connect(catalog: Catalog, row: SourceRow, clock: Clock, stop: threading.Event) -> RetryingSource:
    """The source with its credentials, wrapped so that passing faults are tried again until `stop` is set."""
    secret, slowest = catalog.read(lambda db: (sources.credentials(db, row.id), _slowest(db)))
    if secret is None:
        raise no_key(row)
    return RetryingSource(plain(row.kind, row.settings, secret, clock, slowest), clock, Policy(), stop)


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
