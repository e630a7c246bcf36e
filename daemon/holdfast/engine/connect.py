"""From a source's row to the object that speaks with its cloud. A new kind of source is one more line here."""

import threading
from collections.abc import Callable, Mapping

from holdfast.catalog import Catalog, settings, sources
from holdfast.catalog.sources import SourceRow
from holdfast.clock import Clock
from holdfast.domain.timing import Policy
from holdfast.errors import AuthRevoked, UsageError
from holdfast.sources.base import Source
from holdfast.sources.cloudinary import CloudinarySource
from holdfast.sources.retrying import RetryingSource

Maker = Callable[[Mapping[str, str], Mapping[str, str], Clock, int], Source]


def _cloudinary(place: Mapping[str, str], secret: Mapping[str, str], clock: Clock, slowest: int) -> Source:
    return CloudinarySource(place, secret, clock, minimum_rate=slowest)


KINDS: Mapping[str, Maker] = {"cloudinary": _cloudinary}


def plain(kind: str, place: Mapping[str, str], secret: Mapping[str, str], clock: Clock, slowest: int = 0) -> Source:
    """A source that neither waits nor tries again: for one question asked by a person."""
    maker = KINDS.get(kind)
    if maker is None:
        raise UsageError(f"This Holdfast cannot speak with a source of kind {kind!r}.", action="Update Holdfast.")
    return maker(place, secret, clock, slowest)


def connect(catalog: Catalog, row: SourceRow, clock: Clock, stop: threading.Event) -> RetryingSource:
    """The source with its credentials, wrapped so that passing faults are tried again until `stop` is set."""
    secret, slowest = catalog.read(
        lambda db: (sources.credentials(db, row.id), settings.value(db, "minimum_bytes_per_second"))
    )
    if secret is None:
        raise AuthRevoked(
            f"Holdfast has no key for {row.name}.",
            action=f"Run `holdfast source add {row.kind} {row.name}` to sign in again.",
        )
    return RetryingSource(plain(row.kind, row.settings, secret, clock, slowest), clock, Policy(), stop)
